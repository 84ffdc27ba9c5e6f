// Which contribution lines count, and what they add up to.
// Used by score_all(); tested by itself, since this is the law of the score.
// Pure functions.
// Law: of one group at one node only the largest line counts, with a chain rule and what it found as one; of one dimension only the two
// strongest groups; low <= high.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/assess/assessment.hpp"

namespace kede::assess {

// What the counting needs to know of a line; names point into the rule pack.
struct CountedLine {
  std::string_view dimension;
  std::string_view group;  // the rule id when the rule names no group
  NodeId node{};
  double points = 0;
  double possible_points = 0;
  bool of_chain = false;  // by a rule that looks down the chain from the bidder
  bool counted = false;
  bool counted_possible = false;
};

// Marks the lines that count and gives the two sums, added in the order of the lines.
struct Sums {
  double points = 0;
  double possible_points = 0;
};
Sums count_points(std::vector<CountedLine>& lines);

// The band of product.md: from the headline score; grey when too little is known to call a low score low; raised by floor and patterns.
Band band_of(const Score& score);

}  // namespace kede::assess
