// The supply graph: organisations and persons as nodes; supply, labour, ownership, office, same-address and award edges.
// Made by build_graph(); read by engine/assess and reports.
// Const after construction, shared freely; nodes and edges are numbers, attributes live in columns beside a Boost CSR.
// Law: edges of cancelled or unsuccessful awards do not exist; a list that is open stays open.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/identity/resolved.hpp"

namespace kede::graph {

// What flows along an edge. Supply edges keep the code of the vocabulary's supply_kind beside it.
enum class EdgeKind : std::uint8_t { supply, labour, goods, ownership, office, same_address, award, consortium };
std::string_view to_text(EdgeKind kind);

constexpr std::uint32_t kNone = 0xFFFFFFFFU;

// supply/labour/goods: from the buyer of the work to the one who does it. ownership/office: from the organisation to its owner or officer.
// same_address: both ways. award: from the contracting authority to the supplier. consortium: from the lead to the member.
struct Edge {
  NodeId from{};
  NodeId to{};
  EdgeKind kind{};
  EntityId record{};               // the supply, ownership or award record; for same_address the organisation `to`
  std::uint32_t contract = kNone;  // index of the contract entity the edge belongs to, or kNone: everywhere
  std::uint32_t lot = kNone;       // index of the lot entity, if the edge belongs to one lot only
  std::uint32_t bid = kNone;       // index of the bid entity, if the edge belongs to one bid only
  double share = 1.0;              // volume share 0..1 where known, else 1
  bool share_known = false;
  std::string factor_key;  // key of the transfer factors: code of supply_kind, "ownership", "office", "same_address", "consortium"
};

class SupplyGraph {
 public:
  const identity::Resolved& resolved() const { return *resolved_; }
  std::size_t node_count() const { return node_entities_.size(); }
  std::size_t edge_count() const { return edges_.size(); }
  EntityId entity_of(NodeId node) const { return node_entities_[index(node)]; }
  std::optional<NodeId> node_of(EntityId entity) const;
  const Edge& edge(EdgeId id) const { return edges_[index(id)]; }
  // Edges that leave a node, in the order of the input; edges that reach it, by the node they leave.
  std::span<const EdgeId> out_edges(NodeId node) const;
  std::span<const EdgeId> in_edges(NodeId node) const;

  // Cycles of supply edges: the nodes of each strongly connected component of more than one node, or with an edge to itself.
  const std::vector<std::vector<NodeId>>& cycles() const { return cycles_; }
  // The cycle that a node is in; nullptr when it is in none.
  const std::vector<NodeId>* cycle_of(NodeId node) const;

 private:
  friend class GraphBuilder;
  const identity::Resolved* resolved_ = nullptr;
  std::vector<EntityId> node_entities_;
  std::vector<std::uint32_t> node_of_entity_;
  std::vector<Edge> edges_;
  std::vector<std::uint32_t> out_offsets_;
  std::vector<EdgeId> out_;
  std::vector<std::uint32_t> in_offsets_;
  std::vector<EdgeId> in_;
  std::vector<std::vector<NodeId>> cycles_;
  std::vector<std::uint32_t> cycle_of_;  // by node: index into cycles_, or kNone
};

SupplyGraph build_graph(const identity::Resolved& resolved);

// A path from a root, as edges in order; empty: the root itself.
using Path = std::vector<EdgeId>;

}  // namespace kede::graph
