// Reads the yearly CSV files of contract award notices of Tenders Electronic Daily (TED-CAN, 2006 to 2023).
// The constant goes into importers/registry.cpp.
// Keeps no state between calls; one import belongs to one thread.
// Law: a row is read or rejected, and memory does not grow with the file.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::ted_csv {

extern const Importer importer;

}  // namespace kede::importers::ted_csv
