#include <catch2/catch.hpp>

#include "support.hpp"

using namespace eforms_test;

namespace {

Imported import_organisations(const std::string& all, const std::string& results = {}) {
  NoticeText notice;
  notice.extension = results + organisations(all);
  notice.body = procedure(lot("LOT-0001"));
  return import_text(xml(notice));
}

std::string field(const Imported& imported, const std::string& id, const std::string& name) {
  return imported.value("organisation", kNotice + '/' + id, name);
}

}  // namespace

TEST_CASE("eForms: the name in the language of the notice comes first, the others beside it") {
  const std::string more = "<cac:PartyName><cbc:Name languageID=\"ENG\">Main Builders</cbc:Name></cac:PartyName>";
  std::string text = organisation("ORG-0002", "SIA Galvenais", "40003000001");
  text.replace(text.find("<cbc:Name"), 0, "<cbc:Name languageID=\"DEU\">Hauptbauer</cbc:Name>");
  text.replace(text.find("</efac:Company>"), 0, more);
  const Imported imported = import_organisations(text);
  CHECK(field(imported, "ORG-0002", "name") == "SIA Galvenais");
  CHECK(field(imported, "ORG-0002", "other_names") == "Hauptbauer, Main Builders");
}

TEST_CASE("eForms: register numbers are cleaned of what is no part of them, and kept as they stood") {
  const Imported imported = import_organisations(
      organisation("ORG-0002", "A", ": 648-19-97-718", "POL") + organisation("ORG-0003", "B", "0308357753_10841", "BEL") +
      organisation("ORG-0004", "C", "N/A") + organisation("ORG-0005", "D", "LV40003009497") + organisation("ORG-0006", "E", "45/2018") +
      organisation("ORG-0007", "F", "BE0248.399.380", "BEL") + organisation("ORG-0008", "G", "") +
      organisation("ORG-0009", "H", "unpublished") + organisation("ORG-0010", "I", "992 051 825", "NOR") +
      organisation("ORG-0011", "J", "Reg. Nr. 40003000001") + organisation("ORG-0012", "K", "HRB 12345", "DEU"));
  CHECK(field(imported, "ORG-0002", "reg_number") == "648-19-97-718");
  CHECK(imported.facts("organisation", kNotice + "/ORG-0002", "reg_number")[0].raw == ": 648-19-97-718");
  CHECK(field(imported, "ORG-0003", "reg_number") == "0308357753");
  CHECK(field(imported, "ORG-0004", "reg_number") == "unknown (declared_unknown)");
  CHECK(field(imported, "ORG-0005", "vat_number") == "LV40003009497");
  CHECK(field(imported, "ORG-0006", "reg_number") == "45/2018");
  CHECK(field(imported, "ORG-0007", "reg_number") == "BE0248.399.380");
  CHECK(field(imported, "ORG-0007", "vat_number") == "BE0248399380");
  CHECK(imported.facts("organisation", kNotice + "/ORG-0008", "reg_number").empty());
  CHECK(field(imported, "ORG-0009", "reg_number") == "unknown (withheld)");
  CHECK(field(imported, "ORG-0010", "reg_number") == "992 051 825");
  CHECK(field(imported, "ORG-0011", "reg_number") == "40003000001");
  CHECK(field(imported, "ORG-0012", "reg_number") == "HRB 12345");
}

TEST_CASE("eForms: a scheme is kept when it names a register; an LEI is known by its check digits; more numbers are kept beside") {
  std::string text = organisation("ORG-0002", "SIA Galvenais", "40003000001");
  text.replace(text.find("<cbc:CompanyID>"), 15, "<cbc:CompanyID schemeName=\"LV-RE\">");
  text.replace(text.find("</efac:Company>"), 0,
               "<cac:PartyLegalEntity><cbc:CompanyID>529900T8BM49AURSDO55</cbc:CompanyID></cac:PartyLegalEntity>"
               "<cac:PartyLegalEntity><cbc:CompanyID schemeName=\"abc\">55-7</cbc:CompanyID></cac:PartyLegalEntity>");
  const Imported imported = import_organisations(text);
  CHECK(field(imported, "ORG-0002", "reg_scheme") == "LV-RE");
  CHECK(field(imported, "ORG-0002", "lei") == "529900T8BM49AURSDO55");
  CHECK(field(imported, "ORG-0002", "other_identifiers") == "55-7");
}

TEST_CASE("eForms: of a natural person only the name and the part played are read") {
  const std::string person = "<efbc:NaturalPersonIndicator>true</efbc:NaturalPersonIndicator>";
  const Imported imported =
      import_organisations(organisation("ORG-0002", "Jānis Paraugs", "010190-12345", "LVA", {}, person) +
                           organisation("ORG-0003", "Individuālais komersants Paraugs", "40003000001", "LVA", {}, person));
  CHECK(field(imported, "ORG-0002", "name") == "Jānis Paraugs");
  for (const char* kept_back : {"reg_number", "address", "city", "postal_code", "region", "phone", "email", "website"})
    CHECK(field(imported, "ORG-0002", kept_back).empty());
  CHECK(imported.all().find("12345") == std::string::npos);
  CHECK(imported.all().find("LV-1001") == std::string::npos);
}

TEST_CASE("eForms: owners are persons with a name, and nothing else of them is read") {
  const std::string owner =
      "<efac:UltimateBeneficialOwner><cbc:ID>UBO-0001</cbc:ID><cbc:FirstName>Anna</cbc:FirstName><cbc:FamilyName>Parauga</cbc:FamilyName>"
      "<cac:ResidenceAddress><cbc:StreetName>Mājas iela 3</cbc:StreetName><cac:Country><cbc:IdentificationCode>MLT</cbc:IdentificationCode>"
      "</cac:Country></cac:ResidenceAddress><efac:Nationality><cbc:NationalityID>CYP</cbc:NationalityID></efac:Nationality>"
      "</efac:UltimateBeneficialOwner>";
  const std::string text =
      organisation("ORG-0002", "SIA Galvenais", "40003000001", "LVA", {},
                   reference("efac:UltimateBeneficialOwner", "UBO-0001") + reference("efac:UltimateBeneficialOwner", "UBO-0404"));
  const Imported imported = import_organisations(text + owner);
  CHECK(imported.value("person", kNotice + "/UBO-0001", "name") == "Anna Parauga");
  const std::string key = kNotice + "/ORG-0002/UBO-0001";
  CHECK(imported.keys("ownership") == std::set<std::string>{key});
  CHECK(imported.value("ownership", key, "subject") == kNotice + "/ORG-0002");
  CHECK(imported.value("ownership", key, "person") == kNotice + "/UBO-0001");
  CHECK(imported.value("ownership", key, "role") == "beneficial_owner");
  for (const char* never : {"Mājas", "CYP", "MLT", "Cyprus", "Malta"}) CHECK(imported.all().find(never) == std::string::npos);
}

TEST_CASE("eForms: touch points are the organisation itself; contacts of persons are left out") {
  std::string text =
      organisation("ORG-0001", "Liepājas novads", "90000000001", "LVA",
                   "<efbc:CompanySizeCode>sme</efbc:CompanySizeCode><cac:Contact><cbc:Name>Jānis Paraugs</cbc:Name>"
                   "<cbc:Telephone>20000000</cbc:Telephone><cbc:ElectronicMail>janis@novads.example</cbc:ElectronicMail></cac:Contact>");
  text.replace(text.find("</efac:Organization>"), 0,
               "<efac:TouchPoint>" + reference("cac:PartyIdentification", "TPO-0001") +
                   "<cac:PartyName><cbc:Name>Iepirkumu nodaļa</cbc:Name></cac:PartyName></efac:TouchPoint>");
  NoticeText notice;
  notice.extension = organisations(text);
  notice.body = procedure(lot("LOT-0001"));
  std::string whole = xml(notice);
  whole.replace(whole.rfind("ORG-0001"), 8, "TPO-0001");
  const Imported imported = import_text(whole);
  CHECK(imported.keys("organisation") == std::set<std::string>{kNotice + "/ORG-0001"});
  CHECK(imported.value("contract", kFolder, "buyer") == kNotice + "/ORG-0001");
  CHECK(field(imported, "ORG-0001", "size") == "sme");
  CHECK(field(imported, "ORG-0001", "phone").empty());
  CHECK(field(imported, "ORG-0001", "email").empty());
}

TEST_CASE("eForms: an organisation that is not described keeps its part; an identifier used twice is rejected") {
  const Imported imported =
      import_organisations(organisation("ORG-0001", "Novads", "90000000001") + organisation("ORG-0001", "Cits novads", "90000000002"),
                           result(lot_result("RES-0001", "LOT-0001", "selec-w", reference("efac:LotTender", "TEN-0001")) +
                                  tender("TEN-0001", "LOT-0001", "TPA-0001", "") + party("TPA-0001", tenderer("ORG-0404"))));
  CHECK(imported.value("organisation", kNotice + "/ORG-0404", "roles") == "supplier, tenderer");
  CHECK(imported.told("KD1303") == 1);
  REQUIRE(imported.rejections.size() == 1);
  CHECK(imported.rejections[0].reason.code == "KD1304");
  CHECK(imported.rejections[0].place.ends_with("/Organizations/Organization[2]"));
  CHECK(field(imported, "ORG-0001", "name") == "Novads");
}
