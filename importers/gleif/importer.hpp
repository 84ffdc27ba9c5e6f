// The importer of data of the Global Legal Entity Identifier Foundation: entities, relationships, reporting exceptions.
// Listed in importers/registry.cpp; called by the app.
// Reads files of relationships twice: an ultimate parent is left out where direct ones lead to it. Keeps no state between calls.
// Law: XML, CSV and JSON of the same data give the same facts.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::gleif {

extern const Importer importer;

}  // namespace kede::importers::gleif
