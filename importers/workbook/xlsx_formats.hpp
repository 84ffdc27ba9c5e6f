// Number formats of a workbook and the numbers they show: dates, percentages, numbers with leading zeros.
// Used by the XLSX reader.
// Pure functions.
// Law: a number is turned into text exactly, never through a rounded display.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/date.hpp"
#include "importers/workbook/table.hpp"

namespace kede::importers::workbook {

enum class NumberFormat : std::uint8_t { general, date, month, percent };

struct CellFormat {
  NumberFormat shows = NumberFormat::general;
  std::uint8_t leading_zeros = 0;  // "00000000000" shows 11 digits
};

CellFormat built_in_format(unsigned id);
CellFormat custom_format(std::string_view code);

// Day of a spreadsheet serial number; nothing for 29 February 1900, which exists only in spreadsheets, and beyond the year 9999.
std::optional<Date> serial_date(double serial, bool since_1904);

// Shortest plain decimal text of the stored number, without an exponent; nothing when it is no finite number.
std::optional<std::string> plain_number(std::string_view stored);

// The stored number as the cell shows it.
Cell number_cell(std::string_view stored, CellFormat format, bool since_1904);

}  // namespace kede::importers::workbook
