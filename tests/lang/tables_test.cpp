#include <fmt/format.h>

#include "engine/lang/rule_loader.hpp"
#include "tests/lang/small_world.hpp"

using namespace kede::lang;
using namespace kede::lang::test;

namespace {

SmallWorld world(std::string_view country, std::string_view cpv = "45211000") {
  SmallWorld out;
  out.set(SmallWorld::org(0), "name", Value::text("A"));
  out.set(SmallWorld::org(0), "country", Value::text(country));
  out.set(SmallWorld::org(0), "cpv", Value::text(cpv));
  return out;
}

SmallWorld later(SmallWorld out) {
  out.today = *kede::parse_iso_date("2027-03-01");
  return out;
}

std::string reading_fault(std::string_view csv, std::string_view meta) {
  const auto table = Table::read(csv, "t.csv", meta, "t.meta.json");
  return table.ok() ? "none" : table.diagnostics().front().code;
}

constexpr std::string_view kRisky = "lookup('countries', 'risky', org.country)";

}  // namespace

TEST_CASE("a hit is known, an empty cell and a missing row are unknown with their reasons") {
  CHECK(text_of(kRisky, world("LV")) == "false");
  CHECK(text_of(kRisky, world("XB")) == "true");
  CHECK(text_of(kRisky, world("XC")) == "unknown (missing: countries.risky)");
  CHECK(text_of(kRisky, world("XD")) == "unknown (no_row: countries)");
  CHECK(text_of(kRisky, SmallWorld()) == "unknown (missing: record 0.country)");
}

TEST_CASE("of an outdated table a hit stays known and a miss is unknown (stale)") {
  CHECK(text_of(kRisky, later(world("XB"))) == "true");
  CHECK(text_of(kRisky, later(world("XD"))) == "unknown (stale: countries)");
  CHECK(text_of(kRisky, later(world("XC"))) == "unknown (stale: countries.risky)");
  CHECK(text_of("listed('countries', org.country)", world("XD")) == "false");
  CHECK(text_of("listed('countries', org.country)", later(world("XD"))) == "unknown (stale: countries)");
  CHECK(text_of("listed('countries', org.country)", later(world("LV"))) == "true");
}

TEST_CASE("a miss in a list that says it is not exhaustive is unknown, never no") {
  CHECK(text_of("listed('goods', org.cpv, org.country)", world("XB")) == "true");
  CHECK(text_of("listed('goods', org.cpv, org.country)", world("LV")) == "unknown (open_list: goods)");
}

TEST_CASE("the longest prefix decides, a cell may hold several keys, the check digit is ignored") {
  CHECK(text_of("lookup('goods', 'forced', org.cpv, org.country)", world("XB")) == "true");
  CHECK(text_of("lookup('goods', 'forced', org.cpv, org.country)", world("XC", "45261100")) == "false");
  CHECK(text_of("lookup('goods', 'forced', org.cpv, org.country)", world("XC", "03110000-5")) == "false");
  CHECK(text_of("listed('goods', '45', org.country)", world("XB")) == "unknown (open_list: goods)");
}

TEST_CASE("a NACE code is compared by its division, however it is written, and what is no such code is unknown") {
  for (const auto* code : {"81.21", "81", "81.2", "8121", "N81.21", "N 81.21", " n 8121 ", "81.21.1"}) {
    INFO(code);
    CHECK(text_of("nace_division('" + std::string(code) + "')", SmallWorld()) == "81");
  }
  CHECK(text_of("nace_division('2.10')", SmallWorld()) == "02");
  CHECK(text_of("nace_division('0210')", SmallWorld()) == "02");
  for (const auto* code : {"", "N", "210", "81210", "8", "00.1", "0.1", ".", "81.x", "cleaning", "811.2", "-8.1", "8١.2"}) {
    INFO(code);
    CHECK(text_of("nace_division('" + std::string(code) + "')", SmallWorld()) == "unknown (unreadable: NACE)");
  }
}

TEST_CASE("the least cost of an hour is that of the country and the year") {
  CHECK(text_of("minimum_hourly_cost(org.country)", world("LV")) == "6.34 EUR");
  CHECK(text_of("minimum_hourly_cost(org.country, date('2025-05-01'))", world("LV")) == "6.02 EUR");
  CHECK(text_of("minimum_hourly_cost(org.country, date('2024-05-01'))", world("LV")) == "unknown (no_row: labour_cost)");
  CHECK(text_of("minimum_hourly_cost('XB')", world("LV")) == "unknown (no_row: labour_cost)");
  CHECK(truth("country_risk('group', org.country) == 'high'", world("XB")) == Truth::yes);
}

TEST_CASE("every wage floor of the shipped list follows from its own parameters") {
  const auto loaded = load_built_in_tables();
  REQUIRE(loaded.ok());
  const Table* table = loaded->find("labour_cost");
  REQUIRE(table != nullptr);
  CHECK(table->row_count() == 2);
  const kede::Date day = *kede::parse_iso_date("2026-11-01");
  for (const auto& [year, floor] : {std::pair(std::int64_t{2025}, "6.02 EUR"), std::pair(std::int64_t{2026}, "6.34 EUR")}) {
    const Value keys[] = {Value::text("LV"), Value(year)};
    const auto cell = [&](std::string_view column) { return table->lookup(*table->find_column(column), keys, day); };
    const double wage = cell("min_wage_month").as<kede::Money>()->amount();
    const double hour =
        wage * 12 * (1 + *cell("employer_ssc_rate").as<double>()) / static_cast<double>(*cell("productive_hours_year").as<std::int64_t>());
    INFO(year);
    CHECK(to_text(cell("floor_hour")) == floor);
    CHECK(fmt::format("{:.2f} EUR", hour) == floor);
  }
}

TEST_CASE("a table tells the first day on which it is out of date") {
  const auto aged = [](std::string_view as_of, int months) {
    const std::string meta = fmt::format(
        R"({{"name":"t","as_of":"{}","stale_after_months":{},"match":"exact","key":[{{"column":"k","type":"text"}}],"columns":{{"v":{{"type":"int","stale_after_months":1}}}}}})",
        as_of, months);
    auto table = Table::read("k,v\n", "t.csv", meta, "m");
    REQUIRE(table.ok());
    return std::move(table).value();
  };
  for (const auto& [as_of, months, first] : {std::tuple("2026-01-01", 12, "2027-01-01"), std::tuple("2026-01-31", 1, "2026-03-01"),
                                             std::tuple("2024-02-29", 24, "2026-03-01")}) {
    const Table table = aged(as_of, months);
    REQUIRE(table.stale_from());
    CHECK(kede::to_iso(*table.stale_from()) == first);
    CHECK(table.is_stale(*table.stale_from()));
    CHECK_FALSE(table.is_stale(*table.stale_from() - std::chrono::days(1)));
    CHECK(table.is_stale(0, *table.stale_from(0)));
    CHECK_FALSE(table.is_stale(0, *table.stale_from(0) - std::chrono::days(1)));
  }
  CHECK_FALSE(aged("2026-01-01", 0).stale_from());
}

TEST_CASE("two rows of one key that disagree are unknown (conflict)") {
  auto table = Table::read("k,v\na,1\na,2\nb,3\nb,3\nb,\n", "t.csv",
                           R"({"name":"t","match":"exact","key":[{"column":"k","type":"text"}],"columns":{"v":{"type":"int"}}})", "m");
  REQUIRE(table.ok());
  const kede::Date day = *kede::parse_iso_date("2026-01-01");
  const Value a = Value::text("a");
  const Value b = Value::text("b");
  CHECK(to_text(table->lookup(0, {&a, 1}, day)) == "unknown (conflict: t.v)");
  CHECK(to_text(table->lookup(0, {&b, 1}, day)) == "3");
}

TEST_CASE("a column may be older than its table") {
  auto table = Table::read("k,v,w\na,,\n", "t.csv",
                           R"({"name":"t","as_of":"2026-01-01","stale_after_months":12,"match":"exact","key":[{"column":"k","type":"text"}],
    "columns":{"v":{"type":"int","as_of":"2025-01-01"},"w":{"type":"int","stale_after_months":1}}})",
                           "m");
  REQUIRE(table.ok());
  const Value a = Value::text("a");
  CHECK(to_text(table->lookup(0, {&a, 1}, *kede::parse_iso_date("2026-01-15"))) == "unknown (stale: t.v)");
  CHECK(to_text(table->lookup(1, {&a, 1}, *kede::parse_iso_date("2026-01-15"))) == "unknown (missing: t.w)");
  CHECK(to_text(table->lookup(1, {&a, 1}, *kede::parse_iso_date("2026-02-15"))) == "unknown (stale: t.w)");
}

TEST_CASE("a fault in the files of a table is a diagnostic, and the table is not used") {
  constexpr std::string_view kMeta =
      R"({"name":"t","match":"exact","key":[{"column":"k","type":"country"}],"columns":{"v":{"type":"code","values":["x"]},"m":{"type":"money"}}})";
  CHECK(reading_fault("k,v,m\nLV,x,1.5\n\nLV;LT,x,\n", kMeta) == "none");
  CHECK(reading_fault("", kMeta) == "KD2254");
  CHECK(reading_fault("k,v\nLV,x\n", kMeta) == "KD2252");
  CHECK(reading_fault("k,v,m\nLV,y,1\n", kMeta) == "KD2253");
  CHECK(reading_fault("k,v,m\nLV,x,much\n", kMeta) == "KD2253");
  CHECK(reading_fault("k,v,m\nLV,x,\"1\n", kMeta) == "KD2257");
  CHECK(reading_fault("k\n", "{") == "KD2250");
  CHECK(reading_fault("k\n", "[]") == "KD2251");
  CHECK(reading_fault("k\n", R"({"name":"t"})") == "KD2251");
  CHECK(reading_fault("k\n", R"({"name":"t","match":"exact","key":[],"columns":{}})") == "KD2251");
  CHECK(reading_fault("k\n", R"({"name":"t","match":"exact","key":[{"column":"k","type":"thing"}],"columns":{}})") == "KD2251");
  Tables tables_with_two;
  const auto read = [&] { return Table::read("k,v,m\n", "t.csv", kMeta, "m").value(); };
  CHECK(tables_with_two.add(read()).ok());
  CHECK_FALSE(tables_with_two.add(read()).ok());
}
