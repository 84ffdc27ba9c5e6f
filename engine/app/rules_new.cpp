#include "engine/app/rules_new.hpp"

#include <map>

#include "engine/base/resources.hpp"
#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/rule_loader.hpp"

namespace kede::app {
namespace {

constexpr std::string_view kRules = "rules/";
constexpr std::uint64_t kLargestFile = 16U << 20U;
constexpr std::string_view kTemplate = "rules/template/rule.json";

RulesResult refused(std::vector<Diagnostic> diagnostics, ExitCode exit = exit_bad_input) {
  return {.out = {}, .diagnostics = std::move(diagnostics), .exit = exit};
}

// A plain yes-or-no field for the example of a condition; one about the thing itself rather than about its lists.
std::optional<std::string> example_field(const model::Vocabulary& vocabulary, const model::Kind& kind) {
  std::optional<std::string> about_lists;
  for (const model::FieldId id : kind.fields) {
    const model::Field& field = vocabulary.field(id);
    if (field.type.base != model::BaseType::boolean || field.type.is_list || field.is_private) continue;
    if (!field.name.ends_with("_complete")) return field.name;
    if (!about_lists) about_lists = field.name;
  }
  return about_lists;
}

using Contents = std::map<std::string, std::string>;  // path -> bytes

// Core, lists, sources and requirements: what a folder of rules is made of.
Contents built_in(const std::string& folder) {
  Contents out;
  for (const std::string_view path : resource_names(kRules)) {
    const std::string_view inside = path.substr(kRules.size());
    const bool part =
        inside.starts_with("core/") || inside.starts_with("lists/") || inside == "sources.json" || inside == "requirements.json";
    if (part) out.emplace(folder + "/" + std::string(inside), *resource(path));
  }
  return out;
}

Result<Contents> read_folder(const std::string& folder, const FileSystem& files) {
  Contents out;
  for (const std::string& path : files.list(folder)) {
    auto bytes = files.read_all(path, kLargestFile);
    if (!bytes) return std::move(bytes).diagnostics();
    out.emplace(path, std::move(bytes).value());
  }
  return out;
}

std::string filled(std::string text, const std::vector<std::pair<std::string_view, std::string>>& values) {
  for (const auto& [name, value] : values) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
      text.replace(at, name.size(), value);
  }
  return text;
}

}  // namespace

RulesResult new_rule(const NewRule& wanted, FileSystem& files) {
  const auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return refused(vocabulary.diagnostics());
  const model::Kind* kind = vocabulary->find_kind(wanted.applies_to);
  const auto field = kind == nullptr || kind->variable.empty() ? std::nullopt : example_field(*vocabulary, *kind);
  if (!field) {
    std::vector<std::string> names;
    for (const model::Kind& each : vocabulary->kinds()) {
      if (!each.variable.empty() && example_field(*vocabulary, each)) names.push_back(each.name);
    }
    return refused(
        {error("KD0041").arg("kind", wanted.applies_to).arg("kinds", join(names, ", ")).suggest(nearest(wanted.applies_to, names))},
        exit_usage);
  }
  const bool is_new = !files.exists(wanted.folder + "/core/pack.json");
  if (is_new && files.is_folder(wanted.folder) && !files.list(wanted.folder).empty())
    return refused({error("KD0042").at({.file = wanted.folder}).arg("folder", wanted.folder)});
  const std::string path = wanted.folder + "/core/" + wanted.id + ".json";
  if (files.exists(path)) return refused({error("KD0024").at({.file = path}).arg("path", path)});
  const std::string text = filled(std::string(resource(kTemplate).value_or("")), {{"@ID@", wanted.id},
                                                                                  {"@DIMENSION@", wanted.dimension},
                                                                                  {"@KIND@", kind->name},
                                                                                  {"@VARIABLE@", kind->variable},
                                                                                  {"@FIELD@", *field}});
  auto read = is_new ? Result<Contents>(built_in(wanted.folder)) : read_folder(wanted.folder, files);
  if (!read) return refused(std::move(read).diagnostics());
  Contents contents = std::move(read).value();
  contents.emplace(path, text);
  // Asked of the whole pack before anything is written: the id must be new, the dimension known.
  const auto whole = lang::load_rules_from(MemoryFileSystem(contents), wanted.folder, *vocabulary);
  if (!whole) return refused(whole.diagnostics(), exit_usage);
  // An identifier that leads out of the folder makes a file that is not part of the pack.
  if (whole->pack.find(wanted.id) == nullptr)
    return refused({error("KD2312").at({.file = path}).arg("value", wanted.id).arg("form", "LAB-02")}, exit_usage);
  for (const auto& [name, bytes] : contents) {
    if (!is_new && name != path) continue;
    if (auto written = files.write(name, bytes); !written) return refused(std::move(written).diagnostics());
  }
  return {.out = path + "\n", .diagnostics = {}, .exit = exit_done};
}

}  // namespace kede::app
