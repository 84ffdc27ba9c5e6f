#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/base/text.hpp"
#include "engine/store/register_schema.hpp"
#include "tests/store/fixture.hpp"

using namespace kede;
using namespace kede::testing;
using store::RegisterSource;
using store::Scope;
using store::StoredRecord;

namespace {

const std::string kOne = "40000000015";  // invented, with a right check digit
const std::string kTwo = "40000000034";

RecordText organisation(const std::string& key, const std::string& number, FactMap more = {}) {
  more.emplace("reg_number", number);
  more.emplace("reg_scheme", "LV-RE");
  return {"organisation", key, std::move(more)};
}

// What a search offers, as "path key".
struct Found {
  std::vector<std::string> records;
  DiagnosticSink diagnostics;
  bool whole = false;
};

template <class Search>
Found search(store::RegisterFile& file, Search look) {
  Found out;
  const auto take = [&](const StoredRecord& stored) {
    out.records.push_back(file.sources()[stored.source].source.path + ' ' + stored.record.key);
    return true;
  };
  const Result<bool> whole = look(store::RegisterFile::Take(take), out.diagnostics);
  REQUIRE(whole.ok());
  out.whole = *whole;
  return out;
}

Found with_identifier(store::RegisterFile& file, const std::string& identifier) {
  return search(file, [&](const auto& take, auto& diagnostics) { return file.each_with_identifier(identifier, take, diagnostics); });
}

Found about(store::RegisterFile& file, const Scope& scope, const std::string& key) {
  return search(file, [&](const auto& take, auto& diagnostics) { return file.each_about(scope, key, take, diagnostics); });
}

using Texts = std::vector<std::string>;

std::string code_of(const RegisterFolder& folder) {
  const auto file = store::RegisterFile::open(folder.path(), vocabulary());
  return file.ok() ? "" : file.diagnostics().front().code;
}

}  // namespace

TEST_CASE("a record is found by each of its identifiers, however they are written, and comes back unchanged") {
  const RegisterFolder folder;
  folder.import(
      {{"ur/register.csv",
        {organisation("1", "LV 4000-0000015", {{"employees", "7"}, {"name", "SIA Ozols"}}),
         {"organisation", "2", {{"reg_number", "HE 123456"}, {"reg_scheme", "CY-DRC"}, {"other_identifiers", "[GB-COH:01234567]"}}},
         {"organisation", "3", {{"name", "Without a number"}}}}}});
  auto file = folder.open();
  CHECK(with_identifier(file, "LV-RE:" + kOne).records == Texts{"ur/register.csv 1"});
  CHECK(with_identifier(file, "CY-DRC:HE123456").records == Texts{"ur/register.csv 2"});
  CHECK(with_identifier(file, "GB-COH:01234567").records == Texts{"ur/register.csv 2"});
  CHECK(with_identifier(file, "LV-RE:" + kTwo).records.empty());
  CHECK(with_identifier(file, "").records.empty());
  DiagnosticSink diagnostics;
  const auto unchanged = [](const StoredRecord& stored) {
    CHECK(stored.record.place == "row of 1");
    CHECK(stored.record.kind == vocabulary().find_kind("organisation")->id);
    REQUIRE(stored.record.facts.size() == 4);
    const model::Fact& fact = stored.record.facts[0];
    CHECK(fact.field == vocabulary().field_id("organisation.employees"));
    CHECK(fact.value == model::Value(model::Scalar(std::int64_t{7})));
    CHECK(fact.place == "employees");
    CHECK(fact.evidence == model::EvidenceClass::register_or_decision);
    return true;
  };
  CHECK(file.each_with_identifier("LV-RE:" + kOne, unchanged, diagnostics).ok());
}

TEST_CASE("records about an organisation are found from it, within what was imported together") {
  const RegisterFolder folder;
  const RecordText owner = {"ownership", "o", {{"subject", "1"}, {"owner", "2"}}};
  const RecordText check = {"list_entry", "c", {{"organisation", "1"}}};
  const RecordText bid = {"bid", "b", {{"bidder", "1"}}};
  folder.import({{"a.csv", {organisation("1", kOne), owner, check, bid}, {"test", "a"}}, {"b.csv", {owner}, {"test", "b"}}});
  auto file = folder.open();
  CHECK(about(file, {"test", "a"}, "1").records == Texts{"a.csv o", "a.csv c"});
  CHECK(about(file, {"test", "b"}, "1").records == Texts{"b.csv o"});
  CHECK(about(file, {"test", "c"}, "1").records.empty());
  CHECK(about(file, {"test", "a"}, "2").records.empty());
}

TEST_CASE("a newer edition replaces the older one of the same name, and everything else stays") {
  const RegisterFolder folder;
  folder.import({{"2026-10/register.csv", {organisation("1", kOne)}},
                 {"2026-10/members.csv", {{"ownership", "m", {{"subject", "1"}}}}},
                 {"lists/list.csv", {organisation("x", kOne)}, {"test", "lists"}}},
                day("2026-10-01"));
  const auto summary = folder.import({{"2026-11/register.csv", {organisation("1", kOne), organisation("2", kTwo)}}}, day("2026-11-01"));
  REQUIRE(summary.imported.size() == 1);
  REQUIRE(summary.imported[0].replaced.size() == 1);
  CHECK(summary.imported[0].replaced[0].source.path == "2026-10/register.csv");
  CHECK(summary.kept == 2);
  auto file = folder.open();
  CHECK(file.sources().size() == 3);
  CHECK(with_identifier(file, "LV-RE:" + kOne).records == Texts{"lists/list.csv x", "2026-11/register.csv 1"});
  CHECK(with_identifier(file, "LV-RE:" + kTwo).records == Texts{"2026-11/register.csv 2"});
  CHECK(about(file, {"test", "ur"}, "1").records == Texts{"2026-10/members.csv m"});
  std::map<std::string, Date> imported;
  for (const RegisterSource& source : file.sources()) imported[source.name] = source.imported_on;
  CHECK(imported == std::map<std::string, Date>{
                        {"register.csv", day("2026-11-01")}, {"members.csv", day("2026-10-01")}, {"list.csv", day("2026-10-01")}});
}

TEST_CASE("a file from which nothing was read replaces nothing") {
  const RegisterFolder folder;
  folder.import({{"register.csv", {organisation("1", kOne)}}});
  const auto summary =
      folder.import({{"register.csv", {}, {"test", "ur"}, true}, {"other.csv", {organisation("2", kTwo)}, {"test", "ur"}, true}});
  CHECK(summary.empty.size() == 1);
  CHECK(summary.imported.size() == 1);
  CHECK(summary.removed.empty());
  auto file = folder.open();
  CHECK(file.sources().size() == 2);
  CHECK(with_identifier(file, "LV-RE:" + kOne).records.size() == 1);
}

TEST_CASE("a file without records that others needed is a source with its hash") {
  const RegisterFolder folder;
  folder.import({{"register.csv", {organisation("1", kOne)}}, {"capital.csv", {}}});
  const auto summary = folder.import({{"capital.csv", {}}, {"members.csv", {{"ownership", "m", {{"subject", "1"}}}}}});
  CHECK(summary.empty.empty());
  const auto file = folder.open();
  REQUIRE(file.sources().size() == 3);
  CHECK(file.sources()[0].name == "capital.csv");
  CHECK(file.sources()[0].record_count() == 0);
  CHECK(file.sources()[0].source.sha256.size() == 64);
}

TEST_CASE("a collection that is replaced goes as a whole, and no other one does") {
  const RegisterFolder folder;
  folder.import({{"20261001.csv", {organisation("1", kOne)}}, {"x.csv", {organisation("x", kOne)}, {"test", "lists"}}});
  const auto summary = folder.import({{"20261101.csv", {organisation("1", kOne)}, {"test", "ur"}, true}});
  CHECK(summary.removed.size() == 1);
  auto file = folder.open();
  CHECK(with_identifier(file, "LV-RE:" + kOne).records == Texts{"x.csv x", "20261101.csv 1"});
}

TEST_CASE("the register is the old one until the new one is whole") {
  const RegisterFolder folder;
  folder.import({{"a.csv", {organisation("1", kOne)}}});
  const std::string before = folder.bytes();
  {
    DiagnosticSink diagnostics;
    auto builder = store::RegisterBuilder::start(folder.path(), vocabulary(), day("2026-11-01"), diagnostics);
    REQUIRE(builder.ok());
    auto& sink = builder.value()->sink({{"test", "ur"}, "", false});
    sink.add(record_of(organisation("2", kTwo), sink.add_source({.path = "b.csv", .sha256 = {}, .bytes = 0, .format = {}, .date = {}})));
    CHECK(std::filesystem::exists(folder.path("register.sqlite.part")));
    CHECK(folder.bytes() == before);
    const auto second = store::RegisterBuilder::start(folder.path(), vocabulary(), day("2026-11-01"), diagnostics);
    REQUIRE_FALSE(second.ok());
    CHECK(second.diagnostics().front().code == "KD4004");
  }
  CHECK_FALSE(std::filesystem::exists(folder.path("register.sqlite.part")));
  CHECK(folder.bytes() == before);
}

TEST_CASE("a draft that a killed import left behind is not in the way") {
  const RegisterFolder folder;
  folder.import({{"a.csv", {organisation("1", kOne)}}});
  std::filesystem::copy_file(folder.path(), folder.path("register.sqlite.part"));
  folder.import({{"b.csv", {organisation("2", kTwo)}}});
  CHECK(folder.open().sources().size() == 2);
}

TEST_CASE("only its owner reads a new register; an older one stays as open as its owner made it") {
  using std::filesystem::perms;
  const RegisterFolder folder;
  folder.import({{"a.csv", {organisation("1", kOne)}}});
  CHECK((std::filesystem::status(folder.path()).permissions() & (perms::group_all | perms::others_all)) == perms::none);
  std::filesystem::permissions(folder.path(), perms::owner_read | perms::owner_write | perms::group_read);
  folder.import({{"b.csv", {organisation("2", kTwo)}}});
  CHECK(std::filesystem::status(folder.path()).permissions() == (perms::owner_read | perms::owner_write | perms::group_read));
}

TEST_CASE("equal content has an equal hash, in whatever order it was imported") {
  const RegisterFolder one;
  const RegisterFolder two;
  const SourceText a = {"a.csv", {organisation("1", kOne)}};
  const SourceText b = {"b.csv", {organisation("2", kTwo)}, {"test", "lists"}};
  one.import({a, b});
  two.import({b});
  CHECK(one.open().content_hash() != two.open().content_hash());
  two.import({a}, day("2027-01-01"));
  CHECK(one.open().content_hash() == two.open().content_hash());
}

TEST_CASE("the fields of an older register keep their numbers and their meaning") {
  const RegisterFolder folder;
  folder.import({{"a.csv", {organisation("1", kOne, {{"employees", "7"}})}}});
  folder.change("UPDATE fields SET name = 'shoe_size' WHERE name = 'employees'");
  folder.import({{"b.csv", {organisation("2", kTwo, {{"employees", "8"}, {"city", "Rīga"}})}}});
  auto file = folder.open();
  CHECK(with_identifier(file, "LV-RE:" + kOne).records.size() == 1);
  CHECK(file.unknown_names() == std::map<std::string, std::size_t>{{"organisation.shoe_size", 1}});
  CHECK(with_identifier(file, "LV-RE:" + kTwo).records.size() == 1);
  CHECK(file.unknown_names().size() == 1);
}

TEST_CASE("the description of the file names its version and every table and column") {
  std::ifstream in(KEDE_SOURCE_DIR "/engine/store/README.md");
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  CHECK(text.find("`PRAGMA user_version` " + std::to_string(store::kRegisterVersion)) != std::string::npos);
  for (const store::TableText& table : store::kRegisterTables) {
    CHECK(text.find('`' + std::string(table.name) + '`') != std::string::npos);
    const std::string_view columns = table.sql.substr(table.sql.find('(') + 1);
    for (const std::string_view part : split(columns.substr(0, columns.find(')')), ',')) {
      const std::string column(split(trim(part), ' ').front());
      INFO(table.name << ' ' << column);
      CHECK((column == "PRIMARY" || text.find(column) != std::string::npos));
    }
  }
}

TEST_CASE("a file that is no register is refused with the reason") {
  const RegisterFolder folder;
  CHECK(code_of(folder) == "KD4018");
  for (const std::string& bytes :
       {std::string(), std::string("SQLite format 3"), std::string("org_id;name\n1;A\n"), std::string(5000, '\0')}) {
    folder.write(bytes);
    CHECK(code_of(folder) == "KD4002");
  }
  folder.write(std::string("SQLite format 3\0", 16) + std::string(5000, 'x'));
  CHECK(code_of(folder) == "KD4001");
  CHECK(store::RegisterFile::open(folder.path("."), vocabulary()).diagnostics().front().code == "KD4002");
}

TEST_CASE("a register whose layout is not exactly ours is refused") {
  const std::pair<const char*, const char*> changes[] = {
      {"PRAGMA application_id = 1", "KD4002"},
      {"PRAGMA user_version = 2", "KD4003"},
      {"CREATE VIEW v AS SELECT 1", "KD4002"},
      {"CREATE TRIGGER t AFTER INSERT ON kinds BEGIN DELETE FROM records; END", "KD4002"},
      {"DROP INDEX records_by_key", "KD4002"},
      {"DROP TABLE refs; CREATE VIEW refs AS SELECT key, source, id AS record FROM records", "KD4002"},
      {"ALTER TABLE records ADD COLUMN more TEXT", "KD4002"},
      {"UPDATE sources SET imported_on = 'yesterday'", "KD4002"},
      {"UPDATE sources SET path = CAST(x'ff' AS TEXT)", "KD4002"},
      {"DELETE FROM sources", "KD4002"}};
  for (const auto& [sql, code] : changes) {
    INFO(sql);
    const RegisterFolder folder;
    folder.import({{"a.csv", {organisation("1", kOne)}}});
    folder.change(sql);
    CHECK(code_of(folder) == code);
    DiagnosticSink diagnostics;
    const std::string before = folder.bytes();
    CHECK_FALSE(store::RegisterBuilder::start(folder.path(), vocabulary(), day("2026-11-01"), diagnostics).ok());
    CHECK(folder.bytes() == before);
  }
}

TEST_CASE("a broken record is left out and told, and the others are read") {
  const char* changes[] = {"UPDATE records SET facts = '[[1,' WHERE key = '1'",
                           "UPDATE records SET facts = x'00ff' WHERE key = '1'",
                           "UPDATE records SET facts = 12 WHERE key = '1'",
                           "UPDATE records SET facts = printf('%.*c', 1000000, '[') WHERE key = '1'",
                           "UPDATE records SET kind = 99 WHERE key = '1'",
                           "UPDATE records SET place = CAST(x'ff' AS TEXT) WHERE key = '1'",
                           "DELETE FROM records WHERE key = '1'"};
  for (const char* sql : changes) {
    INFO(sql);
    const RegisterFolder folder;
    folder.import({{"a.csv", {organisation("1", kOne), organisation("2", kOne)}}});
    folder.change(sql);
    auto file = folder.open();
    const Found found = with_identifier(file, "LV-RE:" + kOne);
    CHECK(found.records == Texts{"a.csv 2"});
    CHECK_FALSE(found.whole);
    REQUIRE(found.diagnostics.all().size() == 1);
    CHECK(found.diagnostics.all()[0].code == "KD4006");
  }
}

TEST_CASE("a damaged register ends in diagnostics, wherever the damage is") {
  const RegisterFolder folder;
  RecordList records;
  for (int i = 0; i < 60; ++i) {
    const std::string key = std::to_string(i);
    records.push_back(organisation(key, i % 2 == 0 ? kOne : kTwo, {{"name", "SIA " + std::string(200, 'a')}}));
    records.push_back({"ownership", "o" + key, {{"subject", key}, {"owner", std::to_string((i + 1) % 60)}}});
  }
  folder.import({{"a.csv", records}});
  const std::string good = folder.bytes();
  std::uint32_t state = 12'345;
  const auto next = [&](std::size_t most) {
    state = state * 1'664'525U + 1'013'904'223U;
    return static_cast<std::size_t>(state >> 8U) % most;
  };
  std::size_t refused = 0;
  for (int round = 0; round < 200; ++round) {
    std::string bad = good;
    if (round % 4 == 0) bad.resize(next(bad.size()));
    for (int flips = 0; flips < 8 && !bad.empty(); ++flips) bad[next(bad.size())] = static_cast<char>(next(256));
    folder.write(bad);
    auto file = store::RegisterFile::open(folder.path(), vocabulary());
    refused += file.ok() ? 0U : 1U;
    if (!file.ok()) continue;
    model::Dataset dataset = dataset_of({organisation("t", kOne)});
    DiagnosticSink diagnostics;
    const auto summary = store::join_register(file.value(), vocabulary(), dataset, diagnostics);
    if (!summary.ok()) CHECK(summary.diagnostics().front().code == "KD4001");
  }
  CHECK(refused > 0);
}
