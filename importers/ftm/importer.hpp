// The importer of FollowTheMoney data: entities as JSON Lines, nested targets, targets.simple.csv.
// Listed in importers/registry.cpp; called by the app.
// Keeps no state between calls.
// Law: a list that is one of forced labour is told apart from sanctions, whatever its topic.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::ftm {

extern const Importer importer;

}  // namespace kede::importers::ftm
