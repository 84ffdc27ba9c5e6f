#include <cmath>

#include "engine/assess/assess.hpp"
#include "engine/base/parallel.hpp"

namespace kede::assess {
namespace {

// p = -ln(1 - w/100), rule_language.md §6.
double points_of(double weight) { return -std::log(1.0 - weight / 100.0); }

struct Level {
  lang::RuleSeverity severity;
  double weight;
};

Level level_of(const lang::Rule& rule, int level) {
  if (level < 0) return {rule.severity, rule.weight};
  const lang::Escalation& escalation = rule.escalations[static_cast<std::size_t>(level)];
  return {escalation.severity, escalation.weight};
}

Verdict verdict_of(const lang::RulePack& rules, std::uint32_t rule_number, EntityId subject, const GraphWorld& world) {
  const lang::Rule& rule = rules.rules[rule_number];
  const lang::RuleResult result = lang::evaluate_rule(rule, world.record_of(subject), world);
  Verdict verdict;
  verdict.rule = rule_number;
  verdict.subject = subject;
  verdict.outcome = result.outcome;
  verdict.would_fire = result.would_fire;
  verdict.reasons = result.reasons;
  const Level now = level_of(rule, result.level);
  const Level possible = level_of(rule, std::max(result.level, result.possible_level));
  verdict.severity = now.severity;
  verdict.possible_severity = possible.severity;
  if (result.outcome == lang::Outcome::fires) verdict.points = points_of(now.weight);
  verdict.open = result.outcome == lang::Outcome::unknown && result.can_fire;
  if (result.outcome == lang::Outcome::fires || verdict.open) verdict.possible_points = points_of(std::max(now.weight, possible.weight));
  return verdict;
}

std::optional<EntityId> contract_of(const WorldIndex& index, EntityId subject, std::string_view kind) {
  const auto& vocabulary = index.resolved().vocabulary();
  const auto ref = [&](EntityId from, const std::string& field) { return index.ref(from, vocabulary.field_id(field)); };
  if (kind == "contract") return subject;
  if (kind == "lot" || kind == "bid" || kind == "award" || kind == "supply" || kind == "good" || kind == "site") {
    if (const auto direct = ref(subject, std::string(kind) + ".contract")) return direct;
  }
  if (kind == "bid" || kind == "supply" || kind == "good") {
    if (const auto lot = ref(subject, std::string(kind) + ".lot")) return ref(*lot, "lot.contract");
  }
  if (kind == "supply" || kind == "good") {
    if (const auto bid = ref(subject, std::string(kind) + ".bid")) return contract_of(index, *bid, "bid");
  }
  return std::nullopt;
}

std::optional<EntityId> lot_of(const WorldIndex& index, EntityId subject, const std::string& kind) {
  if (kind != "bid" && kind != "award" && kind != "supply" && kind != "good") return std::nullopt;
  const auto& vocabulary = index.resolved().vocabulary();
  if (const auto own = index.ref(subject, vocabulary.field_id(kind + ".lot"))) return own;
  if (kind != "supply" && kind != "good") return std::nullopt;
  const auto bid = index.ref(subject, vocabulary.field_id(kind + ".bid"));
  return bid ? lot_of(index, *bid, "bid") : std::nullopt;
}

}  // namespace

WalkScope scope_of(const WorldIndex& index, EntityId subject) {
  const auto& vocabulary = index.resolved().vocabulary();
  const std::string& kind = vocabulary.kind(index.resolved().kind_of(subject)).name;
  WalkScope scope;
  if (const auto contract = contract_of(index, subject, kind)) scope.contract = static_cast<std::uint32_t>(kede::index(*contract));
  if (const auto lot = kind == "lot" ? std::optional(subject) : lot_of(index, subject, kind))
    scope.lot = static_cast<std::uint32_t>(kede::index(*lot));
  if (kind == "bid") scope.bid = static_cast<std::uint32_t>(kede::index(subject));
  if (kind == "supply" || kind == "good") {
    if (const auto bid = index.ref(subject, vocabulary.field_id(kind + ".bid"))) scope.bid = static_cast<std::uint32_t>(kede::index(*bid));
  }
  return scope;
}

std::vector<Verdict> evaluate_all(const WorldIndex& index, const lang::RulePack& rules, const AssessOptions& options) {
  struct Task {
    std::uint32_t rule;
    EntityId subject;
  };
  std::vector<Task> tasks;
  std::vector<std::optional<WalkScope>> scopes(index.resolved().size());  // by subject
  for (std::uint32_t r = 0; r < rules.rules.size(); ++r) {
    const lang::Rule& rule = rules.rules[r];
    if (!rule.in_force(options.as_of)) continue;
    for (const EntityId subject : index.resolved().of_kind(rule.applies_to)) {
      tasks.push_back({r, subject});
      std::optional<WalkScope>& scope = scopes[kede::index(subject)];
      if (!scope) scope = scope_of(index, subject);
    }
  }
  std::vector<Verdict> verdicts(tasks.size());
  parallel_for(tasks.size(), options.threads, [&](std::size_t i) {
    const GraphWorld world(index, *scopes[kede::index(tasks[i].subject)]);
    verdicts[i] = verdict_of(rules, tasks[i].rule, tasks[i].subject, world);
  });
  return verdicts;
}

Verdict evaluate_one(const WorldIndex& index, const lang::RulePack& rules, std::uint32_t rule, EntityId subject) {
  return verdict_of(rules, rule, subject, GraphWorld(index, scope_of(index, subject)));
}

}  // namespace kede::assess
