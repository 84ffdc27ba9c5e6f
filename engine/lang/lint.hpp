// Looks for what is allowed in a rule pack but is probably a mistake.
// Used by `kede rules check`.
// Pure.
// Law: a lint is a warning; it never keeps a pack from being used.
#pragma once

#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::lang {

// In order of the rules, then what concerns the whole pack.
std::vector<Diagnostic> lint_pack(const RulePack& pack, const model::Vocabulary& vocabulary);

}  // namespace kede::lang
