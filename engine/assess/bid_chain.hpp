// The part of the graph that belongs to one bid, and what in it hangs on what.
// Used by choke points and by the what-if without a supplier.
// Const after construction; keeps nothing of the index it is made from.
// Law: it follows the same edges as the score does, so every node at which a point stands is in it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/assess/assessment.hpp"
#include "engine/assess/graph_world.hpp"

namespace kede::assess {

// Edges of the bid's process, lot and bid, and those that belong to none.
WalkScope scope_of(const BidResult& bid);

class BidChain {
 public:
  // Of a bid that names no bidder it is empty.
  BidChain(const WorldIndex& index, const BidResult& bid, const lang::TransferFactors& transfer);

  // In order of node number, the bidder among them.
  const std::vector<NodeId>& nodes() const { return nodes_; }
  bool contains(NodeId node) const;
  // Whether every way from the bidder to `node` passes `above`; of a node itself it is true.
  bool is_below(NodeId node, NodeId above) const;
  // The node itself and all that is reached through it only.
  std::vector<NodeId> below(NodeId above) const;

 private:
  std::size_t place(NodeId node) const;
  std::vector<NodeId> nodes_;
  std::vector<std::uint32_t> dominators_;  // by place in nodes_
};

}  // namespace kede::assess
