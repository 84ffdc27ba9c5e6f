// One import: the first pass finds all releases, the second reads them process by process.
// Made by import_files; see importer.hpp.
// Holds a few open files, one process at a time, and the index; belongs to one thread.
// Law: every release that the first pass found is read, superseded or rejected with its place.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "importers/json.hpp"
#include "importers/ocds/importer.hpp"
#include "importers/ocds/release_index.hpp"
#include "importers/ocds/release_reader.hpp"
#include "importers/source.hpp"

namespace kede::importers::ocds {

class ImportRun {
 public:
  ImportRun(ImportContext& context, model::RecordSink& sink, const ImportOptions& options);
  ~ImportRun();
  // First pass. Gives false when the file cannot be opened.
  bool find_releases(const InputFile& file);
  // Second pass over all files, then what joins processes.
  void read_releases();
  const ImportCounts& counts() const { return counts_; }

 private:
  struct File {
    std::string path;
    SourceId source{};
    std::uint32_t top_values = 0;
    bool can_jump = true;
  };
  struct Broken {
    std::string code;
    Span span;
    std::string detail;
  };
  struct Pending {  // a process that was put together from its releases
    JsonDocument state;
    std::vector<ReleaseIndex::Position> used;
  };
  class FirstPass;

  void settle_file(File& file, FirstPass& pass, SourceSummary summary);
  void reject(std::uint32_t file, const Span& span, Diagnostic reason, std::string excerpt);
  std::string place_of(const IndexedValue& value) const;
  std::string text_of(ReleaseIndex::Position position);
  std::string read_span(std::uint32_t file, std::uint64_t begin, std::uint64_t end);
  bool load(std::uint32_t process, Pending& out, bool reject_faults);
  bool parse(ReleaseIndex::Position position, JsonDocument& document, bool reject_faults);
  ReleaseScope scope_for(const Pending& pending, std::uint32_t process, model::RecordSink& sink, Notes& notes) const;
  void read_process(std::uint32_t process);
  void join_subcontract_runs();

  ImportContext& context_;
  model::RecordSink& sink_;
  ImportOptions options_;
  Notes notes_;
  Fields fields_;
  Countries countries_;
  ReleaseIndex index_;
  std::vector<File> files_;
  std::map<std::uint32_t, std::unique_ptr<SourceText>> open_;  // a few files that are being read
  std::map<ReleaseIndex::Position, std::string>
      kept_;  // packed texts of releases in files that cannot be jumped in, until their process is complete
  struct Run {
    std::uint32_t process;
    SourceId source;
    std::string place;
    SubcontractRun run;
  };
  std::vector<Run> runs_;
  ImportCounts counts_;
};

}  // namespace kede::importers::ocds
