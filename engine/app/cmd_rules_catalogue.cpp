#include "engine/app/cmd_rules.hpp"
#include "engine/app/pipeline.hpp"
#include "engine/base/suggest.hpp"
#include "reports/html/catalogue.hpp"
#include "reports/rule_sheet.hpp"

namespace kede::app {
namespace {

struct Catalogue {
  model::Vocabulary vocabulary;
  lang::LoadedRules rules;
};

Result<Catalogue> load_catalogue(const std::string& folder, const FileSystem& files) {
  auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return std::move(vocabulary).diagnostics();
  auto rules = load_rules(folder, "", files, *vocabulary);
  if (!rules) return std::move(rules).diagnostics();
  return Catalogue{std::move(vocabulary).value(), std::move(rules).value()};
}

std::string list_of(const std::string& title, const std::vector<std::string>& items) {
  if (items.empty()) return {};
  std::string out = title + ":\n";
  for (const std::string& item : items) out += "  " + item + "\n";
  return out;
}

std::string sheet_text(const reports::RuleSheet& sheet, const reports::Words& words) {
  std::string out = sheet.id + "  " + sheet.title + "\n\n" + sheet.why + "\n\n";
  for (const reports::SheetConditions& tree : sheet.conditions) {
    out += tree.title + ":\n";
    for (const reports::SheetCondition& line : tree.conditions) {
      const std::string indent(2 + static_cast<std::size_t>(line.depth) * 2, ' ');
      out += indent + line.text + "\n";
      if (!line.expression.empty()) out += indent + "    " + line.expression + "\n";
    }
  }
  out += "\n";
  for (const auto& [label, text] : sheet.facts) out += label + ": " + text + "\n";
  out += list_of(words.text("finding.ilo"), sheet.ilo) + list_of(words.text("finding.sources"), sheet.sources);
  std::vector<std::string> requirements;
  for (const reports::SheetRequirement& item : sheet.requirements) requirements.push_back(item.id + " (" + item.phase + "): " + item.text);
  return out + list_of(words.text("finding.requirements"), requirements);
}

RulesResult faulty(std::vector<Diagnostic> diagnostics, ExitCode exit) {
  return {.out = {}, .diagnostics = std::move(diagnostics), .exit = exit};
}

}  // namespace

int run_rules_show(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("rule", po::value<std::string>())("folder", po::value<std::string>());
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("rule", 1).add("folder", 1);
  const ParsedLine line = parse_line(arguments, options, positional, "rules", outside);
  if (line.exit) return *line.exit;
  if (!line.values.contains("rule")) {
    outside.err(cli_text("help.rules", line.talk.language));
    return exit_usage;
  }
  const auto loaded = load_catalogue(line.values.contains("folder") ? line.values["folder"].as<std::string>() : "", outside.files);
  if (!loaded) return show(faulty(loaded.diagnostics(), exit_bad_input), line.talk, outside);
  const lang::RulePack& pack = loaded->rules.pack;
  const std::string id = line.values["rule"].as<std::string>();
  const lang::Rule* rule = pack.find(id);
  if (rule == nullptr) {
    std::vector<std::string> ids;
    for (const lang::Rule& each : pack.rules) ids.push_back(each.id);
    return show(faulty({error("KD2404").arg("rule", id).suggest(nearest(id, ids))}, exit_usage), line.talk, outside);
  }
  const reports::Words words = reports::Words::built_in(line.talk.language);
  outside.out(sheet_text(reports::rule_sheet(pack, loaded->vocabulary, *rule, words), words));
  return exit_done;
}

int run_rules_doc(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("out", po::value<std::string>())("rules", po::value<std::string>());
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("out", 1);
  const ParsedLine line = parse_line(arguments, options, positional, "rules", outside);
  if (line.exit) return *line.exit;
  if (!line.values.contains("out")) {
    outside.err(cli_text("help.rules", line.talk.language));
    return exit_usage;
  }
  const auto loaded = load_catalogue(line.values.contains("rules") ? line.values["rules"].as<std::string>() : "", outside.files);
  if (!loaded) return show(faulty(loaded.diagnostics(), exit_bad_input), line.talk, outside);
  const std::string folder = line.values["out"].as<std::string>();
  const auto pages = reports::catalogue_pages(loaded->rules, loaded->vocabulary);
  if (!pages) return show(faulty(pages.diagnostics(), exit_internal), line.talk, outside);
  for (const reports::OutputFile& page : *pages) {
    if (auto written = outside.files.write(folder + "/" + page.name, page.bytes); !written)
      return show(faulty(written.diagnostics(), exit_bad_input), line.talk, outside);
  }
  if (!line.talk.quiet) outside.err(cli_text("rules.doc_written", line.talk.language, {{"folder", folder}}) + "\n");
  return exit_done;
}

}  // namespace kede::app
