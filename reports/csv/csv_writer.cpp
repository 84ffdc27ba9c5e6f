#include "reports/csv/csv_writer.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace kede::reports {
namespace {

// "-12", "3,5", "+0.25": digits with at most one decimal mark after an optional sign.
bool is_plain_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return false;
  int marks = 0;
  return std::all_of(text.begin(), text.end(), [&](char c) { return is_digit(c) || ((c == '.' || c == ',') && ++marks == 1); });
}

}  // namespace

std::string harmless_cell(std::string_view text) {
  constexpr std::string_view kRisky = "=+-@\t\r";
  const bool risky = !text.empty() && kRisky.find(text.front()) != std::string_view::npos && !is_plain_number(text);
  return (risky ? "'" : "") + std::string(text);
}

CsvWriter::CsvWriter() : out_("\xEF\xBB\xBF") {}

void CsvWriter::row(const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out_.push_back(';');
    cell(cells[i]);
  }
  out_ += "\r\n";
}

void CsvWriter::cell(std::string_view text) {
  const std::string shown = harmless_cell(text);
  const auto needs_quotes = [](char c) { return c == ';' || c == '"' || c == '\r' || c == '\n'; };
  if (std::none_of(shown.begin(), shown.end(), needs_quotes)) {
    out_ += shown;
    return;
  }
  out_.push_back('"');
  for (const char c : shown) {
    if (c == '"') out_.push_back('"');
    out_.push_back(c);
  }
  out_.push_back('"');
}

}  // namespace kede::reports
