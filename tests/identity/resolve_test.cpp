#include "engine/identity/resolved.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "tests/support/records.hpp"

using namespace kede;
using namespace kede::identity;
using testing::RecordList;
using testing::World;
using testing::world_of;

namespace {

constexpr const char* kNumber = "40003009618";
constexpr const char* kOther = "40003032949";

bool same(const World& world, std::string_view a, std::string_view b) { return world.entity(a) == world.entity(b); }

std::size_t organisations(const World& world) {
  return world.resolved->of_kind(testing::vocabulary().find_kind("organisation")->id).size();
}

// The keys of each entity, without regard to numbering.
std::set<std::set<std::string>> partition(const World& world) {
  std::set<std::set<std::string>> out;
  for (std::size_t e = 0; e < world.resolved->size(); ++e) {
    std::set<std::string> keys;
    for (const model::RecordId record : world.resolved->records_of(make_id<EntityId>(e))) {
      keys.insert(testing::vocabulary().kind(world.dataset->kind_of(record)).name + '/' + std::string(world.dataset->key_of(record)));
    }
    out.insert(std::move(keys));
  }
  return out;
}

}  // namespace

TEST_CASE("records of one key and kind are one thing, of different kinds never") {
  const World world = world_of({{"organisation", "x"}, {"bid", "x"}, {"organisation", "x"}, {"organisation", "y"}});
  CHECK(organisations(world) == 2);
  CHECK(world.resolved->records_of(world.entity("x")).size() == 2);
  CHECK(world.resolved->of_kind(testing::vocabulary().find_kind("bid")->id).size() == 1);
}

TEST_CASE("a Latvian registration number and VAT number make one organisation, however they are written") {
  const World world = world_of({{"organisation", "a", {{"reg_number", kNumber}, {"country", "LV"}}},
                                {"organisation", "b", {{"vat_number", "LV40003009618"}}},
                                {"organisation", "c", {{"reg_number", "lv 4000-3009618"}, {"reg_scheme", "lv-re"}}},
                                {"organisation", "d", {{"other_identifiers", "[LV-RE:4000 3009618, DUNS:123456789]"}}},
                                {"organisation", "e", {{"reg_number", kOther}, {"country", "LV"}}}});
  CHECK(organisations(world) == 2);
  for (const char* key : {"b", "c", "d"}) CHECK(same(world, "a", key));
  CHECK_FALSE(same(world, "a", "e"));
}

TEST_CASE("a shared LEI makes one organisation across countries and names") {
  const World world = world_of({{"organisation", "a", {{"lei", "5493001KJTIIGC8Y1R12"}, {"country", "LV"}, {"name", "Alfa"}}},
                                {"organisation", "b", {{"lei", "5493001kjtiigc8y1r12"}, {"country", "EE"}, {"name", "Alfa Baltics"}}}});
  CHECK(same(world, "a", "b"));
}

TEST_CASE("equal names in one country are one organisation when no identifier speaks against it") {
  const World world = world_of({{"organisation", "a", {{"name", "SIA \"Tīrība\""}, {"country", "LV"}, {"reg_number", kNumber}}},
                                {"organisation", "b", {{"name", "sia tīrība"}, {"country", "LV"}}},
                                {"organisation", "c", {{"name", "SIA Tīrība"}, {"country", "LV"}, {"lei", "5493001KJTIIGC8Y1R12"}}}});
  CHECK(organisations(world) == 1);
}

TEST_CASE("equal names without the same country are never one organisation") {
  const World world = world_of({{"organisation", "a", {{"name", "Alfa Build"}, {"country", "LV"}}},
                                {"organisation", "b", {{"name", "Alfa Build"}, {"country", "EE"}}},
                                {"organisation", "c", {{"name", "Alfa Build"}}},
                                {"organisation", "d", {{"name", "Alfa Build"}}},
                                {"organisation", "e", {{"name", "Alfa Build"}, {"country", "?"}}}});
  CHECK(organisations(world) == 5);
}

TEST_CASE("similar names are never one organisation") {
  const World world = world_of({{"organisation", "a", {{"name", "Alfa Build"}, {"country", "LV"}}},
                                {"organisation", "b", {{"name", "Alfa Builds"}, {"country", "LV"}}},
                                {"organisation", "c", {{"name", "..."}, {"country", "LV"}}},
                                {"organisation", "d", {{"name", "—"}, {"country", "LV"}}}});
  CHECK(organisations(world) == 4);
}

TEST_CASE("different identifiers of one scheme keep equal names apart, and it is told") {
  const World world = world_of({{"organisation", "a", {{"name", "Alfa"}, {"country", "LV"}, {"reg_number", kNumber}}},
                                {"organisation", "b", {{"name", "Alfa"}, {"country", "LV"}, {"reg_number", kOther}}}});
  CHECK(organisations(world) == 2);
  REQUIRE(world.resolved->blocked().size() == 1);
  const BlockedMerge& blocked = world.resolved->blocked()[0];
  CHECK(std::set{blocked.first, blocked.second} == std::set{world.entity("a"), world.entity("b")});
  CHECK(blocked.name == "alfa");
  CHECK(blocked.identifiers.find(kNumber) != std::string::npos);
  CHECK(blocked.identifiers.find(kOther) != std::string::npos);
  CHECK(world.resolved->merges().empty());
}

TEST_CASE("a name that could mean two organisations joins neither") {
  const World world = world_of({{"organisation", "a", {{"name", "Alfa"}, {"country", "LV"}, {"reg_number", kNumber}}},
                                {"organisation", "x", {{"name", "Alfa"}, {"country", "LV"}}},
                                {"organisation", "b", {{"name", "Alfa"}, {"country", "LV"}, {"reg_number", kOther}}},
                                {"organisation", "y", {{"name", "Alfa"}, {"country", "LV"}}},
                                {"organisation", "z", {{"name", "Alfa"}, {"country", "LV"}, {"lei", "5493001KJTIIGC8Y1R12"}}}});
  CHECK(organisations(world) == 5);
  CHECK(world.resolved->blocked().size() == 4);
}

TEST_CASE("different identifiers of one scheme keep organisations apart that share another identifier") {
  const World world = world_of({{"organisation", "a", {{"lei", "5493001KJTIIGC8Y1R12"}, {"reg_number", kNumber}, {"country", "LV"}}},
                                {"organisation", "b", {{"lei", "5493001KJTIIGC8Y1R12"}, {"reg_number", kOther}, {"country", "LV"}}}});
  CHECK(organisations(world) == 2);
  CHECK(world.resolved->blocked().size() == 1);
}

TEST_CASE("no third record brings together what differs") {
  // By identifiers: "bridge" shares the LEI of a and the number of b.
  const World by_identifier =
      world_of({{"organisation", "a", {{"lei", "5493001KJTIIGC8Y1R12"}, {"reg_number", kNumber}, {"country", "LV"}}},
                {"organisation", "bridge", {{"lei", "5493001KJTIIGC8Y1R12"}}},
                {"organisation", "b", {{"lei", "5493001KJTIIGC8Y1R12"}, {"reg_number", kOther}, {"country", "LV"}}}});
  CHECK_FALSE(same(by_identifier, "a", "b"));
  // By name: a and c are one by their number, and c has the name of b.
  const World by_name = world_of({{"organisation", "a", {{"reg_number", kNumber}, {"country", "LV"}}},
                                  {"organisation", "c", {{"vat_number", "LV40003009618"}, {"name", "Alfa"}, {"country", "LV"}}},
                                  {"organisation", "b", {{"reg_number", kOther}, {"name", "Alfa"}, {"country", "LV"}}}});
  CHECK(same(by_name, "a", "c"));
  CHECK_FALSE(same(by_name, "a", "b"));
  // By a second record of the same key, whose identifier comes later.
  const World by_key = world_of({{"organisation", "a", {{"lei", "5493001KJTIIGC8Y1R12"}}},
                                 {"organisation", "b", {{"lei", "5493001KJTIIGC8Y1R12"}, {"reg_number", kNumber}, {"country", "LV"}}},
                                 {"organisation", "a", {{"reg_number", kOther}, {"country", "LV"}}}});
  CHECK_FALSE(same(by_key, "a", "b"));
}

TEST_CASE("VAT numbers of several countries do not speak against each other") {
  const World world = world_of({{"organisation", "a", {{"reg_number", kNumber}, {"country", "LV"}, {"vat_number", "LT100001234567"}}},
                                {"organisation", "b", {{"reg_number", kNumber}, {"country", "LV"}, {"vat_number", "EE101234567"}}}});
  CHECK(same(world, "a", "b"));
}

TEST_CASE("stand-ins for a number bring nobody together") {
  for (const char* word : {"0000", "0", "n/a", "none", "-", "99999999"}) {
    INFO(word);
    const World world =
        world_of({{"organisation", "a", {{"name", "Alfa"}, {"country", "LT"}, {"reg_number", word}, {"vat_number", word}, {"lei", word}}},
                  {"organisation", "b", {{"name", "Beta"}, {"country", "LT"}, {"reg_number", word}, {"vat_number", word}, {"lei", word}}}});
    CHECK_FALSE(same(world, "a", "b"));
  }
}

TEST_CASE("a mistyped number brings nobody together, and keeps nobody apart from itself") {
  for (const auto& [field, wrong, right] :
       {std::tuple("reg_number", "40003009619", kNumber), std::tuple("vat_number", "LV40003009619", "LV40003009618"),
        std::tuple("lei", "5493001KJTIIGC8Y1R21", "5493001KJTIIGC8Y1R12")}) {
    INFO(field);
    const auto pair = [&](const char* second_name, const char* second_number) {
      return world_of({{"organisation", "a", {{"name", "Alfa"}, {"country", "LV"}, {field, wrong}}},
                       {"organisation", "b", {{"name", second_name}, {"country", "LV"}, {field, second_number}}}});
    };
    CHECK_FALSE(same(pair("Beta", wrong), "a", "b"));
    CHECK(same(pair("Alfa", right), "a", "b"));
    CHECK(same(pair("Alfa", wrong), "a", "b"));
  }
}

TEST_CASE("different numbers of any one kind keep equal names apart") {
  for (const auto& [field, one, other] :
       {std::tuple("reg_number", kNumber, kOther), std::tuple("vat_number", "LT100001234567", "LT100001234568"),
        std::tuple("lei", "5493001KJTIIGC8Y1R12", "213800D1EI4B9WTWWD28")}) {
    INFO(field);
    const World world = world_of({{"organisation", "a", {{"name", "Alfa"}, {"country", "LV"}, {field, one}}},
                                  {"organisation", "b", {{"name", "Alfa"}, {"country", "LV"}, {field, other}}}});
    CHECK_FALSE(same(world, "a", "b"));
    CHECK(world.resolved->blocked().size() == 1);
  }
}

TEST_CASE("a merge keeps what each source says and where it says it") {
  model::Dataset dataset;
  const auto organisation = testing::vocabulary().find_kind("organisation")->id;
  for (const char* file : {"bids.xlsx", "register.csv"}) {
    const SourceId source = dataset.add_source({.path = file, .sha256 = "", .bytes = 0, .format = "test", .date = {}});
    model::Record record{organisation, file, source, std::string(file) + "!7", {}};
    for (const auto& [name, text] :
         {std::pair("vat_number", "LV40003009618"), std::pair("founded", file[0] == 'b' ? "2019-01-01" : "2020-01-01")}) {
      const model::Field& field = *testing::vocabulary().find_field(organisation, name);
      model::Fact fact;
      fact.field = field.id;
      fact.value = testing::FactText(text).as(field);
      record.facts.push_back(std::move(fact));
    }
    dataset.add(std::move(record));
  }
  const Resolved resolved = resolve(dataset, testing::vocabulary());
  REQUIRE(resolved.size() == 1);
  REQUIRE(resolved.merges().size() == 1);
  CHECK(dataset.source_of(resolved.merges()[0].first) != dataset.source_of(resolved.merges()[0].second));
  const ResolvedFact* founded = resolved.fact(EntityId{}, testing::vocabulary().field_id("organisation.founded"));
  REQUIRE(founded != nullptr);
  CHECK(model::to_text(founded->value) == "unknown (conflict)");
  std::set<std::string> witnesses;
  for (const Witness& witness : founded->witnesses) {
    witnesses.insert(dataset.sources()[index(dataset.source_of(witness.record))].path + ' ' +
                     model::to_text(dataset.value_of(witness.fact)));
  }
  CHECK(witnesses == std::set<std::string>{"bids.xlsx 2019-01-01", "register.csv 2020-01-01"});
}

TEST_CASE("a stand-in does not keep equal names apart either") {
  const World world = world_of({{"organisation", "a", {{"name", "Alfa"}, {"country", "LT"}, {"reg_number", "0000"}}},
                                {"organisation", "b", {{"name", "Alfa"}, {"country", "LT"}, {"reg_number", "12345678"}}}});
  CHECK(same(world, "a", "b"));
}

TEST_CASE("each merge is told with its reason, and what was merged cannot be told without") {
  const World world = world_of({{"organisation", "a", {{"reg_number", kNumber}, {"country", "LV"}, {"name", "Alfa"}}},
                                {"organisation", "b", {{"vat_number", "LV40003009618"}}},
                                {"organisation", "c", {{"name", "ALFA"}, {"country", "LV"}}},
                                {"organisation", "d", {{"lei", "5493001KJTIIGC8Y1R12"}}},
                                {"organisation", "e", {{"lei", "5493001KJTIIGC8Y1R12"}}},
                                {"organisation", "f"}});
  std::set<std::string> told;
  for (const MergeNote& merge : world.resolved->merges()) {
    CHECK(world.entity(world.dataset->key_of(merge.first)) == merge.entity);
    CHECK(world.entity(world.dataset->key_of(merge.second)) == merge.entity);
    told.insert(std::string(world.dataset->key_of(merge.first)) + std::string(world.dataset->key_of(merge.second)) + ' ' +
                std::string(to_text(merge.reason)) + ' ' + merge.value);
  }
  CHECK(told == std::set<std::string>{"ab vat_number LV-RE:40003009618", "ac name_and_country alfa", "de lei LEI:5493001KJTIIGC8Y1R12"});
  // As many notes as records that are no longer an entity of their own.
  CHECK(world.resolved->merges().size() == world.dataset->record_count() - world.resolved->size());
}

TEST_CASE("a reference to any key of a merged organisation leads to it") {
  const World world = world_of(
      {{"organisation", "a", {{"reg_number", kNumber}, {"country", "LV"}}}, {"organisation", "b", {{"vat_number", "LV40003009618"}}}});
  const auto organisation = testing::vocabulary().find_kind("organisation")->id;
  CHECK(world.resolved->target({organisation, "a"}) == world.resolved->target({organisation, "b"}));
  CHECK_FALSE(world.resolved->target({organisation, "nobody"}));
  CHECK_FALSE(world.resolved->target({testing::vocabulary().find_kind("bid")->id, "a"}));
}

TEST_CASE("every record belongs to exactly one entity of its kind") {
  const World world = world_of({{"organisation", "a"}, {"bid", "b"}, {"organisation", "a"}, {"supply", "s"}, {"organisation", "c"}});
  std::size_t seen = 0;
  for (std::size_t e = 0; e < world.resolved->size(); ++e) {
    const auto entity = make_id<EntityId>(e);
    for (const model::RecordId record : world.resolved->records_of(entity)) {
      CHECK(world.dataset->kind_of(record) == world.resolved->kind_of(entity));
      ++seen;
    }
  }
  CHECK(seen == world.dataset->record_count());
}

TEST_CASE("which records become one does not depend on their order") {
  std::mt19937 random(7);
  const char* names[] = {"Alfa", "Beta", "SIA Gamma"};
  const char* countries[] = {"LV", "LV", "EE"};
  const char* numbers[] = {kNumber, kOther, "0000"};
  const char* leis[] = {"5493001KJTIIGC8Y1R12", "213800D1EI4B9WTWWD28"};
  const auto one_of = [&](const auto& list) { return list[random() % std::size(list)]; };
  for (int round = 0; round < 300; ++round) {
    RecordList records;
    for (std::size_t i = 0; i < 3 + random() % 8; ++i) {
      testing::RecordText record{"organisation", "org" + std::to_string(random() % 12)};
      if (random() % 3 > 0) record.facts.insert_or_assign("name", one_of(names));
      if (random() % 3 > 0) record.facts.insert_or_assign("country", one_of(countries));
      if (random() % 3 == 0) record.facts.insert_or_assign("reg_number", one_of(numbers));
      if (random() % 4 == 0) record.facts.insert_or_assign("lei", one_of(leis));
      if (random() % 4 == 0) record.facts.insert_or_assign("vat_number", std::string("LV") + one_of(numbers));
      records.push_back(std::move(record));
    }
    const auto expected = partition(world_of(records));
    for (int shuffle = 0; shuffle < 4; ++shuffle) {
      std::shuffle(records.begin(), records.end(), random);
      const auto found = partition(world_of(records));
      if (found != expected) FAIL("round " << round << " shuffle " << shuffle);
    }
  }
}

TEST_CASE("thousands of organisations of one name are resolved without delay") {
  RecordList records;
  for (int i = 0; i < 20'000; ++i) {
    testing::RecordText record{"organisation", "org" + std::to_string(i), {{"name", "Pamatskola"}, {"country", "EE"}}};
    if (i % 2 == 0) record.facts.insert_or_assign("reg_number", std::to_string(10'000'000 + i));
    records.push_back(std::move(record));
  }
  const World world = world_of(records);
  CHECK(organisations(world) == 20'000);
}
