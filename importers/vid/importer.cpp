#include "importers/vid/importer.hpp"

#include "importers/vid/tables.hpp"

namespace kede::importers::vid {
namespace {

constexpr std::size_t kTables = static_cast<std::size_t>(Table::count);

// In the order of Table.
constexpr std::array<CsvTable, kTables> kNamed = {{
    {"taxes", {"Registracijas_kods|Registracijas_numurs", "Taksacijas_gads", "Taja_skaita_VSAOI|Taja_skaita_IIN", ""}},
    {"taxes-quarter", {"Registracijas_kods|Registracijas_numurs", "Taksacijas_gads_ceturksnis", "", ""}},
    {"vat-payers", {"Numurs", "Nosaukums", "Aktivs", "Registrets|Izslegts|Buvniecibas_pazime"}},
    {"suspensions", {"Registracijas_kods", "Lemuma_datums|Lemuma_par_atjaunosanu_datums", "Aizliegts_veikt_darijumus_no", ""}},
    {"ratings", {"Registracijas_kods", "Reitings", "", ""}},
    {"licensed-activities", {"Registracijas_kods", "Darbibas_jomas_nosaukums", "", ""}},
    {"minimum-contributions", {"Darba_deveja_reg_kods_vai_personas_koda_otra_dala", "", "", ""}},
    {"debtors",
     {"Registracijas_kods|Registracijas_numurs|NMR_kods|Nodoklu_maksataja_kods|Reg_numurs",
      "Parada_summa|Parada_summa_EUR|Parads|Parads_EUR|Nodoklu_parads|Nodoklu_parads_EUR|Kopeja_parada_summa", "", ""}},
}};

int recognise(std::string_view, std::string_view head) { return find_table(kNamed, csv_columns(head)) ? 95 : 0; }

void read_table(Run& run, FileImport& file, CsvRows& rows, Table table) {
  switch (table) {
    case Table::taxes_of_year: return read_taxes_of_year(run, file, rows);
    case Table::taxes_of_quarter: return read_taxes_of_quarter(run, file, rows);
    case Table::vat_payers: return read_vat_payers(run, file, rows);
    case Table::suspensions: return read_suspensions(run, file, rows);
    case Table::ratings: return read_ratings(run, file, rows);
    case Table::licensed_activities: return read_licensed_activities(run, file, rows);
    case Table::minimum_contributions: return read_minimum_contributions(run, file, rows);
    case Table::debtors: return read_debtors(run, file, rows);
    case Table::count: break;
  }
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  Run run(context.vocabulary);
  const std::vector<TableFile> tables = files_by_table(files, kNamed, context.files);
  for (const TableFile& each : tables) {
    if (each.table != static_cast<std::size_t>(Table::taxes_of_year)) continue;
    if (const auto text = SourceText::open(context.files, each.file.path)) {
      CsvRows rows(*text.value());
      sum_industries(run, rows);
    }
  }
  import_tables(tables, context, sink, importer, [&](FileImport& file, CsvRows& rows, std::size_t table) {
    file.scope().evidence = model::EvidenceClass::register_or_decision;
    file.set_version(kNamed[table].name);
    read_table(run, file, rows, static_cast<Table>(table));
  });
  return {};
}

}  // namespace

const Importer importer{.name = "vid", .recognise = recognise, .read = read};

}  // namespace kede::importers::vid
