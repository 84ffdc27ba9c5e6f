#include "engine/assess/remedy.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/assess/graph_world.hpp"
#include "engine/assess/set_cover.hpp"
#include "engine/lang/condition.hpp"

namespace kede::assess {

using lang::Truth;
using lang::Value;

namespace {

const WorldIndex& index_of(const Assessment& assessment) { return static_cast<const GraphWorld*>(assessment.world)->index(); }

WalkScope scope_of_place(const RemedyPlace& place) {
  WalkScope scope;
  if (place.contract) scope.contract = static_cast<std::uint32_t>(index(*place.contract));
  if (place.lot) scope.lot = static_cast<std::uint32_t>(index(*place.lot));
  return scope;
}

// The leaves that decide: those of the wanted truth, the opposite under "none".
void collect_leaves(const lang::Explanation& node, Truth wanted, Conditions& out) {
  if (node.condition->shape == lang::Condition::Shape::leaf) {
    if (node.truth.truth == wanted) out.push_back(node.condition);
    return;
  }
  if (node.truth.truth != wanted) return;
  const bool turned = node.condition->shape == lang::Condition::Shape::none && wanted != Truth::unknown;
  const Truth below = !turned ? wanted : wanted == Truth::no ? Truth::yes : Truth::no;
  for (const lang::Explanation& child : node.children) collect_leaves(child, below, out);
}

class Proposer {
 public:
  Proposer(const Assessment& assessment, RemedyPlace place)
      : assessment_(assessment), catalogue_(assessment.rules->catalogue), world_(index_of(assessment), scope_of_place(place)) {
    out_.place = std::move(place);
  }

  Remedy propose() {
    collect_flags();
    find_answers();
    bind();
    std::set<std::uint32_t> answered;
    for (std::uint32_t phase = 0; phase < catalogue_.phases.size(); ++phase) {
      PhaseRemedy made = choose(phase);
      for (const Proposal& proposal : made.proposals) answered.insert(proposal.answers.begin(), proposal.answers.end());
      if (!made.proposals.empty()) out_.phases.push_back(std::move(made));
    }
    for (std::uint32_t f = 0; f < out_.flags.size(); ++f) {
      if (!answered.contains(f)) out_.unanswered.push_back(f);
    }
    return std::move(out_);
  }

 private:
  void collect_flags() {
    std::set<std::size_t> verdicts(out_.place.context.begin(), out_.place.context.end());
    for (const std::size_t b : out_.place.bids) {
      const BidResult& bid = assessment_.bids[b];
      for (const Contribution& line : bid.contributions) verdicts.insert(line.verdict);
      verdicts.insert(bid.context.begin(), bid.context.end());
    }
    std::map<std::uint32_t, RemedyFlag> by_rule;
    for (const std::size_t v : verdicts) {
      const Verdict& verdict = assessment_.verdicts[v];
      const bool fires = verdict.outcome == lang::Outcome::fires;
      if (!fires && !verdict.open) continue;
      RemedyFlag& flag = by_rule[verdict.rule];
      flag.rule = verdict.rule;
      (fires ? flag.fired : flag.open).push_back(v);
    }
    for (auto& [rule, flag] : by_rule) out_.flags.push_back(std::move(flag));
  }

  // Which flags each requirement answers: what the rule names, flags before open questions.
  void find_answers() {
    answers_.resize(catalogue_.requirements.size());
    std::map<std::string_view, std::size_t> numbers;
    for (std::size_t r = 0; r < catalogue_.requirements.size(); ++r) numbers.emplace(catalogue_.requirements[r].id, r);
    for (const bool flags : {true, false}) {
      for (std::uint32_t f = 0; f < out_.flags.size(); ++f) {
        if (out_.flags[f].is_flag() != flags) continue;
        for (const std::string& id : assessment_.rules->rules[out_.flags[f].rule].requirements) {
          if (const auto found = numbers.find(id); found != numbers.end()) answers_[found->second].push_back(f);
        }
      }
    }
  }

  void bind() {
    const auto record = [&](std::optional<EntityId> entity, const char* name) {
      return entity ? Value(world_.record_of(*entity)) : Value::unknown(model::UnknownReason::missing, name);
    };
    environment_.bind("contract", record(out_.place.contract, "contract"));
    environment_.bind("lot", record(out_.place.lot, "lot"));
    environment_.bind("risk", risk());
  }

  // The score of the bid with the highest one; while questions are open, between what is known and what could be.
  Value risk() const {
    if (out_.place.bids.empty()) return Value::unknown(model::UnknownReason::missing, "risk");
    double low = 0;
    double high = 0;
    for (const std::size_t b : out_.place.bids) {
      const Score& score = assessment_.bids[b].score;
      double from = score.low();
      if (score.band >= Band::low)
        from = std::max(from, kBandLimits[static_cast<std::size_t>(score.band) - static_cast<std::size_t>(Band::low)]);
      low = std::max(low, from);
      high = std::max({high, from, score.high()});
    }
    if (low == high) return Value(low);
    return lang::Bound{Value(low), Value(high), lang::Reasons(model::UnknownReason::missing, "risk")};
  }

  PhaseRemedy choose(std::uint32_t phase) {
    std::vector<Proposal> candidates;
    std::vector<CoverSet> sets;
    for (std::uint32_t r = 0; r < catalogue_.requirements.size(); ++r) {
      if (catalogue_.requirements[r].phase != catalogue_.phases[phase].id || answers_[r].empty()) continue;
      Proposal proposal{r, answers_[r], {}};
      if (is_out_of_proportion(r, proposal.to_check)) continue;
      sets.push_back({proposal.answers, !proposal.to_check.empty()});
      candidates.push_back(std::move(proposal));
    }
    const Cover cover = smallest_cover(sets);
    PhaseRemedy out{phase, {}, cover.proven};
    for (const std::size_t chosen : cover.chosen) out.proposals.push_back(std::move(candidates[chosen]));
    return out;
  }

  bool is_out_of_proportion(std::uint32_t number, Conditions& to_check) {
    const auto& when = catalogue_.requirements[number].proportionate_when;
    if (!when) return false;
    const Truth truth = lang::evaluate_condition(*when, environment_, world_).truth;
    if (truth == Truth::yes) return false;
    lang::Explanation explanation;
    lang::evaluate_condition(*when, environment_, world_, &explanation);
    if (truth == Truth::unknown) collect_leaves(explanation, Truth::unknown, to_check);
    if (truth != Truth::no) return false;
    LeftOut left{number, answers_[number], {}};
    collect_leaves(explanation, Truth::no, left.because);
    out_.left_out.push_back(std::move(left));
    return true;
  }

  const Assessment& assessment_;
  const lang::RequirementCatalogue& catalogue_;
  GraphWorld world_;
  lang::Environment environment_;
  std::vector<std::vector<std::uint32_t>> answers_;  // by requirement
  Remedy out_;
};

}  // namespace

std::vector<RemedyPlace> places_of(const Assessment& assessment, const ContractResult& contract) {
  std::vector<RemedyPlace> named;
  RemedyPlace rest{contract.contract, std::nullopt, {}, contract.context};
  for (const std::size_t b : contract.bids) {
    const auto& lot = assessment.bids[b].lot;
    if (!lot) {
      rest.bids.push_back(b);
    } else if (named.empty() || named.back().lot != lot) {
      named.push_back({contract.contract, lot, {b}, contract.context});
    } else {
      named.back().bids.push_back(b);
    }
  }
  if (contract.bids.empty()) {
    const WorldIndex& index = index_of(assessment);
    for (const EntityId lot : index.referring(index.resolved().vocabulary().field_id("lot.contract"), contract.contract))
      named.push_back({contract.contract, lot, {}, contract.context});
  }
  if (named.empty() || !rest.bids.empty()) named.push_back(std::move(rest));
  return named;
}

std::vector<RemedyPlace> all_places(const Assessment& assessment) {
  std::vector<RemedyPlace> out;
  for (const ContractResult& contract : assessment.contracts) {
    for (RemedyPlace& place : places_of(assessment, contract)) out.push_back(std::move(place));
  }
  RemedyPlace rest;
  for (std::size_t b = 0; b < assessment.bids.size(); ++b) {
    if (!assessment.bids[b].contract) rest.bids.push_back(b);
  }
  if (!rest.bids.empty()) out.push_back(std::move(rest));
  return out;
}

Remedy remedy_for(const Assessment& assessment, RemedyPlace place) { return Proposer(assessment, std::move(place)).propose(); }

}  // namespace kede::assess
