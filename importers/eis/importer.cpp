#include "importers/eis/importer.hpp"

#include "importers/eis/tables.hpp"

namespace kede::importers::eis {
namespace {

constexpr std::size_t kTables = static_cast<std::size_t>(Table::count);

// In the order of Table. Most tables repeat the columns of the announcement, which therefore comes after them.
constexpr std::array<CsvTable, kTables> kNamed = {{
    {"openings", {"Iepirkuma_ID", "Pretendenta_nosaukums|Pretendenta_registracijas_numurs", "", ""}},
    {"results", {"Iepirkuma_ID", "Uzvaretaja_nosaukums|Uzvaretaja_registracijas_numurs", "", ""}},
    {"amendments", {"Iepirkuma_ID", "Grozijumu_datums", "", ""}},
    {"announced",
     {"Iepirkuma_ID", "Iepirkuma_nosaukums|Iepirkuma_identifikacijas_numurs", "Pasutitaja_nosaukums|Pasutitaja_registracijas_numurs", ""}},
    {"orders", {"Pasutitas_preces_nosaukums|Pasutitas_preces_razotajs", "Piegadatajs|Piegadataja_registracijas_numurs", "", ""}},
    {"deliveries",
     {"Piegadatas_preces_razotajs|Piegadatas_preces_nosaukums", "Piegadatajs|Piegadataja_registracijas_numurs|Piegnr", "", ""}},
    {"buyers", {"Organizacija", "RegNr", "RegNrVeids|RegDatums", ""}},
}};

int recognise(std::string_view, std::string_view head) { return find_table(kNamed, csv_columns(head)) ? 95 : 0; }

void read_table(Run& run, FileImport& file, CsvRows& rows, Table table) {
  switch (table) {
    case Table::openings: return read_openings(run, file, rows);
    case Table::results: return read_results(run, file, rows);
    case Table::amendments: return read_amendments(run, file, rows);
    case Table::announced: return read_announced(run, file, rows);
    case Table::orders:
    case Table::deliveries: return read_goods(run, file, rows);
    case Table::buyers: return read_buyers(run, file, rows);
    case Table::count: break;
  }
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  Run run(context.vocabulary);
  const std::vector<TableFile> tables = files_by_table(files, kNamed, context.files);
  for (const TableFile& each : tables) {
    if (each.table != static_cast<std::size_t>(Table::results)) continue;
    if (const auto text = SourceText::open(context.files, each.file.path)) {
      CsvRows rows(*text.value());
      index_results(run, rows);
    }
  }
  run.result_rows = 0;
  import_tables(tables, context, sink, importer, [&](FileImport& file, CsvRows& rows, std::size_t table) {
    file.scope().evidence = model::EvidenceClass::register_or_decision;
    file.set_version(kNamed[table].name);
    read_table(run, file, rows, static_cast<Table>(table));
  });
  return {};
}

}  // namespace

const Importer importer{.name = "eis", .recognise = recognise, .read = read};

}  // namespace kede::importers::eis
