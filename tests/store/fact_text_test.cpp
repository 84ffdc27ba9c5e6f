#include <catch2/catch.hpp>

#include "engine/store/fact_text.hpp"
#include "tests/support/records.hpp"

using namespace kede;
using namespace kede::testing;
using model::EvidenceClass;
using model::Fact;
using model::List;
using model::Scalar;
using model::Unknown;
using model::UnknownReason;
using model::Value;

namespace {

Fact fact(std::string_view field, Value value) {
  Fact out;
  out.field = vocabulary().field_id(field);
  out.value = std::move(value);
  return out;
}

bool same(const Fact& a, const Fact& b) {
  return a.field == b.field && a.value == b.value && a.place == b.place && a.date == b.date && a.evidence == b.evidence && a.raw == b.raw;
}

// As a file keeps them and another program reads them.
store::ReadFacts read(const std::string& text, const store::NameNumbers& written) {
  store::NameNumbers names(vocabulary());
  for (const auto& [number, name] : written.kinds()) names.know_kind(number, name);
  for (const auto& [number, field] : written.fields()) names.know_field(number, field);
  for (const auto& [number, place] : written.places()) names.know_place(number, place);
  auto out = store::read_facts(text, names);
  INFO(text);
  REQUIRE(out.has_value());
  return std::move(*out);
}

std::vector<Fact> every_type() {
  const auto kind = [](std::string_view name) { return vocabulary().find_kind(name)->id; };
  const Currency sek = *Currency::parse("SEK");
  return {fact("organisation.is_public_body", Scalar(true)),
          fact("organisation.is_listed_company", Scalar(false)),
          fact("organisation.employees", Scalar(std::int64_t{-9'007'199'254'740'993})),
          fact("organisation.hours_week", Scalar(40.0)),
          fact("organisation.employees_full_time_equivalent", Scalar(0.1 + 0.2)),
          fact("organisation.turnover_home_share", Scalar(model::Percent{33.3})),
          fact("organisation.tax_debt", Scalar(Money{-12'345, sek})),
          fact("organisation.founded", Scalar(day("1999-12-31"))),
          fact("organisation.name", Scalar(std::string("SIA \"Ķēžu – darbnīca\"\n\t\\ \0 😀", 37))),
          fact("organisation.country", Scalar(std::string("LV"))),
          fact("organisation.size", Scalar(std::string("small"))),
          fact("organisation.workforce_contracts", List{{Scalar(model::Ref{kind("contract"), "c/1"})}, true}),
          fact("organisation.other_names", List{{Scalar(std::string("a")), Scalar(std::string())}, false}),
          fact("organisation.nace", List{{}, true}),
          fact("ownership.subject", Scalar(model::Ref{kind("organisation"), "LV-RE:40003009618"})),
          fact("organisation.lei", Unknown{UnknownReason::withheld}),
          fact("organisation.vat_number", Unknown{UnknownReason::unreadable})};
}

}  // namespace

TEST_CASE("facts of every type come back unchanged") {
  std::vector<Fact> facts = every_type();
  store::NameNumbers names(vocabulary());
  const auto back = read(store::write_facts(facts, names), names);
  CHECK(back.unknown_fields.empty());
  CHECK(back.unreadable.empty());
  REQUIRE(back.facts.size() == facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    INFO(vocabulary().field(facts[i].field).name);
    CHECK(same(back.facts[i], facts[i]));
  }
}

TEST_CASE("where a fact was read comes back with it, and what is usual is not written") {
  Fact plain = fact("organisation.employees", Scalar(std::int64_t{5}));
  Fact dated = plain;
  dated.date = day("2026-06-30");
  Fact placed = plain;
  placed.place = "/tender/value";
  Fact decided = plain;
  decided.evidence = EvidenceClass::register_or_decision;
  Fact whole = decided;
  whole.raw = "~5";
  whole.date = dated.date;
  whole.place = placed.place;
  const std::vector<Fact> facts = {plain, dated, placed, decided, whole};
  store::NameNumbers names(vocabulary());
  const std::string text = store::write_facts(facts, names);
  CHECK(text == R"([[1,5],[1,5,"","2026-06-30"],[1,5,1],[1,5,"",null,"E1"],)"
                R"([1,5,1,"2026-06-30","E1","~5"]])");
  const auto back = read(text, names);
  REQUIRE(back.facts.size() == facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) CHECK(same(back.facts[i], facts[i]));
}

TEST_CASE("a field that this program does not know is left out, and the others are read") {
  store::NameNumbers names(vocabulary());
  names.know_kind(1, "organisation");
  names.know_kind(2, "spaceship");
  names.know_field(1, {1, "employees"});
  names.know_field(2, {1, "shoe_size"});
  names.know_field(3, {2, "employees"});
  names.know_field(4, {1, "owners"});  // derived: computed, never read
  const auto back = store::read_facts("[[2,44],[1,5],[3,1],[4,1],[9,1]]", names);
  REQUIRE(back.has_value());
  REQUIRE(back->facts.size() == 1);
  CHECK(back->unknown_fields == std::vector<std::int64_t>{2, 3, 4, 9});
  CHECK(names.field_name(2) == "organisation.shoe_size");
  CHECK(names.field_name(9) == "?9");
}

TEST_CASE("a value of another type is unknown and keeps what stood there") {
  store::NameNumbers names(vocabulary());
  names.know_kind(1, "organisation");
  names.know_kind(2, "contract");
  const char* fields[] = {"employees", "country", "size", "name", "founded", "nace", "workforce_contracts", "tax_debt"};
  for (int i = 0; i < 8; ++i) names.know_field(i + 1, {1, fields[i]});
  for (const char* value : {"[1,\"five\"]",
                            "[1,true]",
                            "[1,5.5]",
                            "[1,null]",
                            "[1,99999999999999999999]",
                            "[2,\"lv\"]",
                            "[2,\"LVA\"]",
                            "[3,\"vast\"]",
                            "[4,7]",
                            "[4,{\"list\":[\"a\"]}]",
                            "[5,\"2026-01-01\"]",
                            "[5,{\"date\":\"2026-02-30\"}]",
                            "[6,\"41.20\"]",
                            "[6,{\"all\":[1]}]",
                            "[7,{\"all\":[{\"ref\":[1,\"x\"]}]}]",
                            "[7,{\"all\":[{\"ref\":[7,\"x\"]}]}]",
                            "[8,{\"money\":\"12\"}]",
                            "[8,{\"money\":\"12 euro\"}]",
                            "[1,{\"unknown\":\"perhaps\"}]",
                            "[1,{}]",
                            "[1,[]]"}) {
    INFO(value);
    const auto back = store::read_facts('[' + std::string(value) + ']', names);
    REQUIRE(back.has_value());
    REQUIRE(back->facts.size() == 1);
    CHECK(back->facts[0].value == Value(Unknown{UnknownReason::unreadable}));
    CHECK_FALSE(back->facts[0].raw.empty());
    CHECK(back->unreadable.size() == 1);
  }
}

TEST_CASE("what is no list of facts is told apart") {
  store::NameNumbers names(vocabulary());
  names.know_kind(1, "organisation");
  names.know_field(1, {1, "employees"});
  for (const std::string_view text :
       {"", "{}", "5", "[5]", "[[1]]", "[[1,5", "[[\"1\",5]]", "[[1,5,7]]", "[[1,5,true]]", "[[1,5,\"\",\"tomorrow\"]]",
        "[[1,5,\"\",null,\"E5\"]]", "[[1,5,\"\",null,\"E2\",1]]", "[[1,5,\"\",null,\"E2\",\"\",1]]", "[[1,\"\xff\"]]"}) {
    INFO(text);
    CHECK_FALSE(store::read_facts(text, names).has_value());
  }
  CHECK_FALSE(store::read_facts(std::string(2'000'000, '['), names).has_value());
  CHECK(store::read_facts("[]", names).has_value());
}

TEST_CASE("so many places that not each has a number come back all the same") {
  std::vector<Fact> facts;
  for (int i = 0; i < 12'000; ++i) {
    facts.push_back(fact("organisation.employees", Scalar(std::int64_t{i})));
    facts.back().place = "/items/" + std::to_string(i);
  }
  store::NameNumbers names(vocabulary());
  const auto back = read(store::write_facts(facts, names), names);
  CHECK(names.places().size() == 10'000);
  REQUIRE(back.facts.size() == facts.size());
  for (const std::size_t i : {0U, 9'999U, 10'000U, 11'999U}) CHECK(same(back.facts[i], facts[i]));
}
