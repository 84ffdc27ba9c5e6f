// The officer's command: import, assess, report. Shared by `kede screen` and `kede demo`.
// Called by cmd_screen.cpp and cmd_demo.cpp.
// Function without state.
// Law: the table goes to stdout, everything else to the report folder and to stderr.
#pragma once

#include "engine/app/options.hpp"
#include "engine/app/pipeline.hpp"
#include "engine/assess/assessment.hpp"

namespace kede::app {

struct ScreenOptions {
  RunOptions run;
  std::string folder;                   // where the report goes
  std::optional<assess::Band> fail_on;  // exit 1 when a bid reaches it
};

int screen(const ScreenOptions& options, const TalkOptions& talk, Outside& outside);

// --as-of, --rules, --overrides, --register, --jobs: read into RunOptions; an exit code when a value is wrong.
void add_run_options(po::options_description& options);
std::optional<int> read_run_options(const ParsedLine& line, RunOptions& out, Outside& outside);

}  // namespace kede::app
