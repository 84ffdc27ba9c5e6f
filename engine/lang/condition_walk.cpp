#include "engine/lang/condition_walk.hpp"

namespace kede::lang {

void for_each_condition(const Condition& condition, const std::function<void(const Condition&)>& visit) {
  visit(condition);
  for (const Condition& child : condition.children) for_each_condition(child, visit);
}

void for_each_condition(const Rule& rule, const std::function<void(const Condition&)>& visit) {
  if (rule.only_if) for_each_condition(*rule.only_if, visit);
  for_each_condition(rule.when, visit);
  for (const Escalation& escalation : rule.escalations) for_each_condition(escalation.when, visit);
}

void for_each_expression(const Rule& rule, const std::function<void(const CheckedExpression&)>& visit) {
  for_each_condition(rule, [&](const Condition& condition) {
    if (condition.shape == Condition::Shape::leaf) visit(condition.expression);
  });
}

std::set<std::string> tables_used(const CheckedExpression& expression) {
  std::set<std::string> out;
  for (const Node& node : expression.ast().nodes) {
    const auto* call = std::get_if<Call>(&node.content);
    if (call == nullptr) continue;
    if (call->function == "country_risk") out.insert("countries");
    if (call->function == "minimum_hourly_cost") out.insert("labour_cost");
    if (call->arguments.empty() || (call->function != "lookup" && call->function != "listed")) continue;
    const auto* literal = std::get_if<Literal>(&expression.ast()[call->arguments.front()].content);
    const std::string* name = literal == nullptr ? nullptr : literal->value.as<std::string>();
    if (name != nullptr) out.insert(*name);
  }
  return out;
}

}  // namespace kede::lang
