// Reads French contract data (DECP, données essentielles de la commande publique): JSON and XML of 2019 and of 2022.
// The constant goes into importers/registry.cpp.
// Keeps no state between calls; one import belongs to one thread.
// Law: a firm is known by its number in the Sirene register; a number that cannot be one joins nothing.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::decp {

extern const Importer importer;

}  // namespace kede::importers::decp
