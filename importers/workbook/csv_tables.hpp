// Turns the text of a CSV file into a table, as if it were a sheet.
// Called by the workbook importer.
// Pure function of the bytes.
// Law: a file in another encoding is read with a note, never with silently wrong letters.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "importers/workbook/table.hpp"

namespace kede::importers::workbook {

// The name of the sheet that a path stands for: "dir/Organizācijas.csv" -> "Organizācijas"; empty when the file is no CSV file.
std::string csv_sheet_name(std::string_view path);

// KD1201 empty, KD1208 too many cells, KD1266 too many rows. A cut cell (KD1210) and a quote left open (KD1218) are diagnostics.
Result<Table> read_csv(std::string_view bytes, const std::string& path, const Limits& limits, DiagnosticSink& diagnostics);

}  // namespace kede::importers::workbook
