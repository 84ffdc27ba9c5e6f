#include "engine/base/csv.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>

namespace kede {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows(std::string_view text, char separator = ';') {
  CsvReader reader(text, separator);
  Rows out;
  for (CsvRecord record; reader.next(record);) out.push_back(record.fields);
  return out;
}

}  // namespace

TEST_CASE("quotes keep separators, line ends and doubled quotes") {
  CHECK(rows("a;\"b;\"\"c\"\"\nd\";e\r\n1;;3") == Rows{{"a", "b;\"c\"\nd", "e"}, {"1", "", "3"}});
}

TEST_CASE("a quote inside an unquoted field is an ordinary letter") { CHECK(rows("SIA \"Rasa\";x\n") == Rows{{"SIA \"Rasa\"", "x"}}); }

TEST_CASE("lines may end in LF, CR LF or CR; the last one may end in nothing") {
  CHECK(rows("a\nb\r\nc\rd") == Rows{{"a"}, {"b"}, {"c"}, {"d"}});
  CHECK(rows("").empty());
  CHECK(rows("a;") == Rows{{"a", ""}});
}

TEST_CASE("a record knows its row in a spreadsheet and its line in the file") {
  CsvReader reader(std::string_view("h\n\n\"x\ny\"\nz"), ';');
  CsvRecord record;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seen;
  while (reader.next(record)) seen.emplace_back(record.number, record.line);
  CHECK(seen == std::vector<std::pair<std::uint32_t, std::uint32_t>>{{1, 1}, {2, 2}, {3, 3}, {4, 5}});
}

TEST_CASE("a quote that is never closed is marked") {
  CsvReader reader(std::string_view("a;\"b\nc;d"), ';');
  CsvRecord record;
  REQUIRE(reader.next(record));
  CHECK(record.quote_left_open);
  CHECK(record.fields == std::vector<std::string>{"a", "b\nc;d"});
}

TEST_CASE("a field beyond the limit is cut and marked, and the record after it is whole") {
  const std::string text = std::string(100, 'x') + ";y\nz;w\n";
  CsvReader reader(text, ';', 10);
  CsvRecord record;
  REQUIRE(reader.next(record));
  CHECK(record.cut);
  CHECK(record.fields == std::vector<std::string>{std::string(10, 'x'), "y"});
  REQUIRE(reader.next(record));
  CHECK_FALSE(record.cut);
  CHECK(record.fields == std::vector<std::string>{"z", "w"});
}

TEST_CASE("the records do not depend on the size of the pieces in which the text arrives") {
  const std::string text = "a;\"b\"\"\r\nc\"\r\nd;e\r\n";
  for (std::size_t piece = 1; piece < 6; ++piece) {
    std::string_view rest = text;
    CsvReader reader(
        [&](char* into, std::size_t size) {
          const std::size_t count = std::min({size, piece, rest.size()});
          std::memcpy(into, rest.data(), count);
          rest.remove_prefix(count);
          return count;
        },
        ';');
    Rows out;
    for (CsvRecord record; reader.next(record);) out.push_back(record.fields);
    CHECK(out == rows(text));
  }
}

TEST_CASE("the separator is the most frequent one in the header line, outside quotes") {
  CHECK(guess_separator("a;b;c\n1,2,3,4,5") == ';');
  CHECK(guess_separator("a,b\n") == ',');
  CHECK(guess_separator("a\tb\n") == '\t');
  CHECK(guess_separator("\"a,b,c\";d\n") == ';');
  CHECK(guess_separator("one") == ',');
}

}  // namespace kede
