// The columns of the TED contract award CSV that are read, found by name; years differ in which they have.
// Made for each file by the importer; read row by row.
// Plain values; the views that cell() gives live until the next row.
// Law: a column that is missing gives empty cells, which make no facts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "importers/csv_rows.hpp"

namespace kede::importers::ted_csv {

struct Columns {
  explicit Columns(const CsvRows& rows);
  using Column = std::optional<std::size_t>;

  Column notice, url, dispatched, cancelled;
  Column buyer_name, buyer_id, buyer_address, buyer_town, buyer_postal_code, buyer_country, buyer_type;
  Column contract_type, nuts, framework, cpv, additional_cpvs, value, value_final, procedure, criteria;
  Column award, lot, not_awarded, unpublished, group;
  Column winner_name, winner_id, winner_address, winner_town, winner_postal_code, winner_country, winner_sme;
  Column contract_number, title, offers, estimate, award_value, award_value_final, subcontracted, awarded_on;

  // Names of those without which much stays unknown; empty when all are there.
  std::string missing() const;
};

}  // namespace kede::importers::ted_csv
