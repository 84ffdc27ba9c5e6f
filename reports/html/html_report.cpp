#include "reports/html/html_report.hpp"

#include "engine/assess/value_words.hpp"
#include "engine/base/text.hpp"
#include "reports/html/content_hash.hpp"
#include "reports/html/page.hpp"
#include "reports/names.hpp"

namespace kede::reports {
namespace {

View page_view(Page& page) {
  const assess::Assessment& assessment = page.assessment;
  const std::string date = assess::date_text(assessment.as_of, page.words.language());
  const std::string script(trim(Templates::raw("script.mustache")));
  View view;
  view.text("lang", std::string(to_text(page.words.language()))).text("as_of", date).text("style", Templates::raw("style.css"));
  std::string title = page.text("page.title");
  if (assessment.contracts.size() == 1) title += " · " + entity_name(assessment, page.words, assessment.contracts.front().contract);
  view.text("page_title", title)
      .text("script", script)
      .text("script_hash", content_hash(script))
      .text("shapes", Templates::raw("shapes.mustache"));
  std::size_t questions = 0;
  std::size_t flags = 0;
  for (const assess::BidResult& bid : assessment.bids) {
    questions += bid.questions.size();
    for (const assess::FlaggedChain& chain : bid.chains) flags += chain.contributions.size();
  }
  view.text("headline", page.text("page.headline", {{"date", date},
                                                    {"contracts", std::to_string(assessment.contracts.size())},
                                                    {"bids", std::to_string(assessment.bids.size())},
                                                    {"fires", std::to_string(flags)},
                                                    {"unknown", std::to_string(questions)}}));
  view.text("decision", decision_section(page)).text("bids", bids_section(page)).text("questions", questions_section(page));
  view.text("requirements", requirements_section(page)).text("read", read_section(page)).text("method", method_section(page));
  return view;
}

Result<std::vector<OutputFile>> write_html(const assess::Assessment& assessment, const ReportOptions& options) {
  const Words words = Words::built_in(options.language);
  Templates templates(words);
  const GraphLayout layout;
  Page page{assessment, words, options, templates, layout, ExplanationStore(assessment, words)};
  choose_described(page);
  choose_remedies(page);
  std::string html = templates.fill("page", page_view(page));
  if (templates.fault()) return *templates.fault();
  return std::vector<OutputFile>{{"report.html", std::move(html)}};
}

}  // namespace

std::string bid_anchor(std::size_t bid) { return "bid-" + std::to_string(bid + 1); }
std::string question_anchor(std::size_t bid) { return "questions-" + std::to_string(bid + 1); }
std::string finding_anchor(std::size_t bid, std::size_t contribution) {
  return "flag-" + std::to_string(bid + 1) + "-" + std::to_string(contribution + 1);
}

std::string bid_place(const Page& page, const assess::BidResult& bid) {
  std::vector<std::string> parts;
  if (bid.contract) parts.push_back(entity_name(page.assessment, page.words, *bid.contract));
  if (bid.lot) parts.push_back(page.text("decision.lot", {{"lot", entity_name(page.assessment, page.words, *bid.lot)}}));
  if (bid.is_award) parts.push_back(page.text("bid.award"));
  return join(parts, " · ");
}

const Report html_report{"html", "One page for the officer, offline", write_html};

}  // namespace kede::reports
