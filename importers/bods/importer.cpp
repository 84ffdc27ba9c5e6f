#include "importers/bods/importer.hpp"

#include <rapidjson/document.h>

#include <array>
#include <functional>

#include "engine/base/text.hpp"
#include "importers/bods/statement_index.hpp"
#include "importers/bods/statement_records.hpp"
#include "importers/file_import.hpp"
#include "importers/json_head.hpp"
#include "importers/json_records.hpp"

namespace kede::importers::bods {
namespace {

int recognise(std::string_view, std::string_view head) {
  const JsonHead first(head);
  const std::string_view old_type = first.text("statementType");
  if (old_type == "entityStatement" || old_type == "personStatement" || old_type == "ownershipOrControlStatement") return 95;
  const bool record = first.has("recordId", "\"") || first.has("declarationSubject", "\"{[");
  if (first.has("recordDetails", "{[\"") && (record || !first.text("recordType").empty())) return 95;
  return first.has("statementId", "\"") && (record || !first.text("recordType").empty()) ? 90 : 0;
}

struct Events {
  std::function<void(Json statement, JsonRecord& record, const std::string& excerpt)> on_statement;
  std::function<void(JsonFault)> on_fault;
};

// Statements in the order of the file, as documents that live until the next one.
void read_statements(SourceText& text, std::size_t longest, const Events& events) {
  constexpr std::array<std::string_view, 1> lists = {"statements"};
  JsonDocument document;
  read_json_records(text, lists, {.record_bytes = longest},
                    {.on_record =
                         [&](JsonRecord record) {
                           bool mended = false;
                           std::string excerpt = shorten(replace_invalid_utf8(std::string_view(record.text).substr(0, 200)), 200);
                           const auto failed = document.parse(std::move(record.text), false, mended);
                           if (!failed) return events.on_statement(&document.root(), record, excerpt);
                           events.on_fault({error("KD1144").arg("reason", failed->reason), std::move(record.place), record.line, excerpt});
                         },
                     .on_fault = events.on_fault});
}

void index_files(std::span<const InputFile> files, ImportContext& context, StatementIndex& index) {
  for (const InputFile& file : files) {
    auto opened = SourceText::open(context.files, file.path);
    if (!opened) continue;
    index.begin_file(file.path);
    read_statements(*opened.value(), context.max_record_bytes,
                    {.on_statement = [&](Json statement, JsonRecord&, const std::string&) { index.add(statement); },
                     .on_fault = [](const JsonFault&) {}});
  }
  index.rewind();
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const PartyFields fields(context.vocabulary);
  const Countries countries;
  StatementIndex index(countries);
  index_files(files, context, index);
  import_files(files, context, sink, importer, [&](FileImport& file) {
    index.begin_file(file.path());
    StatementRecords records(file, fields, index);
    std::size_t superseded = 0;
    read_statements(
        file.text(), context.max_record_bytes,
        {.on_statement =
             [&](Json statement, JsonRecord& record, const std::string& excerpt) {
               const bool counts = index.counts(statement);
               const auto wrong = counts ? records.add(statement, record.place) : std::nullopt;
               if (wrong) return file.reject(error(*wrong), std::move(record.place), record.line, excerpt);
               file.count();
               superseded += counts ? 0 : 1;
             },
         .on_fault =
             [&](JsonFault fault) { file.reject(std::move(fault.reason), std::move(fault.place), fault.line, std::move(fault.excerpt)); }});
    if (superseded > 0) file.tell(note("KD1513").at({.file = file.path()}).arg("count", std::to_string(superseded)));
  });
  return {};
}

}  // namespace

const Importer importer{.name = "bods", .recognise = recognise, .read = read};

}  // namespace kede::importers::bods
