// The faults that were counted in published files, each with what must become of it.
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace ocds_test;

TEST_CASE("1.0: suppliers described where they are named, without id") {
  const Imported imported = import_text(package(
      R"("buyer": {"name": "Novads", "address": {"countryName": "Latvia"}}, "awards": [{"id": "1", "suppliers": [{"name": "SIA Viens", "identifier": {"scheme": "LV-RE", "id": "40000000011"}},
    {"name": "SIA Divi"}]}])"));
  CHECK(imported.value("organisation", "o-1/org/LV-RE-40000000011", "name") == "SIA Viens");
  CHECK(imported.value("organisation", "o-1/org/LV-RE-40000000011", "reg_number") == "40000000011");
  CHECK(imported.keys("organisation").size() == 3);
  const std::string suppliers = imported.value("award", "o-1/award/1", "suppliers");
  CHECK(suppliers.starts_with("o-1/org/LV-RE-40000000011, o-1/org/name-"));
  CHECK(imported.value("contract", "o-1", "buyer").starts_with("o-1/org/name-"));
}

TEST_CASE("a duplicate party id: roles and identifiers together, both names") {
  const Imported imported = import_text(package(
      R"("parties": [{"id": "7", "name": "SIA Alfa", "roles": ["tenderer"], "identifier": {"scheme": "LV-RE", "id": "1111"}, "address": {"countryName": "Latvia"}},
    {"id": 7, "name": "SIA Alpha", "roles": ["supplier"], "identifier": {"scheme": "EE-RIK", "id": "2222"}, "address": {"countryName": "Estonia"}}])"));
  const std::string key = "o-1/org/7";
  CHECK(imported.keys("organisation") == std::set<std::string>{key});
  CHECK(imported.value("organisation", key, "name") == "SIA Alfa");
  CHECK(imported.value("organisation", key, "other_names") == "SIA Alpha");
  CHECK(imported.value("organisation", key, "roles") == "tenderer | supplier");
  CHECK(imported.value("organisation", key, "reg_number") == "1111");
  CHECK(imported.value("organisation", key, "other_identifiers") == "EE-RIK:2222");
  CHECK(imported.value("organisation", key, "country") == "LV");
}

TEST_CASE("the same firm under two ids stays two, for identity to join") {
  const Imported imported = import_text(package(
      R"("parties": [{"id": "1", "name": "A", "identifier": {"scheme": "LV-RE", "id": "5"}}, {"id": "2", "name": "A", "identifier": {"scheme": "LV-RE", "id": "5"}}])"));
  CHECK(imported.keys("organisation").size() == 2);
}

TEST_CASE("ids are text: numbers and texts are equal, decimals of a spreadsheet fall off, leading zeros stay") {
  const Imported imported = import_text(package(
      R"("parties": [{"id": 1, "name": "A", "identifier": {"scheme": "LV-RE", "id": 40003009618.0}}, {"id": "2", "identifier": {"scheme": "GB-COH", "id": "00445790"}}],
    "bids": {"details": [{"id": 5, "tenderers": [{"id": "1"}]}]}, "awards": [{"id": 12345678901234567890, "relatedBid": "5", "suppliers": [{"id": 1}]}], "contracts": [{"id": 3, "awardID": "12345678901234567890"}])"));
  CHECK(imported.value("organisation", "o-1/org/1", "reg_number") == "40003009618");
  CHECK(imported.value("organisation", "o-1/org/2", "reg_number") == "00445790");
  CHECK(imported.value("award", "o-1/award/12345678901234567890", "bid") == "o-1/bid/5");
  CHECK(imported.value("award", "o-1/award/12345678901234567890", "contract_id") == "3");
  CHECK(imported.keys("award").size() == 1);
}

TEST_CASE("register numbers that a program wrote with an exponent are whole numbers again, other ids keep their letters") {
  const auto number = [](const std::string& id) {
    return import_text(package(R"("parties": [{"id": "1", "identifier": {"scheme": "LV-RE", "id": )" + id + "}}]"))
        .value("organisation", "o-1/org/1", "reg_number");
  };
  CHECK(number("4.0003009618E10") == "40003009618");
  CHECK(number("4.0003E+10") == "40003000000");
  CHECK(number("\"12E3\"") == "12E3");
  CHECK(number("\"4.5E0\"") == "4.5E0");
  CHECK(number("1.5E99") == "1.5E99");
}

TEST_CASE("no identifier number, or one that only fills the field, is not a number") {
  const Imported imported = import_text(package(
      R"("parties": [{"id": "1", "name": "A", "identifier": {"scheme": "LV-RE"}}, {"id": "2", "name": "B", "identifier": {"scheme": "", "id": "N/A"}},
    {"id": "3", "name": "C", "identifier": {"scheme": "sin informacion del proveedor", "id": "77"}}])"));
  CHECK(imported.facts("organisation", "o-1/org/1", "reg_number").empty());
  CHECK(imported.value("organisation", "o-1/org/2", "reg_number") == "unknown (unreadable)");
  CHECK(imported.facts("organisation", "o-1/org/2", "reg_number").at(0).raw == "N/A");
  CHECK(imported.value("organisation", "o-1/org/3", "reg_number") == "77");
  CHECK(imported.facts("organisation", "o-1/org/3", "reg_scheme").empty());
}

TEST_CASE("placeholder party ids do not join different organisations") {
  const Imported imported = import_text(package(
      R"("parties": [{"id": "0", "name": "A"}, {"id": "0", "name": "B"}, {"id": "", "name": "C", "identifier": {"scheme": "LV-RE", "id": "9"}}, {"id": null}], "awards": [{"id": "1", "suppliers": [{"id": "0", "name": "B"}]}])"));
  CHECK(imported.keys("organisation").size() == 3);
  CHECK(imported.keys("organisation").contains("o-1/org/LV-RE-9"));
}

TEST_CASE("a single thing where a list should be is a list of one") {
  const Imported imported = import_text(
      package(R"("parties": {"id": "1", "name": "A", "roles": "buyer;supplier", "additionalIdentifiers": {"scheme": "LV-RE", "id": "5"}},
    "awards": {"id": "1", "suppliers": {"id": "1"}, "items": {"id": "1", "classification": {"scheme": "CPV", "id": "30200000"}}}, "tender": {"tenderers": {"id": "1"}})"));
  CHECK(imported.value("organisation", "o-1/org/1", "roles") == "buyer, supplier | tenderer");
  CHECK(imported.value("organisation", "o-1/org/1", "reg_number") == "5");
  CHECK(imported.value("award", "o-1/award/1", "suppliers") == "o-1/org/1");
  CHECK(imported.keys("good").size() == 1);
}

TEST_CASE("amounts as text are read exactly and what cannot be read is unknown with its raw text") {
  const Imported imported = import_text(package(
      R"("awards": [{"id": "1", "value": {"amount": "12 345,67", "currency": "EUR"}}, {"id": "2", "value": {"amount": "apmēram 5", "currency": "EUR"}},
    {"id": "3", "value": {"amount": 10}}, {"id": "4", "value": {"amount": 0.1, "currency": "eur"}}, {"id": "5", "value": {"amount": 1e3, "currency": "EUR"}}, {"id": "6", "value": {"amount": null, "currency": "EUR"}}])"));
  const auto value = [&](const std::string& id) { return imported.value("award", "o-1/award/" + id, "value"); };
  CHECK(value("1") == "12345.67 EUR");
  CHECK(value("2") == "unknown (unreadable)");
  CHECK(imported.facts("award", "o-1/award/2", "value").at(0).raw == "apmēram 5 EUR");
  CHECK(value("3") == "unknown (unreadable)");
  CHECK(value("4") == "0.10 EUR");
  CHECK(value("5") == "1000.00 EUR");
  CHECK(value("6").empty());
  CHECK(imported.told("KD1111") == 2);
}

TEST_CASE("amounts that only fill the field are unknown, kept raw, with a note") {
  const Imported imported = import_text(package(
      R"("awards": [{"id": "1", "value": {"amount": 0, "currency": "EUR"}}, {"id": "2", "value": {"amount": 1, "currency": "EUR"}}, {"id": "3", "value": {"amount": 99999999.99, "currency": "EUR"}},
    {"id": "4", "value": {"amount": -5, "currency": "EUR"}}, {"id": "5", "value": {"amount": 999, "currency": "EUR"}}], "tender": {"numberOfTenderers": 0, "tenderers": [{"id": "A"}]})"));
  for (const char* id : {"1", "2", "3", "4"})
    CHECK(imported.value("award", std::string("o-1/award/") + id, "value") == "unknown (unreadable)");
  CHECK(imported.facts("award", "o-1/award/1", "value").at(0).raw == "0 EUR");
  CHECK(imported.value("award", "o-1/award/5", "value") == "999.00 EUR");
  CHECK(imported.value("contract", "o-1", "number_of_tenderers") == "unknown (unreadable)");
  CHECK(imported.told("KD1110") == 5);
}

TEST_CASE("a tag that is a text, and a release without id or date, are read") {
  const Imported imported = import_text(R"({"ocid": "o-1", "tag": "award", "awards": [{"id": "1", "suppliers": [{"id": "A"}]}]})");
  CHECK(imported.counts.read == 1);
  CHECK(imported.keys("award").size() == 1);
  const Imported nameless =
      import_files({{"dir/x.json", R"({"releases": [{"tag": ["award"], "awards": [{"id": "1"}]}, {"tender": {"title": "T"}}]})"}});
  CHECK(nameless.keys("contract") == std::set<std::string>{"x.json#0/releases/0", "x.json#0/releases/1"});
  CHECK(nameless.told("KD1114") == 2);
}

TEST_CASE("a contract without usable award stays with the process, its supplier unknown unless it names one") {
  const Imported imported = import_text(package(
      R"("contracts": [{"id": "c1", "awardID": "gone", "value": {"amount": 10.5, "currency": "EUR"}}, {"id": "c2", "status": "terminated"}, {"id": "c3", "suppliers": [{"id": "A"}]}])"));
  CHECK(imported.keys("award") == std::set<std::string>{"o-1/award/contract-c2", "o-1/award/contract-c3", "o-1/award/gone"});
  CHECK(imported.facts("award", "o-1/award/gone", "suppliers").empty());
  CHECK(imported.value("award", "o-1/award/gone", "value") == "10.50 EUR");
  CHECK(imported.value("award", "o-1/award/contract-c2", "status") == "complete");
  CHECK(imported.value("award", "o-1/award/contract-c3", "suppliers") == "o-1/org/A");
  CHECK(imported.told("KD1113") == 2);
}

TEST_CASE("awards of one id that say different things stay two, the same thing twice is one") {
  const Imported imported = import_text(package(
      R"("awards": [{"id": "1", "suppliers": [{"id": "A"}]}, {"id": 1, "suppliers": [{"id": "B"}]}, {"id": "1", "suppliers": [{"id": "A"}]}])"));
  CHECK(imported.keys("award") == std::set<std::string>{"o-1/award/1", "o-1/award/1#2"});
}

TEST_CASE("entities and markup in names: the raw name is kept, the readable one stands beside it") {
  const Imported imported = import_text(package(
      R"("parties": [{"id": "1", "name": "Bristow &amp;amp; Sutor <b>Ltd</b>"}, {"id": "2", "name": "A &lt; B &#332;"}, {"id": "3", "name": "GRVoUP SPY"}])"));
  CHECK(imported.value("organisation", "o-1/org/1", "name") == "Bristow &amp;amp; Sutor <b>Ltd</b>");
  CHECK(imported.value("organisation", "o-1/org/1", "other_names") == "Bristow & Sutor Ltd");
  CHECK(imported.value("organisation", "o-1/org/2", "other_names") == "A < B Ō");
  CHECK(imported.facts("organisation", "o-1/org/3", "other_names").empty());
}

TEST_CASE("names in other languages stand beside the name") {
  const Imported imported = import_text(
      package(R"("parties": [{"id": "1", "name": "Ընկերություն", "name_ru": "Компания", "nameEn": "Company", "names": ["no"]}])"));
  CHECK(imported.value("organisation", "o-1/org/1", "other_names") == "Компания, Company");
}

TEST_CASE("null, empty and unknown words make no fact or an unknown, never a value") {
  const Imported imported = import_text(package(
      R"("parties": [{"id": "1", "name": "", "roles": null, "address": {"countryName": "Nekurzeme"}, "identifier": null}, null, 5], "buyer": null,
    "tender": {"title": null, "status": "Procedura finalizată", "procurementMethod": "", "items": [null, {}], "lots": [{}], "value": {}, "numberOfTenderers": null}, "awards": [null, {}], "contracts": null, "bids": {"details": [{}]})"));
  CHECK(imported.counts.read == 1);
  CHECK(imported.value("organisation", "o-1/org/1", "country") == "unknown (unreadable)");
  CHECK(imported.facts("organisation", "o-1/org/1", "name").empty());
  CHECK(imported.facts("contract", "o-1", "title").empty());
  CHECK(imported.value("contract", "o-1", "status") == "unknown (unreadable)");
  CHECK(imported.facts("contract", "o-1", "procurement_method").empty());
  CHECK(imported.told("KD1112") == 1);
}

TEST_CASE("roles that the vocabulary does not know are other, and spelling does not matter") {
  const Imported imported = import_text(package(R"("parties": [{"id": "1", "roles": ["procuring_entity", "Buyer", "notifiedSupplier"]}])"));
  CHECK(imported.value("organisation", "o-1/org/1", "roles") == "procuring_entity, buyer, other");
}

TEST_CASE("dates that fill a column are unknown") {
  const Imported imported = import_text(package(
      R"("awards": [{"id": "1", "date": "0001-01-01T00:00:00Z"}, {"id": "2", "date": "05.03.2025"}, {"id": "3", "date": "soon"}])"));
  CHECK(imported.value("award", "o-1/award/1", "date") == "unknown (unreadable)");
  CHECK(imported.value("award", "o-1/award/2", "date") == "2025-03-05");
  CHECK(imported.value("award", "o-1/award/3", "date") == "unknown (unreadable)");
}

TEST_CASE("lots named by objects or texts, and lots that no list of lots has") {
  const Imported imported = import_text(package(
      R"("tender": {"lots": [{"id": 1, "title": "A"}]}, "awards": [{"id": "x", "relatedLots": [{"lotId": "1"}]}, {"id": "y", "relatedLots": ["9"]}, {"id": "z", "relatedLots": ["1", "9"]}])"));
  CHECK(imported.value("award", "o-1/award/x", "lot") == "o-1/lot/1");
  CHECK(imported.value("award", "o-1/award/y", "lot") == "o-1/lot/9");
  CHECK(imported.value("lot", "o-1/lot/9", "contract") == "o-1");
  CHECK(imported.facts("award", "o-1/award/z", "lot").empty());
}
