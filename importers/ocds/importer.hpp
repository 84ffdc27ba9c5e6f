// Reads OCDS 1.0 and 1.1 in every container in which it is published.
// The constant goes into importers/registry.cpp; import_files is for it and for tests.
// Keeps no state between calls; one import belongs to one thread.
// Law: releases present = releases read + superseded + rejected, and the records do not depend on the sizes in which a file is read.
#pragma once

#include "importers/importer.hpp"

namespace kede::importers::ocds {

extern const Importer importer;

struct ImportOptions {
  std::size_t block_bytes = 256U << 10U;  // how much text is looked at at once
};

struct ImportCounts {
  std::size_t present = 0;     // releases, compiled releases, and what stands in their place
  std::size_t read = 0;        // became records, alone or merged
  std::size_t superseded = 0;  // older states of a process of which a newer state was read
  std::size_t rejected = 0;
  std::size_t processes = 0;  // contracting processes that were written
};

Result<ImportCounts> import_files(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink,
                                  const ImportOptions& options = {});

}  // namespace kede::importers::ocds
