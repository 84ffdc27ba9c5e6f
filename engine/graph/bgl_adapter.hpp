// The supply graph as Boost.Graph sees it.
// Built by build_graph() for the algorithms that Boost already has (strong components); attributes stay in our own columns.
// Const after construction.
// Law: vertex and edge numbers are those of SupplyGraph.
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace kede::graph {

using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property, boost::no_property, std::uint32_t,
                                               std::uint32_t>;

// `arcs` sorted by their first vertex.
inline Csr make_csr(std::span<const std::pair<std::uint32_t, std::uint32_t>> arcs, std::uint32_t vertices) {
  return Csr(boost::edges_are_sorted, arcs.begin(), arcs.end(), vertices);
}

}  // namespace kede::graph
