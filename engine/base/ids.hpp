// Strong identifiers: an index that cannot be mixed up with an index of another thing.
// Used as keys into the tables of the model and the graph.
// Plain values.
// Law: no arithmetic, no implicit conversion; only `index()` opens one.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kede {

enum class SourceId : std::uint32_t {};  // an input file
enum class EntityId : std::uint32_t {};  // one thing of the world, of any kind, after identity resolution
enum class NodeId : std::uint32_t {};    // a vertex of the supply graph
enum class EdgeId : std::uint32_t {};    // an edge of the supply graph

template <class Id>
requires requires(Id id) { static_cast<std::uint32_t>(id); }
constexpr std::size_t index(Id id) { return static_cast<std::size_t>(static_cast<std::uint32_t>(id)); }

template <class Id>
constexpr Id make_id(std::size_t position) {
  return static_cast<Id>(static_cast<std::uint32_t>(position));
}

}  // namespace kede
