// Reads one rule of a pack and checks it against the vocabulary, the tables, the sources and the requirements.
// Used by the loader of packs.
// Refers to the references handed in, which must outlive it.
// Law: all faults of a rule are found in one go; a rule with a fault is never used.
#pragma once

#include <set>
#include <string>

#include "engine/lang/detail/json_at.hpp"
#include "engine/lang/overrides.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::lang::detail {

// What the texts of a pack may refer to.
struct References {
  const model::Vocabulary* vocabulary = nullptr;
  const Tables* tables = nullptr;
  std::vector<std::string> dimensions;
  std::map<std::string, RuleSource, std::less<>> sources;          // by key
  std::optional<std::set<std::string, std::less<>>> requirements;  // absent: not checked
  const Overrides* overrides = nullptr;                            // of the authority; nullptr: none
};

Rule read_rule(const JsonAt& at, const References& references, Faults& faults);

}  // namespace kede::lang::detail
