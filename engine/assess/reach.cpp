#include "engine/assess/reach.hpp"

#include <algorithm>
#include <queue>

namespace kede::assess {

using graph::Edge;
using graph::EdgeKind;

namespace {

struct Candidate {
  double factor;
  double share;  // volume share of the contract that arrives here
  NodeId node;
  EdgeId last;
  bool is_root;
};

// The largest factor first; ties by node and edge number, so that the order of work does not matter.
struct Weaker {
  bool operator()(const Candidate& a, const Candidate& b) const {
    if (a.factor != b.factor) return a.factor < b.factor;
    if (a.node != b.node) return a.node > b.node;
    return a.last > b.last;
  }
};

}  // namespace

double edge_factor(const Edge& edge, double share_above, const lang::TransferFactors& transfer) {
  const auto found = transfer.find(edge.factor_key);
  const double base = found != transfer.end() ? found->second : edge.kind == EdgeKind::consortium ? 1.0 : 0.0;
  if (!edge.share_known) return base;
  return base * std::min(1.0, edge.share / std::max(share_above, edge.share));
}

Reach::Reach(const graph::SupplyGraph& graph, NodeId root, const WalkScope& scope, const lang::TransferFactors& transfer)
    : graph_(graph), root_(root) {
  std::priority_queue<Candidate, std::vector<Candidate>, Weaker> queue;
  queue.push({1.0, 1.0, root, EdgeId{}, true});
  while (!queue.empty()) {
    const Candidate best = queue.top();
    queue.pop();
    if (!arrivals_.try_emplace(best.node, Arrival{best.factor, best.last, best.is_root}).second) continue;
    for (const EdgeId id : graph.out_edges(best.node)) {
      const Edge& edge = graph.edge(id);
      if (edge.kind == EdgeKind::award || !scope.admits(edge) || arrivals_.contains(edge.to)) continue;
      const double factor = best.factor * edge_factor(edge, best.share, transfer);
      if (factor > 1e-6) queue.push({factor, edge.share_known ? edge.share : best.share, edge.to, id, false});
    }
  }
}

const Arrival* Reach::at(NodeId node) const {
  const auto found = arrivals_.find(node);
  return found == arrivals_.end() ? nullptr : &found->second;
}

graph::Path Reach::path(NodeId node) const {
  graph::Path out;
  for (const Arrival* arrival = at(node); arrival != nullptr && !arrival->is_root; arrival = at(graph_.edge(arrival->last).from))
    out.push_back(arrival->last);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace kede::assess
