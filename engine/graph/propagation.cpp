#include "engine/graph/propagation.hpp"

#include <algorithm>
#include <boost/graph/strong_components.hpp>
#include <queue>

#include "engine/graph/bgl_adapter.hpp"

namespace kede::graph {
namespace {

// The number of the strong component of each vertex: Boost gives a component its number after all that can be reached from it.
std::vector<std::uint32_t> component_numbers(const WeightedLinks& links) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  arcs.reserve(links.targets.size());
  for (std::uint32_t from = 0; from < links.vertices(); ++from) {
    for (std::uint32_t at = links.offsets[from]; at < links.offsets[from + 1]; ++at) arcs.emplace_back(from, links.targets[at]);
  }
  const Csr graph = make_csr(arcs, links.vertices());
  std::vector<std::uint32_t> numbers(links.vertices());
  boost::strong_components(graph, boost::make_iterator_property_map(numbers.begin(), boost::get(boost::vertex_index, graph)));
  return numbers;
}

}  // namespace

Propagation::Propagation(const WeightedLinks& links) : links_(links), order_(links.vertices()) {
  if (links.vertices() == 0) return;
  const std::vector<std::uint32_t> numbers = component_numbers(links);
  components_.assign(*std::max_element(numbers.begin(), numbers.end()) + std::size_t{2}, 0);
  for (const std::uint32_t number : numbers) ++components_[number + 1];
  for (std::size_t i = 1; i < components_.size(); ++i) components_[i] += components_[i - 1];
  std::vector<std::uint32_t> next = components_;
  for (std::uint32_t vertex = 0; vertex < links.vertices(); ++vertex) order_[next[numbers[vertex]]++] = vertex;
  for (std::uint32_t source = 0; source < links.vertices(); ++source) {
    for (std::uint32_t at = links.offsets[source]; at < links.offsets[source + 1]; ++at) {
      if (numbers[source] == numbers[links.targets[at]]) inside_.push_back({links.targets[at], source, links.factors[at]});
    }
  }
  std::stable_sort(inside_.begin(), inside_.end(), [](const Link& a, const Link& b) { return a.target < b.target; });
}

// Inside a cycle the strongest goes first, so that what it passes on is never raised again (Dijkstra's order).
void Propagation::pass_around(std::span<const std::uint32_t> cycle, std::vector<double>& best) const {
  std::priority_queue<std::pair<double, std::uint32_t>> waiting;
  for (const std::uint32_t vertex : cycle) waiting.emplace(best[vertex], vertex);
  while (!waiting.empty()) {
    const auto [value, vertex] = waiting.top();
    waiting.pop();
    if (value < best[vertex]) continue;
    const auto by_target = [](const Link& link, std::uint32_t wanted) { return link.target < wanted; };
    for (auto at = std::lower_bound(inside_.begin(), inside_.end(), vertex, by_target); at != inside_.end() && at->target == vertex; ++at) {
      const double arrives = at->factor * value;
      if (arrives <= best[at->source]) continue;
      best[at->source] = arrives;
      waiting.emplace(arrives, at->source);
    }
  }
}

std::vector<double> Propagation::strongest(std::span<const double> points) const {
  std::vector<double> best(points.begin(), points.end());
  for (std::size_t c = 0; c + 1 < components_.size(); ++c) {
    const std::span<const std::uint32_t> members(order_.data() + components_[c], components_[c + 1] - components_[c]);
    for (const std::uint32_t vertex : members) {
      for (std::uint32_t at = links_.offsets[vertex]; at < links_.offsets[vertex + 1]; ++at)
        best[vertex] = std::max(best[vertex], links_.factors[at] * best[links_.targets[at]]);
    }
    if (members.size() > 1) pass_around(members, best);
  }
  return best;
}

}  // namespace kede::graph
