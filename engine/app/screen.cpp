#include "engine/app/screen.hpp"

#include <algorithm>
#include <optional>

#include "engine/base/parallel.hpp"
#include "reports/csv/rejects_csv.hpp"
#include "reports/json/rejects_jsonl.hpp"
#include "reports/report.hpp"
#include "reports/text/screen_table.hpp"

namespace kede::app {
namespace {

constexpr int kMostJobs = 256;

bool reaches(const assess::Assessment& assessment, assess::Band limit) {
  return std::any_of(assessment.bids.begin(), assessment.bids.end(), [&](const assess::BidResult& bid) { return bid.score.band >= limit; });
}

// Every record that was not read, beside the report. Older files are replaced even when this run rejected nothing.
Result<void> write_rejects(const Run& run, const std::string& folder, Language language, Outside& outside) {
  const std::pair<std::string, std::string> files[] = {
      {folder + "/rejects.csv", reports::rejects_csv(run.dataset, language, outside.messages)},
      {folder + "/rejects.jsonl", reports::rejects_jsonl(run.dataset, language, outside.messages)}};
  for (const auto& [path, bytes] : files) {
    if (run.dataset.rejections().empty() && !outside.files.exists(path)) continue;
    if (auto written = outside.files.write(path, bytes); !written) return written;
  }
  return {};
}

// Made side by side, written in their order. The exit code when something failed.
std::optional<int> write_reports(const Run& run, const ScreenOptions& options, const reports::ReportOptions& report_options,
                                 const TalkOptions& talk, Outside& outside) {
  const auto all = reports::all_reports();
  std::vector<std::optional<Result<std::vector<reports::OutputFile>>>> made(all.size());
  parallel_for(all.size(), options.run.jobs, [&](std::size_t i) { made[i] = all[i]->write(run.screening.assessment, report_options); });
  for (auto& files : made) {
    if (!*files) {
      print_diagnostics(files->diagnostics(), talk, outside);
      return exit_internal;
    }
    for (const reports::OutputFile& file : files->value()) {
      if (auto written = outside.files.write(options.folder + "/" + file.name, file.bytes); !written) {
        print_diagnostics(written.diagnostics(), talk, outside);
        return exit_bad_input;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

int screen(const ScreenOptions& options, const TalkOptions& talk, Outside& outside) {
  auto made = read_inputs(options.run, outside.files);
  if (!made) {
    print_diagnostics(made.diagnostics(), talk, outside);
    return exit_bad_input;
  }
  Run& run = *made.value();
  print_diagnostics(run.diagnostics, talk, outside);
  if (auto written = write_rejects(run, options.folder, talk.language, outside); !written) {
    print_diagnostics(written.diagnostics(), talk, outside);
    return exit_bad_input;
  }
  if (run.dataset.record_count() == 0) {
    print_diagnostics({error("KD0019")}, talk, outside);
    return exit_bad_input;
  }
  assess_inputs(run, options.run, outside.clock);
  const reports::ReportOptions report_options{
      .language = talk.language, .messages = &outside.messages, .diagnostics = run.diagnostics.all()};
  if (const auto failed = write_reports(run, options, report_options, talk, outside)) return *failed;
  outside.out(reports::text::screen_table(run.screening.assessment, report_options, outside.width));
  if (!talk.quiet) outside.err(cli_text("screen.written", talk.language, {{"folder", options.folder}}) + "\n");
  return options.fail_on && reaches(run.screening.assessment, *options.fail_on) ? exit_findings : exit_done;
}

namespace {

// The register that the line names, or else the one in the usual place, if there is one.
void choose_register(const ParsedLine& line, RunOptions& out, const Outside& outside) {
  out.register_used_on = out.as_of.value_or(outside.clock.today());
  if (line.values.contains("register")) {
    const std::string named = line.values["register"].as<std::string>();
    out.register_file = named == "none" ? std::string() : named;
  } else if (!outside.default_register.empty() && outside.files.exists(outside.default_register)) {
    out.register_file = outside.default_register;
  }
}

}  // namespace

void add_run_options(po::options_description& options) {
  options.add_options()("as-of", po::value<std::string>())("rules", po::value<std::string>())("overrides", po::value<std::string>())(
      "jobs", po::value<int>()->default_value(2))("register", po::value<std::string>());
}

std::optional<int> read_run_options(const ParsedLine& line, RunOptions& out, Outside& outside) {
  if (line.values.contains("input")) out.inputs = line.values["input"].as<std::vector<std::string>>();
  if (line.values.contains("rules")) out.rules_folder = line.values["rules"].as<std::string>();
  if (line.values.contains("overrides")) out.overrides_file = line.values["overrides"].as<std::string>();
  const int jobs = line.values["jobs"].as<int>();
  if (jobs < 1 || jobs > kMostJobs) {
    print_diagnostics({error("KD0029").arg("value", std::to_string(jobs)).arg("most", std::to_string(kMostJobs))}, line.talk, outside);
    return exit_usage;
  }
  out.jobs = static_cast<unsigned>(jobs);
  if (line.values.contains("as-of")) {
    out.as_of = parse_written_date(line.values["as-of"].as<std::string>());
    if (!out.as_of) {
      print_diagnostics({error("KD0020").arg("value", line.values["as-of"].as<std::string>())}, line.talk, outside);
      return exit_usage;
    }
  }
  choose_register(line, out, outside);
  return std::nullopt;
}

}  // namespace kede::app
