#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/importers/ted_xml/support.hpp"

using namespace ted_test;

namespace {

// The shape of the forms before 2014, as F03 and F06 of R2.0.8 and the defence forms until 2023 have it.
std::string old_notice(const std::string& form_name, const std::string& fd_name, const std::string& body) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.8/publication" DOC_ID="000123-2014">
<CODED_DATA_SECTION><REF_OJS><DATE_PUB>20140103</DATE_PUB></REF_OJS><NOTICE_DATA><NO_DOC_OJS>2014/S 2-000123</NO_DOC_OJS></NOTICE_DATA>
<CODIF_DATA><TD_DOCUMENT_TYPE CODE="7">Contract award</TD_DOCUMENT_TYPE><PR_PROC CODE="1">Open procedure</PR_PROC></CODIF_DATA></CODED_DATA_SECTION>
<FORM_SECTION><)" +
         form_name + R"( CATEGORY="ORIGINAL" FORM="3" LG="LV"><)" + fd_name + R"( CTYPE="SERVICES">)" + body + "</" + fd_name + "></" +
         form_name + "></FORM_SECTION></TED_EXPORT>";
}

const std::string old_buyer =
    R"(<CONTRACTING_AUTHORITY_INFORMATION_CONTRACT_AWARD><NAME_ADDRESSES_CONTACT_CONTRACT_AWARD><CA_CE_CONCESSIONAIRE_PROFILE>
<ORGANISATION><OFFICIALNAME>Upes novada dome</OFFICIALNAME><NATIONALID>90000000010</NATIONALID></ORGANISATION><ADDRESS>Ozolu iela 1</ADDRESS><TOWN>Upe</TOWN><COUNTRY VALUE="LV"/>
<E_MAILS><E_MAIL>info@upe.example</E_MAIL></E_MAILS></CA_CE_CONCESSIONAIRE_PROFILE></NAME_ADDRESSES_CONTACT_CONTRACT_AWARD>
<TYPE_AND_ACTIVITIES_AND_PURCHASING_ON_BEHALF><PURCHASING_ON_BEHALF><PURCHASING_ON_BEHALF_YES><CONTACT_DATA_OTHER_BEHALF_CONTRACTING_AUTORITHY>
<ORGANISATION><OFFICIALNAME>Krasta novada dome</OFFICIALNAME></ORGANISATION><COUNTRY VALUE="LV"/></CONTACT_DATA_OTHER_BEHALF_CONTRACTING_AUTORITHY></PURCHASING_ON_BEHALF_YES></PURCHASING_ON_BEHALF>
</TYPE_AND_ACTIVITIES_AND_PURCHASING_ON_BEHALF></CONTRACTING_AUTHORITY_INFORMATION_CONTRACT_AWARD>)";

const std::string modification =
    "<MODIFICATIONS_CONTRACT><INFO_MODIFICATIONS><SHORT_DESCR><P>Papildu telpas</P></SHORT_DESCR><VALUES>"
    R"(<VAL_TOTAL_BEFORE CURRENCY="EUR">40000</VAL_TOTAL_BEFORE><VAL_TOTAL_AFTER CURRENCY="EUR">46000</VAL_TOTAL_AFTER></VALUES></INFO_MODIFICATIONS></MODIFICATIONS_CONTRACT>)";

std::string answering(const std::string& number) {
  return "<PROCEDURE><PT_OPEN/>" + (number.empty() ? "" : "<NOTICE_NUMBER_OJ>" + number + "</NOTICE_NUMBER_OJ>") + "</PROCEDURE>";
}

}  // namespace

TEST_CASE("an award form of R2.0.8 says the same under its old names", "[ted_xml]") {
  const Imported got = import_xml(old_notice(
      "CONTRACT_AWARD", "FD_CONTRACT_AWARD",
      old_buyer +
          R"(<OBJECT_CONTRACT_INFORMATION_CONTRACT_AWARD_NOTICE><DESCRIPTION_AWARD_NOTICE_INFORMATION><TITLE_CONTRACT><P>Ēku uzkopšana</P></TITLE_CONTRACT>
<TYPE_CONTRACT_LOCATION_W_PUB><TYPE_CONTRACT VALUE="SERVICES"/></TYPE_CONTRACT_LOCATION_W_PUB><LOCATION_NUTS><LOCATION><P>Upe</P></LOCATION><NUTS CODE="LV008"/></LOCATION_NUTS>
<NOTICE_INVOLVES_DESC><CONCLUSION_FRAMEWORK_AGREEMENT/></NOTICE_INVOLVES_DESC><SHORT_CONTRACT_DESCRIPTION><P>Uzkopšana</P></SHORT_CONTRACT_DESCRIPTION>
<CPV><CPV_MAIN><CPV_CODE CODE="90910000"/></CPV_MAIN><CPV_ADDITIONAL><CPV_CODE CODE="90911000"/></CPV_ADDITIONAL></CPV></DESCRIPTION_AWARD_NOTICE_INFORMATION>
<TOTAL_FINAL_VALUE><COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="EUR"><VALUE_COST FMTVAL="121000.00">121 000</VALUE_COST><INCLUDING_VAT><VAT_PRCT FMTVAL="21.00">21</VAT_PRCT></INCLUDING_VAT></COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE></TOTAL_FINAL_VALUE></OBJECT_CONTRACT_INFORMATION_CONTRACT_AWARD_NOTICE>
<PROCEDURE_DEFINITION_CONTRACT_AWARD_NOTICE><TYPE_OF_PROCEDURE_DEF><F03_PT_NEGOTIATED_WITHOUT_COMPETITION/></TYPE_OF_PROCEDURE_DEF>
<AWARD_CRITERIA_CONTRACT_AWARD_NOTICE_INFORMATION><AWARD_CRITERIA_DETAIL_F03><LOWEST_PRICE/></AWARD_CRITERIA_DETAIL_F03></AWARD_CRITERIA_CONTRACT_AWARD_NOTICE_INFORMATION>
<ADMINISTRATIVE_INFORMATION_CONTRACT_AWARD><PREVIOUS_PUBLICATION_INFORMATION_NOTICE_F3><PREVIOUS_PUBLICATION_EXISTS_F3>
<PREVIOUS_PUBLICATION_NOTICE_F3><NOTICE_NUMBER_OJ>2013/S 1-000001</NOTICE_NUMBER_OJ></PREVIOUS_PUBLICATION_NOTICE_F3>
<CNT_NOTICE_INFORMATION><NOTICE_NUMBER_OJ>2013/S 200-345678</NOTICE_NUMBER_OJ></CNT_NOTICE_INFORMATION></PREVIOUS_PUBLICATION_EXISTS_F3></PREVIOUS_PUBLICATION_INFORMATION_NOTICE_F3></ADMINISTRATIVE_INFORMATION_CONTRACT_AWARD></PROCEDURE_DEFINITION_CONTRACT_AWARD_NOTICE>
<AWARD_OF_CONTRACT ITEM="1"><CONTRACT_NUMBER>5/2014</CONTRACT_NUMBER><LOT_NUMBER>1</LOT_NUMBER><CONTRACT_AWARD_DATE><DAY>15</DAY><MONTH>12</MONTH><YEAR>2013</YEAR></CONTRACT_AWARD_DATE><OFFERS_RECEIVED_NUMBER>6</OFFERS_RECEIVED_NUMBER>
<ECONOMIC_OPERATOR_NAME_ADDRESS><CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME><ORGANISATION><OFFICIALNAME>SIA Mirdza</OFFICIALNAME></ORGANISATION><COUNTRY VALUE="LV"/></CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME></ECONOMIC_OPERATOR_NAME_ADDRESS>
<CONTRACT_VALUE_INFORMATION><COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="EUR"><VALUE_COST>99 000,50</VALUE_COST><EXCLUDING_VAT/></COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE></CONTRACT_VALUE_INFORMATION>
<MORE_INFORMATION_TO_SUB_CONTRACTED><CONTRACT_LIKELY_SUB_CONTRACTED><UNKNOWN_VALUE/><EXCLUDING_VAT_PRCT>30</EXCLUDING_VAT_PRCT></CONTRACT_LIKELY_SUB_CONTRACTED></MORE_INFORMATION_TO_SUB_CONTRACTED></AWARD_OF_CONTRACT>
<AWARD_OF_CONTRACT ITEM="2"><MORE_INFORMATION_TO_SUB_CONTRACTED><NO_CONTRACT_LIKELY_SUB_CONTRACTED/></MORE_INFORMATION_TO_SUB_CONTRACTED></AWARD_OF_CONTRACT>)"));
  const std::string process = "ted:345678-2013";
  CHECK(got.sources[0].format == "ted_xml R2.0.8");
  CHECK(got.keys("contract") == std::set<std::string>{process});
  CHECK(got.value("contract", process, "title") == "Ēku uzkopšana");
  CHECK(got.value("contract", process, "value") == "100000.00 EUR");  // without the tax that it includes
  CHECK(got.value("contract", process, "procurement_method") == "limited");
  CHECK(got.value("contract", process, "award_basis") == "price_only");
  CHECK(got.value("contract", process, "framework") == "yes");
  CHECK(got.value("contract", process, "cpv_main") == "90910000");
  CHECK(got.value("contract", process, "cpv_other") == "90911000");
  CHECK(got.value("contract", process, "place_nuts") == "LV008");
  CHECK(got.value("organisation", "ted:123-2014/org/1", "name") == "Upes novada dome");
  CHECK(got.value("organisation", "ted:123-2014/org/1", "email") == "info@upe.example");
  CHECK(got.value("organisation", "ted:123-2014/org/2", "name") == "Krasta novada dome");
  const std::string key = "ted:123-2014/award/5/2014/1";
  CHECK(got.keys("award") == std::set<std::string>{key});  // the second says nothing
  CHECK(got.value("award", key, "date") == "2013-12-15");
  CHECK(got.value("award", key, "value") == "99000.50 EUR");
  CHECK(got.value("award", key, "suppliers") == "ted:123-2014/org/3");
  CHECK(got.value("award", key, "has_subcontracting") == "yes");
  CHECK(got.value("award", key, "subcontract_share") == "30 %");
  const auto value = got.facts("award", key, "subcontract_value");
  REQUIRE(value.size() == 1);
  CHECK(std::get<kede::model::Unknown>(value[0].value).reason == kede::model::UnknownReason::declared_unknown);
  CHECK(got.value("lot", process + "/lot/1", "number_of_tenderers") == "6");
}

TEST_CASE("the utilities form of R2.0.8 keeps its awards one level deeper", "[ted_xml]") {
  const Imported got = import_xml(old_notice(
      "CONTRACT_AWARD_UTILITIES", "FD_CONTRACT_AWARD_UTILITIES",
      R"(<CONTRACTING_ENTITY_CONTRACT_AWARD_UTILITIES><NAME_ADDRESSES_CONTACT_CONTRACT_AWARD_UTILITIES><CA_CE_CONCESSIONAIRE_PROFILE><ORGANISATION>Upes ūdens</ORGANISATION><COUNTRY VALUE="LV"/></CA_CE_CONCESSIONAIRE_PROFILE></NAME_ADDRESSES_CONTACT_CONTRACT_AWARD_UTILITIES></CONTRACTING_ENTITY_CONTRACT_AWARD_UTILITIES>
<OBJECT_CONTRACT_AWARD_UTILITIES><DESCRIPTION_CONTRACT_AWARD_UTILITIES><TITLE_CONTRACT><P>Sūkņi</P></TITLE_CONTRACT></DESCRIPTION_CONTRACT_AWARD_UTILITIES></OBJECT_CONTRACT_AWARD_UTILITIES>
<AWARD_CONTRACT_CONTRACT_AWARD_UTILITIES><AWARD_AND_CONTRACT_VALUE><CONTRACT_NO>DU/1</CONTRACT_NO><DATE_OF_CONTRACT_AWARD><DAY>31</DAY><MONTH>2</MONTH><YEAR>2014</YEAR></DATE_OF_CONTRACT_AWARD>
<CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP><ORGANISATION><OFFICIALNAME>SIA Sūknis</OFFICIALNAME></ORGANISATION><COUNTRY VALUE="LV"/></CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP></AWARD_AND_CONTRACT_VALUE></AWARD_CONTRACT_CONTRACT_AWARD_UTILITIES>)"));
  CHECK(got.value("contract", "ted:123-2014", "title") == "Sūkņi");
  CHECK(got.value("contract", "ted:123-2014", "procurement_method") == "open");  // from what the publisher coded
  CHECK(got.value("award", "ted:123-2014/award/DU/1/-", "suppliers") == "ted:123-2014/org/2");
  const auto date = got.facts("award", "ted:123-2014/award/DU/1/-", "date");
  REQUIRE(date.size() == 1);
  CHECK(date[0].raw == "31.2.2014");
}

TEST_CASE("notices of one process meet, whatever the order of the files", "[ted_xml]") {
  const std::string call =
      notice("029577-2020",
             form("F02_2014", buyer + object("<LOT_DIVISION/>", lot("1")) +
                                  "<PROCEDURE><PT_OPEN/><NOTICE_NUMBER_OJ>2019/S "
                                  "001-000009</NOTICE_NUMBER_OJ><DATE_RECEIPT_TENDERS>2020-03-18</DATE_RECEIPT_TENDERS></PROCEDURE>"));
  const std::string result =
      notice("067028-2021", form("F03_2014", buyer + object("<LOT_DIVISION/>", lot("1")) + answering("2020/S 014-029577") +
                                                 award("<CONTRACT_NO>UN-7</CONTRACT_NO><LOT_NO>1</LOT_NO>",
                                                       "<CONTRACTORS>" + contractor("SIA Mirdza", "1") + "</CONTRACTORS>")));
  const std::string change =
      notice("100000-2022",
             form("F20_2014", buyer + object("", "<OBJECT_DESCR><LOT_NO>1</LOT_NO></OBJECT_DESCR>") + answering("2021/S 027-067028") +
                                  award("<CONTRACT_NO>UN-7</CONTRACT_NO><LOT_NO>1</LOT_NO>",
                                        "<CONTRACTORS>" + contractor("SIA Mirdza", "1") + "</CONTRACTORS>") +
                                  modification));
  const std::string correction = notice(
      "030001-2020", form("F14_2014", buyer + "<COMPLEMENTARY_INFO><NOTICE_NUMBER_OJ>2020/S "
                                              "014-029577</NOTICE_NUMBER_OJ></COMPLEMENTARY_INFO><CHANGES><CHANGE><WHERE><SECTION>IV.2.2)</"
                                              "SECTION></WHERE><NEW_VALUE><DATE>2020-04-01</DATE></NEW_VALUE></CHANGE></CHANGES>"));
  const Imported forward = import_xml(Files{{"1.xml", call}, {"2.xml", result}, {"3.xml", change}});
  const Imported backward = import_xml(Files{{"3.xml", call}, {"2.xml", result}, {"1.xml", change}});
  for (const Imported* got : {&forward, &backward}) {
    CHECK(got->keys("contract") == std::set<std::string>{"ted:29577-2020"});  // an announcement before the call may have been for several
    CHECK(got->keys("lot") == std::set<std::string>{"ted:29577-2020/lot/1"});
    CHECK(got->keys("award") == std::set<std::string>{"ted:67028-2021/award/UN-7/1"});
    CHECK(got->value("event", "ted:100000-2022/change", "contract") == "ted:29577-2020");
    CHECK(got->value("event", "ted:100000-2022/change", "type") == "amendment");
    CHECK(got->value("event", "ted:100000-2022/change", "scope_growth") == "15 %");
    CHECK(got->value("contract", "ted:29577-2020", "submission_deadline") == "2020-03-18");
  }
  for (const auto& fact : forward.facts("contract", "ted:29577-2020", "id")) CHECK(kede::model::to_text(fact.value) == "29577-2020");
  const Imported corrected = import_xml(Files{{"1.xml", call}, {"2.xml", correction}});
  CHECK(corrected.keys("contract") == std::set<std::string>{"ted:29577-2020"});
  CHECK(corrected.value("contract", "ted:29577-2020", "submission_deadline") == "2020-03-18 | 2020-04-01");
}

TEST_CASE("an intended award is an award, and a contest has winners", "[ted_xml]") {
  const Imported veat = import_xml(notice(
      "000005-2021",
      form("F15_2014", buyer +
                           object("<NO_LOT_DIVISION/>",
                                  R"(<OBJECT_DESCR><DIRECTIVE_2014_24_EU><AC><AC_PRICE/></AC></DIRECTIVE_2014_24_EU></OBJECT_DESCR>)") +
                           "<PROCEDURE><DIRECTIVE_2014_24_EU><PT_NEGOTIATED_WITHOUT_PUBLICATION><D_ACCORDANCE_ARTICLE/></"
                           "PT_NEGOTIATED_WITHOUT_PUBLICATION></DIRECTIVE_2014_24_EU></PROCEDURE>" +
                           award("", "<DATE_CONCLUSION_CONTRACT>2021-01-05</DATE_CONCLUSION_CONTRACT><CONTRACTORS>" +
                                         contractor("SIA Mirdza", "") + "</CONTRACTORS>"))));
  CHECK(veat.value("contract", "ted:5-2021", "procurement_method") == "limited");
  CHECK(veat.value("contract", "ted:5-2021", "award_basis") == "price_only");
  CHECK(veat.value("contract", "ted:5-2021", "status") == "active");
  CHECK(veat.value("award", "ted:5-2021/award/-/-", "status") == "pending");
  CHECK(veat.value("bid", "ted:5-2021/award/-/-/bid", "bidder") == "ted:5-2021/org/2");
  CHECK(veat.value("award", "ted:5-2021/award/-/-", "date") == "2021-01-05");  // of the decision; nothing is signed yet
  CHECK(veat.value("award", "ted:5-2021/award/-/-", "date_signed").empty());
  const Imported contest = import_xml(notice(
      "000006-2021", form("F13_2014", buyer + object("", "") +
                                          "<PROCEDURE><PT_OPEN/></PROCEDURE><RESULTS><AWARDED_PRIZE><DATE_DECISION_JURY>2021-01-02</"
                                          "DATE_DECISION_JURY><PARTICIPANTS><NB_PARTICIPANTS>9</NB_PARTICIPANTS></"
                                          "PARTICIPANTS><WINNERS><WINNER><ADDRESS_WINNER><OFFICIALNAME>Biroja SIA</OFFICIALNAME><COUNTRY "
                                          "VALUE=\"LV\"/></ADDRESS_WINNER><SME/></WINNER></WINNERS><VAL_PRIZE "
                                          "CURRENCY=\"EUR\">5000</VAL_PRIZE></AWARDED_PRIZE></RESULTS>")));
  CHECK(contest.value("award", "ted:6-2021/award/-/-", "suppliers") == "ted:6-2021/org/2");
  CHECK(contest.value("award", "ted:6-2021/award/-/-", "value") == "5000.00 EUR");
  CHECK(contest.value("contract", "ted:6-2021", "number_of_tenderers") == "9");
}

TEST_CASE("planning and calls tell about the process and its buyers", "[ted_xml]") {
  const Imported plan =
      import_xml(notice("000007-2021", form("F01_2014", "<NOTICE TYPE=\"PRI_ONLY\"/>" + buyer + object("", "<OBJECT_DESCR/>"))));
  CHECK(plan.value("contract", "ted:7-2021", "status") == "planning");
  CHECK(plan.value("contract", "ted:7-2021", "date_published") == "2021-02-09");
  std::string joint = buyer;
  joint.insert(
      joint.find("<CA_TYPE"),
      R"(<ADDRESS_CONTRACTING_BODY_ADDITIONAL><OFFICIALNAME>Krasta pašvaldība</OFFICIALNAME><COUNTRY VALUE="EL"/></ADDRESS_CONTRACTING_BODY_ADDITIONAL>)");
  const Imported call = import_xml(notice(
      "000008-2021",
      form(
          "F02_2014",
          joint +
              object(
                  R"(<VAL_ESTIMATED_TOTAL CURRENCY="EUR">400000</VAL_ESTIMATED_TOTAL><LOT_DIVISION/>)",
                  lot("1",
                      R"(<VAL_OBJECT CURRENCY="EUR">150000</VAL_OBJECT><DURATION TYPE="MONTH">24</DURATION><DATE_START>2021-05-01</DATE_START>)") +
                      lot("2")) +
              "<PROCEDURE><PT_RESTRICTED/><FRAMEWORK><SINGLE_OPERATOR/></FRAMEWORK><DATE_RECEIPT_TENDERS>2021-03-18</"
              "DATE_RECEIPT_TENDERS></PROCEDURE>")));
  CHECK(call.value("contract", "ted:8-2021", "status") == "active");
  CHECK(call.value("contract", "ted:8-2021", "estimated_value") == "400000.00 EUR");
  CHECK(call.value("contract", "ted:8-2021", "framework") == "yes");
  CHECK(call.value("contract", "ted:8-2021", "procurement_method") == "selective");
  CHECK(call.value("contract", "ted:8-2021", "buyer") == "ted:8-2021/org/1");
  CHECK(call.value("organisation", "ted:8-2021/org/2", "country") == "GR");
  CHECK(call.value("organisation", "ted:8-2021/org/2", "roles") == "buyer");
  CHECK(call.value("lot", "ted:8-2021/lot/1", "value") == "150000.00 EUR");
  CHECK(call.value("lot", "ted:8-2021/lot/1", "duration_months") == "24");
  CHECK(call.value("lot", "ted:8-2021/lot/1", "start_date") == "2021-05-01");
}

TEST_CASE("one form of the original language is read, and translations say nothing new", "[ted_xml]") {
  const std::string body = buyer + object("", "") + award("", "<CONTRACTORS>" + contractor("SIA Mirdza", "") + "</CONTRACTORS>");
  const std::string translated = buyer + object("", "") + award("", "<CONTRACTORS>" + contractor("Mirdza Ltd", "") + "</CONTRACTORS>");
  const Imported got = import_xml(
      notice("000009-2021", form("F03_2014", translated, "TRANSLATION") + form("F03_2014", body) + form("F03_2014", translated)));
  CHECK(got.keys("award").size() == 1);
  CHECK(got.value("organisation", "ted:9-2021/org/2", "name") == "SIA Mirdza");
  CHECK(got.told("KD1353") == 0);
  const Imported none = import_xml(notice("000009-2021", form("F03_2014", translated, "TRANSLATION")));
  CHECK(none.value("organisation", "ted:9-2021/org/2", "name") == "Mirdza Ltd");
  CHECK(none.told("KD1353") == 1);
}

TEST_CASE("of a notice that is only prose the coded part is read, and it is said", "[ted_xml]") {
  std::string text = notice(
      "000010-2021", "<OTH_NOT CATEGORY=\"ORIGINAL\"><FD_OTH_NOT><P>Līguma slēgšanas tiesības piešķirtas.</P></FD_OTH_NOT></OTH_NOT>",
      "<TD_DOCUMENT_TYPE CODE=\"7\"/><NC_CONTRACT_NATURE CODE=\"4\"/><PR_PROC CODE=\"T\">Negotiated without a prior call for "
      "competition</PR_PROC>");
  text.insert(text.find("<FORM_SECTION"),
              "<TRANSLATION_SECTION><ML_TITLES><ML_TI_DOC "
              "LG=\"LV\"><TI_TEXT><P>Uzkopšana</P></TI_TEXT></ML_TI_DOC></ML_TITLES><ML_AA_NAMES><AA_NAME LG=\"LV\">Upes "
              "dome</AA_NAME></ML_AA_NAMES></TRANSLATION_SECTION>");
  const Imported got = import_xml(text);
  CHECK(got.told("KD1352") == 1);
  CHECK(got.value("contract", "ted:10-2021", "title") == "Uzkopšana");
  CHECK(got.value("contract", "ted:10-2021", "cpv_main") == "90910000");
  CHECK(got.value("contract", "ted:10-2021", "main_category") == "services");
  CHECK(got.value("contract", "ted:10-2021", "procurement_method") == "limited");
  CHECK(got.value("organisation", "ted:10-2021/org/1", "name") == "Upes dome");
}
