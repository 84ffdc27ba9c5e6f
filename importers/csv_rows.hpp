// The rows of a CSV file with a header, asked for by column name.
// Made by importers around a SourceText.
// Keeps one row in memory; belongs to one thread; cells are views into the row and live until the next one is asked for.
// Law: columns are found by name, in any order; a cell that stands for nothing is empty; a damaged row is given with its damage.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/csv.hpp"
#include "importers/source.hpp"

namespace kede::importers {

// Header cells as they are compared: trimmed, small letters without Latvian marks; white space, hyphens and points as one "_".
std::string column_name(std::string_view written);

// The columns named in the first line of a CSV text, or nothing when it has no two columns. For Importer::recognise.
std::vector<std::string> csv_columns(std::string_view head);

class CsvRows {
 public:
  enum class Header : std::uint8_t { first_line, none };
  explicit CsvRows(SourceText& text, Header header = Header::first_line, std::size_t max_field_bytes = 1U << 20U);

  // The number of the first of these columns that is there.
  std::optional<std::size_t> column(std::initializer_list<std::string_view> names) const;
  const std::vector<std::string>& columns() const { return columns_; }
  char separator() const { return separator_; }

  // False at the end. Blank rows are passed over.
  bool next();
  // Trimmed; without the ="…" and '…' that keep a spreadsheet from reading a number. Empty for a column that is not there.
  std::string_view cell(std::optional<std::size_t> column) const;
  std::uint32_t row() const { return record_.number; }
  std::uint32_t line() const { return record_.line; }
  // KD1147: a cell was longer than the limit. KD1148: a quotation mark was never closed. KD1149: more cells than columns.
  std::optional<std::string_view> damage() const;
  // The beginning of the row, for the rejects.
  std::string excerpt() const;

 private:
  SourceText& text_;
  std::string head_;  // what was read to find the separator
  std::size_t head_at_ = 0;
  char separator_ = ',';
  std::optional<CsvReader> reader_;
  CsvRecord record_;
  std::vector<std::string> columns_;
};

}  // namespace kede::importers
