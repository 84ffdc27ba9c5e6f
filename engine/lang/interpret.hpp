// Evaluates a checked expression: the reference meaning of the language.
// Used by conditions and rules, by explanations (with a Trace) and by the batch evaluator.
// Pure: reads the World, keeps nothing; a Trace belongs to one thread.
// Law: monotone in information: what is answered with part of the facts is answered the same with all of them (known() and complete()
// excepted).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/lang/checker.hpp"
#include "engine/lang/truth.hpp"
#include "engine/lang/world.hpp"

namespace kede::lang {

// Values of the variables of the scope; as_of comes from the World.
class Environment {
 public:
  void bind(std::string name, Value value);
  const Value* find(std::string_view name) const;

 private:
  std::map<std::string, Value, std::less<>> values_;
};

struct FieldRead {
  RecordValue record;
  model::FieldId field{};
  Value value;
};

// exists found it, all was refuted by it: the element that decided a quantifier.
struct Decider {
  Span span;  // of the whole macro call
  Macro macro{};
  std::size_t position = 0;
  Value element;
};

class Trace {
 public:
  void read(RecordValue record, model::FieldId field, const Value& value);
  void decided(Decider decider) { deciders_.push_back(std::move(decider)); }
  // Every field that was read, in the order of first reading.
  const std::vector<FieldRead>& reads() const { return reads_; }
  const std::vector<Decider>& deciders() const { return deciders_; }

 private:
  std::vector<FieldRead> reads_;
  std::set<std::pair<RecordValue, model::FieldId>> seen_;
  std::vector<Decider> deciders_;
};

struct EvaluationLimits {
  std::uint64_t steps = 20'000'000;  // nodes visited and elements compared
};

// In author mode a failure, and the exhaustion of the steps, is unknown (unreadable); in conformance mode it is a Failure with its place.
Value evaluate(const CheckedExpression& expression, const Environment& environment, const World& world, Trace* trace = nullptr,
               EvaluationLimits limits = {});
// The truth of a condition.
Tri evaluate_truth(const CheckedExpression& expression, const Environment& environment, const World& world, Trace* trace = nullptr,
                   EvaluationLimits limits = {});

}  // namespace kede::lang
