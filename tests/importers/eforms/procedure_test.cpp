#include <catch2/catch.hpp>

#include "support.hpp"

using namespace eforms_test;

namespace {

Imported import_notice(const std::string& lots, const std::string& more = {}, const std::string& extension = {}) {
  NoticeText notice;
  notice.root = "ContractNotice";
  notice.form = "competition";
  notice.type = "cn-standard";
  notice.extension = extension + organisations(organisation("ORG-0001", "Novads", "90000000001"));
  notice.body = procedure(lots, more);
  return import_text(xml(notice));
}
std::string field(const Imported& imported, const std::string& name) { return imported.value("contract", kFolder, name); }

std::string criterion(const std::string& type, const std::string& kept_back = {}) {
  return "<cac:AwardingTerms><cac:AwardingCriterion><cac:SubordinateAwardingCriterion>" + kept_back +
         "<cbc:AwardingCriterionTypeCode listName=\"award-criterion-type\">" + type +
         "</cbc:AwardingCriterionTypeCode></cac:SubordinateAwardingCriterion></cac:AwardingCriterion></cac:AwardingTerms>";
}
std::string two_criteria(const std::string& first, const std::string& second) {
  return "<cac:AwardingTerms><cac:AwardingCriterion><cac:SubordinateAwardingCriterion><cbc:AwardingCriterionTypeCode>" + first +
         "</cbc:AwardingCriterionTypeCode></cac:SubordinateAwardingCriterion><cac:SubordinateAwardingCriterion>"
         "<cbc:AwardingCriterionTypeCode>" +
         second + "</cbc:AwardingCriterionTypeCode></cac:SubordinateAwardingCriterion></cac:AwardingCriterion></cac:AwardingTerms>";
}
std::string system(const std::string& list, const std::string& code) {
  return "<cac:ContractingSystem><cbc:ContractingSystemTypeCode listName=\"" + list + "\">" + code +
         "</cbc:ContractingSystemTypeCode></cac:ContractingSystem>";
}
std::string place(const std::string& nuts, const std::string& country) {
  return "<cac:RealizedLocation><cac:Address><cbc:CountrySubentityCode>" + nuts + "</cbc:CountrySubentityCode><cac:Country>" +
         "<cbc:IdentificationCode>" + country + "</cbc:IdentificationCode></cac:Country></cac:Address></cac:RealizedLocation>";
}

}  // namespace

TEST_CASE("eForms: price alone decides only when it is the only criterion of every lot") {
  CHECK(field(import_notice(lot("LOT-0001", "works", criterion("price"))), "award_basis") == "price_only");
  CHECK(field(import_notice(lot("LOT-0001", "works", two_criteria("price", "quality"))), "award_basis") == "mixed");
  CHECK(field(import_notice(lot("LOT-0001", "works", criterion("cost"))), "award_basis").empty());
  const Imported differ =
      import_notice(lot("LOT-0001", "works", criterion("price")) + lot("LOT-0002", "works", two_criteria("price", "quality")));
  CHECK(field(differ, "award_basis").empty());
  CHECK(differ.value("lot", kFolder + "/lot/LOT-0001", "award_basis") == "price_only");
  CHECK(differ.value("lot", kFolder + "/lot/LOT-0002", "award_basis") == "mixed");
  const std::string kept_back = "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>" +
                                privacy("awa-cri-typ") +
                                "</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>";
  CHECK(field(import_notice(lot("LOT-0001", "works", criterion("price", kept_back))), "award_basis") == "unknown (withheld)");
}

TEST_CASE("eForms: a framework, social clauses and rules on subcontracting") {
  const std::string terms =
      "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension><efac:TenderSubcontractingRequirements>"
      "<efbc:TenderSubcontractingRequirementsCode>subc-oblig</efbc:TenderSubcontractingRequirementsCode></"
      "efac:TenderSubcontractingRequirements>"
      "</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions><cac:AllowedSubcontractTerms>"
      "<cbc:SubcontractingConditionsCode listName=\"subcontracting-obligation\">subc-min</cbc:SubcontractingConditionsCode>"
      "<cbc:MinimumPercent>20</cbc:MinimumPercent></cac:AllowedSubcontractTerms>";
  const auto social = [](const std::string& code) {
    return "<cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName=\"social-objective\">" + code +
           "</cbc:ProcurementTypeCode></cac:ProcurementAdditionalType>";
  };
  const Imported imported = import_notice(
      lot("LOT-0001", "works", terms, system("framework-agreement", "fa-wo-rc") + system("dps-usage", "none"), social("work-cond")));
  CHECK(field(imported, "framework") == "yes");
  CHECK(field(imported, "social_clause") == "yes");
  CHECK(field(imported, "subcontract_rules") ==
        "LOT-0001: subcontracting-obligation subc-min >= 20 %, subcontracting-indication subc-oblig");
  const Imported other = import_notice(lot("LOT-0001", "works", {}, system("framework-agreement", "none"), social("acc-all")));
  CHECK(field(other, "framework") == "no");
  CHECK(field(other, "social_clause").empty());
  CHECK(field(import_notice(lot("LOT-0001")), "framework").empty());
}

TEST_CASE("eForms: the place of performance is that of all lots or none; durations become months; dates lose their zone") {
  const std::string months = "<cac:PlannedPeriod><cbc:DurationMeasure unitCode=\"MONTH\">18</cbc:DurationMeasure></cac:PlannedPeriod>";
  const Imported one = import_notice(lot("LOT-0001", "works", {}, {}, place("LV006", "LVA") + months));
  CHECK(field(one, "place_country") == "LV");
  CHECK(field(one, "place_nuts") == "LV006");
  CHECK(field(one, "duration_months") == "18");
  const Imported two =
      import_notice(lot("LOT-0001", "works", {}, {}, place("LV006", "LVA")) + lot("LOT-0002", "works", {}, {}, place("EE001", "EST")));
  CHECK(field(two, "place_country").empty());
  CHECK(two.value("lot", kFolder + "/lot/LOT-0002", "place_country") == "EE");
  const Imported dated = import_notice(
      lot("LOT-0001", "works", {}, {},
          "<cac:PlannedPeriod><cbc:StartDate>2025-01-01+02:00</cbc:StartDate><cbc:EndDate>2025-12-31Z</cbc:EndDate></cac:PlannedPeriod>"));
  CHECK(dated.value("lot", kFolder + "/lot/LOT-0001", "start_date") == "2025-01-01");
  CHECK(dated.value("lot", kFolder + "/lot/LOT-0001", "end_date") == "2025-12-31");
  CHECK(dated.value("lot", kFolder + "/lot/LOT-0001", "duration_months") == "11.99");
}

TEST_CASE("eForms: estimates, publication and address of the notice") {
  const std::string estimate =
      "<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount "
      "currencyID=\"EUR\">250000.5</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>";
  const std::string publication =
      "<efac:Publication><efbc:NoticePublicationID schemeName=\"ojs-notice-id\">00123456-2025</efbc:NoticePublicationID>"
      "<efbc:PublicationDate>2025-03-12+01:00</efbc:PublicationDate></efac:Publication>";
  const Imported imported = import_notice(lot("LOT-0001"), estimate, publication);
  CHECK(field(imported, "estimated_value") == "250000.50 EUR");
  CHECK(field(imported, "currency") == "EUR");
  CHECK(field(imported, "date_published") == "2025-03-12");
  CHECK(field(imported, "status") == "active");
  CHECK(field(imported, "source_url") == "https://ted.europa.eu/en/notice/-/detail/123456-2025");
}

TEST_CASE("eForms: a procedure of national law has its code, and no class is made up for it") {
  NoticeText notice;
  notice.body = procedure(lot("LOT-0001"));
  notice.body.replace(notice.body.find(">open<"), 6, ">oth-single<");
  Imported imported = import_text(xml(notice));
  CHECK(field(imported, "procurement_method").empty());
  CHECK(field(imported, "procurement_method_details") == "oth-single");
  notice.body.replace(notice.body.find(">oth-single<"), 12, ">neg-wo-call<");
  CHECK(field(import_text(xml(notice)), "procurement_method") == "limited");
  notice.body.replace(notice.body.find(">neg-wo-call<"), 13, ">UNKNOWN<");
  CHECK(field(import_text(xml(notice)), "procurement_method") == "unknown (declared_unknown)");
  notice.body.replace(notice.body.find(">UNKNOWN<"), 9, ">unpublished<");
  CHECK(field(import_text(xml(notice)), "procurement_method") == "unknown (withheld)");
}

TEST_CASE("eForms: of several buyers the leader is the buyer, and all of them play the part") {
  NoticeText notice;
  const std::string leads = "<efbc:GroupLeadIndicator>true</efbc:GroupLeadIndicator>";
  notice.extension = organisations(organisation("ORG-0001", "Novads", "90000000001") +
                                   organisation("ORG-0002", "Slimnīca", "40003000001", "LVA", {}, leads));
  notice.body = "<cac:ContractingParty><cac:Party>" + reference("cac:PartyIdentification", "ORG-0001") +
                "</cac:Party></cac:ContractingParty>" + "<cac:ContractingParty><cac:Party>" +
                reference("cac:PartyIdentification", "ORG-0002") + "</cac:Party></cac:ContractingParty>";
  const Imported imported = import_text(xml(notice));
  CHECK(field(imported, "buyer") == kNotice + "/ORG-0002");
  CHECK(imported.value("organisation", kNotice + "/ORG-0001", "roles") == "buyer");
  CHECK(imported.value("organisation", kNotice + "/ORG-0002", "roles") == "buyer, lead_buyer");
}

TEST_CASE("eForms: a business registration notice is an organisation") {
  NoticeText notice;
  notice.root = "BusinessRegistrationInformationNotice";
  notice.form = "bri";
  notice.type = "brin-ecs";
  notice.folder = {};
  notice.body =
      "<cac:BusinessParty><cac:PostalAddress><cbc:CityName>Rīga</cbc:CityName><cac:Country><cbc:IdentificationCode>LVA</"
      "cbc:IdentificationCode>"
      "</cac:Country></cac:PostalAddress><cac:PartyLegalEntity><cbc:RegistrationName>Paraugs "
      "SE</cbc:RegistrationName><cbc:CompanyID>40003000001"
      "</cbc:CompanyID><cbc:RegistrationDate>2020-11-14+01:00</cbc:RegistrationDate></cac:PartyLegalEntity></cac:BusinessParty>";
  const Imported imported = import_text(xml(notice));
  CHECK(imported.keys("contract").empty());
  CHECK(imported.value("organisation", kNotice + "/registered", "name") == "Paraugs SE");
  CHECK(imported.value("organisation", kNotice + "/registered", "founded") == "2020-11-14");
}
