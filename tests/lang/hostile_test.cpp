#include <random>

#include "tests/lang/small_world.hpp"

using namespace kede::lang;
using namespace kede::lang::test;

namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

std::string conformance_fault(const std::string& text) {
  const auto result = parse_conformance(text);
  return result.ok() ? "none" : result.diagnostics().front().code;
}

Value conformance(const std::string& text, std::uint64_t steps) {
  const auto parsed = parse_conformance(text);
  REQUIRE(parsed.ok());
  return evaluate(*parsed, Environment(), SmallWorld(), nullptr, EvaluationLimits{steps});
}

}  // namespace

TEST_CASE("deep nesting of every kind ends in a diagnostic") {
  for (const std::string& text :
       {repeated("(", 4000), repeated("[", 4000), repeated("!", 4000) + "true", repeated("-", 4000) + "1", repeated("a.", 2000) + "a",
        repeated("1+", 2000) + "1", repeated("true?", 700) + "1", repeated("f(", 2000), repeated("a[", 2000), repeated("-(", 2000)}) {
    CHECK_FALSE(check(text, scope()).ok());
    CHECK_FALSE(parse_conformance(text).ok());
  }
  CHECK(conformance_fault(repeated("(", 60) + "1" + repeated(")", 60)) == "none");
  CHECK(conformance_fault(repeated("[", 70) + repeated("]", 70)) == "KD2009");
  CHECK(fault(repeated("org.licensed && ", 200) + "true") == "none");
}

TEST_CASE("an expression longer than the limit is refused before it is read") {
  CHECK(fault(repeated("x", 1'000'000)).starts_with("KD2001"));
  CHECK(conformance_fault(repeated("1 + ", 250'000) + "1") == "KD2001");
  CHECK(conformance_fault("1" + repeated(" ", 4096)) == "KD2001");
}

TEST_CASE("ill-formed UTF-8 and stray bytes end in a diagnostic") {
  CHECK(fault("org.name == '\xff\xfe'") == "KD2002:14");
  CHECK(fault("org.n\xc3") == "KD2002:6");
  CHECK(fault(std::string("org.name\0 == 'a'", 16)) == "KD2003:9");
  CHECK(fault("org.name == “a”").starts_with("KD2003"));
}

TEST_CASE("random bytes and random tokens never do more than fail") {
  std::mt19937 random(7);
  const std::vector<std::string> words{"org",
                                       ".",
                                       "name",
                                       "(",
                                       ")",
                                       "[",
                                       "]",
                                       "&&",
                                       "||",
                                       "!",
                                       "exists",
                                       "x",
                                       ",",
                                       "1",
                                       "'a'",
                                       "==",
                                       "<",
                                       "in",
                                       "?",
                                       ":",
                                       "-",
                                       "{",
                                       "}",
                                       "suppliers",
                                       "map",
                                       "count",
                                       "downstream",
                                       "2.5",
                                       "as_of",
                                       "money",
                                       "size",
                                       "\n",
                                       "//",
                                       "has",
                                       "dyn",
                                       "b'",
                                       "`",
                                       "5u",
                                       "b'\\x00'",
                                       "rb\"a\"",
                                       "type",
                                       "google.protobuf.Int32Value",
                                       "value",
                                       "cel",
                                       "bind",
                                       "format",
                                       "math.greatest",
                                       "base64.decode",
                                       "bytes",
                                       "uint",
                                       "%"};
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    const std::size_t length = random() % 30;
    for (std::size_t k = 0; k < length; ++k) {
      if (i % 3 == 0) {
        text += static_cast<char>(random() % 256);
      } else {
        text += words[random() % words.size()] + " ";
      }
    }
    if (const auto result = check(text, scope()); result.ok()) (void)evaluate(*result, environment(), SmallWorld());
    if (const auto result = parse_conformance(text); result.ok()) (void)evaluate(*result, Environment(), SmallWorld());
  }
  SUCCEED();
}

TEST_CASE("literals of bytes and unsigned numbers end in a value or a diagnostic, however they are broken off") {
  for (const char* text : {"bb''",
                           "rr''",
                           "brb''",
                           "b'",
                           "b\"\"\"",
                           "br'''",
                           "b'\\",
                           "b'\\x",
                           "b'\\xf",
                           "b'\\37",
                           "b'\\U00000041'",
                           "0u5",
                           "0xu",
                           "0x",
                           "1e5u",

                           "18446744073709551616u",
                           "0x10000000000000000u",
                           "a{",
                           "a{b",
                           "a{b:",
                           "a{b:1",
                           "a{b:1,",
                           "a.b{`c`:",
                           "a{b:1}.c{",
                           "cel.bind(",
                           "cel.bind(x, 1, "}) {
    INFO(text);
    CHECK_FALSE(check(text, scope()).ok());
    CHECK_FALSE(parse_conformance(text).ok());
  }
  CHECK_FALSE(parse_conformance(repeated("a{b:", 500)).ok());
  CHECK_FALSE(parse_conformance(repeated("cel.bind(x, x, ", 250)).ok());
  CHECK(conformance("b'\\x00\\xff'", 100).is<Bytes>());
}

TEST_CASE("bytes and formats are charged and limited like texts") {
  std::string grown = "b'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'";
  for (int i = 0; i < 20; ++i) grown = "cel.bind(x, " + grown + ", x + x)";
  const Value bytes = conformance(grown, 50'000'000);
  REQUIRE(bytes.is<Failure>());
  CHECK(bytes.as<Failure>()->code == "KD2209");
  std::string text = "'%s%s'.format(['aaaaaaaaaaaaaaaa', 'a'])";
  for (int i = 0; i < 20; ++i) text = "cel.bind(x, " + text + ", '%s%s'.format([x, x]))";
  const Value formatted = conformance(text, 50'000'000);
  REQUIRE(formatted.is<Failure>());
  CHECK(formatted.as<Failure>()->code == "KD2209");
}

TEST_CASE("work is limited by steps: a rule is then unknown, in conformance mode it is an error") {
  const std::string list = "[" + repeated("1,", 99) + "1]";
  const std::string nested = list + ".all(a, " + list + ".all(b, " + list + ".all(c, " + list + ".all(d, true))))";
  const Value value = conformance(nested, 100'000);
  REQUIRE(value.is<Failure>());
  CHECK(value.as<Failure>()->code == "KD2208");
  const auto rule = check(nested, scope());
  REQUIRE(rule.ok());
  CHECK(to_text(evaluate(*rule, environment(), SmallWorld(), nullptr, EvaluationLimits{100'000})) == "unknown (unreadable: KD2208)");
  // The step limit prevails even where the answer would not depend on the rest.
  CHECK(conformance(nested + " || true", 100'000).is<Failure>());
  CHECK(conformance("1 + 1", 100'000).is<std::int64_t>());
}

TEST_CASE("comparisons of long lists and the growth of texts are charged or limited") {
  const std::string list = "[" + repeated("1,", 599) + "1]";
  CHECK(conformance(list + ".all(a, " + list + " == " + list + ")", 200'000).is<Failure>());
  std::string grown = "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'";
  for (int i = 0; i < 6; ++i) grown += ".replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')";
  const Value value = conformance(grown, 50'000'000);
  REQUIRE(value.is<Failure>());
  CHECK(value.as<Failure>()->code == "KD2209");
}
