// The supply graph as Boost.Graph sees it.
// Built for the algorithms that Boost already has (strong components, dominators); attributes stay in our own columns.
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

using TwoWayCsr = boost::compressed_sparse_row_graph<boost::bidirectionalS, boost::no_property, boost::no_property, boost::no_property,
                                                     std::uint32_t, std::uint32_t>;

// `arcs` sorted by their first vertex.
inline Csr make_csr(std::span<const std::pair<std::uint32_t, std::uint32_t>> arcs, std::uint32_t vertices) {
  return Csr(boost::edges_are_sorted, arcs.begin(), arcs.end(), vertices);
}

// `arcs` in any order.
inline TwoWayCsr make_two_way_csr(std::span<const std::pair<std::uint32_t, std::uint32_t>> arcs, std::uint32_t vertices) {
  return TwoWayCsr(boost::edges_are_unsorted_multi_pass, arcs.begin(), arcs.end(), vertices);
}

}  // namespace kede::graph

// Boost 1.74 leaves this out, though its algorithms ask for it.
namespace boost {
inline kede::graph::TwoWayCsr::degree_size_type degree(kede::graph::TwoWayCsr::vertex_descriptor vertex,
                                                       const kede::graph::TwoWayCsr& graph) {
  return in_degree(vertex, graph) + out_degree(vertex, graph);
}
}  // namespace boost
