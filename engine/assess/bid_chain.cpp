#include "engine/assess/bid_chain.hpp"

#include <algorithm>

#include "engine/assess/reach.hpp"
#include "engine/graph/dominators.hpp"

namespace kede::assess {

WalkScope scope_of(const BidResult& bid) {
  WalkScope scope;
  if (bid.contract) scope.contract = static_cast<std::uint32_t>(kede::index(*bid.contract));
  if (bid.lot) scope.lot = static_cast<std::uint32_t>(kede::index(*bid.lot));
  scope.bid = static_cast<std::uint32_t>(kede::index(bid.bid));
  return scope;
}

BidChain::BidChain(const WorldIndex& index, const BidResult& bid, const lang::TransferFactors& transfer) {
  if (!bid.bidder) return;
  const Reach reach(index, *bid.bidder, scope_of(bid), transfer);
  nodes_ = reach.nodes();
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (const NodeId node : nodes_) {
    for (const EdgeId id : index.graph().out_edges(node)) {
      const NodeId to = index.graph().edge(id).to;
      if (contains(to) && reach.over(id)) arcs.emplace_back(static_cast<std::uint32_t>(place(node)), static_cast<std::uint32_t>(place(to)));
    }
  }
  dominators_ =
      graph::immediate_dominators(arcs, static_cast<std::uint32_t>(nodes_.size()), static_cast<std::uint32_t>(place(*bid.bidder)));
}

std::size_t BidChain::place(NodeId node) const {
  return static_cast<std::size_t>(std::lower_bound(nodes_.begin(), nodes_.end(), node) - nodes_.begin());
}

bool BidChain::contains(NodeId node) const { return std::binary_search(nodes_.begin(), nodes_.end(), node); }

bool BidChain::is_below(NodeId node, NodeId above) const {
  if (!contains(node) || !contains(above)) return false;
  std::size_t at = place(node);
  while (nodes_[at] != above) {
    if (dominators_[at] == graph::kNoDominator) return false;
    at = dominators_[at];
  }
  return true;
}

std::vector<NodeId> BidChain::below(NodeId above) const {
  std::vector<NodeId> out;
  std::copy_if(nodes_.begin(), nodes_.end(), std::back_inserter(out), [&](NodeId node) { return is_below(node, above); });
  return out;
}

}  // namespace kede::assess
