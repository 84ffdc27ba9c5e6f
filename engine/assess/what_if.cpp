#include "engine/assess/what_if.hpp"

#include <algorithm>
#include <set>

#include "engine/assess/assess.hpp"
#include "engine/assess/bid_chain.hpp"
#include "engine/graph/without.hpp"

namespace kede::assess {
namespace {

bool is_party_or_process(std::string_view kind) {
  return kind == "organisation" || kind == "person" || kind == "contract" || kind == "lot" || kind == "bid" || kind == "award";
}

// The firms that are gone, and every record that is about one of them or about such a record: supplies, goods, sites, events.
std::vector<bool> hidden_with(const identity::Resolved& resolved, const graph::SupplyGraph& graph, const std::vector<NodeId>& gone) {
  std::vector<bool> hidden(resolved.size(), false);
  for (const NodeId node : gone) hidden[index(graph.entity_of(node))] = true;
  const auto points_to_hidden = [&](EntityId entity) {
    const auto facts = resolved.facts_of(entity);
    return std::any_of(facts.begin(), facts.end(), [&](const identity::ResolvedFact& fact) {
      const auto* scalar = std::get_if<model::Scalar>(&fact.value);
      const auto* ref = scalar == nullptr ? nullptr : std::get_if<model::Ref>(scalar);
      const auto target = ref == nullptr ? std::nullopt : resolved.target(*ref);
      return target && hidden[index(*target)];
    });
  };
  for (bool grows = true; grows;) {
    grows = false;
    for (std::size_t e = 0; e < hidden.size(); ++e) {
      const EntityId entity = make_id<EntityId>(e);
      if (hidden[e] || is_party_or_process(resolved.vocabulary().kind(resolved.kind_of(entity)).name)) continue;
      if (points_to_hidden(entity)) hidden[e] = grows = true;
    }
  }
  return hidden;
}

Verdict weaker(const Verdict& before, Verdict now) {
  if (now.points > before.points) return before;
  now.possible_points = std::min(now.possible_points, before.possible_points);
  now.possible_severity = std::min(now.possible_severity, before.possible_severity);
  now.open = now.open && now.possible_points > 0;
  return now;
}

// The verdicts that the score of the bid is made of, said again in a world without the supplier.
std::set<std::size_t> verdicts_of(const BidResult& bid) {
  std::set<std::size_t> out(bid.context.begin(), bid.context.end());
  for (const Contribution& line : bid.contributions) out.insert(line.verdict);
  return out;
}

std::vector<std::size_t> counted(const BidResult& bid) {
  std::vector<std::size_t> out;
  for (const Contribution& line : bid.contributions) {
    if (line.counted) out.push_back(line.verdict);
  }
  return out;
}

}  // namespace

std::optional<WhatIf> without_supplier(const Assessment& assessment, std::size_t bid, NodeId supplier) {
  const WorldIndex& index = static_cast<const GraphWorld*>(assessment.world)->index();
  const BidResult& before = assessment.bids[bid];
  const BidChain chain(index, before, assessment.rules->transfer);
  if (!chain.contains(supplier) || supplier == *before.bidder) return std::nullopt;
  WhatIf out;
  out.gone = chain.below(supplier);
  std::stable_partition(out.gone.begin(), out.gone.end(), [&](NodeId node) { return node == supplier; });
  std::vector<bool> removed(assessment.graph->node_count(), false);
  for (const NodeId node : out.gone) removed[kede::index(node)] = true;
  const graph::SupplyGraph rest = graph::without(*assessment.graph, removed);
  const WorldIndex index_of_rest(rest, index.tables(), index.as_of(), hidden_with(index.resolved(), *assessment.graph, out.gone));
  const GraphWorld world_of_rest(index_of_rest, WalkScope{});
  Assessment after;
  after.graph = &rest;
  after.rules = assessment.rules;
  after.world = &world_of_rest;
  after.as_of = assessment.as_of;
  after.verdicts = assessment.verdicts;
  for (const std::size_t v : verdicts_of(before)) {
    const Verdict& verdict = assessment.verdicts[v];
    after.verdicts[v] = weaker(verdict, evaluate_one(index_of_rest, *assessment.rules, verdict.rule, verdict.subject));
  }
  const BidResult result = score_again(index_of_rest, after, before);
  out.before = before.score;
  out.after = result.score;
  const auto kept = counted(result);
  for (const std::size_t v : counted(before)) {
    if (std::find(kept.begin(), kept.end(), v) == kept.end()) out.flags_gone.push_back(v);
  }
  return out;
}

}  // namespace kede::assess
