#include "importers/workbook/sheet_match.hpp"

#include <algorithm>

#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"
#include "importers/workbook/names.hpp"

namespace kede::importers::workbook {
namespace {

constexpr std::size_t kHeaderSearch = 10;  // a title may stand above the header

// "org_id *" is the column "org_id"; the star says that it is required.
std::string_view without_star(std::string_view header) {
  header = trim(header);
  while (header.ends_with('*')) header = trim(header.substr(0, header.size() - 1));
  return header;
}

std::string folded_header(std::string_view header) { return fold_name(without_star(header)); }

std::vector<std::string> sheet_names(const model::Vocabulary& vocabulary) {
  std::vector<std::string> names;
  for (const model::Sheet& sheet : vocabulary.sheets()) {
    names.push_back(sheet.name);
    if (sheet.name_lv != sheet.name) names.push_back(sheet.name_lv);
  }
  return names;
}

std::vector<std::string> missing_names(const model::Sheet& sheet, const MatchedSheet& matched) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    if (matched.columns[i]) continue;
    names.push_back(sheet.columns[i].name);
    if (sheet.columns[i].name_lv != sheet.columns[i].name) names.push_back(sheet.columns[i].name_lv);
  }
  return names;
}

// Distances are measured on folded names, so that a missing diacritic costs nothing.
std::vector<std::string> nearest_folded(std::string_view word, const std::vector<std::string>& names) {
  std::vector<std::string> folded;
  for (const std::string& name : names) folded.push_back(fold_name(name));
  std::vector<std::string> out;
  for (const std::string& found : nearest(fold_name(word), folded)) {
    for (std::size_t i = 0; i < folded.size(); ++i) {
      if (folded[i] == found && std::find(out.begin(), out.end(), names[i]) == out.end()) {
        out.push_back(names[i]);
        break;
      }
    }
  }
  return out;
}

std::vector<std::string> headers_of(const TableRow& row) {
  std::vector<std::string> headers;
  for (const Cell& cell : row.cells) headers.push_back(cell.text);
  return headers;
}

// The row with the most known headers among the first ones.
std::optional<std::size_t> header_row(const Table& table, const model::Sheet& sheet) {
  std::size_t best = 0;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < std::min(kHeaderSearch, table.rows.size()); ++i) {
    const std::size_t known = known_headers(sheet, headers_of(table.rows[i])).first;
    if (known <= best) continue;
    best = known;
    found = i;
  }
  return found;
}

std::size_t filled_cells(const MatchedSheet& matched, std::uint32_t column) {
  std::size_t count = 0;
  for (std::size_t i = matched.first_row; i < matched.table->rows.size(); ++i)
    count += matched.table->rows[i].find(column) != nullptr ? 1U : 0U;
  return count;
}

void match_columns(MatchedSheet& matched, const TableRow& header, DiagnosticSink& diagnostics) {
  const model::Sheet& sheet = *matched.sheet;
  const Table& table = *matched.table;
  matched.columns.resize(sheet.columns.size());
  matched.headers.resize(sheet.columns.size());
  for (const Cell& cell : header.cells) {
    const std::string name(without_star(cell.text));
    const auto found = find_column(sheet, name);
    if (found && matched.columns[*found]) {
      diagnostics.add(error("KD1216")
                          .at({.file = table.file, .pointer = table.name, .row = header.number, .cell = name})
                          .arg("column", name)
                          .arg("sheet", table.name));
    } else if (found) {
      matched.columns[*found] = cell.column;
      matched.headers[*found] = name;
    } else if (describes_persons(name)) {
      diagnostics.add(warning("KD1238")
                          .at({.file = table.file, .pointer = table.name, .row = header.number, .cell = name})
                          .arg("column", name)
                          .arg("sheet", table.name));
    } else {
      matched.unknown.push_back({cell.column, name});
    }
  }
}

void report_columns(const MatchedSheet& matched, std::uint32_t header_number, DiagnosticSink& diagnostics) {
  const model::Sheet& sheet = *matched.sheet;
  const Table& table = *matched.table;
  const std::vector<std::string> free_names = missing_names(sheet, matched);
  for (const UnknownColumn& unknown : matched.unknown) {
    auto candidates = nearest_folded(unknown.header, free_names);
    const std::size_t count = filled_cells(matched, unknown.column);
    if (count == 0 && candidates.empty()) continue;
    Diagnostic diagnostic = candidates.empty() ? note("KD1213") : warning("KD1213");
    diagnostics.add(std::move(diagnostic)
                        .at({.file = table.file, .pointer = table.name, .row = header_number, .cell = unknown.header})
                        .arg("column", unknown.header)
                        .arg("sheet", table.name)
                        .arg("count", std::to_string(count))
                        .suggest(std::move(candidates)));
  }
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    if (matched.columns[i] || !sheet.columns[i].required || matched.first_row >= table.rows.size()) continue;
    diagnostics.add(error("KD1214")
                        .at({.file = table.file, .pointer = table.name, .row = header_number})
                        .arg("column", sheet.columns[i].name)
                        .arg("column_lv", sheet.columns[i].name_lv)
                        .arg("sheet", table.name)
                        .arg("rows", std::to_string(table.rows.size() - matched.first_row)));
  }
}

std::optional<MatchedSheet> match_one(const Table& table, const model::Sheet& sheet, DiagnosticSink& diagnostics) {
  MatchedSheet matched{.sheet = &sheet, .table = &table, .first_row = 0, .columns = {}, .headers = {}, .unknown = {}};
  const auto header = header_row(table, sheet);
  if (!header) {
    if (!table.rows.empty()) {
      diagnostics.add(error("KD1217")
                          .at({.file = table.file, .pointer = table.name, .row = table.rows.front().number})
                          .arg("sheet", table.name)
                          .arg("column", sheet.columns.front().name)
                          .arg("column_lv", sheet.columns.front().name_lv));
    }
    return std::nullopt;
  }
  matched.first_row = *header + 1;
  match_columns(matched, table.rows[*header], diagnostics);
  report_columns(matched, table.rows[*header].number, diagnostics);
  return matched;
}

}  // namespace

const model::Sheet* find_sheet(const model::Vocabulary& vocabulary, std::string_view name) {
  const std::string folded = fold_name(name);
  for (const model::Sheet& sheet : vocabulary.sheets()) {
    if (folded == fold_name(sheet.name) || folded == fold_name(sheet.name_lv)) return &sheet;
  }
  return nullptr;
}

std::vector<std::string> nearest_sheets(const model::Vocabulary& vocabulary, std::string_view name) {
  return nearest_folded(name, sheet_names(vocabulary));
}

std::optional<std::size_t> find_column(const model::Sheet& sheet, std::string_view header) {
  const std::string folded = folded_header(header);
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    if (folded == fold_name(sheet.columns[i].name) || folded == fold_name(sheet.columns[i].name_lv)) return i;
  }
  return std::nullopt;
}

std::pair<std::size_t, bool> known_headers(const model::Sheet& sheet, const std::vector<std::string>& headers) {
  std::size_t known = 0;
  bool required = false;
  for (const std::string& header : headers) {
    const auto column = find_column(sheet, header);
    if (!column) continue;
    ++known;
    required = required || sheet.columns[*column].required;
  }
  return {known, required};
}

std::vector<MatchedSheet> match_sheets(const std::vector<Table>& tables, const model::Vocabulary& vocabulary, DiagnosticSink& diagnostics) {
  std::vector<MatchedSheet> matched;
  bool any_known = false;
  for (const Table& table : tables) {
    const model::Sheet* sheet = find_sheet(vocabulary, table.name);
    if (sheet == nullptr) {
      if (is_own_sheet(table.name)) continue;
      auto candidates = nearest_sheets(vocabulary, table.name);
      Diagnostic diagnostic = candidates.empty() ? note("KD1212") : warning("KD1212");
      diagnostics.add(std::move(diagnostic)
                          .at({.file = table.file, .pointer = table.name})
                          .arg("sheet", table.name)
                          .arg("rows", std::to_string(table.rows.size()))
                          .suggest(std::move(candidates)));
      continue;
    }
    any_known = true;
    if (table.hidden && !table.rows.empty())
      diagnostics.add(note("KD1245").at({.file = table.file, .pointer = table.name}).arg("sheet", table.name));
    if (auto one = match_one(table, *sheet, diagnostics)) matched.push_back(std::move(*one));
  }
  if (!any_known && !tables.empty()) {
    diagnostics.add(error("KD1211").at({.file = tables.front().file}).arg("names", join(sheet_names(vocabulary), ", ")));
  }
  std::stable_sort(matched.begin(), matched.end(), [](const MatchedSheet& a, const MatchedSheet& b) { return a.sheet < b.sheet; });
  return matched;
}

}  // namespace kede::importers::workbook
