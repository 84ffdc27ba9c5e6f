#include "engine/lang/detail/json_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <set>

#include "engine/base/text.hpp"
#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/base64.hpp"
#include "engine/lang/detail/time_text.hpp"

namespace kede::lang::detail {
void write_text(rapidjson::Writer<rapidjson::StringBuffer>& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}
void write_key(rapidjson::Writer<rapidjson::StringBuffer>& writer, std::string_view text) {
  writer.Key(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

namespace {

using Json = rapidjson::Value;
using Writer = rapidjson::Writer<rapidjson::StringBuffer>;
constexpr int kDeepestValue = 200;

std::string_view view(const Json& text) { return {text.GetString(), text.GetStringLength()}; }

// A number as text, or as JSON writes it if it is whole.
template <class Number>
std::optional<Number> number(const Json& json) {
  if constexpr (std::same_as<Number, std::uint64_t>) {
    if (json.IsUint64()) return json.GetUint64();
  } else {
    if (json.IsInt64()) return static_cast<Number>(json.GetInt64());
  }
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

std::optional<double> real(const Json& json) {
  if (json.IsDouble()) return json.GetDouble();
  if (!json.IsString()) return number<double>(json);
  const std::string_view text = view(json);
  if (text == "NaN") return std::nan("");
  if (text == "inf" || text == "Infinity") return HUGE_VAL;
  if (text == "-inf" || text == "-Infinity") return -HUGE_VAL;
  return number<double>(json);
}

std::optional<double> percentage(const Json& json) {
  const auto found = real(json);
  return found && std::isfinite(*found) ? found : std::nullopt;
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

// Gathers the entries of a map, whose keys must differ.
class MapReader {
 public:
  MapReader(const std::string& path, int depth) : path_(path), depth_(depth) {}

  bool add(Value key, const Json& json) {
    const std::string name = to_text(key);
    std::optional<Value> value = read_value(json, fmt::format("{}[{}]", path_, name), depth_ + 1);
    if (!value || !keys_.insert(fmt::format("{}{}", kind_name(key), name)).second) return false;
    entries_.emplace_back(std::move(key), std::move(*value));
    return true;
  }
  Value take() { return Value(Map{std::make_shared<const std::vector<std::pair<Value, Value>>>(std::move(entries_))}); }

 private:
  const std::string& path_;
  int depth_;
  std::vector<std::pair<Value, Value>> entries_;
  std::set<std::string> keys_;  // with their kind: "int1", "text1"
};

// {"a":1}
std::optional<Value> read_object(const Json& json, const std::string& path, int depth) {
  MapReader map(path, depth);
  for (const auto& [name, content] : json.GetObject()) {
    if (find_invalid_utf8(view(name)) != std::string_view::npos || !map.add(Value::text(view(name)), content)) return std::nullopt;
  }
  return map.take();
}

// [["a",1],…]
std::optional<Value> read_map(const Json& json, const std::string& path, int depth) {
  if (json.IsObject()) return read_object(json, path, depth);
  if (!json.IsArray()) return std::nullopt;
  MapReader map(path, depth);
  for (const Json& pair : json.GetArray()) {
    if (!pair.IsArray() || pair.Size() != 2) return std::nullopt;
    std::optional<Value> key = read_value(pair[0], path, depth + 1);
    const bool good = key && (key->is<bool>() || key->is<std::int64_t>() || key->is<std::uint64_t>() || key->is<std::string>());
    if (!good || !map.add(std::move(*key), pair[1])) return std::nullopt;
  }
  return map.take();
}

std::optional<Value> read_money(const Json& json) {
  if (!json.IsArray() || json.Size() != 2 || !json[0].IsString() || !json[1].IsString()) return std::nullopt;
  const auto currency = Currency::parse(view(json[1]));
  const auto money = currency ? Money::parse(view(json[0]), *currency) : std::nullopt;
  return money ? std::optional(Value(*money)) : std::nullopt;
}

// [seconds, nanoseconds], or as text.
template <class Make, class Parse>
std::optional<Value> read_time(const Json& json, Make make, Parse parse) {
  std::optional<Value> time;
  if (json.IsString()) {
    time = parse(view(json));
  } else if (json.IsArray() && json.Size() == 2 && json[0].IsInt64() && json[1].IsInt()) {
    constexpr std::int64_t kMost = std::int64_t{1} << 60;
    if (json[0].GetInt64() > kMost || json[0].GetInt64() < -kMost) return std::nullopt;
    time = make(json[0].GetInt64(), std::int64_t{json[1].GetInt()});
  }
  return time && !is_absent(*time) ? time : std::nullopt;
}

std::optional<Value> read_bytes(const Json& json) {
  std::optional<std::string> bytes = json.IsString() ? from_base64(view(json)) : std::nullopt;
  return bytes ? std::optional(Value(Bytes{std::move(*bytes)})) : std::nullopt;
}

std::optional<Value> read_type(const Json& json) {
  if (!json.IsString() || find_invalid_utf8(view(json)) != std::string_view::npos) return std::nullopt;
  return Value(TypeName{std::string(view(json))});
}

std::optional<Value> read_list(const Json& json, const std::string& path, int depth, bool complete) {
  auto items = read_items(json, path, depth);
  if (!items) return std::nullopt;
  if (complete) return Value(List::closed(std::move(*items)));
  return Value(List::open(std::move(*items), Reasons(model::UnknownReason::open_list, path)));
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

struct Tag {
  std::string_view name;
  std::optional<Value> (*read)(const Json& content, const std::string& path, int depth);
};

constexpr std::array kTags{
    Tag{"null", [](const Json& json, const std::string&, int) { return json.IsNull() ? std::optional(Value()) : std::nullopt; }},
    Tag{"bool",
        [](const Json& json, const std::string&, int) { return json.IsBool() ? std::optional(Value(json.GetBool())) : std::nullopt; }},
    Tag{"string", [](const Json& json, const std::string& path,
                     int depth) { return json.IsString() ? read_value(json, path, depth) : std::nullopt; }},
    Tag{"int", [](const Json& json, const std::string&, int) { return wrapped<std::int64_t>(number<std::int64_t>(json)); }},
    Tag{"uint", [](const Json& json, const std::string&, int) { return wrapped<std::uint64_t>(number<std::uint64_t>(json)); }},
    Tag{"double", [](const Json& json, const std::string&, int) { return wrapped<double>(real(json)); }},
    Tag{"bytes", [](const Json& json, const std::string&, int) { return read_bytes(json); }},
    Tag{"type", [](const Json& json, const std::string&, int) { return read_type(json); }},
    Tag{"percent", [](const Json& json, const std::string&, int) { return wrapped<model::Percent>(percentage(json)); }},
    Tag{"days", [](const Json& json, const std::string&, int) { return wrapped<Days>(number<std::int64_t>(json)); }},
    Tag{"date", [](const Json& json, const std::string&, int) { return read_date(json); }},
    Tag{"money", [](const Json& json, const std::string&, int) { return read_money(json); }},
    Tag{"timestamp", [](const Json& json, const std::string&, int) { return read_time(json, make_timestamp, parse_timestamp); }},
    Tag{"duration", [](const Json& json, const std::string&, int) { return read_time(json, make_duration, parse_duration); }},
    Tag{"map", read_map},
    Tag{"list", [](const Json& json, const std::string& path, int depth) { return read_list(json, path, depth, true); }},
    Tag{"open", [](const Json& json, const std::string& path, int depth) { return read_list(json, path, depth, false); }},
    Tag{"unknown", [](const Json& json, const std::string& path, int) { return read_unknown(json, path); }},
};

// {"int":"5"}; what has no such form is a map.
std::optional<Value> read_tagged(const Json& json, const std::string& path, int depth) {
  if (json.MemberCount() == 1) {
    const std::string_view name = view(json.MemberBegin()->name);
    const auto found = std::find_if(kTags.begin(), kTags.end(), [&](const Tag& tag) { return tag.name == name; });
    if (found != kTags.end()) return found->read(json.MemberBegin()->value, path, depth);
  }
  return read_object(json, path, depth);
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
  ValueWriter(Writer& writer, const World* world) : writer_(writer), world_(world) {}
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
  const World* world_;
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
  } else if (const auto* natural = value.as<std::uint64_t>()) {
    tagged("uint", std::to_string(*natural));
  } else if (const auto* bytes = value.as<Bytes>()) {
    tagged("bytes", to_base64(bytes->data));
  } else if (const auto* type = value.as<TypeName>()) {
    tagged("type", type->name);
  } else if (const auto* timestamp = value.as<Timestamp>()) {
    time("timestamp", timestamp->seconds, timestamp->nanos);
  } else if (const auto* duration = value.as<Duration>()) {
    time("duration", duration->seconds, duration->nanos);
  } else if (const auto* record = value.as<RecordValue>()) {
    tagged("record", world_ == nullptr ? to_text(value) : world_->name_of(*record));
  } else if (const auto* reached = value.as<Reached>()) {
    tagged("record", world_ == nullptr ? to_text(value) : world_->name_of(reached->node));
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
  const auto* bytes = value.as<Bytes>();
  left_ -= std::min(left_, 1 + (text != nullptr ? text->size() : bytes != nullptr ? bytes->data.size() : 0) / 16);
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
  if (json.IsArray()) return read_list(json, path, depth, true);
  if (json.IsInt64()) return Value(json.GetInt64());
  if (json.IsUint64()) return Value(json.GetUint64());
  if (json.IsDouble()) return Value(json.GetDouble());
  if (json.IsObject()) return read_tagged(json, path, depth);
  return std::nullopt;
}

bool write_value(Writer& writer, const Value& value, const World* world) {
  ValueWriter out(writer, world);
  out.write(value);
  return !out.full();
}

}  // namespace kede::lang::detail
