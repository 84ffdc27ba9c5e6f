#include "tests/lang/small_world.hpp"

using namespace kede::lang;
using namespace kede::lang::test;
using kede::Currency;
using kede::Money;

namespace {

SmallWorld world_with_fee(Money fee) {
  SmallWorld world;
  world.set(SmallWorld::org(0), "name", Value::text("A"));
  world.set(SmallWorld::org(0), "worker_fee", Value(fee));
  world.set(SmallWorld::org(0), "founded", Value(*kede::parse_iso_date("2026-01-31")));
  world.set(SmallWorld::org(0), "home_share", Value(kede::model::Percent{25}));
  world.set(SmallWorld::org(0), "employees", Value::integer(8));
  world.set(SmallWorld::org(0), "hours", Value(2.5));
  world.set(SmallWorld::org(0), "cpv", Value::text("45210000"));
  world.set(SmallWorld::org(0), "country", Value::text("LV"));
  world.set(SmallWorld::org(0), "interval", Value(Days{31}));
  return world;
}

const SmallWorld kWorld = world_with_fee(euros(900));

}  // namespace

TEST_CASE("amounts of one currency are compared, added and divided") {
  CHECK(truth("org.worker_fee > money(899.99, 'EUR')", kWorld) == Truth::yes);
  CHECK(text_of("org.worker_fee + money(100, 'EUR')", kWorld) == "1000.00 EUR");
  CHECK(text_of("org.worker_fee / 8", kWorld) == "112.50 EUR");
  CHECK(text_of("org.worker_fee / org.hours", kWorld) == "360.00 EUR");
  CHECK(text_of("org.worker_fee * percent(50)", kWorld) == "450.00 EUR");
  CHECK(text_of("org.worker_fee / money(300, 'EUR')", kWorld) == "3");
}

TEST_CASE("amounts of two currencies are unknown for want of a rate, except against nothing") {
  const SmallWorld dollars = world_with_fee(Money{900 * Money::kScale, *Currency::parse("USD")});
  CHECK(text_of("org.worker_fee > money(100, 'EUR')", dollars) == "unknown (no_rate: USD/EUR)");
  CHECK(text_of("org.worker_fee + money(1, 'EUR')", dollars) == "unknown (no_rate: USD/EUR)");
  CHECK(truth("org.worker_fee > money(0, 'EUR')", dollars) == Truth::yes);
  CHECK(truth("org.worker_fee == money(0, 'EUR')", dollars) == Truth::no);
}

TEST_CASE("percentages stay percentages") {
  CHECK(truth("org.home_share < percent(30)", kWorld) == Truth::yes);
  CHECK(text_of("org.home_share + percent(5.5)", kWorld) == "30.5 %");
  CHECK(text_of("percent(100) - org.home_share", kWorld) == "75 %");
}

TEST_CASE("dates and days") {
  CHECK(text_of("as_of - org.founded", kWorld) == "150 days");
  CHECK(text_of("days_between(org.founded, as_of)", kWorld) == "150 days");
  CHECK(text_of("months_between(org.founded, as_of)", kWorld) == "4");
  CHECK(truth("days_between(org.founded, as_of) < days(180)", kWorld) == Truth::yes);
  CHECK(text_of("org.founded + days(1)", kWorld) == "2026-02-01");
  CHECK(truth("org.founded >= date('2026-01-31')", kWorld) == Truth::yes);
  CHECK(truth("org.interval > days(31)", kWorld) == Truth::no);
}

TEST_CASE("whole and decimal numbers are compared as numbers but not added") {
  CHECK(truth("org.employees > org.hours", kWorld) == Truth::yes);
  CHECK(fault("org.employees + org.hours > 1") == "KD2109:15");
  CHECK(text_of("double(org.employees) * org.hours", kWorld) == "20");
  CHECK(text_of("int(org.hours)", kWorld) == "2");
}

TEST_CASE("a calculation without a result is unknown in a rule, never an answer") {
  CHECK(text_of("org.employees / (org.employees - 8) > 1", kWorld) == "unknown (unreadable: org.employees / (org.employees - 8))");
  CHECK(truth("org.hours / (org.hours - 2.5) > 1.0", kWorld) == Truth::unknown);
  CHECK(truth("org.employees * 9223372036854775807 > 1", kWorld) == Truth::unknown);
  CHECK(truth("org.employees / 0 > 1 || org.employees == 8", kWorld) == Truth::yes);
}

TEST_CASE("texts") {
  CHECK(truth("org.cpv.startsWith('45')", kWorld) == Truth::yes);
  CHECK(truth("org.cpv.startsWith(org.name)", kWorld) == Truth::no);
  CHECK(text_of("'ĀBOLS Žagars'.lower()", kWorld) == "ābols žagars");
  CHECK(text_of("lower('AB')", kWorld) == "ab");
  CHECK(text_of("'Žagare'.size()", kWorld) == "6");
  CHECK(truth("'labour agency'.contains('agency') && 'x.lv'.endsWith('.lv')", kWorld) == Truth::yes);
}

TEST_CASE("c ? x : y with an unknown condition is the common value, else unknown") {
  CHECK(text_of("org.licensed ? 5 : 5", kWorld) == "5");
  CHECK(text_of("org.licensed ? 5 : 6", kWorld) == "unknown (missing: A.licensed)");
  CHECK(text_of("org.employees == 8 ? 5 : 6", kWorld) == "5");
  CHECK(truth("(org.licensed ? org.employees : org.inspections) == 8", kWorld) == Truth::unknown);
}

TEST_CASE("bounds keep through arithmetic") {
  SmallWorld world = kWorld;
  world.set(SmallWorld::org(0), "suppliers", Value(List::open({Value(SmallWorld::supply(1))}, {})));
  world.set(SmallWorld::supply(1), "amount", Value(euros(900)));
  world.set(SmallWorld::supply(1), "workers", Value::integer(10));
  CHECK(truth("org.suppliers.sum(s, s.amount) / org.worker_fee >= 1.0", world) == Truth::yes);
  CHECK(text_of("org.suppliers.sum(s, s.workers) * 2 + 1", world) == "21 or more");
  CHECK(text_of("org.employees - org.suppliers.sum(s, s.workers)", world) == "-2 or less");
  CHECK(truth("org.suppliers.sum(s, s.workers) * -1 < 0", world) == Truth::unknown);
  CHECK(text_of("double(org.suppliers.size()) / 2.0", world) == "0.5 or more");
  CHECK(text_of("percent(org.suppliers.size())", world) == "1 % or more");
}

TEST_CASE("amounts in several currencies: the sum in euros is a lower limit") {
  SmallWorld world;
  world.set(SmallWorld::org(0), "suppliers", Value(List::closed({Value(SmallWorld::supply(1)), Value(SmallWorld::supply(2))})));
  world.set(SmallWorld::supply(1), "amount", Value(euros(10)));
  world.set(SmallWorld::supply(2), "amount", Value(Money{5 * Money::kScale, *Currency::parse("USD")}));
  CHECK(text_of("org.suppliers.sum(s, s.amount)", world) == "10.00 EUR or more");
  CHECK(truth("org.suppliers.sum(s, s.amount) > money(9, 'EUR')", world) == Truth::yes);
  CHECK(text_of("org.suppliers.max(s, s.amount)", world) == "10.00 EUR or more");
}

TEST_CASE("a trace names every field that was read, once, in order, and what decided") {
  SmallWorld world = kWorld;
  world.set(SmallWorld::org(0), "suppliers", Value(List::open({Value(SmallWorld::supply(1)), Value(SmallWorld::supply(2))}, {})));
  world.set(SmallWorld::supply(1), "workers", Value::integer(1));
  world.set(SmallWorld::supply(2), "workers", Value::integer(10));
  Trace trace;
  CHECK(truth_of(run("org.employees > 0 && org.employees < 9 && org.suppliers.exists(s, s.workers > 5)", world, &trace)).truth ==
        Truth::yes);
  REQUIRE(trace.reads().size() == 4);
  CHECK(vocabulary().field(trace.reads()[0].field).name == "employees");
  CHECK(to_text(trace.reads()[3].value) == "10");
  REQUIRE(trace.deciders().size() == 1);
  CHECK(trace.deciders()[0].position == 1);
  CHECK(trace.deciders()[0].macro == Macro::exists);
}

TEST_CASE("a list of whole and decimal numbers is a list of decimal numbers") {
  CHECK(text_of("[1, org.hours].sum()", kWorld) == "3.5");
  CHECK(truth("[1, 2.5].max() / 2.0 == 1.25", kWorld) == Truth::yes);
}
