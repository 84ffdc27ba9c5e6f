// What `kede rules diff` does: how two packs differ, and which verdicts and scores of given data would differ with them.
// Used by `kede rules`.
// Pure apart from the files read through FileSystem.
// Law: both packs judge the same data on the same day; what is not listed is the same.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/app/cmd_rules.hpp"
#include "engine/app/pipeline.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::app {

// A part of a rule and what stands there, as text: {"weight", "35"}, {"when", "all(org.x, …)"}.
using Aspects = std::vector<std::pair<std::string, std::string>>;
Aspects aspects_of(const lang::Rule& rule);

struct PackDiff {
  std::string pack_a;  // a folder of rules, or "built-in"
  std::string pack_b;
  RunOptions on;  // the data; no inputs: the packs alone are compared
  Language language = Language::en;
};

// exit_findings when the packs differ.
RulesResult diff_packs(const PackDiff& wanted, const FileSystem& files, const Clock& clock);

}  // namespace kede::app
