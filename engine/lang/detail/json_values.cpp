#include "engine/lang/detail/json_values.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <set>

#include "engine/lang/detail/arithmetic.hpp"

namespace kede::lang::detail {
namespace {

using Json = rapidjson::Value;
using Writer = rapidjson::Writer<rapidjson::StringBuffer>;
constexpr int kDeepestValue = 200;

std::string_view view(const Json& text) { return {text.GetString(), text.GetStringLength()}; }

template <class Number>
std::optional<Number> number(const Json& json) {
  if (!json.IsString()) return std::nullopt;
  const std::string_view text = view(json);
  Number out{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), out);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

template <class T, class Number>
std::optional<Value> wrapped(const std::optional<Number>& found) {
  return found ? std::optional(Value(T{*found})) : std::nullopt;
}

std::optional<Value> read_real(const Json& json) {
  if (!json.IsString()) return std::nullopt;
  const std::string_view text = view(json);
  if (text == "NaN") return Value(std::nan(""));
  if (text == "inf") return Value(HUGE_VAL);
  if (text == "-inf") return Value(-HUGE_VAL);
  const auto found = number<double>(json);
  return found ? std::optional(Value(*found)) : std::nullopt;
}

std::optional<std::vector<Value>> read_items(const Json& json, const std::string& path, int depth) {
  if (!json.IsArray()) return std::nullopt;
  std::vector<Value> items;
  for (const Json& item : json.GetArray()) {
    std::optional<Value> value = read_value(item, fmt::format("{}[{}]", path, items.size()), depth + 1);
    if (!value) return std::nullopt;
    items.push_back(std::move(*value));
  }
  return items;
}

std::optional<Value> read_map(const Json& json, const std::string& path, int depth) {
  if (!json.IsArray()) return std::nullopt;
  auto entries = std::make_shared<std::vector<std::pair<Value, Value>>>();
  std::set<std::string> keys;  // with their kind: "int1", "text1"
  for (const Json& pair : json.GetArray()) {
    if (!pair.IsArray() || pair.Size() != 2) return std::nullopt;
    std::optional<Value> key = read_value(pair[0], path, depth + 1);
    if (!key || !(key->is<bool>() || key->is<std::int64_t>() || key->is<std::string>())) return std::nullopt;
    const std::string key_text = fmt::format("{}{}", kind_name(*key), to_text(*key));
    std::optional<Value> value = read_value(pair[1], fmt::format("{}[{}]", path, to_text(*key)), depth + 1);
    if (!value || !keys.insert(key_text).second) return std::nullopt;
    entries->emplace_back(std::move(*key), std::move(*value));
  }
  return Value(Map{std::move(entries)});
}

std::optional<Value> read_money(const Json& json) {
  if (!json.IsArray() || json.Size() != 2 || !json[0].IsString() || !json[1].IsString()) return std::nullopt;
  const auto currency = Currency::parse(view(json[1]));
  const auto money = currency ? Money::parse(view(json[0]), *currency) : std::nullopt;
  return money ? std::optional(Value(*money)) : std::nullopt;
}

// [seconds, nanoseconds]
template <class Make>
std::optional<Value> read_time(const Json& json, Make make) {
  if (!json.IsArray() || json.Size() != 2 || !json[0].IsInt64() || !json[1].IsInt()) return std::nullopt;
  constexpr std::int64_t kMost = std::int64_t{1} << 60;
  if (json[0].GetInt64() > kMost || json[0].GetInt64() < -kMost) return std::nullopt;
  return make(json[0].GetInt64(), std::int64_t{json[1].GetInt()});
}

std::optional<Value> read_unknown(const Json& json, const std::string& path) {
  const auto reason = json.IsString() ? model::unknown_reason(view(json)) : std::nullopt;
  return reason ? std::optional(Value::unknown(*reason, path)) : std::nullopt;
}

std::optional<Value> read_date(const Json& json) {
  const auto date = json.IsString() ? parse_iso_date(view(json)) : std::nullopt;
  return date ? std::optional(Value(*date)) : std::nullopt;
}

std::optional<Value> read_tagged(const Json& json, const std::string& path, int depth) {
  if (json.MemberCount() != 1) return std::nullopt;
  const std::string_view tag = view(json.MemberBegin()->name);
  const Json& content = json.MemberBegin()->value;
  if (tag == "int") {
    const auto found = number<std::int64_t>(content);
    return found ? std::optional(Value(*found)) : std::nullopt;
  }
  if (tag == "double") return read_real(content);
  if (tag == "percent") return wrapped<model::Percent>(number<double>(content));
  if (tag == "days") return wrapped<Days>(number<std::int64_t>(content));
  if (tag == "date") return read_date(content);
  if (tag == "money") return read_money(content);
  if (tag == "timestamp") return read_time(content, make_timestamp);
  if (tag == "duration") return read_time(content, make_duration);
  if (tag == "map") return read_map(content, path, depth);
  if (tag == "unknown") return read_unknown(content, path);
  if (tag == "open") {
    auto items = read_items(content, path, depth);
    return items ? std::optional(Value(List::open(std::move(*items), Reasons(model::UnknownReason::open_list, path)))) : std::nullopt;
  }
  return std::nullopt;
}

std::string real_text(double real) {
  if (std::isnan(real)) return "NaN";
  if (std::isinf(real)) return real > 0 ? "inf" : "-inf";
  char buffer[32];
  const auto written = std::to_chars(buffer, buffer + sizeof buffer, real);
  return {buffer, written.ptr};
}

void write_tagged(Writer& writer, const char* tag, const std::string& text) {
  writer.StartObject();
  writer.Key(tag);
  write_text(writer, text);
  writer.EndObject();
}

void write_time(Writer& writer, const char* tag, std::int64_t seconds, std::int32_t nanos) {
  writer.StartObject();
  writer.Key(tag);
  writer.StartArray();
  writer.Int64(seconds);
  writer.Int(nanos);
  writer.EndArray();
  writer.EndObject();
}

void write_list(Writer& writer, const List& list) {
  if (!list.complete) {
    writer.StartObject();
    writer.Key("open");
  }
  writer.StartArray();
  for (const Value& item : list.all()) write_value(writer, item);
  writer.EndArray();
  if (!list.complete) writer.EndObject();
}

void write_map(Writer& writer, const Map& map) {
  writer.StartObject();
  writer.Key("map");
  writer.StartArray();
  for (const auto& [key, value] : map.all()) {
    writer.StartArray();
    write_value(writer, key);
    write_value(writer, value);
    writer.EndArray();
  }
  writer.EndArray();
  writer.EndObject();
}

void write_pair(Writer& writer, const char* tag, const Value& first, const Value& second) {
  writer.StartObject();
  writer.Key(tag);
  writer.StartArray();
  write_value(writer, first);
  write_value(writer, second);
  writer.EndArray();
  writer.EndObject();
}

void write_unit(Writer& writer, const Value& value) {
  if (const auto* money = value.as<Money>()) {
    write_pair(writer, "money", Value(amount_text(*money)), Value::text(money->currency.code()));
  } else if (const auto* percent = value.as<model::Percent>()) {
    write_tagged(writer, "percent", real_text(percent->value));
  } else if (const auto* days = value.as<Days>()) {
    write_tagged(writer, "days", std::to_string(days->count));
  } else if (const auto* date = value.as<Date>()) {
    write_tagged(writer, "date", to_iso(*date));
  } else if (const auto* time = value.as<Timestamp>()) {
    write_time(writer, "timestamp", time->seconds, time->nanos);
  } else if (const auto* duration = value.as<Duration>()) {
    write_time(writer, "duration", duration->seconds, duration->nanos);
  } else if (const auto* bound = value.as<Bound>()) {
    write_pair(writer, "bound", bound->low, bound->high);
  } else if (const auto* unknown = value.as<Unknown>(); unknown != nullptr && !unknown->reasons.empty()) {
    write_tagged(writer, "unknown", std::string(model::to_text(unknown->reasons.all().front().reason)));
  } else {
    write_tagged(writer, "unknown", "unreadable");
  }
}

}  // namespace

void write_text(Writer& writer, std::string_view text) { writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }

std::optional<Value> read_value(const Json& json, const std::string& path, int depth) {
  if (depth > kDeepestValue) return std::nullopt;
  if (json.IsNull()) return Value();
  if (json.IsBool()) return Value(json.GetBool());
  if (json.IsString()) return Value::text(view(json));
  if (json.IsArray()) {
    auto items = read_items(json, path, depth);
    return items ? std::optional(Value(List::closed(std::move(*items)))) : std::nullopt;
  }
  if (json.IsObject()) return read_tagged(json, path, depth);
  return std::nullopt;
}

void write_value(Writer& writer, const Value& value) {
  if (value.is<Null>()) {
    writer.Null();
  } else if (const bool* answer = value.as<bool>()) {
    writer.Bool(*answer);
  } else if (const auto* text = value.as<std::string>()) {
    write_text(writer, *text);
  } else if (const auto* integer = value.as<std::int64_t>()) {
    write_tagged(writer, "int", std::to_string(*integer));
  } else if (const auto* real = value.as<double>()) {
    write_tagged(writer, "double", real_text(*real));
  } else if (const auto* list = value.as<List>()) {
    write_list(writer, *list);
  } else if (const auto* map = value.as<Map>()) {
    write_map(writer, *map);
  } else {
    write_unit(writer, value);
  }
}

}  // namespace kede::lang::detail
