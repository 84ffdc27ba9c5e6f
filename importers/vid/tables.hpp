// The tables of the State Revenue Service and their readers.
// Used by the importer of this folder.
// A Run is shared by all tables of one import; belongs to one thread.
// Law: a row is only read when its number is that of an organisation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "importers/csv_tables.hpp"
#include "importers/vid/fields.hpp"
#include "importers/vid/wages.hpp"

namespace kede::importers::vid {

enum class Table : std::uint8_t {
  taxes_of_year,
  taxes_of_quarter,
  vat_payers,
  suspensions,
  ratings,
  licensed_activities,
  minimum_contributions,
  debtors,
  count
};

struct Run {
  explicit Run(const model::Vocabulary& vocabulary) : fields(vocabulary) {}
  Fields fields;
  IndustryPay industries;
};

// First pass over a yearly table: only the sums.
void sum_industries(Run& run, CsvRows& rows);

void read_taxes_of_year(Run& run, FileImport& file, CsvRows& rows);
void read_taxes_of_quarter(Run& run, FileImport& file, CsvRows& rows);
void read_vat_payers(Run& run, FileImport& file, CsvRows& rows);
void read_suspensions(Run& run, FileImport& file, CsvRows& rows);
void read_ratings(Run& run, FileImport& file, CsvRows& rows);
void read_licensed_activities(Run& run, FileImport& file, CsvRows& rows);
void read_minimum_contributions(Run& run, FileImport& file, CsvRows& rows);
void read_debtors(Run& run, FileImport& file, CsvRows& rows);

// The number of an organisation in a cell; nothing, and counted, for a personal code or a part of one.
class Numbers {
 public:
  std::optional<std::string> read(std::string_view cell);
  // Tells at the end of a table how many rows were passed over (KD1408).
  void tell(FileImport& file) const;

 private:
  std::size_t passed_over_ = 0;
};

// Begins the record of an organisation with the facts by which it is found again.
RecordMaker organisation_of(const Run& run, FileImport& file, const CsvRows& rows, const std::string& number, std::string_view column);

}  // namespace kede::importers::vid
