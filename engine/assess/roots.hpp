// The roots of an assessment: what is ranked and reported. One for each bid, and one for each award that no bid explains.
// Used by score().
// Pure function.
// Law: every contracting process appears, also one without bids.
#pragma once

#include <optional>
#include <vector>

#include "engine/assess/graph_world.hpp"

namespace kede::assess {

struct Root {
  EntityId record{};  // the bid, or the award
  bool is_award = false;
  std::optional<EntityId> contract;
  std::optional<EntityId> lot;
  std::optional<NodeId> bidder;
};

// In order of contract, lot, record. Invitations that brought no bid, and awards that were cancelled, are left out.
std::vector<Root> find_roots(const WorldIndex& index);

}  // namespace kede::assess
