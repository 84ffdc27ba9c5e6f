// What the sources promise about themselves: prologue, size, and the idioms that are not used.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "engine/base/text.hpp"
#include "tests/support/source_tree.hpp"

using namespace kede;
using testing::Keep;
using testing::SourceFile;

namespace {

constexpr std::size_t kLongestSource = 600;
constexpr std::size_t kLongestHeader = 250;
constexpr std::size_t kLongestFunction = 60;

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// Where `word` stands as a whole word; a word that ends in "(" or "::" may be followed by anything.
std::vector<std::size_t> places_of(std::string_view text, std::string_view word) {
  std::vector<std::size_t> out;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word(text[at - 1]) || !is_word(word.front());
    const std::size_t end = at + word.size();
    const bool ends = end >= text.size() || !is_word(text[end]) || !is_word(word.back());
    if (begins && ends) out.push_back(at);
  }
  return out;
}

// Tells of each use of one of `words` in the code (comments and strings left out) of the files that `concerns` picks.
void check_unused(const std::vector<std::string_view>& words, const std::set<std::string>& allowed_files,
                  bool (*concerns)(const SourceFile&)) {
  for (const SourceFile& file : testing::source_files()) {
    if (!concerns(file) || allowed_files.contains(file.path)) continue;
    const std::string code = testing::without_comments(file.text, Keep::code_only);
    for (const std::string_view word : words) {
      for (const std::size_t at : places_of(code, word)) FAIL_CHECK(file.path << ':' << testing::line_of(code, at) << " uses " << word);
    }
  }
}

bool everywhere(const SourceFile&) { return true; }
bool below_app(const SourceFile& file) { return !file.path.starts_with("engine/app/"); }
bool outside_lang(const SourceFile& file) { return !file.path.starts_with("engine/lang/"); }

// Does a function body open on this line? Functions stand at the margin, or one step in inside a class.
bool opens_function(std::string_view line) {
  if (line.empty() || line.back() != '{' || line.starts_with("   ") || line.find('(') == std::string_view::npos) return false;
  line = trim(line);
  for (const std::string_view word :
       {"namespace", "class", "struct", "enum", "union", "if", "for", "while", "switch", "do", "else", "}", "#", "//"}) {
    if (line.starts_with(word) && (line.size() == word.size() || !is_word(line[word.size()]))) return false;
  }
  return line.find(" = ") == std::string_view::npos || line.find(") ") != std::string_view::npos;
}

}  // namespace

TEST_CASE("comments and strings are told from code") {
  CHECK(testing::without_comments("a // b\nc /* d\n */ e", Keep::strings) == "a     \nc     \n    e");
  CHECK(testing::without_comments(R"(f("// no", 'x', "\"") // c)", Keep::strings) == R"(f("// no", 'x', "\"")     )");
  CHECK(testing::without_comments(R"(f("a\"b", 'x', 1'000))", Keep::code_only) == R"(f("    ", ' ', 1'000))");
  CHECK(testing::without_comments("R\"x(a)\" b)x\" c", Keep::code_only) == "R\"         \" c");
  CHECK(places_of("strtod strtod2 xstrtod strtod", "strtod").size() == 2);
}

TEST_CASE("every header begins with its prologue: purpose, users, ownership and threads, law") {
  for (const SourceFile& file : testing::source_files()) {
    if (!file.is_header()) continue;
    INFO(file.path);
    REQUIRE(file.lines.size() > 5);
    for (std::size_t i = 0; i < 4; ++i) CHECK(file.lines[i].starts_with("// "));
    CHECK(file.lines[3].starts_with("// Law: "));
    const auto pragma = std::find_if(file.lines.begin(), file.lines.end(), [](std::string_view line) { return !line.starts_with("// "); });
    CHECK(*pragma == "#pragma once");
    CHECK(pragma - file.lines.begin() <= 5);  // a law may need a second line
  }
}

TEST_CASE("no file is too long") {
  for (const SourceFile& file : testing::source_files()) {
    const std::size_t limit = file.is_header() ? kLongestHeader : kLongestSource;
    if (file.lines.size() > limit) FAIL_CHECK(file.path << " has " << file.lines.size() << " lines, the limit is " << limit);
  }
}

TEST_CASE("no function is too long") {
  for (const SourceFile& file : testing::source_files()) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (!opens_function(file.lines[i])) continue;
      const std::string close = std::string(file.lines[i].find_first_not_of(' '), ' ') + '}';
      std::size_t end = i + 1;
      while (end < file.lines.size() && !file.lines[end].starts_with(close)) ++end;
      if (end - i + 1 > kLongestFunction)
        FAIL_CHECK(file.path << ':' << i + 1 << " begins a function of " << end - i + 1 << " lines, the limit is " << kLongestFunction);
    }
  }
}

TEST_CASE("every file is UTF-8 with line feeds, without tabs or spaces at the end of a line") {
  for (const SourceFile& file : testing::source_files()) {
    INFO(file.path);
    CHECK(find_invalid_utf8(file.text) == std::string_view::npos);
    CHECK(file.text.find('\r') == std::string::npos);
    CHECK(file.text.find('\t') == std::string::npos);
    CHECK(file.text.ends_with('\n'));
    CHECK_FALSE(file.text.ends_with("\n\n"));
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (file.lines[i].ends_with(' ')) FAIL_CHECK(file.path << ':' << i + 1 << " ends in a space");
    }
  }
}

TEST_CASE("nothing is left for later") {
  for (const SourceFile& file : testing::source_files()) {
    const std::string without = testing::without_comments(file.text, Keep::strings);
    for (const std::string_view word : {"TODO", "FIXME", "XXX", "HACK", "not implemented", "for now"}) {
      for (const std::size_t at : places_of(file.text, word)) {
        if (without.compare(at, word.size(), word) != 0)
          FAIL_CHECK(file.path << ':' << testing::line_of(file.text, at) << " says " << word);
      }
    }
  }
}

TEST_CASE("std::regex is not used: it is slow and can overflow the stack") {
  check_unused({"std::regex", "std::wregex", "regex_match", "regex_search"}, {}, everywhere);
}

TEST_CASE("objects are not owned by several: shared_ptr only holds immutable values of the rule language") {
  check_unused({"shared_ptr", "make_shared", "weak_ptr"}, {}, outside_lang);
  for (const SourceFile& file : testing::source_files()) {
    if (outside_lang(file)) continue;
    const std::string code = testing::without_comments(file.text, Keep::code_only);
    for (const std::string_view holder : {"shared_ptr<", "make_shared<"}) {
      for (std::size_t at = code.find(holder); at != std::string::npos; at = code.find(holder, at + 1)) {
        const std::string_view held = std::string_view(code).substr(at + holder.size(), 6);
        if (held != "const " && !(file.path.ends_with(".cpp") && holder == "make_shared<"))
          FAIL_CHECK(file.path << ':' << testing::line_of(code, at) << " shares something that is not const");
      }
    }
  }
}

TEST_CASE("nothing below the app looks at the clock, the locale or the environment") {
  check_unused({"system_clock::now", "steady_clock", "high_resolution_clock", "utc_clock", "localtime", "gmtime", "strftime", "mktime",
                "std::time(", "gettimeofday", "clock_gettime", "getenv", "setenv", "random_device", "std::rand", "srand"},
               {"engine/base/clock.hpp"}, below_app);
  check_unused({"setlocale", "std::locale", "imbue", "strtod", "strtof", "std::stod", "std::stof", "atof", "sscanf", "std::tolower",
                "std::toupper", "std::isalpha", "std::isdigit", "std::isspace", "std::isalnum", "strcoll", "wcwidth"},
               {}, everywhere);
}

TEST_CASE("values are passed along, not kept behind macros, singletons or type-less boxes") {
  check_unused({"#define", "std::any", "property_tree", "thread_local", "goto", "const_cast", "std::cin", "istringstream", "stringstream"},
               {}, everywhere);
  check_unused({"std::cout", "std::cerr", "printf("}, {}, below_app);
}
