// Cycles in the contracting graph: strongly connected components.
// Used by build_graph().
// Pure function.
// Law: a cycle is found and reported, never followed for ever.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace kede::graph {

// The vertices of every strongly connected component of two or more, and of every vertex with an arc to itself; each sorted, the whole
// sorted by first vertex.
std::vector<std::vector<std::uint32_t>> cycles(std::span<const std::pair<std::uint32_t, std::uint32_t>> arcs, std::uint32_t vertices);

}  // namespace kede::graph
