// Who buys from whom among all organisations, for questions about whole chains.
// Used by evaluate_all() when a rule asks one.
// Made once per screening; the caller owns it.
// Law: the links and open lists are those of GraphWorld's walks without a scope.
#pragma once

#include "engine/assess/graph_world.hpp"
#include "engine/lang/chains.hpp"

namespace kede::assess {

// Rows are the organisations in the order of Resolved::of_kind().
lang::Adjacency supply_adjacency(const WorldIndex& index);

}  // namespace kede::assess
