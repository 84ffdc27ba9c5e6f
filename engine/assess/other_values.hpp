// Which other values a fact could have: enough of them that, if any value changes what a rule says, one of these does.
// Used by the search for what would clear a verdict.
// Plain values and pure functions.
// Law: beside the ends of its range a fact gets every value that the rule compares with, and one that it names nowhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/lang/rule_pack.hpp"
#include "engine/lang/value.hpp"
#include "engine/model/vocabulary.hpp"

namespace kede::assess {

// What a rule names, and what it reads: the numbers, in plain units, and the texts.
struct NamedValues {
  std::vector<double> literals;
  std::vector<double> read;  // of the other facts that stand in the rule
  std::vector<std::string> texts;
};
NamedValues named_in(const lang::Rule& rule);

// Values of the field other than `now`, the most telling first; none for references to other records.
std::vector<lang::Value> other_values(const model::Vocabulary& vocabulary, const model::Field& field, const lang::Value& now,
                                      const NamedValues& named, Date as_of);

// A quantity or date as whole steps of its smallest difference that matters (a unit, a cent, a hundredth, a day), and back; nothing for
// other values. A bound stands at its known end.
std::optional<std::int64_t> steps_of(const lang::Value& value);
lang::Value value_at(std::int64_t steps, const lang::Value& like);

// In plain units; nothing when it is no quantity.
std::optional<double> number_of(const lang::Value& value);

}  // namespace kede::assess
