// Named lists and tables that rules look things up in: CSV with a small description beside it.
// Read from rules/lists at start; used by the checker (names, columns, types) and by listed() and lookup().
// Const after loading, shared freely.
// Law: a hit is known; a missing row, an empty cell and a miss in an outdated or unfinished table are unknown, each with its reason.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.hpp"
#include "engine/base/result.hpp"
#include "engine/lang/types.hpp"
#include "engine/lang/value.hpp"

namespace kede::lang {

enum class CellType : std::uint8_t { boolean, integer, real, percent, money, text, code, country, cpv, date };

struct TableColumn {
  std::string name;
  model::LocalText label;  // may be empty
  CellType type = CellType::text;
  Currency currency = Currency::eur();  // of money
  std::vector<std::string> codes;       // of code
  std::optional<Date> as_of;            // when the column is older or younger than the table
  int stale_after_months = 0;           // 0: as the table
};

struct TableDescription {
  std::string name;
  model::LocalText title;
  std::string source;
  std::vector<std::string> source_keys;  // of sources.json
  std::string edition;
  std::string licence;
  model::LocalText licence_note;
  model::LocalText note;
  std::optional<Date> as_of;
  std::optional<Date> date_read;
  int stale_after_months = 0;   // 0: never
  std::string sha256;           // as stated; empty when not
  bool complete = true;         // false: the list itself says that it is not exhaustive, so a miss is unknown
  bool longest_prefix = false;  // the cpv key (or else the last one) matches by its longest prefix
  std::vector<TableColumn> keys;
  std::vector<TableColumn> columns;
};

class Table {
 public:
  // `csv` with a header row; `meta` is the JSON description. A key cell may hold several keys separated by ";"; a row with an empty key
  // never matches.
  static Result<Table> read(std::string_view csv, const std::string& csv_file, std::string_view meta, const std::string& meta_file);

  const TableDescription& description() const { return description_; }
  std::size_t row_count() const { return rows_; }
  std::optional<std::size_t> find_column(std::string_view name) const;
  bool is_stale(Date as_of) const;
  bool is_stale(std::size_t column, Date as_of) const;
  // The first day on which it is stale; nothing: it never is.
  std::optional<Date> stale_from() const;
  std::optional<Date> stale_from(std::size_t column) const;

  // Rows with different values for one key give unknown (conflict).
  Value lookup(std::size_t column, std::span<const Value> keys, Date as_of) const;
  Value listed(std::span<const Value> keys, Date as_of) const;

 private:
  using Rows = std::vector<std::uint32_t>;
  const Rows* rows_for(const std::vector<std::string>& keys) const;
  Reason miss(Date as_of) const;

  TableDescription description_;
  std::size_t rows_ = 0;
  std::vector<std::vector<Value>> cells_;            // by column, by row
  std::map<std::string, Rows, std::less<>> by_key_;  // keys joined by U+001F
  std::size_t prefix_key_ = 0;
};

class Tables {
 public:
  Result<void> add(Table table);
  const std::vector<Table>& all() const { return tables_; }
  const Table* find(std::string_view name) const;
  std::optional<std::size_t> index_of(std::string_view name) const;

 private:
  std::vector<Table> tables_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
};

// The type of what lookup() gives.
Type column_type(const Tables& tables, std::size_t table, std::size_t column);

}  // namespace kede::lang
