// Notices of the Procurement Monitoring Bureau: who won what, with whom, and what is said about passing it on.
#include "tests/importers/latvia_support.hpp"

using namespace latvia_test;

namespace {

std::string party(const std::string& id, const std::string& name, const std::string& country = "LVA", bool person = false) {
  return R"({"id":1,"companyId":")" + id + R"(","name":")" + name + R"(","countryCode":")" + country + R"(","isNaturalPerson":)" +
         (person ? "true" : "false") + R"(,"winnerSize":"small","street":"Iela 1","city":"Rīga","postCode":"LV-1010"})";
}

std::string winner(const std::string& parties, const std::string& value, const std::string& subcontracting) {
  return R"({"id":7,"winnerType":"person","tenderValue":)" + value + ',' + subcontracting + R"(,"winnerBusinessParties":[)" + parties +
         "]}";
}

std::string contract(const std::string& number, const std::string& winners, const std::string& rest = {}) {
  return R"({"id":5,"identifier":")" + number +
         R"(","status":"completed","conclusionDate":"08/01/2024","durationEndDate":"07/01/2026","actualDurationEndDate":"","url":"https://www.eis.gov.lv/1",)" +
         rest + R"("winners":[)" + winners + "]}";
}

std::string lot(int number, const std::string& contracts, const std::string& status = "selec-w", const std::string& offers = "2") {
  return R"({"id":)" + std::to_string(number * 100) + R"(,"sequenceNumber":)" + std::to_string(number) +
         R"(,"name":"Daļa","result":{"decisionDate":"05/12/2023","winnerSelectionStatus":")" + status +
         R"("},"additionalInformation":{"social":[],"strategic":["none"]},"criterion":[{"winnerCriterionType":"price"}],"duration":[],
         "place":{"placePerformanceCountryCode":"LVA","placePerformanceCountrySubCode":"LV006"},
         "tenderingProcess":{"receivedSubmissionsStatistics":{"receivedNumberOfOffers":)" +
         offers + R"(},"frameworkAgreement":"none"},"winners":[],"contracts":)" + contracts + "}";
}

std::string notice(const std::string& id, const std::string& procedure, const std::string& lots, const std::string& extra = {}) {
  return R"({"identifier":")" + id + R"(","procurementProcedureIdentifier":")" + procedure +
         R"(","noticeType":"pil-concluded-contract","formType":"result","name":"Uzkopšana","cpvType":"90919300-5","additionalCpvType":["90910000-9"],
         "procedureLegalBasis":"law-9","tenderingProcess":{"procedureType":"open"},"extraData":{"isHaveLots":false},
         "procurementProject":{"description":"Skolu<br/>uzkopšana","mainNatureType":"services","procurementIdentifier":"RD 2024/1"},
         "organizationData":{"identifier":"90000000027","name":"Skola","role":"buyer","countryCode":"LVA","city":"Rīga",
         "electronicMail":null,"defaultContactPoint":{"name":"Anna Liepa","electronicMail":"anna.liepa@skola.lv"}},"buyerData":[],)" +
         extra + R"("lots":[)" + lots + R"(],"clonedFrom":{"identifier":"old","lots":[]}})";
}

const std::string kNothing =
    R"("subcontracting":false,"subcontractingValueType":null,"subcontractingValue":null,"subcontractingPercentage":null)";
const std::string kFirst = "iub:p1/lot/1/award/L-1/40003000001";

Imported import_notices(const std::string& json, const std::string& path = "31-01-2025.json") { return import("iub", {{path, json}}); }

}  // namespace

TEST_CASE("a notice tells buyer, procedure, lot and award") {
  const Imported imported = import_notices(
      "[" + notice("n1", "p1", lot(1, "[" + contract("L-1", winner(party("40003000001", "SIA Rīta Darbi"), "41000", kNothing)) + "]")) +
      "]");
  CHECK(imported.value("contract", "iub:p1", "id") == "RD 2024/1");
  CHECK(imported.value("contract", "iub:p1", "description") == "Skoluuzkopšana");
  CHECK(imported.value("contract", "iub:p1", "buyer") == "iub:org/LV/90000000027");
  CHECK(imported.value("contract", "iub:p1", "cpv_main") == "90919300");
  CHECK(imported.value("contract", "iub:p1", "main_category") == "services");
  CHECK(imported.value("contract", "iub:p1", "value") == "41000.00 EUR");
  CHECK(imported.value("contract", "iub:p1", "framework") == "no");
  CHECK(imported.value("lot", "iub:p1/lot/1", "number_of_tenderers") == "2");
  CHECK(imported.value("lot", "iub:p1/lot/1", "award_basis") == "price_only");
  CHECK(imported.value("lot", "iub:p1/lot/1", "place_country") == "LV");
  CHECK(imported.value("award", kFirst, "suppliers") == "[iub:org/LV/40003000001, …]");
  CHECK(imported.value("award", kFirst, "value") == "41000.00 EUR");
  CHECK(imported.value("award", kFirst, "date") == "2023-12-05");
  CHECK(imported.value("award", kFirst, "date_signed") == "2024-01-08");
  CHECK(imported.value("award", kFirst, "end_date") == "2026-01-07");
  CHECK(imported.value("award", kFirst, "status") == "complete");
  CHECK(imported.value("award", kFirst, "has_subcontracting") == "no");
  CHECK(imported.value("award", kFirst, "subcontract_value").empty());
  CHECK(to_iso(*imported.facts("award", kFirst, "value")[0].date) == "2025-01-31");
  CHECK(imported.facts("award", kFirst, "date_signed")[0].place == "/conclusionDate");
  CHECK(imported.value("organisation", "iub:org/LV/90000000027", "email").empty());  // that of a person
}

TEST_CASE("flag, amount and description of subcontracting are read independently") {
  const std::string not_known =
      R"("subcontracting":true,"subcontractingValueType":"not-known","subcontractingValue":null,"subcontractingPercentage":null)";
  const std::string amount_only =
      R"("subcontracting":null,"subcontractingValueType":null,"subcontractingValue":"51086.15","subcontractingPercentage":null,"subcontractingDescription":"Metodika")";
  const std::string share =
      R"("subcontracting":true,"subcontractingValueType":"percentage","subcontractingValue":null,"subcontractingPercentage":30)";
  const Imported imported =
      import_notices(notice("n1", "p1",
                            lot(1, "[" + contract("L-1", winner(party("40003000001", "A"), "270600.16", not_known)) + ',' +
                                       contract("L-2", winner(party("40003000001", "A"), "270600.16", amount_only)) + ',' +
                                       contract("L-3", winner(party("40003000001", "A"), "1000", share)) + "]")));
  CHECK(imported.value("award", kFirst, "has_subcontracting") == "yes");
  CHECK(imported.value("award", kFirst, "subcontract_value") == "unknown (declared_unknown)");
  CHECK(imported.value("award", kFirst, "subcontract_share") == "unknown (declared_unknown)");
  const std::string second = "iub:p1/lot/1/award/L-2/40003000001";
  CHECK(imported.value("award", second, "has_subcontracting").empty());
  CHECK(imported.value("award", second, "subcontract_value") == "51086.15 EUR");
  CHECK(imported.value("award", second, "subcontract_share").starts_with("18.87"));
  CHECK(imported.value("supply", second + "/supply", "work_description") == "Metodika");
  CHECK(imported.value("supply", second + "/supply", "parent") == "iub:org/LV/40003000001");
  CHECK(imported.keys("supply").size() == 1);
  CHECK(imported.value("award", "iub:p1/lot/1/award/L-3/40003000001", "subcontract_share") == "30 %");
}

TEST_CASE("several parties of one winner are a consortium, several winners are several awards") {
  const Imported imported = import_notices(
      notice("n1", "p1",
             lot(1, "[" +
                        contract("L-1", winner(party("40003000086", "B") + ',' + party("40003000001", "A"), "10000", kNothing) + ',' +
                                            winner(party("12345678", "OÜ", "EST"), "20000", kNothing)) +
                        "]")));
  CHECK(imported.value("award", "iub:p1/lot/1/award/L-1/40003000001+40003000086", "suppliers") ==
        "[iub:org/LV/40003000086, iub:org/LV/40003000001, …]");
  CHECK(imported.value("award", "iub:p1/lot/1/award/L-1/12345678", "suppliers") == "[iub:org/EE/12345678, …]");
  CHECK(imported.value("contract", "iub:p1", "value") == "30000.00 EUR");
}

TEST_CASE("winners at award and at completion are one deal") {
  const std::string actual =
      R"("actualWinners":[{"id":9,"tenderValue":4652.27,"actualWinnerBusinessParties":[)" + party("40003000001", "A") + "]}],";
  const Imported imported =
      import_notices(notice("n1", "p1", lot(1, "[" + contract("L-1", winner(party("40003000001", "A"), "10000", kNothing), actual) + "]")));
  CHECK(imported.keys("award") == std::set<std::string>{kFirst});
  CHECK(imported.value("award", kFirst, "value") == "10000.00 EUR");
  CHECK(imported.value("contract", "iub:p1", "value") == "10000.00 EUR");
  CHECK(imported.told("KD1411") == 0);
  const std::string other =
      R"("tenderPaymentValue":1000000,"actualWinners":[{"id":9,"tenderValue":1000000,"actualWinnerBusinessParties":[)" +
      party("40003000001", "A") + R"(]},{"id":10,"actualWinnerBusinessParties":[)" + party("40003000086", "B") + "]}],";
  const Imported slipped =
      import_notices(notice("n1", "p1", lot(1, "[" + contract("L-1", winner(party("40003000001", "A"), "10000", kNothing), other) + "]")));
  CHECK(slipped.told("KD1411") == 1);
  CHECK(slipped.told("KD1412") == 1);
  CHECK(slipped.value("award", kFirst, "suppliers") == "[iub:org/LV/40003000001, …] | [iub:org/LV/40003000086, …]");
}

TEST_CASE("an award that is published again under other numbers stays one award") {
  const std::string contracts = "[" + contract("L-1", winner(party("40003000001", "A"), "10000", kNothing)) + "]";
  const Imported imported = import_notices("[" + notice("n1", "p1", lot(2, contracts)) + ',' + notice("n2", "p1", lot(2, contracts)) + ',' +
                                           notice("n3", "p1", lot(3, contracts)) + "]");
  CHECK(imported.keys("contract") == std::set<std::string>{"iub:p1"});
  CHECK(imported.keys("award") == std::set<std::string>{"iub:p1/lot/2/award/L-1/40003000001", "iub:p1/lot/3/award/L-1/40003000001"});
  CHECK(import_notices(notice("n9", "", lot(1, "{}"))).keys("contract") == std::set<std::string>{"iub:n9"});
}

TEST_CASE("a lot without contracts is unsuccessful; nobody bidding is a number, a zero beside a winner is not") {
  const Imported none = import_notices(notice("n1", "p1", lot(1, "{}", "clos-nw", "0")));
  CHECK(none.value("lot", "iub:p1/lot/1", "status") == "unsuccessful");
  CHECK(none.value("lot", "iub:p1/lot/1", "number_of_tenderers") == "0");
  CHECK(none.value("contract", "iub:p1", "status") == "unsuccessful");
  CHECK(none.value("contract", "iub:p1", "value").empty());
  CHECK(none.keys("award").empty());
  const Imported zero = import_notices(
      notice("n1", "p1", lot(1, "[" + contract("L-1", winner(party("40003000001", "A"), "10000", kNothing)) + "]", "selec-w", "0")));
  CHECK(zero.value("lot", "iub:p1/lot/1", "number_of_tenderers") == "unknown (unreadable)");
}

TEST_CASE("of a winner who is a natural person only the name and the part played are read") {
  const Imported imported =
      import_notices(notice("n1", "p1",
                            lot(1, "[" +
                                       contract("1", winner(party("", "Ilze Ozola", "LVA", true), "18000", kNothing) + ',' +
                                                         winner(party("12018012345", "Jānis Kalns"), "18000", kNothing)) +
                                       "]")));
  CHECK(imported.keys("award").size() == 2);
  const std::string everything = imported.everything();
  CHECK(everything.find("12018012345") == std::string::npos);
  CHECK(everything.find("Iela 1") == std::string::npos);
  CHECK(everything.find("self_employed") != std::string::npos);
}

TEST_CASE("a value that is not published is withheld, not absent") {
  const std::string withheld = R"("unpublished":{"identifier":["win-ten-val"],"identifierData":[]},)";
  const Imported imported = import_notices(
      notice("n1", "p1", lot(1, "[" + contract("L-1", winner(party("40003000001", "A"), "null", kNothing), withheld) + "]")));
  CHECK(imported.value("award", kFirst, "value") == "unknown (withheld)");
  CHECK(imported.value("contract", "iub:p1", "value").empty());
}

TEST_CASE("joint buyers and lists of organisations are read") {
  std::string json = notice("n1", "p1", lot(1, "{}", "clos-nw"));
  const std::string empty = R"("buyerData":[],)";
  json.replace(
      json.find(empty), empty.size(),
      R"("buyerData":[{"id":1,"identifier":"90000000027","name":"Skola","countryCode":"LVA"},{"id":2,"identifier":"90000000046","name":"Bērnudārzs","countryCode":"LVA"}],)");
  const Imported imported = import_notices(json);
  CHECK(imported.value("organisation", "iub:org/LV/90000000046", "roles") == "[buyer, …]");
  CHECK(imported.value("organisation", "iub:org/LV/90000000027", "roles") == "[lead_buyer, …] | [buyer, …]");
  CHECK(imported.value("contract", "iub:p1", "buyer") == "iub:org/LV/90000000027");
}

TEST_CASE("broken notices are rejected with their place and the others are read") {
  const std::string good = notice("n1", "p1", lot(1, "{}", "clos-nw"));
  const Imported imported = import_notices("[" + good + R"(,{"a":1},7,"x",null,)" + notice("n2", "p2", R"(5,"x",null)") + "]");
  CHECK(imported.keys("contract") == std::set<std::string>{"iub:p1", "iub:p2"});
  CHECK(imported.rejections.size() >= 3);
  CHECK(import_notices("").records.empty());
  CHECK(import_notices("[" + good + "," + good.substr(0, 300)).keys("contract").size() == 1);
  std::string deep = "[";
  for (int i = 0; i < 20'000; ++i) deep += "[";
  CHECK(import_notices(deep).records.empty());
  std::string wrong = good;
  for (const char* member : {"\"lots\":[", "\"criterion\":["}) wrong.insert(wrong.find(member) + std::string_view(member).size(), "[[1]],");
  CHECK(import_notices(wrong).keys("lot").size() == 1);
  CHECK(import_notices(good).everything() == import_notices(good).everything());
}

TEST_CASE("notices are recognised by their members") {
  CHECK(recognised_by("x.json", "[" + notice("n1", "p1", lot(1, "{}")) + "]") == std::set<std::string>{"iub"});
  CHECK(recognised_by("x.json", R"({"ocid":"x","tender":{},"awards":[]})").count("iub") == 0);
}
