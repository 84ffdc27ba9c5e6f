// Which facts about a bid are not known, ranked by what an answer could change.
// Made for the bids that are shown; read by `kede explain` and by the reports.
// Pure function over a const Assessment.
// Law: a fact is listed only if a verdict that could still fire waits for it; the order does not depend on the order of the input.
#pragma once

#include <span>
#include <vector>

#include "engine/assess/assessment.hpp"

namespace kede::assess {

struct OpenFact {
  EntityId entity{};
  model::FieldId field{};
  model::UnknownReason reason{};
  double gain = 0;                    // sum of what the questions that wait for it are worth
  std::vector<std::size_t> verdicts;  // that wait for it, the most useful first: indices into Assessment::verdicts
};

// Of these questions of one bid (all, or those that are listed). Most useful first.
std::vector<OpenFact> open_facts(const Assessment& assessment, std::span<const Question> questions);

}  // namespace kede::assess
