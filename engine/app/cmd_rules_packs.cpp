// The command lines of `kede rules new` and `kede rules diff`.
#include "engine/app/options.hpp"
#include "engine/app/rules_diff.hpp"
#include "engine/app/rules_new.hpp"
#include "engine/app/screen.hpp"

namespace kede::app {

int run_rules_new(std::span<const std::string> arguments, Outside& outside) {
  NewRule wanted;
  po::options_description options;
  options.add_options()("id", po::value<std::string>(&wanted.id))("folder", po::value<std::string>(&wanted.folder))(
      "applies-to", po::value<std::string>(&wanted.applies_to))("dimension", po::value<std::string>(&wanted.dimension));
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("id", 1).add("folder", 1);
  const ParsedLine line = parse_line(arguments, options, positional, "rules", outside);
  if (line.exit) return *line.exit;
  if (wanted.id.empty()) {
    outside.err(cli_text("help.rules", line.talk.language));
    return exit_usage;
  }
  const RulesResult result = new_rule(wanted, outside.files);
  const int exit = show(result, line.talk, outside);
  if (exit == exit_done && !line.talk.quiet) outside.err(cli_text("rules.new", line.talk.language, {{"folder", wanted.folder}}) + "\n");
  return exit;
}

int run_rules_diff(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("pack", po::value<std::vector<std::string>>())("on", po::value<std::vector<std::string>>()->multitoken());
  add_run_options(options);
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("pack", -1);
  const ParsedLine line = parse_line(arguments, options, positional, "rules", outside);
  if (line.exit) return *line.exit;
  PackDiff wanted;
  if (const auto wrong = read_run_options(line, wanted.on, outside)) return *wrong;
  const auto packs = line.values.contains("pack") ? line.values["pack"].as<std::vector<std::string>>() : std::vector<std::string>();
  if (packs.size() != 2) {
    print_diagnostics({error("KD0043")}, line.talk, outside);
    return exit_usage;
  }
  wanted.pack_a = packs[0];
  wanted.pack_b = packs[1];
  wanted.language = line.talk.language;
  if (line.values.contains("on")) wanted.on.inputs = line.values["on"].as<std::vector<std::string>>();
  return show(diff_packs(wanted, outside.files, outside.clock), line.talk, outside);
}

}  // namespace kede::app
