// Brings the facts of several records about one thing together, field by field.
// Used by resolve().
// Pure functions over a const Dataset.
// Law: a known value beats an unknown one; known values that disagree make the fact unknown (conflict); every witness is kept.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "engine/identity/resolved.hpp"

namespace kede::identity {

using TargetOf = std::function<std::optional<EntityId>(const model::Ref&)>;

// Sorted by field.
std::vector<ResolvedFact> merge_facts(const model::Dataset& dataset, const model::Vocabulary& vocabulary,
                                      std::span<const model::RecordId> records, const TargetOf& target);

}  // namespace kede::identity
