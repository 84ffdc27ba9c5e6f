// FollowTheMoney entities: who is read, what ties them, on which lists they stand, and what is never read of persons.
#include <catch2/catch.hpp>

#include "importers/ftm/entity_lines.hpp"
#include "importers/ftm/importer.hpp"
#include "tests/importers/lists/support.hpp"

using import_test::import_one;
using import_test::Imported;
using namespace kede;
using namespace kede::importers;
using kede::importers::ftm::importer;

namespace {

std::string line(const std::string& id, const std::string& schema, const std::string& properties,
                 const std::string& rest = R"("datasets":["x"])") {
  return R"({"id":")" + id + R"(","schema":")" + schema + R"(","properties":{)" + properties + "}," + rest + "}\n";
}

Imported import_with_limit(const std::string& text) {
  const MemoryFileSystem files(std::map<std::string, std::string>{{"file", text}});
  Imported out;
  ImportContext context{.files = files, .vocabulary = testing::vocabulary(), .diagnostics = out.diagnostics, .max_record_bytes = 2'000'000};
  const PartyFields fields(context.vocabulary);
  const InputFile input{"file"};
  import_files({&input, 1}, context, out, importer, [&](FileImport& file) { ftm::read_entity_lines(file, fields); });
  return out;
}

}  // namespace

TEST_CASE("an organisation has its names, register, country and older ids") {
  const auto read = import_one(
      importer,
      line(
          "NK-1", "Company",
          R"("name":["SIA \"Vējš\"","Wind"],"alias":["Wind","Vejs"],"jurisdiction":["lv"],"country":["lv","ee"],"registrationNumber":["40003009497","X9"],)"
          R"("vatCode":["LV40003009497"],"innCode":["7700000001"],"incorporationDate":["2001-02-03"],"email":["info@vejs.example"])",
          R"("caption":"Wind","referents":["old-1"],"last_seen":"2026-02-01T06:00:00")"));
  CHECK(read.value("organisation", "ftm:NK-1", "name") == "Wind");
  CHECK(read.value("organisation", "ftm:NK-1", "other_names") == "[SIA \"Vējš\", Vejs, …]");
  CHECK(read.value("organisation", "ftm:NK-1", "country") == "LV");
  CHECK(read.value("organisation", "ftm:NK-1", "reg_number") == "40003009497");
  CHECK(read.value("organisation", "ftm:NK-1", "vat_number") == "LV40003009497");
  CHECK(read.value("organisation", "ftm:NK-1", "other_identifiers") == "[LV-RE:X9, RU-INN:7700000001, FTM:NK-1, FTM:old-1, …]");
  CHECK(read.value("organisation", "ftm:NK-1", "founded") == "2001-02-03");
  CHECK(read.value("organisation", "ftm:NK-1", "email") == "info@vejs.example");
  CHECK(read.facts("organisation", "ftm:NK-1", "name")[0].date == testing::day("2026-02-01"));
}

TEST_CASE("a country that is none, or one of several, is unknown") {
  const auto country = [](const std::string& codes) {
    return import_one(importer, line("a", "Company", "\"name\":[\"A\"],\"country\":[" + codes + "]"))
        .value("organisation", "ftm:a", "country");
  };
  CHECK(country("\"gb-sct\"") == "GB");
  CHECK(country("\"cn-xj\",\"cn\"") == "CN");
  CHECK(country("\"suhh\"") == "unknown (unreadable)");
  CHECK(country("\"eu\"") == "unknown (unreadable)");
  CHECK(country("\"lv\",\"ee\"") == "unknown (conflict)");
}

TEST_CASE("forced-labour lists are known by data set and programme, although their topic is only sanction") {
  const auto lists = [](const std::string& topics, const std::string& datasets) {
    std::string out;
    const auto read =
        import_one(importer, line("a", "Company", "\"name\":[\"A\"],\"topics\":[" + topics + "]", "\"datasets\":[" + datasets + "]"));
    for (const std::string& key : read.keys("list_entry")) out += (out.empty() ? "" : " ") + read.value("list_entry", key, "list");
    return out;
  };
  CHECK(lists(R"("sanction")", R"("us_dhs_uflpa")") == "forced_labour");
  CHECK(lists(R"("sanction")", R"("us_cbp_forced_labor","gleif")") == "forced_labour");
  CHECK(lists(R"("sanction")", R"("us_dhs_uflpa","us_ofac_sdn")") == "forced_labour sanctions");
  CHECK(lists(R"("sanction")", R"("eu_fsf")") == "sanctions");
  CHECK(lists(R"("forced.labor")", R"("br_slavery")") == "forced_labour");
  CHECK(lists(R"("crime.traffick.human")", R"("example")") == "forced_labour");
  CHECK(lists(R"("debarment","export.control")", R"("example")") == "debarment other");
  CHECK(lists(R"("sanction.counter")", R"("example")") == "other");
  CHECK(lists(R"("role.pep","gov.soe","corp.offshore")", R"("example")").empty());
  CHECK(lists("", R"("us_dhs_uflpa")").empty());
}

TEST_CASE("a sanction is an entry with its programme, dates and number, of a kind only where that is sure") {
  const std::string properties =
      R"("entity":["a"],"authority":["DHS"],"programId":["US-UFLPA"],"listingDate":["2024-06-12"],"endDate":["2026-01-01"],"authorityId":["UF-17"])";
  const auto read =
      import_one(importer, line("s", "Sanction", properties) + line("t", "Sanction", R"("entity":["a"],"startDate":["2024"])"));
  CHECK(read.value("list_entry", "ftm:s", "list") == "forced_labour");
  CHECK(read.value("list_entry", "ftm:s", "list_name") == "DHS, US-UFLPA");
  CHECK(read.value("list_entry", "ftm:s", "listed_from") == "2024-06-12");
  CHECK(read.value("list_entry", "ftm:s", "listed_until") == "2026-01-01");
  CHECK(read.value("list_entry", "ftm:s", "reference") == "UF-17");
  CHECK(read.value("list_entry", "ftm:t", "list").empty());
  CHECK(read.value("list_entry", "ftm:t", "listed_from") == "unknown (unreadable)");
}

TEST_CASE("ties have holder, held, role, share and period") {
  const auto read = import_one(
      importer,
      line("o", "Ownership",
           R"("owner":["a"],"asset":["b"],"percentage":["25-50"],"startDate":["2019-04-01"],"endDate":["2020-01-01","2021-01-01"])") +
          line("u", "Ownership", R"("owner":["p"],"asset":["b"],"ownershipType":["Beneficial owner"],"percentage":["many"])") +
          line("d", "Directorship", R"("director":["p"],"organization":["b"],"role":["General director"])") +
          line("l", "UnknownLink", R"("subject":["b"],"object":["c"])"));
  CHECK(read.value("ownership", "ftm:o", "subject") == "ftm:b");
  CHECK(read.value("ownership", "ftm:o", "owner") == "ftm:a");
  CHECK(read.value("ownership", "ftm:o", "person") == "ftm:a");
  CHECK(read.value("ownership", "ftm:o", "role") == "shareholder");
  CHECK(read.value("ownership", "ftm:o", "share_min") == "25 %");
  CHECK(read.value("ownership", "ftm:o", "share_max") == "50 %");
  CHECK(read.value("ownership", "ftm:o", "end_date") == "unknown (conflict)");
  CHECK(read.value("ownership", "ftm:u", "role") == "beneficial_owner");
  CHECK(read.value("ownership", "ftm:u", "share_min") == "unknown (unreadable)");
  CHECK(read.value("ownership", "ftm:d", "role") == "manager");
  CHECK(read.value("ownership", "ftm:l", "role") == "unknown (declared_unknown)");
  CHECK(read.value("ownership", "ftm:l", "subject") == "ftm:c");
}

TEST_CASE("of a person only name, birth date and id are read, and only statutory lists") {
  const auto read = import_one(
      importer,
      line(
          "p", "Person",
          R"("name":["Anna Paraugs"],"nationality":["lv"],"citizenship":["ru"],"gender":["female"],"religion":["secret"],"ethnicity":["secret"],)"
          R"("address":["Mājas iela 1"],"passportNumber":["P123"],"taxNumber":["T123"],"birthDate":["1980-02-03"],"topics":["sanction","wanted"],"country":["by"])"));
  CHECK(read.value("person", "ftm:p", "name") == "Anna Paraugs");
  CHECK(read.value("person", "ftm:p", "birth_date") == "1980-02-03");
  CHECK(read.keys("list_entry") == std::set<std::string>{"ftm:p/list/sanctions"});
  CHECK(read.value("list_entry", "ftm:p/list/sanctions", "person") == "ftm:p");
  CHECK(read.value("list_entry", "ftm:p/list/sanctions", "organisation").empty());
  for (const char* never : {"female", "secret", "Mājas", "P123", "T123", "RU", "BY", "LV", "wanted;"}) {
    INFO(never);
    CHECK(read.dump().find(never) == std::string::npos);
  }
}

TEST_CASE("entities inside others are read too, and may leave out the end in which they stand") {
  const auto read = import_one(
      importer,
      R"({"id":"a","schema":"Company","properties":{"name":["A"],"topics":["debarment"],)"
      R"("addressEntity":[{"id":"ad","schema":"Address","properties":{"full":["Ostas iela 1, Rīga"],"city":["Rīga"]}}],)"
      R"("sanctions":[{"id":"s","schema":"Sanction","properties":{"authority":["Example Bank"]},"datasets":["example"]}],)"
      R"("familyPerson":[{"id":"f","schema":"Family","properties":{"relative":[{"id":"r","schema":"Person","properties":{"name":["Relative"]}}]}}],)"
      R"("ownershipAsset":[{"id":"o","schema":"Ownership","properties":{"owner":[{"id":"p","schema":"Person","properties":{"name":["P"]}}]}}]}})");
  CHECK(read.value("organisation", "ftm:a", "address") == "Ostas iela 1, Rīga");
  CHECK(read.value("organisation", "ftm:a", "city") == "Rīga");
  CHECK(read.value("list_entry", "ftm:s", "organisation") == "ftm:a");
  CHECK(read.value("list_entry", "ftm:s", "list") == "debarment");
  CHECK(read.value("ownership", "ftm:o", "subject") == "ftm:a");
  CHECK(read.value("ownership", "ftm:o", "owner") == "ftm:p");
  CHECK(read.keys("person") == std::set<std::string>{"ftm:p"});
}

TEST_CASE("a broken line spoils no other line") {
  const std::string good = line("a", "Company", R"("name":["A"])");
  const auto read =
      import_one(importer, good + "{\"id\":\"b\",\"schema\":\"Company\"\n\n  \n[1]\nnull\n" + line("", "Company", "") +
                               line("c", "Ownership", R"("owner":["a"])") + line("d", "Company", "\"name\":[\"Rīgas ūdens\xFF\x01\"]") +
                               line("e", "Yacht", R"("name":["Y"])") + good.substr(0, good.size() - 1));
  CHECK(read.rejected() == "KD1500@line 2 KD1500@line 5 KD1500@line 6 KD1501@line 7 KD1502@line 8");
  CHECK(read.keys("organisation") == std::set<std::string>{"ftm:a", "ftm:d"});
  CHECK(read.value("organisation", "ftm:d", "name") == "Rīgas ūdens\xEF\xBF\xBD ");
  CHECK(read.told("KD1503") == 1);
}

TEST_CASE("depth, number of entities and length of a line are bounded") {
  const std::string deep = "{\"id\":\"x\",\"schema\":\"Company\",\"y\":" + std::string(100'000, '[') + "\n";
  std::string wide = R"({"id":"x","schema":"Company","properties":{"owner":[)";
  for (int i = 0; i < 60'000; ++i) wide += "{},";
  const std::string good = line("a", "Company", R"("name":["A"])");
  const auto read =
      import_with_limit(deep + wide + "{}]}}\n" + line("long", "Company", "\"name\":[\"" + std::string(2'100'000, 'x') + "\"]") + good);
  CHECK(read.rejected() == "KD1500@line 1 KD1500@line 2 KD1141@line 3");
  CHECK(read.keys("organisation") == std::set<std::string>{"ftm:a"});
}

TEST_CASE("records come in the order of the file, however many blocks of lines it has") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += line("n" + std::to_string(i), "Company", "\"name\":[\"" + std::string(static_cast<std::size_t>(i % 190), 'x') + "\"]");
    if (i % 500 == 0) text += "{broken\n";
  }
  const auto read = import_one(importer, text);
  REQUIRE(read.records.size() == 20'000);
  CHECK(read.rejections.size() == 40);
  for (std::size_t i = 0; i < read.records.size(); ++i) {
    if (read.records[i].key != "ftm:n" + std::to_string(i)) FAIL("record " << i << " is " << read.records[i].key);
  }
  CHECK(read.records.back().place == "line 20040#/properties");
}

TEST_CASE("targets.simple.csv gives entities and the lists that its programmes and data sets name") {
  const auto read = import_one(
      importer,
      "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,first_seen,last_seen,last_change\n"
      "a,Company,SIA A,\"A1;\"\"A;2\"\"\",,lv,,40003009497;Z1,DHS,,,US UFLPA Entity List,,2026-02-01T06:00:00,\n"
      "b,Company,B,,,ru;by,,77,EU,,,EU Financial Sanctions Files,,,\n"
      "p,Person,P,,1970-01-02,lv,Mājas iela 1,P1,EU,,,EU Financial Sanctions Files,,,\n"
      "q,Person,Q,,1970-01-02,lv,,,,,,Politically Exposed Persons,,,\n"
      ",Company,x,,,,,,,,,,,,\n");
  CHECK(read.value("organisation", "ftm:a", "other_names") == "[A1, A;2, …]");
  CHECK(read.value("organisation", "ftm:a", "reg_number") == "40003009497");
  CHECK(read.value("organisation", "ftm:a", "other_identifiers") == "[ID-LV:Z1, FTM:a, …]");
  CHECK(read.value("list_entry", "ftm:a/list/forced_labour", "list_date") == "2026-02-01");
  CHECK(read.value("organisation", "ftm:b", "country") == "unknown (conflict)");
  CHECK(read.value("list_entry", "ftm:b/list/sanctions", "list_name") == "EU Financial Sanctions Files");
  CHECK(read.keys("person") == std::set<std::string>{"ftm:p"});
  CHECK(read.dump().find("Mājas") == std::string::npos);
  CHECK(read.rejected() == "KD1501@row 6");
}

TEST_CASE("files of entities are known by their first object, not by the word schema") {
  const auto sure = [](std::string_view head) { return importer.recognise("x.json", head); };
  CHECK(sure(R"({"id":"a","schema":"Person","properties":{}})") > 50);
  CHECK(sure(R"([{"properties":{"name":[]},"schema":"Company","id":"a"}])") > 50);
  CHECK(sure(R"({"total":1,"results":[{"id":"a","caption":"A","schema":"Company"}]})") > 50);
  CHECK(sure(R"({"$schema":"http://json-schema.org/x","id":"a","properties":{}})") == 0);
  CHECK(sure(R"({"id":"a","schema":"http://example.org","properties":{}})") == 0);
  CHECK(sure(R"({"ocid":"a","tender":{"schema":"Company"}})") == 0);
}
