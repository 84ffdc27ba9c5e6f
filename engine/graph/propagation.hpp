// What reaches everybody from further down the chain, for all of them at once: one pass over the links, from the far ends up.
// Timed by kede_rules_perf; for ranking whole countries, where a walk for every organisation would be too much.
// A Propagation keeps the order of the pass and refers to the links, which must outlive it; const, shared by threads.
// Law: what arrives is the largest product of factors over any path, so that a cycle cannot add to it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kede::graph {

// Of every vertex the links that leave it, to whoever does the work for it.
struct WeightedLinks {
  std::vector<std::uint32_t> offsets;  // by vertex; one more at the end
  std::vector<std::uint32_t> targets;
  std::vector<double> factors;  // 0..1: how much of a hit at the target arrives

  std::uint32_t vertices() const { return offsets.empty() ? 0 : static_cast<std::uint32_t>(offsets.size() - 1); }
};

class Propagation {
 public:
  explicit Propagation(const WeightedLinks& links);

  // For every vertex the strongest of its own points and of what arrives from below: max over all v of points[v] * tau(u, v), where tau is
  // the largest product of factors over any path (rule_language.md §6).
  std::vector<double> strongest(std::span<const double> points) const;

 private:
  struct Link {  // inside a cycle, from the one that does the work to the one it is done for
    std::uint32_t target;
    std::uint32_t source;
    double factor;
  };

  void pass_around(std::span<const std::uint32_t> cycle, std::vector<double>& best) const;

  const WeightedLinks& links_;
  std::vector<std::uint32_t> order_;       // vertices, those further down first; a cycle's stand together
  std::vector<std::uint32_t> components_;  // where each strong component begins in order_; one more at the end
  std::vector<Link> inside_;               // the links inside cycles, by target
};

}  // namespace kede::graph
