#include <catch2/catch.hpp>

#include "support.hpp"

using namespace ocds_test;

namespace {

const char* const kParties = R"("parties": [
  {"id": "B", "name": "Rīgas satiksme", "roles": ["buyer"], "identifier": {"scheme": "LV-RE", "id": "40003619950"}},
  {"id": "M", "name": "SIA Galvenais", "roles": ["tenderer", "supplier"], "identifier": {"scheme": "LV-RE", "id": "40003000001", "legalName": "SIA \"Galvenais\""},
   "additionalIdentifiers": [{"scheme": "XI-LEI", "id": "984500ABCDEF12345678"}, {"scheme": "EE-RIK", "id": "10000001"}],
   "address": {"streetAddress": "Brīvības iela 1", "locality": "Rīga", "postalCode": "LV-1010", "countryName": "Latvija"},
   "contactPoint": {"name": "Jānis Bērziņš", "email": "janis.berzins@example.com", "telephone": "+37120000001", "url": "https://galvenais.example"},
   "details": {"scale": "sme", "listedOnRegulatedMarket": false, "classifications": [{"scheme": "NACE", "id": "41.20"}, {"scheme": "COFOG", "id": "04"}]},
   "beneficialOwners": [{"id": "o1", "name": "Anna Kalniņa", "nationalities": ["LV"], "address": {"streetAddress": "Mājas iela 3"}, "identifier": {"scheme": "LV-PASSPORT", "id": "LV123"}}]},
  {"id": "S", "name": "OÜ Teine", "address": {"countryName": "Eesti"}, "contactPoint": {"email": "info@teine.example", "telephone": 3725550000}},
  {"id": "T", "name": "UAB Trečias", "address": {"country": "LT"}, "roles": ["leadTenderer"]}])";

const char* const kTender =
    R"("buyer": {"id": "B"}, "tender": {"id": "t", "title": "Depo būve", "description": "Jauns depo", "status": "complete", "procurementMethod": "open",
  "procurementMethodDetails": "Atklāts konkurss", "mainProcurementCategory": "works", "value": {"amount": 1500000.50, "currency": "EUR"}, "awardCriteria": "priceOnly",
  "numberOfTenderers": 2, "tenderPeriod": {"endDate": "2025-01-20T10:00:00Z"}, "contractPeriod": {"durationInDays": 365}, "datePublished": "2024-12-01",
  "subcontractingTerms": {"description": "Vismaz 10 %"},
  "items": [{"id": 1, "classification": {"scheme": "CPV", "id": "45213316-1"}, "relatedLot": "L1", "deliveryAddresses": [{"region": "LV006", "countryName": "Latvia"}]},
            {"id": 2, "description": "Sliedes", "classification": {"scheme": "CPV", "id": "34940000"}, "additionalClassifications": [{"scheme": "HS", "id": "7302"}], "quantity": 120.5,
             "unit": {"name": "t", "value": {"amount": 900, "currency": "EUR"}}, "relatedLot": "L1"}],
  "lots": [{"id": "L1", "title": "Depo", "status": "complete", "value": {"amount": 1500000.50, "currency": "EUR"}, "contractPeriod": {"startDate": "2025-03-01", "endDate": "2026-02-28"},
            "awardCriteria": {"criteria": [{"type": "price"}, {"type": "quality"}]}}]})";

const char* const kBids =
    R"("bids": {"statistics": [{"measure": "bids", "value": 2}, {"measure": "bidders", "value": 2, "relatedLot": "L1"}], "details": [
  {"id": 1, "status": "valid", "date": "2025-01-19T09:00:00Z", "tenderers": [{"id": "S"}, {"id": "T"}], "value": {"amount": "1 400 000,25", "currency": "EUR"}, "relatedLots": ["L1"], "rank": 2,
   "subcontracting": {"minimumPercentage": 0.25, "maximumPercentage": 0.25, "subcontracts": [{"id": "a", "subcontractor": {"id": "X", "name": "SIA Iks"}, "mainContractors": [{"id": "S"}]},
     {"id": "b", "subcontractor": {"id": "Y", "name": "SIA Igreks"}, "mainContractors": [{"id": "X"}]}]}},
  {"id": "2", "status": "pending", "tenderers": [{"id": "M"}], "relatedLots": ["L1"], "countriesOfOrigin": ["PL"],
   "items": [{"id": "p", "description": "Sliedes", "classification": {"scheme": "CPV", "id": "34940000-8"}, "unit": {"value": {"amount": 1, "currency": "EUR"}}}]}]})";

const char* const kAwards =
    R"("awards": [{"id": 9, "status": "active", "date": "2025-02-01", "value": {"amount": 1400000.25, "currency": "EUR"}, "suppliers": [{"id": "M"}], "relatedLots": ["L1"], "relatedBids": [2],
   "hasSubcontracting": true, "subcontracting": {"value": {"amount": 140000.025, "currency": "EUR"}, "subcontracts": [{"id": "c", "subcontractor": {"id": "X", "name": "SIA Iks"}}]}}],
  "contracts": [{"id": 77, "awardID": "9", "status": "active", "dateSigned": "2025-02-20", "period": {"startDate": "2025-03-01", "endDate": "2026-02-28"}, "value": {"amount": 1390000, "currency": "EUR"},
   "amendments": [{"id": "1", "date": "2025-06-01"}], "implementation": {"transactions": [{"payer": {"id": "B"}, "payee": {"id": "M"}}]}}])";

const Imported& full() {
  static const Imported imported = import_text(package(std::string(kParties) + ", " + kTender + ", " + kBids + ", " + kAwards));
  return imported;
}

std::string org(const std::string& key, const std::string& field) { return full().value("organisation", "o-1/org/" + key, field); }

}  // namespace

TEST_CASE("the process: what, who, where, how, how much, when") {
  const auto field = [](const std::string& name) { return full().value("contract", "o-1", name); };
  CHECK(full().rejections.empty());
  CHECK(field("id") == "o-1");
  CHECK(field("title") == "Depo būve");
  CHECK(field("buyer") == "o-1/org/B");
  CHECK(field("cpv_main") == "45213316");
  CHECK(field("cpv_other") == "34940000");
  CHECK(field("main_category") == "works");
  CHECK(field("procurement_method") == "open");
  CHECK(field("estimated_value") == "1500000.50 EUR");
  CHECK(field("value") == "1390000.00 EUR");
  CHECK(field("currency") == "EUR");
  CHECK(field("date_published") == "2024-12-01");
  CHECK(field("submission_deadline") == "2025-01-20");
  CHECK(field("place_country") == "LV");
  CHECK(field("place_nuts") == "LV006");
  CHECK(field("status") == "complete");
  CHECK(field("award_basis") == "price_only");
  CHECK(field("number_of_tenderers") == "2");
  CHECK(field("subcontract_rules") == "Vismaz 10 %");
  CHECK(field("duration_months") == "11.99");
}

TEST_CASE("organisations: identifiers, names, address, size, roles also from references") {
  CHECK(org("M", "name") == "SIA Galvenais");
  CHECK(org("M", "other_names") == "SIA \"Galvenais\"");
  CHECK(org("M", "reg_number") == "40003000001");
  CHECK(org("M", "reg_scheme") == "LV-RE");
  CHECK(org("M", "lei") == "984500ABCDEF12345678");
  CHECK(org("M", "other_identifiers") == "EE-RIK:10000001");
  CHECK(org("M", "country") == "LV");
  CHECK(org("M", "city") == "Rīga");
  CHECK(org("M", "size") == "sme");
  CHECK(org("M", "nace") == "41.20");
  CHECK(org("M", "is_listed_company") == "no");
  CHECK(org("M", "roles") == "tenderer, supplier | payee");
  CHECK(org("S", "country") == "EE");
  CHECK(org("S", "roles") == "tenderer | prime");
  CHECK(org("T", "country") == "LT");
  CHECK(org("X", "name") == "SIA Iks");
  CHECK(org("X", "roles") == "subcontractor");
}

TEST_CASE("contact data of persons, and what owners are besides role holders, is not read") {
  CHECK(org("M", "email").empty());
  CHECK(org("M", "phone").empty());
  CHECK(org("M", "website") == "https://galvenais.example");
  CHECK(org("S", "email") == "info@teine.example");
  CHECK(org("S", "phone") == "3725550000");
  const std::string all = full().all();
  for (const char* secret : {"Jānis", "janis.berzins", "20000001", "LV123", "Mājas iela", "nationalit"})
    CHECK(all.find(secret) == std::string::npos);
  CHECK(full().value("person", "o-1/org/M/person/o1", "name") == "Anna Kalniņa");
  CHECK(full().facts("person", "o-1/org/M/person/o1", "register_id").empty());
  const std::string ownership = "o-1/org/M/person/o1/ownership";
  CHECK(full().value("ownership", ownership, "subject") == "o-1/org/M");
  CHECK(full().value("ownership", ownership, "person") == "o-1/org/M/person/o1");
  CHECK(full().value("ownership", ownership, "role") == "beneficial_owner");
}

TEST_CASE("of a supplier known by an identity paper only the name and the part played are read") {
  const Imported imported = import_text(package(
      R"("parties": [{"id": "LV-IDCARD-PA7654321", "name": "Jānis Paraugs", "roles": ["tenderer"], "identifier": {"scheme": "LV-IDCARD", "id": "PA7654321", "legalName": "Jānis Paraugs"},
      "address": {"streetAddress": "Mājas iela 3", "locality": "Ogre", "countryName": "Latvia"}, "contactPoint": {"telephone": "20000002"}},
      {"id": "2", "name": "Anna Parauga", "identifier": {"scheme": "EE-PASSPORT", "id": "K0000007"}, "address": {"region": "Harju", "country": "EE"}}],
      "bids": {"details": [{"id": "1", "tenderers": [{"id": "LV-IDCARD-PA7654321"}]}]}, "awards": [{"id": "1", "suppliers": ["LV-IDCARD-PA7654321"]}])"));
  const std::string all = imported.all();
  for (const char* secret : {"PA7654321", "IDCARD", "K0000007", "PASSPORT", "Mājas", "Ogre", "Harju", "20000002", "= LV", "= EE"}) {
    INFO(secret);
    CHECK(all.find(secret) == std::string::npos);
  }
  CHECK(imported.keys("organisation").size() == 2);
  const std::string key = imported.value("bid", "o-1/bid/1", "bidder");
  CHECK(key.starts_with("o-1/org/person-"));
  CHECK(imported.value("award", "o-1/award/1", "suppliers") == key);
  CHECK(imported.value("organisation", key, "name") == "Jānis Paraugs");
  CHECK(imported.value("organisation", key, "roles") == "tenderer | supplier");
}

TEST_CASE("lots take their code and place from their items") {
  const auto field = [](const std::string& name) { return full().value("lot", "o-1/lot/L1", name); };
  CHECK(field("contract") == "o-1");
  CHECK(field("cpv") == "45213316");
  CHECK(field("place_country") == "LV");
  CHECK(field("value") == "1500000.50 EUR");
  CHECK(field("start_date") == "2025-03-01");
  CHECK(field("award_basis") == "mixed");
  CHECK(field("number_of_tenderers") == "2");
  CHECK(field("bids_complete") == "yes");
}

TEST_CASE("bids: members of a consortium, its leader, price, rank, status") {
  const auto field = [](const std::string& id, const std::string& name) { return full().value("bid", "o-1/bid/" + id, name); };
  CHECK(field("1", "members") == "o-1/org/S, o-1/org/T");
  CHECK(field("1", "bidder") == "o-1/org/T");
  CHECK(field("1", "amount") == "1400000.25 EUR");
  CHECK(full().facts("bid", "o-1/bid/1", "amount").at(0).raw == "1 400 000,25 EUR");
  CHECK(field("1", "submitted_on") == "2025-01-19");
  CHECK(field("1", "rank") == "2");
  CHECK(field("1", "subcontract_share") == "25 %");
  CHECK(field("2", "bidder") == "o-1/org/M");
  CHECK(field("2", "lot") == "o-1/lot/L1");
  CHECK(field("2", "members").empty());
  CHECK(full().facts("bid", "o-1/bid/2", "status").at(0).evidence == model::EvidenceClass::declaration);
}

TEST_CASE("awards carry their contract, bid, lot and suppliers") {
  const auto field = [](const std::string& name) { return full().value("award", "o-1/award/9", name); };
  CHECK(field("suppliers") == "o-1/org/M");
  CHECK(field("bid") == "o-1/bid/2");
  CHECK(field("lot") == "o-1/lot/L1");
  CHECK(field("value") == "1400000.25 EUR");
  CHECK(field("date") == "2025-02-01");
  CHECK(field("status") == "active");
  CHECK(field("contract_id") == "77");
  CHECK(field("date_signed") == "2025-02-20");
  CHECK(field("start_date") == "2025-03-01");
  CHECK(field("end_date") == "2026-02-28");
  CHECK(field("has_subcontracting") == "yes");
  CHECK(field("subcontract_value") == "140000.025 EUR");
  CHECK(full().facts("award", "o-1/award/9", "value").at(0).evidence == model::EvidenceClass::register_or_decision);
  CHECK(full().keys("event") == std::set<std::string>{"o-1/amendment/contract-77/1"});
}

TEST_CASE("named subcontractors become supplies, also through a chain of main contractors") {
  const auto field = [](const std::string& key, const std::string& name) { return full().value("supply", key, name); };
  CHECK(full().keys("supply").size() == 3);
  CHECK(field("o-1/bid/1/supply/a", "parent") == "o-1/org/S");
  CHECK(field("o-1/bid/1/supply/a", "child") == "o-1/org/X");
  CHECK(field("o-1/bid/1/supply/a", "stage") == "offer");
  CHECK(field("o-1/bid/1/supply/a", "bid") == "o-1/bid/1");
  CHECK(field("o-1/bid/1/supply/b", "parent") == "o-1/org/X");
  CHECK(field("o-1/bid/1/supply/b", "parent_supply") == "o-1/bid/1/supply/a");
  CHECK(field("o-1/award/9/supply/c", "parent") == "o-1/org/M");
  CHECK(full().facts("supply", "o-1/award/9/supply/c", "parent").at(0).evidence == model::EvidenceClass::computed);
  CHECK(field("o-1/award/9/supply/c", "stage") == "contract");
  CHECK(field("o-1/award/9/supply/c", "contract_number") == "77");
  CHECK(field("o-1/award/9/supply/c", "tier").empty());
}

TEST_CASE("goods are items that are goods, with their codes, price and origin") {
  const auto field = [](const std::string& key, const std::string& name) { return full().value("good", key, name); };
  CHECK(full().keys("good") == std::set<std::string>{"o-1/good/2", "o-1/good/bid-2/p"});
  CHECK(field("o-1/good/2", "cpv") == "34940000");
  CHECK(field("o-1/good/2", "hs_code") == "7302");
  CHECK(field("o-1/good/2", "quantity") == "120.5");
  CHECK(field("o-1/good/2", "unit_price") == "900.00 EUR");
  CHECK(field("o-1/good/bid-2/p", "bid") == "o-1/bid/2");
  CHECK(field("o-1/good/bid-2/p", "supplier") == "o-1/org/M");
  CHECK(field("o-1/good/bid-2/p", "origin_country") == "PL");
  CHECK(field("o-1/good/bid-2/p", "unit_price") == "1.00 EUR");
}

TEST_CASE("a fact says where it stood: record and relative pointer, date of the release") {
  const auto facts = full().facts("award", "o-1/award/9", "value");
  CHECK(facts.at(0).place == "/value");
  CHECK(to_iso(facts.at(0).date.value()) == "2025-02-03");
  for (const model::Record& record : full().records) {
    if (record.key == "o-1/org/X") CHECK(record.place.starts_with("/releases/0/bids/details/0/subcontracting/subcontracts/"));
  }
}

TEST_CASE("no list is complete because nothing more was published") {
  const Imported bare = import_text(package(
      R"("parties": [{"id": "M", "name": "M"}], "tender": {"id": "t", "lots": [{"id": "1"}]}, "bids": {"details": [{"id": "1", "tenderers": [{"id": "M"}]}]},
    "awards": [{"id": "1", "suppliers": [{"id": "M"}], "hasSubcontracting": false}])"));
  for (const model::Record& record : bare.records) {
    for (const model::Fact& fact : record.facts) {
      CHECK(vocabulary().field(fact.field).name.find("_complete") == std::string::npos);
      if (const auto* list = std::get_if<model::List>(&fact.value)) {
        CHECK_FALSE(list->complete);
        CHECK_FALSE(list->items.empty());
      }
      if (const auto* unknown = std::get_if<model::Unknown>(&fact.value)) CHECK(unknown->reason != model::UnknownReason::missing);
    }
  }
  CHECK(bare.keys("supply").empty());
  CHECK(bare.value("award", "o-1/award/1", "has_subcontracting") == "no");
  CHECK(bare.facts("bid", "o-1/bid/1", "status").empty());
  CHECK(bare.facts("contract", "o-1", "number_of_tenderers").empty());
}

TEST_CASE("the list of bids is complete only when their stated number is listed") {
  const auto complete = [](const std::string& members) { return import_text(package(members)).value("contract", "o-1", "bids_complete"); };
  const std::string two =
      R"("bids": {"details": [{"id": "1", "tenderers": [{"id": "A"}]}, {"id": "2", "tenderers": [{"id": "B"}, {"id": "C"}]}])";
  CHECK(complete(two + "}").empty());
  CHECK(complete(two + R"(}, "tender": {"numberOfTenderers": 2})") == "yes");
  CHECK(complete(two + R"(}, "tender": {"numberOfTenderers": "3"})").empty());
  CHECK(complete(two + R"(, "statistics": [{"measure": "bids", "value": 2}]}, "tender": {"numberOfTenderers": 3})") == "yes");
  CHECK(complete(two + R"(, "statistics": [{"measure": "bids", "value": 5}]}, "tender": {"numberOfTenderers": 2})").empty());
  CHECK(complete(R"("tender": {"numberOfTenderers": 2, "tenderers": [{"id": "A"}, {"id": "B"}]})") == "yes");
  const Imported computed = import_text(package(two + R"(}, "tender": {"numberOfTenderers": 2})"));
  CHECK(computed.facts("contract", "o-1", "bids_complete").at(0).evidence == model::EvidenceClass::computed);
}

TEST_CASE("tenderers without published bids are bids of which nothing more is known") {
  const Imported imported =
      import_text(package(R"("tender": {"tenderers": [{"id": "A", "name": "A"}, {"id": "A"}, {"id": "B", "name": "B"}]})"));
  CHECK(imported.keys("bid") == std::set<std::string>{"o-1/bid/tenderer-A", "o-1/bid/tenderer-B"});
  CHECK(imported.value("bid", "o-1/bid/tenderer-A", "bidder") == "o-1/org/A");
  CHECK(imported.facts("bid", "o-1/bid/tenderer-A", "amount").empty());
}

TEST_CASE("awards that did not take effect keep their status") {
  const Imported imported = import_text(package(
      R"("awards": [{"id": "1", "status": "pending", "suppliers": [{"id": "A"}]}, {"id": "2", "status": "cancelled"}, {"id": "3", "status": "unsuccessful"}, {"id": "4", "status": "piešķirts"}])"));
  CHECK(imported.value("award", "o-1/award/1", "status") == "pending");
  CHECK(imported.value("award", "o-1/award/2", "status") == "cancelled");
  CHECK(imported.value("award", "o-1/award/3", "status") == "unsuccessful");
  CHECK(imported.value("award", "o-1/award/4", "status") == "unknown (unreadable)");
  CHECK(imported.facts("award", "o-1/award/4", "status").at(0).raw == "piešķirts");
}

TEST_CASE("nobody supplies the goods of a contract whose award did not take effect") {
  const auto supplier = [](const std::string& status) {
    return import_text(package(R"("awards": [{"id": "1", "status": ")" + status + R"(", "suppliers": [{"id": "A"}]}],
    "contracts": [{"id": "c", "awardID": "1", "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "33141420-0"}}]}])"))
        .value("good", "o-1/good/contract-c/1", "supplier");
  };
  CHECK(supplier("active") == "o-1/org/A");
  CHECK(supplier("cancelled").empty());
}

TEST_CASE("the framework that a process follows from is its parent, when it names one only") {
  const auto parent = [](const std::string& related) {
    return import_text(package(R"("relatedProcesses": [)" + related + "]")).value("contract", "o-1", "parent_contract");
  };
  const std::string framework = R"({"relationship": ["framework"], "scheme": "ocid", "identifier": "f-1"})";
  CHECK(parent(framework) == "f-1");
  CHECK(parent(framework + R"(, {"relationship": "parent", "identifier": "f-1"})") == "f-1");
  CHECK(parent(framework + R"(, {"relationship": ["parent"], "scheme": "ocid", "identifier": "f-2"})").empty());
  CHECK(parent(R"({"relationship": ["prior"], "identifier": "p-1"}, {"relationship": ["framework"], "scheme": "uri", "identifier": "x"})")
            .empty());
}

TEST_CASE("several contracts of one award give all numbers and the whole time") {
  const Imported imported = import_text(package(R"("awards": [{"id": "1", "suppliers": [{"id": "A"}]}], "contracts": [
    {"id": "c1", "awardID": "1", "dateSigned": "2025-03-02", "period": {"startDate": "2025-04-01", "endDate": "2025-05-01"}, "value": {"amount": 100, "currency": "EUR"}},
    {"id": "c2", "awardID": 1, "dateSigned": "2025-03-01", "period": {"startDate": "2025-04-02", "endDate": "2025-06-01"}, "value": {"amount": 50.5, "currency": "EUR"}}])"));
  CHECK(imported.value("award", "o-1/award/1", "contract_id") == "c1; c2");
  CHECK(imported.value("award", "o-1/award/1", "date_signed") == "2025-03-01");
  CHECK(imported.value("award", "o-1/award/1", "end_date") == "2025-06-01");
  CHECK(imported.value("contract", "o-1", "value") == "150.50 EUR");
}

TEST_CASE("a process run to subcontract a part joins the suppliers of both") {
  const std::string outer =
      R"({"ocid": "a", "date": "2025-01-01", "tag": ["contract"], "awards": [{"id": "1", "status": "active", "suppliers": [{"id": "M"}]}],
    "contracts": [{"id": "c", "awardID": "1", "relatedProcesses": [{"id": "1", "relationship": ["subContract"], "scheme": "ocid", "identifier": "b"}]}]})";
  const std::string inner =
      R"({"ocid": "b", "date": "2025-02-01", "tag": ["award"], "awards": [{"id": "1", "status": "active", "suppliers": [{"id": "S"}]}, {"id": "2", "status": "cancelled", "suppliers": [{"id": "Z"}]}]})";
  const Imported both = import_text(outer + "\n" + inner);
  CHECK(both.keys("supply") == std::set<std::string>{"a/supply/process/b/0"});
  CHECK(both.value("supply", "a/supply/process/b/0", "parent") == "a/org/M");
  CHECK(both.value("supply", "a/supply/process/b/0", "child") == "b/org/S");
  CHECK(both.value("supply", "a/supply/process/b/0", "award") == "a/award/1");
  const Imported alone = import_text(outer);
  CHECK(alone.keys("supply").empty());
  CHECK(alone.told("KD1119") == 1);
}
