// Reads notices of Tenders Electronic Daily as XML, releases R2.0.7 to R2.0.9 (2014 to 2023).
// The constant goes into importers/registry.cpp.
// Keeps no state between calls; one import belongs to one thread.
// Law: a notice is read or rejected, and notices of one process become one process whatever the order of the files.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::ted_xml {

extern const Importer importer;

}  // namespace kede::importers::ted_xml
