// What reports show of one bid, sorted: flags, open questions, lots of a procurement, why a line is not counted.
// Used by all reports.
// Pure functions over a const Assessment; indices point into the assessment's own vectors.
// Law: an unknown is never listed among the flags, a flag never among the questions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/assess/assessment.hpp"
#include "reports/words.hpp"

namespace kede::reports {

// Indices into BidResult::contributions that fired and are no priors: counted ones first, then most points first.
std::vector<std::size_t> flags_of(const assess::Assessment& assessment, const assess::BidResult& bid);

// Verdicts of prior rules that fired or are unknown, for the whole procurement (its own and those of its lots), each once.
std::vector<std::size_t> shared_context(const assess::Assessment& assessment, const assess::ContractResult& contract);
// Those that concern this bid alone, such as its goods.
std::vector<std::size_t> own_context(const assess::Assessment& assessment, const assess::BidResult& bid);

// The bids of a procurement, lot by lot in the order of the assessment.
struct LotBids {
  std::optional<EntityId> lot;
  std::vector<std::size_t> bids;
};
std::vector<LotBids> lots_of(const assess::Assessment& assessment, const std::vector<std::size_t>& bids);
// Indices of the procurements that a page or table shows, in their order: all of them, or of more than `most` those with the strongest
// bids.
std::vector<std::size_t> contracts_shown(const assess::Assessment& assessment, std::size_t most);
// Indices of bids that belong to no procurement.
std::vector<std::size_t> bids_without_contract(const assess::Assessment& assessment);

// Why a fired line is not counted, in words; empty when it is counted.
std::string not_counted_because(const assess::Assessment& assessment, const Words& words, const assess::BidResult& bid,
                                const assess::Contribution& line);
std::string dimension_label(const lang::RulePack& rules, const std::string& id, Language language);

}  // namespace kede::reports
