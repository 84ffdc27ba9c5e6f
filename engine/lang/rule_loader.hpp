// Reads a rule pack: pack.json and one file of rules per dimension, with the tables, sources and requirements they refer to.
// Used by main before any data are read, and by `kede rules`.
// Files and texts are only read during the call.
// Law: every fault of every file is reported in one run; a pack with a fault is not used at all.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/base/file_system.hpp"
#include "engine/lang/overrides.hpp"
#include "engine/lang/rule_pack.hpp"
#include "engine/lang/tables.hpp"

namespace kede::lang {

struct PackFile {
  std::string path;  // as shown in messages; the file named pack.json describes the pack, the others hold rules
  std::string_view text;
};

struct LoadedRules {
  RulePack pack;
  Tables tables;
};

// `overrides`: what an authority set otherwise, applied to the thresholds of the rules.
// `sources_json` and `requirements_json`: content of rules/sources.json and rules/requirements.json; empty requirements are not checked.
Result<RulePack> load_pack(std::span<const PackFile> files, const model::Vocabulary& vocabulary, const Tables& tables,
                           std::string_view sources_json, std::string_view requirements_json, const Overrides* overrides = nullptr);

Result<Tables> load_built_in_tables();
// The pack, the lists and the references that are built into the program.
Result<LoadedRules> load_built_in_rules(const model::Vocabulary& vocabulary, const Overrides* overrides = nullptr);
// From a folder that is made like rules/ (core/pack.json, lists/, sources.json, requirements.json) or that holds pack.json itself, beside
// which, or one folder up, the rest may stand. What is not there is taken from the program.
Result<LoadedRules> load_rules_from(const FileSystem& files, const std::string& folder, const model::Vocabulary& vocabulary,
                                    const Overrides* overrides = nullptr);

}  // namespace kede::lang
