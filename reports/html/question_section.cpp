#include <algorithm>

#include "engine/assess/reasons.hpp"
#include "engine/base/text.hpp"
#include "reports/bid_lines.hpp"
#include "reports/html/page.hpp"
#include "reports/labels.hpp"
#include "reports/leverage.hpp"
#include "reports/names.hpp"

namespace kede::reports {

using assess::BidResult;

namespace {

constexpr std::size_t kQuestionsWeighed = 200;  // those beyond add next to nothing to what a fact is worth

const assess::Contribution* line_of(const BidResult& bid, std::size_t verdict) {
  const auto found = std::find_if(bid.contributions.begin(), bid.contributions.end(),
                                  [&](const assess::Contribution& line) { return line.verdict == verdict; });
  return found == bid.contributions.end() ? nullptr : &*found;
}

View question_view(const Page& page, const BidResult& bid, const assess::Question& question, std::size_t number) {
  const assess::Verdict& verdict = page.assessment.verdicts[question.verdict];
  const lang::Rule& rule = page.assessment.rule_of(verdict);
  const assess::Contribution* line = line_of(bid, question.verdict);
  const std::string node = node_name(page.assessment, page.words, question.node);
  std::string about = node;
  if (line != nullptr)
    about = page.text("name.with_role", {{"name", about}, {"role", role_at(page.assessment, page.words, bid, line->path)}});
  const std::string note = subject_note(page.assessment, page.words, verdict.subject, question.node);
  std::string reasons = reasons_text(page.assessment, page.words, assess::reasons_of(page.assessment, verdict), node);
  if (verdict.would_fire) reasons += (reasons.empty() ? "" : "; ") + page.text("unknown.would_fire");
  View view;
  view.text("number", std::to_string(number))
      .text("question", rule.ask.in(page.words.language()))
      .text("rule", rule.id)
      .text("title", rule.title.in(page.words.language()));
  view.text("about", note.empty() ? about : about + " · " + note)
      .text("reasons", std::move(reasons))
      .text("gain", points_number(page.words, question.gain));
  return view;
}

void add_facts(const Page& page, const BidResult& bid, View& view) {
  std::vector<View> items;
  const auto weighed = std::span(bid.questions).first(std::min(kQuestionsWeighed, bid.questions.size()));
  for (const assess::OpenFact& fact : assess::open_facts(page.assessment, weighed)) {
    if (items.size() == kFactsTold) break;
    items.push_back(
        View().text("name", fact_name(page.assessment, page.words, fact)).text("note", fact_note(page.assessment, page.words, fact)));
  }
  view.flag("has_facts", !items.empty()).list("facts", std::move(items));
}

View asked_view(const Page& page, std::size_t b) {
  const BidResult& bid = page.assessment.bids[b];
  const std::string bidder = bidder_name(page.assessment, page.words, bid);
  std::vector<View> rows;
  for (std::size_t q = 0; q < std::min(bid.questions.size(), kQuestionsListed); ++q)
    rows.push_back(question_view(page, bid, bid.questions[q], q + 1));
  const std::size_t more = bid.questions.size() - rows.size();
  View view;
  view.text("question_id", question_anchor(b))
      .text("bidder", bidder)
      .text("where", bid_place(page, bid))
      .text("caption", page.text("questions.caption", {{"bidder", bidder}}));
  view.flag("has_rows", !rows.empty()).list("rows", std::move(rows));
  add_facts(page, bid, view);
  view.text("more", more == 0 ? std::string() : page.text("questions.more", {{"count", std::to_string(more)}}));
  return view;
}

}  // namespace

std::string questions_section(Page& page) {
  std::vector<View> bids;
  for (const std::size_t b : page.described) bids.push_back(asked_view(page, b));
  return page.templates.fill("questions", View().list("bids", std::move(bids)));
}

}  // namespace kede::reports
