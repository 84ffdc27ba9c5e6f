#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "engine/assess/assess.hpp"
#include "engine/assess/count_points.hpp"
#include "engine/assess/reach.hpp"
#include "engine/assess/roots.hpp"

namespace kede::assess {

using graph::Edge;
using graph::EdgeKind;
using lang::Outcome;

namespace {

constexpr double kSmallestFactor = 0.05;  // a weaker link carries no points; statutory and listed hits still set their floor

// Where a subject's hit stands, and how it is reached from the root.
struct Standing {
  NodeId node;
  graph::Path path;
  double factor;
};

class RootScorer {
 public:
  RootScorer(const WorldIndex& index, const Assessment& assessment, const std::vector<std::vector<std::size_t>>& by_subject)
      : index_(index),
        graph_(index.graph()),
        vocabulary_(index.resolved().vocabulary()),
        assessment_(assessment),
        by_subject_(by_subject) {}

  BidResult score(const Root& root) {
    result_ = BidResult{};
    result_.bid = root.record;
    result_.is_award = root.is_award;
    result_.contract = root.contract;
    result_.lot = root.lot;
    result_.bidder = root.bidder;
    decided_ = decidable_ = 0;
    WalkScope scope;
    if (root.contract) scope.contract = static_cast<std::uint32_t>(kede::index(*root.contract));
    if (!root.is_award) scope.bid = static_cast<std::uint32_t>(kede::index(root.record));
    collect(root, scope);
    count();
    find_patterns();
    result_.score.band = band_of(result_.score);
    find_chains();
    find_questions();
    return std::move(result_);
  }

 private:
  std::optional<EntityId> ref(EntityId entity, std::string_view field) const { return index_.ref(entity, vocabulary_.field_id(field)); }
  const std::vector<std::size_t>& verdicts_on(EntityId subject) const { return by_subject_[kede::index(subject)]; }

  void collect(const Root& root, const WalkScope& scope) {
    if (root.contract) add_context(*root.contract, root);
    if (root.lot) add_context(*root.lot, root);
    if (!root.bidder) return;
    const Reach reach(graph_, *root.bidder, scope, assessment_.rules->transfer);
    if (!root.is_award) add(root.record, {*root.bidder, {}, 1.0}, true);
    for (const auto& [node, arrival] : reach.all()) {
      const graph::Path path = reach.path(node);
      add(graph_.entity_of(node), {node, path, arrival.factor}, node == *root.bidder);
      add_edges(node, path, arrival.factor, scope);
      add_sites(node, path, arrival.factor);
    }
    add_goods(root, reach, scope);
  }

  // Edges of the chain are subjects too: what they say stands at the node that does the work.
  void add_edges(NodeId node, const graph::Path& path, double factor, const WalkScope& scope) {
    for (const EdgeId id : graph_.out_edges(node)) {
      const Edge& edge = graph_.edge(id);
      if ((edge.kind != EdgeKind::supply && edge.kind != EdgeKind::labour && edge.kind != EdgeKind::goods) || !scope.admits(edge)) continue;
      graph::Path longer = path;
      longer.push_back(id);
      add(edge.record, {edge.to, longer, factor * edge_factor(edge, share_at(path), assessment_.rules->transfer)}, false);
    }
  }

  double share_at(const graph::Path& path) const {
    for (auto id = path.rbegin(); id != path.rend(); ++id) {
      if (graph_.edge(*id).share_known) return graph_.edge(*id).share;
    }
    return 1.0;
  }

  void add_sites(NodeId node, const graph::Path& path, double factor) {
    for (const EntityId site : index_.referring(vocabulary_.field_id("site.organisation"), graph_.entity_of(node)))
      add(site, {node, path, factor}, false);
  }

  // A good stands at the firm that supplies it: the one named, else the bidder when the good belongs to the bid.
  void add_goods(const Root& root, const Reach& reach, const WalkScope& scope) {
    for (const EntityId good : goods_in_reach(root, reach)) {
      const auto bid = ref(good, "good.bid");
      if (bid && (root.is_award || *bid != root.record)) continue;
      const auto contract = scope_of(index_, good).contract;
      if (contract != graph::kNone && scope.contract != graph::kNone && contract != scope.contract) continue;
      auto owner = ref(good, "good.supplier");
      if (!owner || reach.at(node_of(*owner)) == nullptr) owner = owner_by_maker(good, reach);
      if (!owner && bid) owner = graph_.entity_of(*root.bidder);
      const Arrival* arrival = owner ? reach.at(node_of(*owner)) : nullptr;
      if (arrival != nullptr) add(good, {node_of(*owner), reach.path(node_of(*owner)), arrival->factor}, false);
    }
  }

  std::set<EntityId> goods_in_reach(const Root& root, const Reach& reach) const {
    std::set<EntityId> goods;
    const auto take = [&](std::string_view by, EntityId owner) {
      const auto found = index_.referring(vocabulary_.field_id(by), owner);
      goods.insert(found.begin(), found.end());
    };
    take("good.bid", root.record);
    if (root.contract) take("good.contract", *root.contract);
    for (const auto& [node, arrival] : reach.all()) {
      take("good.supplier", graph_.entity_of(node));
      take("good.manufacturer", graph_.entity_of(node));
    }
    return goods;
  }

  std::optional<EntityId> owner_by_maker(EntityId good, const Reach& reach) const {
    const auto maker = ref(good, "good.manufacturer");
    return maker && reach.at(node_of(*maker)) != nullptr ? maker : std::nullopt;
  }

  NodeId node_of(EntityId organisation) const { return graph_.node_of(organisation).value_or(make_id<NodeId>(graph::kNone)); }

  void add_context(EntityId subject, const Root& root) {
    for (const std::size_t v : verdicts_on(subject)) {
      const Verdict& verdict = assessment_.verdicts[v];
      if (assessment_.rule_of(verdict).prior) {
        add_prior(v);
      } else if (root.bidder) {
        add_line(v, {*root.bidder, {}, 1.0});
      }
    }
  }

  void add_prior(std::size_t v) {
    const Outcome outcome = assessment_.verdicts[v].outcome;
    if (outcome != Outcome::fires && outcome != Outcome::unknown) return;
    if (std::find(result_.context.begin(), result_.context.end(), v) == result_.context.end()) result_.context.push_back(v);
  }

  void add(EntityId subject, const Standing& standing, bool is_root) {
    for (const std::size_t v : verdicts_on(subject)) {
      const lang::Rule& rule = assessment_.rule_of(assessment_.verdicts[v]);
      if (rule.prior) {
        add_prior(v);
      } else if (rule.local || is_root || subject_is_relation(subject)) {
        add_line(v, standing);
      }
    }
  }

  // Rules about an edge, a site or a good are about this chain wherever they stand; a chain rule about an organisation counts at the root
  // only.
  bool subject_is_relation(EntityId subject) const { return vocabulary_.kind(index_.resolved().kind_of(subject)).name != "organisation"; }

  void add_line(std::size_t v, const Standing& standing) {
    const Verdict& verdict = assessment_.verdicts[v];
    const lang::Rule& rule = assessment_.rule_of(verdict);
    if (verdict.outcome == Outcome::not_applicable) return;
    const bool has_floor = verdict.outcome == Outcome::fires && rule.floor.has_value();
    if (has_floor) result_.score.floor = std::max(result_.score.floor.value_or(lang::RuleSeverity::low), *rule.floor);
    if (standing.factor < kSmallestFactor && !has_floor) return;
    const auto seen = lines_seen_.find(v);
    const double weight = -std::log(1.0 - rule.weight / 100.0) * standing.factor;
    if (seen == lines_seen_.end()) {
      decidable_ += weight;
      if (!verdict.open) decided_ += weight;
    }
    if (verdict.outcome != Outcome::fires && !verdict.open) {
      lines_seen_.emplace(v, result_.contributions.size());
      return;
    }
    Contribution line{
        v,     standing.node, standing.path, standing.factor, verdict.points * standing.factor, verdict.possible_points * standing.factor,
        false, false};
    // The same fact by another path counts once, by the best.
    if (seen != lines_seen_.end()) {
      Contribution& before = result_.contributions[seen->second];
      if (line.factor > before.factor) before = std::move(line);
      return;
    }
    lines_seen_.emplace(v, result_.contributions.size());
    result_.contributions.push_back(std::move(line));
  }

  void count() {
    lines_seen_.clear();
    auto& lines = result_.contributions;
    std::stable_sort(lines.begin(), lines.end(), [&](const Contribution& a, const Contribution& b) {
      return std::tuple(-a.points, -a.possible_points, assessment_.verdicts[a.verdict].rule, a.node) <
             std::tuple(-b.points, -b.possible_points, assessment_.verdicts[b.verdict].rule, b.node);
    });
    std::vector<CountedLine> counted;
    for (const Contribution& line : lines) {
      const lang::Rule& rule = assessment_.rule_of(assessment_.verdicts[line.verdict]);
      counted.push_back(
          {rule.dimension, rule.group.empty() ? rule.id : rule.group, line.node, line.points, line.possible_points, false, false});
    }
    const Sums sums = count_points(counted);
    result_.score.points = sums.points;
    result_.score.possible_points = sums.possible_points;
    result_.score.coverage = decidable_ > 0 ? decided_ / decidable_ : 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
      lines[i].counted = counted[i].counted, lines[i].counted_possible = counted[i].counted_possible;
  }

  bool holds(const lang::Pattern::Member& member, const std::set<std::string>& fired) const {
    if (!member.rule.empty()) return fired.contains(member.rule);
    const auto part = [&](const lang::Pattern::Member& inner) { return holds(inner, fired); };
    return member.all ? std::all_of(member.members.begin(), member.members.end(), part)
                      : std::any_of(member.members.begin(), member.members.end(), part);
  }

  void find_patterns() {
    std::set<std::string> fired;
    for (const Contribution& line : result_.contributions) {
      const Verdict& verdict = assessment_.verdicts[line.verdict];
      if (verdict.outcome == Outcome::fires) fired.insert(assessment_.rule_of(verdict).id);
    }
    for (const std::size_t v : result_.context) {
      if (assessment_.verdicts[v].outcome == Outcome::fires) fired.insert(assessment_.rule_of(assessment_.verdicts[v]).id);
    }
    for (const lang::Pattern& pattern : assessment_.rules->patterns) {
      if (holds(pattern.members, fired)) result_.score.patterns.push_back(pattern.id);
    }
  }

  void find_chains() {
    std::map<NodeId, std::size_t> chain_of;
    for (std::size_t i = 0; i < result_.contributions.size(); ++i) {
      const Contribution& line = result_.contributions[i];
      const Verdict& verdict = assessment_.verdicts[line.verdict];
      if (verdict.outcome != Outcome::fires) continue;
      const auto [found, is_new] = chain_of.try_emplace(line.node, result_.chains.size());
      if (is_new) result_.chains.push_back(start_chain(line));
      FlaggedChain& chain = result_.chains[found->second];
      if (line.counted) chain.points += line.points;
      chain.strongest = std::max(chain.strongest, verdict.severity);
      chain.contributions.push_back(i);
    }
    std::stable_sort(result_.chains.begin(), result_.chains.end(), [](const FlaggedChain& a, const FlaggedChain& b) {
      return std::tuple(-a.points, -static_cast<int>(a.strongest), a.node) < std::tuple(-b.points, -static_cast<int>(b.strongest), b.node);
    });
  }

  FlaggedChain start_chain(const Contribution& line) const {
    FlaggedChain chain;
    chain.node = line.node;
    chain.path = line.path;
    chain.factor = line.factor;
    const model::FieldId complete = vocabulary_.field_id("organisation.suppliers_complete");
    bool open_above = false;
    for (const EdgeId id : line.path) {
      const Edge& edge = graph_.edge(id);
      const bool supplies = edge.kind == EdgeKind::supply || edge.kind == EdgeKind::labour || edge.kind == EdgeKind::goods;
      if (supplies) ++chain.tier_max;
      open_above = open_above || (supplies && !index_.is_true(graph_.entity_of(edge.from), complete));
    }
    chain.tier_min = open_above && chain.tier_max > 1 ? 1 : chain.tier_max;
    return chain;
  }

  void find_questions() {
    for (const Contribution& line : result_.contributions) {
      if (assessment_.verdicts[line.verdict].open) result_.questions.push_back({line.verdict, line.node, line.possible_points});
    }
    std::stable_sort(result_.questions.begin(), result_.questions.end(), [&](const Question& a, const Question& b) {
      return std::tuple(-a.gain, assessment_.verdicts[a.verdict].rule, a.node) <
             std::tuple(-b.gain, assessment_.verdicts[b.verdict].rule, b.node);
    });
  }

  const WorldIndex& index_;
  const graph::SupplyGraph& graph_;
  const model::Vocabulary& vocabulary_;
  const Assessment& assessment_;
  const std::vector<std::vector<std::size_t>>& by_subject_;
  BidResult result_;
  std::map<std::size_t, std::size_t> lines_seen_;
  double decided_ = 0;
  double decidable_ = 0;
};

void rank(std::vector<BidResult>& bids, const std::vector<std::size_t>& members) {
  std::map<std::optional<EntityId>, std::vector<std::size_t>> by_lot;
  for (const std::size_t b : members) {
    if (!bids[b].is_award) by_lot[bids[b].lot].push_back(b);
  }
  for (auto& [lot, group] : by_lot) {
    std::stable_sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) { return bids[a].score.points > bids[b].score.points; });
    for (std::size_t i = 0; i < group.size(); ++i) {
      const bool tied = i > 0 && bids[group[i]].score.points == bids[group[i - 1]].score.points;
      bids[group[i]].rank = tied ? bids[group[i - 1]].rank : static_cast<int>(i) + 1;
    }
  }
}

}  // namespace

void score_all(const WorldIndex& index, Assessment& assessment) {
  std::vector<std::vector<std::size_t>> by_subject(index.resolved().size());
  for (std::size_t v = 0; v < assessment.verdicts.size(); ++v) by_subject[kede::index(assessment.verdicts[v].subject)].push_back(v);
  RootScorer scorer(index, assessment, by_subject);
  std::map<EntityId, std::size_t> contract_at;
  const auto& vocabulary = index.resolved().vocabulary();
  for (const EntityId contract : index.resolved().of_kind(vocabulary.find_kind("contract")->id)) {
    contract_at[contract] = assessment.contracts.size();
    ContractResult& made = assessment.contracts.emplace_back();
    made.contract = contract;
    for (const std::size_t v : by_subject[kede::index(contract)]) made.context.push_back(v);
  }
  for (const Root& root : find_roots(index)) {
    BidResult result = scorer.score(root);
    if (root.contract) assessment.contracts[contract_at[*root.contract]].bids.push_back(assessment.bids.size());
    assessment.bids.push_back(std::move(result));
  }
  for (ContractResult& contract : assessment.contracts) {
    rank(assessment.bids, contract.bids);
    std::stable_sort(contract.bids.begin(), contract.bids.end(), [&](std::size_t a, std::size_t b) {
      const BidResult& left = assessment.bids[a];
      const BidResult& right = assessment.bids[b];
      return std::tuple(left.lot, left.is_award, -left.score.points) < std::tuple(right.lot, right.is_award, -right.score.points);
    });
  }
}

Screening assess(const graph::SupplyGraph& graph, const lang::RulePack& rules, const lang::Tables& tables, const AssessOptions& options) {
  Screening out;
  out.index = std::make_unique<const WorldIndex>(graph, tables, options.as_of);
  out.world = std::make_unique<const GraphWorld>(*out.index, WalkScope{});
  Assessment& assessment = out.assessment;
  assessment.graph = &graph;
  assessment.rules = &rules;
  assessment.world = out.world.get();
  assessment.as_of = options.as_of;
  assessment.verdicts = evaluate_all(*out.index, rules, options);
  score_all(*out.index, assessment);
  const auto& dataset = graph.resolved().dataset();
  assessment.counts.files = dataset.sources().size();
  assessment.counts.records = dataset.record_count();
  assessment.counts.facts = dataset.fact_count();
  assessment.counts.rejected = dataset.rejections().size();
  for (const Verdict& verdict : assessment.verdicts) {
    std::size_t Counts::*counters[] = {&Counts::fires, &Counts::clear, &Counts::unknown, &Counts::not_applicable};
    ++(assessment.counts.*counters[static_cast<std::size_t>(verdict.outcome)]);
  }
  return out;
}

}  // namespace kede::assess
