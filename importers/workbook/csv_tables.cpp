#include "importers/workbook/csv_tables.hpp"

#include "engine/base/csv.hpp"
#include "engine/base/text.hpp"
#include "importers/text_decoding.hpp"

namespace kede::importers::workbook {
namespace {

void report_damage(const CsvRecord& record, const Table& table, const Limits& limits, DiagnosticSink& diagnostics) {
  const Place place{.file = table.file, .pointer = table.name, .row = record.number};
  if (record.cut) diagnostics.add(error("KD1210").at(place).arg("limit", std::to_string(limits.cell_bytes)));
  if (record.quote_left_open)
    diagnostics.add(error("KD1218").at({.file = table.file, .pointer = table.name, .row = record.number, .line = record.line}));
}

}  // namespace

std::string csv_sheet_name(std::string_view path) {
  const std::string_view file = path.substr(path.find_last_of("/\\") == std::string_view::npos ? 0 : path.find_last_of("/\\") + 1);
  const std::size_t point = file.find_last_of('.');
  if (point == std::string_view::npos) return {};
  const std::string extension = ascii_lower(file.substr(point));
  return extension == ".csv" || extension == ".tsv" ? std::string(file.substr(0, point)) : std::string();
}

Result<Table> read_csv(std::string_view bytes, const std::string& path, const Limits& limits, DiagnosticSink& diagnostics) {
  if (trim(bytes.substr(0, 4096)).empty() && bytes.size() <= 4096) return error("KD1201").at({.file = path});
  std::string encoding;
  const std::string text = to_utf8(bytes, encoding);
  if (encoding != kUtf8) diagnostics.add(note("KD1219").at({.file = path}).arg("encoding", encoding));
  Table table{.file = path, .name = csv_sheet_name(path)};
  std::string_view content = text;
  char separator = guess_separator(content);
  std::uint32_t skipped = 0;
  // Excel's own first line, which is not a row of data.
  if (content.starts_with("sep=") && content.size() > 5) {
    separator = content[4];
    content.remove_prefix(std::min(content.size(), content.find('\n') + 1));
    skipped = 1;
  }
  CsvReader reader(content, separator, limits.cell_bytes, kMaxColumns);
  std::uint64_t cells = 0;
  for (CsvRecord record; reader.next(record);) {
    record.number += skipped;
    report_damage(record, table, limits, diagnostics);
    TableRow row{.number = record.number, .cells = {}};
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      if (++cells > limits.cells) return error("KD1208").at({.file = path}).arg("limit", std::to_string(limits.cells));
      if (trim(record.fields[i]).empty()) continue;
      const CellKind kind = record.cut && record.fields[i].size() >= limits.cell_bytes ? CellKind::failure : CellKind::text;
      std::string shown = kind == CellKind::failure ? shorten(record.fields[i].substr(0, 200), 40) : std::string(record.fields[i]);
      row.cells.push_back({.column = static_cast<std::uint32_t>(i), .kind = kind, .text = std::move(shown)});
    }
    if (!row.cells.empty()) table.rows.push_back(std::move(row));
    if (table.rows.size() > limits.rows) return error("KD1266").at({.file = path}).arg("limit", std::to_string(limits.rows));
  }
  return table;
}

}  // namespace kede::importers::workbook
