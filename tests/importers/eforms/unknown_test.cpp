#include <catch2/catch.hpp>

#include "support.hpp"

using namespace eforms_test;

namespace {

const std::string kAward = kFolder + "/award/LOT-0001/RES-0001";
const std::string kBid = kFolder + "/bid/LOT-0001/TEN-0001";
const std::string kLot = kFolder + "/lot/LOT-0001";

Imported import_tender(const std::string& amount, const std::string& in_tender, const std::string& in_result = {},
                       const std::string& code = "selec-w") {
  NoticeText notice;
  notice.extension =
      result(lot_result("RES-0001", "LOT-0001", code,
                        in_result + reference("efac:LotTender", "TEN-0001") + reference("efac:SettledContract", "CON-0001")) +
             tender("TEN-0001", "LOT-0001", "TPA-0001", amount, in_tender) +
             contract("CON-0001", "L-1", reference("efac:LotTender", "TEN-0001")) + party("TPA-0001", tenderer("ORG-0002"))) +
      organisations(organisation("ORG-0001", "Novads", "90000000001") + organisation("ORG-0002", "SIA Galvenais", "40003000001"));
  notice.body = procedure(lot("LOT-0001", "supplies"), {}, "supplies");
  return import_text(xml(notice));
}

}  // namespace

TEST_CASE("eForms: what is marked as not published is withheld, whatever stands there") {
  const Imported imported = import_tender(
      "1234",
      privacy("win-ten-val") + privacy("ten-ran") + "<cbc:RankCode>1</cbc:RankCode><efac:Origin>" + privacy("cou-ori") +
          "<efbc:AreaCode>CHN</efbc:AreaCode></efac:Origin>" +
          term(privacy("sub-con") + privacy("sub-val") + privacy("sub-per") +
               "<efbc:TermAmount "
               "currencyID=\"EUR\">500</efbc:TermAmount><efbc:TermPercent>40</efbc:TermPercent><efbc:TermCode>yes</efbc:TermCode>"),
      received("3", "tenders", privacy("rec-sub-cou")));
  CHECK(imported.value("award", kAward, "value") == "unknown (withheld)");
  CHECK(imported.value("bid", kBid, "amount") == "unknown (withheld)");
  CHECK(imported.value("bid", kBid, "rank") == "unknown (withheld)");
  CHECK(imported.value("award", kAward, "has_subcontracting") == "unknown (withheld)");
  CHECK(imported.value("award", kAward, "subcontract_value") == "unknown (withheld)");
  CHECK(imported.value("award", kAward, "subcontract_share") == "unknown (withheld)");
  CHECK(imported.value("lot", kLot, "number_of_tenderers") == "unknown (withheld)");
  CHECK(imported.value("good", kBid + "/origin/withheld", "origin_country") == "unknown (withheld)");
  for (const char* hidden : {"1234", "500", "CN"}) CHECK(imported.all().find(std::string("= ") + hidden) == std::string::npos);
  CHECK(imported.told("KD1305") == 1);
}

TEST_CASE("eForms: the stand-ins of published copies are withheld too") {
  const Imported imported =
      import_tender("-1",
                    "<cbc:RankCode>unpublished</cbc:RankCode>" +
                        term("<efbc:TermAmount currencyID=\"EUR\">-1</efbc:TermAmount><efbc:TermPercent>-1</efbc:TermPercent>"
                             "<efbc:TermCode>unpublished</efbc:TermCode>"),
                    received("-1"), "unpublished");
  CHECK(imported.value("award", kAward, "value") == "unknown (withheld)");
  CHECK(imported.value("award", kAward, "status") == "unknown (withheld)");
  CHECK(imported.value("lot", kLot, "status") == "unknown (withheld)");
  CHECK(imported.value("bid", kBid, "rank") == "unknown (withheld)");
  CHECK(imported.value("award", kAward, "has_subcontracting") == "unknown (withheld)");
  CHECK(imported.value("award", kAward, "subcontract_value") == "unknown (withheld)");
  CHECK(imported.value("award", kAward, "subcontract_share") == "unknown (withheld)");
  CHECK(imported.value("lot", kLot, "number_of_tenderers") == "unknown (withheld)");
}

TEST_CASE("eForms: withheld types of statistics withhold the number of tenders") {
  CHECK(import_tender("10", {}, received("3", "unpublished")).value("lot", kLot, "number_of_tenderers") == "unknown (withheld)");
  // Beside a type that is published, the withheld one is another type.
  CHECK(import_tender("10", {}, received("3", "unpublished") + received("4")).value("lot", kLot, "number_of_tenderers") == "4");
}

TEST_CASE("eForms: not known is an answer; silence is none; a value that cannot be read is kept as it stood") {
  const Imported said =
      import_tender("10", term("<efbc:TermCode>not-known</efbc:TermCode><efbc:PercentageKnownIndicator>false"
                               "</efbc:PercentageKnownIndicator><efbc:ValueKnownIndicator>false</efbc:ValueKnownIndicator>"));
  CHECK(said.value("award", kAward, "has_subcontracting") == "unknown (declared_unknown)");
  CHECK(said.value("award", kAward, "subcontract_value") == "unknown (declared_unknown)");
  CHECK(said.value("award", kAward, "subcontract_share") == "unknown (declared_unknown)");
  const Imported silent = import_tender("", {});
  for (const char* field : {"value", "has_subcontracting", "subcontract_value", "subcontract_share"})
    CHECK(silent.facts("award", kAward, field).empty());
  CHECK(silent.facts("lot", kLot, "number_of_tenderers").empty());
  const Imported odd =
      import_tender("9999999.99", "<cbc:RankCode>first</cbc:RankCode>" + term("<efbc:TermPercent>130</efbc:TermPercent>"), received("0"));
  CHECK(odd.value("bid", kBid, "amount") == "unknown (unreadable)");
  CHECK(odd.facts("bid", kBid, "amount")[0].raw == "9999999.99 EUR");
  CHECK(odd.value("bid", kBid, "rank") == "unknown (unreadable)");
  CHECK(odd.value("bid", kBid, "subcontract_share") == "unknown (unreadable)");
  CHECK(odd.value("lot", kLot, "number_of_tenderers") == "unknown (unreadable)");  // a tender is named
}

TEST_CASE("eForms: a share of subcontracting is per cent of 0 to 100") {
  CHECK(import_tender("10", term("<efbc:TermPercent>30</efbc:TermPercent>")).value("award", kAward, "subcontract_share") == "30 %");
  CHECK(import_tender("10", term("<efbc:TermPercent>0.5</efbc:TermPercent>")).value("bid", kBid, "subcontract_share") == "0.5 %");
}

TEST_CASE("eForms: a day that stands in for one that is kept back is withheld") {
  NoticeText notice;
  notice.extension = result(lot_result("RES-0001", "LOT-0001", "selec-w",
                                       reference("efac:LotTender", "TEN-0001") + reference("efac:SettledContract", "CON-0001")) +
                            tender("TEN-0001", "LOT-0001", "TPA-0001", "10") +
                            "<efac:SettledContract><cbc:ID>CON-0001</cbc:ID><cbc:AwardDate>1970-01-01Z</cbc:AwardDate>"
                            "<cbc:IssueDate>2025-03-03Z</cbc:IssueDate>" +
                            reference("efac:LotTender", "TEN-0001") + "</efac:SettledContract>");
  notice.body = procedure(lot("LOT-0001"));
  const Imported imported = import_text(xml(notice));
  CHECK(imported.value("award", kAward, "date") == "unknown (withheld)");
  CHECK(imported.value("award", kAward, "date_signed") == "2025-03-03");
  CHECK(imported.facts("award", kAward, "contract_id").empty());
}

TEST_CASE("eForms: who tendered and who works below may be kept back too") {
  NoticeText notice;
  notice.extension = result(tender("TEN-0001", "LOT-0001", "TPA-0001", "10") + tender("TEN-0002", "LOT-0001", "TPA-0002", "12") +
                            party("TPA-0001", tenderer("unpublished") + subcontractor("unpublished")) +
                            party("TPA-0002", tenderer("ORG-0002", "1") + tenderer("ORG-0003", "0")));
  notice.body = procedure(lot("LOT-0001"));
  const Imported imported = import_text(xml(notice));
  CHECK(imported.value("bid", kBid, "bidder") == "unknown (withheld)");
  REQUIRE(imported.keys("supply").size() == 1);
  CHECK(imported.value("supply", *imported.keys("supply").begin(), "child") == "unknown (withheld)");
  CHECK(imported.value("bid", kFolder + "/bid/LOT-0001/TEN-0002", "bidder") == kNotice + "/ORG-0002");
}
