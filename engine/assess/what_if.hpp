// What a bid would look like without one of its suppliers.
// Used by `kede explain … --without`.
// Pure function over a const Assessment.
// Law: without a supplier no score is higher (rule_language.md §7.6): what fires only because somebody is missing is not counted.
#pragma once

#include <optional>
#include <vector>

#include "engine/assess/assessment.hpp"

namespace kede::assess {

struct WhatIf {
  Score before;
  Score after;
  std::vector<NodeId> gone;             // the supplier first, then what is reached through it only
  std::vector<std::size_t> flags_gone;  // verdicts that count before and not after, strongest first
};

// Of the bid with this number. Nothing when the supplier is not in its chain, or is the bidder itself.
std::optional<WhatIf> without_supplier(const Assessment& assessment, std::size_t bid, NodeId supplier);

}  // namespace kede::assess
