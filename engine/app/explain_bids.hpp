// What `kede explain` says of bids: where one clause or one answer does most, and what a bid is without a supplier.
// Used by cmd_explain.
// Pure functions.
// Law: a bid is told by its bidder and its place; unknown facts are asked for, never taken as bad.
#pragma once

#include <optional>
#include <string>

#include "engine/app/pipeline.hpp"

namespace kede::app {

// Of every bid and award of the organisation: its score, its choke points and the facts to ask for. Empty when it bids nowhere.
std::string bids_text(const Run& run, EntityId bidder, Language language);

// The bids of the bidder, or all bids, before and after: those in whose chain the supplier is.
std::string without_text(const Run& run, std::optional<EntityId> bidder, EntityId supplier, Language language);

}  // namespace kede::app
