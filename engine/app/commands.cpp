#include <rapidjson/document.h>

#include <map>

#include "engine/app/cmd.hpp"
#include "engine/app/command.hpp"
#include "engine/base/resources.hpp"
#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"

namespace kede::app {
namespace {

// The list of commands, in the order of the help.
constexpr Command kCommands[] = {
    {"screen", run_screen}, {"check", run_check}, {"explain", run_explain},   {"demo", run_demo},       {"template", run_template},
    {"rules", run_rules},   {"lists", run_lists}, {"register", run_register}, {"formats", run_formats},
};

std::map<std::string, std::pair<std::string, std::string>, std::less<>> read_texts() {
  std::map<std::string, std::pair<std::string, std::string>, std::less<>> out;
  rapidjson::Document document;
  const std::string_view json = resource("reports/i18n/cli.json").value_or("{}");
  document.Parse(json.data(), json.size());
  if (!document.IsObject()) return out;
  const auto joined = [](const rapidjson::Value& value) {
    if (value.IsString()) return std::string(value.GetString());
    std::string lines;
    for (const auto& line : value.GetArray()) lines += std::string(line.GetString()) + '\n';
    return lines;
  };
  for (const auto& entry : document.GetObject()) out[entry.name.GetString()] = {joined(entry.value["en"]), joined(entry.value["lv"])};
  return out;
}

}  // namespace

std::span<const Command> all_commands() { return kCommands; }

std::string cli_text(std::string_view key, Language language, const std::vector<std::pair<std::string, std::string>>& values) {
  static const auto texts = read_texts();
  const auto found = texts.find(key);
  if (found == texts.end()) return std::string(key);
  return fill_template(language == Language::lv ? found->second.second : found->second.first, values);
}

int run(std::span<const std::string> arguments, Outside& outside) {
  if (arguments.empty()) {
    outside.err(cli_text("help", outside.language));
    return exit_usage;
  }
  const std::string& name = arguments.front();
  if (name == "--help" || name == "-h" || name == "help") {
    outside.out(cli_text("help", outside.language));
    return exit_done;
  }
  if (name == "--version") {
    outside.out("kede " + std::string(engine_version()) + "\n");
    return exit_done;
  }
  for (const Command& command : kCommands) {
    if (command.name == name) return command.run(arguments.subspan(1), outside);
  }
  std::vector<std::string> names;
  for (const Command& command : kCommands) names.emplace_back(command.name);
  outside.err(outside.messages.render(error("KD0015").arg("command", name).suggest(nearest(name, names)), outside.language));
  return exit_usage;
}

}  // namespace kede::app
