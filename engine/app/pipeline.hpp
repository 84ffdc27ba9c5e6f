// The whole way from files to an assessment, each stage kept so that later ones can point to it.
// Used by screen, explain and demo.
// A Run owns everything; const once made.
// Law: a bad rule stops the run before any data are read; bad data go to the rejects and the run goes on.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/app/command.hpp"
#include "engine/assess/assess.hpp"
#include "engine/lang/rule_loader.hpp"

namespace kede::app {

struct RunOptions {
  std::vector<std::string> inputs;
  std::string rules_folder;              // empty: the built-in rules
  std::string overrides_file;            // thresholds that the authority sets otherwise; empty: none
  std::string register_file;             // joined to the data by identifier; empty: none
  std::optional<Date> register_used_on;  // against which its age is held; empty: its age is not told
  std::optional<Date> as_of;
  unsigned jobs = 1;
};

struct Run {
  model::Vocabulary vocabulary;
  lang::LoadedRules rules;
  model::Dataset dataset;
  identity::Resolved resolved;
  graph::SupplyGraph graph;
  assess::Screening screening;
  DiagnosticSink diagnostics;
  std::vector<Diagnostic> of_register;  // those of the diagnostics that tell of the register
};

// The first half: rules, then data, then what the register adds. A failed Result: the rules or the register cannot be used, or no file is
// of a known format. The dataset may be empty.
Result<std::unique_ptr<Run>> read_inputs(const RunOptions& options, const FileSystem& files);
// The second half, on a dataset that is not empty: who is who, the graph, the verdicts and scores.
void assess_inputs(Run& run, const RunOptions& options, const Clock& clock);
// Both. A failed Result also when no record could be read; the diagnostics say why.
Result<std::unique_ptr<Run>> run_pipeline(const RunOptions& options, const FileSystem& files, const Clock& clock);

// The built-in rules, or those of a folder, with the thresholds of the overrides file.
Result<lang::LoadedRules> load_rules(const std::string& folder, const std::string& overrides_file, const FileSystem& files,
                                     const model::Vocabulary& vocabulary);

}  // namespace kede::app
