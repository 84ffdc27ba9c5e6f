// Imports the daily notices of the Latvian Procurement Monitoring Bureau (JSON of open.iub.gov.lv).
// Listed in importers/registry.cpp; called by the app.
// Keeps one notice in memory; no state between calls.
// Law: winners at award and at completion are one deal; whether, how much and what is subcontracted are three separate statements.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::iub {

extern const Importer importer;

}  // namespace kede::importers::iub
