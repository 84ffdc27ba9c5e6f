// Where one answer or one clause does most, in words: choke points of a chain, missing facts, what would clear a flag.
// Used by the HTML and JSON reports and by `kede explain`.
// Pure functions over a const Assessment.
// Law: a natural person is never a choke point; a private value is never in a text.
#pragma once

#include <string>
#include <vector>

#include "engine/assess/choke_points.hpp"
#include "engine/assess/clearing.hpp"
#include "engine/assess/open_facts.hpp"
#include "reports/words.hpp"

namespace kede::reports {

// Of each kind as many as a person reads.
inline constexpr std::size_t kChokePointsTold = 3;
inline constexpr std::size_t kFactsTold = 10;

// Those that cover counted points, the strongest first.
std::vector<assess::ChokePoint> choke_points_told(const assess::Assessment& assessment, const assess::BidResult& bid);
// "A clause at SIA Rokas covers 72 % of the points of this chain (LAB-02, LAB-04)."
std::string choke_text(const assess::Assessment& assessment, const Words& words, const assess::BidResult& bid,
                       const assess::ChokePoint& point);
// "REQ-1, REQ-2": the few that answer most.
std::string choke_requirements(const assess::ChokePoint& point);

// "SIA Rokas: employees"
std::string fact_name(const assess::Assessment& assessment, const Words& words, const assess::OpenFact& fact);
// "not stated; decides up to 12.3 points: LAB-05, LAB-07"
std::string fact_note(const assess::Assessment& assessment, const Words& words, const assess::OpenFact& fact);

// "It would be clear if …" for the first of the smallest changes, and whether there may be smaller ones; in full also when the rule would
// not apply at all. When nothing was found, that is said: a list that is not exhaustive never clears.
enum class Telling { brief, full };
std::vector<std::string> clearing_texts(const assess::Assessment& assessment, const Words& words, const assess::Clearing& clearing,
                                        Telling telling);

}  // namespace kede::reports
