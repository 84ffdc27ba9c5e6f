// What `kede rules export --as cel` does: each rule as one expression for other engines that read CEL.
// Used by `kede rules`.
// Pure functions.
// Law: the expression means what the rule means where everything is known; thresholds stand in it with the values in use.
#pragma once

#include <string>

#include "engine/lang/rule_pack.hpp"

namespace kede::app {

// (only_if) && (when), with the thresholds written out. at_least 2 of a, b, c is (a ? 1 : 0) + (b ? 1 : 0) + (c ? 1 : 0) >= 2.
std::string cel_of(const lang::Rule& rule);

}  // namespace kede::app
