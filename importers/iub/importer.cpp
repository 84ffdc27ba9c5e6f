#include "importers/iub/importer.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "importers/iub/notice.hpp"
#include "importers/json_records.hpp"

namespace kede::importers::iub {
namespace {

int recognise(std::string_view, std::string_view head) {
  const std::string_view text = trim(head);
  if (text.empty() || (text[0] != '[' && text[0] != '{')) return 0;
  constexpr std::array<std::string_view, 4> names = {"\"noticeType\"", "\"procurementProcedureIdentifier\"", "\"organizationData\"",
                                                     "\"procedureLegalBasis\""};
  const auto found =
      std::count_if(names.begin(), names.end(), [&](std::string_view name) { return text.find(name) != std::string_view::npos; });
  if (found >= 3) return 95;
  return found == 2 && text.find("\"noticeType\"") != std::string_view::npos ? 70 : 0;
}

// The day in "…/05-12-2024.json": when the notices of the file were published.
std::optional<Date> day_in(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of("/\\") + 1);
  if (name.size() < 10 || name[2] != '-' || name[5] != '-') return std::nullopt;
  std::string day(name.substr(0, 10));
  std::replace(day.begin(), day.end(), '-', '.');
  const auto date = parse_written_date(day);
  return date && plausible(*date) ? date : std::nullopt;
}

void read_file(FileImport& file, const Fields& fields) {
  file.scope().evidence = model::EvidenceClass::register_or_decision;
  file.scope().date = day_in(file.path());
  const JsonEvents events{
      .on_record =
          [&](JsonRecord record) {
            JsonDocument document;
            bool mended = false;
            std::string excerpt = record.text.substr(0, 120);
            if (const auto failure = document.parse(std::move(record.text), true, mended)) {
              return file.reject(error("KD1144").arg("reason", failure->reason), record.place, record.line, replace_invalid_utf8(excerpt));
            }
            if (read_notice(file, fields, document.root(), record.place, record.line)) file.count();
          },
      .on_fault =
          [&](JsonFault fault) { file.reject(std::move(fault.reason), std::move(fault.place), fault.line, std::move(fault.excerpt)); }};
  read_json_records(file.text(), {}, {.record_bytes = file.context().max_record_bytes}, events);
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const Fields fields(context.vocabulary);
  import_files(files, context, sink, importer, [&](FileImport& file) { read_file(file, fields); });
  return {};
}

}  // namespace

const Importer importer{.name = "iub", .recognise = recognise, .read = read};

}  // namespace kede::importers::iub
