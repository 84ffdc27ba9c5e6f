#include <algorithm>
#include <limits>
#include <optional>

#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/functions.hpp"

namespace kede::lang::detail {
namespace {

// The field of a message literal, or null.
Value field(const Map& fields, std::string_view name) {
  for (const auto& [key, value] : fields.all()) {
    if (*key.as<std::string>() == name) return value;
  }
  return {};
}

// A field that the message does not have.
std::optional<Value> foreign_field(const Map& fields, std::initializer_list<std::string_view> names) {
  for (const auto& [key, value] : fields.all()) {
    if (std::find(names.begin(), names.end(), *key.as<std::string>()) == names.end())
      return failure("KD2204", "key", *key.as<std::string>());
  }
  return std::nullopt;
}

template <class T>
Value of_type(const Value& value, T otherwise) {
  if (value.is<Null>()) return Value(std::move(otherwise));
  return value.is<T>() ? value : no_overload("{}", value);
}

// A whole number that a smaller type must hold.
template <class Small, class T>
Value within(const Value& value) {
  const Value number = of_type<T>(value, 0);
  const auto* whole = number.as<T>();
  const bool held = whole == nullptr || (*whole >= std::numeric_limits<Small>::min() && *whole <= std::numeric_limits<Small>::max());
  return held ? number : failure("KD2202");
}

Value rounded(const Value& value) {
  const Value number = of_type(value, 0.0);
  const auto* real = number.as<double>();
  return real == nullptr ? number : Value(static_cast<double>(static_cast<float>(*real)));
}

// google.protobuf.Value: whichever of its fields is set.
Value any_kind(const Map& fields) {
  if (auto foreign = foreign_field(fields, {"null_value", "number_value", "string_value", "bool_value", "struct_value", "list_value"}))
    return std::move(*foreign);
  if (fields.all().empty() || !field(fields, "null_value").is<Null>()) return {};
  return fields.all().size() == 1 ? fields.all().front().second : no_overload("{}", Value(fields));
}

Value time_of(const Map& fields, Value (*make)(std::int64_t, std::int64_t)) {
  if (auto foreign = foreign_field(fields, {"seconds", "nanos"})) return std::move(*foreign);
  const Value seconds = of_type(field(fields, "seconds"), std::int64_t{0});
  const Value nanos = within<std::int32_t, std::int64_t>(field(fields, "nanos"));
  if (is_absent(seconds) || is_absent(nanos)) return absent_of(seconds, nanos);
  // So far from every time that can be held that the sum of the parts could overflow.
  constexpr std::int64_t kFar = std::int64_t{1} << 60;
  const std::int64_t count = *seconds.as<std::int64_t>();
  return count > kFar || count < -kFar ? failure("KD2202") : make(count, *nanos.as<std::int64_t>());
}

Value single(Message message, const Value& value) {
  switch (message) {
    case Message::boolean: return of_type(value, false);
    case Message::int32: return within<std::int32_t, std::int64_t>(value);
    case Message::int64: return of_type(value, std::int64_t{0});
    case Message::uint32: return within<std::uint32_t, std::uint64_t>(value);
    case Message::uint64: return of_type(value, std::uint64_t{0});
    case Message::float32: return rounded(value);
    case Message::float64: return of_type(value, 0.0);
    case Message::text: return of_type(value, std::string());
    case Message::bytes: return of_type(value, Bytes());
    case Message::list: return of_type(value, List::closed({}));
    default: return of_type(value, Map());
  }
}

}  // namespace

Value unwrapped(Message message, Arguments arguments) {
  const auto* map = arguments[0].as<Map>();
  const auto is_text = [](const auto& entry) { return entry.first.template is<std::string>(); };
  if (map == nullptr || !std::all_of(map->all().begin(), map->all().end(), is_text)) return no_overload("{}", arguments[0]);
  const Map& fields = *map;
  if (message == Message::value) return any_kind(fields);
  if (message == Message::timestamp) return time_of(fields, make_timestamp);
  if (message == Message::duration) return time_of(fields, make_duration);
  const std::string_view name = message == Message::list ? "values" : message == Message::structure ? "fields" : "value";
  if (auto foreign = foreign_field(fields, {name})) return std::move(*foreign);
  return single(message, field(fields, name));
}

}  // namespace kede::lang::detail
