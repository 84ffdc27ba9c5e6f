// The catalogue of procurement requirements that flags end in.
// Read from rules/requirements.json; used by the HTML and JSON reports.
// Const after reading, shared freely.
// Law: a requirement is shown with its proportionality note and its legal basis, never as bare text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/model/vocabulary.hpp"

namespace kede::reports {

struct Requirement {
  std::string id;
  std::string phase;
  model::LocalText text;
  model::LocalText legal_basis;
  model::LocalText proportionality;
  model::LocalText evidence;
};

struct Phase {
  std::string id;
  model::LocalText label;
};

struct RequirementCatalogue {
  model::LocalText notes;
  std::vector<Phase> phases;  // in the order of a procurement
  std::vector<Requirement> requirements;

  static Result<RequirementCatalogue> built_in();
  static Result<RequirementCatalogue> parse(std::string_view json);
  const Requirement* find(std::string_view id) const;
  // The label of a phase, or its id when it is not listed.
  std::string phase_label(std::string_view id, Language language) const;
};

}  // namespace kede::reports
