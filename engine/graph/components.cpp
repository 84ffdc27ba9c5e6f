#include "engine/graph/components.hpp"

#include <algorithm>
#include <boost/graph/strong_components.hpp>

#include "engine/graph/bgl_adapter.hpp"

namespace kede::graph {

std::vector<std::vector<std::uint32_t>> cycles(std::span<const std::pair<std::uint32_t, std::uint32_t>> arcs, std::uint32_t vertices) {
  if (arcs.empty()) return {};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> sorted(arcs.begin(), arcs.end());
  std::sort(sorted.begin(), sorted.end());
  const Csr graph = make_csr(sorted, vertices);
  std::vector<std::uint32_t> component(vertices);
  const auto index = boost::get(boost::vertex_index, graph);
  const std::uint32_t count = boost::strong_components(graph, boost::make_iterator_property_map(component.begin(), index));
  std::vector<std::vector<std::uint32_t>> members(count);
  for (std::uint32_t v = 0; v < vertices; ++v) members[component[v]].push_back(v);
  std::vector<std::vector<std::uint32_t>> out;
  for (auto& group : members) {
    const bool loop = group.size() == 1 && std::binary_search(sorted.begin(), sorted.end(), std::pair(group.front(), group.front()));
    if (group.size() > 1 || loop) out.push_back(std::move(group));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace kede::graph
