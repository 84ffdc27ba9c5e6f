// The smallest choice of sets that together hold everything any of them holds.
// Used by the remedy step; general, so that it can be tested against trying everything.
// Pure functions.
// Law: no smaller choice exists, unless `proven` is false; among equally small ones the fewest doubtful, then the first in the order given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kede::assess {

struct CoverSet {
  std::vector<std::uint32_t> elements;
  bool doubtful = false;
};

struct Cover {
  std::vector<std::size_t> chosen;  // indices of sets, ascending
  bool proven = true;               // false: the work ran out, the choice covers all but may not be the smallest
};

// Branch and bound after what is forced and what is dominated is settled. `most_steps`: nodes of the search.
Cover smallest_cover(const std::vector<CoverSet>& sets, std::size_t most_steps = 200'000);

}  // namespace kede::assess
