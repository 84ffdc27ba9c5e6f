#include <catch2/catch.hpp>

#include "importers/ted_codes.hpp"
#include "tests/importers/ted_xml/support.hpp"

using namespace ted_test;

namespace {

const std::string two_lots = object(
    R"(<VAL_TOTAL CURRENCY="EUR">90000.00</VAL_TOTAL><LOT_DIVISION/>)",
    lot("1", R"(<CPV_ADDITIONAL><CPV_CODE CODE="90911000"/></CPV_ADDITIONAL><n2016:NUTS CODE="LV008"/><AC><AC_PRICE/></AC>)") +
        lot("2",
            R"(<n2016:NUTS CODE="LV006"/><AC><AC_QUALITY><AC_CRITERION>Pieredze</AC_CRITERION><AC_WEIGHTING>40</AC_WEIGHTING></AC_QUALITY><AC_PRICE><AC_WEIGHTING>60</AC_WEIGHTING></AC_PRICE></AC>)"));

std::string result(const std::string& awards, const std::string& objects = two_lots) {
  return notice("067028-2021",
                form("F03_2014",
                     buyer + objects + "<PROCEDURE><PT_OPEN/><NOTICE_NUMBER_OJ>2020/S 014-029577</NOTICE_NUMBER_OJ></PROCEDURE>" + awards));
}

}  // namespace

TEST_CASE("a result notice says who bought, what, from whom and for how much", "[ted_xml]") {
  const Imported got = import_xml(result(award(
      "<CONTRACT_NO>UN-7</CONTRACT_NO><LOT_NO>1</LOT_NO>",
      "<DATE_CONCLUSION_CONTRACT>2021-01-21</DATE_CONCLUSION_CONTRACT><TENDERS><NB_TENDERS_RECEIVED>3</NB_TENDERS_RECEIVED></TENDERS>"
      "<CONTRACTORS><NO_AWARDED_TO_GROUP/>" +
          contractor("SIA Mirdza", "40000000001") +
          R"(</CONTRACTORS><VALUES><VAL_ESTIMATED_TOTAL CURRENCY="EUR">45000</VAL_ESTIMATED_TOTAL><VAL_TOTAL CURRENCY="EUR">40000.50</VAL_TOTAL></VALUES>)")));
  CHECK(got.keys("contract") == std::set<std::string>{"ted:29577-2020"});
  CHECK(got.value("contract", "ted:29577-2020", "title") == "Telpu uzkopšana");
  CHECK(got.value("contract", "ted:29577-2020", "buyer") == "ted:67028-2021/org/1");
  CHECK(got.value("contract", "ted:29577-2020", "main_category") == "services");
  CHECK(got.value("contract", "ted:29577-2020", "procurement_method") == "open");
  CHECK(got.value("contract", "ted:29577-2020", "value") == "90000.00 EUR");
  CHECK(got.value("contract", "ted:29577-2020", "status") == "complete");
  CHECK(got.value("contract", "ted:29577-2020", "place_country") == "LV");
  CHECK(got.value("contract", "ted:29577-2020", "place_nuts").empty());  // two regions
  CHECK(got.value("contract", "ted:29577-2020", "award_basis").empty());
  CHECK(got.value("contract", "ted:29577-2020", "source_url") == "http://ted.example/en");
  CHECK(got.value("organisation", "ted:67028-2021/org/1", "reg_number") == "90000000010");
  CHECK(got.value("organisation", "ted:67028-2021/org/1", "is_public_body") == "yes");
  CHECK(got.value("lot", "ted:29577-2020/lot/1", "award_basis") == "price_only");
  CHECK(got.value("lot", "ted:29577-2020/lot/2", "award_basis") == "mixed");
  CHECK(got.value("lot", "ted:29577-2020/lot/1", "cpv") == "90911000");
  CHECK(got.value("lot", "ted:29577-2020/lot/1", "number_of_tenderers") == "3");
  CHECK(got.value("lot", "ted:29577-2020/lot/1", "value") == "45000.00 EUR");
  CHECK(got.value("lot", "ted:29577-2020/lot/1", "status") == "complete");
  CHECK(got.value("lot", "ted:29577-2020/lot/2", "status").empty());
  const std::string key = "ted:67028-2021/award/UN-7/1";
  CHECK(got.value("award", key, "lot") == "ted:29577-2020/lot/1");
  CHECK(got.value("award", key, "suppliers") == "ted:67028-2021/org/2");
  CHECK(got.value("award", key, "value") == "40000.50 EUR");
  CHECK(got.value("award", key, "date_signed") == "2021-01-21");
  CHECK(got.value("award", key, "status") == "active");
  CHECK(got.value("award", key, "has_subcontracting").empty());
  CHECK(got.value("organisation", "ted:67028-2021/org/2", "size") == "sme");
  CHECK(got.value("award", key, "bid") == key + "/bid");
  CHECK(got.value("bid", key + "/bid", "bidder") == "ted:67028-2021/org/2");
  CHECK(got.value("bid", key + "/bid", "amount") == "40000.50 EUR");
  CHECK(got.facts("bid", key + "/bid", "members").empty());
  CHECK(got.sources[0].format == "ted_xml R2.0.9.S03.E01");
}

TEST_CASE("flag, value, share and text of subcontracting are read independently of each other", "[ted_xml]") {
  const Imported got = import_xml(result(
      award("<LOT_NO>1</LOT_NO>", "<LIKELY_SUBCONTRACTED/>") +
      award(
          "<LOT_NO>2</LOT_NO>",
          R"(<VAL_SUBCONTRACTING CURRENCY="EUR">1000</VAL_SUBCONTRACTING><PCT_SUBCONTRACTING>12.5</PCT_SUBCONTRACTING><INFO_ADD_SUBCONTRACTING><P>Logu</P><P>mazgāšana</P></INFO_ADD_SUBCONTRACTING>)") +
      award("<CONTRACT_NO>3</CONTRACT_NO>", "<PCT_SUBCONTRACTING>140</PCT_SUBCONTRACTING>")));
  CHECK(got.value("award", "ted:67028-2021/award/-/1", "has_subcontracting") == "yes");
  CHECK(got.value("award", "ted:67028-2021/award/-/1", "subcontract_value").empty());
  CHECK(got.value("award", "ted:67028-2021/award/-/2", "has_subcontracting").empty());
  CHECK(got.value("award", "ted:67028-2021/award/-/2", "subcontract_value") == "1000.00 EUR");
  CHECK(got.value("award", "ted:67028-2021/award/-/2", "subcontract_share") == "12.5 %");
  CHECK(got.value("award", "ted:67028-2021/award/-/2", "subcontract_description") == "Logu mazgāšana");
  const auto share = got.facts("award", "ted:67028-2021/award/3/-", "subcontract_share");
  REQUIRE(share.size() == 1);
  CHECK(share[0].raw == "140");
  CHECK(std::holds_alternative<kede::model::Unknown>(share[0].value));
}

TEST_CASE("a contract awarded to a group is a bid with all its members", "[ted_xml]") {
  const Imported got = import_xml(result(
      award("<LOT_NO>1</LOT_NO>", "<CONTRACTORS><AWARDED_TO_GROUP/>" + contractor("SIA Mirdza", "40000000001") +
                                      contractor("UAB Švara", "300000001", "LT", "<NO_SME/>") + "</CONTRACTORS>") +
      award("<LOT_NO>2</LOT_NO>", "<AWARDED_TO_GROUP/>" + contractor("SIA Mirdza", "40000000001") + contractor("Foyle Ltd", "", "UK"))));
  CHECK(got.keys("organisation").size() == 4);  // SIA Mirdza is one
  CHECK(got.value("bid", "ted:67028-2021/award/-/1/bid", "members") == "ted:67028-2021/org/2, ted:67028-2021/org/3");
  CHECK(got.value("bid", "ted:67028-2021/award/-/1/bid", "bidder") == "ted:67028-2021/org/2");
  CHECK(got.facts("bid", "ted:67028-2021/award/-/1/bid", "bidder")[0].evidence == kede::model::EvidenceClass::computed);
  CHECK(std::get<kede::model::List>(got.facts("bid", "ted:67028-2021/award/-/1/bid", "members")[0].value).complete);
  CHECK(got.value("award", "ted:67028-2021/award/-/1", "bid") == "ted:67028-2021/award/-/1/bid");
  CHECK(got.value("award", "ted:67028-2021/award/-/2", "suppliers") == "ted:67028-2021/org/2, ted:67028-2021/org/4");
  CHECK(got.value("organisation", "ted:67028-2021/org/3", "size") == "large");
  CHECK(got.value("organisation", "ted:67028-2021/org/4", "country") == "GB");
}

TEST_CASE("what the notice keeps back is withheld, not absent", "[ted_xml]") {
  const Imported got = import_xml(result(
      award(
          "<LOT_NO>1</LOT_NO>",
          R"(<TENDERS PUBLICATION="NO"/><CONTRACTORS PUBLICATION="NO"/><VALUES PUBLICATION="NO"><VAL_TOTAL CURRENCY="EUR">5</VAL_TOTAL></VALUES>)"),
      object("<LOT_DIVISION/>", lot("1", R"(<AC PUBLICATION="NO"/>)"))));
  const auto withheld = [&](const char* kind, const char* key, const char* field) {
    const auto facts = got.facts(kind, key, field);
    const auto* unknown = facts.size() == 1 ? std::get_if<kede::model::Unknown>(&facts[0].value) : nullptr;
    return unknown != nullptr && unknown->reason == kede::model::UnknownReason::withheld;
  };
  CHECK(withheld("award", "ted:67028-2021/award/-/1", "suppliers"));
  CHECK(withheld("award", "ted:67028-2021/award/-/1", "value"));
  CHECK(withheld("lot", "ted:29577-2020/lot/1", "number_of_tenderers"));
  CHECK(withheld("lot", "ted:29577-2020/lot/1", "award_basis"));
}

TEST_CASE("lots without an award say why, and the process is complete when something was awarded", "[ted_xml]") {
  const std::string failed =
      "<AWARD_CONTRACT><LOT_NO>1</LOT_NO><NO_AWARDED_CONTRACT><PROCUREMENT_UNSUCCESSFUL/></NO_AWARDED_CONTRACT></AWARD_CONTRACT>";
  const std::string stopped =
      "<AWARD_CONTRACT><LOT_NO>2</LOT_NO><NO_AWARDED_CONTRACT><PROCUREMENT_DISCONTINUED/></NO_AWARDED_CONTRACT></AWARD_CONTRACT>";
  const Imported none = import_xml(result(failed + stopped));
  CHECK(none.value("award", "ted:67028-2021/award/-/1", "status") == "unsuccessful");
  CHECK(none.value("award", "ted:67028-2021/award/-/2", "status") == "cancelled");
  CHECK(none.value("lot", "ted:29577-2020/lot/2", "status") == "cancelled");
  CHECK(none.value("contract", "ted:29577-2020", "status") == "unsuccessful");
  const Imported some =
      import_xml(result(failed + award("<LOT_NO>2</LOT_NO>", "<CONTRACTORS>" + contractor("SIA Mirdza", "") + "</CONTRACTORS>")));
  CHECK(some.value("contract", "ted:29577-2020", "status") == "complete");
}

TEST_CASE("different counts of tenders for one lot are a conflict, and none beside a winner cannot be", "[ted_xml]") {
  const auto count = [](const char* number) {
    return award("<LOT_NO>1</LOT_NO>", "<TENDERS><NB_TENDERS_RECEIVED>" + std::string(number) +
                                           "</NB_TENDERS_RECEIVED></TENDERS><CONTRACTORS>" + contractor("SIA Mirdza", "") +
                                           "</CONTRACTORS>");
  };
  const auto same = import_xml(result(count("4") + count("4")));
  CHECK(same.value("lot", "ted:29577-2020/lot/1", "number_of_tenderers") == "4");
  CHECK(same.keys("award") == std::set<std::string>{"ted:67028-2021/award/-/1", "ted:67028-2021/award/-/1#2"});
  const auto differ = import_xml(result(count("4") + count("1"))).facts("lot", "ted:29577-2020/lot/1", "number_of_tenderers");
  REQUIRE(differ.size() == 1);
  CHECK(std::get<kede::model::Unknown>(differ[0].value).reason == kede::model::UnknownReason::conflict);
  CHECK(differ[0].raw == "4, 1");
  const auto zero = import_xml(result(count("0"))).facts("lot", "ted:29577-2020/lot/1", "number_of_tenderers");
  REQUIRE(zero.size() == 1);
  CHECK(std::get<kede::model::Unknown>(zero[0].value).reason == kede::model::UnknownReason::unreadable);
}

TEST_CASE("an award finds its lots however their numbers are written", "[ted_xml]") {
  const auto lot_of = [](const std::string& written, const std::string& objects = two_lots) {
    const Imported got = import_xml(result(
        award("<CONTRACT_NO>x</CONTRACT_NO><LOT_NO>" + written + "</LOT_NO>", "<NB_TENDERS_RECEIVED>2</NB_TENDERS_RECEIVED>"), objects));
    return got.value("award", *got.keys("award").begin(), "lot") + " / " + got.value("lot", "ted:29577-2020/lot/2", "number_of_tenderers");
  };
  CHECK(lot_of("2") == "ted:29577-2020/lot/2 / 2");
  CHECK(lot_of("02") == "ted:29577-2020/lot/2 / 2");
  CHECK(lot_of("2.") == "ted:29577-2020/lot/2 / 2");
  CHECK(lot_of("Lotto 2") == "ted:29577-2020/lot/2 / 2");
  CHECK(lot_of("1, 2") == " / 2");  // for both, so it has no one lot
  CHECK(lot_of("1.2") == " / 2");
  CHECK(lot_of("Austrumi 2") == "ted:29577-2020/lot/Austrumi 2 / ");
  const std::string undivided = object("<NO_LOT_DIVISION/>", "<OBJECT_DESCR/>");
  CHECK(lot_of("1", undivided) == " / ");
}

TEST_CASE("an undivided process holds what is said about its only object", "[ted_xml]") {
  const Imported got = import_xml(result(
      award(
          "",
          R"(<VAL_TOTAL CURRENCY="EUR">7000</VAL_TOTAL><VAL_ESTIMATED_TOTAL CURRENCY="EUR">8000</VAL_ESTIMATED_TOTAL><NB_TENDERS_RECEIVED>2</NB_TENDERS_RECEIVED>)"),
      object(
          "<NO_LOT_DIVISION/>",
          R"(<OBJECT_DESCR><n2016:NUTS CODE="UKJ14"/><AC><AC_COST><AC_CRITERION>Aprites cikls</AC_CRITERION></AC_COST></AC><DURATION TYPE="DAY">365</DURATION></OBJECT_DESCR>)")));
  CHECK(got.keys("lot").empty());
  CHECK(got.value("contract", "ted:29577-2020", "place_country") == "GB");
  CHECK(got.value("contract", "ted:29577-2020", "place_nuts") == "UKJ14");
  CHECK(got.value("contract", "ted:29577-2020", "award_basis") == "mixed");
  CHECK(got.value("contract", "ted:29577-2020", "duration_months") == "11.99");
  CHECK(got.value("contract", "ted:29577-2020", "number_of_tenderers") == "2");
  CHECK(got.value("contract", "ted:29577-2020", "estimated_value") == "8000.00 EUR");
}

TEST_CASE("a range or an amount that fills a form is unknown, with what stands there", "[ted_xml]") {
  const Imported got = import_xml(result(
      award("<LOT_NO>1</LOT_NO>", R"(<VALUES><VAL_RANGE_TOTAL CURRENCY="EUR"><LOW>10</LOW><HIGH>20</HIGH></VAL_RANGE_TOTAL></VALUES>)") +
      award("<LOT_NO>2</LOT_NO>", R"(<VALUES><VAL_TOTAL CURRENCY="EUR">0.01</VAL_TOTAL></VALUES>)")));
  const auto range = got.facts("award", "ted:67028-2021/award/-/1", "value");
  REQUIRE(range.size() == 1);
  CHECK(range[0].raw == "10 to 20 EUR");
  CHECK(std::holds_alternative<kede::model::Unknown>(range[0].value));
  const auto filler = got.facts("award", "ted:67028-2021/award/-/2", "value");
  REQUIRE(filler.size() == 1);
  CHECK(filler[0].raw == "0.01 EUR");
  CHECK(std::holds_alternative<kede::model::Unknown>(filler[0].value));
}

TEST_CASE("of a person who is asked for nothing is read", "[ted_xml]") {
  const Imported got = import_xml(result(""));
  CHECK(got.value("organisation", "ted:67028-2021/org/1", "email").empty());
  CHECK(got.value("organisation", "ted:67028-2021/org/1", "phone").empty());
  CHECK(got.value("organisation", "ted:67028-2021/org/1", "website") == "https://upe.example");
  CHECK(got.all().find("Kalniņa") == std::string::npos);
}

TEST_CASE("numbers of buyers and winners are told apart", "[ted_xml]") {
  const auto organisation = [](const std::string& number) {
    const Imported got = import_xml(result(award("", "<CONTRACTORS>" + contractor("Firma", number, "FI") + "</CONTRACTORS>")));
    return got.value("organisation", "ted:67028-2021/org/2", "reg_number") + " / " +
           got.value("organisation", "ted:67028-2021/org/2", "vat_number");
  };
  CHECK(organisation("0952029-9") == "0952029-9 / ");
  CHECK(organisation(": 648-19-97-718") == "648-19-97-718 / ");
  CHECK(organisation("FI 20518595") == " / FI 20518595");
  CHECK(organisation("N/A").find("40") == std::string::npos);
  const Imported none = import_xml(result(award("", "<CONTRACTORS>" + contractor("Firma", "N/A", "FI") + "</CONTRACTORS>")));
  const auto facts = none.facts("organisation", "ted:67028-2021/org/2", "reg_number");
  REQUIRE(facts.size() == 1);
  CHECK(std::get<kede::model::Unknown>(facts[0].value).reason == kede::model::UnknownReason::declared_unknown);
}

TEST_CASE("publication numbers are one however they are written", "[ted_xml]") {
  using kede::importers::ted::notice_number;
  CHECK(notice_number("067028-2021") == "67028-2021");
  CHECK(notice_number("2021/S 027-067028") == "67028-2021");
  CHECK(notice_number(" 2021/S 27-67028 ") == "67028-2021");
  CHECK(notice_number("00067028-2023") == "67028-2023");
  CHECK(notice_number("2021/S 027").empty());
  CHECK(notice_number("x-2021").empty());
  CHECK(notice_number("").empty());
}
