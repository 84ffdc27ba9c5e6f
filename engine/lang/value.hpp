// What an expression works on: a known value, a bound, an unknown with its reasons, or the failure of a calculation.
// Made by the World (facts) and by the interpreter; read by rules, explanations and reports.
// Immutable and cheap to copy: long parts are shared and const, so values may cross threads.
// Law: unknown is a value of its own; nothing here turns it into false, zero or empty.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/date.hpp"
#include "engine/base/money.hpp"
#include "engine/model/fact.hpp"

namespace kede::lang {

// Why something is not known, and which thing: "Agency SIA.licensed_labour_provider", "lookup labour_cost".
struct Reason {
  model::UnknownReason reason = model::UnknownReason::missing;
  std::string path;
  auto operator<=>(const Reason&) const = default;
};

// A bounded set of reasons. Union does not depend on the order: of more than kMost the smallest stay.
class Reasons {
 public:
  static constexpr std::size_t kMost = 8;

  Reasons() = default;
  explicit Reasons(Reason reason);
  Reasons(model::UnknownReason reason, std::string path) : Reasons(Reason{reason, std::move(path)}) {}

  void add(const Reasons& other);
  bool empty() const { return items_ == nullptr; }
  const std::vector<Reason>& all() const;
  bool operator==(const Reasons& other) const { return all() == other.all(); }

 private:
  std::shared_ptr<const std::vector<Reason>> items_;
};
Reasons operator|(Reasons a, const Reasons& b);

class Value;
struct Reached;
struct Bound;

struct Null {  // conformance mode only: rules have no null
  bool operator==(const Null&) const = default;
};
struct Days {
  std::int64_t count = 0;
  auto operator<=>(const Days&) const = default;
};
struct Timestamp {  // conformance mode only
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;  // 0 .. 999'999'999
  auto operator<=>(const Timestamp&) const = default;
};
struct Duration {  // conformance mode only; both parts have one sign
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
  auto operator<=>(const Duration&) const = default;
};
struct Bytes {  // conformance mode only
  std::string data;
  auto operator<=>(const Bytes&) const = default;
};
struct TypeName {  // conformance mode only: what type(x) gives
  std::string name;
  bool operator==(const TypeName&) const = default;
};

// A list is open (there may be more) until somebody says it is complete.
struct List {
  std::shared_ptr<const std::vector<Value>> items;
  bool complete = false;
  Reasons reasons;  // why it is open; may be empty

  const std::vector<Value>& all() const;
  static List closed(std::vector<Value> values);
  static List open(std::vector<Value> values, Reasons why);
};
struct Map {  // conformance mode only; keys are distinct, in the order written
  std::shared_ptr<const std::vector<std::pair<Value, Value>>> entries;
  const std::vector<std::pair<Value, Value>>& all() const;
};

enum class RecordHandle : std::uint32_t {};  // means something to the World only
struct RecordValue {
  model::KindId kind{};
  RecordHandle handle{};
  auto operator<=>(const RecordValue&) const = default;
};

struct Unknown {
  Reasons reasons;
};

// A calculation that has no result: division by zero, overflow, a key that is not there. In conformance mode it is reported as an error; in
// rules the interpreter turns it into unknown (unreadable). && and || absorb it as they absorb unknown.
struct Failure {
  std::string code;  // "KD2201"
  std::vector<std::pair<std::string, std::string>> args;
  std::uint32_t begin = 0;  // bytes of the source text
  std::uint32_t end = 0;    // equal to begin: not yet placed
};

class Value {
 public:
  using Content = std::variant<Null, bool, std::int64_t, std::uint64_t, double, std::string, Bytes, Date, Days, Money, model::Percent,
                               Timestamp, Duration, TypeName, List, Map, RecordValue, Unknown, std::shared_ptr<const Reached>,
                               std::shared_ptr<const Bound>, std::shared_ptr<const Failure>>;

  Value() = default;  // null
  template <class T>
  requires(std::same_as<T, Null> || std::same_as<T, bool> || std::same_as<T, std::int64_t> || std::same_as<T, std::uint64_t> ||
           std::same_as<T, double> || std::same_as<T, std::string> || std::same_as<T, Bytes> || std::same_as<T, TypeName> ||
           std::same_as<T, Date> || std::same_as<T, Days> || std::same_as<T, Money> || std::same_as<T, model::Percent> ||
           std::same_as<T, Timestamp> || std::same_as<T, Duration> || std::same_as<T, List> || std::same_as<T, Map> ||
           std::same_as<T, RecordValue> || std::same_as<T, Unknown>) Value(T content)
      : content_(std::move(content)) {}
  Value(Reached reached);
  Value(Bound bound);
  Value(Failure failure);
  static Value integer(std::int64_t number) { return Value(number); }
  static Value text(std::string_view words) { return Value(std::string(words)); }
  static Value unknown(model::UnknownReason reason, std::string path) { return Value(Unknown{Reasons(reason, std::move(path))}); }

  // The content as T, or nullptr when it is something else. T may be Reached, Bound and Failure too.
  template <class T>
  const T* as() const {
    if constexpr (std::same_as<T, Reached> || std::same_as<T, Bound> || std::same_as<T, Failure>) {
      const auto* shared = std::get_if<std::shared_ptr<const T>>(&content_);
      return shared == nullptr ? nullptr : shared->get();
    } else {
      return std::get_if<T>(&content_);
    }
  }
  template <class T>
  bool is() const {
    return as<T>() != nullptr;
  }
  const Content& content() const { return content_; }

 private:
  Content content_;
};

// A node met when walking a chain.
struct Reached {
  RecordValue node;
  Value tier;              // integer, or a Bound while a list above is open: a shorter path may be undiscovered
  RecordValue via;         // the record of the last edge
  Value share;             // percent of the volume, or unknown
  std::uint32_t path = 0;  // means something to the World only
};

// A number (integer, real, percent, money or days) of which only limits are known; an end that is null is not limited.
struct Bound {
  Value low;
  Value high;
  Reasons reasons;  // why it is not exact
};

// Unknown or failure: there is nothing to calculate with.
bool is_absent(const Value& value);
// The reasons of an unknown, of a bound, of an open list; a failure gives unreadable; else empty.
Reasons reasons_of(const Value& value);
// "int", "money", "list" … as messages name it.
std::string_view kind_name(const Value& value);
// Neutral text, for evidence, logs and goldens: "12.50 EUR", "[a, b, …]", "3 or more", "unknown (missing: A.fee)". Records show as
// "#<handle>".
std::string to_text(const Value& value);
// A value of the model that is not a Ref; an unknown gets `path`.
Value from_scalar(const model::Scalar& scalar);
Value unknown_because(Reasons reasons);

}  // namespace kede::lang
