// Which criterion of the ESPD is which, by its type code of version 2 or of version 3 and later, or by its number.
// Used by the reader of answers.
// Pure functions.
// Law: a criterion that is not known is other; its answers are kept all the same.
#pragma once

#include <cstdint>
#include <string_view>

namespace kede::importers::espd {

enum class Criterion : std::uint8_t {
  other,
  trafficking,
  conviction,  // on other grounds
  labour_law,
  manpower,
  subcontracting_share,
  subcontractors,
  relied_on,
  group
};

struct KnownCriterion {
  Criterion criterion = Criterion::other;
  std::string_view conviction_type;  // of the vocabulary, for convictions
};

KnownCriterion criterion_of(std::string_view type_code, std::string_view id);

}  // namespace kede::importers::espd
