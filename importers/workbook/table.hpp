// A table as it stands in the file, before anything is understood: rows of cells with the numbers a person sees in Excel.
// Made by the XLSX and CSV readers; read by sheet matching.
// Owns its text; one thread.
// Law: every cell is text. A number keeps the digits it shows, so a register number stays a register number.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kede::importers::workbook {

enum class CellKind : std::uint8_t { text, number, boolean, date, failure };

struct Cell {
  std::uint32_t column = 0;  // from 0
  CellKind kind = CellKind::text;
  bool formula = false;
  bool month_only = false;      // a date shown without its day
  bool digits_at_risk = false;  // a number with more digits than a spreadsheet keeps
  std::string text{};           // plain decimal, "40 %", "yes"/"no", "2026-01-31", or as written
};

struct TableRow {
  std::uint32_t number = 0;  // from 1, as a spreadsheet shows it
  std::vector<Cell> cells;   // in the order of columns, empty ones left out

  const Cell* find(std::uint32_t column) const {
    for (const Cell& cell : cells) {
      if (cell.column == column) return &cell;
    }
    return nullptr;
  }
};

struct Table {
  std::string file;
  std::string name;  // of the sheet, or of the CSV file without its extension
  std::vector<TableRow> rows = {};
  bool hidden = false;
  bool since_1904 = false;  // how its bare day numbers count
};

// What a file may claim before it is refused: protects the memory of the machine.
struct Limits {
  std::uint64_t file_bytes = 256ULL << 20U;
  std::uint64_t unzipped_bytes = 256ULL << 20U;
  std::uint64_t ratio = 200;  // unpacked to packed, for parts above one mebibyte
  std::uint64_t cells = 3'000'000;
  std::uint64_t rows = 200'000;        // of one file; larger sets come as OCDS
  std::size_t cell_bytes = 1U << 17U;  // a spreadsheet cell holds at most 32,767 characters
  std::uint64_t parts = 10'000;
};

inline constexpr std::uint32_t kMaxColumns = 16'384;
inline constexpr std::uint32_t kMaxRows = 1'048'576;

// "C" for 2; the name a spreadsheet gives a column.
inline std::string column_letters(std::uint32_t column) {
  std::string out;
  for (std::uint64_t rest = std::uint64_t{column} + 1; rest > 0; rest = (rest - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return out;
}

}  // namespace kede::importers::workbook
