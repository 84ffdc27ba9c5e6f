#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "engine/assess/assess.hpp"
#include "engine/assess/count_points.hpp"
#include "engine/assess/reach.hpp"
#include "engine/assess/roots.hpp"
#include "engine/base/parallel.hpp"

namespace kede::assess {

using graph::Edge;
using graph::EdgeKind;
using lang::Outcome;

namespace {

constexpr double kEqualPoints = 1e-9;     // what the order of multiplications may change
constexpr double kSmallestFactor = 0.05;  // a weaker link carries no points; statutory and listed hits still set their floor

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
    seen_.clear();
    decided_.clear();
    decidable_.clear();
    collect(root);
    order_context();
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

  // An award without a bid has no edges of bids: those belong to its rivals.
  static WalkScope scope_of_root(const Root& root) {
    WalkScope scope;
    if (root.contract) scope.contract = static_cast<std::uint32_t>(kede::index(*root.contract));
    if (root.lot) scope.lot = static_cast<std::uint32_t>(kede::index(*root.lot));
    scope.bid = static_cast<std::uint32_t>(kede::index(root.record));
    return scope;
  }

  void collect(const Root& root) {
    for (const auto subject : {root.contract, root.lot, std::optional(root.record)}) {
      if (subject) add_priors(*subject);
    }
    if (!root.bidder) return;
    const WalkScope scope = scope_of_root(root);
    const Reach reach(index_, *root.bidder, scope, assessment_.rules->transfer);
    const Way self = *reach.to(*root.bidder);
    for (const auto subject : {root.contract, root.lot, std::optional(root.record)}) {
      if (subject) add(*subject, reach, self);
    }
    const std::set<NodeId> bidders = bidders_of(*root.bidder, scope);
    nearest_open_ = nearest_open_list(bidders, scope);
    for (const NodeId node : reach.nodes()) {
      const Way way = *reach.to(node);
      add(graph_.entity_of(node), reach, way, bidders.contains(node) ? Rules::all : Rules::local);
      for (const EdgeId id : graph_.out_edges(node)) add_supply(id, reach, scope);
      for (const EntityId site : index_.referring(vocabulary_.field_id("site.organisation"), graph_.entity_of(node))) add(site, reach, way);
    }
    add_goods(root, reach, scope);
  }

  // The bidder and, in a consortium, its members.
  std::set<NodeId> bidders_of(NodeId lead, const WalkScope& scope) const {
    std::set<NodeId> out{lead};
    for (const EdgeId id : graph_.out_edges(lead)) {
      const Edge& edge = graph_.edge(id);
      if (edge.kind == EdgeKind::consortium && scope.admits(edge)) out.insert(edge.to);
    }
    return out;
  }

  bool is_supply(EdgeId id) const {
    const EdgeKind kind = graph_.edge(id).kind;
    return kind == EdgeKind::supply || kind == EdgeKind::labour || kind == EdgeKind::goods;
  }

  // The tier of the nearest firm whose suppliers are not all named: whatever is known to be further away could also be one tier below it.
  int nearest_open_list(const std::set<NodeId>& bidders, const WalkScope& scope) const {
    std::set<NodeId> seen = bidders;
    std::set<NodeId> level = bidders;
    for (int tier = 0; !level.empty(); ++tier) {
      std::set<NodeId> below;
      for (const NodeId node : level) {
        if (!index_.names_all_suppliers(graph_.entity_of(node))) return tier;
        for (const EdgeId id : graph_.out_edges(node)) {
          const Edge& edge = graph_.edge(id);
          if (is_supply(id) && scope.admits(edge) && seen.insert(edge.to).second) below.insert(edge.to);
        }
      }
      level = std::move(below);
    }
    return std::numeric_limits<int>::max() - 1;
  }

  // Edges of the chain are subjects too: what they say stands at the node that does the work.
  void add_supply(EdgeId id, const Reach& reach, const WalkScope& scope) {
    const Edge& edge = graph_.edge(id);
    if (!is_supply(id) || !scope.admits(edge)) return;
    if (const auto way = reach.over(id)) add(edge.record, reach, *way);
  }

  // A good stands at the firm that supplies it, else at its maker, else at the bidder when the good belongs to the bid.
  void add_goods(const Root& root, const Reach& reach, const WalkScope& scope) {
    for (const EntityId good : goods_in_reach(root, reach)) {
      const auto bid = ref(good, "good.bid");
      if (bid && *bid != root.record) continue;
      const WalkScope own = scope_of(index_, good);
      if (own.contract != graph::kNone && scope.contract != graph::kNone && own.contract != scope.contract) continue;
      if (!bid && own.lot != graph::kNone && scope.lot != graph::kNone && own.lot != scope.lot) continue;
      auto way = way_to(reach, ref(good, "good.supplier"));
      if (!way) way = way_to(reach, ref(good, "good.manufacturer"));
      if (!way && bid) way = reach.to(*root.bidder);
      if (way) add(good, reach, *way);
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
    for (const NodeId node : reach.nodes()) {
      take("good.supplier", graph_.entity_of(node));
      take("good.manufacturer", graph_.entity_of(node));
    }
    return goods;
  }

  std::optional<Way> way_to(const Reach& reach, std::optional<EntityId> organisation) const {
    const auto node = organisation ? graph_.node_of(*organisation) : std::nullopt;
    return node ? reach.to(*node) : std::nullopt;
  }

  // Of a prior it is said that it holds or may hold, for every bid, and nothing is counted.
  void add_priors(EntityId subject) {
    for (const std::size_t v : verdicts_on(subject)) {
      if (assessment_.rule_of(assessment_.verdicts[v]).prior) add_prior(v);
    }
  }

  void add_prior(std::size_t v) {
    const Outcome outcome = assessment_.verdicts[v].outcome;
    if ((outcome == Outcome::fires || outcome == Outcome::unknown) && seen_.insert(v).second) result_.context.push_back(v);
  }

  // What is about the process and the bid comes first, in the order of the rules; then what is about the chain.
  void order_context() {
    const auto place = [&](std::size_t v) {
      const Verdict& verdict = assessment_.verdicts[v];
      const EntityId subject = verdict.subject;
      const bool is_own = subject == result_.bid || subject == result_.contract || subject == result_.lot;
      return std::tuple(!is_own, is_own ? 0U : verdict.rule, is_own ? 0U : index_.rank(subject));
    };
    auto& context = result_.context;
    std::stable_sort(context.begin(), context.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  }

  // A chain rule about an organisation counts at the bidder only; every other rule is about this chain wherever its subject stands.
  enum class Rules { all, local };
  void add(EntityId subject, const Reach& reach, const Way& way, Rules wanted = Rules::all) {
    for (const std::size_t v : verdicts_on(subject)) {
      const lang::Rule& rule = assessment_.rule_of(assessment_.verdicts[v]);
      if (rule.prior) {
        add_prior(v);
      } else if (rule.local || wanted == Rules::all) {
        add_line(v, reach, way);
      }
    }
  }

  void add_line(std::size_t v, const Reach& reach, const Way& way) {
    const Verdict& verdict = assessment_.verdicts[v];
    const lang::Rule& rule = assessment_.rule_of(verdict);
    if (verdict.outcome == Outcome::not_applicable || !seen_.insert(v).second) return;
    const bool has_floor = verdict.outcome == Outcome::fires && rule.floor.has_value();
    if (has_floor) result_.score.floor = std::max(result_.score.floor.value_or(lang::RuleSeverity::low), *rule.floor);
    const double factor = way.factor < kSmallestFactor ? 0 : way.factor;  // what of the hit arrives
    if (factor == 0 && !has_floor) return;
    const double weight = -std::log(1.0 - rule.weight / 100.0) * factor;
    decidable_.push_back(weight);
    if (!verdict.open) decided_.push_back(weight);
    if (verdict.outcome != Outcome::fires && !verdict.open) return;
    result_.contributions.push_back(
        {v, way.node, reach.path(way), way.factor, verdict.points * factor, verdict.possible_points * factor, false, false});
  }

  // Whatever the order in which the terms were found.
  static double sum_of(std::vector<double>& terms) {
    std::sort(terms.begin(), terms.end());
    return std::accumulate(terms.begin(), terms.end(), 0.0);
  }

  // Among equal lines: by rule, then by what the node and the subject are, not by their numbers.
  std::tuple<std::uint32_t, std::uint32_t, std::uint32_t> place_of(std::size_t v, NodeId node) const {
    const Verdict& verdict = assessment_.verdicts[v];
    return {verdict.rule, index_.rank(node), index_.rank(verdict.subject)};
  }

  bool is_organisation(EntityId subject) const { return vocabulary_.kind(index_.resolved().kind_of(subject)).name == "organisation"; }

  void count() {
    auto& lines = result_.contributions;
    std::stable_sort(lines.begin(), lines.end(), [&](const Contribution& a, const Contribution& b) {
      return std::tuple(-a.points, -a.possible_points, place_of(a.verdict, a.node)) <
             std::tuple(-b.points, -b.possible_points, place_of(b.verdict, b.node));
    });
    std::vector<CountedLine> counted;
    for (const Contribution& line : lines) {
      const lang::Rule& rule = assessment_.rule_of(assessment_.verdicts[line.verdict]);
      const bool of_chain = !rule.local && is_organisation(assessment_.verdicts[line.verdict].subject);
      counted.push_back(
          {rule.dimension, rule.group.empty() ? rule.id : rule.group, line.node, line.points, line.possible_points, of_chain});
    }
    const Sums sums = count_points(counted);
    result_.score.points = sums.points;
    result_.score.possible_points = sums.possible_points;
    const double decidable = sum_of(decidable_);
    result_.score.coverage = decidable > 0 ? sum_of(decided_) / decidable : 0;
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
    std::stable_sort(result_.chains.begin(), result_.chains.end(), [&](const FlaggedChain& a, const FlaggedChain& b) {
      return std::tuple(-a.points, -static_cast<int>(a.strongest), index_.rank(a.node)) <
             std::tuple(-b.points, -static_cast<int>(b.strongest), index_.rank(b.node));
    });
  }

  FlaggedChain start_chain(const Contribution& line) const {
    FlaggedChain chain;
    chain.node = line.node;
    chain.path = line.path;
    chain.factor = line.factor;
    chain.tier_max = static_cast<int>(std::count_if(line.path.begin(), line.path.end(), [&](EdgeId id) { return is_supply(id); }));
    chain.tier_min = std::min(chain.tier_max, nearest_open_ + 1);
    return chain;
  }

  void find_questions() {
    for (const Contribution& line : result_.contributions) {
      if (assessment_.verdicts[line.verdict].open) result_.questions.push_back({line.verdict, line.node, line.possible_points});
    }
    std::stable_sort(result_.questions.begin(), result_.questions.end(), [&](const Question& a, const Question& b) {
      return std::tuple(-a.gain, place_of(a.verdict, a.node)) < std::tuple(-b.gain, place_of(b.verdict, b.node));
    });
  }

  const WorldIndex& index_;
  const graph::SupplyGraph& graph_;
  const model::Vocabulary& vocabulary_;
  const Assessment& assessment_;
  const std::vector<std::vector<std::size_t>>& by_subject_;
  BidResult result_;
  int nearest_open_ = 0;
  std::set<std::size_t> seen_;  // verdicts that have their line: a fact counts once
  std::vector<double> decided_;
  std::vector<double> decidable_;
};

void rank(std::vector<BidResult>& bids, const std::vector<std::size_t>& members) {
  std::map<std::optional<EntityId>, std::vector<std::size_t>> by_lot;
  for (const std::size_t b : members) {
    if (!bids[b].is_award) by_lot[bids[b].lot].push_back(b);
  }
  for (auto& [lot, group] : by_lot) {
    std::stable_sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) { return bids[a].score.points > bids[b].score.points; });
    for (std::size_t i = 0; i < group.size(); ++i) {
      const bool tied = i > 0 && bids[group[i - 1]].score.points - bids[group[i]].score.points < kEqualPoints;
      bids[group[i]].rank = tied ? bids[group[i - 1]].rank : static_cast<int>(i) + 1;
    }
  }
}

std::vector<std::vector<std::size_t>> verdicts_by_subject(const WorldIndex& index, const Assessment& assessment) {
  std::vector<std::vector<std::size_t>> out(index.resolved().size());
  for (std::size_t v = 0; v < assessment.verdicts.size(); ++v) out[kede::index(assessment.verdicts[v].subject)].push_back(v);
  return out;
}

}  // namespace

BidResult score_again(const WorldIndex& index, const Assessment& assessment, const BidResult& bid) {
  const auto by_subject = verdicts_by_subject(index, assessment);
  return RootScorer(index, assessment, by_subject).score({bid.bid, bid.is_award, bid.contract, bid.lot, bid.bidder});
}

void score_all(const WorldIndex& index, Assessment& assessment, unsigned threads) {
  const auto by_subject = verdicts_by_subject(index, assessment);
  std::map<EntityId, std::size_t> contract_at;
  const auto& vocabulary = index.resolved().vocabulary();
  for (const EntityId contract : index.resolved().of_kind(vocabulary.find_kind("contract")->id)) {
    contract_at[contract] = assessment.contracts.size();
    ContractResult& made = assessment.contracts.emplace_back();
    made.contract = contract;
    for (const std::size_t v : by_subject[kede::index(contract)]) made.context.push_back(v);
  }
  const std::vector<Root> roots = find_roots(index);
  assessment.bids.resize(roots.size());
  parallel_for(roots.size(), threads,
               [&](std::size_t i) { assessment.bids[i] = RootScorer(index, assessment, by_subject).score(roots[i]); });
  for (std::size_t i = 0; i < roots.size(); ++i) {
    if (roots[i].contract) assessment.contracts[contract_at[*roots[i].contract]].bids.push_back(i);
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
  score_all(*out.index, assessment, options.threads);
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
