#include "importers/ted_csv/importer.hpp"

#include <algorithm>

#include "importers/csv_rows.hpp"
#include "importers/file_import.hpp"
#include "importers/ted_csv/row_writer.hpp"

namespace kede::importers::ted_csv {
namespace {

int recognise(std::string_view, std::string_view head) {
  const std::vector<std::string> columns = csv_columns(head);
  const auto has = [&](std::string_view name) { return std::find(columns.begin(), columns.end(), name) != columns.end(); };
  if (!has("id_notice_can")) return 0;
  return has("id_award") || has("win_name") || has("cae_name") ? 95 : 0;
}

void read_file(FileImport& file, const ted::Fields& fields) {
  CsvRows rows(file.text());
  const Columns columns(rows);
  file.scope().evidence = model::EvidenceClass::register_or_decision;
  if (!columns.notice) return file.reject(error("KD1360"), "row 1", 1, rows.excerpt());
  if (std::string missing = columns.missing(); !missing.empty())
    file.tell(note("KD1364").at({.file = file.path()}).arg("columns", std::move(missing)));
  RowWriter writer(file, fields, rows, columns);
  const auto reject = [&](std::string_view code) {
    file.reject(error(std::string(code)), "row " + std::to_string(rows.row()), rows.line(), rows.excerpt());
  };
  while (rows.next()) {
    if (const auto damage = rows.damage()) {
      reject(*damage);
    } else if (!writer.write()) {
      reject("KD1361");
    } else {
      file.count();
    }
  }
  writer.finish_notice();
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const ted::Fields fields(context.vocabulary);
  import_files(files, context, sink, importer, [&](FileImport& file) { read_file(file, fields); });
  return {};
}

}  // namespace

const Importer importer{.name = "ted_csv", .recognise = recognise, .read = read};

}  // namespace kede::importers::ted_csv
