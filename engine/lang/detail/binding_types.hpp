// The types of values that come without a vocabulary.
// Used by the batch evaluator in author mode.
// Pure functions.
// Law: a value of a kind that rules do not have has no type here, whatever it holds.
#pragma once

#include <optional>

#include "engine/lang/types.hpp"
#include "engine/lang/value.hpp"

namespace kede::lang::detail {

std::optional<Type> binding_type(const Value& value);
// As a list of that type holds it: a whole number among decimal ones is one of them.
Value held_as(Type type, Value value);

}  // namespace kede::lang::detail
