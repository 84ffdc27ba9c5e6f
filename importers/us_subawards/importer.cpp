#include "importers/us_subawards/importer.hpp"

#include <rapidjson/document.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "importers/csv_rows.hpp"
#include "importers/file_import.hpp"
#include "importers/json.hpp"
#include "importers/json_records.hpp"
#include "importers/us_subawards/subawards.hpp"

namespace kede::importers::us_subawards {
namespace {

bool is_json(std::string_view head) { return head.starts_with('[') || head.starts_with('{'); }

int recognise(std::string_view, std::string_view head) {
  const std::string_view text = trim(head);
  if (is_json(text)) {
    const auto holds = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
    return holds("\"subaward_number\"") && holds("\"sub_awardee_or_recipient_legal\"") && holds("\"award_id\"") ? 90 : 0;
  }
  const auto columns = csv_columns(text);
  const auto has = [&](std::string_view name) { return std::find(columns.begin(), columns.end(), name) != columns.end(); };
  return has("prime_award_unique_key") && has("subaward_number") && has("subawardee_name") ? 95 : 0;
}

void read_csv(FileImport& file, Subawards& subawards) {
  CsvRows rows(file.text());
  std::array<std::optional<std::size_t>, kColumns> columns;
  for (std::size_t c = 0; c < kColumns; ++c) {
    const ColumnNames& names = kColumnNames[c];
    columns[c] = rows.column({names.download});
    if (!columns[c] && !names.other.empty()) columns[c] = rows.column({names.other});
  }
  while (rows.next()) {
    const std::string place = "row " + std::to_string(rows.row());
    if (const auto damage = rows.damage()) {
      file.reject(error(std::string(*damage)), place, rows.line(), rows.excerpt());
      continue;
    }
    Row row;
    for (std::size_t c = 0; c < kColumns; ++c) row.cells[c] = rows.cell(columns[c]);
    if (auto reason = subawards.read(file.scope(), row, place))
      file.reject(std::move(*reason), place, rows.line(), rows.excerpt());
    else
      file.count();
  }
}

void read_json(FileImport& file, Subawards& subawards) {
  const auto on_record = [&](JsonRecord record) {
    JsonDocument document;
    bool mended = false;
    const std::string excerpt = shorten(replace_invalid_utf8(record.text.substr(0, 400)), 200);
    if (const auto broken = document.parse(std::move(record.text), true, mended))
      return file.reject(error("KD1144").arg("reason", broken->reason), record.place, record.line, excerpt);
    Row row;
    for (std::size_t c = 0; c < kColumns; ++c) row.cells[c] = text_at(&document.root(), kColumnNames[c].database);
    if (auto reason = subawards.read(file.scope(), row, record.place))
      file.reject(std::move(*reason), record.place, record.line, excerpt);
    else
      file.count();
  };
  read_json_records(file.text(), {}, {.record_bytes = file.context().max_record_bytes},
                    {.on_record = on_record, .on_fault = [&](JsonFault fault) {
                       file.reject(std::move(fault.reason), std::move(fault.place), fault.line, std::move(fault.excerpt));
                     }});
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  Subawards subawards(context.vocabulary);
  import_files(files, context, sink, importer, [&](FileImport& file) {
    const std::size_t before = subawards.repeated();
    const auto head = read_head(context.files, file.path(), 64);
    if (head && is_json(trim(*head)))
      read_json(file, subawards);
    else
      read_csv(file, subawards);
    if (const std::size_t repeated = subawards.repeated() - before; repeated > 0)
      file.tell(note("KD1557").at({.file = file.path()}).arg("count", std::to_string(repeated)));
  });
  return {};
}

}  // namespace

const Importer importer{.name = "us_subawards", .recognise = recognise, .read = read};

}  // namespace kede::importers::us_subawards
