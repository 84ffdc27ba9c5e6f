// What `kede rules new` does: a folder of rules of one's own, and in it a new rule to fill in.
// Used by `kede rules`.
// Writes through the FileSystem only.
// Law: what is written passes check and test as it is, and nothing that is there is written over.
#pragma once

#include <string>

#include "engine/app/cmd_rules.hpp"

namespace kede::app {

struct NewRule {
  std::string id;  // "LAB-17"
  std::string folder = "my-rules";
  std::string applies_to = "organisation";
  std::string dimension = "labour_supply";
  Language language = Language::en;
};

// Makes the folder a copy of the built-in rules when it holds none, then adds core/<id>.json from rules/template/rule.json. The result says
// in `out` which file to edit.
RulesResult new_rule(const NewRule& wanted, FileSystem& files);

}  // namespace kede::app
