#include "engine/app/register_import.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "engine/app/input_files.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/resources.hpp"
#include "importers/archive_files.hpp"

namespace kede::app {
namespace {

namespace fs = std::filesystem;

// The folder that is meant, or in which the file lies.
fs::path folder_of(const std::string& path, const FileSystem& files) {
  std::error_code failure;
  fs::path whole = fs::absolute(path, failure).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  return files.is_folder(path) ? whole : whole.parent_path();
}

// Files of one collection may refer to each other, so they are read together.
struct Collection {
  std::string name;
  std::string folder;
  std::vector<std::string> paths;
};

// That under which the folder was imported before, or else its own name. Where another folder has that name already a number follows, since
// keys of the two may mean different things.
std::string collection_name(const fs::path& folder, std::span<const store::RegisterSource> earlier, const std::vector<Collection>& others) {
  std::set<std::string> taken;
  for (const Collection& other : others) taken.insert(other.name);
  for (const store::RegisterSource& source : earlier) {
    if (source.folder == folder.string()) return source.scope.collection;
    taken.insert(source.scope.collection);
  }
  const std::string plain = folder.filename().string();
  std::string name = plain;
  for (std::size_t number = 2; taken.contains(name); ++number) name = plain + ' ' + std::to_string(number);
  return name;
}

std::vector<Collection> collections(const RegisterImport& wanted, std::span<const store::RegisterSource> earlier, const FileSystem& files) {
  std::map<fs::path, std::vector<std::string>> by_folder;
  for (const std::string& path : wanted.inputs) by_folder[folder_of(path, files)].push_back(path);
  if (!wanted.collection.empty()) {
    const std::string folder = by_folder.size() == 1 ? by_folder.begin()->first.string() : std::string();
    return {{wanted.collection, folder, wanted.inputs}};
  }
  std::vector<Collection> out;
  for (auto& [folder, paths] : by_folder) out.push_back({collection_name(folder, earlier, out), folder.string(), std::move(paths)});
  return out;
}

// Empty when the file cannot be read.
std::string hash_of(const std::string& path, const FileSystem& files) {
  auto reader = files.open(path);
  if (!reader) return {};
  Sha256 hash;
  std::string block(1U << 18U, '\0');
  while (const std::size_t count = reader.value()->read(block.data(), block.size())) hash.add(std::string_view(block).substr(0, count));
  return hash.finish();
}

// The sources that hold these very files, read together by this very program: one for each file, or none at all when one is missing, for
// all files of a task are read together. In whatever collection: the same bytes twice would only say everything twice.
std::vector<const store::RegisterSource*> find_same(const ImportTask& task, std::span<const store::RegisterSource> earlier,
                                                    const std::string& vocabulary, const FileSystem& files) {
  std::map<std::string, std::vector<const store::RegisterSource*>> by_collection;
  for (std::size_t i = 0; i < task.files.size(); ++i) {
    std::optional<std::string> hash;
    for (const store::RegisterSource& source : earlier) {
      if (source.scope.importer != task.importer->name || source.engine != engine_version() || source.vocabulary != vocabulary) continue;
      auto& found = by_collection[source.scope.collection];
      if (found.size() != i || source.source.bytes != files.size(task.files[i].path)) continue;
      if (!hash) hash = hash_of(task.files[i].path, files);
      if (*hash == source.source.sha256) found.push_back(&source);
    }
  }
  for (auto& [collection, found] : by_collection) {
    if (found.size() == task.files.size()) return found;
  }
  return {};
}

// Notes about files that are there; false when they are not.
bool all_there(const ImportTask& task, std::span<const store::RegisterSource> earlier, const std::string& vocabulary,
               const FileSystem& files, DiagnosticSink& diagnostics) {
  const auto same = find_same(task, earlier, vocabulary, files);
  for (std::size_t i = 0; i < same.size(); ++i) {
    diagnostics.add(note("KD4013")
                        .at({.file = task.files[i].path})
                        .arg("date", to_iso(same[i]->imported_on))
                        .arg("collection", same[i]->scope.collection));
  }
  return !same.empty();
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
  for (const Collection& collection : collections(wanted, earlier, inputs)) {
    for (const ImportTask& task : find_inputs(collection.paths, inputs, diagnostics)) {
      const store::Scope scope{std::string(task.importer->name), collection.name};
      if (!wanted.replace_all && all_there(task, earlier, vocabulary.hash(), inputs, diagnostics)) {
        ++there;
        continue;
      }
      importers::ImportContext context{.files = inputs, .vocabulary = vocabulary, .diagnostics = diagnostics};
      auto read = task.importer->read(task.files, context, builder.sink({scope, collection.folder, wanted.replace_all}));
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
