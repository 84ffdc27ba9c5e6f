// The outcome of screening: verdicts, scores with ranges, contributions line by line, flagged chains, questions.
// Made by assess(); read by every report, by explain and by the tests.
// Const after construction; refers to the graph, the rules and the dataset, which must outlive it.
// Law: every point of a score is one contribution line; low <= high; unknown is never clear.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/date.hpp"
#include "engine/base/ids.hpp"
#include "engine/graph/supply_graph.hpp"
#include "engine/lang/condition.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::assess {

// The outcome of one rule on one subject (an entity of the kind the rule applies to).
struct Verdict {
  std::uint32_t rule = 0;  // index into RulePack::rules
  EntityId subject{};
  lang::Outcome outcome = lang::Outcome::unknown;
  lang::RuleSeverity severity{};           // after escalation
  lang::RuleSeverity possible_severity{};  // if every unknown turned out to hold
  double points = 0;                       // -ln(1 - w/100) at `severity` if it fires, else 0
  double possible_points = 0;              // at `possible_severity`, for fires and unknown
  bool would_fire = false;
  bool open = false;  // unknown, and could still fire; why: reasons_of()
};

// insufficient: too little is known to say that nothing was found (grey). nothing_found: enough is known and no flag reaches the first
// band.
enum class Band : std::uint8_t { nothing_found, insufficient, low, medium, high, critical };
std::string_view to_text(Band band);
// Scores (0..100) at which low, medium, high, critical begin.
inline constexpr double kBandLimits[] = {5, 15, 35, 65};

struct Score {
  double points = 0;           // sum of counted points: for ranking
  double possible_points = 0;  // the same with every unknown counted as firing
  double low() const;          // 100 (1 - e^-points): the headline
  double high() const;
  double coverage = 0;  // 0..1: points decided / points decidable
  Band band = Band::insufficient;
  std::optional<lang::RuleSeverity> floor;  // statutory or listed hit
  std::vector<std::string> patterns;        // compound patterns that raised the band
};

// One line of a total.
struct Contribution {
  std::size_t verdict = 0;  // index into Assessment::verdicts
  NodeId node{};            // the node of the graph at which the fact stands
  graph::Path path;         // from the bidder to the node
  double factor = 1;        // largest product of transfer factors over any path
  double points = 0;        // points * factor (fires); 0 where the factor is too small to carry points and only the floor arrives
  double possible_points = 0;
  bool counted = false;  // false: a stronger line of the same group or dimension counts instead, or the rule is a prior
  bool counted_possible = false;
};

// A path from the contract to a node where something fired, ranked by what it contributes.
struct FlaggedChain {
  NodeId node{};
  graph::Path path;
  double factor = 1;
  double points = 0;                       // sum of counted contributions at the node
  std::vector<std::size_t> contributions;  // indices into BidResult::contributions, strongest first
  lang::RuleSeverity strongest{};
  int tier_min = 0;  // number of supply steps; bounds while a list above is open
  int tier_max = 0;
};

// What to ask, in order of value: unknown verdicts ranked by the points they could add.
struct Question {
  std::size_t verdict = 0;
  NodeId node{};
  double gain = 0;  // possible points * factor that would be decided
};

// One root: a bid, or an award without bids.
struct BidResult {
  EntityId bid{};  // the bid entity (or the award entity when there are no bids)
  bool is_award = false;
  std::optional<EntityId> contract;
  std::optional<EntityId> lot;
  std::optional<NodeId> bidder;  // absent when the source does not name it
  Score score;
  std::vector<Contribution> contributions;  // by points, then possible points, then rule id
  std::vector<FlaggedChain> chains;         // strongest first
  std::vector<Question> questions;          // most useful first
  std::vector<std::size_t> context;         // verdicts of prior rules: shown, never counted
  int rank = 0;                             // within the lot, 1 = most points; 0 = not ranked
};

// All roots of one contracting process.
struct ContractResult {
  EntityId contract{};
  std::vector<std::size_t> bids;     // indices into Assessment::bids, by lot, then most points first
  std::vector<std::size_t> context;  // verdicts on the contract and its lots
};

struct Counts {
  std::size_t files = 0, records = 0, facts = 0, rejected = 0;
  std::size_t fires = 0, clear = 0, unknown = 0, not_applicable = 0;
};

struct Assessment {
  const graph::SupplyGraph* graph = nullptr;
  const lang::RulePack* rules = nullptr;
  const lang::World* world = nullptr;  // to explain a verdict again
  Date as_of{};
  std::vector<Verdict> verdicts;  // by rule, then subject
  std::vector<BidResult> bids;
  std::vector<ContractResult> contracts;
  Counts counts;

  const lang::Rule& rule_of(const Verdict& verdict) const { return rules->rules[verdict.rule]; }
};

}  // namespace kede::assess
