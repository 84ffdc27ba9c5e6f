#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/identity/resolved.hpp"
#include "tests/store/fixture.hpp"

using namespace kede;
using namespace kede::testing;

namespace {

const std::string kOne = "40000000015";
const std::string kTwo = "40000000034";
const std::string kThree = "40000000049";

RecordText organisation(const std::string& key, const std::string& number, FactMap more = {}, std::optional<Date> date = {}) {
  more.emplace("reg_number", number);
  more.emplace("reg_scheme", "LV-RE");
  return {"organisation", key, std::move(more), date};
}

RecordText owns(const std::string& key, const std::string& owner, const std::string& subject) {
  return {"ownership", key, {{"owner", owner}, {"subject", subject}, {"role", "shareholder"}}};
}

using Texts = std::vector<std::string>;

// The value of a field of the tender's organisation "t" after joining, and what its witnesses say.
struct Merged {
  std::string value;
  Texts witnesses;
};

Merged merged(const RecordText& declared, const RecordText& registered, std::string_view field) {
  const RegisterFolder folder;
  folder.import({{"a.csv", {registered}}});
  const Joined tender = joined(folder, {declared});
  const auto resolved = identity::resolve(tender.dataset, vocabulary());
  const auto* fact = resolved.fact(make_id<EntityId>(0), vocabulary().field_id(field));
  REQUIRE(fact != nullptr);
  Merged out{model::to_text(fact->value), {}};
  for (const identity::Witness& witness : fact->witnesses) {
    const auto provenance = tender.dataset.provenance_of(witness.fact, witness.record);
    const std::string file = tender.dataset.sources()[index(provenance.source)].path;
    out.witnesses.push_back(file + ": " + model::to_text(tender.dataset.value_of(witness.fact)));
  }
  return out;
}

std::size_t count(const DiagnosticSink& sink, const std::string& code) {
  const auto found = sink.totals().find(code);
  return found == sink.totals().end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("a declared and a registered value that disagree are unknown, and both stay") {
  const auto founded = merged(organisation("t", kOne, {{"founded", "2019-01-01"}}), organisation("r", kOne, {{"founded", "2014-04-10"}}),
                              "organisation.founded");
  CHECK(founded.value == "unknown (conflict)");
  CHECK(founded.witnesses == Texts{"test.csv: 2019-01-01", "a.csv: 2014-04-10"});

  const auto employees =
      merged(organisation("t", kOne, {{"employees", "5"}}), organisation("r", kOne, {{"employees", "40"}}), "organisation.employees");
  CHECK(employees.value == "unknown (conflict)");
  CHECK(employees.witnesses == Texts{"test.csv: 5", "a.csv: 40"});
}

TEST_CASE("where the vocabulary takes the newest value, the newer one counts whoever says it, and the other stays beside it") {
  const auto both = [](std::optional<Date> declared, std::optional<Date> registered) {
    return merged(organisation("t", kOne, {{"employees", "5"}}, declared), organisation("r", kOne, {{"employees", "40"}}, registered),
                  "organisation.employees");
  };
  CHECK(both(day("2026-01-01"), day("2026-06-30")).value == "40");
  CHECK(both(day("2026-09-30"), day("2026-06-30")).value == "5");
  CHECK(both(std::nullopt, day("2026-06-30")).value == "40");
  CHECK(both(day("2026-06-30"), day("2026-06-30")).value == "unknown (conflict)");
  CHECK(both(day("2026-01-01"), day("2026-06-30")).witnesses == Texts{"test.csv: 5", "a.csv: 40"});
}

TEST_CASE("where the vocabulary takes the first value, it is the declared one") {
  const auto name =
      merged(organisation("t", kOne, {{"name", "Ozols SIA"}}), organisation("r", kOne, {{"name", "SIA Ozols"}}), "organisation.name");
  CHECK(name.value == "Ozols SIA");
  CHECK(name.witnesses.size() == 2);
}

TEST_CASE("lists of both sources are joined") {
  const auto names = merged(organisation("t", kOne, {{"other_names", "[A, …]"}}), organisation("r", kOne, {{"other_names", "[B, …]"}}),
                            "organisation.other_names");
  CHECK(names.value == "[A, B, …]");
}

TEST_CASE("a register fills a gap, also one that the bidder left as unknown") {
  CHECK(merged(organisation("t", kOne), organisation("r", kOne, {{"founded", "2014-04-10"}}), "organisation.founded").value ==
        "2014-04-10");
  const auto unknown =
      merged(organisation("t", kOne, {{"founded", "?"}}), organisation("r", kOne, {{"founded", "2014-04-10"}}), "organisation.founded");
  CHECK(unknown.value == "2014-04-10");
  CHECK(unknown.witnesses.size() == 2);
}

TEST_CASE("a register that does not know says nothing against what is declared") {
  CHECK(merged(organisation("t", kOne, {{"founded", "2019-01-01"}}), organisation("r", kOne, {{"founded", "?"}}), "organisation.founded")
            .value == "2019-01-01");
}

TEST_CASE("organisations are found by identifier, never by name or by key") {
  const RegisterFolder folder;
  folder.import({{"a.csv", {organisation("t", kTwo, {{"name", "Ozols"}, {"country", "LV"}}), organisation("x", kThree)}}});
  const Joined tender = joined(folder, {organisation("t", kOne, {{"name", "Ozols"}, {"country", "LV"}})});
  CHECK(tender.summary.asked == 1);
  CHECK(tender.summary.found == 0);
  CHECK(tender.keys() == Texts{"t"});
}

TEST_CASE("keys of a register do not meet those of the tender, nor those of another import") {
  const RegisterFolder folder;
  folder.import({{"a.csv", {organisation("t", kOne), owns("o", "u", "t"), organisation("u", kTwo)}, {"test", "a"}},
                 {"b.csv", {organisation("u", kOne), owns("o", "t", "u"), organisation("t", kThree)}, {"test", "b"}}});
  const Joined tender = joined(folder, {organisation("u", kOne), {"bid", "o", {{"bidder", "u"}}}});
  const auto resolved = identity::resolve(tender.dataset, vocabulary());
  CHECK(resolved.of_kind(vocabulary().find_kind("organisation")->id).size() == 3);
  CHECK(resolved.of_kind(vocabulary().find_kind("ownership")->id).size() == 2);
  CHECK(tender.keys() == Texts{"u", "o", "register:1:t", "register:2:u", "register:1:o", "register:1:u", "register:2:o", "register:2:t"});
}

TEST_CASE("owners come with what is said about them, and what somebody owns does not") {
  const RegisterFolder folder;
  folder.import({{"a.csv",
                  {organisation("1", kOne),
                   organisation("2", kTwo),
                   organisation("3", kThree),
                   owns("12", "2", "1"),
                   owns("13", "3", "2"),
                   {"ownership", "p", {{"subject", "1"}, {"person", "P"}, {"role", "board"}}},
                   {"person", "P", {{"name", "Anna Paraudziņa"}}},
                   {"list_entry", "l", {{"organisation", "3"}, {"list", "sanctions"}}},
                   {"event", "e", {{"organisation", "1"}}},
                   {"site", "s", {{"organisation", "1"}}},
                   {"bid", "b", {{"bidder", "1"}}},
                   {"supply", "y", {{"parent", "1"}, {"child", "2"}}},
                   organisation("4", "40000000053"),
                   owns("41", "1", "4")}}});
  const Joined tender = joined(folder, {organisation("t", kOne)});
  Texts added = tender.keys();
  added.erase(added.begin());
  for (std::string& key : added) key.erase(0, std::string("register:1:").size());
  std::sort(added.begin(), added.end());
  CHECK(added == Texts{"1", "12", "13", "2", "3", "P", "e", "l", "p", "s"});
  CHECK(tender.summary.records == 10);
  CHECK(tender.summary.open == 0);
}

TEST_CASE("another source is asked by the identifiers that one source knows") {
  const RegisterFolder folder;
  folder.import({{"ur.csv", {organisation("1", kOne, {{"lei", "5493001KJTIIGC8Y1R12"}})}, {"test", "ur"}},
                 {"lei.csv",
                  {{"organisation", "L", {{"lei", "5493001KJTIIGC8Y1R12"}, {"city", "Rīga"}}},
                   owns("o", "M", "L"),
                   {"organisation", "M", {{"name", "M"}}}},
                  {"test", "gleif"}}});
  const Joined tender = joined(folder, {organisation("t", kOne)});
  CHECK(tender.summary.records == 4);
  const auto resolved = identity::resolve(tender.dataset, vocabulary());
  CHECK(resolved.of_kind(vocabulary().find_kind("organisation")->id).size() == 2);
}

TEST_CASE("sources of the register are sources of the tender, also those that had nothing to say") {
  const RegisterFolder folder;
  folder.import({{"a.csv", {organisation("1", kOne)}}, {"b.csv", {organisation("2", kTwo)}}});
  const Joined tender = joined(folder, {organisation("t", kOne)});
  REQUIRE(tender.dataset.sources().size() == 3);
  CHECK(tender.dataset.sources()[1].path == "a.csv");
  CHECK(tender.dataset.sources()[1].sha256.size() == 64);
  CHECK(tender.dataset.sources()[2].path == "b.csv");
  const auto added = static_cast<model::RecordId>(1);
  CHECK(index(tender.dataset.source_of(added)) == 1);
  CHECK(tender.dataset.provenance_of(tender.dataset.facts_of(added).first, added).place == "row of 1, reg_number");
}

TEST_CASE("what one source says again of one thing is added once, what another source says as well") {
  const RegisterFolder folder;
  RecordList rows;
  for (int i = 0; i < 300; ++i) {
    rows.push_back(organisation("1", kOne, {{"name", "Ozols"}}));
    rows.push_back({"organisation", "o", {{"name", "Owner"}}});
    rows.push_back(owns("m" + std::to_string(i), "o", "1"));
  }
  rows.push_back(organisation("1", kOne, {{"name", "Ozols"}}, day("2026-01-01")));
  folder.import({{"a.csv", rows}, {"b.csv", {organisation("1", kOne, {{"name", "Ozols"}})}}});
  const Joined tender = joined(folder, {organisation("t", kOne)});
  CHECK(tender.summary.records == 304);
  CHECK(tender.summary.open == 0);
}

TEST_CASE("of very many sources only those are listed that had something to say") {
  const RegisterFolder folder;
  std::vector<SourceText> sources;
  for (int i = 0; i < 101; ++i) sources.push_back({std::to_string(i) + ".csv", {{"organisation", std::to_string(i), {{"name", "x"}}}}});
  sources.push_back({"z.csv", {organisation("1", kOne)}});
  folder.import(sources);
  const Joined tender = joined(folder, {organisation("t", kOne)});
  REQUIRE(tender.dataset.sources().size() == 3);
  CHECK(tender.dataset.sources()[1].path == "1.csv");
  CHECK(tender.dataset.sources()[2].path == "z.csv");
  CHECK(index(tender.dataset.source_of(static_cast<model::RecordId>(2))) == 2);
}

TEST_CASE("owners of owners end at the limit of levels, and the list above is not said to be complete") {
  const RegisterFolder folder;
  RecordList records = {organisation("0", kOne, {{"owners_complete", "yes"}})};
  for (int level = 1; level <= 5; ++level) {
    const std::string key = std::to_string(level);
    records.push_back({"organisation", key, {{"name", "owner " + key}, {"owners_complete", "yes"}}});
    records.push_back(owns("o" + key, key, std::to_string(level - 1)));
  }
  folder.import({{"a.csv", records}});
  CHECK(joined(folder, {organisation("t", kOne)}).summary.open == 0);
  const Joined cut = joined(folder, {organisation("t", kOne)}, {.owner_levels = 3});
  CHECK(cut.summary.records == 7);
  CHECK(cut.summary.open == 1);
  CHECK(count(cut.diagnostics, "KD4011") == 1);
  const auto resolved = identity::resolve(cut.dataset, vocabulary());
  const auto complete = [&](const std::string& key) {
    const auto entity = resolved.target({vocabulary().find_kind("organisation")->id, "register:1:" + key});
    REQUIRE(entity.has_value());
    return model::to_text(resolved.fact(*entity, vocabulary().field_id("organisation.owners_complete"))->value);
  };
  CHECK(complete("2") == "yes");
  CHECK(complete("3") == "unknown (open_list)");
}

TEST_CASE("what does not fit the limit of records is left out whole, and told") {
  const RegisterFolder folder;
  RecordList records = {organisation("0", kOne, {{"owners_complete", "yes"}}), organisation("9", kTwo, {{"owners_complete", "yes"}}),
                        owns("of 9", "x", "9")};
  for (int i = 1; i <= 20; ++i) {
    records.push_back({"organisation", "w" + std::to_string(i), {{"name", "owner"}}});
    records.push_back(owns("o" + std::to_string(i), "w" + std::to_string(i), "0"));
  }
  folder.import({{"a.csv", records}});
  const RecordList tender = {organisation("t", kOne), organisation("u", kTwo)};
  CHECK(joined(folder, tender).summary.records == 43);
  CHECK(joined(folder, tender, {.records = 0, .records_each = 22}).summary.records == 43);
  const Joined cut = joined(folder, tender, {.records = 30, .records_each = 0});
  CHECK(cut.summary.records == 3);
  CHECK(cut.summary.open == 1);
  CHECK(count(cut.diagnostics, "KD4011") == 1);
  const auto resolved = identity::resolve(cut.dataset, vocabulary());
  const auto complete = vocabulary().field_id("organisation.owners_complete");
  CHECK(model::to_text(resolved.fact(make_id<EntityId>(0), complete)->value) == "unknown (open_list)");
  CHECK(model::to_text(resolved.fact(make_id<EntityId>(1), complete)->value) == "yes");
  CHECK(joined(folder, tender, {.records = 1, .records_each = 0}).summary.open == 2);
}

TEST_CASE("a record that cannot be read leaves the list open to which it belongs") {
  const RegisterFolder folder;
  folder.import({{"a.csv", {organisation("1", kOne, {{"owners_complete", "yes"}}), owns("o", "2", "1")}}});
  folder.change("UPDATE records SET facts = '{' WHERE key = 'o'");
  const Joined tender = joined(folder, {organisation("t", kOne)});
  CHECK(count(tender.diagnostics, "KD4006") == 1);
  CHECK(tender.summary.open == 1);
  const auto resolved = identity::resolve(tender.dataset, vocabulary());
  CHECK(model::to_text(resolved.fact(make_id<EntityId>(0), vocabulary().field_id("organisation.owners_complete"))->value) ==
        "unknown (open_list)");
}

TEST_CASE("a list that is not looked up in a register is never said to be complete by it") {
  CHECK(
      merged(organisation("t", kOne), organisation("r", kOne, {{"suppliers_complete", "yes"}}), "organisation.suppliers_complete").value ==
      "unknown (open_list)");
}

TEST_CASE("firms that own each other do not go round for ever") {
  const RegisterFolder folder;
  folder.import(
      {{"a.csv", {organisation("1", kOne), organisation("2", kTwo), owns("a", "2", "1"), owns("b", "1", "2"), owns("c", "1", "1")}}});
  CHECK(joined(folder, {organisation("t", kOne), organisation("u", kTwo)}).summary.records == 5);
}
