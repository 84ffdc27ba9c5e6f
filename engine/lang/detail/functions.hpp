// The implementations behind the table of builtins.
// Used by builtins.cpp only.
// Pure functions of their arguments and the World.
// Law: what the types do not allow is a Failure (no overload), never an assertion: in conformance mode anything may come.
#pragma once

#include <span>

#include "engine/lang/builtins.hpp"
#include "engine/lang/value.hpp"

namespace kede::lang::detail {

using Arguments = std::span<const Value>;

// about knowledge, lists and units
Value known(const CallContext& context, Arguments arguments);
Value complete(const CallContext& context, Arguments arguments);
Value size(const CallContext& context, Arguments arguments);
Value sum(const CallContext& context, Arguments arguments);
Value least(const CallContext& context, Arguments arguments);
Value greatest(const CallContext& context, Arguments arguments);
Value distinct(const CallContext& context, Arguments arguments);
Value intersects(const CallContext& context, Arguments arguments);
Value any_of_values(const CallContext& context, Arguments arguments);
Value make_money(const CallContext& context, Arguments arguments);
Value make_percent(const CallContext& context, Arguments arguments);
Value make_days(const CallContext& context, Arguments arguments);
Value make_date(const CallContext& context, Arguments arguments);
Value days_between_dates(const CallContext& context, Arguments arguments);
Value months_between_dates(const CallContext& context, Arguments arguments);

// tables and chains
Value listed(const CallContext& context, Arguments arguments);
Value lookup(const CallContext& context, Arguments arguments);
Value minimum_hourly_cost(const CallContext& context, Arguments arguments);
Value country_risk(const CallContext& context, Arguments arguments);
Value downstream(const CallContext& context, Arguments arguments);
Value upstream(const CallContext& context, Arguments arguments);
Value owners_up(const CallContext& context, Arguments arguments);
Value group(const CallContext& context, Arguments arguments);
Value same_address(const CallContext& context, Arguments arguments);

// text
Value starts_with(const CallContext& context, Arguments arguments);
Value ends_with(const CallContext& context, Arguments arguments);
Value contains(const CallContext& context, Arguments arguments);
Value matches(const CallContext& context, Arguments arguments);
Value lower(const CallContext& context, Arguments arguments);
Value nace_division(const CallContext& context, Arguments arguments);
Value lower_ascii(const CallContext& context, Arguments arguments);
Value upper_ascii(const CallContext& context, Arguments arguments);
Value char_at(const CallContext& context, Arguments arguments);
Value index_of(const CallContext& context, Arguments arguments);
Value last_index_of(const CallContext& context, Arguments arguments);
Value join_texts(const CallContext& context, Arguments arguments);
Value replace(const CallContext& context, Arguments arguments);
Value split_text(const CallContext& context, Arguments arguments);
Value substring(const CallContext& context, Arguments arguments);
Value trim_text(const CallContext& context, Arguments arguments);
Value reverse(const CallContext& context, Arguments arguments);
Value quote(const CallContext& context, Arguments arguments);

// conversions and times
Value identity(const CallContext& context, Arguments arguments);
Value to_integer(const CallContext& context, Arguments arguments);
Value to_real(const CallContext& context, Arguments arguments);
Value to_natural(const CallContext& context, Arguments arguments);
Value to_bytes(const CallContext& context, Arguments arguments);
Value type_of_value(const CallContext& context, Arguments arguments);
Value to_boolean(const CallContext& context, Arguments arguments);
Value to_string(const CallContext& context, Arguments arguments);
Value to_timestamp(const CallContext& context, Arguments arguments);
Value to_duration(const CallContext& context, Arguments arguments);
Value get_date(const CallContext& context, Arguments arguments);
Value get_day_of_month(const CallContext& context, Arguments arguments);
Value get_day_of_week(const CallContext& context, Arguments arguments);
Value get_day_of_year(const CallContext& context, Arguments arguments);
Value get_full_year(const CallContext& context, Arguments arguments);
Value get_month(const CallContext& context, Arguments arguments);
Value get_hours(const CallContext& context, Arguments arguments);
Value get_minutes(const CallContext& context, Arguments arguments);
Value get_seconds(const CallContext& context, Arguments arguments);
Value get_milliseconds(const CallContext& context, Arguments arguments);

// extensions of CEL
Value format_text(const CallContext& context, Arguments arguments);
Value encode_base64(const CallContext& context, Arguments arguments);
Value decode_base64(const CallContext& context, Arguments arguments);
Value math_greatest(const CallContext& context, Arguments arguments);
Value math_least(const CallContext& context, Arguments arguments);
Value math_ceil(const CallContext& context, Arguments arguments);
Value math_floor(const CallContext& context, Arguments arguments);
Value math_round(const CallContext& context, Arguments arguments);
Value math_trunc(const CallContext& context, Arguments arguments);
Value math_abs(const CallContext& context, Arguments arguments);
Value math_sign(const CallContext& context, Arguments arguments);
Value math_sqrt(const CallContext& context, Arguments arguments);
Value math_is_nan(const CallContext& context, Arguments arguments);
Value math_is_inf(const CallContext& context, Arguments arguments);
Value math_is_finite(const CallContext& context, Arguments arguments);
Value math_bit_and(const CallContext& context, Arguments arguments);
Value math_bit_or(const CallContext& context, Arguments arguments);
Value math_bit_xor(const CallContext& context, Arguments arguments);
Value math_bit_not(const CallContext& context, Arguments arguments);
Value math_shift_left(const CallContext& context, Arguments arguments);
Value math_shift_right(const CallContext& context, Arguments arguments);

// Messages of protocol buffers that CEL takes for plain values; the fields come as one map.
enum class Message : std::uint8_t {
  boolean,
  int32,
  int64,
  uint32,
  uint64,
  float32,
  float64,
  text,
  bytes,
  list,
  structure,
  value,
  timestamp,
  duration
};
Value unwrapped(Message message, Arguments arguments);
template <Message message>
Value unwrap(const CallContext&, Arguments arguments) {
  return unwrapped(message, arguments);
}

}  // namespace kede::lang::detail
