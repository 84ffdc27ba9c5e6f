#include "engine/lang/detail/json_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "engine/base/text.hpp"
#include "engine/lang/detail/arithmetic.hpp"

namespace kede::lang::detail {
void write_text(rapidjson::Writer<rapidjson::StringBuffer>& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

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

// A reason that the language knows, or what is missing in other words.
std::optional<Value> read_unknown(const Json& json, const std::string& path) {
  if (!json.IsString() || json.GetStringLength() == 0 || find_invalid_utf8(view(json)) != std::string_view::npos) return std::nullopt;
  if (const auto reason = model::unknown_reason(view(json))) return Value::unknown(*reason, path);
  return Value::unknown(model::UnknownReason::missing, fmt::format("{}: {}", path, view(json)));
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

// Writes until the limit is reached; after that what was written is of no use.
class ValueWriter {
 public:
  explicit ValueWriter(Writer& writer) : writer_(writer) {}
  bool full() const { return left_ == 0; }
  void write(const Value& value);

 private:
  void tagged(const char* tag, const std::string& text);
  void time(const char* tag, std::int64_t seconds, std::int32_t nanos);
  void list(const List& list);
  void map(const Map& map);
  void pair(const char* tag, const Value& first, const Value& second);
  void unit(const Value& value);

  Writer& writer_;
  std::size_t left_ = 4'000'000;  // values and pieces of text
};

void ValueWriter::tagged(const char* tag, const std::string& text) {
  writer_.StartObject();
  writer_.Key(tag);
  write_text(writer_, text);
  writer_.EndObject();
}

void ValueWriter::time(const char* tag, std::int64_t seconds, std::int32_t nanos) {
  writer_.StartObject();
  writer_.Key(tag);
  writer_.StartArray();
  writer_.Int64(seconds);
  writer_.Int(nanos);
  writer_.EndArray();
  writer_.EndObject();
}

void ValueWriter::list(const List& list) {
  if (!list.complete) {
    writer_.StartObject();
    writer_.Key("open");
  }
  writer_.StartArray();
  for (const Value& item : list.all()) {
    if (full()) return;
    write(item);
  }
  writer_.EndArray();
  if (!list.complete) writer_.EndObject();
}

void ValueWriter::map(const Map& map) {
  writer_.StartObject();
  writer_.Key("map");
  writer_.StartArray();
  for (const auto& [key, value] : map.all()) {
    if (full()) return;
    writer_.StartArray();
    write(key);
    write(value);
    writer_.EndArray();
  }
  writer_.EndArray();
  writer_.EndObject();
}

void ValueWriter::pair(const char* tag, const Value& first, const Value& second) {
  writer_.StartObject();
  writer_.Key(tag);
  writer_.StartArray();
  write(first);
  write(second);
  writer_.EndArray();
  writer_.EndObject();
}

void ValueWriter::unit(const Value& value) {
  if (const auto* money = value.as<Money>()) {
    pair("money", Value(amount_text(*money)), Value::text(money->currency.code()));
  } else if (const auto* percent = value.as<model::Percent>()) {
    tagged("percent", real_text(percent->value));
  } else if (const auto* days = value.as<Days>()) {
    tagged("days", std::to_string(days->count));
  } else if (const auto* date = value.as<Date>()) {
    tagged("date", to_iso(*date));
  } else if (const auto* timestamp = value.as<Timestamp>()) {
    time("timestamp", timestamp->seconds, timestamp->nanos);
  } else if (const auto* duration = value.as<Duration>()) {
    time("duration", duration->seconds, duration->nanos);
  } else if (const auto* bound = value.as<Bound>()) {
    pair("bound", bound->low, bound->high);
  } else if (const auto* unknown = value.as<Unknown>(); unknown != nullptr && !unknown->reasons.empty()) {
    tagged("unknown", std::string(model::to_text(unknown->reasons.all().front().reason)));
  } else {
    tagged("unknown", "unreadable");
  }
}

void ValueWriter::write(const Value& value) {
  const auto* text = value.as<std::string>();
  left_ -= std::min(left_, text == nullptr ? 1 : 1 + text->size() / 16);
  if (full()) return;
  if (value.is<Null>()) {
    writer_.Null();
  } else if (const bool* answer = value.as<bool>()) {
    writer_.Bool(*answer);
  } else if (text != nullptr) {
    write_text(writer_, *text);
  } else if (const auto* integer = value.as<std::int64_t>()) {
    tagged("int", std::to_string(*integer));
  } else if (const auto* real = value.as<double>()) {
    tagged("double", real_text(*real));
  } else if (const auto* items = value.as<List>()) {
    list(*items);
  } else if (const auto* entries = value.as<Map>()) {
    map(*entries);
  } else {
    unit(value);
  }
}

}  // namespace

std::optional<Value> read_value(const Json& json, const std::string& path, int depth) {
  if (depth > kDeepestValue) return std::nullopt;
  if (json.IsNull()) return Value();
  if (json.IsBool()) return Value(json.GetBool());
  // The parser lets half a surrogate pair through.
  if (json.IsString())
    return find_invalid_utf8(view(json)) == std::string_view::npos ? std::optional(Value::text(view(json))) : std::nullopt;
  if (json.IsArray()) {
    auto items = read_items(json, path, depth);
    return items ? std::optional(Value(List::closed(std::move(*items)))) : std::nullopt;
  }
  if (json.IsObject()) return read_tagged(json, path, depth);
  return std::nullopt;
}

bool write_value(Writer& writer, const Value& value) {
  ValueWriter out(writer);
  out.write(value);
  return !out.full();
}

}  // namespace kede::lang::detail
