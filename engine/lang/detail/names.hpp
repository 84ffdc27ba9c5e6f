// What a name means that is not a variable of the expression: conformance mode has containers and names of types.
// Used by the checker (functions) and by the interpreter (bindings, types).
// Pure functions.
// Law: the innermost container prevails; a leading point names the root.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lang/value.hpp"

namespace kede::lang::detail {

// "y" in the container "a.b": a.b.y, a.y, y.
std::vector<std::string> candidates(std::string_view name, std::string_view container);
// int, list, google.protobuf.Timestamp … as values.
std::optional<Value> named_type(std::string_view name);
// As CEL names it.
std::string_view type_name(const Value& value);

}  // namespace kede::lang::detail
