// What an importer is: a name, a way to recognise its files, a way to read them.
// One constant per folder, listed in registry.cpp; called by the app.
// Importers keep no state between calls.
// Law: an importer uses only base and model, reads names and numbers but never a person's nationality, ethnicity, religion or home address,
// and ends hostile input in diagnostics.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/file_system.hpp"
#include "engine/model/record.hpp"
#include "engine/model/vocabulary.hpp"

namespace kede::importers {

// One file that was recognised. `path` is what messages show.
struct InputFile {
  std::string path;
};

struct ImportContext {
  const FileSystem& files;
  const model::Vocabulary& vocabulary;
  DiagnosticSink& diagnostics;
  std::size_t max_record_bytes = 64U << 20U;  // a larger single record is rejected
};

struct Importer {
  std::string_view name;  // "ocds"; its words are format.ocds in reports/i18n/cli.json
  // How sure it is that a file is its own, 0 (no) to 100, from the path and the first 64 KiB after decompression.
  int (*recognise)(std::string_view path, std::string_view head);
  // Reads all files that are its own as one import: references may cross files. Expected failures go to the diagnostics; a failed Result
  // means that nothing at all could be read.
  Result<void> (*read)(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink);
};

}  // namespace kede::importers
