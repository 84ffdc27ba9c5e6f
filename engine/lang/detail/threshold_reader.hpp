// Reads the thresholds of a rule, applies what an authority set otherwise, and puts their values into the texts of the rule.
// Used by the reader of rules.
// Refers to nothing after the call.
// Law: a threshold is a constant with a unit; what replaces it has the same type.
#pragma once

#include <string>
#include <vector>

#include "engine/lang/detail/json_at.hpp"
#include "engine/lang/detail/rule_reader.hpp"

namespace kede::lang::detail {

// The member "thresholds" of the rule with this id; what there is goes to scope.limits too.
std::vector<Threshold> read_thresholds(const JsonAt& rule, const std::string& id, const References& references, Scope& scope,
                                       Faults& faults);

// read_text, with {limit.<name>} replaced by the value of that one of scope.limits as the language writes it.
model::LocalText read_filled_text(const JsonAt& object, std::string_view key, const Scope& scope, Faults& faults, std::size_t most = 0);

}  // namespace kede::lang::detail
