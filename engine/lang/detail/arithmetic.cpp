#include "engine/lang/detail/arithmetic.hpp"

#include <cmath>
#include <limits>

#include "engine/base/text.hpp"
#include "engine/lang/bounded.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();

Value overflow() { return failure("KD2202"); }

Value integers(BinaryOperator op, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  switch (op) {
    case BinaryOperator::add: return __builtin_add_overflow(a, b, &result) ? overflow() : Value(result);
    case BinaryOperator::subtract: return __builtin_sub_overflow(a, b, &result) ? overflow() : Value(result);
    case BinaryOperator::multiply: return __builtin_mul_overflow(a, b, &result) ? overflow() : Value(result);
    case BinaryOperator::divide:
      if (b == 0) return failure("KD2201");
      return a == kLeast && b == -1 ? overflow() : Value(a / b);
    case BinaryOperator::remainder:
      if (b == 0) return failure("KD2201");
      return a == kLeast && b == -1 ? overflow() : Value(a % b);
    default: return no_overload(to_text(op), Value(a), Value(b));
  }
}

Value naturals(BinaryOperator op, std::uint64_t a, std::uint64_t b) {
  std::uint64_t result = 0;
  switch (op) {
    case BinaryOperator::add: return __builtin_add_overflow(a, b, &result) ? overflow() : Value(result);
    case BinaryOperator::subtract: return __builtin_sub_overflow(a, b, &result) ? overflow() : Value(result);
    case BinaryOperator::multiply: return __builtin_mul_overflow(a, b, &result) ? overflow() : Value(result);
    case BinaryOperator::divide: return b == 0 ? failure("KD2201") : Value(a / b);
    case BinaryOperator::remainder: return b == 0 ? failure("KD2201") : Value(a % b);
    default: return no_overload(to_text(op), Value(a), Value(b));
  }
}

// In rules a division by zero has no result; in conformance mode it follows IEEE 754 as CEL says. The caller of the author mode checks for
// it.
Value reals(BinaryOperator op, double a, double b) {
  switch (op) {
    case BinaryOperator::add: return Value(a + b);
    case BinaryOperator::subtract: return Value(a - b);
    case BinaryOperator::multiply: return Value(a * b);
    case BinaryOperator::divide: return Value(a / b);
    default: return no_overload(to_text(op), Value(a), Value(b));
  }
}

std::optional<double> as_number(const Value& value) {
  if (const auto* real = value.as<double>()) return *real;
  if (const auto* integer = value.as<std::int64_t>()) return static_cast<double>(*integer);
  return std::nullopt;
}

Value scaled(Money money, double factor) {
  const double units = static_cast<double>(money.units) * factor;
  if (!(std::abs(units) < 9.2e18)) return overflow();
  return Value(Money{std::llround(units), money.currency});
}

Value moneys(BinaryOperator op, Money a, Money b) {
  if (op != BinaryOperator::add && op != BinaryOperator::subtract && op != BinaryOperator::divide)
    return no_overload(to_text(op), Value(a), Value(b));
  if (op == BinaryOperator::divide && b.units == 0) return failure("KD2201");
  const bool one_is_nothing = op != BinaryOperator::divide && (a.units == 0 || b.units == 0);
  if (a.currency != b.currency && !one_is_nothing) {
    return Value::unknown(model::UnknownReason::no_rate, std::string(a.currency.code()) + "/" + std::string(b.currency.code()));
  }
  if (op == BinaryOperator::divide) return Value(static_cast<double>(a.units) / static_cast<double>(b.units));
  const Value units = integers(op, a.units, b.units);
  const auto* sum = units.as<std::int64_t>();
  return sum == nullptr ? units : Value(Money{*sum, a.units == 0 ? b.currency : a.currency});
}

Value money_and_other(BinaryOperator op, const Value& a, const Value& b) {
  const auto* left = a.as<Money>();
  const auto* right = b.as<Money>();
  if (left != nullptr && right != nullptr) return moneys(op, *left, *right);
  const Money money = left != nullptr ? *left : *right;
  const Value& other = left != nullptr ? b : a;
  const auto* percent = other.as<model::Percent>();
  const std::optional<double> number = percent != nullptr ? std::optional(percent->value / 100) : as_number(other);
  if (!number) return no_overload(to_text(op), a, b);
  if (op == BinaryOperator::multiply) return scaled(money, *number);
  if (op == BinaryOperator::divide && left != nullptr) return *number == 0 ? failure("KD2201") : scaled(money, 1 / *number);
  return no_overload(to_text(op), a, b);
}

Value percents(BinaryOperator op, const Value& a, const Value& b) {
  const auto* left = a.as<model::Percent>();
  const auto* right = b.as<model::Percent>();
  if (left != nullptr && right != nullptr) {
    if (op == BinaryOperator::add) return Value(model::Percent{left->value + right->value});
    if (op == BinaryOperator::subtract) return Value(model::Percent{left->value - right->value});
    if (op == BinaryOperator::divide) return right->value == 0 ? failure("KD2201") : Value(left->value / right->value);
    return no_overload(to_text(op), a, b);
  }
  const std::optional<double> number = as_number(left != nullptr ? b : a);
  if (!number) return no_overload(to_text(op), a, b);
  const double percent = left != nullptr ? left->value : right->value;
  if (op == BinaryOperator::multiply) return Value(model::Percent{percent * *number});
  if (op == BinaryOperator::divide && left != nullptr) return *number == 0 ? failure("KD2201") : Value(model::Percent{percent / *number});
  return no_overload(to_text(op), a, b);
}

Value in_days(const Value& count) {
  const auto* days = count.as<std::int64_t>();
  return days == nullptr ? count : Value(Days{*days});
}

Value shifted(Date date, std::int64_t days) {
  constexpr std::int64_t kMost = 4'000'000;
  if (days > kMost || days < -kMost) return overflow();
  return Value(date + std::chrono::days(days));
}

Value dates_and_days(BinaryOperator op, const Value& a, const Value& b) {
  const auto* left_date = a.as<Date>();
  const auto* right_date = b.as<Date>();
  const auto* left_days = a.as<Days>();
  const auto* right_days = b.as<Days>();
  const bool adds = op == BinaryOperator::add;
  const bool subtracts = op == BinaryOperator::subtract;
  if (left_date != nullptr && right_date != nullptr && subtracts) return Value(Days{(*left_date - *right_date).count()});
  if (left_date != nullptr && right_days != nullptr && adds) return shifted(*left_date, right_days->count);
  if (left_date != nullptr && right_days != nullptr && subtracts && right_days->count != kLeast)
    return shifted(*left_date, -right_days->count);
  if (left_days != nullptr && right_date != nullptr && adds) return shifted(*right_date, left_days->count);
  if (left_days != nullptr && right_days != nullptr && (adds || subtracts))
    return in_days(integers(op, left_days->count, right_days->count));
  const auto* left_number = a.as<std::int64_t>();
  const auto* right_number = b.as<std::int64_t>();
  if (op == BinaryOperator::multiply && left_days != nullptr && right_number != nullptr)
    return in_days(integers(op, left_days->count, *right_number));
  if (op == BinaryOperator::multiply && right_days != nullptr && left_number != nullptr)
    return in_days(integers(op, right_days->count, *left_number));
  return no_overload(to_text(op), a, b);
}

Value times(BinaryOperator op, const Value& a, const Value& b) {
  const auto* left_time = a.as<Timestamp>();
  const auto* right_time = b.as<Timestamp>();
  const auto* left = a.as<Duration>();
  const auto* right = b.as<Duration>();
  const bool adds = op == BinaryOperator::add;
  const bool subtracts = op == BinaryOperator::subtract;
  const std::int64_t sign = adds ? 1 : -1;
  if (!adds && !subtracts) return no_overload(to_text(op), a, b);
  if (left_time != nullptr && right_time != nullptr && subtracts) {
    return make_duration(left_time->seconds - right_time->seconds, std::int64_t{left_time->nanos} - right_time->nanos);
  }
  if (left_time != nullptr && right != nullptr)
    return make_timestamp(left_time->seconds + sign * right->seconds, left_time->nanos + sign * right->nanos);
  if (left != nullptr && right_time != nullptr && adds)
    return make_timestamp(right_time->seconds + left->seconds, std::int64_t{right_time->nanos} + left->nanos);
  if (left != nullptr && right != nullptr) return make_duration(left->seconds + sign * right->seconds, left->nanos + sign * right->nanos);
  return no_overload(to_text(op), a, b);
}

Value joined(const List& a, const List& b) {
  std::vector<Value> items = a.all();
  items.insert(items.end(), b.all().begin(), b.all().end());
  if (a.complete && b.complete) return Value(List::closed(std::move(items)));
  return Value(List::open(std::move(items), reasons_of(Value(a)) | reasons_of(Value(b))));
}

template <class T>
bool either_is(const Value& a, const Value& b) {
  return a.is<T>() || b.is<T>();
}

}  // namespace

Value failure(std::string_view code) { return Value(Failure{std::string(code), {}, 0, 0}); }

Value failure(std::string_view code, std::string name, std::string_view value) {
  constexpr std::size_t kShown = 100;
  return Value(Failure{std::string(code), {{std::move(name), shorten(value, kShown)}}, 0, 0});
}

Value no_overload(std::string_view operation, const Value& a) {
  return Value(Failure{"KD2205", {{"operation", std::string(operation)}, {"types", std::string(kind_name(a))}}, 0, 0});
}

Value no_overload(std::string_view operation, const Value& a, const Value& b) {
  return Value(Failure{
      "KD2205", {{"operation", std::string(operation)}, {"types", std::string(kind_name(a)) + ", " + std::string(kind_name(b))}}, 0, 0});
}

Value absent_of(const Value& a, const Value& b) {
  if (a.is<Unknown>() || b.is<Unknown>()) {
    Reasons reasons = a.is<Failure>() ? Reasons() : reasons_of(a);
    if (!b.is<Failure>()) reasons.add(reasons_of(b));
    return unknown_because(std::move(reasons));
  }
  return a.is<Failure>() ? a : b;
}

Value make_timestamp(std::int64_t seconds, std::int64_t nanos) {
  seconds += nanos / kNanosPerSecond;
  nanos %= kNanosPerSecond;
  if (nanos < 0) {
    nanos += kNanosPerSecond;
    --seconds;
  }
  if (seconds < kEarliestSecond || seconds > kLatestSecond) return overflow();
  return Value(Timestamp{seconds, static_cast<std::int32_t>(nanos)});
}

Value make_duration(std::int64_t seconds, std::int64_t nanos) {
  seconds += nanos / kNanosPerSecond;
  nanos %= kNanosPerSecond;
  if (seconds > 0 && nanos < 0) {
    nanos += kNanosPerSecond;
    --seconds;
  }
  if (seconds < 0 && nanos > 0) {
    nanos -= kNanosPerSecond;
    ++seconds;
  }
  if (seconds > kLongestSeconds || seconds < -kLongestSeconds) return overflow();
  return Value(Duration{seconds, static_cast<std::int32_t>(nanos)});
}

Value arithmetic(BinaryOperator op, const Value& a, const Value& b) {
  if (is_absent(a) || is_absent(b)) return absent_of(a, b);
  if (either_is<Bound>(a, b)) return bounded_arithmetic(op, a, b);
  const auto* left_integer = a.as<std::int64_t>();
  const auto* right_integer = b.as<std::int64_t>();
  if (left_integer != nullptr && right_integer != nullptr) return integers(op, *left_integer, *right_integer);
  const auto* left_real = a.as<double>();
  const auto* right_real = b.as<double>();
  if (left_real != nullptr && right_real != nullptr) return reals(op, *left_real, *right_real);
  const auto* left_natural = a.as<std::uint64_t>();
  const auto* right_natural = b.as<std::uint64_t>();
  if (left_natural != nullptr && right_natural != nullptr) return naturals(op, *left_natural, *right_natural);
  if (either_is<Money>(a, b)) return money_and_other(op, a, b);
  if (either_is<model::Percent>(a, b)) return percents(op, a, b);
  if (either_is<Date>(a, b) || either_is<Days>(a, b)) return dates_and_days(op, a, b);
  if (either_is<Timestamp>(a, b) || either_is<Duration>(a, b)) return times(op, a, b);
  if (op == BinaryOperator::add) {
    const auto* left_text = a.as<std::string>();
    const auto* right_text = b.as<std::string>();
    if (left_text != nullptr && right_text != nullptr) return Value(*left_text + *right_text);
    const auto* left_bytes = a.as<Bytes>();
    const auto* right_bytes = b.as<Bytes>();
    if (left_bytes != nullptr && right_bytes != nullptr) return Value(Bytes{left_bytes->data + right_bytes->data});
    const auto* left_list = a.as<List>();
    const auto* right_list = b.as<List>();
    if (left_list != nullptr && right_list != nullptr) return joined(*left_list, *right_list);
  }
  return no_overload(to_text(op), a, b);
}

Value minus(const Value& a) {
  if (is_absent(a)) return a;
  if (a.is<Bound>()) return bounded_minus(a);
  if (const auto* integer = a.as<std::int64_t>()) return integers(BinaryOperator::subtract, 0, *integer);
  if (const auto* real = a.as<double>()) return Value(-*real);
  if (const auto* percent = a.as<model::Percent>()) return Value(model::Percent{-percent->value});
  if (const auto* days = a.as<Days>()) return in_days(integers(BinaryOperator::subtract, 0, days->count));
  if (const auto* money = a.as<Money>()) {
    return money->units == kLeast ? overflow() : Value(Money{-money->units, money->currency});
  }
  return no_overload("-", a);
}

}  // namespace kede::lang::detail
