// Reads the entities of one JSON file: line by line, or the elements of a list.
// Called by the importer for each file.
// Keeps a few blocks of lines in memory, whatever the size of the file, and reads them ahead on a thread of its own.
// Law: records and rejections are handed over in the order of the file.
#pragma once

#include "importers/file_import.hpp"
#include "importers/party_fields.hpp"

namespace kede::importers::ftm {

void read_entity_lines(FileImport& file, const PartyFields& fields);
void read_entity_list(FileImport& file, const PartyFields& fields);

}  // namespace kede::importers::ftm
