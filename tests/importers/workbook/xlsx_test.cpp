#include <catch2/catch.hpp>

#include "importers/workbook/xlsx_formats.hpp"
#include "importers/workbook/xlsx_reader.hpp"
#include "importers/workbook/zip_parts.hpp"
#include "tests/importers/workbook/support.hpp"

namespace kede::importers::workbook {
namespace {

const std::vector<std::string> kHeader = {"org_id", "name", "country", "reg_number", "employees", "founded", "is_public_body"};

// A sheet of organisations whose second row is this XML.
Imported organisations(const std::string& row, XlsxParts parts = {}, const std::string& after = {}) {
  std::string header = rows_xml({kHeader});
  header.resize(header.size() - std::string("</sheetData>").size());
  parts.sheets = {{"Organisations", header + "<row r=\"2\">" + row + "</row></sheetData>" + after}};
  return import({{"book.xlsx", xlsx_of(parts)}});
}

std::string inline_cell(const std::string& reference, const std::string& text) {
  return "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
const std::string kStart = inline_cell("A2", "A") + inline_cell("B2", "Alfa") + inline_cell("C2", "LV");

const std::string kStyles =
    "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy;@\"/><numFmt numFmtId=\"165\" "
    "formatCode=\"00000000000\"/></numFmts>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"9\"/><xf numFmtId=\"165\"/><xf "
    "numFmtId=\"17\"/></cellXfs>";

}  // namespace

TEST_CASE("a long id typed as a number keeps its digits") {
  CHECK(organisations(kStart + "<c r=\"D2\"><v>40203999006</v></c>").fact("organisation", "A", "reg_number") == "40203999006");
  CHECK(organisations(kStart + "<c r=\"D2\"><v>4.0203999006E10</v></c>").fact("organisation", "A", "reg_number") == "40203999006");
  CHECK(organisations(kStart + "<c r=\"D2\" s=\"4\"><v>10100292</v></c>", {.sheets = {}, .shared_strings = {}, .styles = kStyles})
            .fact("organisation", "A", "reg_number") == "00010100292");
  const Imported risky = organisations(kStart + "<c r=\"D2\"><v>1.2345678901234568E+19</v></c>");
  CHECK(risky.count("KD1235") == 1);
  CHECK(plain_number("0.40000000000000002") == "0.4");
  CHECK_FALSE(plain_number("nan").has_value());
  CHECK_FALSE(plain_number("1e999").has_value());
}

TEST_CASE("a number cell is what it holds, a text that looks like it may be in doubt") {
  const auto with = [](const std::string& cell) { return organisations(kStart + cell); };
  CHECK(with("<c r=\"E2\"><v>12.000</v></c>").fact("organisation", "A", "employees") == "12");
  CHECK(with(inline_cell("E2", "12.000")).count("KD1248") == 1);
}

TEST_CASE("shared strings with runs, inline strings, booleans and formula results are read") {
  XlsxParts parts;
  parts.shared_strings = {"Alfa & Co"};
  const Imported imported = organisations(inline_cell("A2", "A") + "<c r=\"B2\" t=\"s\"><v>0</v></c>" + inline_cell("C2", "LV") +
                                              "<c r=\"E2\"><f>2+3</f><v>5</v></c><c r=\"G2\" t=\"b\"><v>1</v></c>",
                                          parts);
  CHECK(imported.fact("organisation", "A", "name") == "Alfa & Co");
  CHECK(imported.fact("organisation", "A", "employees") == "5");
  CHECK(imported.fact("organisation", "A", "is_public_body") == "yes");
  CHECK(imported.count("KD1237") == 1);
  CHECK(imported.find("KD1237")->severity == Severity::note);
}

TEST_CASE("an error value or a formula without a result is unreadable, not empty") {
  CHECK(organisations(kStart + "<c r=\"E2\" t=\"e\"><v>#REF!</v></c>").fact("organisation", "A", "employees") == "unknown (unreadable)");
  CHECK(organisations(kStart + "<c r=\"E2\"><f>A1</f></c>").count("KD1221") == 1);
  const Imported empty = organisations(kStart + "<c r=\"E2\"><f>10+5</f><v></v></c>");
  CHECK(empty.fact("organisation", "A", "employees") == "unknown (unreadable)");
  CHECK(empty.says("KD1221", Language::lv) == "šūnā kolonnā „employees” ir kļūda vai formula bez saglabāta rezultāta: „=10+5”");
  CHECK(empty.count("KD1237") == 0);
  // A formula may well give an empty text.
  CHECK(organisations(kStart + "<c r=\"E2\" t=\"str\"><f>\"\"</f><v></v></c>").fact("organisation", "A", "employees") == "-");
  CHECK(organisations(kStart + "<c r=\"D2\" t=\"s\"><v>99</v></c>").count("KD1221") == 1);
}

TEST_CASE("dates are read by the format of their cell, in both date systems") {
  const XlsxParts styled{.sheets = {}, .shared_strings = {}, .styles = kStyles};
  CHECK(organisations(kStart + "<c r=\"F2\" s=\"1\"><v>46112</v></c>", styled).fact("organisation", "A", "founded") == "2026-03-31");
  CHECK(organisations(kStart + "<c r=\"F2\" s=\"2\"><v>46112.75</v></c>", styled).fact("organisation", "A", "founded") == "2026-03-31");
  XlsxParts mac = styled;
  mac.since_1904 = true;
  CHECK(organisations(kStart + "<c r=\"F2\" s=\"1\"><v>44650</v></c>", mac).fact("organisation", "A", "founded") == "2026-03-31");
  CHECK(to_iso(*serial_date(1, false)) == "1900-01-01");
  CHECK(to_iso(*serial_date(59, false)) == "1900-02-28");
  CHECK_FALSE(serial_date(60, false).has_value());
  CHECK(to_iso(*serial_date(61, false)) == "1900-03-01");
  CHECK_FALSE(serial_date(-1, false).has_value());
  CHECK_FALSE(serial_date(1e9, false).has_value());
}

TEST_CASE("a bare day number in a column of dates is the day that a spreadsheet shows for it, and is pointed out") {
  const auto founded = [](const std::string& number, const XlsxParts& parts = {}) {
    return organisations(kStart + "<c r=\"F2\"><v>" + number + "</v></c>", parts);
  };
  const Imported imported = founded("46112");
  CHECK(imported.fact("organisation", "A", "founded") == "2026-03-31");
  CHECK(imported.count("KD1244") == 1);
  CHECK(imported.says("KD1244", Language::lv) ==
        "lapā „Organisations” ir datumi, kas saglabāti kā skaitļi (1); tie nolasīti kā dienas, ko izklājlapa tiem rāda");
  XlsxParts mac;
  mac.since_1904 = true;
  CHECK(founded("44650", mac).fact("organisation", "A", "founded") == "2026-03-31");
  // A year, a date without points and a number of many years ahead are no days.
  for (const std::string number : {"2026", "31032026", "99999", "-1"}) {
    CHECK(founded(number).fact("organisation", "A", "founded") == "unknown (unreadable)");
    CHECK(founded(number).count("KD1225") == 1);
  }
  CHECK(organisations(kStart + inline_cell("F2", "46112")).count("KD1225") == 1);
  CHECK(organisations(kStart + "<c r=\"D2\"><v>46112</v></c>").fact("organisation", "A", "reg_number") == "46112");
}

TEST_CASE("a hidden sheet is read and pointed out") {
  XlsxParts parts;
  parts.sheets = {{"Organisations", rows_xml({{"org_id", "name", "country"}, {"A", "Alfa", "LV"}})}};
  CHECK(import({{"b.xlsx", xlsx_of(parts)}}).diagnostics.empty());
  parts.hidden = true;
  const Imported imported = import({{"b.xlsx", xlsx_of(parts)}});
  REQUIRE(imported.count("KD1245") == 1);
  CHECK(imported.find("KD1245")->severity == Severity::note);
  CHECK(imported.says("KD1245", Language::en) == "the sheet “Organisations” is hidden in the workbook and was read like the others");
  CHECK(imported.record("organisation", "A") != nullptr);
}

TEST_CASE("number formats tell dates, months and percentages") {
  CHECK(custom_format("yyyy\\-mm\\-dd").shows == NumberFormat::date);
  CHECK(custom_format("[$-426]dd.mmmm.yyyy").shows == NumberFormat::date);
  CHECK(custom_format("mmm yyyy").shows == NumberFormat::month);
  CHECK(custom_format("0.0%").shows == NumberFormat::percent);
  CHECK(custom_format("#,##0.00 \"dienas\"").shows == NumberFormat::general);
  CHECK(custom_format("[Red]0").shows == NumberFormat::general);
  CHECK(custom_format("General").shows == NumberFormat::general);
  CHECK(custom_format("[h]:mm").shows == NumberFormat::general);
}

TEST_CASE("a cell shown as percent is read as shown") {
  const CellFormat percent = built_in_format(9);
  CHECK(number_cell("0.4", percent, false).text == "40 %");
  CHECK(number_cell("7.0000000000000007E-2", percent, false).text == "7 %");
  CHECK(number_cell("1", percent, false).text == "100 %");
  CHECK(number_cell("0.125", percent, false).text == "12.5 %");
  CHECK(number_cell("-0.005", percent, false).text == "-0.5 %");
}

TEST_CASE("sheets are found by name in any case and language, and prefixes of names do not matter") {
  const std::string rows = rows_xml({{"organizācijas_id", "NOSAUKUMS", " valsts "}, {"A", "Alfa", "LV"}});
  CHECK(import({{"b.xlsx", xlsx_of({.sheets = {{" ORGANIZACIJAS ", rows}}, .shared_strings = {}, .styles = {}})}})
            .fact("organisation", "A", "name") == "Alfa");
}

TEST_CASE("a title above the header and empty rows between do no harm, and rows keep their numbers") {
  const std::string rows = "<sheetData><row r=\"1\">" + inline_cell("A1", "Mūsu organizācijas") + "</row><row r=\"3\">" +
                           inline_cell("A3", "org_id") + inline_cell("B3", "name") + inline_cell("C3", "country") + "</row><row r=\"9\">" +
                           inline_cell("A9", "A") + inline_cell("B9", "Alfa") + inline_cell("C9", "LV") + "</row></sheetData>";
  const Imported imported = import({{"b.xlsx", xlsx_of({.sheets = {{"organisations", rows}}, .shared_strings = {}, .styles = {}})}});
  REQUIRE(imported.record("organisation", "A") != nullptr);
  CHECK(imported.record("organisation", "A")->place == "organisations!9");
}

TEST_CASE("a cell merged over several rows stands for each of them") {
  const std::string rows = rows_xml({{"bid_id", "tender_id", "org_id"}, {"P1", "T1", "B"}, {"", "", "C"}});
  const Imported imported = import(
      {{"b.xlsx", xlsx_of({.sheets = {{"bids", rows + "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/></mergeCells>"}},
                           .shared_strings = {},
                           .styles = {}})}});
  CHECK(imported.count("KD1220") == 1);
  CHECK(imported.fact("bid", "P1", "members") == "[B, C]");
}

TEST_CASE("a place outside of any sheet is passed over with a message") {
  CHECK(organisations(kStart + inline_cell("ZZZZ2", "x")).count("KD1209") == 1);
  CHECK(organisations(kStart + inline_cell("A0", "x")).count("KD1209") == 1);
  CHECK(organisations(kStart + inline_cell("?", "x")).count("KD1209") == 1);
  CHECK(organisations(kStart + inline_cell("XFE2", "x")).count("KD1209") == 1);
}

TEST_CASE("a claim of more than a million rows costs no memory") {
  std::string rows = rows_xml({{"org_id", "name", "country"}});
  rows.resize(rows.size() - std::string("</sheetData>").size());
  rows = "<dimension ref=\"A1:XFD1048576\"/>" + rows +
         "<row r=\"1000001\"><c r=\"A1000001\" t=\"inlineStr\"><is><t>A</t></is></c></row><row r=\"99999999\"/></sheetData>";
  const Imported imported = import({{"b.xlsx", xlsx_of({.sheets = {{"organisations", rows}}, .shared_strings = {}, .styles = {}})}});
  CHECK(imported.count("KD1209") == 1);
  REQUIRE(imported.sink.rejections.size() == 1);
  CHECK(imported.sink.rejections[0].place == "organisations!1000001");
}

TEST_CASE("the beginning of a workbook is enough to recognise it") {
  const std::string rows = rows_xml({{"org_id", "name", "country"}, {"A", "Alfa", "LV"}});
  const std::string two =
      xlsx_of({.sheets = {{"organisations", rows}, {"piedāvājumi", rows_xml({{"bid_id"}})}}, .shared_strings = {}, .styles = {}});
  CHECK(importer.recognise("any.bin", two) > 90);
  CHECK(importer.recognise("any.xlsx", std::string_view(two).substr(0, two.size() * 2 / 3)) > 90);
  CHECK(importer.recognise(
            "one.xlsx", xlsx_of({.sheets = {{"organisations", rows}, {"Sheet2", rows_xml({})}}, .shared_strings = {}, .styles = {}})) > 50);
  CHECK(importer.recognise("one.xlsx",
                           xlsx_of({.sheets = {{"sites", rows_xml({{"URL", "Visits"}})}}, .shared_strings = {}, .styles = {}})) == 0);
  CHECK(importer.recognise("budget.xlsx", xlsx_of({.sheets = {{"Budget", rows_xml({{"a"}})}}, .shared_strings = {}, .styles = {}})) == 0);
  CHECK(importer.recognise("t.zip", zip_of({{"readme.txt", "x"}})) == 0);
  // Some programs write the list of sheets last, behind all that the head shows.
  std::string sheet(100'000, 'x');
  for (std::size_t i = 0; i < sheet.size(); ++i) sheet[i] = static_cast<char>('a' + (i * i + i / 7) % 26);
  const std::string last = zip_of({{"docProps/app.xml", "<a/>"}, {"xl/worksheets/sheet1.xml", sheet}, {"xl/workbook.xml", "<w/>"}}, false);
  CHECK(importer.recognise("t.xlsx", std::string_view(last).substr(0, 64U << 10U)) > 0);
  CHECK(importer.recognise("t.zip", std::string_view(last).substr(0, 64U << 10U)) == 0);
  const std::string own = std::move(write_template(vocabulary(), Language::lv, TemplateContent::with_example)).value();
  CHECK(importer.recognise("t.xlsx", std::string_view(own).substr(0, 64U << 10U)) > 0);
}

TEST_CASE("a CSV file is recognised by its name and header together") {
  CHECK(importer.recognise("case/Organizācijas.csv", "organizācijas_id;nosaukums;valsts\nA;Alfa;LV\n") > 90);
  CHECK(importer.recognise("case/bids.tsv", "bid_id\ttender_id\torg_id\n") > 90);
  CHECK(importer.recognise("case/events.csv", "date;what\n2026-01-01;x\n") == 0);
  CHECK(importer.recognise("case/register.csv", "org_id;name;country\n") == 0);
  CHECK(importer.recognise("case/organisations.json", "{\"org_id\":1}") == 0);
  CHECK(importer.recognise("case/organisations.csv", "") == 0);
}

}  // namespace kede::importers::workbook
