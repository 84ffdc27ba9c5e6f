// Imports the open data of the State Revenue Service of Latvia (CSV files of data.gov.lv): taxes paid, taxpayers, debts.
// Listed in importers/registry.cpp; called by the app.
// Keeps no state between calls; an import keeps sums for each industry and year, and the records only while they are handed over.
// Law: rows of natural persons are passed over; what is worked out of published amounts is marked as computed and shows what it was made
// of.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::vid {

extern const Importer importer;

}  // namespace kede::importers::vid
