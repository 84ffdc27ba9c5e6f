#include <catch2/catch.hpp>

#include "importers/lists/importer.hpp"
#include "importers/lists/listed_entity.hpp"
#include "importers/lists/listed_names.hpp"
#include "tests/importers/lists/support.hpp"

using import_test::Files;
using import_test::import_all;
using import_test::import_one;
using import_test::Imported;
using kede::importers::lists::And;
using kede::importers::lists::importer;
using kede::importers::lists::names_in_cell;
using kede::importers::lists::names_in_list;
using kede::importers::lists::names_with_aliases;
using Names = std::vector<std::string>;

namespace {

Files samples(const std::set<std::string>& names) {
  Files out;
  const kede::DiskFileSystem disk;
  for (const std::string& name : names) out[name] = disk.read_all(KEDE_SOURCE_DIR "/tests/importers/lists/sample/" + name).value();
  return out;
}

Imported sample(const std::string& name) { return import_all(importer, samples({name})); }

}  // namespace

TEST_CASE("the files of OFAC are joined by number, in whatever order they come", "[lists]") {
  const Imported read = import_all(importer, samples({"add.csv", "alt.csv", "sdn.csv"}));
  CHECK(read.rejected().empty());
  CHECK(read.value("organisation", "list:ofac/101", "other_names") == "[BALTAS KRAVAS, …] | [OLD KRAVAS LLC, …]");
  CHECK(read.value("organisation", "list:ofac/101", "country") == "LV");  // of the first address only
  CHECK(read.value("organisation", "list:ofac/101", "other_identifiers") == "[LV-RE:40003009497, REG-RU:1027739609391, …]");
  CHECK(read.value("organisation", "list:ofac/101", "lei") == "5493001KJTIIGC8Y1R12");
  CHECK(read.value("list_entry", "list:ofac/101", "reference") == "101; TESTPROG, OTHERPROG");
  CHECK(read.keys("organisation").size() == 1);  // no vessel, no person, nobody
}

TEST_CASE("of a person on a list nothing but the name is read", "[lists]") {
  for (const char* name : {"sdn.csv", "add.csv", "eu.csv", "lista.csv", "sam.csv", "bank.json"}) {
    const std::string all = import_all(importer, samples({"sdn.csv", name})).dump();
    for (const char* hidden : {"1970", "X123", "Home", "111222", "111.222", "OTHER NAME OF", "RESID", "1234567893"}) {
      INFO(name << ' ' << hidden);
      CHECK(all.find(hidden) == std::string::npos);
    }
  }
  const Imported read = sample("sdn.csv");
  CHECK(read.value("person", "list:ofac/102", "name") == "PERSON, Invented");
  CHECK(read.value("list_entry", "list:ofac/102", "organisation").empty());
  CHECK(read.value("list_entry", "list:ofac/102", "matched_name") == "PERSON, Invented");
}

TEST_CASE("several rows of one entity of the European Union are one entity", "[lists]") {
  const Imported read = sample("eu.csv");
  CHECK(read.value("organisation", "list:eu-fsf/10", "name") == "SIA Melnais Kuģis");
  CHECK(read.value("organisation", "list:eu-fsf/10", "other_names") == "[Black Ship Ltd, …]");
  CHECK(read.value("list_entry", "list:eu-fsf/10", "list_date") == "2026-08-05");
  CHECK(read.value("list_entry", "list:eu-fsf/10", "listed_from") == "2025-02-01");
  CHECK(read.rejected() == "KD1572@row 5");
}

TEST_CASE("a listing that ended carries its day, and a firm may be listed twice", "[lists]") {
  const Imported read = sample("lista.csv");
  CHECK(read.value("organisation", "list:br-cadastro/11222333000181", "reg_number") == "11222333000181");
  CHECK(read.value("list_entry", "list:br-cadastro/11222333000181", "listed_until") == "2023-01-13");
  CHECK(read.value("list_entry", "list:br-cadastro/11222333000181/2", "listed_from") == "2024-11-11");
  CHECK(read.value("list_entry", "list:br-cadastro/11222333000181/2", "listed_until").empty());
}

TEST_CASE("an order of CBP names firms, their subsidiaries and goods; countries are no firms", "[lists]") {
  const Imported read = sample("wro.csv");
  std::set<std::string> names;
  for (const std::string& key : read.keys("organisation")) names.insert(read.value("organisation", key, "name"));
  CHECK(names == std::set<std::string>{"Sample Gloves Sdn Bhd", "Sample Latex Sdn Bhd", "Sample Rubber Sdn Bhd", "Sample Carpet Pvt., Ltd.",
                                       "Sample Rugs Pvt., Ltd."});
  for (const std::string& key : read.keys("list_entry")) {
    const bool ended = read.value("list_entry", key, "matched_name").find("Pvt.") != std::string::npos;
    CHECK(read.value("list_entry", key, "result") == (ended ? "unknown (missing)" : "match"));
    CHECK(read.value("list_entry", key, "listed_until") == (ended ? "unknown (missing)" : ""));
    CHECK_FALSE(read.value("list_entry", key, "products").empty());
  }
  CHECK(read.told("KD1571") == 1);
}

TEST_CASE("cells of lists are taken apart into name, aliases and subsidiaries", "[lists]") {
  const auto aliases = names_in_cell("A Co., Ltd. (including two aliases: B and C Co., Ltd.)");
  CHECK(aliases.name == "A Co., Ltd.");
  CHECK(aliases.aliases == Names{"B", "C Co., Ltd."});
  CHECK_FALSE(aliases.covers_subsidiaries);
  const auto known = names_in_cell("A (East) Co., Ltd. (formerly known as B; and also known as C Inc.) and subsidiaries");
  CHECK(known.name == "A (East) Co., Ltd.");
  CHECK(known.aliases == Names{"B", "C Inc."});
  CHECK(known.covers_subsidiaries);
  const auto owned = names_in_cell("A Group Co., Ltd. and its eight subsidiaries, which include B Co., Ltd., C Power, and D Inc.");
  CHECK(owned.name == "A Group Co., Ltd.");
  CHECK(owned.owned == Names{"B Co., Ltd.", "C Power", "D Inc."});
  CHECK(names_in_cell("A and its subordinate and affiliated entities").owned.empty());
  CHECK(names_in_cell("Shop, a/k/a Store").aliases == Names{"Store"});
  CHECK(names_in_cell("").name.empty());
  CHECK(names_in_cell(std::string(10'000, '(')).aliases.empty());
  CHECK(names_in_list("A Pvt., Ltd., B and C, Inc.", And::parts) == Names{"A Pvt., Ltd.", "B", "C, Inc."});
  CHECK(names_in_list("Cotton and Linen Co., Ltd. and Trade and Business Co.", And::parts_behind_forms) ==
        Names{"Cotton and Linen Co., Ltd.", "Trade and Business Co."});
  CHECK(names_in_cell("A (including one alias: Cotton and Linen)").aliases == Names{"Cotton and Linen"});
  CHECK(names_with_aliases("A LTD. (A.K.A. B; F/K/A C)*").aliases == Names{"B", "C"});
  CHECK(names_with_aliases("A LTD. (A.K.A. B; F/K/A C)*").name == "A LTD.");
}

TEST_CASE("a cell may name several firms, and its commas may belong to one name", "[lists]") {
  const auto names = [](const char* cell) {
    Names out;
    for (const auto& firm : kede::importers::lists::firms_in_cell(cell)) out.push_back(firm.name);
    return out;
  };
  CHECK(names("A Garment Co., Ltd. and B Trade and Business Co., Ltd.") == Names{"A Garment Co., Ltd.", "B Trade and Business Co., Ltd."});
  CHECK(names("A Agriculture, Industry, and Trade Co., Ltd.") == Names{"A Agriculture, Industry, and Trade Co., Ltd."});
  CHECK(names("A Pvt., B Pvt., Ltd., C Carpet, and D Carpet; Sampletown.") == Names{"A Pvt.", "B Pvt., Ltd.", "C Carpet", "D Carpet"});
  CHECK(names("A Ltd.; B Ltd. (of Sampletown, Japan)") == Names{"A Ltd.", "B Ltd."});
  CHECK(names("A S.A. de C.V. and B S.A. de C.V. and their subsidiaries") == Names{"A S.A. de C.V.", "B S.A. de C.V."});
  const auto factory = kede::importers::lists::firms_in_cell("A Factory, a/k/a B Company, a/k/a No. 2 Prison");
  REQUIRE(factory.size() == 1);
  CHECK(factory[0].name == "A Factory");
  CHECK(factory[0].aliases == Names{"B Company", "No. 2 Prison"});
  CHECK(names("").empty());
}

TEST_CASE("days of listings are read as their publishers write them", "[lists]") {
  using kede::importers::lists::DateOrder;
  using kede::importers::lists::written_day;
  const auto day = [](const char* text, DateOrder order) {
    const auto read = written_day(text, order);
    return read.day ? kede::to_iso(*read.day) : read.written.empty() ? std::string("open") : "unreadable";
  };
  CHECK(day("10/16/2017", DateOrder::month_first) == "2017-10-16");
  CHECK(day("16/10/2017", DateOrder::day_first) == "2017-10-16");
  CHECK(day("27.5.2024", DateOrder::day_first) == "2024-05-27");
  CHECK(day("26 Feb. 2011", DateOrder::day_first) == "2011-02-26");
  CHECK(day("June 21, 2022", DateOrder::month_first) == "2022-06-21");
  CHECK(day("2999-12-31", DateOrder::day_first) == "open");
  CHECK(day("Indefinite", DateOrder::month_first) == "open");
  CHECK(day("13/13/2017", DateOrder::month_first) == "unreadable");
}

TEST_CASE("lists in XML, JSON and text are read", "[lists]") {
  const Imported un =
      import_one(importer, R"(<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>
    <FIRST_NAME>INVENTED</FIRST_NAME><SECOND_NAME>PERSON</SECOND_NAME><NATIONALITY><VALUE>Hidden</VALUE></NATIONALITY></INDIVIDUAL></INDIVIDUALS>
    <ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>SAMPLE FOUNDATION</FIRST_NAME><REFERENCE_NUMBER>QDe.002</REFERENCE_NUMBER><LISTED_ON>2014-06-30</LISTED_ON>
    <ENTITY_ALIAS><ALIAS_NAME>SF</ALIAS_NAME></ENTITY_ALIAS><ENTITY_ALIAS><ALIAS_NAME/></ENTITY_ALIAS></ENTITY></ENTITIES></CONSOLIDATED_LIST>)");
  CHECK(un.value("person", "list:un/1", "name") == "INVENTED PERSON");
  CHECK(un.dump().find("Hidden") == std::string::npos);
  CHECK(un.value("organisation", "list:un/2", "other_names") == "[SF, …]");
  CHECK(un.value("list_entry", "list:un/2", "list_date") == "2026-02-27");
  const Imported ofac =
      import_one(importer, R"(<sdnList><publshInformation><Publish_Date>08/07/2026</Publish_Date></publshInformation><sdnEntry><uid>5</uid>
    <lastName>SAMPLE SHIPPING</lastName><sdnType>Entity</sdnType><programList><program>P1</program><program>P2</program></programList>
    <idList><id><idType>Registration Number</idType><idNumber>42</idNumber><idCountry>Russia</idCountry></id></idList>
    <akaList><aka><lastName>SAMPLE LINES</lastName></aka></akaList></sdnEntry></sdnList>)");
  CHECK(ofac.value("organisation", "list:ofac/5", "other_identifiers") == "[REG-RU:42, …]");
  CHECK(ofac.value("list_entry", "list:ofac/5", "list_date") == "2026-08-07");
  const Imported csl = import_one(
      importer, R"({"results": [{"source": "Entity List (EL) - Bureau of Industry and Security", "name": "Sample Chips", "type": null,
    "alt_names": ["SC"], "source_list_url": "http://example.org", "programs": [], "start_date": "2020-01-02", "addresses": [{"address": "Hidden 1", "country": "LV"}]}]})");
  const std::string key = *csl.keys("organisation").begin();
  CHECK(csl.value("organisation", key, "country") == "LV");
  CHECK(csl.value("organisation", key, "address").empty());  // nobody says that it is a firm
  CHECK(csl.value("list_entry", key, "list") == "other");
  const Imported denied =
      import_one(importer,
                 "\"Name\"\t\"Street_Address\"\t\"Country\"\t\"Effective_Date\"\t\"Expiration_Date\"\t\"Standard_Order\"\t\"FR_Citation\"\n"
                 "\" INVENTED TRADING\"\t\"CELL 5\"\t\"LV\"\t\"10/16/2017\"\t\"10/13/2020\"\t\"Y\"\t\"82 F.R. 1\"\n");
  CHECK(denied.value("list_entry", *denied.keys("list_entry").begin(), "listed_until") == "2020-10-13");
  CHECK(denied.dump().find("CELL") == std::string::npos);
}

TEST_CASE("faults in lists reject the entry and no other", "[lists]") {
  CHECK(sample("bank.json").rejected() == "KD1570@/response/ZPROCSUPP/2");
  const Files broken = {{"sdn.csv", samples({"sdn.csv"})["sdn.csv"] + "x,\"NO NUMBER\",-0- ,P\n104\n"}};
  CHECK(import_all(importer, broken).rejected() == "KD1573@row 6 KD1573@row 7");
  CHECK(import_all(importer, samples({"alt.csv"})).keys("organisation").empty());
  CHECK(import_one(importer, "Empregador CNPJ Cadastro\n").told("KD1574") == 1);
  for (const char* other :
       {"", "name,aliases\n", "1,2,3,4,5,6\n", "<html><body>about UFL</body></html>", "{\"results\": []}", "36,\"A\"\n"})
    CHECK(importer.recognise("sdn.csv", other) == 0);
}

TEST_CASE("a page of the UFLPA list is read whole or told to be too large, never cut") {
  const auto page = [](std::size_t filler) {
    return "<html><title>UFLPA Entity List</title><!-- " + std::string(filler, 'x') +
           " --><table><tr><th>Name of Entity</th><th>Effective Date</th></tr><tr><td>Viltus Cotton Co., Ltd.</td><td>June 21, "
           "2022</td></tr>"
           "</table></html>";
  };
  CHECK(import_one(importer, page(20'000'000)).keys("list_entry").size() == 1);
  const Imported large = import_one(importer, page(65U << 20U));
  CHECK(large.keys("list_entry").empty());
  CHECK(large.rejected() == "KD1141@/");
}
