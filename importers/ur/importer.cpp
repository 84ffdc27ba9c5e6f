#include "importers/ur/importer.hpp"

#include <algorithm>

#include "importers/ur/tables.hpp"

namespace kede::importers::ur {
namespace {

constexpr std::size_t kTables = static_cast<std::size_t>(Table::count);

// In the order of Table. Where a table has all columns of another one, it stands before it.
constexpr std::array<CsvTable, kTables> kNamed = {{
    {"register", {"regcode", "name", "regtype|type|type_text", "registered|closed|terminated|sepa"}},
    {"register_name_history", {"regcode", "name", "date_to"}},
    {"equity_capitals", {"legal_entity_registration_number", "equity_capital_type", "amount"}},
    {"stockholders",
     {"at_legal_entity_registration_number", "entity_type", "number_of_stocks|number_of_shares", "stock_type|votes|depository_name"}},
    {"members", {"at_legal_entity_registration_number", "entity_type", "number_of_shares", "share_nominal_value"}},
    {"joint_owners", {"member_id|stockholder_id", "entity_type|latvian_identity_number_masked", "name|surname", ""}},
    {"beneficial_owners", {"legal_entity_registration_number", "forename", "surname", "nationality|residence|registered_on"}},
    {"officers", {"at_legal_entity_registration_number", "position|governing_body", "name|surname", ""}},
    {"insolvency_legal_person_proceeding", {"debtor_registration_number", "", "", ""}},
    {"liquidations", {"legal_entity_registration_number", "liquidation_type|liquidation_type_text|start_date", "", ""}},
    {"suspensions_prohibitions", {"legal_entity_registration_number", "suspension_code|suspension_type|prohibition_type", "", ""}},
    {"securing_measures", {"legal_entity_registration_number", "institution_name|case_number|measure_type|securing_measure_type", "", ""}},
    {"reorganizations", {"source_entity_regcode", "final_entity_regcode", "", ""}},
    {"sanctions", {"sanctions_subject_registration_number", "", "", ""}},
    {"financial_statements", {"legal_entity_registration_number", "year", "employees", "rounded_to_nearest|currency"}},
    {"income_statements", {"statement_id", "net_turnover", "", ""}},
    {"ppi_public_persons_institutions",
     {"registrationnumber|registration_number", "delegatedby|parent_id|institution_type|super_id", "", ""}},
}};

int recognise(std::string_view, std::string_view head) { return find_table(kNamed, csv_columns(head)) ? 95 : 0; }

void read_table(Run& run, FileImport& file, CsvRows& rows, Table table) {
  switch (table) {
    case Table::register_of_names: return read_register(run, file, rows);
    case Table::name_history: return read_name_history(run, file, rows);
    case Table::equity_capitals: return read_capitals(run, file, rows);
    case Table::stockholders: return read_holdings(run, file, rows, "stockholder");
    case Table::members: return read_holdings(run, file, rows, "member");
    case Table::joint_owners: return read_joint_owners(run, file, rows);
    case Table::beneficial_owners: return read_beneficial_owners(run, file, rows);
    case Table::officers: return read_officers(run, file, rows);
    case Table::insolvency: return read_insolvency(run, file, rows);
    case Table::liquidations: return read_liquidations(run, file, rows);
    case Table::suspensions: return read_suspensions(run, file, rows);
    case Table::securing_measures: return read_securing_measures(run, file, rows);
    case Table::reorganisations: return read_reorganisations(run, file, rows);
    case Table::sanctions: return read_sanctions(run, file, rows);
    case Table::financial_statements: return read_financial_statements(run, file, rows);
    case Table::income_statements: return read_income_statements(run, file, rows);
    case Table::public_persons: return read_public_persons(run, file, rows);
    case Table::count: break;
  }
}

// What a share is a part of must be known before the first share is told.
void sum_up(Run& run, const std::vector<TableFile>& files, const FileSystem& disk) {
  for (const TableFile& each : files) {
    const Table table = static_cast<Table>(each.table.value_or(kTables));
    run.has_beneficial_owners = run.has_beneficial_owners || table == Table::beneficial_owners;
    if (table != Table::members && table != Table::stockholders) continue;
    const auto text = SourceText::open(disk, each.file.path);
    if (!text) continue;
    CsvRows rows(*text.value());
    sum_holdings(run, rows, table == Table::members ? "member" : "stockholder");
  }
  run.shares.settle();
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  Run run(context.vocabulary);
  const std::vector<TableFile> tables = files_by_table(files, kNamed, context.files);
  sum_up(run, tables, context.files);
  import_tables(tables, context, sink, importer, [&](FileImport& file, CsvRows& rows, std::size_t table) {
    file.scope().evidence = model::EvidenceClass::register_or_decision;
    file.set_version(kNamed[table].name);
    read_table(run, file, rows, static_cast<Table>(table));
  });
  return {};
}

}  // namespace

const Importer importer{.name = "ur", .recognise = recognise, .read = read};

}  // namespace kede::importers::ur
