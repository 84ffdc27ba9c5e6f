#include "reports/bid_lines.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace kede::reports {

using assess::Assessment;
using assess::BidResult;
using assess::Contribution;

namespace {

bool is_shared(const Assessment& assessment, const assess::Verdict& verdict) {
  const auto& resolved = assessment.graph->resolved();
  const std::string& kind = resolved.vocabulary().kind(resolved.kind_of(verdict.subject)).name;
  return kind == "contract" || kind == "lot";
}

bool is_open(const assess::Verdict& verdict) {
  return verdict.outcome == lang::Outcome::fires || verdict.outcome == lang::Outcome::unknown;
}

void add_once(std::vector<std::size_t>& list, std::size_t item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

const std::string& group_of(const lang::Rule& rule) { return rule.group.empty() ? rule.id : rule.group; }

}  // namespace

std::vector<std::size_t> flags_of(const Assessment& assessment, const BidResult& bid) {
  std::vector<std::size_t> flags;
  for (std::size_t i = 0; i < bid.contributions.size(); ++i) {
    const assess::Verdict& verdict = assessment.verdicts[bid.contributions[i].verdict];
    if (verdict.outcome == lang::Outcome::fires && !assessment.rule_of(verdict).prior) flags.push_back(i);
  }
  std::stable_sort(flags.begin(), flags.end(), [&](std::size_t a, std::size_t b) {
    const Contribution& left = bid.contributions[a];
    const Contribution& right = bid.contributions[b];
    return left.counted != right.counted ? left.counted : left.points > right.points;
  });
  return flags;
}

std::vector<std::size_t> shared_context(const Assessment& assessment, const assess::ContractResult& contract) {
  std::vector<std::size_t> found;
  for (const std::size_t v : contract.context) {
    if (assessment.rule_of(assessment.verdicts[v]).prior && is_open(assessment.verdicts[v])) add_once(found, v);
  }
  for (const std::size_t b : contract.bids) {
    for (const std::size_t v : assessment.bids[b].context) {
      if (is_shared(assessment, assessment.verdicts[v]) && is_open(assessment.verdicts[v])) add_once(found, v);
    }
  }
  std::stable_sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) { return a < b; });
  return found;
}

std::vector<std::size_t> own_context(const Assessment& assessment, const BidResult& bid) {
  std::vector<std::size_t> found;
  for (const std::size_t v : bid.context) {
    if (!is_shared(assessment, assessment.verdicts[v]) && is_open(assessment.verdicts[v])) add_once(found, v);
  }
  return found;
}

std::vector<LotBids> lots_of(const Assessment& assessment, const std::vector<std::size_t>& bids) {
  std::vector<LotBids> lots;
  for (const std::size_t b : bids) {
    if (lots.empty() || lots.back().lot != assessment.bids[b].lot) lots.push_back({assessment.bids[b].lot, {}});
    lots.back().bids.push_back(b);
  }
  return lots;
}

std::vector<std::size_t> contracts_shown(const Assessment& assessment, std::size_t most) {
  std::vector<std::size_t> order(assessment.contracts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (order.size() <= most) return order;
  std::vector<std::pair<assess::Band, double>> strength(order.size());
  for (const std::size_t c : order) {
    for (const std::size_t b : assessment.contracts[c].bids) {
      const assess::Score& score = assessment.bids[b].score;
      strength[c] = std::max(strength[c], {score.band, score.points});
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return strength[a] > strength[b]; });
  order.resize(most);
  std::sort(order.begin(), order.end());
  return order;
}

std::vector<std::size_t> bids_without_contract(const Assessment& assessment) {
  std::vector<bool> placed(assessment.bids.size(), false);
  for (const assess::ContractResult& contract : assessment.contracts) {
    for (const std::size_t b : contract.bids) placed[b] = true;
  }
  std::vector<std::size_t> rest;
  for (std::size_t b = 0; b < placed.size(); ++b) {
    if (!placed[b]) rest.push_back(b);
  }
  return rest;
}

std::string not_counted_because(const Assessment& assessment, const Words& words, const BidResult& bid, const Contribution& line) {
  if (line.counted) return {};
  const lang::Rule& rule = assessment.rule_of(assessment.verdicts[line.verdict]);
  if (rule.prior) return words.text("skipped.prior");
  if (line.points <= 0) return words.text("skipped.weak");
  for (const Contribution& other : bid.contributions) {
    const lang::Rule& stronger = assessment.rule_of(assessment.verdicts[other.verdict]);
    // A rule that looks down the chain finds at the bidder what others of its group find further down.
    const bool same_place = other.node == line.node || stronger.local != rule.local;
    const bool same = stronger.dimension == rule.dimension && group_of(stronger) == group_of(rule) && same_place;
    if (&other != &line && same && other.points >= line.points && assessment.verdicts[other.verdict].outcome == lang::Outcome::fires) {
      return words.text("skipped.group", {{"rule", stronger.id}});
    }
  }
  return words.text("skipped.dimension", {{"dimension", dimension_label(*assessment.rules, rule.dimension, words.language())}});
}

std::string dimension_label(const lang::RulePack& rules, const std::string& id, Language language) {
  const auto found =
      std::find_if(rules.dimensions.begin(), rules.dimensions.end(), [&](const lang::Dimension& dimension) { return dimension.id == id; });
  return found == rules.dimensions.end() ? id : found->label.in(language);
}

}  // namespace kede::reports
