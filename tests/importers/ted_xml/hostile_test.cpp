#include <catch2/catch.hpp>

#include "importers/registry.hpp"
#include "tests/importers/ted_xml/support.hpp"

using namespace ted_test;
using kede::importers::ted_xml::importer;

namespace {

const std::string good =
    notice("000001-2021",
           form("F03_2014", buyer + object("", "") + award("", "<CONTRACTORS>" + contractor("SIA Mirdza", "1") + "</CONTRACTORS>")));

}  // namespace

TEST_CASE("TED notices are known by their root and by nothing else", "[ted_xml]") {
  CHECK(importer.recognise("x.bin", good) > 90);
  CHECK(importer.recognise("x.xml", "\n<!-- <a> --><t:TED_EXPORT xmlns:t='x'>") > 90);
  CHECK(importer.recognise("ted.xml", "<ContractAwardNotice xmlns='urn:x'><note>TED_EXPORT</note>") == 0);
  CHECK(importer.recognise("ted.xml", "<TED_EXPORTS>") == 0);
  CHECK(importer.recognise("ted.xml", "TED_EXPORT") == 0);
  CHECK(importer.recognise("ted.xml", "{\"a\": \"<TED_EXPORT>\"}") == 0);
  CHECK(importer.recognise("ted.xml", "<!-- <TED_EXPORT>") == 0);
  CHECK(importer.recognise("ted.xml", "") == 0);
}

TEST_CASE("a bad notice is rejected with its reason, and the next one is read", "[ted_xml]") {
  const auto fault = [](const std::string& text) {
    const Imported got = import_xml(Files{{"a.xml", text}, {"b.xml", good}});
    CHECK(got.keys("award").size() == 1);
    return got.rejections.empty() ? std::string() : got.rejections[0].reason.code;
  };
  CHECK(fault("") == "KD1140");
  CHECK(fault(good.substr(0, good.size() / 2)) == "KD1140");
  CHECK(fault("<!DOCTYPE TED_EXPORT [<!ENTITY a \"b\">]><TED_EXPORT DOC_ID=\"1-2021\"/>") == "KD1143");
  CHECK(fault("<ANYTHING/>") == "KD1350");
  CHECK(fault("<TED_EXPORT/>") == "KD1351");
  CHECK(fault("<TED_EXPORT DOC_ID=\"what\"/>") == "KD1351");
  std::string deep = "<TED_EXPORT DOC_ID=\"5-2021\"><FORM_SECTION><F03_2014>";
  for (int i = 0; i < 5000; ++i) deep += "<A>";
  for (int i = 0; i < 5000; ++i) deep += "</A>";
  CHECK(fault(deep + "</F03_2014></FORM_SECTION></TED_EXPORT>") == "KD1142");
}

TEST_CASE("a notice larger than the limit is rejected", "[ted_xml]") {
  const Imported got = import(importer, {{"a.xml", good}}, 500);
  REQUIRE(got.rejections.size() == 1);
  CHECK(got.rejections[0].reason.code == "KD1141");
}

TEST_CASE("values of the wrong kind are unknown with what stands there", "[ted_xml]") {
  const Imported got = import_xml(notice(
      "000002-2021",
      form(
          "F03_2014",
          R"(<CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY><OFFICIALNAME/><COUNTRY VALUE="QQ"/></ADDRESS_CONTRACTING_BODY></CONTRACTING_BODY>)" +
              object("<LOT_DIVISION/>", lot("", "<DURATION TYPE=\"DAY\">ilgi</DURATION><n2016:NUTS CODE=\"00\"/>") + lot("2")) +
              award("<CONTRACT_NO>n</CONTRACT_NO>",
                    "<DATE_CONCLUSION_CONTRACT>vakar</DATE_CONCLUSION_CONTRACT><NB_TENDERS_RECEIVED>daudz</"
                    "NB_TENDERS_RECEIVED><CONTRACTORS>" +
                        contractor("Firma", "7", "QQ") + R"(</CONTRACTORS><VAL_TOTAL CURRENCY="eiro">5000</VAL_TOTAL>)"))));
  CHECK(got.rejections.empty());
  const auto raw = [&](const char* kind, const std::string& key, const char* field) {
    const auto facts = got.facts(kind, key, field);
    return facts.size() == 1 && std::holds_alternative<kede::model::Unknown>(facts[0].value) ? facts[0].raw : std::string("?");
  };
  CHECK(raw("award", "ted:2-2021/award/n/-", "date_signed") == "vakar");
  CHECK(raw("award", "ted:2-2021/award/n/-", "value") == "5000 eiro");
  CHECK(raw("contract", "ted:2-2021", "number_of_tenderers") == "daudz");
  CHECK(raw("organisation", "ted:2-2021/org/1", "country") == "QQ");
  CHECK(raw("lot", "ted:2-2021/lot/1", "duration_months") == "ilgi");
  CHECK(got.value("contract", "ted:2-2021", "buyer").empty());
}

TEST_CASE("ill-formed bytes and long numbers do no harm", "[ted_xml]") {
  const std::string bad = std::string("\xff\xfe") + std::string(10'000, 'x');
  const Imported got =
      import_xml(notice("000003-2021", form("F03_2014", buyer + object("", "") +
                                                            award("<CONTRACT_NO>" + bad + "</CONTRACT_NO><LOT_NO>" + bad + "</LOT_NO>",
                                                                  "<CONTRACTORS>" + contractor(bad, bad, bad) + "</CONTRACTORS>"))));
  REQUIRE(got.keys("award").size() == 1);
  CHECK(got.keys("award").begin()->size() < 800);
}

TEST_CASE("the same files give the same records", "[ted_xml]") {
  const Files files{{"1.xml", good}, {"2.xml", notice("000002-2021", form("F02_2014", buyer + object("", lot("1"))))}};
  CHECK(import_xml(files).all() == import_xml(files).all());
}

TEST_CASE("many awards are read in time that grows with their number", "[ted_xml]") {
  std::string awards;
  for (int i = 0; i < 4'000; ++i)
    awards += award("<LOT_NO>" + std::to_string(i) + "</LOT_NO>",
                    "<CONTRACTORS>" + contractor("SIA " + std::to_string(i % 50), "1") + "</CONTRACTORS>");
  const Imported got = import_xml(notice("000004-2021", form("F03_2014", buyer + object("<LOT_DIVISION/>", lot("1")) + awards)));
  CHECK(got.keys("award").size() == 4'000);
  CHECK(got.keys("organisation").size() == 51);
}

TEST_CASE("long lists inside one notice are read in time that grows with their length", "[ted_xml]") {
  std::string contractors;
  std::string codes;
  for (int i = 0; i < 4'000; ++i) {
    contractors += contractor("SIA " + std::to_string(i), "");
    codes += "<CPV_ADDITIONAL><CPV_CODE CODE=\"" + std::to_string(10'000'000 + i) + "\"/></CPV_ADDITIONAL>";
  }
  const Imported got = import_xml(
      notice("000004-2021", form("F03_2014", buyer + object("", "<OBJECT_DESCR>" + codes + "</OBJECT_DESCR>") +
                                                 award("", "<CONTRACTORS><AWARDED_TO_GROUP/>" + contractors + "</CONTRACTORS>"))));
  CHECK(got.keys("organisation").size() == 4'001);
  const auto others = got.facts("contract", "ted:4-2021", "cpv_other");
  REQUIRE(others.size() == 1);
  CHECK(std::get<kede::model::List>(others[0].value).items.size() == 4'000);
}
