// Reads the notices of EU eForms (UBL 2.3, all SDK versions) and the national notices of the same form.
// The constant goes into importers/registry.cpp.
// Keeps no state between calls; one import belongs to one thread.
// Law: every file becomes one notice, or a rejection with its place and reason; of several versions of a notice the newest counts.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::eforms {

extern const Importer importer;

}  // namespace kede::importers::eforms
