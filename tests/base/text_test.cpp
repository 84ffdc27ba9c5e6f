#include "engine/base/text.hpp"

#include <catch2/catch.hpp>

using namespace kede;
using namespace std::string_literals;

TEST_CASE("well-formed UTF-8 of every length is accepted") {
  for (const std::string& text :
       {""s, "plain"s, "\0"s, "\x7F"s, "Ķēde"s, "€"s, "\xF0\x9F\x98\x80"s, "\xC2\x80"s, "\xDF\xBF"s, "\xE0\xA0\x80"s, "\xED\x9F\xBF"s,
        "\xEE\x80\x80"s, "\xEF\xBF\xBF"s, "\xF0\x90\x80\x80"s, "\xF4\x8F\xBF\xBF"s}) {
    INFO(text);
    CHECK(find_invalid_utf8(text) == std::string_view::npos);
    CHECK(replace_invalid_utf8(text) == text);
  }
}

TEST_CASE("ill-formed UTF-8 is found at its first byte") {
  const std::pair<std::string, const char*> cases[] = {
      {"\x80", "a lone tail"},
      {"\xBF", "a lone tail"},
      {"\xC0\x80", "an overlong zero"},
      {"\xC1\xBF", "an overlong letter"},
      {"\xE0\x80\x80", "overlong in three bytes"},
      {"\xE0\x9F\xBF", "overlong in three bytes"},
      {"\xF0\x80\x80\x80", "overlong in four bytes"},
      {"\xF0\x8F\xBF\xBF", "overlong in four bytes"},
      {"\xED\xA0\x80", "a high surrogate"},
      {"\xED\xBF\xBF", "a low surrogate"},
      {"\xF4\x90\x80\x80", "beyond U+10FFFF"},
      {"\xF5\x80\x80\x80", "no such first byte"},
      {"\xFF", "no such byte"},
      {"\xC4", "cut after one of two"},
      {"\xE2\x82", "cut after two of three"},
      {"\xF0\x9F\x98", "cut after three of four"},
      {"\xC4q", "a letter for a tail"},
      {"\xE2q\xAC", "a letter for a tail"},
  };
  for (const auto& [bytes, what] : cases) {
    INFO(what);
    CHECK(find_invalid_utf8(bytes) == 0);
    CHECK(find_invalid_utf8("ē" + bytes) == 2);
    const std::string repaired = replace_invalid_utf8("a" + bytes + "b");
    CHECK(find_invalid_utf8(repaired) == std::string_view::npos);
    CHECK(repaired.find("\xEF\xBF\xBD") == 1);
    CHECK(repaired.front() == 'a');
    CHECK(repaired.back() == 'b');
  }
}

TEST_CASE("every pair of bytes is judged as the standard says") {
  for (unsigned first = 0x80; first < 0x100; ++first) {
    for (unsigned second = 0; second < 0x100; ++second) {
      const std::string text{static_cast<char>(first), static_cast<char>(second)};
      const bool good = first >= 0xC2 && first <= 0xDF && second >= 0x80 && second <= 0xBF;
      if ((find_invalid_utf8(text) == std::string_view::npos) != good) FAIL_CHECK(first << ' ' << second);
    }
  }
}

TEST_CASE("trim takes white space of every kind from both ends and none from the middle") {
  CHECK(trim("  a b \t\r\n") == "a b");
  CHECK(trim("\xC2\xA0 a\xC2\xA0"
             "b \xC2\xA0") ==
        "a\xC2\xA0"
        "b");
  CHECK(trim("\xEF\xBB\xBFname") == "name");
  CHECK(trim("\xE2\x80\x8B\xE2\x80\xAF x \xE2\x80\x8B") == "x");
  CHECK(trim("").empty());
  CHECK(trim(" \xC2\xA0\t ").empty());
  CHECK(trim("ā") == "ā");
}

TEST_CASE("split and join are each other's inverse") {
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(split(",", ',') == std::vector<std::string_view>{"", ""});
  CHECK(split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
  for (const std::string text : {"", "a", "a;b;;c", ";"}) {
    const auto views = split(text, ';');
    CHECK(join({views.begin(), views.end()}, ";") == text);
  }
  CHECK(join({}, ", ").empty());
}

TEST_CASE("letter case is folded for ASCII only") {
  CHECK(ascii_lower("ABCĀZ") == "abcĀz");
  CHECK(equals_ignoring_ascii_case("Tender_ID", "tender_id"));
  CHECK_FALSE(equals_ignoring_ascii_case("Ā", "ā"));
  CHECK_FALSE(equals_ignoring_ascii_case("ab", "abc"));
}

TEST_CASE("length and shortening count code points, not bytes") {
  CHECK(code_points("") == 0);
  CHECK(code_points("Ķēde") == 4);
  CHECK(code_points("a€\xF0\x9F\x98\x80") == 3);
  CHECK(shorten("Ķēde", 4) == "Ķēde");
  CHECK(shorten("Ķēde", 3) == "Ķēd…");
  CHECK(shorten("Ķēde", 0) == "…");
  CHECK(shorten("", 0).empty());
}

TEST_CASE("a template keeps what it does not know") {
  CHECK(fill_template("{a} and {b}", {{"a", "1"}, {"b", "2"}}) == "1 and 2");
  CHECK(fill_template("{a}{a}", {{"a", "x"}}) == "xx");
  CHECK(fill_template("{unknown} {a", {{"a", "1"}}) == "{unknown} {a");
  CHECK(fill_template("{{a}}", {{"a", "1"}}) == "{1}");
  CHECK(fill_template("{a}", {{"a", "{b}"}, {"b", "no"}}) == "{b}");
  CHECK(fill_template("{}", {{"a", "1"}}) == "{}");
}
