// Dominators, held against what they mean: without the dominator there is no way.
#include "engine/graph/dominators.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace kede::graph;

namespace {

using Arcs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

std::vector<bool> reached(const Arcs& arcs, std::uint32_t vertices, std::uint32_t root, std::uint32_t without) {
  std::vector<bool> seen(vertices, false);
  if (root != without) seen[root] = true;
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& [from, to] : arcs) {
      if (!seen[from] || seen[to] || to == without) continue;
      seen[to] = grows = true;
    }
  }
  return seen;
}

bool dominates(const std::vector<std::uint32_t>& tree, std::uint32_t above, std::uint32_t vertex) {
  while (vertex != kNoDominator && vertex != above) vertex = tree[vertex];
  return vertex == above;
}

}  // namespace

TEST_CASE("two ways to a firm meet only at the root, one way at the firm before") {
  //  0 -> 1 -> 3 -> 4, 0 -> 2 -> 3; 5 is not reached
  const auto tree = immediate_dominators(Arcs{{2, 3}, {0, 1}, {1, 3}, {0, 2}, {3, 4}, {5, 4}}, 6, 0);
  CHECK(tree == std::vector<std::uint32_t>{kNoDominator, 0, 0, 0, 3, kNoDominator});
  CHECK(immediate_dominators(Arcs{}, 1, 0) == std::vector<std::uint32_t>{kNoDominator});
}

TEST_CASE("a vertex dominates what cannot be reached without it, and nothing else") {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    const std::uint32_t vertices = 2 + static_cast<std::uint32_t>(random() % 9);
    Arcs arcs;
    for (std::size_t i = random() % 20; i > 0; --i)
      arcs.emplace_back(static_cast<std::uint32_t>(random() % vertices), static_cast<std::uint32_t>(random() % vertices));
    const auto tree = immediate_dominators(arcs, vertices, 0);
    const auto all = reached(arcs, vertices, 0, kNoDominator);
    for (std::uint32_t above = 0; above < vertices; ++above) {
      const auto rest = reached(arcs, vertices, 0, above);
      for (std::uint32_t vertex = 1; vertex < vertices; ++vertex) {
        INFO("round " << round << ": " << above << " over " << vertex);
        REQUIRE((all[vertex] && dominates(tree, above, vertex)) == (all[vertex] && !rest[vertex]));
      }
    }
  }
}
