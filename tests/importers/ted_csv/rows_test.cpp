#include <catch2/catch.hpp>

#include "importers/ted_csv/cells.hpp"
#include "importers/ted_csv/importer.hpp"
#include "tests/importers/ted_xml/support.hpp"

using namespace ted_test;
using kede::importers::ted_csv::importer;
using kede::model::Unknown;
using kede::model::UnknownReason;

namespace {

using Row = std::map<std::string, std::string>;

const std::vector<std::string> columns = {"ID_NOTICE_CAN",
                                          "TED_NOTICE_URL",
                                          "DT_DISPATCH",
                                          "CANCELLED",
                                          "CAE_NAME",
                                          "CAE_NATIONALID",
                                          "CAE_TOWN",
                                          "ISO_COUNTRY_CODE",
                                          "CAE_TYPE",
                                          "TYPE_OF_CONTRACT",
                                          "TAL_LOCATION_NUTS",
                                          "B_FRA_AGREEMENT",
                                          "CPV",
                                          "ADDITIONAL_CPVS",
                                          "VALUE_EURO",
                                          "VALUE_EURO_FIN_1",
                                          "TOP_TYPE",
                                          "CRIT_CODE",
                                          "ID_AWARD",
                                          "ID_LOT_AWARDED",
                                          "INFO_ON_NON_AWARD",
                                          "INFO_UNPUBLISHED",
                                          "B_AWARDED_TO_A_GROUP",
                                          "WIN_NAME",
                                          "WIN_NATIONALID",
                                          "WIN_TOWN",
                                          "WIN_COUNTRY_CODE",
                                          "B_CONTRACTOR_SME",
                                          "CONTRACT_NUMBER",
                                          "TITLE",
                                          "NUMBER_OFFERS",
                                          "AWARD_EST_VALUE_EURO",
                                          "AWARD_VALUE_EURO",
                                          "AWARD_VALUE_EURO_FIN_1",
                                          "B_SUBCONTRACTED",
                                          "DT_AWARD"};

const Row base = {{"ID_NOTICE_CAN", "201812345"},
                  {"TED_NOTICE_URL", "ted.europa.eu/udl?uri=TED:NOTICE:12345-2018:TEXT:EN:HTML"},
                  {"DT_DISPATCH", "02-JAN-18"},
                  {"CAE_NAME", "Upes dome"},
                  {"CAE_NATIONALID", "90000000010"},
                  {"ISO_COUNTRY_CODE", "LV"},
                  {"CAE_TYPE", "3"},
                  {"TYPE_OF_CONTRACT", "S"},
                  {"TAL_LOCATION_NUTS", "LV008"},
                  {"B_FRA_AGREEMENT", "N"},
                  {"CPV", "90910000"},
                  {"TOP_TYPE", "OPE"},
                  {"CRIT_CODE", "L"},
                  {"ID_AWARD", "77"},
                  {"ID_LOT_AWARDED", "1"},
                  {"B_AWARDED_TO_A_GROUP", "N"},
                  {"WIN_NAME", "SIA Mirdza"},
                  {"WIN_NATIONALID", "40000000001"},
                  {"WIN_COUNTRY_CODE", "LV"},
                  {"B_CONTRACTOR_SME", "Y"},
                  {"CONTRACT_NUMBER", "UN-7"},
                  {"TITLE", "Telpu uzkopšana"},
                  {"NUMBER_OFFERS", "4"},
                  {"AWARD_VALUE_EURO", "40000"},
                  {"B_SUBCONTRACTED", "N"},
                  {"DT_AWARD", "12-DEC-17"}};

std::string table(const std::vector<Row>& changes, const std::vector<std::string>& without = {}) {
  std::string out;
  const auto line = [&](const auto& cell) {
    bool first = true;
    for (const std::string& column : columns) {
      if (std::find(without.begin(), without.end(), column) != without.end()) continue;
      out += (first ? "" : ",") + std::string("\"") + cell(column) + '"';
      first = false;
    }
    out += '\n';
  };
  line([](const std::string& column) { return column; });
  for (const Row& change : changes) {
    line([&](const std::string& column) {
      const auto changed = change.find(column);
      if (changed != change.end()) return changed->second;
      const auto usual = base.find(column);
      return usual == base.end() ? std::string() : usual->second;
    });
  }
  return out;
}

Imported import_csv(const std::string& text) { return import(importer, {{"can.csv", text}}); }

const std::string process = "ted_csv:201812345";

const Unknown* unknown(const Imported& got, const char* kind, const std::string& key, const char* field) {
  static std::vector<kede::model::Fact> facts;
  facts = got.facts(kind, key, field);
  return facts.size() == 1 ? std::get_if<Unknown>(&facts[0].value) : nullptr;
}

}  // namespace

TEST_CASE("a row says who bought what from whom", "[ted_csv]") {
  const Imported got = import_csv(table({{}}));
  CHECK(got.rejections.empty());
  CHECK(got.value("contract", process, "id") == "12345-2018");
  CHECK(got.value("contract", process, "main_category") == "services");
  CHECK(got.value("contract", process, "procurement_method") == "open");
  CHECK(got.value("contract", process, "award_basis") == "price_only");
  CHECK(got.value("contract", process, "framework") == "no");
  CHECK(got.value("contract", process, "place_country") == "LV");
  CHECK(got.value("contract", process, "status") == "complete");
  const std::string buyer_key = got.value("contract", process, "buyer");
  CHECK(got.value("organisation", buyer_key, "name") == "Upes dome");
  CHECK(got.value("organisation", buyer_key, "is_public_body") == "yes");
  const std::string key = process + "/award/77/1";
  const std::string winner = got.value("award", key, "suppliers");
  CHECK(got.value("organisation", winner, "reg_number") == "40000000001");
  CHECK(got.value("organisation", winner, "size") == "sme");
  CHECK(got.value("award", key, "value") == "40000.00 EUR");
  CHECK(got.value("award", key, "date") == "2017-12-12");
  CHECK(got.value("award", key, "status") == "active");
  CHECK(got.value("award", key, "lot") == process + "/lot/1");
  CHECK(got.value("award", key, "has_subcontracting") == "no");
  CHECK(got.facts("award", key, "value")[0].date == kede::parse_iso_date("2018-01-02"));
  CHECK(got.value("lot", process + "/lot/1", "number_of_tenderers") == "4");
  CHECK(got.value("award", key, "bid") == key + "/bid");
  CHECK(got.value("bid", key + "/bid", "bidder") == winner);
  CHECK(got.value("bid", key + "/bid", "amount") == "40000.00 EUR");
}

TEST_CASE("a flag that is not there is not a no", "[ted_csv]") {
  const Imported empty = import_csv(table({{{"B_SUBCONTRACTED", ""}, {"B_FRA_AGREEMENT", ""}}}));
  CHECK(empty.facts("award", process + "/award/77/1", "has_subcontracting").empty());
  CHECK(empty.facts("contract", process, "framework").empty());
  const Imported missing = import_csv(table({{}}, {"B_SUBCONTRACTED", "WIN_NATIONALID"}));
  CHECK(missing.facts("award", process + "/award/77/1", "has_subcontracting").empty());
  CHECK(missing.told("KD1364") == 1);
  CHECK(import_csv(table({{{"B_SUBCONTRACTED", "1"}}})).value("award", process + "/award/77/1", "has_subcontracting") == "yes");
}

TEST_CASE("several winners in one cell are several organisations, and a group is a bid", "[ted_csv]") {
  const Row group = {{"B_AWARDED_TO_A_GROUP", "Y"},
                     {"WIN_NAME", "SIA Mirdza---UAB Švara"},
                     {"WIN_NATIONALID", "40000000001---300000001"},
                     {"WIN_COUNTRY_CODE", "LV---LT"},
                     {"B_CONTRACTOR_SME", "Y---N"}};
  const Imported got = import_csv(table({group}));
  CHECK(got.keys("organisation").size() == 3);
  const std::string bid = process + "/award/77/1/bid";
  CHECK(got.value("award", process + "/award/77/1", "bid") == bid);
  CHECK(got.value("bid", bid, "members") == got.value("award", process + "/award/77/1", "suppliers"));
  std::set<std::string> numbers, sizes;
  for (const std::string& key : got.keys("organisation")) {
    numbers.insert(got.value("organisation", key, "reg_number") + ' ' + got.value("organisation", key, "country"));
    sizes.insert(got.value("organisation", key, "size"));
  }
  CHECK(numbers == std::set<std::string>{"40000000001 LV", "300000001 LT", "90000000010 LV"});
  CHECK(sizes == std::set<std::string>{"", "large", "sme"});

  Row apart = group;
  apart["B_AWARDED_TO_A_GROUP"] = "N";
  CHECK(import_csv(table({apart})).keys("bid").empty());

  Row uneven = group;  // whose the number is cannot be told
  uneven["WIN_NATIONALID"] = "40000000001";
  const Imported got_uneven = import_csv(table({uneven}));
  CHECK(got_uneven.told("KD1365") == 1);
  for (const std::string& key : got_uneven.keys("organisation"))
    CHECK(got_uneven.value("organisation", key, "reg_number") != "40000000001");
}

TEST_CASE("rows of one award meet without adding up its value", "[ted_csv]") {
  const Imported got = import_csv(table({{}, {{"ID_LOT_AWARDED", "2"}}, {{"ID_LOT_AWARDED", "2"}, {"AWARD_VALUE_EURO", "5000"}}}));
  CHECK(got.keys("contract") == std::set<std::string>{process});
  CHECK(got.keys("award") == std::set<std::string>{process + "/award/77/1", process + "/award/77/2", process + "/award/77/2#2"});
  CHECK(got.value("award", process + "/award/77/1", "value") == "40000.00 EUR");
  CHECK(got.value("award", process + "/award/77/2", "value").empty());
  CHECK(got.value("bid", process + "/award/77/2/bid", "amount").empty());
  CHECK(got.value("award", process + "/award/77/2#2", "value") == "5000.00 EUR");
  CHECK(got.keys("lot") == std::set<std::string>{process + "/lot/1", process + "/lot/2"});
  CHECK(got.keys("organisation").size() == 2);
}

TEST_CASE("rows of one notice that do not stand together still meet", "[ted_csv]") {
  const Imported got =
      import_csv(table({{}, {{"ID_NOTICE_CAN", "20189"}}, {{"ID_AWARD", "78"}, {"WIN_NAME", "SIA Zvirgzds"}, {"WIN_NATIONALID", ""}}}));
  CHECK(got.keys("contract") == std::set<std::string>{process, "ted_csv:20189"});
  const std::string other = got.value("award", process + "/award/78/1", "suppliers");
  CHECK(got.value("organisation", other, "name") == "SIA Zvirgzds");
  CHECK(other != got.value("award", process + "/award/77/1", "suppliers"));
}

TEST_CASE("the corrected value is preferred, and known to be a conclusion", "[ted_csv]") {
  const Imported got = import_csv(table({{{"AWARD_VALUE_EURO", "4000000"}, {"AWARD_VALUE_EURO_FIN_1", "40000"}}}));
  const auto value = got.facts("award", process + "/award/77/1", "value");
  REQUIRE(value.size() == 1);
  CHECK(kede::model::to_text(value[0].value) == "40000.00 EUR");
  CHECK(value[0].evidence == kede::model::EvidenceClass::computed);
  CHECK(value[0].place == "AWARD_VALUE_EURO_FIN_1");
  const Imported extreme = import_csv(table({{{"AWARD_VALUE_EURO", "37160600000000"}}}));
  CHECK(extreme.value("award", process + "/award/77/1", "value") == "37160600000000.00 EUR");  // kept, and told
  CHECK(extreme.told("KD1363") == 1);
  CHECK(unknown(import_csv(table({{{"AWARD_VALUE_EURO", "1"}}})), "award", process + "/award/77/1", "value") != nullptr);
}

TEST_CASE("what was not awarded, withheld or cancelled is told apart", "[ted_csv]") {
  const Row nobody = {{"WIN_NAME", ""},         {"WIN_NATIONALID", ""}, {"WIN_COUNTRY_CODE", ""},
                      {"AWARD_VALUE_EURO", ""}, {"DT_AWARD", ""},       {"NUMBER_OFFERS", ""}};
  const auto with = [&](const char* column, const char* value) {
    Row row = nobody;
    row[column] = value;
    return import_csv(table({row}));
  };
  const std::string key = process + "/award/77/1";
  CHECK(with("INFO_ON_NON_AWARD", "PROCUREMENT_UNSUCCESSFUL").value("award", key, "status") == "unsuccessful");
  CHECK(with("INFO_ON_NON_AWARD", "PROCUREMENT_DISCONTINUED").value("contract", process, "status") == "cancelled");
  CHECK(with("INFO_ON_NON_AWARD", "").facts("award", key, "status").empty());
  const Imported withheld = with("INFO_UNPUBLISHED", "Y");
  for (const char* field : {"suppliers", "value"}) {
    const Unknown* found = unknown(withheld, "award", key, field);
    REQUIRE(found != nullptr);
    CHECK(found->reason == UnknownReason::withheld);
  }
  const Imported cancelled = import_csv(table({{{"CANCELLED", "1"}}}));
  CHECK(cancelled.value("award", key, "status") == "cancelled");
  CHECK(cancelled.value("contract", process, "status") == "cancelled");
  CHECK(cancelled.told("KD1362") == 1);
}

TEST_CASE("dates of all years are read", "[ted_csv]") {
  using kede::importers::ted_csv::read_date;
  const auto iso = [](const char* text) {
    const auto date = read_date(text);
    return date ? kede::to_iso(*date) : std::string();
  };
  CHECK(iso("23-DEC-14") == "2014-12-23");
  CHECK(iso("22/12/16") == "2016-12-22");
  CHECK(iso("22/12/2016") == "2016-12-22");
  CHECK(iso("2018-01-03") == "2018-01-03");
  CHECK(iso("03-Jan-2018") == "2018-01-03");
  CHECK(iso("22/12/16 00:00") == "2016-12-22");
  CHECK(iso("31/02/16").empty());
  CHECK(iso("23-XYZ-14").empty());
  CHECK(iso("1/2").empty());
  CHECK(iso("").empty());
  const Imported got = import_csv(table({{{"DT_AWARD", "pērn"}}}));
  const Unknown* date = unknown(got, "award", process + "/award/77/1", "date");
  REQUIRE(date != nullptr);
  CHECK(date->reason == UnknownReason::unreadable);
}

TEST_CASE("codes of countries and categories are those of the vocabulary", "[ted_csv]") {
  const Imported got = import_csv(table({{{"ISO_COUNTRY_CODE", "UK"},
                                          {"WIN_COUNTRY_CODE", "GR"},
                                          {"TYPE_OF_CONTRACT", "U"},
                                          {"CRIT_CODE", "L---M"},
                                          {"TOP_TYPE", "AWP"},
                                          {"CPV", "3100000"}}}));
  CHECK(got.value("organisation", got.value("contract", process, "buyer"), "country") == "GB");
  CHECK(got.value("organisation", got.value("award", process + "/award/77/1", "suppliers"), "country") == "GR");
  CHECK(got.value("contract", process, "main_category") == "goods");
  CHECK(got.value("contract", process, "procurement_method") == "limited");
  CHECK(got.value("contract", process, "cpv_main") == "03100000");  // a leading zero lost
  CHECK(unknown(got, "contract", process, "award_basis") != nullptr);
}

TEST_CASE("a row that cannot be used is rejected and the next one is read", "[ted_csv]") {
  const Imported got = import_csv(table({{{"ID_NOTICE_CAN", ""}}, {}}) + "\"201812345\",\"never closed\n");
  REQUIRE(got.rejections.size() == 2);
  CHECK(got.rejections[0].reason.code == "KD1361");
  CHECK(got.rejections[0].place == "row 2");
  CHECK(got.rejections[1].reason.code == "KD1148");
  CHECK(got.keys("award").size() == 1);
  const Imported without = import_csv(table({{}}, {"ID_NOTICE_CAN"}));
  REQUIRE(without.rejections.size() == 1);
  CHECK(without.rejections[0].reason.code == "KD1360");
}

TEST_CASE("hostile rows end in records or rejections", "[ted_csv]") {
  std::string names;
  for (int i = 0; i < 5'000; ++i) names += "A" + std::to_string(i) + "---";
  const Imported many = import_csv(table({{{"WIN_NAME", names}, {"B_AWARDED_TO_A_GROUP", "Y"}}}));
  CHECK(many.keys("organisation").size() <= 501);
  const Imported bad = import_csv(table({{{"WIN_NAME", "\xff\xfe"}, {"ID_AWARD", std::string(100'000, 'x')}, {"ID_LOT_AWARDED", "\xc3"}}}));
  CHECK(bad.keys("award").size() == 1);
  CHECK(import_csv("").rejections.size() + import_csv("").told("KD1132") > 0);
  const Imported huge = import_csv(table({{{"TITLE", std::string(3'000'000, 'y')}}, {}}));
  CHECK(huge.rejections.size() == 1);
  CHECK(huge.rejections[0].reason.code == "KD1147");
  const std::string text = table({{}, {{"ID_LOT_AWARDED", "2"}}});
  CHECK(import_csv(text).all() == import_csv(text).all());
}

TEST_CASE("the CSV of contract awards is known by its columns", "[ted_csv]") {
  CHECK(importer.recognise("x", table({{}})) > 90);
  CHECK(importer.recognise("x", "id_notice_can;win_name\n1;a\n") > 90);
  CHECK(importer.recognise("ted_can.csv", "ID_NOTICE_CN,CAE_NAME\n1,a\n") == 0);
  CHECK(importer.recognise("x", "ID_NOTICE_CAN,NOTHING\n1,a\n") == 0);
  CHECK(importer.recognise("x", "") == 0);
  CHECK(importer.recognise("x", R"({"ID_NOTICE_CAN": 1, "WIN_NAME": 2})") == 0);
  CHECK(importer.recognise("x", "<TED_EXPORT ID_NOTICE_CAN='1'/>") == 0);
}
