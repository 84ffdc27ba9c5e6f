// Calculating with numbers of which only limits are known, and the aggregates over open lists that make such numbers.
// Used by the interpreter and by builtins.
// Pure functions.
// Law: the true value lies inside the bound for every way in which the unknowns may turn out (terms of a sum are taken to be not negative).
#pragma once

#include <cstddef>

#include "engine/lang/ast.hpp"
#include "engine/lang/truth.hpp"
#include "engine/lang/value.hpp"

namespace kede::lang {

// The exact value when both ends are equal, else a Bound; a null end is not limited.
Value make_bound(Value low, Value high, Reasons reasons);
// low..high of a quantity or bound; exact values are their own limits.
Value low_end(const Value& value);
Value high_end(const Value& value);
bool is_exact(const Value& value);

// +, -, *, / where at least one side is a Bound.
Value bounded_arithmetic(BinaryOperator op, const Value& a, const Value& b);
Value bounded_minus(const Value& a);
// ==, !=, <, <=, >, >= where at least one side is a Bound.
Tri bounded_comparison(BinaryOperator op, const Value& a, const Value& b);

struct Tally {  // how many elements satisfy a condition
  std::int64_t yes = 0;
  std::int64_t open = 0;  // unknown whether
  std::int64_t total = 0;
  Reasons reasons;
};
// [#yes, #yes + #open], without upper end while the list is open.
Value count_of(const Tally& tally, const List& list);
// Percent of the elements that satisfy the condition; of an empty list it is unknown (missing).
Value share_of(const Tally& tally, const List& list);
Value size_of(const List& list);

enum class ZeroOf : std::uint8_t { integer, real, percent, money, days };
// `terms` are the values, in order; `list` says whether there may be more. The sum of a complete empty list is `zero`.
Value sum_of(const std::vector<Value>& terms, const List& list, ZeroOf zero);
Value least_of(const std::vector<Value>& terms, const List& list);
Value greatest_of(const std::vector<Value>& terms, const List& list);

}  // namespace kede::lang
