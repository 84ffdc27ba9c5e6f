// GLEIF data: entities, parents and the reasons why there are none, the same from every form.
#include <catch2/catch.hpp>

#include "importers/gleif/importer.hpp"
#include "tests/importers/lists/support.hpp"

using import_test::import_all;
using import_test::import_one;
using import_test::Imported;
using kede::importers::gleif::importer;

namespace {

constexpr const char* kChild = "6488KEDE00BUVE000033";
constexpr const char* kParent = "6488KEDE00MATE000043";
constexpr const char* kTop = "6488KEDE00GALA000032";

std::string relation(const std::string& child, const std::string& type, const std::string& parent,
                     const std::string& more = R"("RelationshipStatus":"ACTIVE")", const std::string& registration = "PUBLISHED") {
  return R"({"Relationship":{"StartNode":{"NodeID":")" + child + R"(","NodeIDType":"LEI"},"EndNode":{"NodeID":")" + parent +
         R"(","NodeIDType":"LEI"},"RelationshipType":")" + type + R"(",)" + more + R"(},"Registration":{"RegistrationStatus":")" +
         registration + R"(","LastUpdateDate":"2025-09-01T08:00:00Z"}})";
}

std::string key(const std::string& child, const std::string& type, const std::string& parent) {
  return "gleif:" + child + '/' + type + '/' + parent;
}

std::string json_entity(const std::string& more) {
  return std::string(R"([{"LEI":")") + kChild + R"(","Entity":{"LegalName":"SIA Būve")" + more +
         R"(},"Registration":{"LastUpdateDate":"2025-10-01T08:00:00Z"}}])";
}

std::string without_places(const Imported& read) {
  std::string out;
  for (const auto& record : read.records) {
    out += record.key + '\n';
    for (const auto& fact : record.facts)
      out += kede::model::to_text(fact.value) + ' ' + (fact.date ? kede::to_iso(*fact.date) : "") + '\n';
  }
  return out;
}

}  // namespace

TEST_CASE("one entity is the same from XML, from JSON of both kinds and from CSV") {
  const std::string lei = kChild;
  const auto xml = import_one(
      importer,
      R"(<?xml version="1.0"?><lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"><lei:LEIRecords><lei:LEIRecord><lei:LEI>)" +
          lei +
          R"(</lei:LEI><lei:Entity><lei:LegalName>SIA Būve</lei:LegalName><lei:OtherEntityNames><lei:OtherEntityName>Buve</lei:OtherEntityName></lei:OtherEntityNames>)"
          R"(<lei:LegalAddress><lei:FirstAddressLine>Iela 1</lei:FirstAddressLine><lei:AdditionalAddressLine>2. stāvs</lei:AdditionalAddressLine><lei:City>Rīga</lei:City>)"
          R"(<lei:Country>LV</lei:Country><lei:PostalCode>LV-1001</lei:PostalCode></lei:LegalAddress><lei:RegistrationAuthority><lei:RegistrationAuthorityID>RA000423</lei:RegistrationAuthorityID>)"
          R"(<lei:RegistrationAuthorityEntityID>40003009497</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority><lei:LegalJurisdiction>LV</lei:LegalJurisdiction>)"
          R"(<lei:LegalForm><lei:EntityLegalFormCode>ES2D</lei:EntityLegalFormCode></lei:LegalForm><lei:EntityStatus>ACTIVE</lei:EntityStatus></lei:Entity>)"
          R"(<lei:Registration><lei:LastUpdateDate>2025-10-01T08:00:00Z</lei:LastUpdateDate></lei:Registration></lei:LEIRecord></lei:LEIRecords></lei:LEIData>)");
  const auto json = import_one(
      importer,
      json_entity(
          R"(,"OtherEntityNames":[{"type":"T","OtherEntityName":"Buve"}],"LegalAddress":{"FirstAddressLine":"Iela 1","AdditionalAddressLine":"2. stāvs","City":"Rīga","Country":"LV","PostalCode":"LV-1001"},)"
          R"("RegistrationAuthority":{"RegistrationAuthorityID":"RA000423","RegistrationAuthorityEntityID":"40003009497"},"LegalJurisdiction":"LV","LegalForm":{"EntityLegalFormCode":"ES2D"},"EntityStatus":"ACTIVE")"));
  const auto dollars = import_one(
      importer,
      R"({"records":[{"LEI":{"$":")" + lei +
          R"("},"Entity":{"LegalName":{"@xml:lang":"lv","$":"SIA Būve"},"OtherEntityNames":{"OtherEntityName":[{"@type":"T","$":"Buve"}]},)"
          R"("LegalAddress":{"FirstAddressLine":{"$":"Iela 1"},"AdditionalAddressLine":[{"$":"2. stāvs"}],"City":{"$":"Rīga"},"Country":{"$":"LV"},"PostalCode":{"$":"LV-1001"}},)"
          R"("RegistrationAuthority":{"RegistrationAuthorityID":{"$":"RA000423"},"RegistrationAuthorityEntityID":{"$":"40003009497"}},"LegalJurisdiction":{"$":"LV"},)"
          R"("LegalForm":{"EntityLegalFormCode":{"$":"ES2D"}},"EntityStatus":{"$":"ACTIVE"}},"Registration":{"LastUpdateDate":{"$":"2025-10-01T08:00:00Z"}}}]})");
  const auto csv =
      import_one(importer,
                 "LEI,Entity.LegalName,Entity.OtherEntityNames.OtherEntityName.1,Entity.LegalAddress.FirstAddressLine,Entity.LegalAddress."
                 "AdditionalAddressLine.1,"
                 "Entity.LegalAddress.City,Entity.LegalAddress.Country,Entity.LegalAddress.PostalCode,Entity.RegistrationAuthority."
                 "RegistrationAuthorityID,"
                 "Entity.RegistrationAuthority.RegistrationAuthorityEntityID,Entity.LegalJurisdiction,Entity.LegalForm.EntityLegalFormCode,"
                 "Entity.EntityStatus,Registration.LastUpdateDate\n" +
                     lei + ",SIA Būve,Buve,Iela 1,2. stāvs,Rīga,LV,LV-1001,RA000423,40003009497,LV,ES2D,ACTIVE,2025-10-01T08:00:00Z\n");
  CHECK(xml.value("organisation", "gleif:" + lei, "reg_scheme") == "LV-RE");
  CHECK(xml.value("organisation", "gleif:" + lei, "legal_form") == "SIA");
  CHECK(xml.value("organisation", "gleif:" + lei, "address") == "Iela 1, 2. stāvs");
  CHECK(xml.value("organisation", "gleif:" + lei, "registration_status") == "active");
  CHECK(without_places(xml) == without_places(json));
  CHECK(without_places(xml) == without_places(dollars));
  CHECK(without_places(xml) == without_places(csv));
}

TEST_CASE("an authority that stands for no one register keeps its own code, and none stands for none") {
  const auto numbers = [](const std::string& authority) {
    const auto read = import_one(importer, json_entity(R"(,"RegistrationAuthority":{"RegistrationAuthorityID":")" + authority +
                                                       R"(","RegistrationAuthorityEntityID":"77"})"));
    const std::string organisation = std::string("gleif:") + kChild;
    return read.value("organisation", organisation, "reg_scheme") + read.value("organisation", organisation, "other_identifiers");
  };
  CHECK(numbers("RA000181") == "EE-RIK");
  CHECK(numbers("RA000602") == "[RA000602:77, …]");
  CHECK(numbers("RA888888").empty());
}

TEST_CASE("an entity that ended says how and when, and who came after it") {
  const auto read = import_one(
      importer,
      json_entity(
          R"(,"EntityStatus":"INACTIVE","EntityExpirationDate":"2024-05-31T00:00:00Z","EntityExpirationReason":"CORPORATE_ACTION","SuccessorEntity":{"SuccessorLEI":")" +
          std::string(kParent) + "\"}"));
  const std::string organisation = std::string("gleif:") + kChild;
  CHECK(read.value("organisation", organisation, "registration_status") == "reorganised");
  CHECK(read.value("organisation", organisation, "closed_on") == "2024-05-31");
  const std::string event = organisation + "/successor/" + kParent;
  CHECK(read.value("event", event, "type") == "ownership_change");
  CHECK(read.value("event", event, "description") == std::string("→ LEI ") + kParent);
}

TEST_CASE("the start of a relationship is the child; consolidation is control, not a share") {
  const auto read = import_one(
      importer,
      "[" +
          relation(
              kChild, "IS_DIRECTLY_CONSOLIDATED_BY", kParent,
              R"("RelationshipStatus":"ACTIVE","RelationshipPeriods":[{"StartDate":"2020-01-01T00:00:00Z","EndDate":"2020-12-31T00:00:00Z","PeriodType":"ACCOUNTING_PERIOD"},)"
              R"({"StartDate":"2018-02-06T00:00:00Z","PeriodType":"RELATIONSHIP_PERIOD"}],"RelationshipQuantifiers":[{"MeasurementMethod":"ACCOUNTING_CONSOLIDATION","QuantifierAmount":"1.00","QuantifierUnits":"PERCENTAGE"}])") +
          "]");
  const std::string tie = key(kChild, "IS_DIRECTLY_CONSOLIDATED_BY", kParent);
  CHECK(read.value("ownership", tie, "subject") == std::string("gleif:") + kChild);
  CHECK(read.value("ownership", tie, "owner") == std::string("gleif:") + kParent);
  CHECK(read.value("ownership", tie, "role") == "shareholder");
  CHECK(read.value("ownership", tie, "share_min") == "50 %");
  CHECK(read.value("ownership", tie, "share_max").empty());
  CHECK(read.facts("ownership", tie, "share_min")[0].evidence == kede::model::EvidenceClass::computed);
  CHECK(read.value("ownership", tie, "start_date") == "2018-02-06");
  CHECK(read.value("ownership", tie, "end_date").empty());
  CHECK(read.value("organisation", std::string("gleif:") + kParent, "lei") == kParent);
}

TEST_CASE("an ultimate parent is added only where no chain of direct parents leads to it, in whatever file the chain stands") {
  const std::string chain =
      "[" + relation(kChild, "IS_DIRECTLY_CONSOLIDATED_BY", kParent) + "," + relation(kParent, "IS_DIRECTLY_CONSOLIDATED_BY", kTop) + "]";
  const std::string ultimate = "[" + relation(kChild, "IS_ULTIMATELY_CONSOLIDATED_BY", kTop) + "]";
  const std::string tie = key(kChild, "IS_ULTIMATELY_CONSOLIDATED_BY", kTop);
  const auto with_chain = import_all(importer, {{"1", ultimate}, {"2", chain}});
  CHECK_FALSE(with_chain.keys("ownership").contains(tie));
  CHECK(with_chain.told("KD1534") == 1);
  CHECK(import_one(importer, ultimate).keys("ownership").contains(tie));
  const auto circle = import_one(importer, "[" + relation(kChild, "IS_DIRECTLY_CONSOLIDATED_BY", kParent) + "," +
                                               relation(kParent, "IS_DIRECTLY_CONSOLIDATED_BY", kChild) + "," +
                                               relation(kChild, "IS_ULTIMATELY_CONSOLIDATED_BY", kTop) + "]");
  CHECK(circle.keys("ownership").contains(tie));
}

TEST_CASE("an inactive relationship has ended, an annulled one never was") {
  const auto read = import_one(importer, "[" + relation(kChild, "IS_FUND-MANAGED_BY", kParent, R"("RelationshipStatus":"INACTIVE")") + "," +
                                             relation(kChild, "IS_SUBFUND_OF", kParent, R"("RelationshipStatus":"ACTIVE")", "ANNULLED") +
                                             "," + relation(kChild, "IS_FEEDER_TO", kTop) + "]");
  CHECK(read.value("ownership", key(kChild, "IS_FUND-MANAGED_BY", kParent), "end_date") == "2025-09-01");
  CHECK(read.value("ownership", key(kChild, "IS_FUND-MANAGED_BY", kParent), "role") == "manager");
  CHECK(read.value("ownership", key(kChild, "IS_FEEDER_TO", kTop), "role") == "unknown (missing)");
  CHECK(read.keys("ownership").size() == 2);
  CHECK(read.told("KD1533") == 1);
}

TEST_CASE("no parent is a reason") {
  const auto exception = [](const std::string& reason) {
    return std::string(R"({"LEI":")") + kChild + R"(","ExceptionCategory":"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT","ExceptionReason":")" +
           reason + R"(","ContentDate":"2026-01-05T08:00:00Z"})";
  };
  const auto read = import_one(importer, "[" + exception("NATURAL_PERSONS") + "," + exception("NON_PUBLIC") + "," + exception("NO_LEI") +
                                             "," + exception("NO_KNOWN_PERSON") + "]");
  const std::string none = std::string("gleif:") + kChild + "/no_parent/";
  CHECK(read.value("ownership", none + "NATURAL_PERSONS", "owner_type") == "person");
  CHECK(read.value("ownership", none + "NON_PUBLIC", "owner") == "unknown (withheld)");
  CHECK(read.value("ownership", none + "NON_PUBLIC", "owner_type") == "unknown");
  CHECK(read.value("ownership", none + "NO_LEI", "owner_type") == "organisation");
  CHECK(read.value("ownership", none + "NO_KNOWN_PERSON", "unidentified_reason") == "NO_KNOWN_PERSON");
  CHECK(read.facts("ownership", none + "NO_LEI", "role")[0].date == kede::testing::day("2026-01-05"));
}

TEST_CASE("the street of a sole proprietor is not read") {
  const auto read = import_one(
      importer,
      json_entity(
          R"(,"EntityCategory":"SOLE_PROPRIETOR","LegalAddress":{"FirstAddressLine":"Mājas iela 1","City":"Rīga","Country":"LV","PostalCode":"LV-1001"})"));
  CHECK(read.dump().find("Mājas") == std::string::npos);
  CHECK(read.dump().find("LV-1001") == std::string::npos);
}

TEST_CASE("what GLEIF did not publish is rejected or not taken for its data") {
  CHECK(import_one(importer, R"([{"LEI":"","Entity":{}},{"x":1},{"Relationship":{}},{"LEI":"A","ExceptionCategory":"B"}])").rejected() ==
        "KD1531@/0 KD1530@/1 KD1532@/2 KD1532@/3");
  CHECK(importer.recognise("x", R"([{"LEI":"A","Entity":{}}])") > 50);
  CHECK(importer.recognise("x", R"([{"LEI":"A","name":"B"}])") == 0);
  CHECK(importer.recognise("x", "<LEIData/>") == 0);
  CHECK(importer.recognise("x", "LEI,Entity.LegalName\n") > 50);
  CHECK(importer.recognise("x", "lei,name\n") == 0);
}
