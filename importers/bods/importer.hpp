// The importer of the Beneficial Ownership Data Standard, versions 0.1 to 0.4.
// Listed in importers/registry.cpp; called by the app.
// Reads each file twice: statements may replace others and refer forward. Keeps no state between calls.
// Law: what is told twice counts once: a replaced statement is not read, and of one record only the latest is.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::bods {

extern const Importer importer;

}  // namespace kede::importers::bods
