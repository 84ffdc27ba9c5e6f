#include <catch2/catch.hpp>

#include "engine/lang/eval_batch.hpp"
#include "tests/lang/small_world.hpp"

using namespace kede::lang;

namespace {

// The result of an expression as a rule would read it, without the id.
std::string rule(const std::string& expression, const std::string& bindings = "{}") {
  const BatchSettings settings{.mode = Mode::author,
                               .words = nullptr,
                               .vocabulary = &test::vocabulary(),
                               .tables = &test::tables(),
                               .as_of = *kede::parse_iso_date("2026-11-23")};
  const std::string line = eval_batch_line(R"({"id":1,"expr":")" + expression + R"(","bindings":)" + bindings + "}", settings);
  REQUIRE(line.starts_with(R"({"id":1,)"));
  return line.substr(8, line.size() - 9);
}

std::string fault_of(const std::string& expression, const std::string& bindings = "{}") {
  const std::string out = rule(expression, bindings);
  if (!out.starts_with(R"("error")")) return "none: " + out;
  return out.substr(out.find("KD"), 6) + out.substr(out.rfind(':'), out.rfind('}') - out.rfind(':'));
}

}  // namespace

TEST_CASE("each binding has the type of its value") {
  CHECK(rule("x > 2", R"({"x":5})") == R"("value":true)");
  CHECK(rule("x > 2.5", R"({"x":2.75})") == R"("value":true)");
  CHECK(rule("b && t == 'a'", R"({"b":true,"t":"a"})") == R"("value":true)");
  CHECK(rule("m > money(12, 'EUR')", R"({"m":{"money":["12.50","EUR"]}})") == R"("value":true)");
  CHECK(rule("p > percent(39)", R"({"p":{"percent":40}})") == R"("value":true)");
  CHECK(rule("d + days(1)", R"({"d":{"date":"2026-01-31"}})") == R"("value":{"date":"2026-02-01"})");
  CHECK(rule("n > days(29)", R"({"n":{"days":"30"}})") == R"("value":true)");
  CHECK(rule("l.exists(x, x == 'b')", R"({"l":["a","b"]})") == R"("value":true)");
  CHECK(rule("l.sum()", R"({"l":[1,2.5]})") == R"("value":{"double":"3.5"})");
  CHECK(rule("l.size()", R"({"l":[]})") == R"("value":{"int":"0"})");
}

TEST_CASE("types are checked before anything is calculated, and the place is said") {
  CHECK(fault_of("true || x < 1", R"({"x":"a"})") == "KD2103:11");
  CHECK(fault_of("x == money(1, 'EUR')", R"({"x":5})") == "KD2103:3");
  CHECK(fault_of("y", R"({"x":5})") == "KD2101:1");
  CHECK(fault_of("x.exist(e, true)", R"({"x":[1]})") == "KD2104:3");
  CHECK(fault_of("x + 'b'", R"({"x":"a"})") == "KD2013:3");
}

TEST_CASE("what rules leave out is refused, in the expression and in the bindings") {
  CHECK(fault_of("null") == "KD2013:1");
  CHECK(fault_of("5u") == "KD2007:1");
  CHECK(fault_of("{'a': 1}") == "KD2013:1");
  CHECK(fault_of("has(x.a)") == "KD2013:1");
  for (const char* value : {"null", R"({"uint":"1"})", R"({"bytes":""})", R"({"type":"int"})", R"({"a":1})", R"({"timestamp":[0,0]})",
                            R"({"duration":[0,0]})", R"([1,"a"])", R"([[1],2])", R"([null])"}) {
    CHECK(fault_of("x", std::string(R"({"y":1,"x":)") + value + "}") == "KD2264:38");
  }
}

TEST_CASE("an unknown fits everywhere, decides nothing and keeps its reason") {
  const std::string unknown = R"({"u":{"unknown":"withheld"}})";
  for (const char* expression : {"u > 2",
                                 "u == 'a'",
                                 "u",
                                 "!u",
                                 "-u > 1",
                                 "u + 1 > 2",
                                 "u < money(1, 'EUR')",
                                 "u == date('2026-01-31')",
                                 "u in [1, 2]",
                                 "2 in u",
                                 "u[0] == 1",
                                 "u.exists(x, x > 2)",
                                 "u.all(x, x)",
                                 "u.count(x, x == 'a') > 1",
                                 "u.size() > 1",
                                 "u.sum() > 1",
                                 "u.startsWith('a')",
                                 "[u, 1].all(x, x < 2)",
                                 "(u ? 1 : 2) > 1",
                                 "(true ? u : 2) > 1",
                                 "days_between(u, as_of) > days(2)",
                                 "u && true",
                                 "u.any_of(1, 2)",
                                 "[u] == [1]",
                                 "u.map(x, x + 1).sum() > 2"}) {
    INFO(expression);
    CHECK(rule(expression, unknown) == R"("unknown":[{"reason":"withheld","path":"u"}])");
  }
  CHECK(rule("u && false", unknown) == R"("value":false)");
  CHECK(rule("u > 1 || true", unknown) == R"("value":true)");
  CHECK(rule("known(u)", unknown) == R"("value":false)");
  CHECK(rule("complete(u)", unknown) == R"("value":false)");
  CHECK(rule("u ? 4 : 4", unknown) == R"("value":{"int":"4"})");
  CHECK(rule("o.exists(x, x == 2)", R"({"o":{"open":[1]}})") == R"("unknown":[{"reason":"open_list","path":"o"}])");
  CHECK(rule("l.all(x, x < 2)", R"({"l":[1,{"unknown":"stale"}]})") == R"("unknown":[{"reason":"stale","path":"l[1]"}])");
  CHECK(fault_of("u.x == 1", unknown) == "KD2119:3");
  CHECK(fault_of("u && 'a' < 1", unknown) == "KD2103:10");
}

TEST_CASE("a calculation without result is unknown, as in a rule") {
  CHECK(rule("1 / 0 > 1") == R"("unknown":[{"reason":"unreadable","path":"1 / 0"}])");
  CHECK(rule("9223372036854775807 + x > 1", R"({"x":1})") == R"("unknown":[{"reason":"unreadable","path":"9223372036854775807 + x"}])");
}

TEST_CASE("records are written as facts, and what is not written is missing") {
  CHECK(rule("org.employees < 5", R"({"org":{"name":"A","employees":4}})") == R"("value":true)");
  CHECK(rule("org.employees < 5", R"({"org":{"name":"A"}})") == R"("unknown":[{"reason":"missing","path":"A.employees"}])");
  CHECK(rule("org.employees < 5") == R"("unknown":[{"reason":"missing","path":"org.employees"}])");
  CHECK(rule("org", R"({"org":{"name":"A"}})") == R"("value":{"record":"A"})");
  CHECK(rule("org.suppliers.exists(s, s.workers > most)", R"({"most":3,"org":{"suppliers":[{"workers":4}]}})") == R"("value":true)");
  CHECK(fault_of("org.employes < 5") == "KD2102:5");
  CHECK(fault_of("true", R"({"org":{"employes":4}})") == "KD2501:35");
  CHECK(rule("org > 4", R"({"org":5})") == R"("value":true)");
  CHECK(rule("lookup('countries', 'rate', 'LV') > 1.0") == R"("value":true)");
}

TEST_CASE("facts that no file would hold are refused like any other binding") {
  const std::string deep = R"({"org":{"name":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}}";
  CHECK(fault_of("org.employees < 5", deep).starts_with("KD2262"));
  CHECK(rule("org.name", R"({"org":{"name":"\udc00"}})").find("\xED") == std::string::npos);
  CHECK(fault_of("true", R"({"org":{"employees":1,"employees":2}})").starts_with("KD"));
  CHECK(fault_of("true", R"({"org":{"employees":"many"}})").starts_with("KD"));
}

TEST_CASE("the day of the assessment is the one of the line, else the one of the batch") {
  CHECK(rule("as_of") == R"("value":{"date":"2026-11-23"})");
  CHECK(rule("as_of", R"({"as_of":"2026-01-31"})") == R"("value":{"date":"2026-01-31"})");
  CHECK(rule("as_of", R"({"as_of":{"date":"2026-01-31"}})") == R"("value":{"date":"2026-01-31"})");
  CHECK(fault_of("as_of", R"({"as_of":"yesterday"})").starts_with("KD"));
}
