// Finds the files behind the paths of a command line and the importer for each.
// Used by the pipeline.
// Pure functions over a FileSystem.
// Law: every file is either given to an importer or named as not recognised; none is passed over in silence.
#pragma once

#include <string>
#include <vector>

#include "importers/importer.hpp"

namespace kede::app {

struct ImportTask {
  const importers::Importer* importer = nullptr;
  std::vector<importers::InputFile> files;  // in the order of the paths
};

// Folders are walked in byte order. Files that nobody recognises become notes (documents, our own outputs) or warnings.
std::vector<ImportTask> find_inputs(const std::vector<std::string>& paths, const FileSystem& files, DiagnosticSink& diagnostics);

}  // namespace kede::app
