// A supply graph from which some nodes are cut off.
// Used by the what-if without a supplier.
// Pure function; the new graph refers to the same entities.
// Law: nodes keep their numbers, so that what is known of a node still belongs to it; only edges are gone.
#pragma once

#include <vector>

#include "engine/graph/supply_graph.hpp"

namespace kede::graph {

// `removed` by node number: no edge from or to these is left.
SupplyGraph without(const SupplyGraph& graph, const std::vector<bool>& removed);

}  // namespace kede::graph
