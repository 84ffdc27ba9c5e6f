// A register file: records of many organisations, imported once, found again by identifier and by key.
// Made by RegisterBuilder; read by join_register() and by `kede register status`.
// A RegisterFile belongs to one thread and keeps the list of its sources in memory, never its records; the Vocabulary must outlive it.
// Law: whatever the file holds, reading it ends in records and diagnostics.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/database.hpp"
#include "engine/store/fact_text.hpp"

namespace kede::store {

// Keys are local to what one importer read under one name.
struct Scope {
  std::string importer;
  std::string collection;
  auto operator<=>(const Scope&) const = default;
};

struct RegisterSource {
  std::int64_t number = 0;  // in the file
  Scope scope;
  std::string folder;  // from which the collection came; empty when that is not one folder
  std::string name;    // of the file, without its folder: a newer edition has the same
  model::Source source;
  Date imported_on;
  std::string engine;      // version that imported it
  std::string vocabulary;  // its hash then
  std::uint64_t rejected = 0;
  std::map<std::string, std::uint64_t> records;  // by name of the kind

  std::uint64_t record_count() const;
  Date as_of() const { return source.date.value_or(imported_on); }
};

struct StoredRecord {
  std::int64_t number = 0;
  std::size_t source = 0;  // position in RegisterFile::sources()
  model::Record record;    // its source is not set
};

class RegisterFile {
 public:
  // KD4001 cannot be read, KD4002 is no register, KD4003 another version of registers, KD4018 is not there.
  static Result<RegisterFile> open(const std::string& path, const model::Vocabulary& vocabulary);

  const std::string& path() const { return path_; }
  // By importer, collection, name and number: whatever the order in which they were imported.
  const std::vector<RegisterSource>& sources() const { return sources_; }
  const NameNumbers& names() const { return names_; }
  // SHA-256 over the sources' names and hashes and over who read them: equal, then the records are equal.
  std::string content_hash() const;

  // Called for each record, in the order of the sources; false ends the search. What cannot be read is told to the sink and left out. True
  // when every record there is was offered: none was broken, and there were not too many.
  using Take = std::function<bool(StoredRecord record)>;
  Result<bool> each_with_identifier(std::string_view identifier, const Take& take, DiagnosticSink& diagnostics);
  Result<bool> each_with_key(const Scope& scope, model::KindId kind, std::string_view key, const Take& take, DiagnosticSink& diagnostics);
  // The records that say something about an organisation (about_fields).
  Result<bool> each_about(const Scope& scope, std::string_view organisation_key, const Take& take, DiagnosticSink& diagnostics);
  // Kinds and fields of the file that this program does not have, with how often they were passed over so far.
  const std::map<std::string, std::size_t>& unknown_names() const { return unknown_names_; }

 private:
  explicit RegisterFile(Database database, const std::string& path, const model::Vocabulary& vocabulary)
      : database_(std::move(database)), path_(path), names_(vocabulary) {}
  Result<void> check_layout();
  Result<void> read_names();
  Result<void> read_sources();
  // Where a record stands: position of its source, its number.
  using At = std::pair<std::size_t, std::int64_t>;
  Result<bool> each(Statement& select, const Scope* scope, const Take& take, DiagnosticSink& diagnostics);
  Result<bool> find(Statement& select, const Scope* scope, std::vector<At>& found);
  Result<std::optional<StoredRecord>> load(const At& at, bool& whole, DiagnosticSink& diagnostics);

  Database database_;
  std::string path_;
  NameNumbers names_;
  std::vector<RegisterSource> sources_;
  std::map<std::int64_t, std::size_t> position_;  // in sources_, by number
  std::optional<Statement> by_identifier_, by_key_, about_, by_number_;
  std::map<std::string, std::size_t> unknown_names_;
};

// The fields by which a record says something about an organisation: who owns and leads it, where it works, what befell it, on which list
// it stands. Contracts and supplies are not among them: other procurements of a firm are no part of the one that is screened.
std::vector<model::FieldId> about_fields(const model::Vocabulary& vocabulary);

}  // namespace kede::store
