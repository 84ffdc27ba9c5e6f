// How much of a hit at one node reaches a root: the largest product of transfer factors over any path.
// Used by score().
// Const after construction; refers to the index and the pack's factors, which must outlive it.
// Law: a node reached by ten paths counts once, by the best of them, and a cycle cannot raise it (rule_language.md §6).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/assess/graph_world.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::assess {

// A way from the root: to a node, or one edge further.
struct Way {
  NodeId node{};
  double factor = 1;           // the transfer factors of its edges multiplied, times the smallest volume share on it
  std::uint32_t label = 0;     // of the Reach that made it
  std::optional<EdgeId> last;  // the edge beyond the label
};

class Reach {
 public:
  // From `root` over supply, labour, goods, consortium, ownership, office and same-address edges in `scope`. Shares are of the whole
  // contract: what flows along a path is the smallest share on it, so that it does not shrink twice. Ways under 1e-6 are not followed.
  Reach(const WorldIndex& index, NodeId root, const WalkScope& scope, const lang::TransferFactors& transfer);

  // The best way to a node; nothing when it is not reached.
  std::optional<Way> to(NodeId node) const;
  // The best way whose last edge is this one; nothing when the edge is not reached.
  std::optional<Way> over(EdgeId edge) const;
  graph::Path path(const Way& way) const;
  // In order of node number.
  std::vector<NodeId> nodes() const;

 private:
  // A way to a node is better than another only if both its transfer and its share are at least as large: the rest of the path may be
  // narrow or wide. So a node keeps all its ways of which none is better than another, the best first.
  struct Label {
    double transfer;
    double share;
    NodeId node;
    EdgeId edge;           // meaningless for the root
    std::uint32_t before;  // the label from which the edge starts; itself for the root
    double factor() const { return transfer * share; }
  };
  struct Weaker;
  std::optional<Label> extended(std::uint32_t label, EdgeId edge) const;
  bool is_better_known(const Label& label) const;
  void follow(std::uint32_t label, std::vector<Label>& queue) const;

  const WorldIndex& index_;
  const graph::SupplyGraph& graph_;
  const WalkScope scope_;
  const lang::TransferFactors& transfer_;
  std::vector<Label> labels_;
  std::map<NodeId, std::vector<std::uint32_t>> at_;
};

}  // namespace kede::assess
