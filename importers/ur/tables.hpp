// The tables of the Register of Enterprises, in the order in which they are read, and their readers.
// Used by the importer of this folder.
// A TableReader writes into the Run that all tables of one import share; belongs to one thread.
// Law: a table is read row by row; only sums and numbers that later tables point to are kept.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "importers/csv_tables.hpp"
#include "importers/ur/fields.hpp"
#include "importers/ur/owners.hpp"
#include "importers/ur/shares.hpp"

namespace kede::importers::ur {

enum class Table : std::uint8_t {
  register_of_names,
  name_history,
  equity_capitals,
  stockholders,
  members,
  joint_owners,
  beneficial_owners,
  officers,
  insolvency,
  liquidations,
  suspensions,
  securing_measures,
  reorganisations,
  sanctions,
  financial_statements,
  income_statements,
  public_persons,
  count
};

// A yearly statement that the table of incomes points to.
struct Statement {
  std::string company;
  Date end;
  double multiplier = 1;
  std::string currency;
};

// The share that several persons own together, for the table that names them.
struct JointShare {
  std::string company;
  std::optional<double> percent;
  std::string raw;
  std::optional<Date> from;
};

struct Run {
  explicit Run(const model::Vocabulary& vocabulary) : fields(vocabulary) {}
  Fields fields;
  Shares shares;
  std::unordered_map<std::string, JointShare> joint;        // by table and number of the member
  std::unordered_map<std::uint64_t, Statement> statements;  // by number
  bool has_beneficial_owners = false;                       // a table of them is among the files
};

void read_register(Run& run, FileImport& file, CsvRows& rows);
void read_name_history(Run& run, FileImport& file, CsvRows& rows);
void read_public_persons(Run& run, FileImport& file, CsvRows& rows);

void read_capitals(Run& run, FileImport& file, CsvRows& rows);
// First pass: only the sums. `prefix` tells members from stockholders.
void sum_holdings(Run& run, CsvRows& rows, std::string_view prefix);
void read_holdings(Run& run, FileImport& file, CsvRows& rows, std::string_view prefix);
void read_joint_owners(Run& run, FileImport& file, CsvRows& rows);
void read_beneficial_owners(Run& run, FileImport& file, CsvRows& rows);
void read_officers(Run& run, FileImport& file, CsvRows& rows);

void read_insolvency(Run& run, FileImport& file, CsvRows& rows);
void read_liquidations(Run& run, FileImport& file, CsvRows& rows);
void read_suspensions(Run& run, FileImport& file, CsvRows& rows);
void read_securing_measures(Run& run, FileImport& file, CsvRows& rows);
void read_reorganisations(Run& run, FileImport& file, CsvRows& rows);
void read_sanctions(Run& run, FileImport& file, CsvRows& rows);

void read_financial_statements(Run& run, FileImport& file, CsvRows& rows);
void read_income_statements(Run& run, FileImport& file, CsvRows& rows);

// The facts that make an organisation found again in other sources.
void put_number(RecordMaker& organisation, const OrganisationFields& fields, std::string_view number, std::string_view column);

}  // namespace kede::importers::ur
