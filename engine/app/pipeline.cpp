#include "engine/app/pipeline.hpp"

#include "engine/app/input_files.hpp"
#include "engine/app/register_ages.hpp"
#include "engine/store/register_join.hpp"
#include "importers/archive_files.hpp"

namespace kede::app {
namespace {

constexpr std::uint64_t kLargestOverrides = 1U << 20U;

// Diagnostics of a run that came to nothing, errors first so that the reason is not lost among notes.
std::vector<Diagnostic> reasons(const DiagnosticSink& sink, Diagnostic last) {
  std::vector<Diagnostic> out = sink.all();
  out.push_back(std::move(last));
  return out;
}

Result<void> add_register(Run& run, const RunOptions& options) {
  auto file = store::RegisterFile::open(options.register_file, run.vocabulary);
  if (!file) return std::move(file).diagnostics();
  DiagnosticSink told;
  const auto joined = store::join_register(file.value(), run.vocabulary, run.dataset, told);
  if (!joined) return joined.diagnostics();
  run.of_register = {note("KD4010")
                         .at({.file = file->path()})
                         .arg("hash", file->content_hash())
                         .arg("sources", std::to_string(file->sources().size()))
                         .arg("records", std::to_string(joined->records))
                         .arg("found", std::to_string(joined->found))
                         .arg("asked", std::to_string(joined->asked))};
  if (options.register_used_on) {
    if (auto old = old_sources(*file, *options.register_used_on)) run.of_register.push_back(std::move(*old));
  }
  run.of_register.insert(run.of_register.end(), told.all().begin(), told.all().end());
  run.diagnostics.add(run.of_register);
  return {};
}

}  // namespace

Result<lang::LoadedRules> load_rules(const std::string& folder, const std::string& overrides_file, const FileSystem& files,
                                     const model::Vocabulary& vocabulary) {
  std::optional<lang::Overrides> overrides;
  if (!overrides_file.empty()) {
    const auto text = files.read_all(overrides_file, kLargestOverrides);
    if (!text) return text.diagnostics();
    auto read = lang::read_overrides(*text, overrides_file);
    if (!read) return std::move(read).diagnostics();
    overrides = std::move(read).value();
  }
  const lang::Overrides* chosen = overrides ? &*overrides : nullptr;
  if (folder.empty()) return lang::load_built_in_rules(vocabulary, chosen);
  return lang::load_rules_from(files, folder, vocabulary, chosen);
}

Result<std::unique_ptr<Run>> read_inputs(const RunOptions& options, const FileSystem& files) {
  auto run = std::make_unique<Run>();
  auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return std::move(vocabulary).diagnostics();
  run->vocabulary = std::move(vocabulary).value();
  auto rules = load_rules(options.rules_folder, options.overrides_file, files, run->vocabulary);
  if (!rules) return std::move(rules).diagnostics();
  run->rules = std::move(rules).value();

  const importers::ArchiveFiles inputs(files);
  const auto tasks = find_inputs(options.inputs, inputs, run->diagnostics);
  run->diagnostics.add(inputs.take_diagnostics());
  if (tasks.empty()) return reasons(run->diagnostics, error("KD0017"));
  importers::ImportContext context{.files = inputs, .vocabulary = run->vocabulary, .diagnostics = run->diagnostics};
  for (const ImportTask& task : tasks) {
    if (auto read = task.importer->read(task.files, context, run->dataset); !read) run->diagnostics.add(std::move(read).diagnostics());
  }
  run->diagnostics.add(inputs.take_diagnostics());
  if (!options.register_file.empty() && run->dataset.record_count() > 0) {
    if (auto added = add_register(*run, options); !added) return std::move(added).diagnostics();
  }
  return run;
}

void assess_inputs(Run& run, const RunOptions& options, const Clock& clock) {
  run.resolved = identity::resolve(run.dataset, run.vocabulary);
  run.graph = graph::build_graph(run.resolved);
  run.screening = assess::assess(run.graph, run.rules.pack, run.rules.tables,
                                 {.as_of = options.as_of.value_or(clock.today()), .threads = options.jobs});
}

Result<std::unique_ptr<Run>> run_pipeline(const RunOptions& options, const FileSystem& files, const Clock& clock) {
  auto run = read_inputs(options, files);
  if (!run) return run;
  if (run.value()->dataset.record_count() == 0) return reasons(run.value()->diagnostics, error("KD0019"));
  assess_inputs(*run.value(), options, clock);
  return run;
}

}  // namespace kede::app
