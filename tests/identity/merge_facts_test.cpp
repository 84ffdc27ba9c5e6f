#include "engine/identity/merge_facts.hpp"

#include <catch2/catch.hpp>

#include "tests/support/records.hpp"

using namespace kede;
using namespace kede::identity;
using testing::day;
using testing::World;
using testing::world_of;

namespace {

const ResolvedFact* fact(const World& world, std::string_view key, std::string_view field) {
  return world.resolved->fact(world.entity(key), testing::vocabulary().field_id(field));
}

std::string value(const World& world, std::string_view key, std::string_view field) {
  const ResolvedFact* found = fact(world, key, field);
  return found == nullptr ? "no fact" : model::to_text(found->value);
}

// The same organisation told of by several records, one fact each.
World told(const char* field, const std::vector<std::pair<const char*, const char*>>& values_and_dates) {
  testing::RecordList records;
  for (const auto& [text, date] : values_and_dates) {
    testing::RecordText record{"organisation", "a", {{field, text}}};
    if (*date != '\0') record.date = day(date);
    records.push_back(std::move(record));
  }
  return world_of(records);
}

}  // namespace

TEST_CASE("what nobody says is no fact") {
  const World world = world_of({{"organisation", "a"}});
  CHECK(fact(world, "a", "organisation.employees") == nullptr);
  CHECK(world.resolved->facts_of(world.entity("a")).empty());
}

TEST_CASE("known values that disagree make the fact unknown, with every witness kept") {
  const World world = told("founded", {{"2019-01-01", ""}, {"2020-01-01", ""}});
  const ResolvedFact* founded = fact(world, "a", "organisation.founded");
  REQUIRE(founded != nullptr);
  CHECK(model::to_text(founded->value) == "unknown (conflict)");
  REQUIRE(founded->witnesses.size() == 2);
  CHECK(model::to_text(world.dataset->value_of(founded->witnesses[0].fact)) == "2019-01-01");
  CHECK(model::to_text(world.dataset->value_of(founded->witnesses[1].fact)) == "2020-01-01");
}

TEST_CASE("equal values are one value with all its witnesses") {
  const World world = told("founded", {{"2019-01-01", ""}, {"2019-01-01", ""}, {"?", ""}});
  CHECK(value(world, "a", "organisation.founded") == "2019-01-01");
  CHECK(fact(world, "a", "organisation.founded")->witnesses.size() == 3);
}

TEST_CASE("a known value beats an unknown one, and unknown stays unknown") {
  CHECK(value(told("founded", {{"?", ""}, {"2019-01-01", ""}}), "a", "organisation.founded") == "2019-01-01");
  CHECK(value(told("founded", {{"?", ""}, {"?", ""}}), "a", "organisation.founded") == "unknown (declared_unknown)");
}

TEST_CASE("the first value stands where the vocabulary says first") {
  const World world = told("name", {{"Alfa", ""}, {"Alfa Ltd", ""}});
  CHECK(value(world, "a", "organisation.name") == "Alfa");
  CHECK(fact(world, "a", "organisation.name")->witnesses.size() == 2);
  CHECK(value(told("name", {{"?", ""}, {"Alfa", ""}}), "a", "organisation.name") == "Alfa");
}

TEST_CASE("the latest value stands where the vocabulary says latest") {
  CHECK(value(told("employees", {{"9", "2026-01-31"}, {"5", "2025-01-31"}}), "a", "organisation.employees") == "9");
  CHECK(value(told("employees", {{"5", "2025-01-31"}, {"9", "2026-01-31"}}), "a", "organisation.employees") == "9");
  CHECK(value(told("employees", {{"5", ""}, {"9", "1999-01-31"}}), "a", "organisation.employees") == "9");
  CHECK(value(told("employees", {{"5", "2026-01-31"}, {"9", "2026-01-31"}}), "a", "organisation.employees") == "unknown (conflict)");
  CHECK(value(told("employees", {{"5", ""}, {"9", ""}}), "a", "organisation.employees") == "unknown (conflict)");
  CHECK(value(told("employees", {{"5", "2025-01-31"}, {"9", "2026-01-31"}, {"9", "2026-01-31"}}), "a", "organisation.employees") == "9");
}

TEST_CASE("a later unknown does not put out an earlier known value") {
  CHECK(value(told("employees", {{"5", "2025-01-31"}, {"?", "2026-01-31"}}), "a", "organisation.employees") == "5");
}

TEST_CASE("lists are united, and complete only when one that says so has everything") {
  const auto united = [](const std::vector<std::pair<const char*, const char*>>& lists) {
    return value(told("other_names", lists), "a", "organisation.other_names");
  };
  CHECK(united({{"[x, y]", ""}, {"[y, z]", ""}}) == "[x, y, z, …]");
  CHECK(united({{"[x, y]", ""}, {"[y]", ""}}) == "[x, y]");
  CHECK(united({{"[x]", ""}, {"[x, …]", ""}}) == "[x]");
  CHECK(united({{"[x, …]", ""}, {"[y, …]", ""}}) == "[x, y, …]");
  CHECK(united({{"[]", ""}, {"[x, …]", ""}}) == "[x, …]");
  CHECK(united({{"[]", ""}, {"[]", ""}}) == "[]");
  CHECK(united({{"?", ""}, {"[x]", ""}}) == "[x]");
}

TEST_CASE("references to records that became one are equal") {
  const World world = world_of({{"organisation", "a", {{"vat_number", "LV40003009618"}}},
                                {"organisation", "b", {{"vat_number", "LV40003009618"}}},
                                {"organisation", "c", {{"vat_number", "LV40003032949"}}},
                                {"bid", "one", {{"bidder", "a"}, {"members", "[a, …]"}}},
                                {"bid", "one", {{"bidder", "b"}, {"members", "[b, c]"}}},
                                {"bid", "two", {{"bidder", "a"}}},
                                {"bid", "two", {{"bidder", "c"}}},
                                {"bid", "three", {{"bidder", "nobody"}}},
                                {"bid", "three", {{"bidder", "nobody else"}}}});
  CHECK(value(world, "one", "bid.bidder") == "a");
  CHECK(value(world, "one", "bid.members") == "[a, c]");
  CHECK(value(world, "two", "bid.bidder") == "unknown (conflict)");
  CHECK(value(world, "three", "bid.bidder") == "unknown (conflict)");
}

TEST_CASE("a merge loses no fact of any record") {
  const World world = world_of({{"organisation", "a", {{"vat_number", "LV40003009618"}, {"name", "Alfa"}, {"employees", "3"}}},
                                {"organisation", "b", {{"vat_number", "LV40003009618"}, {"name", "Alfa SIA"}, {"founded", "2020-01-01"}}}});
  std::size_t witnesses = 0;
  model::FieldId before{};
  for (const ResolvedFact& each : world.resolved->facts_of(world.entity("a"))) {
    CHECK((witnesses == 0 || before < each.field));
    before = each.field;
    witnesses += each.witnesses.size();
    for (const Witness& witness : each.witnesses) CHECK(world.dataset->field_of(witness.fact) == each.field);
  }
  CHECK(witnesses == world.dataset->fact_count());
}
