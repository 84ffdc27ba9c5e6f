// The list of all importers, and the step that finds the right one for each file.
// Used by the app.
// Const.
// Law: this is the one place where an importer is added.
#pragma once

#include <span>

#include "importers/importer.hpp"

namespace kede::importers {

std::span<const Importer* const> all_importers();

}  // namespace kede::importers
