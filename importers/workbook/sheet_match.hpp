// Says which table is which sheet of the vocabulary, and which of its columns is which.
// Used by the importer and by recognise().
// Refers to the tables and the vocabulary, which must outlive it.
// Law: a nearly right name is pointed out, never used; what is not known is counted and named, never silently dropped.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/model/vocabulary.hpp"
#include "importers/workbook/table.hpp"

namespace kede::importers::workbook {

struct UnknownColumn {
  std::uint32_t column = 0;
  std::string header;
};

struct MatchedSheet {
  const model::Sheet* sheet = nullptr;
  const Table* table = nullptr;
  std::size_t first_row = 0;                          // index of the first row below the header
  std::vector<std::optional<std::uint32_t>> columns;  // by column of the sheet
  std::vector<std::string> headers;                   // by column of the sheet, as written
  std::vector<UnknownColumn> unknown;
};

// The sheet with this English or Latvian name.
const model::Sheet* find_sheet(const model::Vocabulary& vocabulary, std::string_view name);
// Names of sheets that this one was probably meant to be; none when it is far from all of them.
std::vector<std::string> nearest_sheets(const model::Vocabulary& vocabulary, std::string_view name);
// Its column with this English or Latvian name (a star that marks a required column is passed over).
std::optional<std::size_t> find_column(const model::Sheet& sheet, std::string_view header);
// How many of these headers the sheet knows, and whether a required one is among them.
std::pair<std::size_t, bool> known_headers(const model::Sheet& sheet, const std::vector<std::string>& headers);

// In the order of the vocabulary. KD1211 no sheet known, KD1212 unknown sheet, KD1213 unknown column, KD1214 required column missing,
// KD1216 column twice, KD1217 no header row found.
std::vector<MatchedSheet> match_sheets(const std::vector<Table>& tables, const model::Vocabulary& vocabulary, DiagnosticSink& diagnostics);

}  // namespace kede::importers::workbook
