// Choke points of a bid's chain: firms through which most of its points pass, so that one clause there covers them.
// Made for the bids that are shown; read by `kede explain` and by the reports.
// Pure function over a const Assessment.
// Law: points are said to lie below a firm only if every way from the bidder to where they stand passes it.
#pragma once

#include <string>
#include <vector>

#include "engine/assess/assessment.hpp"

namespace kede::assess {

struct ChokePoint {
  NodeId node{};
  double points = 0;  // counted points of the bid at the node and below it
  double possible_points = 0;
  double share = 0;  // 0..1: of the counted points of the bid; 0 when it has none
  double possible_share = 0;
  std::vector<std::size_t> flags;         // indices into BidResult::contributions that fired there, strongest first
  std::vector<std::string> requirements;  // ids; those that answer the most points first
};

// Most points first, then most possible points; the bidder itself is none. Of firms in a row that cover the same lines only the one nearest
// to them is given.
std::vector<ChokePoint> choke_points(const Assessment& assessment, const BidResult& bid);

}  // namespace kede::assess
