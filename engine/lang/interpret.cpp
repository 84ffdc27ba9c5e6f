#include "engine/lang/interpret.hpp"

#include <algorithm>

#include "engine/lang/detail/evaluator.hpp"

namespace kede::lang {

void Environment::bind(std::string name, Value value) { values_.insert_or_assign(std::move(name), std::move(value)); }

const Value* Environment::find(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

void Trace::read(RecordValue record, model::FieldId field, const Value& value) {
  if (seen_.emplace(record, field).second) reads_.push_back({record, field, value});
}

void Trace::looked_up(std::string_view function, std::span<const Value> arguments, const Value& value) {
  if (tables_.size() == kMostTableReads) return;
  const auto same = [&](const TableRead& read) {
    return read.function == function && std::equal(read.arguments.begin(), read.arguments.end(), arguments.begin(), arguments.end(),
                                                   [](const Value& a, const Value& b) { return to_text(a) == to_text(b); });
  };
  if (std::any_of(tables_.begin(), tables_.end(), same)) return;
  tables_.push_back({function, {arguments.begin(), arguments.end()}, value});
}

Value evaluate(const CheckedExpression& expression, const Environment& environment, const World& world, Trace* trace,
               EvaluationLimits limits) {
  return detail::Evaluator(expression.ast(), environment, world, trace, limits.steps).run();
}

Tri evaluate_truth(const CheckedExpression& expression, const Environment& environment, const World& world, Trace* trace,
                   EvaluationLimits limits) {
  return truth_of(evaluate(expression, environment, world, trace, limits));
}

}  // namespace kede::lang
