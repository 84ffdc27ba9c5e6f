#include "importers/csv_tables.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "engine/base/money.hpp"
#include "engine/base/text.hpp"

namespace kede::importers {
namespace {

bool has(const std::vector<std::string>& columns, std::string_view mark) {
  const auto alternatives = split(mark, '|');
  return std::any_of(alternatives.begin(), alternatives.end(), [&](std::string_view name) {
    return name.empty() || std::find(columns.begin(), columns.end(), column_name(name)) != columns.end();
  });
}

std::optional<double> plain_number(std::string_view text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::size_t> find_table(std::span<const CsvTable> tables, const std::vector<std::string>& columns) {
  if (columns.empty()) return std::nullopt;
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const CsvTable& table) {
    return std::all_of(table.marks.begin(), table.marks.end(), [&](std::string_view mark) { return has(columns, mark); });
  });
  return found == tables.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - tables.begin()));
}

std::vector<TableFile> files_by_table(std::span<const InputFile> files, std::span<const CsvTable> tables, const FileSystem& disk) {
  std::vector<TableFile> out;
  for (const InputFile& file : files) {
    const auto head = read_head(disk, file.path);
    out.push_back({file, head ? find_table(tables, csv_columns(*head)) : std::nullopt});
  }
  std::stable_sort(out.begin(), out.end(), [&](const TableFile& a, const TableFile& b) {
    return a.table.value_or(tables.size()) < b.table.value_or(tables.size());
  });
  return out;
}

void import_tables(std::span<const TableFile> files, ImportContext& context, model::RecordSink& sink, const Importer& importer,
                   const std::function<void(FileImport&, CsvRows&, std::size_t)>& read) {
  std::vector<InputFile> ordered;
  for (const TableFile& each : files) ordered.push_back(each.file);
  std::size_t at = 0;
  import_files(ordered, context, sink, importer, [&](FileImport& file) {
    while (files[at].file.path != file.path()) ++at;  // a file that could not be opened was passed over
    const auto table = files[at++].table;
    if (!table) return file.tell(error("KD1402").at({.file = file.path()}));
    CsvRows rows(file.text());
    read(file, rows, *table);
  });
}

std::string row_place(const CsvRows& rows) { return "row " + std::to_string(rows.row()); }

void reject_row(FileImport& file, const CsvRows& rows, std::string_view code) {
  file.reject(error(std::string(code)), row_place(rows), rows.line(), rows.excerpt());
}

std::optional<std::size_t> needed_column(FileImport& file, const CsvRows& rows, std::string_view table,
                                         std::initializer_list<std::string_view> names) {
  const auto found = rows.column(names);
  if (!found)
    file.tell(warning("KD1400").at({.file = file.path()}).arg("column", std::string(*names.begin())).arg("table", std::string(table)));
  return found;
}

std::string written_code(std::string_view cell) {
  if (std::all_of(cell.begin(), cell.end(), is_digit)) return std::string(cell);
  if (cell.ends_with(".0")) return std::string(cell.substr(0, cell.size() - 2));
  if (cell.find_first_of("eE") != std::string_view::npos && cell.find_first_not_of("0123456789.,+eE") == std::string_view::npos) {
    const auto number = plain_number(cell);
    if (number && *number > 0 && *number < 1e15 && std::floor(*number) == *number)
      return std::to_string(static_cast<std::int64_t>(*number));
  }
  return std::string(cell);
}

std::optional<std::string> decimal_text(std::string_view cell) {
  const std::size_t comma = cell.find(',');
  if (comma == std::string_view::npos || cell.find_first_of(",.", comma + 1) != std::string_view::npos ||
      cell.substr(0, comma).find('.') != std::string_view::npos)
    return plain_decimal(cell);
  std::string pointed(cell);
  pointed[comma] = '.';
  return plain_decimal(pointed);
}

std::optional<double> written_number(std::string_view cell) {
  if (const auto number = plain_number(cell)) return number;
  const auto plain = decimal_text(cell);
  return plain ? plain_number(*plain) : std::nullopt;
}

std::optional<Date> written_day(std::string_view cell) {
  const auto end = std::find_if(cell.begin(), cell.end(), [](char c) { return c == ' ' || c == 'T'; });
  const auto date = parse_written_date(std::string_view(cell.begin(), end));
  return date && plausible(*date) ? date : std::nullopt;
}

}  // namespace kede::importers
