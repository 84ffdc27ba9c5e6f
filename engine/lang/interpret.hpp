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
#include <span>
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

// A table was asked: by listed, lookup, country_risk or minimum_hourly_cost, with these arguments.
struct TableRead {
  std::string_view function;
  std::vector<Value> arguments;
  Value value;
};

class Trace {
 public:
  static constexpr std::size_t kMostTableReads = 50;  // of one expression; a quantifier may ask for every element

  void read(RecordValue record, model::FieldId field, const Value& value);
  void looked_up(std::string_view function, std::span<const Value> arguments, const Value& value);
  void decided(Decider decider) { deciders_.push_back(std::move(decider)); }
  // Every field that was read, in the order of first reading.
  const std::vector<FieldRead>& reads() const { return reads_; }
  const std::vector<Decider>& deciders() const { return deciders_; }
  // Each once, in the order of first asking.
  const std::vector<TableRead>& tables() const { return tables_; }

 private:
  std::vector<FieldRead> reads_;
  std::set<std::pair<RecordValue, model::FieldId>> seen_;
  std::vector<Decider> deciders_;
  std::vector<TableRead> tables_;
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
