// Which vertex every path from a root must pass to reach another.
// Used by engine/assess for choke points and for what hangs on one supplier.
// Pure function.
// Law: a vertex dominates another only if no path from the root goes round it.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace kede::graph {

inline constexpr std::uint32_t kNoDominator = 0xFFFFFFFFU;

// By vertex: the last vertex before it that every path from `root` passes (its immediate dominator; the root for its own neighbours);
// kNoDominator for the root itself and for what it does not reach.
std::vector<std::uint32_t> immediate_dominators(std::span<const std::pair<std::uint32_t, std::uint32_t>> arcs, std::uint32_t vertices,
                                                std::uint32_t root);

}  // namespace kede::graph
