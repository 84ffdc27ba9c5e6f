#include "engine/app/screen.hpp"

#include <algorithm>

#include "reports/report.hpp"
#include "reports/text/screen_table.hpp"

namespace kede::app {
namespace {

bool reaches(const assess::Assessment& assessment, assess::Band limit) {
  return std::any_of(assessment.bids.begin(), assessment.bids.end(), [&](const assess::BidResult& bid) { return bid.score.band >= limit; });
}

}  // namespace

int screen(const ScreenOptions& options, const TalkOptions& talk, Outside& outside) {
  auto made = run_pipeline(options.run, outside.files, outside.clock);
  if (!made) {
    print_diagnostics(made.diagnostics(), talk, outside);
    return exit_bad_input;
  }
  const Run& run = *made.value();
  print_diagnostics(run.diagnostics, talk, outside);
  const reports::ReportOptions report_options{.language = talk.language, .messages = &outside.messages, .diagnostics = run.diagnostics.all()};
  for (const reports::Report* report : reports::all_reports()) {
    auto files = report->write(run.screening.assessment, report_options);
    if (!files) {
      print_diagnostics(files.diagnostics(), talk, outside);
      return exit_internal;
    }
    for (const reports::OutputFile& file : files.value()) {
      if (auto written = outside.files.write(options.folder + "/" + file.name, file.bytes); !written) {
        print_diagnostics(written.diagnostics(), talk, outside);
        return exit_bad_input;
      }
    }
  }
  outside.out(reports::text::screen_table(run.screening.assessment, report_options, outside.width));
  if (!talk.quiet) outside.err(cli_text("screen.written", talk.language, {{"folder", options.folder}}) + "\n");
  return options.fail_on && reaches(run.screening.assessment, *options.fail_on) ? exit_findings : exit_done;
}

void add_run_options(po::options_description& options) {
  options.add_options()("as-of", po::value<std::string>())("rules", po::value<std::string>())("jobs", po::value<unsigned>()->default_value(2));
}

std::optional<int> read_run_options(const ParsedLine& line, RunOptions& out, Outside& outside) {
  if (line.values.contains("input")) out.inputs = line.values["input"].as<std::vector<std::string>>();
  if (line.values.contains("rules")) out.rules_folder = line.values["rules"].as<std::string>();
  out.jobs = std::clamp(line.values["jobs"].as<unsigned>(), 1U, 256U);
  if (!line.values.contains("as-of")) return std::nullopt;
  out.as_of = parse_written_date(line.values["as-of"].as<std::string>());
  if (out.as_of) return std::nullopt;
  print_diagnostics({error("KD0020").arg("value", line.values["as-of"].as<std::string>())}, line.talk, outside);
  return exit_usage;
}

}  // namespace kede::app
