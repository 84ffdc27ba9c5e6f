#include "engine/store/register_builder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

#include "engine/base/resources.hpp"
#include "engine/base/text.hpp"
#include "engine/identity/record_identifiers.hpp"
#include "engine/store/register_schema.hpp"

namespace kede::store {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kLargestFacts = 16U << 20U;  // bytes of the facts of one record, as text

Diagnostic not_written(const std::string& path, int reason) {
  return error("KD4005").at({.file = path}).arg("reason", std::strerror(reason));
}

// What SQLite says of the draft is about the register that cannot be written.
std::vector<Diagnostic> not_written(const std::string& path, std::vector<Diagnostic> diagnostics) {
  for (Diagnostic& diagnostic : diagnostics) {
    diagnostic.code = "KD4005";
    diagnostic.where.file = path;
  }
  return diagnostics;
}

// Names of files may be any bytes; what is not UTF-8 could not be read again.
std::string whole_text(const std::string& text) {
  return find_invalid_utf8(text) == std::string_view::npos ? text : replace_invalid_utf8(text);
}

std::string name_of(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// The file that will become the register, held so that no second import writes it.
class DraftFile {
 public:
  DraftFile() = default;
  DraftFile(const DraftFile&) = delete;
  DraftFile& operator=(const DraftFile&) = delete;
  ~DraftFile() {
    if (file_ < 0) return;
    unlink(path_.c_str());
    close(file_);
  }

  Result<void> begin(const std::string& target) {
    std::error_code failure;
    target_ = target;
    if (const fs::path folder = fs::path(target).parent_path(); !folder.empty()) fs::create_directories(folder, failure);
    const std::string path = target + ".part";
    // Names of persons are in it: only its owner reads a new one; an older one keeps what its owner decided.
    struct stat old {};
    const mode_t mode = stat(target.c_str(), &old) == 0 ? old.st_mode & 0777U : 0600U;
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
    if (file < 0) return not_written(target, errno);
    // Another import may have put this very file in its place between opening and locking.
    struct stat held {};
    struct stat named {};
    const bool locked = flock(file, LOCK_EX | LOCK_NB) == 0 && fstat(file, &held) == 0 && stat(path.c_str(), &named) == 0 &&
                        held.st_ino == named.st_ino && held.st_dev == named.st_dev;
    if (!locked || ftruncate(file, 0) != 0) {
      close(file);
      return error("KD4004").at({.file = target});
    }
    fchmod(file, mode);
    file_ = file;
    path_ = path;
    return {};
  }

  const std::string& path() const { return path_; }
  const std::string& target() const { return target_; }

  Result<void> put_in_place() {
    if (fsync(file_) != 0 || rename(path_.c_str(), target_.c_str()) != 0) return not_written(target_, errno);
    close(file_);
    file_ = -1;
    return {};
  }

 private:
  std::string target_;
  std::string path_;
  int file_ = -1;
};

}  // namespace

struct RegisterBuilder::State final : model::RecordSink {
  State(const model::Vocabulary& vocabulary, Date today, DiagnosticSink& diagnostics)
      : names(vocabulary), identifiers(vocabulary), day(today), rejected(diagnostics) {
    for (const model::FieldId field : about_fields(vocabulary)) about.insert(field);
  }

  SourceId add_source(model::Source source) override {
    RegisterSource made;
    made.number = static_cast<std::int64_t>(imported.size()) + 1;
    made.scope = {whole_text(origin.scope.importer), whole_text(origin.scope.collection)};
    made.folder = whole_text(origin.folder);
    made.source = std::move(source);
    made.source.path = whole_text(made.source.path);
    made.name = name_of(made.source.path);
    made.imported_on = day;
    made.engine = std::string(engine_version());
    made.vocabulary = names.vocabulary().hash();
    imported.push_back(std::move(made));
    return make_id<SourceId>(imported.size() - 1);
  }
  void complete_source(SourceId id, model::Source source) override {
    source.path = whole_text(source.path);
    imported[index(id)].source = std::move(source);
  }
  void reject(model::Rejection rejection) override {
    ++imported[index(rejection.source)].rejected;
    rejected.add(std::move(rejection.reason));
  }
  void add(model::Record record) override {
    if (failure) return;
    if (auto done = keep(record); !done) failure = std::move(done).diagnostics();
  }

  Result<void> keep(const model::Record& record) {
    RegisterSource& source = imported[index(record.source)];
    const std::string facts = whole_text(write_facts(record.facts, names));
    const std::string key = whole_text(record.key);
    const std::string place = whole_text(record.place);
    if (facts.size() > kLargestFacts) {
      ++source.rejected;
      rejected.add(error("KD4009").at({.file = source.source.path, .pointer = record.place}).arg("limit", std::to_string(kLargestFacts)));
      return {};
    }
    ++source.records[names.vocabulary().kind(record.kind).name];
    ++last_record;
    insert_record->bind(1, last_record).bind(2, source.number).bind(3, names.number_of(record.kind));
    if (auto done = insert_record->bind(4, key).bind(5, place).bind(6, facts).run(); !done) return done;
    for (const identity::NamedIdentifier& named : identifiers.of(record)) {
      const std::string text = named.identifier.text();
      if (auto done = insert_identifier->bind(1, text).bind(2, source.number).bind(3, last_record).run(); !done) return done;
    }
    for (const model::Fact& fact : record.facts) {
      const auto* scalar = about.contains(fact.field) ? std::get_if<model::Scalar>(&fact.value) : nullptr;
      const auto* ref = scalar == nullptr ? nullptr : std::get_if<model::Ref>(scalar);
      if (ref == nullptr) continue;
      const std::string about_key = whole_text(ref->key);
      if (auto done = insert_ref->bind(1, about_key).bind(2, source.number).bind(3, last_record).run(); !done) return done;
    }
    return {};
  }

  Result<void> begin();
  BuildSummary decide();
  Result<void> write_lists(const BuildSummary& summary);
  Result<void> copy_kept();
  Result<void> write_links();
  Result<void> write_source(Statement& insert, Statement& insert_count, const RegisterSource& source, std::int64_t number);

  NameNumbers names;
  identity::RecordIdentifiers identifiers;
  Date day;
  std::set<model::FieldId> about;
  DiagnosticSink& rejected;
  DraftFile draft;
  std::optional<RegisterFile> old;
  std::optional<Database> database;
  std::optional<Statement> insert_record, insert_identifier, insert_ref;
  Origin origin;
  std::set<Scope> emptied;               // scopes of which nothing old stays
  std::vector<RegisterSource> imported;  // numbered from 1
  std::vector<RegisterSource> kept;      // with their numbers in the old file
  std::int64_t last_record = 0;
  std::optional<std::vector<Diagnostic>> failure;
};

namespace {

Result<void> all_of(std::initializer_list<std::function<Result<void>()>> steps) {
  for (const auto& step : steps) {
    if (auto done = step(); !done) return done;
  }
  return {};
}

Result<void> prepare_into(Database& database, std::optional<Statement>& place, std::string_view command) {
  auto prepared = database.prepare(command);
  if (!prepared) return std::move(prepared).diagnostics();
  place = std::move(prepared).value();
  return {};
}

}  // namespace

// No journal: the draft is thrown away when anything fails.
Result<void> RegisterBuilder::State::begin() {
  auto opened = Database::open(draft.path(), Database::Access::create);
  if (!opened) return std::move(opened).diagnostics();
  database = std::move(opened).value();
  std::string tables =
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;"
      "PRAGMA application_id = " +
      std::to_string(kRegisterApplication) + "; PRAGMA user_version = " + std::to_string(kRegisterVersion) + ";";
  for (const TableText& table : kRegisterTables) tables += std::string(table.sql) + ";";
  // Links are sorted once, when all are there.
  tables +=
      "CREATE TEMP TABLE new_identifiers (identifier TEXT, source INTEGER, record INTEGER);"
      "CREATE TEMP TABLE new_refs (key TEXT, source INTEGER, record INTEGER);";
  return all_of({[&] { return database->run(tables); },
                 [&] {
                   if (!old) return Result<void>();
                   std::optional<Statement> attach;
                   if (auto made = prepare_into(*database, attach, "ATTACH DATABASE ?1 AS old"); !made) return made;
                   const std::string path = old->path().starts_with('/') ? old->path() : "./" + old->path();
                   return attach->bind(1, path).run();
                 },
                 [&] { return database->run("BEGIN"); },
                 [&] { return prepare_into(*database, insert_record, "INSERT INTO main.records VALUES (?1, ?2, ?3, ?4, ?5, ?6)"); },
                 [&] { return prepare_into(*database, insert_identifier, "INSERT INTO new_identifiers VALUES (?1, ?2, ?3)"); },
                 [&] { return prepare_into(*database, insert_ref, "INSERT INTO new_refs VALUES (?1, ?2, ?3)"); }});
}

// What of the old register stays, and which of the files read now are sources. A file without records is one too (another may have needed
// it), but it does not push out an edition that has records.
BuildSummary RegisterBuilder::State::decide() {
  BuildSummary summary;
  const std::span<const RegisterSource> before_now =
      old ? std::span<const RegisterSource>(old->sources()) : std::span<const RegisterSource>();
  const auto is_edition = [](const RegisterSource& a, const RegisterSource& b) { return a.scope == b.scope && a.name == b.name; };
  for (const RegisterSource& now : imported) {
    const bool in_vain = now.records.empty() && std::any_of(before_now.begin(), before_now.end(), [&](const RegisterSource& before) {
                           return is_edition(now, before) && !before.records.empty();
                         });
    in_vain ? summary.empty.push_back(now) : summary.imported.push_back({now, {}});
  }
  for (const RegisterSource& before : before_now) {
    const auto newer = std::find_if(summary.imported.begin(), summary.imported.end(),
                                    [&](const ImportedSource& now) { return is_edition(now.source, before); });
    const bool read_in_vain =
        std::any_of(summary.empty.begin(), summary.empty.end(), [&](const RegisterSource& now) { return is_edition(now, before); });
    const bool emptied_now =
        emptied.contains(before.scope) && std::any_of(summary.imported.begin(), summary.imported.end(), [&](const ImportedSource& now) {
          return now.source.scope == before.scope && !now.source.records.empty();
        });
    if (newer != summary.imported.end()) {
      newer->replaced.push_back(before);
    } else if (read_in_vain || !emptied_now) {
      kept.push_back(before);
    } else {
      summary.removed.push_back(before);
    }
  }
  summary.kept = kept.size();
  return summary;
}

Result<void> RegisterBuilder::State::write_source(Statement& insert, Statement& insert_count, const RegisterSource& source,
                                                  std::int64_t number) {
  const std::string date = source.source.date ? to_iso(*source.source.date) : std::string();
  const std::string imported_on = to_iso(source.imported_on);
  insert.bind(1, number).bind(2, source.scope.importer).bind(3, source.scope.collection).bind(4, source.folder).bind(5, source.name);
  insert.bind(6, source.source.path).bind(7, source.source.sha256).bind(8, static_cast<std::int64_t>(source.source.bytes));
  insert.bind(9, source.source.format).bind(11, imported_on).bind(12, source.engine).bind(13, source.vocabulary);
  source.source.date ? insert.bind(10, date) : insert.bind_null(10);
  if (auto done = insert.bind(14, static_cast<std::int64_t>(source.rejected)).run(); !done) return done;
  for (const auto& [kind, count] : source.records) {
    if (auto done = insert_count.bind(1, number).bind(2, kind).bind(3, static_cast<std::int64_t>(count)).run(); !done) return done;
  }
  return {};
}

// Sources, kinds and fields. The numbers of kept sources and records follow those of the new ones.
Result<void> RegisterBuilder::State::write_lists(const BuildSummary& summary) {
  std::optional<Statement> source, count, kind, field, place;
  auto prepared =
      all_of({[&] {
                return prepare_into(*database, source,
                                    "INSERT INTO main.sources VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
              },
              [&] { return prepare_into(*database, count, "INSERT INTO main.source_records VALUES (?1, ?2, ?3)"); },
              [&] { return prepare_into(*database, kind, "INSERT INTO main.kinds VALUES (?1, ?2)"); },
              [&] { return prepare_into(*database, field, "INSERT INTO main.fields VALUES (?1, ?2, ?3)"); },
              [&] { return prepare_into(*database, place, "INSERT INTO main.places VALUES (?1, ?2)"); }});
  if (!prepared) return prepared;
  for (const ImportedSource& each : summary.imported) {
    if (auto done = write_source(*source, *count, each.source, each.source.number); !done) return done;
  }
  const auto shift = static_cast<std::int64_t>(imported.size());
  for (const RegisterSource& each : kept) {
    if (auto done = write_source(*source, *count, each, each.number + shift); !done) return done;
  }
  for (const auto& [number, name] : names.kinds()) {
    if (auto done = kind->bind(1, number).bind(2, name).run(); !done) return done;
  }
  for (const auto& [number, text] : names.places()) {
    if (auto done = place->bind(1, number).bind(2, text).run(); !done) return done;
  }
  for (const auto& [number, each] : names.fields()) {
    if (auto done = field->bind(1, number).bind(2, each.kind).bind(3, each.name).run(); !done) return done;
  }
  return {};
}

Result<void> RegisterBuilder::State::copy_kept() {
  if (kept.empty()) return {};
  std::optional<Statement> keep_source, copy;
  auto prepared =
      all_of({[&] { return database->run("CREATE TEMP TABLE kept (source INTEGER PRIMARY KEY)"); },
              [&] { return prepare_into(*database, keep_source, "INSERT INTO kept VALUES (?1)"); },
              [&] {
                return prepare_into(*database, copy,
                                    "INSERT INTO main.records SELECT id + ?1, source + ?2, kind, key, place, facts FROM old.records "
                                    "WHERE source IN (SELECT source FROM kept) ORDER BY id");
              }});
  if (!prepared) return prepared;
  for (const RegisterSource& each : kept) {
    if (auto done = keep_source->bind(1, each.number).run(); !done) return done;
  }
  return copy->bind(1, last_record).bind(2, static_cast<std::int64_t>(imported.size())).run();
}

Result<void> RegisterBuilder::State::write_links() {
  const std::string shifted = ", source + " + std::to_string(imported.size()) + ", record + " + std::to_string(last_record) + " FROM old.";
  const std::pair<std::string, std::string> tables[] = {{"identifiers", "identifier"}, {"refs", "key"}};
  for (const auto& [table, text] : tables) {
    std::string command = "INSERT OR IGNORE INTO main." + table + " SELECT " + text + ", source, record FROM new_" + table;
    if (!kept.empty()) command += " UNION ALL SELECT " + text + shifted + table + " WHERE source IN (SELECT source FROM kept)";
    if (auto done = database->run(command + " ORDER BY 1, 2, 3"); !done) return done;
  }
  return database->run(std::string(kRegisterIndex.sql));
}

RegisterBuilder::RegisterBuilder(std::unique_ptr<State> state) : state_(std::move(state)) {}
RegisterBuilder::~RegisterBuilder() = default;

Result<std::unique_ptr<RegisterBuilder>> RegisterBuilder::start(const std::string& path, const model::Vocabulary& vocabulary, Date today,
                                                                DiagnosticSink& diagnostics) {
  auto state = std::make_unique<State>(vocabulary, today, diagnostics);
  if (auto begun = state->draft.begin(path); !begun) return std::move(begun).diagnostics();
  std::error_code failure;
  if (fs::exists(path, failure)) {
    auto old = RegisterFile::open(path, vocabulary);
    if (!old) return std::move(old).diagnostics();
    state->old = std::move(old).value();
    state->names = state->old->names();
  }
  if (auto begun = state->begin(); !begun) return not_written(path, std::move(begun).diagnostics());
  return std::unique_ptr<RegisterBuilder>(new RegisterBuilder(std::move(state)));
}

std::span<const RegisterSource> RegisterBuilder::earlier() const {
  return state_->old ? std::span<const RegisterSource>(state_->old->sources()) : std::span<const RegisterSource>();
}

model::RecordSink& RegisterBuilder::sink(Origin origin) {
  if (origin.replace_all) state_->emptied.insert(origin.scope);
  state_->origin = std::move(origin);
  return *state_;
}

bool RegisterBuilder::has_records() const { return state_->last_record > 0; }

Result<BuildSummary> RegisterBuilder::finish() {
  State& state = *state_;
  if (state.failure) return not_written(state.draft.target(), *state.failure);
  BuildSummary summary = state.decide();
  auto written = all_of({[&] { return state.write_lists(summary); }, [&] { return state.copy_kept(); }, [&] { return state.write_links(); },
                         [&] { return state.database->run("COMMIT"); }});
  if (!written) return not_written(state.draft.target(), std::move(written).diagnostics());
  for (auto* statement : {&state.insert_record, &state.insert_identifier, &state.insert_ref}) statement->reset();
  state.database.reset();
  if (auto placed = state.draft.put_in_place(); !placed) return std::move(placed).diagnostics();
  return summary;
}

}  // namespace kede::store
