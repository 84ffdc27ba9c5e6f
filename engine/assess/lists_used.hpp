// What a condition looked up in a list, in words: the keys, what was found there, and which edition of which source it comes from.
// Used by explain(); shown by `kede explain` and the reports.
// Pure functions.
// Law: a figure from a list never stands without its list and edition; the wage floor shows every parameter of its row.
#pragma once

#include <string>
#include <vector>

#include "engine/assess/graph_world.hpp"
#include "engine/lang/interpret.hpp"

namespace kede::assess {

struct ListUsed {
  std::string list;                  // "labour_cost"
  std::string text;                  // "labour_cost (LV, 2026): lowest lawful cost of one hour = 6.34 EUR"
  std::vector<std::string> details;  // "minimum monthly wage = 780.00 EUR": the rest of the row, where it is a calculation
  std::string source;                // "edition 2025 and 2026, as of 2026-01-01: …"
};

ListUsed list_used(const GraphWorld& world, const lang::TableRead& read, Language language);

}  // namespace kede::assess
