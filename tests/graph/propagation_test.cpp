#include "engine/graph/propagation.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace kede::graph;

namespace {

WeightedLinks random_links(std::mt19937& random, std::uint32_t vertices) {
  WeightedLinks out;
  out.offsets.push_back(0);
  for (std::uint32_t vertex = 0; vertex < vertices; ++vertex) {
    for (unsigned i = random() % 4; i > 0; --i) {
      out.targets.push_back(static_cast<std::uint32_t>(random() % vertices));
      out.factors.push_back(static_cast<double>(random() % 11) / 10);
    }
    out.offsets.push_back(static_cast<std::uint32_t>(out.targets.size()));
  }
  return out;
}

// Over every path that meets nobody twice: with factors of at most 1 no other is larger.
double by_walking(const WeightedLinks& links, const std::vector<double>& points, std::uint32_t vertex, std::vector<bool>& on_path) {
  double most = points[vertex];
  on_path[vertex] = true;
  for (std::uint32_t at = links.offsets[vertex]; at < links.offsets[vertex + 1]; ++at) {
    if (!on_path[links.targets[at]]) most = std::max(most, links.factors[at] * by_walking(links, points, links.targets[at], on_path));
  }
  on_path[vertex] = false;
  return most;
}

}  // namespace

TEST_CASE("what arrives is the strongest over every path, also through cycles") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const auto vertices = static_cast<std::uint32_t>(1 + random() % 9);
    const WeightedLinks links = random_links(random, vertices);
    std::vector<double> points;
    for (std::uint32_t vertex = 0; vertex < vertices; ++vertex) points.push_back(static_cast<double>(random() % 100));
    const std::vector<double> found = Propagation(links).strongest(points);
    REQUIRE(found.size() == vertices);
    for (std::uint32_t vertex = 0; vertex < vertices; ++vertex) {
      std::vector<bool> on_path(vertices, false);
      CHECK(found[vertex] == Approx(by_walking(links, points, vertex, on_path)));
    }
  }
}

TEST_CASE("a ring of full factors passes the strongest on to all and ends") {
  constexpr std::uint32_t kMany = 200'000;
  WeightedLinks ring;
  ring.offsets.push_back(0);
  for (std::uint32_t vertex = 0; vertex < kMany; ++vertex) {
    ring.targets.push_back((vertex + 1) % kMany);
    ring.factors.push_back(1);
    ring.offsets.push_back(vertex + 1);
  }
  std::vector<double> points(kMany, 1);
  points[kMany / 2] = 5;
  const std::vector<double> found = Propagation(ring).strongest(points);
  CHECK(std::all_of(found.begin(), found.end(), [](double value) { return value == 5; }));
  CHECK(Propagation(WeightedLinks()).strongest({}).empty());
}
