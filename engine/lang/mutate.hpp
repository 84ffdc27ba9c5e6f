// Asks whether the tests inside a rule would notice a mistake: each leaf of its conditions is reversed in turn, and the tests are run.
// Used by `kede rules test --mutate` and by the test of every shipped pack.
// Pure; the rule itself is not changed.
// Law: reversed means yes for no and no for yes; unknown stays unknown, so a change is noticed only by a test that decides the leaf.
#pragma once

#include <string>
#include <vector>

#include "engine/lang/pack_tests.hpp"

namespace kede::lang {

struct Mutation {
  std::string pointer;  // of the leaf, inside the rule: "/when/any/1"
  std::string expression;
  bool noticed = false;
};

// One for each leaf of only_if, when and the escalations, in the order of the document.
std::vector<Mutation> mutate(const Rule& rule, const model::Vocabulary& vocabulary, const Tables& tables);

}  // namespace kede::lang
