// Reads a text with expressions in braces: "{org.name}: fee {org.fee_amount}".
// Used by the reader of rules for `evidence`.
// Pure; faults go into the list handed in.
// Law: each placeholder is type-checked like a condition, and both languages show the same values.
#pragma once

#include "engine/lang/detail/json_at.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::lang::detail {

// "{{" and "}}" stand for braces.
TextTemplate read_template(const JsonAt& object, std::string_view key, const Scope& scope, Faults& faults);

}  // namespace kede::lang::detail
