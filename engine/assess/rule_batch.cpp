#include "engine/assess/rule_batch.hpp"

#include "engine/assess/assess.hpp"

namespace kede::assess {
namespace {

using lang::Outcome;
using lang::Truth;

// An organisation is in no process: its walks follow every edge, see scope_of().
bool is_free(const model::Vocabulary& vocabulary, model::KindId kind) { return vocabulary.kind(kind).name == "organisation"; }

// Fields that are calculated by a walk: what they say depends on the process and the bid of the subject that asks. The columns hold what a
// walk finds that follows every edge.
std::set<model::FieldId> fields_of_walks(const model::Vocabulary& vocabulary, model::KindId kind) {
  std::set<model::FieldId> out;
  if (is_free(vocabulary, kind)) return out;
  for (const model::Field& field : vocabulary.fields()) {
    if (field.derived && field.derived->function == "contracting_cycle_size") out.insert(field.id);
  }
  return out;
}

std::string variable_of(const lang::RulePack& rules, model::KindId kind) {
  for (const lang::Rule& rule : rules.rules) {
    if (rule.applies_to == kind) return rule.variable;
  }
  return {};
}

// The table of condition.hpp.
Outcome outcome_of(Truth applies, Truth when) {
  if (applies == Truth::no) return Outcome::not_applicable;
  if (applies == Truth::unknown || when == Truth::unknown) return Outcome::unknown;
  return when == Truth::yes ? Outcome::fires : Outcome::clear;
}

}  // namespace

const lang::World& ScopedWorlds::world(lang::RecordValue subject) {
  return world_.emplace(index_, scope_of(index_, GraphWorld::entity_of(subject)));
}

RuleBatch::RuleBatch(const WorldIndex& index, const lang::RulePack& rules, model::KindId kind)
    : kernels_(kind, variable_of(rules, kind), fields_of_walks(index.resolved().vocabulary(), kind),
               is_free(index.resolved().vocabulary(), kind) ? lang::Kernels::Chains::at_once : lang::Kernels::Chains::one_by_one) {
  for (std::uint32_t r = 0; r < rules.rules.size(); ++r) {
    const lang::Rule& rule = rules.rules[r];
    if (rule.applies_to != kind || !rule.in_force(index.as_of())) continue;
    Compiled compiled;
    compiled.rule = r;
    if (rule.only_if) compiled.only_if = kernels_.add(*rule.only_if);
    compiled.when = kernels_.add(rule.when);
    for (const lang::Escalation& escalation : rule.escalations) compiled.escalations.push_back(kernels_.add(escalation.when));
    rules_.push_back(std::move(compiled));
  }
}

void RuleBatch::results(std::size_t number, lang::KernelRun& run, std::vector<lang::RuleResult>& out) const {
  const Compiled& rule = rules_[number];
  const lang::Truths when = run.truths(rule.when);
  const std::optional<lang::Truths> only_if = rule.only_if ? std::optional(run.truths(*rule.only_if)) : std::nullopt;
  std::vector<lang::Truths> escalations;
  for (const std::uint32_t escalation : rule.escalations) escalations.push_back(run.truths(escalation));
  for (std::size_t row = 0; row < out.size(); ++row) {
    const Truth applies = only_if ? only_if->of(row) : Truth::yes;
    const Truth holds = when.of(row);
    lang::RuleResult& result = out[row];
    result = lang::RuleResult{};
    result.outcome = outcome_of(applies, holds);
    if (result.outcome == Outcome::not_applicable) continue;
    const bool is_unknown = result.outcome == Outcome::unknown;
    result.would_fire = is_unknown && holds == Truth::yes;
    result.can_fire = is_unknown ? holds != Truth::no : result.outcome == Outcome::fires;
    if (holds == Truth::no) continue;
    for (std::size_t level = 0; level < escalations.size(); ++level) {
      const Truth higher = escalations[level].of(row);
      if (higher == Truth::yes && holds == Truth::yes) result.level = static_cast<int>(level);
      if (higher != Truth::no) result.possible_level = static_cast<int>(level);
    }
  }
}

}  // namespace kede::assess
