#include <catch2/catch.hpp>

#include "importers/workbook/csv_tables.hpp"
#include "importers/workbook/xlsx_reader.hpp"
#include "tests/importers/workbook/support.hpp"

namespace kede::importers::workbook {
namespace {

std::string good_book() {
  return xlsx_of(
      {.sheets = {{"organisations", rows_xml({{"org_id", "name", "country"}, {"A", "Alfa", "LV"}})}}, .shared_strings = {}, .styles = {}});
}

// The code of the first diagnostic of reading these bytes as a workbook.
std::string refused(const std::string& bytes, const Limits& limits = {}) {
  DiagnosticSink diagnostics;
  const auto tables = read_xlsx(bytes, "b.xlsx", limits, diagnostics);
  if (tables) return diagnostics.all().empty() ? "read" : diagnostics.all().front().code;
  return tables.diagnostics().front().code;
}

std::vector<std::pair<std::string, std::string>> parts_with(const std::string& workbook_xml) {
  return {{"xl/workbook.xml", workbook_xml}, {"xl/_rels/workbook.xml.rels", "<Relationships/>"}};
}

}  // namespace

TEST_CASE("what is no workbook ends in a message that says what to do") {
  CHECK(refused("") == "KD1201");
  CHECK(refused("just text") == "KD1202");
  CHECK(refused("PK\x03\x04 broken") == "KD1202");
  CHECK(refused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old") == "KD1203");
  CHECK(refused(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}})) == "KD1204");
  CHECK(refused(zip_of({{"readme.txt", "x"}})) == "KD1206");
  CHECK(refused(zip_of({{"xl/workbook.bin", "x"}})) == "KD1203");
  // They are taken in by their names, so that this message is what the officer sees.
  for (const char* name : {"old.xls", "Protected.XLSX", "macro.xlsm", "binary.xlsb", "libre.ods"})
    CHECK(importer.recognise(name, "\xD0\xCF\x11\xE0") > 0);
  CHECK(importer.recognise("case/~$book.xlsx",
                           "\x05"
                           "Zane") == 0);
  CHECK(importer.recognise("letter.doc", "\xD0\xCF\x11\xE0") == 0);
  CHECK(refused(zip_of(parts_with("<workbook><sheets>"))) == "KD1206");
  CHECK(refused(zip_of(parts_with(""))) == "KD1206");
  const Imported imported = import({{"b.xlsx", "just text"}});
  CHECK_FALSE(imported.ok);
  CHECK(imported.says("KD1202", Language::en) == "the file is not an XLSX workbook, or it is damaged or cut off");
}

TEST_CASE("a workbook cut off anywhere ends in diagnostics") {
  const std::string whole = good_book();
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    const std::string cut = whole.substr(0, size);
    CHECK(refused(cut) != "read");
    CHECK(importer.recognise("b.xlsx", cut) <= 95);
  }
}

TEST_CASE("a workbook with any one byte changed never does more than end in diagnostics") {
  const std::string whole = good_book();
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x5A);
    DiagnosticSink diagnostics;
    const auto tables = read_xlsx(changed, "b.xlsx", Limits{}, diagnostics);
    CHECK((tables || !tables.diagnostics().empty()));
    CHECK(importer.recognise("b.xlsx", changed) <= 100);
  }
}

TEST_CASE("a zip bomb is refused before it is unpacked") {
  const std::string bomb(64U << 20U, ' ');
  CHECK(refused(zip_of(parts_with("<workbook>" + bomb + "</workbook>"))) == "KD1205");
  Limits small;
  small.unzipped_bytes = 1000;
  CHECK(refused(zip_of(parts_with("<workbook>" + std::string(5000, ' ') + "</workbook>"), false), small) == "KD1205");
  Limits few;
  few.parts = 1;
  CHECK(refused(good_book(), few) == "KD1205");
}

TEST_CASE("XML with a document type or entities of its own is refused") {
  CHECK(refused(zip_of(parts_with("<!DOCTYPE x [<!ENTITY a \"b\">]><workbook><sheets/></workbook>"))) == "KD1207");
  CHECK(refused(zip_of(parts_with("<!DOCTYPE x SYSTEM \"file:///etc/hostname\"><workbook/>"))) == "KD1207");
}

TEST_CASE("a million nested elements are no danger") {
  constexpr std::size_t depth = 1'000'000;
  std::string deep;
  for (std::size_t i = 0; i < depth; ++i) deep += "<a>";
  for (std::size_t i = 0; i < depth; ++i) deep += "</a>";
  Limits generous;
  generous.ratio = 1'000'000;
  CHECK(refused(zip_of(parts_with("<workbook>" + deep + "</workbook>")), generous) == "read");
}

TEST_CASE("more cells than the limit stop the reading with a message") {
  Limits limits;
  limits.cells = 5;
  CHECK(refused(good_book(), limits) == "KD1208");
  DiagnosticSink diagnostics;
  const auto table = read_csv("a;b;c\n1;2;3\n", "organisations.csv", limits, diagnostics);
  REQUIRE_FALSE(table);
  CHECK(table.diagnostics().front().code == "KD1208");
}

TEST_CASE("a sheet with too many rows or cells is refused before it is parsed") {
  const std::string broken =
      "<x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row><x:row/><x:row r=\"3\"><x:c t=\"inlineStr\"><x:is/></x:c></x:row>";
  const std::string book = xlsx_of({.sheets = {{"organisations", broken}}, .shared_strings = {}, .styles = {}});
  Limits limits;
  CHECK(refused(book, limits) == "KD1206");
  limits.rows = 1;
  CHECK(refused(book, limits) == "KD1266");
  limits.rows = 2;
  limits.cells = 1;
  CHECK(refused(book, limits) == "KD1208");
}

TEST_CASE("more rows than the limit stop the reading with a message") {
  Limits limits;
  limits.rows = 1;
  CHECK(refused(good_book(), limits) == "KD1266");
  DiagnosticSink diagnostics;
  CHECK(read_csv("a\n1\n", "organisations.csv", limits, diagnostics).diagnostics().front().code == "KD1266");
}

TEST_CASE("a cell of a hundred megabytes is not read, and the others are") {
  const std::string huge(100U << 20U, 'x');
  SECTION("in a CSV file") {
    const Imported imported = import({{"o/organisations.csv", "org_id;name;country;city\nA;Alfa;LV;" + huge + "\nB;Beta;LV;Rīga\n"}});
    CHECK(imported.count("KD1210") == 1);
    CHECK(imported.fact("organisation", "A", "city") == "unknown (unreadable)");
    CHECK(imported.fact("organisation", "B", "city") == "Rīga");
  }
  SECTION("in a workbook") {
    const std::string rows = rows_xml({{"org_id", "name", "country", "city"}, {"A", "Alfa", "LV", huge}, {"B", "Beta", "LV", "Rīga"}});
    const Imported imported =
        import({{"b.xlsx", xlsx_of({.sheets = {{"organisations", rows}}, .shared_strings = {}, .styles = {}, .packed = false})}});
    CHECK(imported.count("KD1210") == 1);
    CHECK(imported.fact("organisation", "B", "city") == "Rīga");
  }
}

TEST_CASE("ill-formed UTF-8 in a CSV file is replaced, never passed on") {
  const Imported imported = import({{"o/organisations.csv", "org_id;name;country\nA;\xC4\x80lfa \xFF\xC3(;LV\nB;Ķekava;LV\n"}});
  CHECK(imported.record("organisation", "A") != nullptr);
  CHECK(imported.record("organisation", "B") != nullptr);
}

TEST_CASE("a quote that is never closed is told") {
  CHECK(import({{"o/organisations.csv", "org_id;name;country\nA;\"Alfa;LV\nB;Beta;LV\n"}}).count("KD1218") == 1);
}

TEST_CASE("one unreadable file does not stop the others") {
  const Imported imported = import({{"o/organisations.csv", "org_id;name;country\nA;Alfa;LV\n"}, {"o/bids.csv", ""}});
  CHECK(imported.ok);
  CHECK(imported.count("KD1201") == 1);
  CHECK(imported.record("organisation", "A") != nullptr);
}

TEST_CASE("a workbook of strange sheets is told what sheets there could be") {
  const Imported imported = import({{"b.xlsx", xlsx_of({.sheets = {{"Budget", rows_xml({{"a"}})}}, .shared_strings = {}, .styles = {}})}});
  CHECK(imported.count("KD1211") == 1);
  CHECK(imported.sink.records.empty());
}

TEST_CASE("a long chain and a hub with many links are walked in bounded time") {
  std::string organisations = "org_id;name;country\n";
  std::string chain;
  for (int i = 0; i < 3000; ++i) {
    organisations += "N" + std::to_string(i) + ";Firma " + std::to_string(i) + ";LV\n";
    if (i > 0) chain += "S" + std::to_string(i) + ";T1;N" + std::to_string(i - 1) + ";N" + std::to_string(i) + '\n';
  }
  for (int i = 0; i < 1500; ++i)
    chain +=
        "H" + std::to_string(i) + ";T1;N" + std::to_string(i) + ";N2999\nK" + std::to_string(i) + ";T1;N2999;N" + std::to_string(i) + '\n';
  const Imported imported = import({{"c/organisations.csv", organisations},
                                    {"c/tenders.csv", "tender_id;title;buyer_id;cpv_main\nT1;x;N0;90910000\n"},
                                    {"c/subcontracts.csv", subcontracts("", chain)}});
  CHECK(imported.count("KD1251") > 0);
}

}  // namespace kede::importers::workbook
