// Writes a table as spreadsheets in Latvia open it by double click: UTF-8 with a mark, semicolons, CR LF.
// Used by the CSV report.
// A CsvWriter belongs to one thread.
// Law: RFC 4180 quoting; a cell that a spreadsheet would run as a formula is never written as such.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kede::reports {

class CsvWriter {
 public:
  CsvWriter();
  void row(const std::vector<std::string>& cells);
  std::string take() { return std::move(out_); }

 private:
  void cell(std::string_view text);
  std::string out_;
};

// A leading apostrophe for text that begins with = + - @, a tab or a carriage return, unless it is a plain number.
std::string harmless_cell(std::string_view text);

}  // namespace kede::reports
