// "Did you mean": the nearest right names to a misspelt one.
// Used by every message about an unknown name.
// Pure functions.
// Law: the same input gives the same candidates in the same order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kede {

// Damerau-Levenshtein distance (optimal string alignment) on bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

// At most `limit` of `names` within a third of the length of `word` (at least 2 edits), nearest first, then in byte order.
std::vector<std::string> nearest(std::string_view word, const std::vector<std::string>& names, std::size_t limit = 3);

}  // namespace kede
