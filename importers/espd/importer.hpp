// Reads responses of the European Single Procurement Document (ESPD) 2.0 to 4.1 as XML.
// The constant goes into importers/registry.cpp.
// Keeps no state between calls; one import belongs to one thread.
// Law: an answer is what the operator declares, never a fact of a register; a criterion without an answer is blank, not "no".
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::espd {

extern const Importer importer;

}  // namespace kede::importers::espd
