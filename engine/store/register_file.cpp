#include "engine/store/register_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <tuple>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/store/register_schema.hpp"

namespace kede::store {
namespace {

constexpr std::size_t kMostSources = 100'000;
constexpr std::size_t kMostNames = 20'000;

constexpr std::size_t kMostFound = 100'000;  // records of one key or identifier: more than a screening may add

bool is_text(std::string_view text) { return find_invalid_utf8(text) == std::string_view::npos; }

Result<std::int64_t> only_number(Database& database, std::string_view command) {
  auto statement = database.prepare(command);
  if (!statement) return std::move(statement).diagnostics();
  auto row = statement.value().step();
  if (!row) return std::move(row).diagnostics();
  return statement->number(0);
}

bool begins_like_sqlite(const std::string& path) {
  std::string head(16, '\0');
  std::ifstream file(path, std::ios::binary);
  return file.read(head.data(), static_cast<std::streamsize>(head.size())) && head == std::string_view("SQLite format 3\0", 16);
}

// Reads all rows of a small table; false from `take` says that a row is not as it should be.
Result<void> each_row(Database& database, const std::string& path, std::string_view command, std::size_t most,
                      const std::function<bool(const Statement&)>& take) {
  auto statement = database.prepare(command);
  if (!statement) return std::move(statement).diagnostics();
  for (std::size_t count = 0;; ++count) {
    auto row = statement.value().step();
    if (!row) return std::move(row).diagnostics();
    if (!*row) return {};
    if (count == most || !take(*statement)) return error("KD4002").at({.file = path});
  }
}

std::optional<RegisterSource> source_of(const Statement& row) {
  constexpr int kColumns = 14;
  for (int column = 1; column < kColumns; ++column) {
    if (!is_text(row.text(column))) return std::nullopt;
  }
  RegisterSource out;
  out.number = row.number(0);
  out.scope = {std::string(row.text(1)), std::string(row.text(2))};
  out.folder = row.text(3);
  out.name = row.text(4);
  out.source.path = row.text(5);
  out.source.sha256 = row.text(6);
  out.source.bytes = static_cast<std::uint64_t>(row.number(7));
  out.source.format = row.text(8);
  if (!row.is_null(9)) out.source.date = parse_iso_date(row.text(9));
  const auto imported = parse_iso_date(row.text(10));
  if (!imported || (!row.is_null(9) && !out.source.date)) return std::nullopt;
  out.imported_on = *imported;
  out.engine = row.text(11);
  out.vocabulary = row.text(12);
  out.rejected = static_cast<std::uint64_t>(row.number(13));
  return out;
}

}  // namespace

std::vector<model::FieldId> about_fields(const model::Vocabulary& vocabulary) {
  return {vocabulary.field_id("ownership.subject"), vocabulary.field_id("site.organisation"),
          vocabulary.field_id("list_entry.organisation"), vocabulary.field_id("event.organisation")};
}

std::uint64_t RegisterSource::record_count() const {
  return std::accumulate(records.begin(), records.end(), std::uint64_t{0}, [](auto sum, const auto& each) { return sum + each.second; });
}

Result<RegisterFile> RegisterFile::open(const std::string& path, const model::Vocabulary& vocabulary) {
  std::error_code failure;
  if (!std::filesystem::exists(path, failure)) return error("KD4018").at({.file = path});
  if (!begins_like_sqlite(path)) return error("KD4002").at({.file = path});
  auto database = Database::open(path, Database::Access::read_only);
  if (!database) return std::move(database).diagnostics();
  RegisterFile out(std::move(database).value(), path, vocabulary);
  if (auto checked = out.check_layout(); !checked) return std::move(checked).diagnostics();
  if (auto read = out.read_names(); !read) return std::move(read).diagnostics();
  if (auto read = out.read_sources(); !read) return std::move(read).diagnostics();
  const std::pair<std::optional<Statement>*, std::string_view> statements[] = {
      {&out.by_identifier_, "SELECT source, record FROM identifiers WHERE identifier = ?1"},
      {&out.by_key_, "SELECT source, id FROM records WHERE key = ?1 AND kind = ?2"},
      {&out.about_, "SELECT source, record FROM refs WHERE key = ?1"},
      {&out.by_number_, "SELECT kind, key, place, facts FROM records WHERE id = ?1"}};
  for (const auto& [place, command] : statements) {
    auto prepared = out.database_.prepare(command);
    if (!prepared) return std::move(prepared).diagnostics();
    *place = std::move(prepared).value();
  }
  return out;
}

// A file whose tables are not exactly ours may hold anything behind our names.
Result<void> RegisterFile::check_layout() {
  const auto application = only_number(database_, "PRAGMA application_id");
  if (!application) return application.diagnostics();
  if (*application != kRegisterApplication) return error("KD4002").at({.file = path_});
  const auto version = only_number(database_, "PRAGMA user_version");
  if (!version) return version.diagnostics();
  if (*version != kRegisterVersion) {
    return error("KD4003").at({.file = path_}).arg("found", std::to_string(*version)).arg("version", std::to_string(kRegisterVersion));
  }
  std::map<std::string, std::string> found;
  const auto read = each_row(database_, path_, "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'", 100,
                             [&](const Statement& row) { return found.emplace(row.text(0), row.text(1)).second; });
  if (!read) return read;
  std::map<std::string, std::string> expected = {{std::string(kRegisterIndex.name), std::string(kRegisterIndex.sql)}};
  for (const TableText& table : kRegisterTables) expected.emplace(table.name, table.sql);
  if (found != expected) return error("KD4002").at({.file = path_});
  return {};
}

Result<void> RegisterFile::read_names() {
  auto kinds = each_row(database_, path_, "SELECT id, name FROM kinds ORDER BY id", kMostNames, [this](const Statement& row) {
    names_.know_kind(row.number(0), std::string(row.text(1)));
    return is_text(row.text(1));
  });
  if (!kinds) return kinds;
  auto places = each_row(database_, path_, "SELECT id, place FROM places ORDER BY id", kMostNames, [this](const Statement& row) {
    names_.know_place(row.number(0), std::string(row.text(1)));
    return is_text(row.text(1));
  });
  if (!places) return places;
  return each_row(database_, path_, "SELECT id, kind, name FROM fields ORDER BY id", kMostNames, [this](const Statement& row) {
    names_.know_field(row.number(0), {row.number(1), std::string(row.text(2))});
    return is_text(row.text(2));
  });
}

Result<void> RegisterFile::read_sources() {
  auto read = each_row(
      database_, path_,
      "SELECT id, importer, collection, folder, name, path, sha256, bytes, format, date, imported_on, engine, vocabulary, rejected "
      "FROM sources ORDER BY importer, collection, name, id",
      kMostSources, [this](const Statement& row) {
        auto source = source_of(row);
        if (!source) return false;
        position_[source->number] = sources_.size();
        sources_.push_back(std::move(*source));
        return true;
      });
  if (!read) return read;
  return each_row(database_, path_, "SELECT source, kind, records FROM source_records", kMostSources * 20, [this](const Statement& row) {
    const auto source = position_.find(row.number(0));
    if (source == position_.end() || !is_text(row.text(1))) return false;
    sources_[source->second].records[std::string(row.text(1))] = static_cast<std::uint64_t>(row.number(2));
    return true;
  });
}

std::string RegisterFile::content_hash() const {
  std::string text = "kede register " + std::to_string(kRegisterVersion) + '\n';
  for (const RegisterSource& source : sources_) {
    for (const std::string* part :
         {&source.scope.importer, &source.scope.collection, &source.name, &source.source.sha256, &source.engine, &source.vocabulary})
      text += std::to_string(part->size()) + ':' + *part + ' ';
    text += '\n';
  }
  return sha256(text);
}

Result<bool> RegisterFile::each_with_identifier(std::string_view identifier, const Take& take, DiagnosticSink& diagnostics) {
  by_identifier_->bind(1, identifier);
  return each(*by_identifier_, nullptr, take, diagnostics);
}

Result<bool> RegisterFile::each_with_key(const Scope& scope, model::KindId kind, std::string_view key, const Take& take,
                                         DiagnosticSink& diagnostics) {
  const auto number = names_.find(kind);
  if (!number) return true;
  by_key_->bind(1, key).bind(2, *number);
  return each(*by_key_, &scope, take, diagnostics);
}

Result<bool> RegisterFile::each_about(const Scope& scope, std::string_view organisation_key, const Take& take,
                                      DiagnosticSink& diagnostics) {
  about_->bind(1, organisation_key);
  return each(*about_, &scope, take, diagnostics);
}

// The numbers first, which are small, so that the records come in the order of the sources and are read one at a time.
Result<bool> RegisterFile::each(Statement& select, const Scope* scope, const Take& take, DiagnosticSink& diagnostics) {
  std::vector<At> found;
  auto whole = find(select, scope, found);
  select.reset();
  if (!whole) return whole;
  std::sort(found.begin(), found.end());
  for (const At& at : found) {
    auto record = load(at, whole.value(), diagnostics);
    if (!record) return std::move(record).diagnostics();
    if (record.value() && !take(std::move(*record.value()))) break;
  }
  return whole;
}

Result<bool> RegisterFile::find(Statement& select, const Scope* scope, std::vector<At>& found) {
  bool whole = true;
  while (true) {
    auto row = select.step();
    if (!row || !*row) return row ? Result<bool>(whole) : std::move(row);
    if (found.size() == kMostFound) return false;
    const auto source = position_.find(select.number(0));
    whole = whole && source != position_.end();
    if (source != position_.end() && (scope == nullptr || sources_[source->second].scope == *scope))
      found.emplace_back(source->second, select.number(1));
  }
}

// Nothing for a record that is passed over; `whole` becomes false when it should have been there.
Result<std::optional<StoredRecord>> RegisterFile::load(const At& at, bool& whole, DiagnosticSink& diagnostics) {
  Statement& row = *by_number_;
  row.reset();
  auto there = row.bind(1, at.second).step();
  if (!there) return std::move(there).diagnostics();
  const Place place{.file = path_, .pointer = "records/" + std::to_string(at.second)};
  const std::int64_t kind_number = *there ? row.number(0) : 0;
  const bool readable = *there && is_text(row.text(1)) && is_text(row.text(2)) && names_.kinds().contains(kind_number);
  auto facts = readable ? read_facts(row.text(3), names_) : std::nullopt;
  if (!facts) {
    whole = false;
    diagnostics.add(warning("KD4006").at(place).arg("source", sources_[at.first].source.path));
    return std::optional<StoredRecord>();
  }
  for (const std::int64_t field : facts->unknown_fields) ++unknown_names_[names_.field_name(field)];
  const auto kind = names_.kind(kind_number);
  if (!kind) {
    ++unknown_names_[names_.kinds().at(kind_number)];
    return std::optional<StoredRecord>();
  }
  for (const model::FieldId field : facts->unreadable)
    diagnostics.add(warning("KD4008").at(place).arg("field", names_.vocabulary().field(field).name));
  std::erase_if(facts->facts, [&](const model::Fact& fact) { return names_.vocabulary().field(fact.field).kind != *kind; });
  return std::optional(
      StoredRecord{at.second, at.first, {*kind, std::string(row.text(1)), {}, std::string(row.text(2)), std::move(facts->facts)}});
}

}  // namespace kede::store
