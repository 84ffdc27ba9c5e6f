// Reads official exclusion, sanctions and forced-labour lists as their publishers give them, and any CSV that has a mapping beside it.
// The constant goes into importers/registry.cpp.
// Keeps no state between calls; one import belongs to one thread.
// Law: of a natural person on a list nothing but the name is read; a product, a region or a vessel on a list is no organisation.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::lists {

extern const Importer importer;

}  // namespace kede::importers::lists
