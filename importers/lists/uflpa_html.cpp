// The pages of the UFLPA Entity List: tables whose first column names an entity and whose second one gives a date.
#include <algorithm>

#include "engine/base/text.hpp"
#include "importers/lists/listed_names.hpp"
#include "importers/lists/readers.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::lists {
namespace {

std::optional<std::string> read_all(FileImport& file) {
  std::string out;
  std::string piece(kTextPiece, '\0');
  while (const std::size_t got = file.text().read(piece.data(), piece.size())) {
    out.append(piece, 0, got);
    if (out.size() > file.context().max_record_bytes) return std::nullopt;
  }
  return out;
}

// The next element of this name at or behind `at`: its contents; nothing when there is none.
std::optional<std::string_view> next_element(std::string_view page, std::string_view lower, std::string_view name, std::size_t& at) {
  const std::string open = '<' + std::string(name);
  const std::string close = "</" + std::string(name);
  for (std::size_t begin = lower.find(open, at); begin != std::string_view::npos; begin = lower.find(open, begin + 1)) {
    const std::size_t after = begin + open.size();
    if (after < lower.size() && lower[after] != '>' && lower[after] != ' ' && lower[after] != '\n') continue;
    const std::size_t inside = lower.find('>', begin);
    if (inside == std::string_view::npos) break;
    const std::size_t end = std::min(lower.find(close, inside), lower.size());
    at = end;
    return page.substr(inside + 1, end - inside - 1);
  }
  at = lower.size();
  return std::nullopt;
}

std::vector<std::string> cells_of(std::string_view row) {
  const std::string lower = ascii_lower(row);
  std::vector<std::string> out;
  // Header cells are <th>; a row has one kind or the other.
  const std::string_view name = lower.find("<td") != std::string::npos ? "td" : "th";
  std::size_t at = 0;
  while (const auto cell = next_element(row, lower, name, at)) {
    std::string text = without_markup(*cell);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    out.emplace_back(trim(text));
  }
  return out;
}

bool is_header(const std::vector<std::string>& cells) {
  if (cells.size() < 2) return false;
  const std::string first = ascii_lower(cells[0]);
  return first.find("name of entity") != std::string::npos || first.find("entity name") != std::string::npos;
}

}  // namespace

void read_uflpa_html(FileImport& file, ListWriter& writer) {
  const ListName list{"uflpa", "forced_labour", "UFLPA Entity List"};
  const auto whole = read_all(file);
  if (!whole) return file.reject(error("KD1141").arg("limit", std::to_string(file.context().max_record_bytes)), "/", 1, {});
  const std::string_view page = *whole;
  const std::string lower = ascii_lower(page);
  std::size_t at = 0;
  std::size_t tables = 0;
  while (const auto table = next_element(page, lower, "table", at)) {
    ++tables;
    const std::string table_lower = ascii_lower(*table);
    bool entities = false;
    std::size_t row_at = 0;
    std::size_t rows = 0;
    while (const auto row = next_element(*table, table_lower, "tr", row_at)) {
      ++rows;
      const auto cells = cells_of(*row);
      if (is_header(cells)) entities = true;
      if (!entities || is_header(cells) || cells.size() < 2) continue;
      ListedNames names = names_in_cell(cells[0]);
      ListedEntity entity{.name = std::move(names.name), .other_names = std::move(names.aliases), .owned = std::move(names.owned)};
      entity.listings.push_back({written_day(cells[1], DateOrder::month_first), {}});
      if (names.covers_subsidiaries) entity.reference = "includes its subsidiaries";
      writer.write(list, std::move(entity), "table " + std::to_string(tables) + ", row " + std::to_string(rows), 0, shorten(cells[0], 200));
    }
  }
}

}  // namespace kede::importers::lists
