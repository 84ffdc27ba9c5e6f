#include <bit>
#include <cmath>
#include <functional>

#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/functions.hpp"

namespace kede::lang::detail {
namespace {

bool is_number(const Value& value) { return value.is<std::int64_t>() || value.is<std::uint64_t>() || value.is<double>(); }

// The first of the values, or of the only list, that no other exceeds in the wanted direction.
Value extreme(const CallContext& context, Arguments arguments, std::string_view operation, bool greatest) {
  const auto* list = arguments.size() == 1 ? arguments[0].as<List>() : nullptr;
  if (list != nullptr && !list->complete) return unknown_because(reasons_of(arguments[0]));
  const Arguments values = list == nullptr ? arguments : Arguments(list->all());
  context.charge(values.size());
  if (values.empty()) return no_overload(operation, arguments[0]);
  const Value* best = nullptr;
  for (const Value& value : values) {
    if (is_absent(value)) return value;
    if (!is_number(value)) return no_overload(operation, value);
    const auto found = best == nullptr ? std::optional<std::partial_ordering>() : order(value, *best).order;
    if (best == nullptr || (found && (greatest ? *found > 0 : *found < 0))) best = &value;
  }
  return *best;
}

template <class Change>
Value of_real(const Value& value, std::string_view operation, Change change) {
  const auto* real = value.as<double>();
  return real == nullptr ? no_overload(operation, value) : Value(change(*real));
}

template <class Operation>
Value of_bits(const Value& a, const Value& b, std::string_view operation, Operation combine) {
  if (a.is<std::int64_t>() && b.is<std::int64_t>()) return Value(combine(*a.as<std::int64_t>(), *b.as<std::int64_t>()));
  if (a.is<std::uint64_t>() && b.is<std::uint64_t>()) return Value(combine(*a.as<std::uint64_t>(), *b.as<std::uint64_t>()));
  return no_overload(operation, a, b);
}

// Bits move as those of a number without a sign.
template <class Move>
Value shifted(Arguments arguments, std::string_view operation, Move move) {
  const auto* offset = arguments[1].as<std::int64_t>();
  const auto* whole = arguments[0].as<std::int64_t>();
  const auto* natural = arguments[0].as<std::uint64_t>();
  if (offset == nullptr || (whole == nullptr && natural == nullptr)) return no_overload(operation, arguments[0], arguments[1]);
  if (*offset < 0) return failure("KD2203", "index", std::to_string(*offset));
  const std::uint64_t bits = whole != nullptr ? std::bit_cast<std::uint64_t>(*whole) : *natural;
  const std::uint64_t moved = *offset > 63 ? 0 : move(bits, *offset);
  return whole != nullptr ? Value(std::bit_cast<std::int64_t>(moved)) : Value(moved);
}

}  // namespace

Value math_greatest(const CallContext& context, Arguments arguments) { return extreme(context, arguments, "math.greatest", true); }
Value math_least(const CallContext& context, Arguments arguments) { return extreme(context, arguments, "math.least", false); }

Value math_ceil(const CallContext&, Arguments arguments) {
  return of_real(arguments[0], "math.ceil", [](double real) { return std::ceil(real); });
}
Value math_floor(const CallContext&, Arguments arguments) {
  return of_real(arguments[0], "math.floor", [](double real) { return std::floor(real); });
}
Value math_round(const CallContext&, Arguments arguments) {
  return of_real(arguments[0], "math.round", [](double real) { return std::round(real); });
}
Value math_trunc(const CallContext&, Arguments arguments) {
  return of_real(arguments[0], "math.trunc", [](double real) { return std::trunc(real); });
}
Value math_is_nan(const CallContext&, Arguments arguments) {
  return of_real(arguments[0], "math.isNaN", [](double real) { return std::isnan(real); });
}
Value math_is_inf(const CallContext&, Arguments arguments) {
  return of_real(arguments[0], "math.isInf", [](double real) { return std::isinf(real); });
}
Value math_is_finite(const CallContext&, Arguments arguments) {
  return of_real(arguments[0], "math.isFinite", [](double real) { return std::isfinite(real); });
}

Value math_sqrt(const CallContext& context, Arguments arguments) {
  const Value number = is_number(arguments[0]) ? to_real(context, arguments) : arguments[0];
  return of_real(number, "math.sqrt", [](double real) { return std::sqrt(real); });
}

Value math_abs(const CallContext&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is<std::uint64_t>()) return value;
  const auto* whole = value.as<std::int64_t>();
  if (whole != nullptr) return *whole < 0 ? minus(value) : value;
  return of_real(value, "math.abs", [](double real) { return std::fabs(real); });
}

Value math_sign(const CallContext&, Arguments arguments) {
  const Value& value = arguments[0];
  const auto sign = [](auto number) { return static_cast<decltype(number)>((number > 0 ? 1 : 0) - (number < 0 ? 1 : 0)); };
  if (const auto* whole = value.as<std::int64_t>()) return Value(sign(*whole));
  if (const auto* natural = value.as<std::uint64_t>()) return Value(std::uint64_t{*natural > 0 ? 1U : 0U});
  return of_real(value, "math.sign", [&](double real) { return std::isnan(real) ? real : sign(real); });
}

Value math_bit_and(const CallContext&, Arguments arguments) { return of_bits(arguments[0], arguments[1], "math.bitAnd", std::bit_and<>()); }
Value math_bit_or(const CallContext&, Arguments arguments) { return of_bits(arguments[0], arguments[1], "math.bitOr", std::bit_or<>()); }
Value math_bit_xor(const CallContext&, Arguments arguments) { return of_bits(arguments[0], arguments[1], "math.bitXor", std::bit_xor<>()); }

Value math_bit_not(const CallContext&, Arguments arguments) {
  if (const auto* whole = arguments[0].as<std::int64_t>()) return Value(~*whole);
  if (const auto* natural = arguments[0].as<std::uint64_t>()) return Value(~*natural);
  return no_overload("math.bitNot", arguments[0]);
}

Value math_shift_left(const CallContext&, Arguments arguments) {
  return shifted(arguments, "math.bitShiftLeft", [](std::uint64_t bits, std::int64_t offset) { return bits << offset; });
}
Value math_shift_right(const CallContext&, Arguments arguments) {
  return shifted(arguments, "math.bitShiftRight", [](std::uint64_t bits, std::int64_t offset) { return bits >> offset; });
}

}  // namespace kede::lang::detail
