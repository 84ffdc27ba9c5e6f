#include <algorithm>
#include <set>

#include "engine/app/cmd.hpp"
#include "engine/app/screen.hpp"
#include "engine/base/resources.hpp"
#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"

namespace kede::app {
namespace {

constexpr std::string_view kFolder = "samples/";
constexpr std::string_view kFirst = "school-cleaning";  // the one that shows most

// Names of the bundled samples: the folders under samples/.
std::vector<std::string> sample_names() {
  std::set<std::string> names;
  for (const std::string_view path : resource_names(kFolder)) {
    const std::string_view inside = path.substr(kFolder.size());
    if (const std::size_t slash = inside.find('/'); slash != std::string_view::npos) names.emplace(inside.substr(0, slash));
  }
  return {names.begin(), names.end()};
}

}  // namespace

int run_demo(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("sample", po::value<std::string>())("out", po::value<std::string>()->default_value("kede-demo"));
  add_run_options(options);
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("sample", 1);
  const ParsedLine line = parse_line(arguments, options, positional, "demo", outside);
  if (line.exit) return *line.exit;
  const auto names = sample_names();
  const std::string name = line.values.contains("sample") ? line.values["sample"].as<std::string>() : std::string(kFirst);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    print_diagnostics({error("KD0023").arg("name", name).arg("names", join(names, ", ")).suggest(nearest(name, names))}, line.talk,
                      outside);
    return exit_usage;
  }
  ScreenOptions screening;
  if (const auto wrong = read_run_options(line, screening.run, outside)) return *wrong;
  // The firms of a sample are invented; a true firm that happens to have such a number must not be drawn in.
  if (!line.values.contains("register")) screening.run.register_file.clear();
  const std::string folder = line.values["out"].as<std::string>() + "/" + name;
  const std::string prefix = std::string(kFolder) + name + "/";
  for (const std::string_view path : resource_names(prefix)) {
    if (auto written = outside.files.write(folder + "/" + std::string(path.substr(prefix.size())), *resource(path)); !written) {
      print_diagnostics(written.diagnostics(), line.talk, outside);
      return exit_bad_input;
    }
  }
  if (!line.talk.quiet) outside.err(cli_text("demo.copied", line.talk.language, {{"name", name}, {"folder", folder}}) + "\n");
  screening.run.inputs = {folder};
  screening.folder = folder + "/report";
  return screen(screening, line.talk, outside);
}

}  // namespace kede::app
