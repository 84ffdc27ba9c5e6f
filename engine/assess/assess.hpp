// Screens a graph with a rule pack: verdicts, then scores along the chains.
// Called by the app and by tests.
// The Screening owns the world the Assessment points to; everything handed in must outlive it.
// Law: the same input gives the same Assessment for any number of threads.
#pragma once

#include <memory>

#include "engine/assess/assessment.hpp"
#include "engine/assess/graph_world.hpp"

namespace kede::assess {

struct AssessOptions {
  Date as_of{};
  unsigned threads = 1;
};

struct Screening {
  std::unique_ptr<const WorldIndex> index;
  std::unique_ptr<const GraphWorld> world;
  Assessment assessment;
};

Screening assess(const graph::SupplyGraph& graph, const lang::RulePack& rules, const lang::Tables& tables, const AssessOptions& options);

// Every rule on every subject of its kind, in the order of rules and subjects. Rules out of their dates are left out.
std::vector<Verdict> evaluate_all(const WorldIndex& index, const lang::RulePack& rules, const AssessOptions& options);

// One rule, by its number in the pack, on one subject.
Verdict evaluate_one(const WorldIndex& index, const lang::RulePack& rules, std::uint32_t rule, EntityId subject);

// The world in which a rule sees this subject: walks follow the edges of the subject's own process and bid.
WalkScope scope_of(const WorldIndex& index, EntityId subject);

// Roots, contributions, chains and questions of every contracting process.
void score_all(const WorldIndex& index, Assessment& assessment, unsigned threads);
// One bid or award again, in another world or with other verdicts; the rank is left at 0.
BidResult score_again(const WorldIndex& index, const Assessment& assessment, const BidResult& bid);

}  // namespace kede::assess
