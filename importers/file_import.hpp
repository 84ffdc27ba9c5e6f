// The frame around the import of each file: opened, registered, read, completed, and its faults counted.
// Used by every importer that reads its files one by one.
// A FileImport lives while its file is read; belongs to one thread.
// Law: one summary line counts what was read and what was rejected; every rejection has its place and reason.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "importers/importer.hpp"
#include "importers/record_maker.hpp"
#include "importers/source.hpp"

namespace kede::importers {

class FileImport {
 public:
  FileImport(ImportContext& context, model::RecordSink& sink, Notes& notes, const Countries& countries, SourceText& text,
             const std::string& path, std::string_view format);

  SourceText& text() { return text_; }
  ImportContext& context() { return context_; }
  const std::string& path() const { return scope_.file; }
  // Set `date` and `evidence` there as soon as the file tells them.
  SourceScope& scope() { return scope_; }

  // Counts one record (a notice, a row) as read.
  void count(std::size_t records = 1) { read_ += records; }
  // Counts one as rejected and hands it to the sink; `reason` gets its place here. Of very many only the first 10,000 are listed.
  void reject(Diagnostic reason, std::string place, std::uint32_t line, std::string excerpt);
  void tell(Diagnostic diagnostic) { scope_.notes.add(std::move(diagnostic)); }
  // "eforms-sdk-1.10": added to the name of the format in the list of sources.
  void set_version(std::string_view version);

  std::size_t read() const { return read_; }
  std::size_t rejected() const { return rejected_; }
  // Completes the source. Called by import_files().
  void finish();

 private:
  ImportContext& context_;
  SourceText& text_;
  SourceScope scope_;
  std::string format_;
  std::size_t read_ = 0;
  std::size_t rejected_ = 0;
};

// Opens each file in turn and calls `read`. Gives at the end one line with the counts (KD1130).
void import_files(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink, const Importer& importer,
                  const std::function<void(FileImport&)>& read);

}  // namespace kede::importers
