#include "engine/app/cmd.hpp"
#include "engine/app/screen.hpp"
#include "engine/base/suggest.hpp"

namespace kede::app {
namespace {

constexpr assess::Band kBands[] = {assess::Band::low, assess::Band::medium, assess::Band::high, assess::Band::critical};

std::optional<assess::Band> band_named(const std::string& name) {
  for (const assess::Band band : kBands) {
    if (assess::to_text(band) == name) return band;
  }
  return std::nullopt;
}

}  // namespace

int run_screen(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("input", po::value<std::vector<std::string>>())("out", po::value<std::string>()->default_value("kede-report"))(
      "fail-on", po::value<std::string>());
  add_run_options(options);
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("input", -1);
  const ParsedLine line = parse_line(arguments, options, positional, "screen", outside);
  if (line.exit) return *line.exit;
  ScreenOptions screening;
  if (const auto wrong = read_run_options(line, screening.run, outside)) return *wrong;
  screening.folder = line.values["out"].as<std::string>();
  if (line.values.contains("fail-on")) {
    const std::string name = line.values["fail-on"].as<std::string>();
    screening.fail_on = band_named(name);
    if (!screening.fail_on) {
      print_diagnostics({error("KD0021").arg("value", name).suggest(nearest(name, {"low", "medium", "high", "critical"}))}, line.talk,
                        outside);
      return exit_usage;
    }
  }
  if (screening.run.inputs.empty()) {
    print_diagnostics({error("KD0022").arg("command", "screen")}, line.talk, outside);
    return exit_usage;
  }
  return screen(screening, line.talk, outside);
}

}  // namespace kede::app
