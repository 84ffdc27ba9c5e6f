// Reads the catalogue of requirements: phases, wording, legal basis, and when a requirement is in proportion.
// Used by the reader of packs.
// Pure; faults go into the list handed in.
// Law: every condition of proportionality is type-checked; a catalogue with a fault is never used.
#pragma once

#include "engine/lang/detail/rule_reader.hpp"

namespace kede::lang::detail {

// What a condition of proportionality may name: `contract`, `lot` (unknown where the procurement has none) and `risk`, the score (0 to 100)
// of the bid with the highest one.
Scope requirement_scope(const References& references);

RequirementCatalogue read_catalogue(const JsonAt& root, const References& references, Faults& faults);

}  // namespace kede::lang::detail
