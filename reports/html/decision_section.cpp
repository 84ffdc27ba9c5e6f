#include <algorithm>

#include "engine/base/text.hpp"
#include "reports/bid_lines.hpp"
#include "reports/html/page.hpp"
#include "reports/labels.hpp"
#include "reports/names.hpp"

namespace kede::reports {

using assess::Assessment;
using assess::BidResult;

namespace {

constexpr std::size_t kContractsListed = 200;

std::string chain_text(const Page& page, const BidResult& bid) {
  const assess::FlaggedChain& chain = bid.chains.front();
  const assess::Contribution& strongest = bid.contributions[chain.contributions.front()];
  std::string title = page.assessment.rule_of(page.assessment.verdicts[strongest.verdict]).title.in(page.words.language());
  if (chain.contributions.size() > 1)
    title = page.text("text.more_flags", {{"title", title}, {"count", std::to_string(chain.contributions.size() - 1)}});
  return page.text("text.chain", {{"path", path_words(page.assessment, page.words, bid, chain.path)},
                                  {"title", title},
                                  {"points", points_text(page.words, chain.points)}});
}

std::string question_text(const Page& page, const BidResult& bid) {
  const assess::Question& question = bid.questions.front();
  const std::string about = node_name(page.assessment, page.words, question.node);
  return page.text(
      "name.with_role",
      {{"name", page.assessment.rule_of(page.assessment.verdicts[question.verdict]).ask.in(page.words.language())}, {"role", about}});
}

// Why the level is not simply that of the number.
std::string level_reason(const Page& page, const BidResult& bid) {
  std::vector<std::string> parts;
  if (bid.score.floor) parts.push_back(page.text("score.floor", {{"severity", severity_word(page.words, *bid.score.floor)}}));
  if (!bid.score.patterns.empty()) {
    std::vector<std::string> titles;
    for (const lang::Pattern& pattern : page.assessment.rules->patterns) {
      if (std::find(bid.score.patterns.begin(), bid.score.patterns.end(), pattern.id) != bid.score.patterns.end())
        titles.push_back(pattern.title.in(page.words.language()));
    }
    parts.push_back(page.text("score.pattern", {{"patterns", join(titles, ", ")}}));
  }
  if (bid.score.band == assess::Band::insufficient)
    parts.push_back(page.text("score.insufficient", {{"percent", coverage_text(page.words, bid.score.coverage)}}));
  return join(parts, " ");
}

View row_view(const Page& page, std::size_t b) {
  const BidResult& bid = page.assessment.bids[b];
  View row;
  row.text("rank", bid.rank > 0 ? std::to_string(bid.rank) : "–")
      .text("bidder", bidder_name(page.assessment, page.words, bid))
      .text("bid_id", bid_anchor(b));
  row.flag("detailed", std::find(page.described.begin(), page.described.end(), b) != page.described.end());
  row.text("band", std::string(assess::to_text(bid.score.band))).text("band_word", band_word(page.words, bid.score.band));
  row.text("score", score_text(page.words, bid.score)).text("coverage", coverage_text(page.words, bid.score.coverage));
  row.text("flag_count", std::to_string(flags_of(page.assessment, bid).size()));
  row.flag("chain", !bid.chains.empty());
  row.text("chain_text", bid.chains.empty() ? std::string() : chain_text(page, bid));
  row.text("no_chain", page.text(bid.score.band == assess::Band::insufficient ? "decision.no_chain_insufficient" : "decision.no_chain"));
  row.flag("question", !bid.questions.empty());
  row.text("question_text", bid.questions.empty() ? std::string() : question_text(page, bid));
  const std::string reason = level_reason(page, bid);
  row.flag("reason", !reason.empty()).text("reason_text", reason);
  return row;
}

std::vector<View> lot_views(const Page& page, const std::vector<std::size_t>& bids) {
  std::vector<View> views;
  for (const LotBids& lot : lots_of(page.assessment, bids)) {
    View view;
    view.text("lot_name",
              lot.lot ? page.text("decision.lot", {{"lot", entity_name(page.assessment, page.words, *lot.lot)}}) : std::string());
    std::vector<View> rows;
    for (const std::size_t b : lot.bids) rows.push_back(row_view(page, b));
    view.list("rows", std::move(rows));
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<View> fact_views(const Page& page, EntityId contract) {
  constexpr std::pair<std::string_view, std::string_view> facts[] = {{"decision.id", "id"},
                                                                     {"decision.buyer", "buyer"},
                                                                     {"decision.subject", "cpv_main"},
                                                                     {"decision.value", "estimated_value"},
                                                                     {"decision.published", "date_published"},
                                                                     {"decision.deadline", "submission_deadline"}};
  std::vector<View> views;
  for (const auto& [key, field] : facts) {
    const std::string value = fact_text(page.assessment, page.words, contract, field);
    if (value.empty()) continue;
    View view;
    view.text("label", page.text(key)).text("value", value);
    views.push_back(std::move(view));
  }
  return views;
}

void add_context(const Page& page, const assess::ContractResult& contract, View& view) {
  std::vector<View> shown;
  std::vector<std::string> unknown;
  for (const std::size_t v : shared_context(page.assessment, contract)) {
    const assess::Verdict& verdict = page.assessment.verdicts[v];
    const lang::Rule& rule = page.assessment.rule_of(verdict);
    if (verdict.outcome == lang::Outcome::unknown) {
      if (std::find(unknown.begin(), unknown.end(), rule.id) == unknown.end()) unknown.push_back(rule.id);
      continue;
    }
    View item;
    item.text("rule", rule.id).text("title", rule.title.in(page.words.language())).text("why", rule.why.in(page.words.language()));
    item.text("about", verdict.subject == contract.contract ? std::string() : entity_name(page.assessment, page.words, verdict.subject));
    item.text("harmless", rule.false_positives.in(page.words.language()));
    shown.push_back(std::move(item));
  }
  view.flag("has_context", !shown.empty() || !unknown.empty());
  view.list("context", std::move(shown));
  view.text("context_unknown", unknown.empty() ? std::string()
                                               : page.text("decision.context_unknown",
                                                           {{"count", std::to_string(unknown.size())}, {"rules", join(unknown, ", ")}}));
}

}  // namespace

std::string decision_section(Page& page) {
  std::vector<View> contracts;
  const std::vector<std::size_t> listed = contracts_shown(page.assessment, kContractsListed);
  for (const std::size_t c : listed) {
    const assess::ContractResult& contract = page.assessment.contracts[c];
    View view;
    view.text("contract_id", "contract-" + std::to_string(c + 1))
        .text("contract_name", entity_name(page.assessment, page.words, contract.contract));
    view.list("facts", fact_views(page, contract.contract));
    view.list("lots", lot_views(page, contract.bids));
    view.text("without", contract.bids.empty() ? page.text("text.no_flags_contract") : std::string());
    add_context(page, contract, view);
    contracts.push_back(std::move(view));
  }
  const std::vector<std::size_t> rest = bids_without_contract(page.assessment);
  if (!rest.empty()) {
    View view;
    view.text("contract_id", "contract-none").text("contract_name", page.text("decision.no_contract")).text("without", "");
    view.list("facts", {}).list("lots", lot_views(page, rest)).flag("has_context", false);
    contracts.push_back(std::move(view));
  }
  const assess::Counts& counts = page.assessment.counts;
  View view;
  view.flag("none", page.assessment.bids.empty());
  view.text("none_text", page.text("decision.none", {{"records", std::to_string(counts.records)},
                                                     {"files", std::to_string(counts.files)},
                                                     {"read", page.text("read.title")}}));
  const std::size_t more = page.assessment.contracts.size() - listed.size();
  view.text("more_contracts", more == 0 ? std::string() : page.text("decision.more_contracts", {{"count", std::to_string(more)}}));
  view.list("contracts", std::move(contracts));
  return page.templates.fill("decision", std::move(view));
}

}  // namespace kede::reports
