// Registers that are published as several CSV tables: finding which table a file is, and the loop over its rows.
// Used by the importers of such registers (Register of Enterprises, State Revenue Service, electronic procurement).
// Plain values and functions; a row lives until the next one is read.
// Law: a table is known by its columns, in whatever order and spelling of letters; a damaged row is rejected with its place, and the rest
// goes on.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "importers/csv_rows.hpp"
#include "importers/file_import.hpp"

namespace kede::importers {

struct CsvTable {
  std::string_view name;
  // Columns that together only this table has; unused ones are empty. "a|b" is there when one of the two is.
  std::array<std::string_view, 4> marks;
};

// The number of the first table all of whose marks are among the columns.
std::optional<std::size_t> find_table(std::span<const CsvTable> tables, const std::vector<std::string>& columns);

// The files with the table of each, in the order of the tables, then as given. Files that are none of the tables come last.
struct TableFile {
  InputFile file;
  std::optional<std::size_t> table;
};
std::vector<TableFile> files_by_table(std::span<const InputFile> files, std::span<const CsvTable> tables, const FileSystem& disk);

// Imports the files in their order. A file that is none of the tables is told (KD1402).
void import_tables(std::span<const TableFile> files, ImportContext& context, model::RecordSink& sink, const Importer& importer,
                   const std::function<void(FileImport&, CsvRows&, std::size_t table)>& read);

// "row 7"
std::string row_place(const CsvRows& rows);

// Calls `on_row` for each row that is not damaged; it counts or rejects the row itself.
template <class OnRow>
void read_rows(FileImport& file, CsvRows& rows, OnRow&& on_row) {
  while (rows.next()) {
    if (const auto damage = rows.damage()) {
      file.reject(error(std::string(*damage)), row_place(rows), rows.line(), rows.excerpt());
    } else {
      on_row();
    }
  }
}

// Rejects the row that was read last.
void reject_row(FileImport& file, const CsvRows& rows, std::string_view code);

// The number of a column; tells once (KD1400) when it is missing, since something is then not read.
std::optional<std::size_t> needed_column(FileImport& file, const CsvRows& rows, std::string_view table,
                                         std::initializer_list<std::string_view> names);

// "40003009618" of "40003009618", "40003009618.0" and "4.0003009618E10": what spreadsheets make of a number that is an identifier.
std::string written_code(std::string_view cell);
// Plain decimal text of a number in which a lone comma is the decimal one, as these registers write: "40,908" is 40.908.
std::optional<std::string> decimal_text(std::string_view cell);
std::optional<double> written_number(std::string_view cell);
// A date, also with a time behind it.
std::optional<Date> written_day(std::string_view cell);

}  // namespace kede::importers
