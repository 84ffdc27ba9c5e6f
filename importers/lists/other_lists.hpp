// Lists that are published otherwise than as CSV with a header in its first line: OFAC's files, XML, JSON, HTML, the Brazilian register.
// Used by the importer of this folder.
// Pure functions apart from the writer; OfacEntries is shared by the files of one import.
// Law: rows of OFAC's names and addresses belong to the entry with their number, whichever file comes first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "importers/lists/listed_entity.hpp"

namespace kede::importers::lists {

enum class OtherList : std::uint8_t {
  ofac_entries,
  ofac_names,
  ofac_addresses,
  ofac_remarks,
  ofac_xml,
  un_xml,
  screening_json,
  world_bank_json,
  uflpa_html,
  lista_suja
};

std::optional<OtherList> other_list_of(std::string_view head);

struct OfacEntry {
  ListedKind kind = ListedKind::organisation;
  bool has_address = false;  // of several the first one counts, since their states differ
};
using OfacEntries = std::unordered_map<std::string, OfacEntry>;  // by number; vessels are not here

void read_other_list(OtherList list, FileImport& file, ListWriter& writer, OfacEntries& entries);

// Aliases and identifiers in the remarks of OFAC: "a.k.a. 'BNC'; Registration ID 27134614 (Netherlands)."
void add_remarks(ListedEntity& entity, const Countries& countries, std::string_view remarks);

}  // namespace kede::importers::lists
