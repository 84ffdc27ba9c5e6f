// Arithmetic and order of known values.
// Used by the interpreter, by bounds and by builtins.
// Pure functions.
// Law: an operation the types do not have, an overflow or a division by zero is a Failure; amounts of two currencies are unknown (no_rate).
#pragma once

#include <compare>
#include <optional>

#include "engine/lang/ast.hpp"
#include "engine/lang/truth.hpp"
#include "engine/lang/value.hpp"

namespace kede::lang::detail {

Value failure(std::string_view code);
Value failure(std::string_view code, std::string name, std::string_view value);
Value no_overload(std::string_view operation, const Value& a);
Value no_overload(std::string_view operation, const Value& a, const Value& b);

// What an operation gives when an operand is unknown or failed: unknown prevails, reasons add up.
Value absent_of(const Value& a, const Value& b);

Value arithmetic(BinaryOperator op, const Value& a, const Value& b);
Value minus(const Value& a);

// Deep equality. Different types are unequal; int and double are compared as numbers.
Tri equal(const Value& a, const Value& b);
struct Ordering {
  std::optional<std::partial_ordering> order;  // nothing: the types have no order, or `unknown` says why
  Reasons unknown;
};
Ordering order(const Value& a, const Value& b);
// What a deep comparison of the value costs; counting ends at `most`, since a value that shares its parts may be larger than can be
// counted.
std::uint64_t weight(const Value& value, std::uint64_t most);
// Known, equal and of one kind throughout: 1 and 1.0 are equal but not the same.
bool same(const Value& a, const Value& b);
// == != < <= > >= of any two values, bounds and absent ones included.
Value compare(BinaryOperator op, const Value& a, const Value& b);
Value contained(const Value& element, const Value& container);

constexpr std::int64_t kEarliestSecond = -62135596800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLatestSecond = 253402300799;    // 9999-12-31T23:59:59Z
constexpr std::int64_t kLongestSeconds = 9223372036;    // of a duration: what 64 bits of nanoseconds hold

Value make_timestamp(std::int64_t seconds, std::int64_t nanos);
Value make_duration(std::int64_t seconds, std::int64_t nanos);

}  // namespace kede::lang::detail
