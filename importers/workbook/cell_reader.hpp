// Reads one cell as the type of its field: known value, declared unknown, or unreadable with a message that says what would be right.
// Used by the book reader, one CellReader per import.
// One thread.
// Law: an empty cell is no fact; a value that cannot be read is never guessed.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "engine/model/fact.hpp"
#include "engine/model/vocabulary.hpp"
#include "importers/workbook/table.hpp"

namespace kede::importers::workbook {

// The currency of the amounts in a row: stated, or EUR when nothing is said. Empty: something unreadable is said.
using RowCurrency = std::optional<Currency>;

struct CellPlace {
  const std::string& file;
  const std::string& sheet;
  std::uint32_t row;
  const std::string& header;
  bool is_private = false;  // what stands there is not repeated in a message
  Place place() const { return {.file = file, .pointer = sheet, .row = row, .cell = header}; }
};

class CellReader {
 public:
  // `since_1904`: how the table counts bare day numbers.
  CellReader(const model::Vocabulary& vocabulary, DiagnosticSink& diagnostics, bool since_1904 = false);

  // Nothing for an empty cell. Diagnostics KD1221-KD1236, KD1246, KD1248.
  std::optional<model::Value> read(const Cell& cell, const model::Field& field, RowCurrency currency, const CellPlace& at);
  // A date that may be written as a period; its last day counts.
  std::optional<model::Value> read_period(const Cell& cell, const CellPlace& at);
  // Empty or a dash: EUR.
  RowCurrency read_currency(const Cell* cell, const CellPlace& at);
  // Dates that stood in their cells as bare day numbers.
  std::size_t bare_days() const { return bare_days_; }

 private:
  std::optional<model::Scalar> scalar(const Cell& cell, std::string_view text, const model::Field& field, RowCurrency currency,
                                      const CellPlace& at);
  std::optional<model::Scalar> integer(std::string_view text, const CellPlace& at);
  std::optional<model::Scalar> real(std::string_view text, const model::Field& field, const CellPlace& at);
  std::optional<model::Scalar> percent(std::string_view text, const model::Field& field, const CellPlace& at);
  std::optional<model::Scalar> money(std::string_view text, RowCurrency currency, const CellPlace& at);
  std::optional<model::Scalar> code(std::string_view text, const model::Field& field, const CellPlace& at);
  std::optional<model::Scalar> country(std::string_view text, const CellPlace& at);
  std::optional<Date> bare_day(const Cell& cell);
  std::optional<model::Scalar> cpv(const Cell& cell, std::string_view text, const CellPlace& at);
  model::Value list(const Cell& cell, const model::Field& field, RowCurrency currency, const CellPlace& at);
  std::nullopt_t complain(std::string_view code, std::string_view text, const CellPlace& at, std::vector<std::string> candidates = {});
  bool worth_searching(const std::string& code) const;
  const std::map<std::string, std::string>& country_names();

  const model::Vocabulary& vocabulary_;
  DiagnosticSink& diagnostics_;
  bool since_1904_;
  std::size_t bare_days_ = 0;
  std::map<model::CodeListId, std::map<std::string, std::string>> code_names_;  // folded code or label -> code
  std::map<std::string, std::string> country_names_;                            // folded name in English or Latvian -> code
};

}  // namespace kede::importers::workbook
