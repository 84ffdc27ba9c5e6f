// How much of a hit at one node reaches a root: the largest product of transfer factors over any path.
// Used by score().
// Pure function.
// Law: a node reached by ten paths counts once, and a cycle cannot raise it (rule_language.md §6).
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "engine/assess/graph_world.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::assess {

struct Arrival {
  double factor = 0;
  EdgeId last{};  // the edge by which the best path arrives; meaningless for the root
  bool is_root = false;
};

class Reach {
 public:
  // Dijkstra under -ln factor from `root` over supply, labour, goods, consortium, ownership, office and same-address edges in `scope`.
  Reach(const graph::SupplyGraph& graph, NodeId root, const WalkScope& scope, const lang::TransferFactors& transfer);

  NodeId root() const { return root_; }
  // nullptr when the node is not reached.
  const Arrival* at(NodeId node) const;
  graph::Path path(NodeId node) const;
  // In order of node number.
  const std::map<NodeId, Arrival>& all() const { return arrivals_; }

 private:
  const graph::SupplyGraph& graph_;
  NodeId root_;
  std::map<NodeId, Arrival> arrivals_;
};

// The factor of one edge: that of its kind, times its volume share where known, relative to the share of the edge that leads to it.
double edge_factor(const graph::Edge& edge, double share_above, const lang::TransferFactors& transfer);

}  // namespace kede::assess
