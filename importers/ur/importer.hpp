// Imports the open data of the Latvian Register of Enterprises (CSV files of dati.ur.gov.lv).
// Listed in importers/registry.cpp; called by the app.
// Keeps no state between calls; an import keeps sums for each company, and the records themselves only while they are handed over.
// Law: of a natural person the name and what tells namesakes apart are read, never nationality, residence or the personal code.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::ur {

extern const Importer importer;

}  // namespace kede::importers::ur
