// The rows of all sheets of one workbook, each cell read as the type of its field.
// Made by read_book; read by the validations and by the writer of records.
// Refers to the vocabulary; owns everything else. Const once made.
// Law: what a person wrote stays beside what was understood.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/record.hpp"
#include "engine/model/vocabulary.hpp"
#include "importers/workbook/cell_reader.hpp"

namespace kede::importers::workbook {

// What stands in a column of the officer's own.
struct Note {
  std::string header;
  std::string text;
};

struct BookRow {
  std::uint32_t number = 0;
  std::string key;                                  // of its record, without the scope
  std::vector<std::optional<model::Value>> values;  // by column of the sheet; nothing for an empty cell
  std::vector<std::string> texts;                   // by column of the sheet, as written
  std::vector<Note> notes;                          // columns that the vocabulary does not know
};

struct BookSheet {
  const model::Sheet* sheet = nullptr;
  std::string file;
  std::string name;  // as written in the file
  SourceId source{};
  std::vector<std::string> headers;  // by column of the sheet, as written; empty when the column is not there
  std::vector<BookRow> rows;

  // By the English name of a column; npos when the vocabulary has none.
  std::size_t column(std::string_view name_of_column) const;
  std::string_view text(const BookRow& row, std::string_view name_of_column) const;
  const model::Value* value(const BookRow& row, std::string_view name_of_column) const;
  Place place(const BookRow& row, std::string_view name_of_column = {}) const;

  template <class T>
  const T* known(const BookRow& row, std::string_view name_of_column) const {
    const model::Value* found = value(row, name_of_column);
    const auto* scalar = found == nullptr ? nullptr : std::get_if<model::Scalar>(found);
    return scalar == nullptr ? nullptr : std::get_if<T>(scalar);
  }
};

struct RowAt {
  const BookSheet* sheet = nullptr;
  const BookRow* row = nullptr;
  explicit operator bool() const { return row != nullptr; }
  std::string_view text(std::string_view column) const { return row == nullptr ? std::string_view() : sheet->text(*row, column); }
};

class Book {
 public:
  Book(const model::Vocabulary& vocabulary, std::vector<BookSheet> sheets);
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  const model::Vocabulary& vocabulary() const { return vocabulary_; }
  const std::vector<BookSheet>& sheets() const { return sheets_; }
  // Rows of every sheet with this English name, in order.
  std::vector<RowAt> rows(std::string_view sheet) const;
  // The first row of the kind with this key; nothing when there is none. Sheets that add to a record do not count.
  RowAt find(model::KindId kind, std::string_view key) const;
  std::vector<std::string> keys(model::KindId kind) const;
  // The organisation's name, or the key when it has no row.
  std::string name_of(std::string_view organisation_key) const;
  // The procurement that a row belongs to: stated, or that of its bid or award; else empty.
  std::string tender_of(const RowAt& row) const;
  // Its lot: stated, or that of its bid or award; else empty.
  std::string lot_of(const RowAt& row) const;
  // The key that a cell with a reference points to, without the scope.
  std::string key_of_reference(const RowAt& row, model::KindId kind, std::string_view text) const;
  // A procurement without rows in the sheet of lots needs none: its lots are what other rows name.
  bool implies_lot(const RowAt& row) const { return !tenders_with_lots_.contains(tender_of(row)); }

 private:
  const model::Vocabulary& vocabulary_;
  std::vector<BookSheet> sheets_;
  std::set<std::string, std::less<>> tenders_with_lots_;
  std::vector<std::map<std::string, RowAt, std::less<>>> by_key_;  // by kind
};

// The key of a lot within the workbook; a procurement without stated lots has the lot "1".
std::string lot_key(std::string_view tender, std::string_view lot);

}  // namespace kede::importers::workbook
