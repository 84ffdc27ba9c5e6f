// Asks a question about everybody down the chain of every organisation at once: some rounds over all links instead of a walk for each.
// Used by Kernels for org.downstream(n).exists(r, …) and all(…) where the question is about r.node alone.
// The adjacency is made by whoever knows the graph and is const; results belong to the caller.
// Law: the truth is that of the walk: each once, the organisation itself left out; an open list leaves "nobody" unknown.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/lang/columns.hpp"

namespace kede::lang {

// Who buys from whom: organisations by their row.
struct Adjacency {
  std::vector<std::uint32_t> offsets;  // by row; one more at the end
  std::vector<std::uint32_t> targets;
  std::vector<Word> open;    // may buy from others too
  std::vector<Word> cyclic;  // buys, through others, from itself

  std::size_t rows() const { return offsets.empty() ? 0 : offsets.size() - 1; }
};

enum class Quantifier : std::uint8_t { exists, all };

// `body`: bits over all rows. Hard rows make those hard that they could decide.
Vector ask_downstream(const Adjacency& adjacency, const Vector& body, Quantifier quantifier, int depth, Arena& arena);

}  // namespace kede::lang
