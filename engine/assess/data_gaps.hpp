// What verdicts wait for, told as what somebody could fill in: a column, a check against a list; and what each would decide alone.
// Made for `kede check`; read by data_quality and reports/check.
// Pure function over a const Assessment; its threads share nothing.
// Law: a gap decides a verdict only if the interpreter decides it for every value that the gap could turn out to have.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/assess/assessment.hpp"

namespace kede::assess {

// How it would become known.
enum class GapWay : std::uint8_t {
  column,      // the field is written down
  check,       // the organisation is checked against a list
  calculated,  // the engine calculates the field from several columns
  open         // a list that nothing closes
};
std::string_view to_text(GapWay way);

struct Gap {
  GapWay way{};
  model::FieldId field{};  // of a check: the field in which the list stands
  std::string list;        // of a check: "sanctions"
  auto operator<=>(const Gap&) const = default;
};

// By rule, how many of its verdicts; rules are indices into RulePack::rules.
using VerdictCounts = std::map<std::uint32_t, std::size_t>;

struct GapUse {
  Gap gap;
  VerdictCounts decides;  // this alone is enough
  VerdictCounts waiting;  // wait for it, alone or with other gaps
};

struct Gaps {
  std::vector<GapUse> uses;  // most decided first, then most waiting
  VerdictCounts elsewhere;   // unknown for another reason than a gap: a list has no such row, no exchange rate
};

std::size_t total(const VerdictCounts& counts);
Gaps find_gaps(const Assessment& assessment, unsigned threads);

// Fields with which a record says that a list of it is complete.
std::set<model::FieldId> closing_fields(const model::Vocabulary& vocabulary);
// The fields in which data say whether the list `field` of the same record is complete; nothing where no field says it.
std::optional<model::FieldId> closing_field(const model::Vocabulary& vocabulary, const model::Field& field);

}  // namespace kede::assess
