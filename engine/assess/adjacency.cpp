#include "engine/assess/adjacency.hpp"

namespace kede::assess {

lang::Adjacency supply_adjacency(const WorldIndex& index) {
  using graph::EdgeKind;
  const graph::SupplyGraph& graph = index.graph();
  const auto organisations = index.resolved().of_kind(index.resolved().vocabulary().find_kind("organisation")->id);
  std::vector<std::uint32_t> row_of(index.resolved().size());
  for (std::size_t row = 0; row < organisations.size(); ++row) row_of[kede::index(organisations[row])] = static_cast<std::uint32_t>(row);
  lang::Adjacency out;
  out.open.resize(lang::words_for(organisations.size()));
  out.cyclic.resize(lang::words_for(organisations.size()));
  for (std::size_t row = 0; row < organisations.size(); ++row) {
    out.offsets.push_back(static_cast<std::uint32_t>(out.targets.size()));
    const auto node = graph.node_of(organisations[row]);
    if (!node || !index.names_all_suppliers(organisations[row])) lang::set_bit(out.open.data(), row);
    if (!node) continue;
    if (graph.cycle_of(*node) != nullptr) lang::set_bit(out.cyclic.data(), row);
    for (const EdgeId id : graph.out_edges(*node)) {
      const graph::Edge& edge = graph.edge(id);
      const bool is_supply = edge.kind == EdgeKind::supply || edge.kind == EdgeKind::labour || edge.kind == EdgeKind::goods;
      if (is_supply) out.targets.push_back(row_of[kede::index(graph.entity_of(edge.to))]);
    }
  }
  out.offsets.push_back(static_cast<std::uint32_t>(out.targets.size()));
  return out;
}

}  // namespace kede::assess
