#include "engine/lang/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "engine/base/text.hpp"

namespace kede::lang {
namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

std::string real_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
  return fmt::format("{}", number);
}

// As CEL writes them: b"a\x00".
std::string bytes_text(const Bytes& bytes) {
  std::string out = "b\"";
  for (const char c : bytes.data) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
    out += plain ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
  }
  return out + '"';
}

std::string reasons_text(const Reasons& reasons) {
  std::vector<std::string> parts;
  for (const Reason& reason : reasons.all()) {
    const std::string name(model::to_text(reason.reason));
    parts.push_back(reason.path.empty() ? name : name + ": " + reason.path);
  }
  return join(parts, "; ");
}

std::string bound_text(const Bound& bound) {
  const bool open_low = bound.low.is<Null>();
  const bool open_high = bound.high.is<Null>();
  if (open_low && open_high) return "any";
  if (open_high) return to_text(bound.low) + " or more";
  if (open_low) return to_text(bound.high) + " or less";
  return to_text(bound.low) + " to " + to_text(bound.high);
}

std::string list_text(const List& list) {
  constexpr std::size_t kShown = 20;
  std::vector<std::string> parts;
  for (const Value& item : list.all()) {
    if (parts.size() == kShown) break;
    parts.push_back(to_text(item));
  }
  if (!list.complete || list.all().size() > kShown) parts.emplace_back("…");
  return "[" + join(parts, ", ") + "]";
}

std::string map_text(const Map& map) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : map.all()) parts.push_back(to_text(key) + ": " + to_text(value));
  return "{" + join(parts, ", ") + "}";
}

}  // namespace

Reasons::Reasons(Reason reason) : items_(std::make_shared<const std::vector<Reason>>(1, std::move(reason))) {}

const std::vector<Reason>& Reasons::all() const {
  static const std::vector<Reason> none;
  return items_ == nullptr ? none : *items_;
}

void Reasons::add(const Reasons& other) {
  if (other.items_ == nullptr || other.items_ == items_) return;
  if (items_ == nullptr) {
    items_ = other.items_;
    return;
  }
  std::vector<Reason> merged;
  merged.reserve(items_->size() + other.items_->size());
  std::set_union(items_->begin(), items_->end(), other.items_->begin(), other.items_->end(), std::back_inserter(merged));
  if (merged.size() > kMost) merged.resize(kMost);
  items_ = std::make_shared<const std::vector<Reason>>(std::move(merged));
}

Reasons operator|(Reasons a, const Reasons& b) {
  a.add(b);
  return a;
}

const std::vector<Value>& List::all() const {
  static const std::vector<Value> none;
  return items == nullptr ? none : *items;
}

List List::closed(std::vector<Value> values) { return List{std::make_shared<const std::vector<Value>>(std::move(values)), true, {}}; }

List List::open(std::vector<Value> values, Reasons why) {
  return List{std::make_shared<const std::vector<Value>>(std::move(values)), false, std::move(why)};
}

const std::vector<std::pair<Value, Value>>& Map::all() const {
  static const std::vector<std::pair<Value, Value>> none;
  return entries == nullptr ? none : *entries;
}

Value::Value(Reached reached) : content_(std::make_shared<const Reached>(std::move(reached))) {}
Value::Value(Bound bound) : content_(std::make_shared<const Bound>(std::move(bound))) {}
Value::Value(Failure failure) : content_(std::make_shared<const Failure>(std::move(failure))) {}

bool is_absent(const Value& value) { return value.is<Unknown>() || value.is<Failure>(); }

Reasons reasons_of(const Value& value) {
  if (const auto* unknown = value.as<Unknown>()) return unknown->reasons;
  if (const auto* bound = value.as<Bound>()) return bound->reasons;
  if (const auto* list = value.as<List>(); list != nullptr && !list->complete) {
    return list->reasons.empty() ? Reasons(model::UnknownReason::open_list, "") : list->reasons;
  }
  if (const auto* failure = value.as<Failure>()) return Reasons(model::UnknownReason::unreadable, failure->code);
  return {};
}

std::string_view kind_name(const Value& value) {
  static constexpr std::array<std::string_view, std::variant_size_v<Value::Content>> kNames{
      "null",      "bool",     "int",  "uint", "double", "text",   "bytes",   "date",    "days",  "money",  "percent",
      "timestamp", "duration", "type", "list", "map",    "record", "unknown", "reached", "bound", "failure"};
  return kNames[value.content().index()];
}

std::string to_text(const Value& value) {
  return std::visit(
      Overloaded{
          [](const Null&) { return std::string("null"); },
          [](bool answer) { return std::string(answer ? "true" : "false"); },
          [](std::int64_t number) { return std::to_string(number); },
          [](std::uint64_t number) { return std::to_string(number); },
          [](double number) { return real_text(number); },
          [](const std::string& words) { return words; },
          [](const Bytes& bytes) { return bytes_text(bytes); },
          [](const Date& date) { return to_iso(date); },
          [](const Days& days) { return fmt::format("{} days", days.count); },
          [](const Money& money) { return kede::to_text(money); },
          [](const model::Percent& percent) { return real_text(percent.value) + " %"; },
          [](const Timestamp& time) { return fmt::format("{}.{:09}s since 1970", time.seconds, time.nanos); },
          [](const Duration& duration) { return real_text(static_cast<double>(duration.seconds) + duration.nanos * 1e-9) + "s"; },
          [](const TypeName& type) { return type.name; },
          [](const List& list) { return list_text(list); },
          [](const Map& map) { return map_text(map); },
          [](const RecordValue& record) { return fmt::format("#{}", static_cast<std::uint32_t>(record.handle)); },
          [](const Unknown& unknown) { return "unknown (" + reasons_text(unknown.reasons) + ")"; },
          [](const std::shared_ptr<const Reached>& reached) { return to_text(Value(reached->node)); },
          [](const std::shared_ptr<const Bound>& bound) { return bound_text(*bound); },
          [](const std::shared_ptr<const Failure>& failure) { return "failure (" + failure->code + ")"; },
      },
      value.content());
}

Value from_scalar(const model::Scalar& scalar) {
  return std::visit(Overloaded{[](const model::Ref&) {
                                 assert(false && "the World resolves references");
                                 return Value::unknown(model::UnknownReason::unreadable, "");
                               },
                               [](const auto& plain) { return Value(plain); }},
                    scalar);
}

Value unknown_because(Reasons reasons) { return Value(Unknown{std::move(reasons)}); }

}  // namespace kede::lang
