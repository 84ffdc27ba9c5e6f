#include "engine/lang/rule_loader.hpp"

#include <algorithm>
#include <map>

#include "engine/base/hash.hpp"
#include "engine/base/resources.hpp"
#include "engine/lang/detail/pack_reader.hpp"

namespace kede::lang {
namespace {

constexpr std::string_view kDescription = "pack.json";
constexpr std::string_view kCore = "rules/core/";
constexpr std::string_view kLists = "rules/lists/";
constexpr std::string_view kSources = "rules/sources.json";
constexpr std::string_view kRequirements = "rules/requirements.json";
constexpr std::uint64_t kLargestFile = 16U << 20U;

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::string without_end_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

using Contents = std::map<std::string, std::string, std::less<>>;  // path -> text

// lists/<name>.csv with lists/<name>.meta.json
void read_tables(const Contents& files, Tables& tables, std::vector<Diagnostic>& faults) {
  for (const auto& [path, text] : files) {
    if (!path.ends_with(".csv")) continue;
    const std::string meta_path = path.substr(0, path.size() - 4) + ".meta.json";
    const auto meta = files.find(meta_path);
    if (meta == files.end()) {
      faults.push_back(error("KD2340").at({.file = path}).arg("meta", std::string(base_name(meta_path))));
      continue;
    }
    auto table = Table::read(text, path, meta->second, meta_path);
    auto added = table ? tables.add(std::move(table).value()) : Result<void>(std::move(table).diagnostics());
    if (added) continue;
    for (Diagnostic& diagnostic : std::move(added).diagnostics()) {
      if (diagnostic.where.file.empty()) diagnostic.where.file = meta_path;
      faults.push_back(std::move(diagnostic));
    }
  }
}

std::string built_in(std::string_view name) { return std::string(resource(name).value_or(std::string_view())); }

Contents built_in_under(std::string_view prefix) {
  Contents out;
  for (const std::string_view name : resource_names(prefix)) out.emplace(name, *resource(name));
  return out;
}

Result<Tables> tables_of(const Contents& lists) {
  Tables tables;
  std::vector<Diagnostic> faults;
  read_tables(lists, tables, faults);
  if (!faults.empty()) return faults;
  return tables;
}

Result<LoadedRules> load(const Contents& core, const Contents& lists, std::string_view sources, std::string_view requirements,
                         const model::Vocabulary& vocabulary, const Overrides* overrides) {
  LoadedRules out;
  auto tables = tables_of(lists);
  if (!tables) return std::move(tables).diagnostics();
  out.tables = std::move(tables).value();
  std::vector<PackFile> files;
  for (const auto& [path, text] : core) files.push_back({path, text});
  auto pack = load_pack(files, vocabulary, out.tables, sources, requirements, overrides);
  if (!pack) return std::move(pack).diagnostics();
  out.pack = std::move(pack).value();
  return out;
}

// The part of a folder that rules are made of.
class RulesFolder {
 public:
  RulesFolder(const FileSystem& files, std::string folder) : files_(files), folder_(without_end_slash(std::move(folder))) {}

  Result<LoadedRules> load_with(const model::Vocabulary& vocabulary, const Overrides* overrides) {
    if (!files_.is_folder(folder_)) return error("KD2339").at({.file = folder_});
    std::string core = folder_;
    std::vector<std::string> places = {folder_};
    if (files_.exists(folder_ + "/pack.json")) {
      places.push_back(parent_of(folder_));
    } else {
      core = folder_ + "/core";
      if (!files_.exists(core + "/pack.json")) return error("KD2339").at({.file = folder_});
    }
    const Contents rules = read_folder(core, {".json"});
    Contents lists;
    std::string sources;
    std::string requirements;
    for (const std::string& place : places) {
      if (lists.empty()) lists = read_folder(place + "/lists", {".csv", ".meta.json"});
      if (sources.empty()) sources = read_file(place + "/sources.json");
      if (requirements.empty()) requirements = read_file(place + "/requirements.json");
    }
    if (!faults_.empty()) return std::move(faults_);
    if (lists.empty()) lists = built_in_under(kLists);
    if (sources.empty()) sources = built_in(kSources);
    if (requirements.empty()) requirements = built_in(kRequirements);
    return load(rules, lists, sources, requirements, vocabulary, overrides);
  }

 private:
  std::string read_file(const std::string& path) {
    if (!files_.exists(path)) return {};
    auto text = files_.read_all(path, kLargestFile);
    if (text) return std::move(text).value();
    for (Diagnostic& diagnostic : std::move(text).diagnostics()) faults_.push_back(std::move(diagnostic));
    return {};
  }

  // Only the files that stand in the folder itself.
  Contents read_folder(const std::string& folder, const std::vector<std::string_view>& endings) {
    Contents out;
    if (!files_.is_folder(folder)) return out;
    for (const std::string& path : files_.list(folder)) {
      const bool wanted = std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
      if (wanted && parent_of(path) == folder && !base_name(path).starts_with('.')) out.emplace(path, read_file(path));
    }
    return out;
  }

  const FileSystem& files_;
  std::string folder_;
  std::vector<Diagnostic> faults_;
};

std::string hash_of(std::span<const PackFile> files) {
  std::map<std::string_view, std::string_view> by_name;
  for (const PackFile& file : files) by_name.emplace(base_name(file.path), file.text);
  Sha256 hash;
  for (const auto& [name, text] : by_name) {
    hash.add(name);
    hash.add(std::string_view("\0", 1));
    hash.add(text);
    hash.add(std::string_view("\0", 1));
  }
  return hash.finish();
}

}  // namespace

Result<RulePack> load_pack(std::span<const PackFile> files, const model::Vocabulary& vocabulary, const Tables& tables,
                           std::string_view sources_json, std::string_view requirements_json, const Overrides* overrides) {
  detail::PackReader reader(vocabulary, tables, overrides);
  reader.read_sources(sources_json, std::string(kSources));
  if (!requirements_json.empty()) reader.read_requirements(requirements_json, std::string(kRequirements));
  // The description first, because the rules refer to it.
  const auto description =
      std::find_if(files.begin(), files.end(), [](const PackFile& file) { return base_name(file.path) == kDescription; });
  if (description == files.end()) return error("KD2315").at({.file = files.empty() ? std::string(kCore) : parent_of(files.front().path)});
  reader.read_description(description->text, description->path);
  for (const PackFile& file : files) {
    if (&file != &*description) reader.read_rules(file.text, file.path);
  }
  auto pack = reader.finish();
  if (!pack) return pack;
  RulePack out = std::move(pack).value();
  out.hash = hash_of(files);
  return out;
}

Result<Tables> load_built_in_tables() { return tables_of(built_in_under(kLists)); }

Result<LoadedRules> load_built_in_rules(const model::Vocabulary& vocabulary, const Overrides* overrides) {
  return load(built_in_under(kCore), built_in_under(kLists), built_in(kSources), built_in(kRequirements), vocabulary, overrides);
}

Result<LoadedRules> load_rules_from(const FileSystem& files, const std::string& folder, const model::Vocabulary& vocabulary,
                                    const Overrides* overrides) {
  return RulesFolder(files, folder).load_with(vocabulary, overrides);
}

}  // namespace kede::lang
