// Lists that are published as CSV with a header: which one a file is, and how its rows are read.
// Used by the importer of this folder.
// Pure functions apart from the writer.
// Law: a list is known by its columns, in any order; columns that are not needed may be absent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "importers/lists/listed_entity.hpp"

namespace kede::importers::lists {

enum class CsvList : std::uint8_t {
  consolidated_screening,
  denied_persons,
  eu_journal,
  eu_consolidated,
  cbp_orders,
  cbp_names,
  uflpa,
  world_bank,
  sam_exclusions
};

// Nothing when the columns are of no list known here. The columns are named as column_name() writes them.
std::optional<CsvList> csv_list_of(const std::vector<std::string>& columns);

void read_csv_list(CsvList list, FileImport& file, ListWriter& writer);

// What the publisher of the list of the United States calls each of its sources.
ListName consolidated_screening_list(std::string_view source);
// "CH, CHE-427.006.032, Company Number" and the like, of an organisation.
void add_stated_identifier(ListedEntity& entity, const Countries& countries, std::string_view country, std::string_view number,
                           std::string_view type);

}  // namespace kede::importers::lists
