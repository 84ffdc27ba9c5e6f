// Reads targets.simple.csv: one row for each listed entity, without topics and without ties.
// Called by the importer for each file of this form.
// Keeps one row in memory.
// Law: what list a row is of follows from its programmes and its data set; where they do not tell, it is an entry of another list.
#pragma once

#include <span>
#include <string>

#include "importers/file_import.hpp"
#include "importers/party_fields.hpp"

namespace kede::importers::ftm {

bool is_simple_csv(std::span<const std::string> columns);
void read_simple_csv(FileImport& file, const PartyFields& fields);

}  // namespace kede::importers::ftm
