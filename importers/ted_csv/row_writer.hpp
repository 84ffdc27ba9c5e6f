// Writes the records of one row after the other: the notice when it changes, and the award and its winners.
// Made by the importer for each file.
// Keeps what belongs to the current notice only; belongs to one thread.
// Law: rows of one notice meet through keys; the value of an award that is repeated for each of its lots counts once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "importers/csv_rows.hpp"
#include "importers/file_import.hpp"
#include "importers/ted_csv/columns.hpp"
#include "importers/ted_fields.hpp"

namespace kede::importers::ted_csv {

class RowWriter {
 public:
  RowWriter(FileImport& file, const ted::Fields& fields, const CsvRows& rows, const Columns& columns)
      : file_(file), fields_(fields), rows_(rows), columns_(columns) {}

  // False when the row names no notice.
  bool write();
  // Writes what is known only after the last row of a notice.
  void finish_notice();

 private:
  struct Outcome {
    bool awarded = false;
    bool unsuccessful = false;
    bool cancelled = false;
  };
  // Cells of the organisations named in a row, side by side.
  struct Parties {
    std::vector<std::string_view> names, numbers, states, addresses, towns, postal_codes, sizes;
  };

  // The lots that a row names; number and key when it is one.
  struct Lots {
    std::size_t count = 0;
    std::string number;
    std::string key;
  };

  std::string_view cell(const Columns::Column& column) const { return rows_.cell(column); }
  RecordMaker maker(model::KindId kind, std::string key) const;
  void write_notice(const std::string& id);
  void put_procedure(RecordMaker& contract) const;
  void put_objects(RecordMaker& contract) const;
  std::vector<std::string> write_parties(const Parties& parties, bool buyers);
  void write_award();
  void write_lot(const Lots& lot, std::string_view status) const;
  Lots read_lots() const;
  std::string award_key(const Lots& lots);
  void put_award_value(RecordMaker& award);
  std::string write_bid(const std::string& award_key, const Lots& lots, const std::vector<std::string>& members);
  bool is_value_repeated() const;
  std::string_view award_value() const;
  void put_suppliers(RecordMaker& award, const std::vector<std::string>& suppliers) const;
  void put_value(RecordMaker& record, model::FieldId field, const Columns::Column& cleaned, const Columns::Column& stated,
                 std::string_view column) const;
  std::string award_status(const std::vector<std::string>& suppliers);
  bool is_unpublished() const;

  FileImport& file_;
  const ted::Fields& fields_;
  const CsvRows& rows_;
  const Columns& columns_;

  std::uint32_t row_ = 0;  // the one that was read last
  // Of the current notice.
  std::string notice_;
  std::string process_key_;
  std::optional<Date> date_;
  Outcome outcome_;
  std::unordered_map<std::string, std::string> organisations_;   // name, number and state -> key
  std::unordered_map<std::string, std::size_t> award_keys_;      // how often each was given
  std::unordered_map<std::string, std::string> value_of_award_;  // ID_AWARD -> the value that was written
};

}  // namespace kede::importers::ted_csv
