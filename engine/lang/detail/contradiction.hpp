// Finds two demands of a rule that cannot hold together: x and !x, x < 5 and x > 10, x == 'a' and x == 'b'.
// Used by the lints.
// Pure.
// Law: what is reported can be true for no facts whatever; what is not reported may still be impossible.
#pragma once

#include <optional>
#include <string>

#include "engine/lang/rule_pack.hpp"

namespace kede::lang::detail {

struct Contradiction {
  std::string one;
  std::string other;
};
// Among what only_if and when demand together.
std::optional<Contradiction> contradiction_in(const Rule& rule);

}  // namespace kede::lang::detail
