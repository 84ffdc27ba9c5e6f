// Visits every condition of a rule, and every expression in its leaves, in the order of the document.
// Used by the rule reader (what a rule depends on), by lints and by rule tests.
// Pure; the references given to the visitor live as long as the rule.
// Law: only_if, when and escalations are all visited; evidence is not, since it decides nothing.
#pragma once

#include <functional>
#include <set>

#include "engine/lang/rule_pack.hpp"

namespace kede::lang {

void for_each_condition(const Condition& condition, const std::function<void(const Condition&)>& visit);
void for_each_condition(const Rule& rule, const std::function<void(const Condition&)>& visit);
void for_each_expression(const Rule& rule, const std::function<void(const CheckedExpression&)>& visit);

// Names of the tables that an expression looks things up in.
std::set<std::string> tables_used(const CheckedExpression& expression);

}  // namespace kede::lang
