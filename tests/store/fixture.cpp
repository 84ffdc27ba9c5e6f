#include "tests/store/fixture.hpp"

#include <sqlite3.h>
#include <stdlib.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "engine/base/hash.hpp"

namespace kede::testing {

namespace fs = std::filesystem;

RegisterFolder::RegisterFolder() {
  std::string name = (fs::temp_directory_path() / "kede-store-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  folder_ = fs::canonical(name);
}

RegisterFolder::~RegisterFolder() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

store::BuildSummary RegisterFolder::import(const std::vector<SourceText>& sources, Date today) const {
  DiagnosticSink diagnostics;
  auto builder = store::RegisterBuilder::start(path(), vocabulary(), today, diagnostics);
  REQUIRE(builder.ok());
  for (const SourceText& source : sources) {
    model::RecordSink& sink = builder.value()->sink({source.scope, "", source.replace_all});
    std::string content = source.path;
    for (const RecordText& record : source.records) content += record.key;
    const SourceId id = sink.add_source({.path = source.path, .sha256 = {}, .bytes = 0, .format = "test 1", .date = {}});
    for (const RecordText& text : source.records) {
      model::Record record = record_of(text, id);
      record.place = "row of " + text.key;
      for (model::Fact& fact : record.facts) fact.evidence = model::EvidenceClass::register_or_decision;
      sink.add(std::move(record));
    }
    sink.complete_source(id, {.path = source.path, .sha256 = sha256(content), .bytes = content.size(), .format = "test 1", .date = {}});
  }
  auto summary = builder.value()->finish();
  if (!summary.ok()) FAIL(summary.diagnostics().front().code);
  return std::move(summary).value();
}

store::RegisterFile RegisterFolder::open() const {
  auto file = store::RegisterFile::open(path(), vocabulary());
  if (!file.ok()) FAIL(file.diagnostics().front().code);
  return std::move(file).value();
}

std::string RegisterFolder::bytes() const {
  std::ifstream in(path(), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void RegisterFolder::write(const std::string& bytes) const {
  std::ofstream(path(), std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void RegisterFolder::change(const std::string& sql) const {
  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open(path().c_str(), &connection) == SQLITE_OK);
  char* message = nullptr;
  const int done = sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message);
  INFO((message == nullptr ? "" : message));
  CHECK(done == SQLITE_OK);
  sqlite3_free(message);
  sqlite3_close(connection);
}

std::vector<std::string> Joined::keys() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < dataset.record_count(); ++i) out.emplace_back(dataset.key_of(static_cast<model::RecordId>(i)));
  return out;
}

Joined joined(const RegisterFolder& folder, const RecordList& tender, const store::JoinLimits& limits) {
  Joined out{.dataset = dataset_of(tender), .summary = {}, .diagnostics = DiagnosticSink()};
  auto file = folder.open();
  auto summary = store::join_register(file, vocabulary(), out.dataset, out.diagnostics, limits);
  if (!summary.ok()) FAIL(summary.diagnostics().front().code);
  out.summary = *summary;
  return out;
}

}  // namespace kede::testing
