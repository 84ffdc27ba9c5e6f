// The frames around records: XML, JSON and CSV texts of any size, cut at any place, broken in any way.
#include <catch2/catch.hpp>

#include "importers/csv_rows.hpp"
#include "importers/json_records.hpp"
#include "importers/xml.hpp"
#include "importers/xml_records.hpp"

using namespace kede;
using namespace kede::importers;

namespace {

std::unique_ptr<SourceText> text_of(MemoryFileSystem& files, std::string bytes) {
  REQUIRE(files.write("file", bytes));
  auto opened = SourceText::open(files, "file");
  REQUIRE(opened);
  return std::move(opened).value();
}

struct Read {
  std::vector<std::string> records;
  std::vector<std::string> places;
  std::vector<std::string> faults;
  std::vector<std::string> headers;
};

Read read_elements(std::string bytes, XmlLimits limits = {}) {
  MemoryFileSystem files;
  const auto text = text_of(files, std::move(bytes));
  Read out;
  const XmlEvents events{.on_record =
                             [&](const XmlRecord& record) {
                               out.records.push_back(all_text_of(record.node));
                               out.places.push_back(record.place);
                             },
                         .on_fault = [&](XmlFault fault) { out.faults.push_back(fault.reason.code + ' ' + fault.place); },
                         .on_header = [&](std::string_view path,
                                          std::string_view value) { out.headers.push_back(std::string(path) + '=' + std::string(value)); }};
  read_xml_elements(*text, {"Entry"}, limits, events);
  return out;
}

Read read_document(std::string bytes, XmlLimits limits = {}) {
  MemoryFileSystem files;
  const auto text = text_of(files, std::move(bytes));
  Read out;
  read_xml_document(*text, limits,
                    {.on_record = [&](const XmlRecord& record) { out.records.push_back(all_text_of(record.node)); },
                     .on_fault = [&](XmlFault fault) { out.faults.push_back(fault.reason.code); }});
  return out;
}

Read read_json(std::string bytes, std::vector<std::string_view> lists = {}, JsonLimits limits = {}) {
  MemoryFileSystem files;
  const auto text = text_of(files, std::move(bytes));
  Read out;
  read_json_records(*text, lists, limits,
                    {.on_record =
                         [&](JsonRecord record) {
                           out.records.push_back(record.text);
                           out.places.push_back(record.place);
                         },
                     .on_fault = [&](JsonFault fault) { out.faults.push_back(fault.reason.code + ' ' + fault.place); }});
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("each element of the name is a record, whatever its prefix, and the header is told") {
  const Read read = read_elements(
      "<l:Data xmlns:l='urn:x' made='2026-01-02'><l:Head>short</l:Head><l:List><l:Entry>one</l:Entry>"
      "<l:Entry>t<b>w</b>o</l:Entry></l:List></l:Data>");
  CHECK(read.records == Texts{"one", "t w o"});
  CHECK(read.places == Texts{"/Data/List/Entry[1]", "/Data/List/Entry[2]"});
  CHECK(read.headers == Texts{"/Data/@made=2026-01-02", "/Data/Head=short"});
  CHECK(read.faults.empty());
}

TEST_CASE("records are whole wherever the text is cut into pieces") {
  std::string bytes = "<Data>";
  for (int i = 0; i < 20'000; ++i)
    bytes += "<Entry><Name>" + std::string(static_cast<std::size_t>(i % 97), 'x') + std::to_string(i) + "</Name></Entry>\n";
  const Read read = read_elements(bytes + "</Data>");
  REQUIRE(read.records.size() == 20'000);
  CHECK(read.records[19'999].ends_with("19999"));
  CHECK(read.faults.empty());
}

TEST_CASE("a record that is too large or too deep is told and the others are read") {
  const Read large = read_elements("<Data><Entry>a</Entry><Entry>" + std::string(2'000'000, 'x') + "</Entry><Entry>b</Entry></Data>",
                                   {.record_bytes = 1'000'000});
  CHECK(large.records == Texts{"a", "b"});
  CHECK(large.faults == Texts{"KD1141 /Data/Entry[2]"});
  std::string deep;
  for (int i = 0; i < 5'000; ++i) deep += "<x>";
  for (int i = 0; i < 5'000; ++i) deep += "</x>";
  const Read nested = read_elements("<Data><Entry>a</Entry><Entry>" + deep + "</Entry><Entry>b</Entry></Data>");
  CHECK(nested.records == Texts{"a", "b"});
  CHECK(nested.faults == Texts{"KD1142 /Data/Entry[2]"});
  CHECK(read_document("<Data>" + deep + "</Data>").faults == Texts{"KD1142"});
  CHECK(read_elements(deep).faults == Texts{"KD1142 " + [] {
          std::string path;
          for (int i = 0; i < 100; ++i) path += "/x";
          return path;
        }()});
}

TEST_CASE("entities are refused and nothing outside is read") {
  const std::string laughs =
      "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'>]><d><Entry>&b;</Entry></d>";
  CHECK(read_elements(laughs).records.empty());
  CHECK(read_elements(laughs).faults == Texts{"KD1143 /"});
  CHECK(read_document(laughs).faults == Texts{"KD1143"});
  const std::string outside = "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><d><Entry>&a;</Entry></d>";
  CHECK(read_elements(outside).faults == Texts{"KD1143 /"});
  CHECK(read_document(outside).faults == Texts{"KD1143"});
}

TEST_CASE("what stands before a break in the XML is read") {
  const Read read = read_elements("<Data><Entry>a</Entry><Entry>b</Entr></Data>");
  CHECK(read.records == Texts{"a"});
  REQUIRE(read.faults.size() == 1);
  CHECK(read.faults[0].starts_with("KD1140"));
  CHECK(read_document("<Data><Entry>").faults == Texts{"KD1140"});
  CHECK(read_document("").faults == Texts{"KD1140"});
}

TEST_CASE("JSON records stand at the top, in a list, or in a named list of the top") {
  CHECK(read_json(R"({"a":1})").records == Texts{R"({"a":1})"});
  CHECK(read_json(R"({"a":1})").places == Texts{""});
  CHECK(read_json(R"([{"a":1}, {"b":[{}]}])").places == Texts{"/0", "/1"});
  const Read named = read_json(R"({"info":{"x":[1]},"marches":{"marche":[{"id":1},{"id":2}]},"more":1})", {"marches/marche", "marches"});
  CHECK(named.records == Texts{R"({"id":1})", R"({"id":2})"});
  CHECK(named.places == Texts{"/marches/marche/0", "/marches/marche/1"});
  CHECK(read_json(R"({"marches":[{"id":1}]})", {"marches/marche", "marches"}).places == Texts{"/marches/0"});
  CHECK(read_json("{\"a\":1}\n{\"b\":2}").places == Texts{"", "value 2"});
}

TEST_CASE("JSON that is not as it should be is told with its place") {
  CHECK(read_json(R"([{"a":1}, 7, {"b":2}])").faults == Texts{"KD1146 /1"});
  CHECK(read_json(R"([{"a":1}, 7, {"b":2}])").places == Texts{"/0", "/2"});
  CHECK(read_json(R"([{"a":1}, {"b":)").faults == Texts{"KD1145 /1"});
  CHECK(read_json(R"([{"a":1}, {"b" 2}])").faults == Texts{"KD1144 /1"});
  CHECK(read_json("[" + std::string(200'000, '[')).records.empty());
  CHECK(read_json("[{\"a\":\"" + std::string(3'000'000, 'x') + "\"}]", {}, {.record_bytes = 1'000'000}).faults == Texts{"KD1141 /0"});
  CHECK(read_json("[{\"a\":" + std::string(500, '[') + std::string(500, ']') + "},{}]").faults == Texts{"KD1142 /0"});
  CHECK(read_json("[{\"a\":" + std::string(500, '[') + std::string(500, ']') + "},{}]").records == Texts{"{}"});
}

TEST_CASE("lines of JSON are independent of each other") {
  MemoryFileSystem files;
  const auto text = text_of(files, "{\"a\":1}\n\n{\"b\":\n" + std::string(2'000, 'x') + "\n{\"c\":3}");
  Texts records;
  Texts faults;
  read_json_lines(*text, {.record_bytes = 1'000},
                  {.on_record = [&](JsonRecord record) { records.push_back(record.place + ' ' + record.text); },
                   .on_fault = [&](JsonFault fault) { faults.push_back(fault.reason.code + ' ' + fault.place); }});
  CHECK(records == Texts{"line 1 {\"a\":1}", "line 3 {\"b\":", "line 5 {\"c\":3}"});
  CHECK(faults == Texts{"KD1141 line 4"});
  CHECK(looks_like_json_lines("{\"a\":1}\n{\"b\""));
  CHECK_FALSE(looks_like_json_lines("{\n\"a\":1}\n{\"b\""));
  CHECK_FALSE(looks_like_json_lines("{\"a\":1}"));
}

TEST_CASE("columns are found by name and cells lose what spreadsheets put around them") {
  MemoryFileSystem files;
  const auto text =
      text_of(files, "sep=;\n\n Reg Code ;Nosaukums;\"Summa\"\n=\"40003000001\";\"SIA \"\"A\"\"\";1 234,5\n\n'40003000002';B;\n1;2;3;4\n");
  CsvRows rows(*text);
  CHECK(rows.column({"other", "reg_code"}) == 0);
  CHECK_FALSE(rows.column({"nace"}));
  REQUIRE(rows.next());
  CHECK(rows.cell(rows.column({"reg code"})) == "40003000001");
  CHECK(rows.cell(1) == "SIA \"A\"");
  CHECK(rows.cell(std::nullopt).empty());
  REQUIRE(rows.next());
  CHECK(rows.cell(0) == "40003000002");
  CHECK_FALSE(rows.damage());
  REQUIRE(rows.next());
  CHECK(rows.damage() == std::optional<std::string_view>("KD1149"));
  CHECK_FALSE(rows.next());
}
