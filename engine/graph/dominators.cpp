#include "engine/graph/dominators.hpp"

#include <boost/graph/dominator_tree.hpp>

#include "engine/graph/bgl_adapter.hpp"

namespace kede::graph {

std::vector<std::uint32_t> immediate_dominators(std::span<const std::pair<std::uint32_t, std::uint32_t>> arcs, std::uint32_t vertices,
                                                std::uint32_t root) {
  std::vector<std::uint32_t> out(vertices, kNoDominator);
  const TwoWayCsr graph = make_two_way_csr(arcs, vertices);
  // The short form of this call takes what the root does not reach for the root itself.
  std::vector<std::uint32_t> times(vertices, kNoDominator);
  std::vector<std::uint32_t> parents(vertices, kNoDominator);
  std::vector<std::uint32_t> by_time(vertices, kNoDominator);
  const auto by_vertex = [&](std::vector<std::uint32_t>& values) {
    return boost::make_iterator_property_map(values.begin(), boost::get(boost::vertex_index, graph));
  };
  boost::lengauer_tarjan_dominator_tree(graph, root, boost::get(boost::vertex_index, graph), by_vertex(times), by_vertex(parents), by_time,
                                        by_vertex(out));
  return out;
}

}  // namespace kede::graph
