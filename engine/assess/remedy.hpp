// What to write into the procurement documents: per lot and phase the smallest set of requirements that answers what fired or is open.
// Used by the HTML and JSON reports, for the lots they show.
// Pure functions over a const Assessment; results refer to its rule pack.
// Law: never a requirement that is out of proportion; where that is unknown it is said; every flag is answered or named as unanswered.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/assess/assessment.hpp"

namespace kede::assess {

// What is awarded together: a lot, or a whole procurement that has none.
struct RemedyPlace {
  std::optional<EntityId> contract;
  std::optional<EntityId> lot;
  std::vector<std::size_t> bids;     // indices into Assessment::bids
  std::vector<std::size_t> context;  // verdicts on the procurement
};

// The lots that were bid for, then the bids that name none; of a procurement without bids its lots, or itself.
std::vector<RemedyPlace> places_of(const Assessment& assessment, const ContractResult& contract);
// Of all procurements, then of the bids that belong to none.
std::vector<RemedyPlace> all_places(const Assessment& assessment);

// One indicator that fired or is open somewhere in the lot.
struct RemedyFlag {
  std::uint32_t rule = 0;          // index into RulePack::rules
  std::vector<std::size_t> fired;  // verdicts, ascending; each has its own node
  std::vector<std::size_t> open;
  bool is_flag() const { return !fired.empty(); }
};

// Conditions of proportionality, each a leaf with its sentence.
using Conditions = std::vector<const lang::Condition*>;

struct Proposal {
  std::uint32_t requirement = 0;       // index into RequirementCatalogue::requirements
  std::vector<std::uint32_t> answers;  // indices into Remedy::flags: flags, then open questions
  Conditions to_check;                 // not known to hold; empty: in proportion
};

struct PhaseRemedy {
  std::uint32_t phase = 0;  // index into RequirementCatalogue::phases
  std::vector<Proposal> proposals;
  bool proven = true;  // no smaller set answers as much
};

// It would answer something, but is out of proportion here.
struct LeftOut {
  std::uint32_t requirement = 0;
  std::vector<std::uint32_t> answers;
  Conditions because;  // known not to hold
};

struct Remedy {
  RemedyPlace place;
  std::vector<RemedyFlag> flags;    // in the order of the rules
  std::vector<PhaseRemedy> phases;  // in the order of the catalogue, without empty ones
  std::vector<LeftOut> left_out;
  std::vector<std::uint32_t> unanswered;  // indices into flags
};

Remedy remedy_for(const Assessment& assessment, RemedyPlace place);

}  // namespace kede::assess
