#include <catch2/catch.hpp>

#include "importers/lists/importer.hpp"
#include "importers/lists/mapping.hpp"
#include "tests/importers/lists/support.hpp"

using import_test::import_all;
using import_test::Imported;
using kede::importers::lists::importer;
using kede::importers::lists::read_mapping;

namespace {

const std::string kMapping = R"({"kede_mapping": 1, "list": {"id": "own", "kind": "debarment", "name": "Own list", "date": "2026-05-01"},
  "dates": "month_first", "columns": {"id": "No", "name": ["First", "Last"], "other_names": {"column": "Also", "separator": "/"},
  "country": {"column": "State", "values": {"Latvija": "LV"}, "constant": "EE"}, "reg_number": "Number", "listed_from": "From", "products": {"constant": "all"}},
  "persons": {"column": "Kind", "values": ["Person"]}, "left_out": {"column": "Kind", "values": ["Ship"]}})";
const std::string kList =
    "No;First;Last;Also;State;Number;From;Kind\n1;SIA;Alfa;A/B;latvija;40003009497;12/31/2025;Firm\n2;Invented;Name;;;;;PERSON\n"
    "3;;;;;;;Firm\n4;A;Boat;;;;;ship\n5;Beta;;;;;31/12/2025;Firm\n";

Imported with(const std::string& mapping, const std::string& list = kList) {
  // The file of the mapping is not given to the importer; it is only there.
  const kede::MemoryFileSystem files({{"in/own.csv", list}, {"in/own.mapping.json", mapping}});
  Imported out;
  kede::importers::ImportContext context{.files = files, .vocabulary = kede::testing::vocabulary(), .diagnostics = out.diagnostics};
  const std::vector<kede::importers::InputFile> inputs = {{"in/own.csv"}};
  if (const auto read = importer.read(inputs, context, out); !read) out.diagnostics.add(read.diagnostics());
  return out;
}

std::set<std::string> faults(const std::string& mapping) {
  const kede::MemoryFileSystem files(std::map<std::string, std::string>{{"m", mapping}});
  std::set<std::string> out;
  const auto read = read_mapping(files, "m");
  if (read) return out;
  for (const kede::Diagnostic& fault : read.diagnostics()) out.insert(fault.code + ' ' + fault.where.pointer);
  return out;
}

}  // namespace

TEST_CASE("a list with a mapping beside it is read as the mapping says", "[lists]") {
  const Imported read = with(kMapping);
  CHECK(read.value("organisation", "list:own/1", "name") == "SIA Alfa");
  CHECK(read.value("organisation", "list:own/1", "other_names") == "[A, B, …]");
  CHECK(read.value("organisation", "list:own/1", "country") == "LV");
  CHECK(read.value("organisation", "list:own/1", "reg_number") == "40003009497");
  CHECK(read.value("list_entry", "list:own/1", "list") == "debarment");
  CHECK(read.value("list_entry", "list:own/1", "list_name") == "Own list");
  CHECK(read.value("list_entry", "list:own/1", "list_date") == "2026-05-01");
  CHECK(read.value("list_entry", "list:own/1", "listed_from") == "2025-12-31");
  CHECK(read.value("list_entry", "list:own/1", "products") == "all");
  CHECK(read.value("person", "list:own/2", "name") == "Invented Name");
  CHECK(read.value("organisation", "list:own/5", "country") == "EE");
  CHECK(read.value("list_entry", "list:own/5", "listed_from") == "unknown (unreadable)");
  CHECK(read.rejected() == "KD1570@row 4");
  CHECK(read.told("KD1571") == 1);
  CHECK(read.keys("list_entry").size() == 3);
}

TEST_CASE("the separator, the encoding and the row of the header may be said", "[lists]") {
  const std::string mapping =
      R"({"kede_mapping": 1, "list": {"id": "own", "kind": "other", "name": "L"}, "separator": "|", "encoding": "windows-1257", "header_row": 2,
          "columns": {"name": "Nosaukums"}})";
  const Imported read = with(mapping, "a;b;c;d;e\nNosaukums|x\nSIA R\xEEga|1\n");
  REQUIRE(read.keys("organisation").size() == 1);
  CHECK(read.value("organisation", *read.keys("organisation").begin(), "name") == "SIA Rīga");
}

TEST_CASE("a mapping that cannot be followed reads nothing and says why", "[lists]") {
  CHECK(faults(kMapping).empty());
  CHECK(faults("[]") == std::set<std::string>{"KD1580 "});
  CHECK(faults("{\"kede_mapping\": 1") == std::set<std::string>{"KD1580 "});
  CHECK(faults("{\"kede_mapping\": 2}") == std::set<std::string>{"KD1580 "});
  CHECK(faults("{\"kede_mapping\": 1}") == std::set<std::string>{"KD1582 /list", "KD1582 /columns/name"});
  CHECK(
      faults(
          R"({"kede_mapping": 1, "list": {"id": "x", "kind": "black", "name": "X", "date": "soon"}, "columns": {"name": 7, "nam": "N"}, "header_row": 0,
    "separator": "ab", "dates": "iso", "persons": {"column": "K"}, "colums": {}})") ==
      std::set<std::string>{"KD1581 /list/kind", "KD1581 /list/date", "KD1581 /columns/nam", "KD1581 /header_row", "KD1581 /separator",
                            "KD1581 /dates", "KD1581 /persons", "KD1581 /colums"});
  const Imported lacking = with(kMapping, "No;First\n1;A\n");
  CHECK(lacking.rejections.size() == 7);  // "Kind" chooses twice
  CHECK(lacking.records.empty());
  CHECK(with("{}").told("KD1580") == 1);
}

TEST_CASE("the schema of mappings names the columns that can be mapped", "[lists]") {
  const std::string schema = kede::DiskFileSystem().read_all(KEDE_SOURCE_DIR "/importers/lists/mapping.schema.json").value();
  for (const std::string_view name : kede::importers::lists::kTargetNames)
    CHECK(schema.find('"' + std::string(name) + "\": {\"$ref\"") != std::string::npos);
}
