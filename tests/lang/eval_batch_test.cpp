#include "engine/lang/eval_batch.hpp"

#include <catch2/catch.hpp>

using kede::lang::eval_batch_line;

namespace {

// The result of an expression without bindings, without the id.
std::string result(const std::string& expression, const std::string& bindings = "{}") {
  const std::string line = eval_batch_line(R"({"id":1,"expr":")" + expression + R"(","bindings":)" + bindings + "}");
  REQUIRE(line.starts_with(R"({"id":1,)"));
  return line.substr(8, line.size() - 9);
}

}  // namespace

TEST_CASE("values keep their types both ways") {
  for (const char* value : {"true", "\"a\\u0001b\"", "null", R"({"int":"-9223372036854775808"})", R"({"double":"0.1"})",
                            R"({"double":"NaN"})", R"({"double":"-inf"})", R"({"timestamp":[5,7]})", R"({"duration":[-5,-7]})",
                            R"({"map":[["a",{"int":"1"}],[true,[]]]})", R"({"money":["12.50","EUR"]})", R"({"percent":"40"})",
                            R"({"days":"30"})", R"({"date":"2026-01-31"})", R"({"open":["a"]})", R"([[],["x"]])"}) {
    CHECK(result("x", std::string(R"({"x":)") + value + "}") == std::string(R"("value":)") + value);
  }
}

TEST_CASE("an unknown comes back with its reason and the binding it came from") {
  CHECK(result("x > 2", R"({"x":{"unknown":"withheld"}})") == R"("unknown":[{"reason":"withheld","path":"x"}])");
  CHECK(result("x > 2 || true", R"({"x":{"unknown":"missing"}})") == R"("value":true)");
  CHECK(result("x > 2 && false", R"({"x":{"unknown":"missing"}})") == R"("value":false)");
  CHECK(result("x.exists(e, e == 3)", R"({"x":{"open":[{"int":"1"}]}})") == R"("unknown":[{"reason":"open_list","path":"x"}])");
  CHECK(result("x.exists(e, e == 1)", R"({"x":{"open":[{"int":"1"}]}})") == R"("value":true)");
  CHECK(result("x.size()", R"({"x":{"open":["a"]}})") == R"("value":{"bound":[{"int":"1"},null]})");
  CHECK(result("1 / 0 > x", R"({"x":{"unknown":"missing"}})") == R"("unknown":[{"reason":"missing","path":"x"}])");
}

TEST_CASE("errors carry a code and the column") {
  CHECK(result("1 + 2 / 0") == R"("error":{"code":"KD2201","message":"KD2201","position":5})");
  CHECK(result("1 +") == R"("error":{"code":"KD2016","message":"KD2016","position":4})");
  CHECK(result("y") == R"("error":{"code":"KD2206","message":"KD2206 name=y","position":1})");
  CHECK(result("'a' < 1") == R"("error":{"code":"KD2205","message":"KD2205 operation=< types=text, int","position":1})");
  CHECK(result("nosuch(1) || true") == R"("value":true)");
}

TEST_CASE("errors are absorbed by && and || from either side, and not by exists_one") {
  CHECK(result("(1 / 0 > 0) && false") == R"("value":false)");
  CHECK(result("true || (1 / 0 > 0)") == R"("value":true)");
  CHECK(result("[1, 0].exists(x, 1 / x == 1)") == R"("value":true)");
  CHECK(result("[0, 2].all(x, 4 / x == 3)") == R"("value":false)");
  CHECK(result("[1, 0].exists_one(x, 1 / x == 1)").find("KD2201") != std::string::npos);
}

TEST_CASE("maps, conversions, times and names with points") {
  CHECK(result("{'a': 1}.a + {'b': 2}['b']") == R"("value":{"int":"3"})");
  CHECK(result("has({'a': 1}.b)") == R"("value":false)");
  CHECK(result("{'a': 1}.b").find("KD2204") != std::string::npos);
  CHECK(result("{1: 2, 1: 3}").find("KD2211") != std::string::npos);
  CHECK(result("string(timestamp('2026-01-31T10:00:00.5+02:00'))") == R"("value":"2026-01-31T08:00:00.5Z")");
  CHECK(result("timestamp('2026-07-01T00:00:00Z').getHours('Europe/Riga')") == R"("value":{"int":"3"})");
  CHECK(result("duration('1h30m').getMinutes()") == R"("value":{"int":"90"})");
  CHECK(result("int('12') + int(2.9)") == R"("value":{"int":"14"})");
  CHECK(result("a.b.c", R"({"a.b.c":true})") == R"("value":true)");
  CHECK(result("[1, 2, 3].transformList(i, v, i > 0, v * 10)") == R"("value":[{"int":"20"},{"int":"30"}])");
}

TEST_CASE("a line that is not of the form is an error line, never an end") {
  CHECK(eval_batch_line("").starts_with(R"({"id":null,"error":{"code":"KD2260")"));
  CHECK(eval_batch_line("[1]").starts_with(R"({"id":null,"error":{"code":"KD2260")"));
  CHECK(eval_batch_line("{\"expr\":\"\xff\"}").starts_with(R"({"id":null,"error":{"code":"KD2260")"));
  CHECK(eval_batch_line(R"({"id":"x"})").starts_with(R"({"id":"x","error":{"code":"KD2261")"));
  CHECK(eval_batch_line(R"({"id":7,"expr":"x","bindings":{"x":5}})").starts_with(R"({"id":7,"error":{"code":"KD2261")"));
  CHECK(eval_batch_line(R"({"id":7,"expr":"x","bindings":{"x":{"int":"a"}}})").find("KD2261") != std::string::npos);
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(eval_batch_line(R"({"id":7,"expr":"x","bindings":{"x":)" + deep + "}}").find("KD2261") != std::string::npos);
}
