// The tables of the electronic procurement system and their readers.
// Used by the importer of this folder.
// A Run is shared by all tables of one import; belongs to one thread.
// Law: what is kept between rows is a fixed number of bytes for each contract document and each product.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "importers/csv_tables.hpp"
#include "importers/eis/fields.hpp"

namespace kede::importers::eis {

enum class Table : std::uint8_t { openings, results, amendments, announced, orders, deliveries, buyers, count };

struct Run {
  explicit Run(const model::Vocabulary& vocabulary) : fields(vocabulary) {}
  Fields fields;
  // Of the rows of one contract document and winner the one that counts: the newest, and of several on one day the last.
  struct Newest {
    std::int32_t day = 0;
    std::uint64_t row = 0;  // counted over all tables of results
  };
  std::unordered_map<std::string, Newest> newest;
  std::uint64_t result_rows = 0;
  std::unordered_map<std::string, std::string> changes;  // number of a document that changes another -> number of that one
  std::unordered_set<std::string> products;              // keys of goods that were handed over
  std::string last_procurement;                          // whose record the row before gave
};

struct ProcurementColumns {
  explicit ProcurementColumns(const CsvRows& rows);
  std::optional<std::size_t> id, number, title, buyer, buyer_number, buyer_number_type, category, cpv, other_cpv, status, announced,
      deadline, estimate, estimate_to, currency, procedure, notice, page;
};

struct ResultColumns {
  explicit ResultColumns(const CsvRows& rows);
  std::optional<std::size_t> procurement, lot, lot_title, lot_status, winner, winner_number, winner_number_type, winner_country,
      document_type, document, related, value, value_currency, first_value, first_currency, start, end, framework, signed_on, ended_on,
      ended_because;
};

// Whether a state or procedure, written as a bare word, has this part.
inline bool holds(std::string_view word, std::string_view part) { return word.find(part) != std::string_view::npos; }

// What identifies a party in the columns of a row.
struct Party {
  std::string_view name, number, number_type, country;  // cells
  std::string_view name_column, number_column;
  std::string_view role;
};

// The key of the party; empty when it has neither name nor number. Hands over its record.
std::string write_party(const Run& run, FileImport& file, const CsvRows& rows, const Party& party, std::string_view scope);

// The procurement that the row is about, with what the row says about it; its key, or empty after the row was rejected.
std::string write_procurement(Run& run, FileImport& file, const CsvRows& rows, const ProcurementColumns& columns, bool all_bids);

// In euros where the row does not say otherwise.
void put_amount(RecordMaker& record, model::FieldId field, std::string_view written, std::string_view currency, std::string_view column);

// First pass over results: which row of each document is the newest, and which documents change which.
void index_results(Run& run, CsvRows& rows);

void read_openings(Run& run, FileImport& file, CsvRows& rows);
void read_results(Run& run, FileImport& file, CsvRows& rows);
void read_amendments(Run& run, FileImport& file, CsvRows& rows);
void read_announced(Run& run, FileImport& file, CsvRows& rows);
void read_goods(Run& run, FileImport& file, CsvRows& rows);
void read_buyers(Run& run, FileImport& file, CsvRows& rows);

}  // namespace kede::importers::eis
