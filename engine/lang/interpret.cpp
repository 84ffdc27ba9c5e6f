#include "engine/lang/interpret.hpp"

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

Value evaluate(const CheckedExpression& expression, const Environment& environment, const World& world, Trace* trace,
               EvaluationLimits limits) {
  return detail::Evaluator(expression.ast(), environment, world, trace, limits.steps).run();
}

Tri evaluate_truth(const CheckedExpression& expression, const Environment& environment, const World& world, Trace* trace,
                   EvaluationLimits limits) {
  return truth_of(evaluate(expression, environment, world, trace, limits));
}

}  // namespace kede::lang
