// The columns of a subaward row, whichever names the file gives them.
// Used by the importer and by the reader of rows.
// Views point into the row of the file.
// Law: a column is found by its name; of the columns of officers none is here.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace kede::importers::us_subawards {

enum class Column : std::size_t {
  award_key,
  award_id,
  award_parent_id,
  award_amount,
  award_date,
  award_description,
  agency_code,
  agency_name,
  award_place_country,
  prime_uei,
  prime_duns,
  prime_name,
  prime_other_name,
  prime_parent_uei,
  prime_parent_duns,
  prime_parent_name,
  prime_country,
  prime_address,
  prime_city,
  prime_state,
  prime_zip,
  prime_types,
  type,
  report_id,
  number,
  amount,
  date,
  description,
  place_country,
  sub_uei,
  sub_duns,
  sub_name,
  sub_other_name,
  sub_parent_uei,
  sub_parent_duns,
  sub_parent_name,
  sub_country,
  sub_address,
  sub_city,
  sub_state,
  sub_zip,
  sub_types,
  permalink,
  count
};

constexpr std::size_t kColumns = static_cast<std::size_t>(Column::count);

// As the downloads name it, as older or assistance downloads do, and as the rows of the database do.
struct ColumnNames {
  std::string_view download;
  std::string_view other;
  std::string_view database;
};
extern const std::array<ColumnNames, kColumns> kColumnNames;

struct Row {
  std::array<std::string_view, kColumns> cells;
  std::string_view operator[](Column column) const { return cells[static_cast<std::size_t>(column)]; }
};

}  // namespace kede::importers::us_subawards
