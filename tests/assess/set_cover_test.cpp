// The choice of requirements against trying every choice.
#include "engine/assess/set_cover.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <tuple>

using namespace kede::assess;

namespace {

using Cost = std::tuple<std::size_t, std::size_t, std::vector<std::size_t>>;

// By trying all subsets.
std::vector<std::size_t> best_of_all(const std::vector<CoverSet>& sets) {
  std::set<std::uint32_t> needed;
  for (const CoverSet& set : sets) needed.insert(set.elements.begin(), set.elements.end());
  std::vector<Cost> all;
  for (std::uint32_t choice = 0; choice < (1U << sets.size()); ++choice) {
    Cost cost;
    std::set<std::uint32_t> held;
    for (std::size_t s = 0; s < sets.size(); ++s) {
      if ((choice >> s & 1U) == 0) continue;
      std::get<2>(cost).push_back(s);
      std::get<1>(cost) += sets[s].doubtful ? 1U : 0U;
      held.insert(sets[s].elements.begin(), sets[s].elements.end());
    }
    std::get<0>(cost) = std::get<2>(cost).size();
    if (held == needed) all.push_back(std::move(cost));
  }
  return std::get<2>(*std::min_element(all.begin(), all.end()));
}

std::vector<CoverSet> random_sets(std::mt19937& random) {
  const auto up_to = [&](std::uint32_t most) { return std::uniform_int_distribution<std::uint32_t>(0, most)(random); };
  const std::uint32_t elements = 1 + up_to(11);
  const std::uint32_t density = 1 + up_to(5);
  std::vector<CoverSet> sets(up_to(10));
  for (CoverSet& set : sets) {
    set.doubtful = up_to(3) == 0;
    for (std::uint32_t element = 0; element < elements; ++element) {
      if (up_to(density) == 0) set.elements.push_back(element * 1000);
    }
  }
  return sets;
}

}  // namespace

TEST_CASE("the choice is exactly the best of all choices, ties included") {
  std::mt19937 random(20261126);
  for (int round = 0; round < 4000; ++round) {
    const std::vector<CoverSet> sets = random_sets(random);
    const Cover cover = smallest_cover(sets);
    INFO("round " << round);
    REQUIRE(cover.proven);
    REQUIRE(cover.chosen == best_of_all(sets));
  }
}

TEST_CASE("nothing to choose from, and nothing to cover") {
  CHECK(smallest_cover({}).chosen.empty());
  CHECK(smallest_cover({{{}, false}, {{}, true}}).chosen.empty());
}

TEST_CASE("the fewest, then the surest, then the first") {
  CHECK(smallest_cover({{{1, 2}, false}, {{3}, false}, {{1, 2, 3}, true}}).chosen == std::vector<std::size_t>{2});
  CHECK(smallest_cover({{{1, 2}, true}, {{1, 2}, false}}).chosen == std::vector<std::size_t>{1});
  CHECK(smallest_cover({{{1, 2}, false}, {{1, 2}, false}}).chosen == std::vector<std::size_t>{0});
}

TEST_CASE("a choice that could not be proven smallest says so and still covers everything") {
  // Pairs of a ring: no element is forced, no set is dominated.
  std::vector<CoverSet> sets;
  for (std::uint32_t i = 0; i < 25; ++i) sets.push_back({{i, (i + 1) % 25}, false});
  const Cover cut = smallest_cover(sets, 2);
  CHECK_FALSE(cut.proven);
  std::set<std::uint32_t> held;
  for (const std::size_t s : cut.chosen) held.insert(sets[s].elements.begin(), sets[s].elements.end());
  CHECK(held.size() == 25);
  const Cover whole = smallest_cover(sets);
  CHECK(whole.proven);
  CHECK(whole.chosen.size() == 13);
}
