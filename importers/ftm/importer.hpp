// The importer of FollowTheMoney data: entities as JSON Lines, nested targets, targets.simple.csv.
// Listed in importers/registry.cpp; called by the app.
// Reads on as many threads as the machine has; keeps no state between calls.
// Law: the records and their order do not depend on the number of threads.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::ftm {

extern const Importer importer;

}  // namespace kede::importers::ftm
