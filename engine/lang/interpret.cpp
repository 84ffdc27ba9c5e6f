#include "engine/lang/interpret.hpp"

#include <algorithm>

#include "engine/lang/detail/evaluator.hpp"

namespace kede::lang {

void Environment::bind(std::string name, Value value) {
  const auto found = std::find_if(values_.begin(), values_.end(), [&](const auto& entry) { return entry.first == name; });
  if (found == values_.end()) {
    values_.emplace_back(std::move(name), std::move(value));
  } else {
    found->second = std::move(value);
  }
}

const Value* Environment::find(std::string_view name) const {
  for (const auto& [bound, value] : values_) {
    if (bound == name) return &value;
  }
  return nullptr;
}

void Trace::read(RecordValue record, model::FieldId field, const Value& value) {
  if (seen_.emplace(record, field).second) reads_.push_back({record, field, value});
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
