#include "engine/app/input_files.hpp"

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"
#include "importers/lists/importer.hpp"
#include "importers/lists/mapping.hpp"
#include "importers/registry.hpp"
#include "importers/source.hpp"

namespace kede::app {
namespace {

constexpr std::size_t kHead = 64U << 10U;

std::string name_of(std::string_view path) { return ascii_lower(path.substr(path.find_last_of('/') + 1)); }

// What people keep beside the data. Lists are published as .txt and .html too, so these are looked into first.
bool is_companion(std::string_view path) {
  const std::string name = name_of(path);
  constexpr std::string_view endings[] = {".md", ".txt", ".pdf", ".docx", ".doc", ".html", ".htm", ".png", ".jpg", ".svg"};
  return std::any_of(std::begin(endings), std::end(endings), [&](std::string_view ending) { return name.ends_with(ending); });
}

// What kede itself writes, mappings that are read with their lists, and the marks that office programs leave beside an open file.
bool is_never_data(std::string_view path) {
  const std::string name = name_of(path);
  constexpr std::string_view own[] = {"report.json", "expected.json", "findings.csv", "chains.csv",
                                      "rejects.csv", "rejects.jsonl", "screen.txt"};
  if (name.starts_with("~$") || name.starts_with(".~lock.") || importers::lists::is_mapping(name)) return true;
  return std::find(std::begin(own), std::end(own), name) != std::end(own);
}

// The first bytes as an importer wants to see them: text unpacked and decoded, a ZIP as it is.
std::string head_of(const FileSystem& files, const std::string& path, DiagnosticSink& diagnostics) {
  auto reader = files.open(path);
  if (!reader) {
    diagnostics.add(std::move(reader).diagnostics());
    return {};
  }
  std::string raw(4, '\0');
  raw.resize(reader.value()->read(raw.data(), raw.size()));
  if (raw.starts_with("PK")) {
    reader.value()->seek(0);
    raw.resize(kHead);
    raw.resize(reader.value()->read(raw.data(), raw.size()));
    return raw;
  }
  auto head = importers::read_head(files, path, kHead);
  if (head) return std::move(head).value();
  diagnostics.add(std::move(head).diagnostics());
  return {};
}

const importers::Importer* best_importer(const std::string& path, const std::string& head) {
  const importers::Importer* best = nullptr;
  int most = 0;
  for (const importers::Importer* importer : importers::all_importers()) {
    const int sure = importer->recognise(path, head);
    if (sure > most) best = importer, most = sure;
  }
  return best;
}

}  // namespace

std::vector<ImportTask> find_inputs(const std::vector<std::string>& paths, const FileSystem& files, DiagnosticSink& diagnostics) {
  // The order in which files are named changes nothing, nor does naming one twice. Within an archive they keep its order, since going back
  // in it means unpacking it again.
  std::vector<std::string> sorted = paths;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> found;
  std::set<std::string, std::less<>> seen;
  const auto take = [&](const std::string& path) {
    if (seen.insert(path).second) found.push_back(path);
  };
  for (const std::string& path : sorted) {
    if (!files.exists(path)) {
      diagnostics.add(error("KD0001").at({.file = path}).arg("path", path));
    } else if (files.is_folder(path)) {
      for (const std::string& inside : files.list(path)) take(inside);
    } else {
      take(path);
    }
  }
  std::vector<ImportTask> tasks;
  for (const importers::Importer* importer : importers::all_importers()) tasks.push_back({importer, {}});
  std::set<std::string, std::less<>> mappings;  // read with the lists beside them
  for (const std::string& path : found) {
    if (auto mapping = importers::lists::mapping_beside(files, path)) mappings.insert(std::move(*mapping));
  }
  for (const std::string& path : found) {
    if (mappings.contains(path)) continue;
    if (files.size(path) == 0) {
      diagnostics.add(error("KD0011").at({.file = path}));
      continue;
    }
    if (is_never_data(path)) {
      diagnostics.add(note("KD0018").at({.file = path}));
      continue;
    }
    const bool mapped = importers::lists::mapping_beside(files, path).has_value();
    const importers::Importer* importer = mapped ? &importers::lists::importer : best_importer(path, head_of(files, path, diagnostics));
    if (importer == nullptr) {
      diagnostics.add((is_companion(path) ? note("KD0018") : warning("KD0010")).at({.file = path}));
      continue;
    }
    const auto task = std::find_if(tasks.begin(), tasks.end(), [&](const ImportTask& each) { return each.importer == importer; });
    task->files.push_back({path});
  }
  std::erase_if(tasks, [](const ImportTask& task) { return task.files.empty(); });
  return tasks;
}

}  // namespace kede::app
