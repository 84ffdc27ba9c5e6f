#include <catch2/catch.hpp>

#include "importers/espd/importer.hpp"
#include "importers/espd/named_firms.hpp"
#include "tests/importers/lists/support.hpp"

using import_test::import_one;
using import_test::Imported;
using kede::importers::espd::firms_in;
using kede::importers::espd::importer;

namespace {

const std::string kOperator = "espd:11111111-2222-4333-8444-555555555555/operator";
const std::string kBid = "espd:11111111-2222-4333-8444-555555555555/bid";
const std::string kNamed = "espd:11111111-2222-4333-8444-555555555555/named/";

std::string sample() { return kede::DiskFileSystem().read_all(KEDE_SOURCE_DIR "/tests/importers/espd/sample/response.xml").value(); }

// The sample with something replaced.
std::string with(const std::string& old, const std::string& fresh) {
  std::string text = sample();
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), fresh);
}

// A small response of version 4: short codes, no UUIDs of criteria, one question answered several times.
std::string newer(const std::string& criteria, const std::string& responses, const std::string& role = "sole-tenderer") {
  return "<QualificationApplicationResponse "
         "xmlns='urn:oasis:names:specification:ubl:schema:xsd:QualificationApplicationResponse-2'><UUID>u</UUID>"
         "<ContractFolderID>0f3a2b1c-1111-4222-8333-444455556666</ContractFolderID><ProfileExecutionID>ESPD-EDMv4.1.0</ProfileExecutionID>"
         "<EconomicOperatorParty><EconomicOperatorRole><RoleCode>" +
         role +
         "</RoleCode></EconomicOperatorRole><Party><PartyIdentification><ID>LV40003009497</ID>"
         "</PartyIdentification><PartyName><Name>SIA Alfa</Name></PartyName></Party></EconomicOperatorParty>" +
         criteria + responses + "</QualificationApplicationResponse>";
}
std::string criterion(const std::string& code, const std::string& questions) {
  return "<TenderingCriterion><ID>C_" + code + "</ID><CriterionTypeCode>" + code + "</CriterionTypeCode><TenderingCriterionPropertyGroup>" +
         questions + "</TenderingCriterionPropertyGroup></TenderingCriterion>";
}
std::string question(const std::string& id, const std::string& type) {
  return "<TenderingCriterionProperty><ID>" + id + "</ID><TypeCode>QUESTION</TypeCode><ValueDataTypeCode>" + type +
         "</ValueDataTypeCode></TenderingCriterionProperty>";
}
std::string response(const std::string& id, const std::string& value) {
  return "<TenderingCriterionResponse><ValidatedCriterionPropertyID>" + id + "</ValidatedCriterionPropertyID><ResponseValue>" + value +
         "</ResponseValue></TenderingCriterionResponse>";
}

}  // namespace

TEST_CASE("a no to trafficking is a declaration, and an unanswered ground is blank", "[espd]") {
  const Imported read = import_one(importer, sample());
  CHECK(read.rejected().empty());
  CHECK(read.value("organisation", kOperator, "self_declaration_trafficking") == "no_breach");
  CHECK(read.facts("organisation", kOperator, "self_declaration_trafficking").at(0).evidence == kede::model::EvidenceClass::declaration);
  CHECK(read.value("organisation", kOperator, "self_declaration_labour_law") == "blank");
  CHECK(read.value("organisation", kOperator, "self_declaration_request") == "provided");
  CHECK(read.value("answer",
                   "espd:11111111-2222-4333-8444-555555555555/answer/CRITERION.EXCLUSION.CONVICTIONS.CHILD_LABOUR-HUMAN_TRAFFICKING/1",
                   "answer") == "no");
  CHECK(read.keys("event").size() == 1);  // of the corruption that was declared
}

TEST_CASE("a declared conviction is an event without the person", "[espd]") {
  const Imported read = import_one(importer, sample());
  const std::string event = "espd:11111111-2222-4333-8444-555555555555/conviction/exg_crim_corrup";
  CHECK(read.value("event", event, "type") == "conviction");
  CHECK(read.value("event", event, "date") == "2024-02-03");
  const std::string all = read.dump();
  CHECK(all.find("Never") == std::string::npos);
  CHECK(all.find("Invented reason") != std::string::npos);
}

TEST_CASE("the operator of an ESPD is a bidder with its share, its staff and its representatives", "[espd]") {
  const Imported read = import_one(importer, sample());
  CHECK(read.value("organisation", kOperator, "reg_number") == "40003009497");
  CHECK(read.value("organisation", kOperator, "country") == "LV");
  CHECK(read.value("organisation", kOperator, "size") == "sme");
  CHECK(read.value("organisation", kOperator, "employees") == "14 | 12");
  CHECK(read.value("organisation", kOperator, "employees_date") == "2024-12-31 | 2025-12-31");
  CHECK(read.value("bid", kBid, "contract") == "KS-2026-04");
  CHECK(read.value("bid", kBid, "bidder") == kOperator);
  CHECK(read.value("bid", kBid, "members") == '[' + kOperator + ']');
  CHECK(read.value("bid", kBid, "subcontract_share") == "35 %");
  CHECK(read.value("bid", kBid, "submitted_on") == "2026-05-20");
  REQUIRE(read.keys("person").size() == 1);
  CHECK(read.value("person", *read.keys("person").begin(), "name") == "Anna Paraudziņa");
  CHECK(read.value("person", *read.keys("person").begin(), "birth_date") == "1980-01-02");
  CHECK(read.value("ownership", *read.keys("ownership").begin(), "role") == "representative");
}

TEST_CASE("subcontractors and entities that the operator names are supplies of the offer", "[espd]") {
  const Imported read = import_one(importer, sample());
  CHECK(read.keys("supply").size() == 3);
  const std::string first = kNamed + "CRITERION.OTHER.EO_DATA.SUBCONTRACTS_WITH_THIRD_PARTIES/1";
  CHECK(read.value("organisation", first, "name") == "SIA \"Ziemeļu Rokas\"");
  CHECK(read.value("organisation", first, "reg_number") == "50003334446");
  CHECK(read.value("organisation", first, "country") == "LV");
  CHECK(read.value("supply", first, "stage") == "offer");
  CHECK(read.value("supply", first, "declared_by") == "tenderer");
  CHECK(read.value("supply", first, "relied_on_capacity") == "no");
  CHECK(read.value("supply", first, "bid") == kBid);
  const std::string relied = kNamed + "CRITERION.OTHER.EO_DATA.RELIES_ON_OTHER_CAPACITIES/1";
  CHECK(read.value("organisation", relied, "vat_number") == "LV40003009497");
  CHECK(read.value("supply", relied, "relied_on_capacity") == "yes");
}

TEST_CASE("prose names no firm", "[espd]") {
  CHECK(firms_in("SIA A; \n AS \"B, C\"").size() == 2);
  CHECK(firms_in("n/a").empty());
  CHECK(firms_in("-; none").empty());
  CHECK(firms_in("At the time of the tender it is not yet known which firms will do this part of the work.").empty());
  CHECK(firms_in("SIA Alfa (reg. nr. 40003009497)").at(0).name == "SIA Alfa");
  CHECK(firms_in("").empty());
  CHECK(firms_in(std::string(100'000, ';') + "SIA A").size() == 1);
}

TEST_CASE("the newer shape is joined by its short codes, and a question may have several answers", "[espd]") {
  const std::string criteria =
      criterion("human-traffic", question("h", "INDICATOR")) + criterion("suncont-port", question("p", "PERCENTAGE")) +
      criterion("eo-group", question("g", "INDICATOR") + question("gr", "CODE") + question("gn", "DESCRIPTION")) +
      criterion("subco-ent", question("s", "INDICATOR") + question("n", "DESCRIPTION") + question("i", "ECONOMIC_OPERATOR_IDENTIFIER"));
  const std::string responses =
      response("h", "<ResponseIndicator>true</ResponseIndicator>") + response("p", "<ResponseNumeric>0.4</ResponseNumeric>") +
      response("g", "<ResponseIndicator>true</ResponseIndicator>") + response("gr", "<ResponseCode>group-lead</ResponseCode>") +
      response("gn", "<Description>SIA Beta; SIA Gamma</Description>") + response("s", "<ResponseIndicator>true</ResponseIndicator>") +
      response("n", "<Description>SIA Delta, Rīga</Description>") + response("n", "<Description>SIA Epsilon</Description>") +
      response("i", "<ResponseID>40003009497</ResponseID>");
  const Imported read = import_one(importer, newer(criteria, responses));
  CHECK(read.value("organisation", "espd:u/operator", "self_declaration_trafficking") == "breach");
  CHECK(read.value("organisation", "espd:u/operator", "self_declaration_labour_law").empty());
  CHECK(read.value("bid", "espd:u/bid", "subcontract_share") == "40 %");
  CHECK(read.value("bid", "espd:u/bid", "bidder") == "espd:u/operator");
  CHECK(read.value("bid", "espd:u/bid", "members") == "[espd:u/operator, espd:u/member/1, espd:u/member/2, …]");
  CHECK(read.value("bid", "espd:u/bid", "contract") == "eforms:0f3a2b1c-1111-4222-8333-444455556666");
  CHECK(read.value("organisation", "espd:u/named/subco-ent/1", "name") == "SIA Delta, Rīga");
  CHECK(read.value("organisation", "espd:u/named/subco-ent/1", "reg_number") == "40003009497");
  CHECK(read.value("organisation", "espd:u/named/subco-ent/2", "reg_number").empty());
  CHECK(read.sources.at(0).format == "espd ESPD-EDMv4.1.0");
}

TEST_CASE("a member of a group does not lead its bid, and a subcontractor makes none", "[espd]") {
  const Imported member = import_one(importer, newer("", "", "group-mem"));
  CHECK(member.value("bid", "espd:u/bid", "bidder").empty());
  CHECK(member.value("bid", "espd:u/bid", "members") == "[espd:u/operator, …]");
  const Imported other = import_one(importer, newer("", "", "subcont"));
  CHECK(other.keys("bid").empty());
  CHECK(other.value("organisation", "espd:u/operator", "roles") == "[subcontractor, …]");
}

TEST_CASE("answers that cannot be read are unknown, and faults are told", "[espd]") {
  const Imported odd = import_one(importer, with("<cbc:ResponseIndicator>false<", "<cbc:ResponseIndicator>maybe<"));
  CHECK(odd.value("organisation", kOperator, "self_declaration_trafficking") == "unknown (unreadable)");
  const Imported prose = import_one(importer, with("35 %", "about a third"));
  CHECK(prose.value("bid", kBid, "subcontract_share").empty());
  CHECK(import_one(importer, newer("", "").replace(0, 0, "<?xml version='1.0'?>")).rejected().empty());
  const std::string nobody = "<QualificationApplicationResponse><EconomicOperatorParty/></QualificationApplicationResponse>";
  CHECK(import_one(importer, nobody).told("KD1560") == 1);
  CHECK(import_one(importer, "<QualificationApplicationRequest/>").told("KD1561") == 1);
  CHECK(import_one(importer, sample().substr(0, 3000)).told("KD1140") == 1);
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<SubsidiaryTenderingCriterionPropertyGroup>";
  CHECK(import_one(importer, newer("<TenderingCriterion>" + deep, "")).rejections.size() == 1);
}

TEST_CASE("ESPD responses are recognised by their first element", "[espd]") {
  CHECK(importer.recognise("x", sample()) == 95);
  CHECK(importer.recognise("x", newer("", "")) == 95);
  for (const char* other : {"", "<QualificationApplicationRequest xmlns='x'/>", "<a>QualificationApplicationResponse</a>", "{}",
                            "QualificationApplicationResponse"})
    CHECK(importer.recognise("x", other) == 0);
}
