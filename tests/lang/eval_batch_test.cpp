#include "engine/lang/eval_batch.hpp"

#include <catch2/catch.hpp>

namespace {

// In conformance mode.
std::string eval_batch_line(const std::string& line) { return kede::lang::eval_batch_line(line, {}); }

// The result of an expression without bindings, without the id.
std::string result(const std::string& expression, const std::string& bindings = "{}") {
  const std::string line = eval_batch_line(R"({"id":1,"expr":")" + expression + R"(","bindings":)" + bindings + "}");
  REQUIRE(line.starts_with(R"({"id":1,)"));
  return line.substr(8, line.size() - 9);
}

}  // namespace

TEST_CASE("values keep their types both ways") {
  for (const char* value : {"true",
                            "\"a\\u0001b\"",
                            "null",
                            R"({"int":"-9223372036854775808"})",
                            R"({"double":"0.1"})",
                            R"({"double":"NaN"})",
                            R"({"double":"-inf"})",
                            R"({"timestamp":[5,7]})",
                            R"({"duration":[-5,-7]})",
                            R"({"map":[["a",{"int":"1"}],[true,[]]]})",
                            R"({"money":["12.50","EUR"]})",
                            R"({"percent":"40"})",
                            R"({"days":"30"})",
                            R"({"date":"2026-01-31"})",
                            R"({"open":["a"]})",
                            R"([[],["x"]])",
                            R"({"uint":"18446744073709551615"})",
                            R"({"bytes":"AP8="})",
                            R"({"type":"google.protobuf.Duration"})",
                            R"({"map":[[{"uint":"1"},{"bytes":""}]]})"}) {
    CHECK(result("x", std::string(R"({"x":)") + value + "}") == std::string(R"("value":)") + value);
  }
}

TEST_CASE("what comes in may be written in other ways; what goes out is written in one") {
  const auto read = [](const std::string& value) { return result("x", R"({"x":)" + value + "}").substr(8); };
  CHECK(read("5") == R"({"int":"5"})");
  CHECK(read("-9223372036854775808") == R"({"int":"-9223372036854775808"})");
  CHECK(read("18446744073709551615") == R"({"uint":"18446744073709551615"})");
  CHECK(read("5.0") == R"({"double":"5"})");
  CHECK(read("1e3") == R"({"double":"1000"})");
  CHECK(read("0.1") == R"({"double":"0.1"})");
  CHECK(read(R"({"int":5})") == R"({"int":"5"})");
  CHECK(read(R"({"uint":5})") == R"({"uint":"5"})");
  CHECK(read(R"({"double":5})") == R"({"double":"5"})");
  CHECK(read(R"({"double":"Infinity"})") == R"({"double":"inf"})");
  CHECK(read(R"({"bytes":"AP8"})") == R"({"bytes":"AP8="})");
  CHECK(read(R"({"timestamp":"2026-01-31T10:00:00+02:00"})") == R"({"timestamp":[1769846400,0]})");
  CHECK(read(R"({"duration":"1.5s"})") == R"({"duration":[1,500000000]})");
  CHECK(read(R"({"null":null})") == "null");
  CHECK(read(R"({"bool":true})") == "true");
  CHECK(read(R"({"string":"a"})") == R"("a")");
  CHECK(read(R"({"list":[1]})") == R"([{"int":"1"}])");
  CHECK(read(R"({"a":1,"b":{}})") == R"({"map":[["a",{"int":"1"}],["b",{"map":[]}]]})");
  CHECK(read(R"({"map":{"int":1}})") == R"({"map":[["int",{"int":"1"}]]})");
}

TEST_CASE("a form that is not filled as it should be is refused, not guessed at") {
  for (const char* value : {R"({"uint":"-1"})",
                            R"({"uint":-1})",
                            R"({"uint":"18446744073709551616"})",
                            R"({"int":1.5})",
                            R"({"int":"1 "})",
                            R"({"bytes":"A"})",
                            R"({"bytes":"AP8=="})",
                            R"({"bytes":"A=P8"})",
                            R"({"bytes":5})",
                            R"({"bool":"true"})",
                            R"({"null":0})",
                            R"({"string":5})",
                            R"({"type":5})",
                            R"({"timestamp":"yesterday"})",
                            R"({"timestamp":"2026-01-31"})",
                            R"({"duration":"999999999h"})",
                            R"({"percent":"inf"})",
                            R"({"a":1,"a":2})",
                            R"({"a":{"int":"x"}})",
                            R"({"list":{}})"}) {
    CHECK(result("x", std::string(R"({"x":)") + value + "}").find("KD2262") != std::string::npos);
  }
}

TEST_CASE("what a line leaves out may be missing or null") {
  CHECK(eval_batch_line(R"({"expr":"1"})") == R"({"id":null,"value":{"int":"1"}})");
  CHECK(eval_batch_line(R"({"id":null,"expr":"1","bindings":null,"container":null})") == R"({"id":null,"value":{"int":"1"}})");
  CHECK(eval_batch_line(R"({"id":1,"expr":null})").find("KD2261") != std::string::npos);
}

TEST_CASE("names are looked for in the container first, a leading point names the root") {
  const auto within = [](const std::string& expression) {
    const std::string line = eval_batch_line(R"({"id":1,"container":"a.b","expr":")" + expression +
                                             R"(","bindings":{"a.b.x":1,"a.y":2,"y":3,"x":4,"a.b.x.z":5}})");
    return line.substr(8, line.size() - 9);
  };
  CHECK(within("x") == R"("value":{"int":"1"})");
  CHECK(within("y") == R"("value":{"int":"2"})");
  CHECK(within(".y") == R"("value":{"int":"3"})");
  CHECK(within("x.z") == R"("value":{"int":"5"})");
  CHECK(within("[7].exists(x, x == 7 && .x == 4)") == R"("value":true)");
  CHECK(eval_batch_line(R"({"id":1,"container":5,"expr":"1"})").find("KD2261") != std::string::npos);
  std::string deep = "a";
  for (int i = 0; i < 500'000; ++i) deep += ".a";
  CHECK(eval_batch_line(R"({"id":1,"expr":"x","container":")" + deep + R"("})").find("KD2261") != std::string::npos);
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

TEST_CASE("where something stands in an open list is not settled, whichever way it is asked") {
  const std::string open = R"({"o":{"open":["a","b"]}})";
  const std::string unsettled = R"("unknown":[{"reason":"open_list","path":"o"}])";
  CHECK(result("o[0]", open) == unsettled);
  CHECK(result("o.exists(i, v, i == 1)", open) == unsettled);
  CHECK(result("o.exists(i, v, v == 'b')", open) == R"("value":true)");
  CHECK(result("o.transformList(i, v, i)", open) == R"("value":{"open":[{"unknown":"open_list"},{"unknown":"open_list"}]})");
  CHECK(result("o.transformMap(i, v, v)", open) == unsettled);
}

TEST_CASE("a bound finds nothing for certain, and misses only what lies outside it") {
  const std::string open = R"({"o":{"open":["a","b"]}})";
  const std::string unsettled = R"("unknown":[{"reason":"open_list","path":"o"}])";
  CHECK(result("[5, 6, 7, 8][o.size()]", open) == unsettled);
  CHECK(result("{2: true, 3: false}[o.size()]", open) == unsettled);
  CHECK(result("o.size() in {2: true}", open) == unsettled);
  CHECK(result("o.size() in {0: true, 1: true}", open) == R"("value":false)");
  CHECK(result("o == ['a']", open) == R"("value":false)");
  CHECK(result("o == ['a', 'b']", open) == unsettled);
}

TEST_CASE("the branches of an undecided choice agree only if they are the same, not merely equal") {
  const std::string unknown = R"({"u":{"unknown":"stale"}})";
  CHECK(result("u ? 4 : 4", unknown) == R"("value":{"int":"4"})");
  CHECK(result("u ? [true, 4] : [true, 4]", unknown) == R"("value":[true,{"int":"4"}])");
  CHECK(result("(u ? 3 : 3.0) / 2", unknown) == R"("unknown":[{"reason":"stale","path":"u"}])");
  CHECK(result("u ? [{'k': 4}] : [{'k': 4.0}]", unknown) == R"("unknown":[{"reason":"stale","path":"u"}])");
}

TEST_CASE("known() and complete() turn what is missing into no, and nothing else") {
  CHECK(result("known(u)", R"({"u":{"unknown":"stale"}})") == R"("value":false)");
  CHECK(result("known(mispelt)").find("KD2206") != std::string::npos);
  CHECK(result("complete(1 / 0)").find("KD2201") != std::string::npos);
  CHECK(result("complete(5)").find("KD2205") != std::string::npos);
  CHECK(result("complete(u)", R"({"u":{"unknown":"stale"}})") == R"("value":false)");
}

TEST_CASE("a failure stays a failure in any_of, and in exists_one whatever else is unknown") {
  CHECK(result("[1, 2].any_of(1 / 0, 2)") == R"("value":true)");
  CHECK(result("[1, 2].any_of(1 / 0, 3)").find("KD2201") != std::string::npos);
  CHECK(result("l.exists_one(x, 4 / x == 2)", R"({"l":[{"int":"2"},{"int":"2"},{"int":"0"},{"unknown":"stale"}]})") ==
        R"("unknown":[{"reason":"stale","path":"l[3]"}])");
}

TEST_CASE("a sum is of quantities, and in money even when no amount can be counted") {
  CHECK(result("['a', 'b'].sum()").find("KD2205") != std::string::npos);
  CHECK(result("[a, b].sum()", R"({"a":{"money":["2.00","USD"]},"b":{"money":["3.00","GBP"]}})") ==
        R"("value":{"bound":[{"money":["0.00","EUR"]},null]})");
}

TEST_CASE("an unknown inside a list or a map says which entry it is") {
  CHECK(result("l.all(x, x)", R"({"l":[true,{"unknown":"withheld"}]})") == R"("unknown":[{"reason":"withheld","path":"l[1]"}])");
  CHECK(result("m.a && m.b", R"({"m":{"map":[["a",true],["b",{"unknown":"conflict"}]]}})") ==
        R"("unknown":[{"reason":"conflict","path":"m[b]"}])");
  CHECK(result("m.a && m.b", R"({"m":{"map":[["a",false],["b",{"unknown":"conflict"}]]}})") == R"("value":false)");
}

TEST_CASE("the keys of a map are different booleans, whole numbers or texts") {
  CHECK(result("m", R"({"m":{"map":[["1",true],[{"int":"1"},true]]}})").starts_with(R"("value")"));
  for (const char* map : {R"([["a",1],["a",2]])", R"([[{"unknown":"missing"},true]])", R"([[null,true]])", R"([[[],true]])",
                          R"([[{"bytes":""},true]])", R"([[1,2,3]])"}) {
    CHECK(result("m", std::string(R"({"m":{"map":)") + map + "}}").starts_with(R"("error")"));
  }
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
  CHECK(eval_batch_line(R"({"id":7,"expr":"x","bindings":{"x":{"int":""}}})").starts_with(R"({"id":7,"error":{"code":"KD2262")"));
  CHECK(eval_batch_line(R"({"id":7,"expr":"x","bindings":{"x":{"int":"a"}}})").find("KD2262") != std::string::npos);
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(eval_batch_line(R"({"id":7,"expr":"x","bindings":{"x":)" + deep + "}}").find("KD2262") != std::string::npos);
}

TEST_CASE("a fault of the line itself has its column in the line") {
  const auto fault = [](const std::string& line) {
    const std::string out = eval_batch_line(line);
    return out.substr(out.find("KD"), 6) + out.substr(out.rfind(':'), out.find('}') - out.rfind(':'));
  };
  CHECK(fault(R"({"id":1,"expr":"1"} x)") == "KD2260:21");
  CHECK(fault(R"({"ē":1,"expr":"1",})") == "KD2260:19");
  CHECK(fault(R"({"id":1})") == "KD2261:1");
  CHECK(fault(R"({"id":1,"expr":5})") == "KD2261:9");
  CHECK(fault(R"({"id":1,"expr":"x","bindings":[]})") == "KD2261:20");
  CHECK(fault(R"({"id":1,"expr":"x","bindings":{"y":true,"x":{"int":""}}})") == "KD2262:41");
  CHECK(fault(std::string("{\"id\":1\0,\"expr\":\"1\"}", 20)) == "KD2260:8");
  CHECK(eval_batch_line("\xEF\xBB\xBF{\"id\":1,\"expr\":\"true\"}") == R"({"id":1,"value":true})");
}

TEST_CASE("what stands twice in a line is refused, not chosen from") {
  for (const char* line : {R"({"id":1,"expr":"1","expr":"2"})", R"({"id":1,"expr":"x","bindings":{"x":true,"x":false}})",
                           R"({"id":1,"expr":"x","bindings":{"x":true},"bindings":{"x":false}})"}) {
    CHECK(eval_batch_line(line).starts_with(R"({"id":1,"error":{"code":"KD2263")"));
  }
}

TEST_CASE("half a surrogate pair never reaches the output") {
  CHECK(result("x", R"({"x":"\udc00"})").find("KD2262") != std::string::npos);
  CHECK(result("x", R"({"x":{"unknown":"\udc00"}})").find("KD2262") != std::string::npos);
  CHECK(eval_batch_line(R"({"id":"\udc00","expr":"true"})").find("\xED") == std::string::npos);
  CHECK(result(R"('\udc00')").find("KD2002") != std::string::npos);
}

TEST_CASE("a reason in other words says what is missing") {
  CHECK(result("x || y", R"({"x":{"unknown":"wage records of May"},"y":{"unknown":"stale"}})") ==
        R"("unknown":[{"reason":"missing","path":"x: wage records of May"},{"reason":"stale","path":"y"}])");
}

TEST_CASE("neither work nor output grows without limit") {
  std::string doubled = "[1]";
  for (int i = 0; i < 40; ++i) doubled += ".map(a, [a, a])";
  CHECK(result(doubled).find("KD2216") != std::string::npos);
  CHECK(result(doubled + " == " + doubled).find("KD2208") != std::string::npos);
  CHECK(result("u ? " + doubled + " : " + doubled, R"({"u":{"unknown":"stale"}})").find("KD2208") != std::string::npos);
  CHECK(result("{1: 2}[" + doubled + "]").find("KD2205") != std::string::npos);
  const std::string large = R"({"s":")" + std::string(1'000'000, 'a') + R"(","t":")" + std::string(500'000, 'a') + R"(b"})";
  for (const char* search : {"s.indexOf(t)", "s.lastIndexOf(t)", "s.contains(t)", "s.split(t)", "s.replace(t, '')"}) {
    CHECK(result(search, large).find("KD2208") != std::string::npos);
  }
  CHECK(result("s.contains('b')", large) == R"("value":false)");
  std::string list = R"({"l":[)";
  for (int i = 0; i < 20'000; ++i) list += R"({"int":"1"},)";
  list.back() = ']';
  const std::string many = list + R"(,"s":")" + std::string(100'000, 'a') + R"("})";
  for (const char* loop : {"l.all(x, l.sum() > 0)", "l.all(x, l.max() > 0)", "l.all(x, !l.any_of(2, 3))", "l.all(x, s.size() > 0)",
                           "l.all(x, [l] == [l])", "l.map(x, s)", "l.map(x, s + s)", "l.map(x, l + l)"}) {
    CHECK(result(loop, many).find("KD2208") != std::string::npos);
  }
  CHECK(result("l.filter(x, x > 0).map(x, x * 2).sum()", list + "}") == R"("value":{"int":"40000"})");
}
