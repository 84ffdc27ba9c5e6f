// Imports the open data of the Latvian electronic procurement system (yearly CSV files of data.gov.lv).
// Listed in importers/registry.cpp; called by the app.
// Keeps no state between calls; an import keeps a few numbers for each contract document and product.
// Law: of the rows of one contract document only the newest is a fact; every tenderer whose bid was opened is a bid.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::eis {

extern const Importer importer;

}  // namespace kede::importers::eis
