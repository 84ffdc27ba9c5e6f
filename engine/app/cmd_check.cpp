#include "engine/app/check_json.hpp"
#include "engine/app/cmd.hpp"
#include "engine/app/screen.hpp"
#include "engine/assess/data_quality.hpp"
#include "reports/check/check_text.hpp"

namespace kede::app {

int run_check(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("input", po::value<std::vector<std::string>>())("all", po::bool_switch())("json", po::bool_switch());
  add_run_options(options);
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("input", -1);
  const ParsedLine line = parse_line(arguments, options, positional, "check", outside);
  if (line.exit) return *line.exit;
  RunOptions run_options;
  if (const auto wrong = read_run_options(line, run_options, outside)) return *wrong;
  if (run_options.inputs.empty()) {
    print_diagnostics({error("KD0022").arg("command", "check")}, line.talk, outside);
    return exit_usage;
  }
  const auto made = run_pipeline(run_options, outside.files, outside.clock);
  if (!made) {
    print_diagnostics(made.diagnostics(), line.talk, outside);
    return exit_bad_input;
  }
  const Run& run = *made.value();
  print_diagnostics(run.diagnostics, line.talk, outside);
  const assess::DataQuality quality = assess::data_quality(run.screening.assessment, run_options.jobs);
  const reports::ReportOptions report_options{
      .language = line.talk.language, .messages = &outside.messages, .diagnostics = run.diagnostics.all()};
  if (line.values["json"].as<bool>()) {
    outside.out(check_json(run.screening.assessment, quality, report_options));
    return exit_done;
  }
  const auto extent = line.values["all"].as<bool>() ? reports::check::Extent::everything : reports::check::Extent::brief;
  outside.out(reports::check::check_text(run.screening.assessment, quality, report_options, extent, outside.width));
  return exit_done;
}

}  // namespace kede::app
