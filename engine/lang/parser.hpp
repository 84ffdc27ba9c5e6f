// Text to syntax tree: one parser for rules and for the conformance mode.
// Used by check() and parse_conformance().
// Pure.
// Law: what the author mode leaves out is refused here, by name and place; depth and length are limited.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "engine/lang/ast.hpp"

namespace kede::lang {

// The tallest tree that is built.
constexpr std::uint16_t kMostHeight = 64;

Result<Ast> parse(std::string_view text, Mode mode);

}  // namespace kede::lang
