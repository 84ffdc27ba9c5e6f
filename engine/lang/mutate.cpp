#include "engine/lang/mutate.hpp"

#include <algorithm>

#include "engine/lang/condition_walk.hpp"

namespace kede::lang {
namespace {

using Shape = Condition::Shape;

// Puts "none of" around the leaf with this pointer.
void reverse(Condition& condition, const std::string& pointer) {
  if (condition.shape == Shape::leaf) {
    if (condition.pointer != pointer) return;
    Condition reversed;
    reversed.shape = Shape::none;
    reversed.pointer = pointer;
    reversed.children.push_back(std::move(condition));
    condition = std::move(reversed);
    return;
  }
  for (Condition& child : condition.children) reverse(child, pointer);
}

Rule with_reversed(Rule rule, const std::string& pointer) {
  if (rule.only_if) reverse(*rule.only_if, pointer);
  reverse(rule.when, pointer);
  for (Escalation& escalation : rule.escalations) reverse(escalation.when, pointer);
  return rule;
}

}  // namespace

std::vector<Mutation> mutate(const Rule& rule, const model::Vocabulary& vocabulary, const Tables& tables) {
  std::vector<Mutation> out;
  for_each_condition(rule, [&](const Condition& condition) {
    if (condition.shape == Shape::leaf) out.push_back({condition.pointer, condition.expression.text(), false});
  });
  for (Mutation& mutation : out) {
    const auto results = run_rule_tests(with_reversed(rule, mutation.pointer), vocabulary, tables);
    mutation.noticed = std::any_of(results.begin(), results.end(), [](const RuleTestResult& result) { return !result.passed(); });
  }
  return out;
}

}  // namespace kede::lang
