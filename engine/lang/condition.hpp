// Evaluates a condition tree and keeps why: the explanation has the shape of the rule itself.
// Used by engine/assess (verdicts, explanations) and by the tests inside rules.
// Pure functions.
// Law: strong Kleene logic; unknown carries its reasons upward and never becomes false. A verdict given with part of the facts stays when
// more become known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lang/interpret.hpp"
#include "engine/lang/rule_pack.hpp"
#include "engine/lang/truth.hpp"

namespace kede::lang {

enum class Outcome : std::uint8_t { fires, clear, unknown, not_applicable };
std::string_view to_text(Outcome outcome);
std::optional<Outcome> outcome_of(std::string_view text);

// The tree of what was found, one node per node of the condition.
struct Explanation {
  const Condition* condition = nullptr;
  Tri truth;
  std::vector<FieldRead> reads;   // leaf: every field that was looked at, in order, once
  std::vector<Decider> deciders;  // leaf: the elements that decided exists() and all()
  std::vector<TableRead> tables;  // leaf: what was looked up in lists
  std::vector<Explanation> children;
};

struct RuleResult {
  Outcome outcome = Outcome::unknown;
  bool would_fire = false;  // only_if is unknown and when is true
  bool can_fire = true;     // of unknown: false when `when` is false and only only_if is open, so that no answer can make it fire
  int level = -1;           // -1: the rule's own severity; else index of the highest escalation that holds; when `when` is true
  int possible_level = -1;  // the highest that could hold if every unknown were true
  Reasons reasons;          // of unknown; of fires: why a higher level is still open
};

// Without `explanation` it stops as soon as the rest cannot change the answer; the answer and its reasons are the same.
Tri evaluate_condition(const Condition& condition, const Environment& environment, const World& world, Explanation* explanation = nullptr);

// The verdict of one rule on one subject. `explanation`, if given, receives only_if (when present), when and the escalations.
//
//   only_if \ when |  true            false           unknown
//   true           |  fires           clear           unknown
//   false          |  not_applicable  not_applicable  not_applicable
//   unknown        |  unknown (a)     unknown (b)     unknown
//
// (a) would_fire: it fires if it applies. (b) The verdict can still become clear or not_applicable, so neither may be said yet ("not better
// than unknown"); it can never become fires, which can_fire = false tells, so that it widens no score. A rule that is not in force at as_of
// is not_applicable.
struct RuleExplanation {
  std::optional<Explanation> only_if;
  Explanation when;
  std::vector<Explanation> escalations;
};
RuleResult evaluate_rule(const Rule& rule, RecordValue subject, const World& world, RuleExplanation* explanation = nullptr);

}  // namespace kede::lang
