// The readers behind read_other_list(), one for each form of publication.
// Used by other_lists.cpp only.
// Pure functions apart from the writer.
// Law: what a reader cannot use is rejected or counted as passed over.
#pragma once

#include "importers/lists/other_lists.hpp"

namespace kede::importers::lists {

void read_ofac_entries(FileImport& file, ListWriter& writer, OfacEntries& entries);
void read_ofac_details(OtherList list, FileImport& file, ListWriter& writer, OfacEntries& entries);
void read_ofac_xml(FileImport& file, ListWriter& writer);
void read_un_xml(FileImport& file, ListWriter& writer);
void read_screening_json(FileImport& file, ListWriter& writer);
void read_world_bank_json(FileImport& file, ListWriter& writer);
void read_uflpa_html(FileImport& file, ListWriter& writer);
void read_lista_suja(FileImport& file, ListWriter& writer);

}  // namespace kede::importers::lists
