// A fact: one field of one thing, known or unknown with a reason, and where it was read.
// Made by importers; kept in the Dataset; read by rules and reports.
// Plain values.
// Law: unknown is not false, not zero and not empty. An absent cell makes no fact at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/date.hpp"
#include "engine/base/money.hpp"
#include "engine/model/vocabulary.hpp"

namespace kede::model {

struct Percent {  // 0..100
  double value = 0;
  bool operator==(const Percent&) const = default;
};

// A pointer to another record of the same import, by its key there.
struct Ref {
  KindId kind{};
  std::string key;
  bool operator==(const Ref&) const = default;
};

// text, code, country (ISO 3166 alpha-2, capitals) and CPV (8 digits) are strings; days are integers.
using Scalar = std::variant<bool, std::int64_t, double, Percent, Money, Date, std::string, Ref>;

struct List {
  std::vector<Scalar> items;
  bool complete = false;  // did the source say that these are all?
  bool operator==(const List&) const = default;
};

enum class UnknownReason : std::uint8_t {
  missing,                // nobody said anything
  declared_unknown,       // asked, and the answer is "unknown"
  withheld,               // the publisher keeps it back
  open_list,              // the list may go on
  conflict,               // sources disagree
  stale,                  // known once, too old
  no_rate,                // no exchange rate
  no_row,                 // the table has no such row
  below_match_threshold,  // a candidate between "no" and "yes"
  unreadable,             // something stands there that cannot be read as the field's type
};
std::string_view to_text(UnknownReason reason);
std::optional<UnknownReason> unknown_reason(std::string_view text);

struct Unknown {
  UnknownReason reason = UnknownReason::missing;
  bool operator==(const Unknown&) const = default;
};

using Value = std::variant<Scalar, List, Unknown>;

enum class EvidenceClass : std::uint8_t { register_or_decision, declaration, computed, open_source };
// E1 1.0, E2 0.7, E3 0.9, E4 0.5 (indicators.md §2).
double confidence(EvidenceClass evidence);
std::string_view to_text(EvidenceClass evidence);

struct Fact {
  FieldId field{};
  Value value;
  std::string place;         // inside the record: a relative JSON pointer ("/tender/value") or a column header
  std::optional<Date> date;  // to when it refers, if the source says
  EvidenceClass evidence = EvidenceClass::declaration;
  std::string raw;  // what stood there, when that is not plain from the value
};

// Neutral text of a value, for logs, goldens and hashes: "12.50 EUR", "2026-01-31", "[a, b, …]", "unknown (missing)".
std::string to_text(const Scalar& scalar);
std::string to_text(const Value& value);

}  // namespace kede::model
