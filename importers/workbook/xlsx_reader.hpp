// Reads the sheets of an XLSX file into tables.
// Called by the workbook importer and by the tests of the template.
// Pure function of the bytes; what is odd but readable goes to the diagnostics.
// Law: hostile bytes end in diagnostics; XML with its own entities or a document type is refused; formulas are never computed, only their
// saved results are read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "importers/workbook/table.hpp"

namespace kede::importers::workbook {

// All sheets in the order of the workbook. Fails when the file as a whole cannot be read (KD1201-KD1208, KD1266); a single damaged sheet is
// a diagnostic and is left out.
Result<std::vector<Table>> read_xlsx(std::string_view bytes, const std::string& path, const Limits& limits, DiagnosticSink& diagnostics);

// Names of the sheets in the text of xl/workbook.xml, also when it is cut off; empty when there are none.
std::vector<std::string> sheet_names_in(std::string_view workbook_xml);

}  // namespace kede::importers::workbook
