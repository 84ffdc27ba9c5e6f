#include "importers/workbook/book.hpp"

#include <algorithm>

namespace kede::importers::workbook {

std::size_t BookSheet::column(std::string_view name_of_column) const {
  const auto found =
      std::find_if(sheet->columns.begin(), sheet->columns.end(), [&](const model::SheetColumn& one) { return one.name == name_of_column; });
  return found == sheet->columns.end() ? std::string::npos : static_cast<std::size_t>(found - sheet->columns.begin());
}

std::string_view BookSheet::text(const BookRow& row, std::string_view name_of_column) const {
  const std::size_t at = column(name_of_column);
  return at == std::string::npos ? std::string_view() : std::string_view(row.texts[at]);
}

const model::Value* BookSheet::value(const BookRow& row, std::string_view name_of_column) const {
  const std::size_t at = column(name_of_column);
  return at == std::string::npos || !row.values[at] ? nullptr : &*row.values[at];
}

Place BookSheet::place(const BookRow& row, std::string_view name_of_column) const {
  const std::size_t at = name_of_column.empty() ? std::string::npos : column(name_of_column);
  return {.file = file, .pointer = name, .row = row.number, .cell = at == std::string::npos ? std::string() : headers[at]};
}

Book::Book(const model::Vocabulary& vocabulary, std::vector<BookSheet> sheets)
    : vocabulary_(vocabulary), sheets_(std::move(sheets)), by_key_(vocabulary.kinds().size()) {
  for (const BookSheet& sheet : sheets_) {
    if (sheet.sheet->adds_to) continue;
    for (const BookRow& row : sheet.rows) by_key_[static_cast<std::size_t>(sheet.sheet->kind)].emplace(row.key, RowAt{&sheet, &row});
  }
  for (const RowAt& lot : rows("lots")) tenders_with_lots_.emplace(lot.text("tender_id"));
}

std::vector<RowAt> Book::rows(std::string_view sheet) const {
  std::vector<RowAt> out;
  for (const BookSheet& one : sheets_) {
    if (one.sheet->name != sheet) continue;
    for (const BookRow& row : one.rows) out.push_back({&one, &row});
  }
  return out;
}

RowAt Book::find(model::KindId kind, std::string_view key) const {
  const auto& keys_of_kind = by_key_[static_cast<std::size_t>(kind)];
  const auto found = keys_of_kind.find(key);
  return found == keys_of_kind.end() ? RowAt{} : found->second;
}

std::vector<std::string> Book::keys(model::KindId kind) const {
  std::vector<std::string> out;
  for (const auto& [key, row] : by_key_[static_cast<std::size_t>(kind)]) out.push_back(key);
  return out;
}

std::string Book::name_of(std::string_view organisation_key) const {
  const model::Kind* kind = vocabulary_.find_kind("organisation");
  const RowAt row = kind == nullptr ? RowAt{} : find(kind->id, organisation_key);
  const std::string_view name = row.text("name");
  return std::string(name.empty() ? organisation_key : name);
}

std::string Book::tender_of(const RowAt& row) const {
  if (const std::string_view stated = row.text("tender_id"); !stated.empty()) return std::string(stated);
  for (const auto& [column, kind_name] : {std::pair("bid_id", "bid"), std::pair("award_id", "award")}) {
    const std::string_view id = row.text(column);
    const model::Kind* kind = vocabulary_.find_kind(kind_name);
    if (id.empty() || kind == nullptr || row.sheet->sheet->kind == kind->id) continue;
    if (const RowAt found = find(kind->id, id)) return tender_of(found);
  }
  return {};
}

std::string Book::lot_of(const RowAt& row) const {
  if (const std::string_view stated = row.text("lot_id"); !stated.empty()) return std::string(stated);
  for (const auto& [column, kind_name] : {std::pair("bid_id", "bid"), std::pair("award_id", "award")}) {
    const std::string_view id = row.text(column);
    const model::Kind* kind = vocabulary_.find_kind(kind_name);
    if (id.empty() || kind == nullptr || row.sheet->sheet->kind == kind->id) continue;
    if (const RowAt found = find(kind->id, id)) return std::string(found.text("lot_id"));
  }
  return {};
}

std::string Book::key_of_reference(const RowAt& row, model::KindId kind, std::string_view text) const {
  const std::string& name = vocabulary_.kind(kind).name;
  if (name == "lot") return lot_key(tender_of(row), text);
  if (name == "good") {
    const std::string prefix = row.row->key.substr(0, row.row->key.find_last_of('/') + 1);
    return prefix + std::string(text);
  }
  return std::string(text);
}

std::string lot_key(std::string_view tender, std::string_view lot) {
  return std::string(tender) + '/' + std::string(lot.empty() ? std::string_view("1") : lot);
}

}  // namespace kede::importers::workbook
