// Writes a register file: what is imported now, and what of the file that was there is not replaced by it.
// Made by `kede register import`; importers fill its sink.
// One thread. Memory does not grow with the number of records. The files go through SQLite, not through FileSystem.
// Law: the register is the old one until finish() has put the new one in its place as a whole; an interruption leaves the old one.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/store/register_file.hpp"

namespace kede::store {

struct ImportedSource {
  RegisterSource source;
  std::vector<RegisterSource> replaced;  // earlier editions that are no longer there
};

struct BuildSummary {
  std::vector<ImportedSource> imported;
  std::vector<RegisterSource> empty;    // files from which nothing could be read now, so that their earlier edition stays
  std::vector<RegisterSource> removed;  // without a newer edition, because all of their scope was to be replaced
  std::size_t kept = 0;                 // sources of the old register that stay
};

class RegisterBuilder {
 public:
  // Takes in what is known of the register that is there now, if any. KD4001 to KD4003 when it cannot be used, KD4004 when another import
  // is running, KD4005 when the place cannot be written. Reasons of rejected records go to `diagnostics`, which must outlive the builder.
  static Result<std::unique_ptr<RegisterBuilder>> start(const std::string& path, const model::Vocabulary& vocabulary, Date today,
                                                        DiagnosticSink& diagnostics);
  ~RegisterBuilder();

  // Of the register that was there before.
  std::span<const RegisterSource> earlier() const;
  // Where the records of one import go; valid until the next call. With `replace_all`, whatever was imported in this scope before goes, if
  // anything can be read now.
  struct Origin {
    Scope scope;
    std::string folder;
    bool replace_all = false;
  };
  model::RecordSink& sink(Origin origin);
  bool has_records() const;
  // Files of one scope and name replace their earlier edition, unless that has records and now none could be read.
  Result<BuildSummary> finish();

 private:
  struct State;
  explicit RegisterBuilder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kede::store
