#include <catch2/catch.hpp>
#include <random>

#include "engine/graph/components.hpp"
#include "tests/support/chain.hpp"

using namespace kede;
using namespace kede::graph;
using testing::chain;
using testing::RecordList;
using testing::World;
using testing::world_of;

namespace {

using Arcs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
using Groups = std::vector<std::vector<std::uint32_t>>;

std::vector<std::vector<std::string>> cycles_of(const World& world) {
  std::vector<std::vector<std::string>> out;
  for (const auto& cycle : world.graph->cycles()) {
    auto& names = out.emplace_back();
    for (const NodeId node : cycle) names.push_back(world.key_of(node));
  }
  return out;
}

}  // namespace

TEST_CASE("a cycle of contracts is found and reported once") {
  const World world = chain(R"(
    main -> a -> b -> c -> a
    c -> d
  )");
  CHECK(cycles_of(world) == std::vector<std::vector<std::string>>{{"a", "b", "c"}});
  for (const char* member : {"a", "b", "c"}) CHECK(world.graph->cycle_of(world.node(member)) == &world.graph->cycles()[0]);
  for (const char* other : {"main", "d"}) CHECK(world.graph->cycle_of(world.node(other)) == nullptr);
}

TEST_CASE("a supplier of itself is a cycle of one") {
  CHECK(cycles_of(chain("main -> a -> a")) == std::vector<std::vector<std::string>>{{"a"}});
}

TEST_CASE("a chain without a way back has no cycle, however often it branches and joins") {
  CHECK(cycles_of(chain(R"(
    main -> a -> c -> d
        \-> b -> c
        \-> d
  )"))
            .empty());
}

TEST_CASE("only supplies make a cycle of contracts, not owners or addresses") {
  const World world = chain("a -> b == a", {{"a", {{"address", "Brīvības iela 1"}, {"city", "Rīga"}, {"country", "LV"}}},
                                            {"b", {{"address", "Brīvības iela 1"}, {"city", "Rīga"}, {"country", "LV"}}}});
  CHECK(world.graph->edge_count() == 4);
  CHECK(world.graph->cycles().empty());
}

TEST_CASE("labour and goods close a cycle too, and each cycle is its own") {
  CHECK(cycles_of(chain(R"(
    a ~> b => a
    b -> c -> d -> c
  )")) == std::vector<std::vector<std::string>>{{"a", "b"}, {"c", "d"}});
}

TEST_CASE("strong components do not depend on the order or the number of arcs") {
  CHECK(cycles({}, 0).empty());
  CHECK(cycles({}, 5).empty());
  Arcs arcs = {{3, 1}, {1, 2}, {2, 3}, {0, 1}, {3, 1}, {4, 4}};
  const Groups expected = {{1, 2, 3}, {4}};
  std::mt19937 random(1);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(arcs.begin(), arcs.end(), random);
    CHECK(cycles(arcs, 5) == expected);
  }
}

TEST_CASE("two vertices are in one cycle exactly when each reaches the other") {
  std::mt19937 random(11);
  for (int round = 0; round < 100; ++round) {
    const std::uint32_t count = 2 + random() % 8;
    Arcs arcs;
    for (std::uint32_t i = 0; i < random() % 16; ++i) arcs.emplace_back(random() % count, random() % count);
    std::vector<std::vector<bool>> reach(count, std::vector<bool>(count));
    for (const auto& [from, to] : arcs) reach[from][to] = true;
    for (std::uint32_t k = 0; k < count; ++k) {
      for (std::uint32_t i = 0; i < count; ++i) {
        for (std::uint32_t j = 0; j < count; ++j) reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j]);
      }
    }
    Groups expected;
    for (std::uint32_t v = 0; v < count; ++v) {
      std::vector<std::uint32_t> group;
      for (std::uint32_t w = 0; w < count; ++w) {
        if (reach[v][w] && reach[w][v]) group.push_back(w);
      }
      if (!group.empty() && group.front() == v) expected.push_back(group);
    }
    CHECK(cycles(arcs, count) == expected);
  }
}

TEST_CASE("a chain of ten thousand tiers, open or closed to a ring, does not overflow the stack") {
  RecordList records;
  constexpr int kTiers = 10'000;
  for (int i = 0; i < kTiers; ++i) {
    records.push_back({"organisation", "n" + std::to_string(i)});
    if (i > 0)
      records.push_back({"supply", "s" + std::to_string(i), {{"parent", "n" + std::to_string(i - 1)}, {"child", "n" + std::to_string(i)}}});
  }
  const World open = world_of(records);
  CHECK(open.graph->edge_count() == kTiers - 1);
  CHECK(open.graph->cycles().empty());
  records.push_back({"supply", "back", {{"parent", "n" + std::to_string(kTiers - 1)}, {"child", "n0"}}});
  const World ring = world_of(records);
  REQUIRE(ring.graph->cycles().size() == 1);
  CHECK(ring.graph->cycles()[0].size() == kTiers);
}
