#include "importers/gleif/importer.hpp"

#include "importers/file_import.hpp"
#include "importers/gleif/readers.hpp"
#include "importers/gleif/record_writer.hpp"

namespace kede::importers::gleif {
namespace {

int recognise(std::string_view, std::string_view head) { return shape_of(head) ? 95 : 0; }

std::optional<Shape> shape_of_file(const ImportContext& context, const std::string& path) {
  const auto head = read_head(context.files, path);
  return head ? shape_of(head.value()) : std::nullopt;
}

void take_in_parents(const InputFile& file, const ImportContext& context, DirectParents& parents) {
  const auto shape = shape_of_file(context, file.path);
  if (!shape || (shape->form != Form::json && shape->content != Content::relationships)) return;
  auto opened = SourceText::open(context.files, file.path);
  if (!opened) return;
  read_records(*opened.value(), *shape, context.max_record_bytes,
               {.on_entity = [](const LeiRecord&, const Where&) {},
                .on_relationship = [&](const RelationshipRecord& record, const Where&) { parents.add(record); },
                .on_exception = [](const ExceptionRecord&, const Where&) {},
                .on_fault = [](const Diagnostic&, const Where&) {},
                .on_date = [](std::string_view) {}});
}

void read_file(FileImport& file, const PartyFields& fields, const DirectParents& parents) {
  const auto shape = shape_of_file(file.context(), file.path());
  if (!shape) return;
  GleifWriter writer(file, fields, parents);
  const auto take = [&](const auto& record, const Where& where) {
    const auto wrong = writer.add(record, where);
    if (wrong) return file.reject(error(*wrong), where.place, where.line, where.excerpt);
    file.count();
  };
  read_records(
      file.text(), *shape, file.context().max_record_bytes,
      {.on_entity = take,
       .on_relationship = take,
       .on_exception = take,
       .on_fault = [&](Diagnostic reason,
                       Where where) { file.reject(std::move(reason), std::move(where.place), where.line, std::move(where.excerpt)); },
       .on_date =
           [&](std::string_view date) {
             if (const auto day = parse_iso_date(date)) file.scope().date = day;
           }});
  if (writer.annulled() > 0) file.tell(note("KD1533").at({.file = file.path()}).arg("count", std::to_string(writer.annulled())));
  if (writer.repeated() > 0) file.tell(note("KD1534").at({.file = file.path()}).arg("count", std::to_string(writer.repeated())));
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const PartyFields fields(context.vocabulary);
  DirectParents parents;
  for (const InputFile& file : files) take_in_parents(file, context, parents);
  import_files(files, context, sink, importer, [&](FileImport& file) { read_file(file, fields, parents); });
  return {};
}

}  // namespace

const Importer importer{.name = "gleif", .recognise = recognise, .read = read};

}  // namespace kede::importers::gleif
