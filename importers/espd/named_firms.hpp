// Firms that an operator names in an answer: other members of its group, entities it relies on, subcontractors.
// Used by the writer of ESPD records.
// Pure functions.
// Law: prose is no name; what does not look like a list of firms names nobody.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "importers/espd/answers.hpp"

namespace kede::importers::espd {

struct NamedFirm {
  std::string name;
  std::string id;  // as written, or a Latvian registration number found beside the name
};

// "SIA Alfa, reg. 40003009497; SIA Beta" gives two firms. Names are parted by semicolons and line breaks, since commas stand in names.
std::vector<NamedFirm> firms_in(std::string_view text);

// Names and identifiers that answer a criterion in pairs of questions; where there is no question for an identifier, a text that lists
// names.
struct NamedInCriterion {
  NamedFirm firm;
  bool relied_on = false;  // the yes/no question before says so
};
std::vector<NamedInCriterion> firms_named(const AnsweredCriterion& criterion);

}  // namespace kede::importers::espd
