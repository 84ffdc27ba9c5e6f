#include "engine/app/register_import.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "engine/app/input_files.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/resources.hpp"
#include "importers/archive_files.hpp"

namespace kede::app {
namespace {

namespace fs = std::filesystem;

// The name of the folder that is meant, or in which the file lies.
std::string folder_name(const std::string& path, const FileSystem& files) {
  std::error_code failure;
  fs::path whole = fs::absolute(path, failure).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  return (files.is_folder(path) ? whole : whole.parent_path()).filename().string();
}

// Keys are local to a collection, and files of one collection may refer to each other, so they are read together.
std::map<std::string, std::vector<std::string>> collections(const RegisterImport& wanted, const FileSystem& files) {
  std::map<std::string, std::vector<std::string>> out;
  for (const std::string& path : wanted.inputs)
    out[wanted.collection.empty() ? folder_name(path, files) : wanted.collection].push_back(path);
  return out;
}

Result<std::string> hash_of(const std::string& path, const FileSystem& files) {
  auto reader = files.open(path);
  if (!reader) return std::move(reader).diagnostics();
  Sha256 hash;
  std::string block(1U << 18U, '\0');
  while (const std::size_t count = reader.value()->read(block.data(), block.size())) hash.add(std::string_view(block).substr(0, count));
  return hash.finish();
}

// The source that holds this very file, read by this very program.
const store::RegisterSource* find_same(std::span<const store::RegisterSource> earlier, const store::Scope& scope, const std::string& path,
                                       const std::string& vocabulary, const FileSystem& files) {
  const std::uint64_t bytes = files.size(path);
  for (const store::RegisterSource& source : earlier) {
    if (source.scope != scope || source.source.bytes != bytes || source.engine != engine_version() || source.vocabulary != vocabulary)
      continue;
    const auto hash = hash_of(path, files);
    if (hash && *hash == source.source.sha256) return &source;
  }
  return nullptr;
}

// Notes about those that are there; false when at least one file of the task is not, for all of them are read together.
bool all_there(const ImportTask& task, const store::Scope& scope, std::span<const store::RegisterSource> earlier,
               const std::string& vocabulary, const FileSystem& files, DiagnosticSink& diagnostics) {
  std::vector<Diagnostic> notes;
  for (const importers::InputFile& file : task.files) {
    const auto* same = find_same(earlier, scope, file.path, vocabulary, files);
    if (same == nullptr) return false;
    notes.push_back(note("KD4013").at({.file = file.path}).arg("date", to_iso(same->imported_on)));
  }
  diagnostics.add(std::move(notes));
  return true;
}

std::string records_text(const store::RegisterSource& source) { return std::to_string(source.record_count()); }

void tell_replaced(const store::ImportedSource& now, DiagnosticSink& diagnostics) {
  for (const store::RegisterSource& before : now.replaced) {
    const bool much_less = now.source.record_count() < before.record_count() / 2;
    diagnostics.add((much_less ? warning("KD4017") : note("KD4014"))
                        .at({.file = now.source.source.path})
                        .arg("imported", to_iso(before.imported_on))
                        .arg("before", records_text(before))
                        .arg("now", records_text(now.source)));
  }
}

void tell(const store::BuildSummary& summary, std::span<const store::RegisterSource> earlier, DiagnosticSink& diagnostics) {
  for (const store::ImportedSource& now : summary.imported) {
    tell_replaced(now, diagnostics);
    for (const store::RegisterSource& other : earlier) {
      if (other.scope.importer != now.source.scope.importer || other.scope == now.source.scope || other.name != now.source.name) continue;
      diagnostics.add(warning("KD4016")
                          .at({.file = now.source.source.path})
                          .arg("other", other.scope.collection)
                          .arg("name", now.source.scope.collection));
    }
  }
  for (const store::RegisterSource& empty : summary.empty) diagnostics.add(warning("KD4015").at({.file = empty.source.path}));
  for (const store::RegisterSource& removed : summary.removed)
    diagnostics.add(note("KD4021").at({.file = removed.source.path}).arg("imported", to_iso(removed.imported_on)));
}

}  // namespace

Result<store::BuildSummary> import_register(const RegisterImport& wanted, const model::Vocabulary& vocabulary, Outside& outside,
                                            DiagnosticSink& diagnostics) {
  auto started = store::RegisterBuilder::start(wanted.into, vocabulary, outside.clock.today(), diagnostics);
  if (!started) return std::move(started).diagnostics();
  store::RegisterBuilder& builder = *started.value();
  const std::vector<store::RegisterSource> earlier(builder.earlier().begin(), builder.earlier().end());
  std::size_t there = 0;
  bool read_any = false;
  const importers::ArchiveFiles inputs(outside.files);
  for (const auto& [collection, paths] : collections(wanted, inputs)) {
    for (const ImportTask& task : find_inputs(paths, inputs, diagnostics)) {
      const store::Scope scope{std::string(task.importer->name), collection};
      if (!wanted.replace_all && all_there(task, scope, earlier, vocabulary.hash(), inputs, diagnostics)) {
        ++there;
        continue;
      }
      importers::ImportContext context{.files = inputs, .vocabulary = vocabulary, .diagnostics = diagnostics};
      auto read = task.importer->read(task.files, context, builder.sink(scope, wanted.replace_all));
      if (!read) diagnostics.add(std::move(read).diagnostics());
      read_any = true;
    }
  }
  diagnostics.add(inputs.take_diagnostics());
  if (!read_any && there > 0) return store::BuildSummary{.imported = {}, .empty = {}, .removed = {}, .kept = earlier.size()};
  if (!builder.has_records()) return error("KD4020").at({.file = wanted.into});
  auto summary = builder.finish();
  if (summary) tell(*summary, earlier, diagnostics);
  return summary;
}

}  // namespace kede::app
