#include "engine/assess/reach.hpp"

#include <algorithm>
#include <tuple>

namespace kede::assess {

using graph::Edge;
using graph::EdgeKind;

namespace {

constexpr double kLeastFollowed = 1e-6;

double transfer_of(const Edge& edge, const lang::TransferFactors& transfer) {
  const auto found = transfer.find(edge.factor_key);
  return found != transfer.end() ? found->second : edge.kind == EdgeKind::consortium ? 1.0 : 0.0;
}

}  // namespace

// The largest factor first; ties by what the nodes and records are, not by their numbers, so that the order of the input does not matter.
struct Reach::Weaker {
  const WorldIndex& index;
  auto place(const Label& label) const {
    const Edge& edge = index.graph().edge(label.edge);
    return std::tuple(index.rank(edge.to), index.rank(edge.from), edge.kind, index.rank(edge.record), -label.share);
  }
  bool operator()(const Label& a, const Label& b) const { return a.factor() != b.factor() ? a.factor() < b.factor() : place(a) > place(b); }
};

Reach::Reach(const WorldIndex& index, NodeId root, const WalkScope& scope, const lang::TransferFactors& transfer)
    : index_(index), graph_(index.graph()), scope_(scope), transfer_(transfer) {
  labels_.push_back({1.0, 1.0, root, EdgeId{}, 0});
  at_[root].push_back(0);
  std::vector<Label> queue;
  follow(0, queue);
  while (!queue.empty()) {
    std::pop_heap(queue.begin(), queue.end(), Weaker{index_});
    const Label best = queue.back();
    queue.pop_back();
    if (is_better_known(best)) continue;
    const auto number = static_cast<std::uint32_t>(labels_.size());
    labels_.push_back(best);
    at_[best.node].push_back(number);
    follow(number, queue);
  }
}

void Reach::follow(std::uint32_t label, std::vector<Label>& queue) const {
  for (const EdgeId id : graph_.out_edges(labels_[label].node)) {
    const auto next = extended(label, id);
    if (!next || is_better_known(*next)) continue;
    queue.push_back(*next);
    std::push_heap(queue.begin(), queue.end(), Weaker{index_});
  }
}

std::optional<Reach::Label> Reach::extended(std::uint32_t label, EdgeId id) const {
  const Edge& edge = graph_.edge(id);
  if (edge.kind == EdgeKind::award || !scope_.admits(edge)) return std::nullopt;
  const Label& from = labels_[label];
  const Label next{from.transfer * transfer_of(edge, transfer_), edge.share_known ? std::min(from.share, edge.share) : from.share, edge.to,
                   id, label};
  return next.factor() > kLeastFollowed ? std::optional(next) : std::nullopt;
}

bool Reach::is_better_known(const Label& label) const {
  const auto found = at_.find(label.node);
  return found != at_.end() && std::any_of(found->second.begin(), found->second.end(), [&](std::uint32_t known) {
           return labels_[known].transfer >= label.transfer && labels_[known].share >= label.share;
         });
}

std::optional<Way> Reach::to(NodeId node) const {
  const auto found = at_.find(node);
  if (found == at_.end()) return std::nullopt;
  const std::uint32_t best = found->second.front();
  return Way{node, labels_[best].factor(), best, std::nullopt};
}

std::optional<Way> Reach::over(EdgeId edge) const {
  std::optional<Way> best;
  const auto found = at_.find(graph_.edge(edge).from);
  if (found == at_.end()) return best;
  for (const std::uint32_t label : found->second) {
    const auto next = extended(label, edge);
    if (next && (!best || next->factor() > best->factor)) best = Way{next->node, next->factor(), label, edge};
  }
  return best;
}

graph::Path Reach::path(const Way& way) const {
  graph::Path out;
  if (way.last) out.push_back(*way.last);
  for (std::uint32_t label = way.label; label != 0; label = labels_[label].before) out.push_back(labels_[label].edge);
  std::reverse(out.begin(), out.end());
  return out;
}

std::vector<NodeId> Reach::nodes() const {
  std::vector<NodeId> out;
  for (const auto& [node, labels] : at_) out.push_back(node);
  return out;
}

}  // namespace kede::assess
