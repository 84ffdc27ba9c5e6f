#include "engine/app/explain_bids.hpp"

#include <algorithm>

#include "engine/app/command.hpp"
#include "engine/assess/what_if.hpp"
#include "engine/base/text.hpp"
#include "reports/labels.hpp"
#include "reports/leverage.hpp"
#include "reports/names.hpp"

namespace kede::app {
namespace {

using assess::BidResult;
using reports::Words;

// "SIA Spodra · Cleaning of schools · Lot 1"
std::string bid_name(const assess::Assessment& assessment, const Words& words, const BidResult& bid) {
  std::string out = reports::bidder_name(assessment, words, bid);
  for (const auto& place : {bid.contract, bid.lot}) {
    if (place) out += " · " + reports::entity_name(assessment, words, *place);
  }
  return out;
}

std::string choke_points_text(const assess::Assessment& assessment, const Words& words, const BidResult& bid) {
  std::string out;
  for (const assess::ChokePoint& point : reports::choke_points_told(assessment, bid)) {
    out += "    " + reports::choke_text(assessment, words, bid, point) + "\n";
    const std::string requirements = reports::choke_requirements(point);
    if (!requirements.empty()) out += "      " + words.text("choke.requirements") + ": " + requirements + "\n";
  }
  return out.empty() ? out : "  " + words.text("choke.title") + ": " + words.text("choke.intro") + "\n" + out;
}

// The question is asked once for all the facts in a row that answer it.
std::string facts_text(const assess::Assessment& assessment, const Words& words, const BidResult& bid) {
  const auto facts = assess::open_facts(assessment, bid.questions);
  std::string out;
  std::string asked;
  for (std::size_t i = 0; i < std::min(facts.size(), reports::kFactsTold); ++i) {
    const std::string& ask = assessment.rule_of(assessment.verdicts[facts[i].verdicts.front()]).ask.in(words.language());
    if (ask != asked) out += "    " + ask + "\n";
    asked = ask;
    out += "      " + std::to_string(i + 1) + ". " + reports::fact_name(assessment, words, facts[i]) + " (" +
           reports::fact_note(assessment, words, facts[i]) + ")\n";
  }
  return out.empty() ? out : "  " + words.text("facts.title") + ":\n" + out;
}

std::string flags_gone_text(const assess::Assessment& assessment, const assess::WhatIf& what_if, Language language) {
  std::vector<std::string> rules;
  for (const std::size_t v : what_if.flags_gone) {
    const std::string& id = assessment.rule_of(assessment.verdicts[v]).id;
    if (std::find(rules.begin(), rules.end(), id) == rules.end()) rules.push_back(id);
  }
  return rules.empty() ? "" : "    " + cli_text("explain.without_flags", language, {{"rules", join(rules, ", ")}}) + "\n";
}

std::string score_line(const Words& words, const assess::Score& score) {
  return words.text("score.sentence", {{"score", reports::score_text(words, score)}}) + ", " + reports::band_word(words, score.band) +
         ", " + words.text("score.coverage", {{"percent", reports::coverage_text(words, score.coverage)}});
}

// The supplier itself is the first of those that are gone.
std::string gone_text(const assess::Assessment& assessment, const Words& words, const assess::WhatIf& what_if) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < what_if.gone.size(); ++i) {
    std::string name = reports::node_name(assessment, words, what_if.gone[i]);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names.empty() ? "" : "    " + cli_text("explain.without_gone", words.language(), {{"names", join(names, ", ")}}) + "\n";
}

}  // namespace

std::string bids_text(const Run& run, EntityId bidder, Language language) {
  const assess::Assessment& assessment = run.screening.assessment;
  const Words words = Words::built_in(language);
  std::string out;
  for (const BidResult& bid : assessment.bids) {
    if (!bid.bidder || run.graph.entity_of(*bid.bidder) != bidder) continue;
    out += cli_text("explain.bid", language,
                    {{"bid", bid_name(assessment, words, bid)},
                     {"score", reports::score_text(words, bid.score)},
                     {"band", reports::band_word(words, bid.score.band)},
                     {"coverage", reports::coverage_text(words, bid.score.coverage)}}) +
           "\n" + choke_points_text(assessment, words, bid) + facts_text(assessment, words, bid) + "\n";
  }
  return out;
}

std::string without_text(const Run& run, std::optional<EntityId> bidder, EntityId supplier, Language language) {
  const assess::Assessment& assessment = run.screening.assessment;
  const Words words = Words::built_in(language);
  const std::string name = reports::entity_name(assessment, words, supplier);
  std::string out;
  for (std::size_t b = 0; b < assessment.bids.size(); ++b) {
    const BidResult& bid = assessment.bids[b];
    if (bidder && (!bid.bidder || run.graph.entity_of(*bid.bidder) != *bidder)) continue;
    const auto what_if = assess::without_supplier(assessment, b, *run.graph.node_of(supplier));
    if (!what_if) continue;
    const std::string before = score_line(words, what_if->before);
    const std::string after = score_line(words, what_if->after);
    out += "  " + bid_name(assessment, words, bid) + "\n    " + before + "\n    → " +
           (before == after ? cli_text("explain.without_same", language) : after) + "\n" + gone_text(assessment, words, *what_if) +
           flags_gone_text(assessment, *what_if, language);
  }
  if (out.empty()) return cli_text("explain.without_none", language, {{"name", name}}) + "\n";
  return cli_text("explain.without", language, {{"name", name}}) + "\n" + out + cli_text("explain.without_note", language) + "\n";
}

}  // namespace kede::app
