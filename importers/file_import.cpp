#include "importers/file_import.hpp"

#include "engine/base/text.hpp"

namespace kede::importers {
namespace {

constexpr std::size_t kListed = 10'000;
constexpr std::size_t kVersion = 40;

}  // namespace

FileImport::FileImport(ImportContext& context, model::RecordSink& sink, Notes& notes, const Countries& countries, SourceText& text,
                       const std::string& path, std::string_view format)
    : context_(context),
      text_(text),
      scope_{.vocabulary = context.vocabulary,
             .countries = countries,
             .sink = sink,
             .notes = notes,
             .source = sink.add_source({.path = path, .sha256 = {}, .bytes = 0, .format = std::string(format), .date = {}}),
             .file = path,
             .date = {}},
      format_(format) {}

void FileImport::reject(Diagnostic reason, std::string place, std::uint32_t line, std::string excerpt) {
  ++rejected_;
  reason.where = {.file = scope_.file, .pointer = place, .line = line};
  scope_.notes.add(reason);
  if (rejected_ <= kListed) scope_.sink.reject({scope_.source, std::move(place), std::move(reason), std::move(excerpt)});
}

void FileImport::set_version(std::string_view version) {
  if (format_.find(' ') == std::string::npos && !trim(version).empty()) format_ += ' ' + shorten(trim(version), kVersion);
}

void FileImport::finish() {
  SourceSummary summary = text_.finish();
  scope_.sink.complete_source(
      scope_.source, {.path = scope_.file, .sha256 = summary.sha256, .bytes = summary.bytes, .format = format_, .date = scope_.date});
  for (Diagnostic& each : summary.notes) scope_.notes.add(std::move(each));
  if (rejected_ > kListed) scope_.notes.add(error("KD1131").at({.file = scope_.file}).arg("count", std::to_string(rejected_ - kListed)));
  if (read_ == 0 && rejected_ == 0) scope_.notes.add(warning("KD1132").at({.file = scope_.file}).arg("format", format_));
}

void import_files(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink, const Importer& importer,
                  const std::function<void(FileImport&)>& read) {
  Notes notes(context.diagnostics);
  const Countries countries;
  std::size_t all_read = 0;
  std::size_t all_rejected = 0;
  for (const InputFile& file : files) {
    auto opened = SourceText::open(context.files, file.path);
    if (!opened) {
      context.diagnostics.add(std::move(opened).diagnostics());
      continue;
    }
    FileImport one(context, sink, notes, countries, *opened.value(), file.path, importer.name);
    read(one);
    one.finish();
    all_read += one.read();
    all_rejected += one.rejected();
  }
  notes.finish();
  context.diagnostics.add(note("KD1130")
                              .arg("format", std::string(importer.name))
                              .arg("files", std::to_string(files.size()))
                              .arg("read", std::to_string(all_read))
                              .arg("rejected", std::to_string(all_rejected)));
}

}  // namespace kede::importers
