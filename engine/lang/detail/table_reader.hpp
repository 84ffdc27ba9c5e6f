// Reads the two files of a table: the description (JSON) and the rows (CSV).
// Used by Table::read.
// Pure.
// Law: a cell that cannot be read as its column's type is a diagnostic with file, row and column; the table is then not used.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/lang/tables.hpp"

namespace kede::lang::detail {

struct Cells {
  std::size_t rows = 0;
  std::vector<std::vector<Value>> columns;                  // null: an empty cell
  std::vector<std::pair<std::string, std::uint32_t>> keys;  // joined by U+001F
};

Result<TableDescription> read_description(std::string_view json, const std::string& file);
Result<Cells> read_cells(std::string_view csv, const std::string& file, const TableDescription& description);

}  // namespace kede::lang::detail
