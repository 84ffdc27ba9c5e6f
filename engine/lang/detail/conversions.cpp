#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "engine/base/text.hpp"
#include "engine/lang/bounded.hpp"
#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/functions.hpp"
#include "engine/lang/detail/time_text.hpp"

namespace kede::lang::detail {
namespace {

Value unreadable(const std::string& text, std::string type) {
  return Value(Failure{"KD2214", {{"text", text}, {"type", std::move(type)}}, 0, 0});
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<double> parse_real(const std::string& text) {
  if (text == "NaN") return std::nan("");
  if (text == "Infinity" || text == "+Infinity") return HUGE_VAL;
  if (text == "-Infinity") return -HUGE_VAL;
  return parse_number<double>(text);
}

Value whole(double number) {
  // The ends of the range themselves are refused: they may be the rounding of a number outside it.
  if (!(number > -9223372036854775808.0 && number < 9223372036854775808.0)) return failure("KD2202");
  return Value(static_cast<std::int64_t>(std::trunc(number)));
}

Value natural(double number) {
  if (!(number > -1.0 && number < 18446744073709551616.0)) return failure("KD2202");
  return Value(static_cast<std::uint64_t>(number));
}

Value each_end(const Bound& bound, Value (*convert)(const Value&)) {
  const auto end = [&](const Value& value) { return value.is<Null>() ? value : convert(value); };
  return make_bound(end(bound.low), end(bound.high), bound.reasons);
}

Value integer_of(const Value& value) {
  if (value.is<std::int64_t>()) return value;
  if (const auto* real = value.as<double>()) return whole(*real);
  if (const auto* time = value.as<Timestamp>()) return Value(time->seconds);
  if (const auto* number = value.as<std::uint64_t>()) {
    return *number > std::numeric_limits<std::int64_t>::max() ? failure("KD2202") : Value(static_cast<std::int64_t>(*number));
  }
  if (const auto* text = value.as<std::string>()) {
    const auto number = parse_number<std::int64_t>(*text);
    return number ? Value(*number) : unreadable(*text, "int");
  }
  return no_overload("int", value);
}

Value real_of(const Value& value) {
  if (value.is<double>()) return value;
  if (const auto* integer = value.as<std::int64_t>()) return Value(static_cast<double>(*integer));
  if (const auto* number = value.as<std::uint64_t>()) return Value(static_cast<double>(*number));
  if (const auto* text = value.as<std::string>()) {
    const auto number = parse_real(*text);
    return number ? Value(*number) : unreadable(*text, "double");
  }
  return no_overload("double", value);
}

}  // namespace

Value identity(const CallContext&, Arguments arguments) { return arguments[0]; }

Value to_integer(const CallContext&, Arguments arguments) {
  const auto* bound = arguments[0].as<Bound>();
  return bound == nullptr ? integer_of(arguments[0]) : each_end(*bound, integer_of);
}

Value to_real(const CallContext&, Arguments arguments) {
  const auto* bound = arguments[0].as<Bound>();
  return bound == nullptr ? real_of(arguments[0]) : each_end(*bound, real_of);
}

Value to_natural(const CallContext&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is<std::uint64_t>()) return value;
  if (const auto* integer = value.as<std::int64_t>()) return *integer < 0 ? failure("KD2202") : Value(static_cast<std::uint64_t>(*integer));
  if (const auto* real = value.as<double>()) return natural(*real);
  const auto* text = value.as<std::string>();
  if (text == nullptr) return no_overload("uint", value);
  const auto number = parse_number<std::uint64_t>(*text);
  return number ? Value(*number) : unreadable(*text, "uint");
}

Value to_bytes(const CallContext&, Arguments arguments) {
  if (arguments[0].is<Bytes>()) return arguments[0];
  const auto* text = arguments[0].as<std::string>();
  return text == nullptr ? no_overload("bytes", arguments[0]) : Value(Bytes{*text});
}

Value to_boolean(const CallContext&, Arguments arguments) {
  if (arguments[0].is<bool>()) return arguments[0];
  const auto* text = arguments[0].as<std::string>();
  if (text == nullptr) return no_overload("bool", arguments[0]);
  for (const std::string_view word : {"1", "t", "true", "TRUE", "True"}) {
    if (*text == word) return Value(true);
  }
  for (const std::string_view word : {"0", "f", "false", "FALSE", "False"}) {
    if (*text == word) return Value(false);
  }
  return unreadable(*text, "bool");
}

Value to_string(const CallContext&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is<std::string>()) return value;
  if (const auto* time = value.as<Timestamp>()) return Value(timestamp_text(*time));
  if (const auto* duration = value.as<Duration>()) return Value(duration_text(*duration));
  if (value.is<bool>() || value.is<std::int64_t>() || value.is<std::uint64_t>() || value.is<double>()) return Value(lang::to_text(value));
  if (const auto* bytes = value.as<Bytes>()) {
    return find_invalid_utf8(bytes->data) == std::string_view::npos ? Value(bytes->data) : unreadable(lang::to_text(value), "string");
  }
  return no_overload("string", value);
}

Value to_timestamp(const CallContext&, Arguments arguments) {
  if (arguments[0].is<Timestamp>()) return arguments[0];
  if (const auto* seconds = arguments[0].as<std::int64_t>()) return make_timestamp(*seconds, 0);
  const auto* text = arguments[0].as<std::string>();
  if (text == nullptr) return no_overload("timestamp", arguments[0]);
  return parse_timestamp(*text).value_or(unreadable(*text, "timestamp"));
}

Value to_duration(const CallContext&, Arguments arguments) {
  if (arguments[0].is<Duration>()) return arguments[0];
  const auto* text = arguments[0].as<std::string>();
  if (text == nullptr) return no_overload("duration", arguments[0]);
  return parse_duration(*text).value_or(unreadable(*text, "duration"));
}

}  // namespace kede::lang::detail
