#include "engine/lang/detail/pattern.hpp"

#include <catch2/catch.hpp>

#include "engine/lang/detail/unicode.hpp"

using namespace kede::lang::detail;

namespace {

bool found(std::string_view pattern, std::string_view text) {
  const auto compiled = Pattern::compile(to_points(pattern));
  REQUIRE(compiled.has_value());
  return compiled->found_in(to_points(text));
}

bool compiles(std::string_view pattern) { return Pattern::compile(to_points(pattern)).has_value(); }

}  // namespace

TEST_CASE("a pattern is found anywhere in the text") {
  CHECK(found("ubb", "hubba"));
  CHECK(found("", "cows"));
  CHECK(found("", ""));
  CHECK_FALSE(found("foo|bar", ""));
  CHECK(found("gr(a|e)y", "grey"));
  CHECK(found("ba(na)*$", "banana"));
  CHECK_FALSE(found("^an", "banana"));
  CHECK(found("(?:ab){2,3}c", "xababc"));
  CHECK_FALSE(found("^(ab){3}$", "abab"));
  CHECK(found("a{0}b", "b"));
  CHECK(found("a{x", "a{x"));
}

TEST_CASE("classes, escapes, boundaries and characters beyond ASCII") {
  CHECK(found("^[a-c\\d]+$", "abc09"));
  CHECK_FALSE(found("^[^a-c]+$", "xay"));
  CHECK(found("[]x]", "]"));
  CHECK(found("\\bŽ?agar", "agar"));
  CHECK(found("a+ñ+a+", "mañana"));
  CHECK(found("(a|😀){2}", "🐱😀😀"));
  CHECK(found("^.$", "ā"));
  CHECK_FALSE(found(".", "\n"));
  CHECK(found("[\\W]", "a b"));
  CHECK(found("1\\.5", "1.5"));
  CHECK_FALSE(found("1\\.5", "125"));
}

TEST_CASE("what is not offered is refused") {
  for (const char* pattern : {"(", ")", "[a", "*a", "a\\1", "(?=a)", "\\", "[b-a]", "a{3,2}", "\\pL", "[[:alpha:]]", "a{1001}"})
    CHECK_FALSE(compiles(pattern));
}

TEST_CASE("patterns that make others backtrack for ever take linear time, and their size is limited") {
  const std::string text(2000, 'a');
  CHECK_FALSE(found("^(a*)*b$", text));
  CHECK_FALSE(found("^(a|a)*b$", text));
  CHECK_FALSE(found("^(a?){50}a{50}b$", text));
  CHECK_FALSE(compiles("(((a{100}){100}){100}){100}"));
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "(";
  CHECK_FALSE(compiles(deep));
}
