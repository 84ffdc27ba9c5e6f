#include "engine/base/message_catalogue.hpp"

#include <catch2/catch.hpp>

#include "engine/base/text.hpp"

using namespace kede;

namespace {

MessageCatalogue catalogue() {
  MessageCatalogue out;
  const auto added =
      out.add(R"({"KD9001": {"en": {"message": "the column “{column}” is not known", "hint": "correct {column}", "page": "Longer."},
                                            "lv": {"message": "kolonna “{column}” nav zināma", "hint": "izlabojiet {column}", "page": "Garāk."}},
                                 "KD9002": {"en": {"message": "see here", "hint": "", "page": ""}, "lv": {"message": "skatiet šeit", "hint": "", "page": ""}}})",
              "test.json");
  REQUIRE(added.ok());
  return out;
}

// The line of carets of an excerpt, and the line above it.
std::pair<std::string, std::string> two_lines(const Excerpt& excerpt) {
  const std::string lines = caret_lines(excerpt);
  REQUIRE(lines.ends_with('\n'));
  const auto parts = split(lines, '\n');
  REQUIRE(parts.size() == 3);
  return {std::string(parts[0]), std::string(parts[1])};
}

// What stands above the carets, by code points, as a terminal shows it.
std::string marked(const Excerpt& excerpt) {
  const auto [line, carets] = two_lines(excerpt);
  const std::size_t from = carets.find('^');
  const std::size_t count = carets.size() - from;
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if ((static_cast<unsigned char>(line[i]) & 0xC0U) != 0x80U) ++column;
    if (column > from && column <= from + count) out.push_back(line[i]);
  }
  return out;
}

}  // namespace

TEST_CASE("a message is rendered with place, severity, code and what to do, in both languages") {
  const Diagnostic diagnostic =
      error("KD9001").at({.file = "bids.xlsx", .pointer = "bids", .row = 4, .cell = "amount"}).arg("column", "amuont");
  CHECK(catalogue().render(diagnostic, Language::en) ==
        "bids.xlsx, sheet “bids”, row 4, column “amount”: error KD9001: the column “amuont” is not known\n"
        "  what to do: correct amuont\n");
  CHECK(catalogue().render(diagnostic, Language::lv) ==
        "bids.xlsx, lapa “bids”, rinda 4, kolonna “amount”: kļūda KD9001: kolonna “amuont” nav zināma\n"
        "  ko darīt: izlabojiet amuont\n");
}

TEST_CASE("candidates are offered and notes follow") {
  const Diagnostic diagnostic =
      warning("KD9002").suggest({"amount", "currency"}).noted(note("KD9002").at({.file = "b.csv", .line = 2, .column = 5}));
  CHECK(catalogue().render(diagnostic, Language::en) ==
        "warning KD9002: see here\n"
        "  did you mean “amount” or “currency”?\n"
        "  b.csv:2:5: note KD9002: see here\n");
  CHECK(catalogue().render(diagnostic, Language::lv) ==
        "brīdinājums KD9002: skatiet šeit\n"
        "  vai domājāt “amount” vai “currency”?\n"
        "  b.csv:2:5: piezīme KD9002: skatiet šeit\n");
}

TEST_CASE("a place is written as far as it is known") {
  CHECK(place_text({}, Language::en).empty());
  CHECK(place_text({.file = "a.json", .pointer = "/rules/0/when", .column = 5}, Language::en) == "a.json#/rules/0/when:5");
  CHECK(place_text({.file = "a.json", .line = 3, .column = 5}, Language::lv) == "a.json:3:5");
  CHECK(place_text({.file = "a.csv", .row = 2}, Language::lv) == "a.csv, rinda 2");
  CHECK(place_text({.cell = "x"}, Language::en) == "column “x”");
}

TEST_CASE("a code without words still says everything it carries") {
  const Diagnostic diagnostic = error("KD9999").arg("a", "1").arg("b", "2");
  CHECK(catalogue().sentence(diagnostic, Language::en) == "KD9999 a=1 b=2");
  CHECK(catalogue().render(diagnostic, Language::lv) == "kļūda KD9999: KD9999 a=1 b=2\n");
  CHECK(catalogue().find("KD9999", Language::en) == nullptr);
  CHECK(catalogue().codes() == std::vector<std::string>{"KD9001", "KD9002"});
}

TEST_CASE("carets stand under the marked characters of a Latvian line, counted by code points") {
  const std::string line = "darbinieku skaits: ķēžu ūdens";
  const auto from = static_cast<std::uint32_t>(line.find("ķēžu"));
  const Excerpt excerpt{line, from, from + static_cast<std::uint32_t>(std::string("ķēžu").size())};
  CHECK(marked(excerpt) == "ķēžu");
  CHECK(two_lines(excerpt).second == std::string(4 + 19, ' ') + "^^^^");
}

TEST_CASE("a tab takes one column, so that the caret stands right") {
  const std::string line = "a\tb\tcd";
  CHECK(marked({line, 4, 6}) == "cd");
  CHECK(two_lines({line, 4, 6}).first == "    a b cd");
}

TEST_CASE("of a text of several lines only the marked one is shown") {
  const std::string text = "first\nsecond line\nthird";
  CHECK(two_lines({text, 6, 12}).first == "    second line");
  CHECK(marked({text, 6, 12}) == "second");
  CHECK(marked({text, 6, 22}) == "second line");
  CHECK(marked({text, 0, 5}) == "first");
  CHECK(marked({text, 18, 23}) == "third");
}

TEST_CASE("a long line is cut around the mark, between code points") {
  std::string line;
  for (int i = 0; i < 200; ++i) line += "ā";
  const auto from = static_cast<std::uint32_t>(line.size());
  line += "HERE";
  for (int i = 0; i < 200; ++i) line += "ē";
  const Excerpt excerpt{line, from, from + 4};
  CHECK(marked(excerpt) == "HERE");
  const auto [shown, carets] = two_lines(excerpt);
  CHECK(find_invalid_utf8(shown) == std::string_view::npos);
  CHECK(code_points(shown) <= 4 + 102);
  CHECK(shown.starts_with("    …"));
  CHECK(shown.ends_with("…"));
}

TEST_CASE("marks at and beyond the end of the line still show one caret") {
  CHECK(caret_lines({"", 0, 0}).empty());
  CHECK(two_lines({"abc", 3, 3}).second == "       ^");
  CHECK(two_lines({"abc", 90, 99}).second == "       ^");
  CHECK(two_lines({"abc", 1, 1}).second == "     ^");
  const std::string monster(1'000'000, 'x');
  CHECK(code_points(two_lines({monster, 0, 1'000'000}).second) <= 4 + 101);
}

TEST_CASE("a catalogue file that is not JSON is refused with its name") {
  MessageCatalogue out;
  const auto added = out.add("{\"KD9001\": ", "broken.json");
  REQUIRE_FALSE(added);
  CHECK(added.diagnostics()[0].code == "KD0005");
  CHECK(added.diagnostics()[0].where.file == "broken.json");
  CHECK_FALSE(MessageCatalogue().add("[]", "list.json"));
}

TEST_CASE("the built-in catalogue is complete in both languages") {
  const auto built_in = MessageCatalogue::built_in();
  REQUIRE(built_in.ok());
  CHECK(built_in->codes().size() > 20);
  for (const std::string& code : built_in->codes()) {
    for (const Language language : {Language::en, Language::lv}) {
      INFO(code << ' ' << to_text(language));
      const auto* words = built_in->find(code, language);
      REQUIRE(words != nullptr);
      CHECK_FALSE(words->message.empty());
      CHECK_FALSE(words->page.empty());
    }
  }
}
