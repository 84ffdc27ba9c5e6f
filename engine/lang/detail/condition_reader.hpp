// Reads a condition: an expression in the short form, { is, say }, or all / any / none / at_least over conditions.
// Used by the reader of rules for `when`, `only_if` and escalations.
// Pure; faults go into the list handed in.
// Law: every leaf is type-checked, and the pointer of every node leads back to where it is written.
#pragma once

#include "engine/lang/detail/json_at.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::lang::detail {

// `relative` is the pointer inside the rule: "/when".
Condition read_condition(const JsonAt& at, const std::string& relative, const Scope& scope, Faults& faults);
// The member of that name; absent (no fault): nothing.
std::optional<Condition> read_condition_member(const JsonAt& object, std::string_view key, const std::string& relative, const Scope& scope,
                                               Faults& faults);

// Diagnostics of the checker, brought to the place where the expression is written.
void add_checker_faults(std::vector<Diagnostic> diagnostics, const JsonAt& at, Faults& faults);

}  // namespace kede::lang::detail
