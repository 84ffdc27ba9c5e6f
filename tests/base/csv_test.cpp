#include "engine/base/csv.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>

namespace kede {
namespace {

using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

Row cells(const CsvRecord& record) { return {record.fields.begin(), record.fields.end()}; }

Rows rows(std::string_view text, char separator = ';') {
  CsvReader reader(text, separator);
  Rows out;
  for (CsvRecord record; reader.next(record);) out.push_back(cells(record));
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
  CHECK(cells(record) == Row{"a", "b\nc;d"});
}

TEST_CASE("a field beyond the limit is cut and marked, and the record after it is whole") {
  const std::string text = std::string(100, 'x') + ";y\nz;w\n";
  CsvReader reader(text, ';', 10);
  CsvRecord record;
  REQUIRE(reader.next(record));
  CHECK(record.cut);
  CHECK(cells(record) == Row{std::string(10, 'x'), "y"});
  REQUIRE(reader.next(record));
  CHECK_FALSE(record.cut);
  CHECK(cells(record) == Row{"z", "w"});
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
    for (CsvRecord record; reader.next(record);) out.push_back(cells(record));
    CHECK(out == rows(text));
  }
}

TEST_CASE("cells of any length at any place of the buffer are whole") {
  std::string text;
  Rows expected;
  for (std::size_t i = 0; i < 3'000; ++i) {
    const std::string plain(i % 700, static_cast<char>('a' + i % 26));
    const std::string quoted(i % 333, i % 2 == 0 ? '\n' : ';');
    text += plain + ";\"" + quoted + "\"\"\"x;" + std::to_string(i) + (i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r");
    expected.push_back({plain, quoted + "\"x", std::to_string(i)});
  }
  for (const std::size_t piece : {1'000'000U, 4'097U, 61U}) {
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
    for (CsvRecord record; reader.next(record);) out.push_back(cells(record));
    CHECK(out == expected);
  }
}

TEST_CASE("a cell of many megabytes, quoted or not, is cut and takes no more memory than the limit") {
  for (const bool quoted : {false, true}) {
    const std::string begin = quoted ? "a;\"" : "a;";
    const std::string end = quoted ? "\";b\nc;d;e\n" : ";b\nc;d;e\n";
    const std::string middle(1U << 16U, 'x');
    std::size_t pieces = 0;
    std::size_t asked = 0;
    CsvReader reader(
        [&](char* into, std::size_t size) {
          asked = std::max(asked, size);
          const std::size_t piece = pieces++;
          if (piece > 801) return std::size_t{0};
          return (piece == 0 ? begin : piece == 801 ? end : middle).copy(into, size);
        },
        ';', 100'000);
    CsvRecord record;
    REQUIRE(reader.next(record));
    CHECK(record.cut);
    CHECK(cells(record) == Row{"a", std::string(100'000, 'x'), "b"});
    REQUIRE(reader.next(record));
    CHECK_FALSE(record.cut);
    CHECK(cells(record) == Row{"c", "d", "e"});
    CHECK(asked < (1U << 20U));
  }
}

TEST_CASE("fields beyond the most that a record may have are left out and marked") {
  CsvReader reader(std::string_view("a;b;c;d\ne;f\n"), ';', 100, 2);
  CsvRecord record;
  REQUIRE(reader.next(record));
  CHECK(record.cut);
  CHECK(cells(record) == Row{"a", "b"});
  REQUIRE(reader.next(record));
  CHECK_FALSE(record.cut);
  CHECK(cells(record) == Row{"e", "f"});
}

TEST_CASE("the separator is the most frequent one in the header line, outside quotes") {
  CHECK(guess_separator("a;b;c\n1,2,3,4,5") == ';');
  CHECK(guess_separator("a,b\n") == ',');
  CHECK(guess_separator("a\tb\n") == '\t');
  CHECK(guess_separator("\"a,b,c\";d\n") == ';');
  CHECK(guess_separator("one") == ',');
}

}  // namespace kede
