// Reads subawards of federal contracts and grants of the United States (USAspending downloads of FFATA reports): CSV, and JSON rows.
// The constant goes into importers/registry.cpp.
// Keeps no state between calls; one import belongs to one thread.
// Law: the same subaward, reported anew each month, is one supply; names and pay of officers are never read.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::us_subawards {

extern const Importer importer;

}  // namespace kede::importers::us_subawards
