#include <catch2/catch.hpp>

#include "support.hpp"

using namespace eforms_test;

namespace {

std::string firms() {
  return organisation("ORG-0001", "Liepājas novads", "90000000001") + organisation("ORG-0002", "SIA Galvenais", "40003000001") +
         organisation("ORG-0003", "SIA Otrais", "40003000002") + organisation("ORG-0004", "OÜ Kolmas", "10000001", "EST") +
         organisation("ORG-0005", "UAB Ketvirtas", "300000001", "LTU");
}

// A consortium wins the first lot and names a subcontractor with one of its own; a single firm wins the second and third with one party.
std::string typical() {
  NoticeText notice;
  notice.extension =
      result("<cbc:TotalAmount currencyID=\"EUR\">1500000.50</cbc:TotalAmount>" +
             lot_result("RES-0001", "LOT-0001", "selec-w",
                        reference("efac:LotTender", "TEN-0001") + reference("efac:LotTender", "TEN-0009") + received("3") +
                            received("2", "t-sme") + reference("efac:SettledContract", "CON-0001")) +
             lot_result("RES-0002", "LOT-0002", "selec-w",
                        reference("efac:LotTender", "TEN-0002") + received("1") + reference("efac:SettledContract", "CON-0002")) +
             lot_result("RES-0003", "LOT-0003", "selec-w",
                        reference("efac:LotTender", "TEN-0003") + received("1") + reference("efac:SettledContract", "CON-0002")) +
             lot_result("RES-0004", "LOT-0004", "clos-nw", received("0")) +
             tender("TEN-0001", "LOT-0001", "TPA-0001", "1000000",
                    "<cbc:RankCode>1</cbc:RankCode>" +
                        term("<efbc:TermAmount currencyID=\"EUR\">250000</efbc:TermAmount><efbc:TermCode>yes</efbc:TermCode>")) +
             tender("TEN-0009", "LOT-0001", "TPA-0009", "1100000", "<cbc:RankCode>2</cbc:RankCode>") +
             tender("TEN-0002", "LOT-0002", "TPA-0002", "300000", term("<efbc:TermCode>no</efbc:TermCode>")) +
             tender("TEN-0003", "LOT-0003", "TPA-0002", "200000.50") +
             contract("CON-0001", "L-2025/7", reference("efac:LotTender", "TEN-0001")) +
             contract("CON-0002", "L-2025/8", reference("efac:LotTender", "TEN-0002") + reference("efac:LotTender", "TEN-0003")) +
             party("TPA-0001", tenderer("ORG-0003", "false") + tenderer("ORG-0002", "true") +
                                   subcontractor("ORG-0004", reference("efac:MainContractor", "ORG-0003")) +
                                   subcontractor("ORG-0005", reference("efac:MainContractor", "ORG-0004"))) +
             party("TPA-0009", tenderer("ORG-0005")) + party("TPA-0002", tenderer("ORG-0003") + subcontractor("ORG-0005"))) +
      organisations(firms());
  notice.body = procedure(lot("LOT-0001") + lot("LOT-0002") + lot("LOT-0003") + lot("LOT-0004"));
  return xml(notice);
}

const Imported& full() {
  static const Imported imported = import_text(typical());
  return imported;
}

std::string lot_field(const std::string& id, const std::string& field) { return full().value("lot", kFolder + "/lot/" + id, field); }
std::string award_field(const std::string& of, const std::string& field) { return full().value("award", kFolder + "/award/" + of, field); }
std::string bid_field(const std::string& of, const std::string& field) { return full().value("bid", kFolder + "/bid/" + of, field); }
std::string org_key(const std::string& number) { return kNotice + "/ORG-000" + number; }

}  // namespace

TEST_CASE("eForms: a result notice is one procedure with its lots and their outcomes") {
  CHECK(full().rejections.empty());
  CHECK(full().keys("contract") == std::set<std::string>{kFolder});
  CHECK(full().value("contract", kFolder, "title") == "Skola");
  CHECK(full().value("contract", kFolder, "buyer") == org_key("1"));
  CHECK(full().value("contract", kFolder, "cpv_main") == "45214200");
  CHECK(full().value("contract", kFolder, "cpv_other") == "45210000");
  CHECK(full().value("contract", kFolder, "main_category") == "works");
  CHECK(full().value("contract", kFolder, "procurement_method") == "open");
  CHECK(full().value("contract", kFolder, "value") == "1500000.50 EUR");
  CHECK(full().value("contract", kFolder, "status") == "complete");
  CHECK(full().keys("lot").size() == 4);
  CHECK(lot_field("LOT-0001", "status") == "complete");
  CHECK(lot_field("LOT-0001", "number_of_tenderers") == "3");
  CHECK(lot_field("LOT-0001", "bids_complete") == "no");
  CHECK(lot_field("LOT-0002", "bids_complete") == "yes");
  CHECK(lot_field("LOT-0004", "status") == "unsuccessful");
  CHECK(lot_field("LOT-0004", "number_of_tenderers") == "0");
}

TEST_CASE("eForms: who won, with whom, for how much, under which contract") {
  CHECK(award_field("LOT-0001/RES-0001", "suppliers") == org_key("3") + ", " + org_key("2"));
  CHECK(award_field("LOT-0001/RES-0001", "bid") == kFolder + "/bid/LOT-0001/TEN-0001");
  CHECK(award_field("LOT-0001/RES-0001", "value") == "1000000.00 EUR");
  CHECK(award_field("LOT-0001/RES-0001", "contract_id") == "L-2025/7");
  CHECK(award_field("LOT-0001/RES-0001", "date") == "2025-02-20");
  CHECK(award_field("LOT-0001/RES-0001", "date_signed") == "2025-03-03");
  CHECK(award_field("LOT-0001/RES-0001", "status") == "active");
  CHECK(award_field("LOT-0004/RES-0004", "status") == "unsuccessful");
  CHECK(award_field("LOT-0004/RES-0004", "suppliers").empty());
  CHECK(bid_field("LOT-0001/TEN-0001", "bidder") == org_key("2"));
  CHECK(bid_field("LOT-0001/TEN-0001", "members") == org_key("3") + ", " + org_key("2"));
  CHECK(bid_field("LOT-0001/TEN-0001", "status") == "winner");
  CHECK(bid_field("LOT-0001/TEN-0001", "rank") == "1");
  CHECK(bid_field("LOT-0001/TEN-0009", "bidder") == org_key("5"));
  CHECK(bid_field("LOT-0001/TEN-0009", "status").empty());
  CHECK(bid_field("LOT-0002/TEN-0002", "members").empty());
}

TEST_CASE("eForms: subcontractors hang on the party, values on the tender, and are not multiplied") {
  CHECK(award_field("LOT-0001/RES-0001", "has_subcontracting") == "yes");
  CHECK(award_field("LOT-0001/RES-0001", "subcontract_value") == "250000.00 EUR");
  CHECK(award_field("LOT-0001/RES-0001", "subcontract_share") == "25 %");
  CHECK(full().facts("award", kFolder + "/award/LOT-0001/RES-0001", "subcontract_share")[0].evidence == model::EvidenceClass::computed);
  CHECK(award_field("LOT-0002/RES-0002", "has_subcontracting") == "no");
  // The terms are silent, but a subcontractor is named.
  CHECK(award_field("LOT-0003/RES-0003", "has_subcontracting") == "yes");
  CHECK(award_field("LOT-0003/RES-0003", "subcontract_value").empty());
  CHECK(full().keys("supply").size() == 4);  // two of the consortium; one for each tender of the other party
  for (const std::string& key : full().keys("supply")) CHECK(full().value("supply", key, "amount").empty());
}

TEST_CASE("eForms: a supply leads from the main contractor that is named, else from the tenderer, to the subcontractor") {
  const std::string first = kFolder + "/bid/LOT-0001/TEN-0001/supply/EST-10000001";
  const std::string second = kFolder + "/bid/LOT-0001/TEN-0001/supply/LTU-300000001";
  CHECK(full().value("supply", first, "parent") == org_key("3"));
  CHECK(full().value("supply", first, "child") == org_key("4"));
  CHECK(full().value("supply", first, "award") == kFolder + "/award/LOT-0001/RES-0001");
  CHECK(full().value("supply", first, "contract_number") == "L-2025/7");
  CHECK(full().value("supply", first, "stage") == "contract");
  CHECK(full().value("supply", first, "tier") == "1");
  CHECK(full().value("supply", second, "tier").empty());
  CHECK(full().value("supply", first, "declared_by") == "buyer");
  CHECK(full().value("supply", second, "parent") == org_key("4"));
  CHECK(full().value("supply", second, "parent_supply") == first);
  const std::string other = kFolder + "/bid/LOT-0003/TEN-0003/supply/LTU-300000001";
  CHECK(full().value("supply", other, "parent") == org_key("3"));
  CHECK(full().facts("supply", other, "parent")[0].evidence == model::EvidenceClass::computed);
}

TEST_CASE("eForms: organisations keep the parts they play, and facts the date of the notice") {
  CHECK(full().value("organisation", org_key("1"), "roles") == "buyer");
  CHECK(full().value("organisation", org_key("1"), "is_public_body") == "yes");
  CHECK(full().value("organisation", org_key("2"), "roles") == "supplier, tenderer, lead_tenderer");
  CHECK(full().value("organisation", org_key("4"), "country") == "EE");
  CHECK(full().value("organisation", org_key("4"), "reg_number") == "10000001");
  CHECK(to_iso(*full().facts("contract", kFolder, "title")[0].date) == "2025-03-10");
  CHECK(full().sources[0].format == "eforms eforms-sdk-1.10");
  CHECK(full().facts("contract", kFolder, "title")[0].evidence == model::EvidenceClass::register_or_decision);
}

TEST_CASE("eForms: prefixes of the sender do not matter, and the same text gives the same records") {
  std::string text = typical();
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"cbc:", "a:"}, {"efac:", "b:"}, {"cac:", "c:"}}) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) text.replace(at, from.size(), to);
  }
  CHECK(import_text(text).all() == full().all());
}

TEST_CASE("eForms: goods with their origin are read where supplies are bought, and nowhere else") {
  NoticeText notice;
  const std::string origin =
      "<efac:Origin><efbc:AreaCode>CHN</efbc:AreaCode></efac:Origin><efac:Origin><efbc:AreaCode>POL</efbc:AreaCode></efac:Origin>";
  notice.extension = result(lot_result("RES-0001", "LOT-0001", "selec-w", reference("efac:LotTender", "TEN-0001")) +
                            tender("TEN-0001", "LOT-0001", "TPA-0001", "5000", origin) + party("TPA-0001", tenderer("ORG-0002"))) +
                     organisations(firms());
  notice.body = procedure(lot("LOT-0001", "supplies"), {}, "supplies");
  const Imported supplies = import_text(xml(notice));
  const std::string key = kFolder + "/bid/LOT-0001/TEN-0001/origin/CHN";
  CHECK(supplies.keys("good").size() == 2);
  CHECK(supplies.value("good", key, "origin_country") == "CN");
  CHECK(supplies.value("good", key, "supplier") == org_key("2"));
  CHECK(supplies.value("good", key, "bid") == kFolder + "/bid/LOT-0001/TEN-0001");
  // No contract is named, so the only tender of the lot that was awarded is the winner.
  CHECK(supplies.value("bid", kFolder + "/bid/LOT-0001/TEN-0001", "status") == "winner");
  notice.body = procedure(lot("LOT-0001", "services"), {}, "services");
  CHECK(import_text(xml(notice)).keys("good").empty());
}

TEST_CASE("eForms: several winners of a lot are summed, except in a framework where each tender stands for the whole") {
  const auto two_winners = [](const std::string& framework) {
    NoticeText notice;
    notice.extension =
        result(lot_result("RES-0001", "LOT-0001", "selec-w",
                          reference("efac:LotTender", "TEN-0001") + reference("efac:LotTender", "TEN-0002") + framework +
                              reference("efac:SettledContract", "CON-0001") + reference("efac:SettledContract", "CON-0002")) +
               tender("TEN-0001", "LOT-0001", "TPA-0001", "7000") + tender("TEN-0002", "LOT-0001", "TPA-0002", "5000") +
               contract("CON-0001", "A", reference("efac:LotTender", "TEN-0001")) +
               contract("CON-0002", "B", reference("efac:LotTender", "TEN-0002")) + party("TPA-0001", tenderer("ORG-0002")) +
               party("TPA-0002", tenderer("ORG-0003"))) +
        organisations(firms());
    notice.body = procedure(lot("LOT-0001"));
    return import_text(xml(notice));
  };
  const std::string award = kFolder + "/award/LOT-0001/RES-0001";
  const Imported summed = two_winners({});
  CHECK(summed.value("award", award, "value") == "12000.00 EUR");
  CHECK(summed.value("award", award, "contract_id") == "A; B");
  CHECK(summed.value("award", award, "bid").empty());
  CHECK(two_winners("<efac:FrameworkAgreementValues/>").value("award", award, "value").empty());
}

TEST_CASE("eForms: a tender for several lots gives none of them its whole value") {
  NoticeText notice;
  notice.extension = result(lot_result("RES-0001", "LOT-0001", "selec-w",
                                       reference("efac:LotTender", "TEN-0001") + reference("efac:SettledContract", "CON-0001")) +
                            lot_result("RES-0002", "LOT-0002", "selec-w",
                                       reference("efac:LotTender", "TEN-0001") + reference("efac:SettledContract", "CON-0001")) +
                            tender("TEN-0001", "1.2", "TPA-0001", "9000",
                                   term("<efbc:TermAmount currencyID=\"EUR\">900</efbc:TermAmount><efbc:TermCode>yes</efbc:TermCode>")) +
                            contract("CON-0001", "A", reference("efac:LotTender", "TEN-0001")) + party("TPA-0001", tenderer("ORG-0002"))) +
                     organisations(firms());
  notice.body = procedure(lot("LOT-0001") + lot("LOT-0002"));
  const Imported imported = import_text(xml(notice));
  CHECK(imported.value("award", kFolder + "/award/LOT-0001/RES-0001", "value").empty());
  CHECK(imported.value("award", kFolder + "/award/LOT-0002/RES-0002", "subcontract_value").empty());
  CHECK(imported.value("award", kFolder + "/award/LOT-0002/RES-0002", "has_subcontracting") == "yes");
  CHECK(imported.value("bid", kFolder + "/bid/-/TEN-0001", "amount") == "9000.00 EUR");
  CHECK(imported.value("bid", kFolder + "/bid/-/TEN-0001", "lot").empty());
  CHECK(imported.keys("bid").size() == 1);
}

TEST_CASE("eForms: lots whose results are given one for each winner are told of once") {
  NoticeText notice;
  notice.extension = result(lot_result("RES-0001", "LOT-0001", "selec-w", reference("efac:LotTender", "TEN-0001") + received("4")) +
                            lot_result("RES-0002", "LOT-0001", "selec-w", reference("efac:LotTender", "TEN-0002") + received("4")) +
                            tender("TEN-0001", "LOT-0001", "TPA-0001", "7000") + tender("TEN-0002", "LOT-0001", "TPA-0001", "5000") +
                            party("TPA-0001", tenderer("ORG-0002"))) +
                     organisations(firms());
  notice.body = procedure(lot("LOT-0001"));
  const Imported imported = import_text(xml(notice));
  CHECK(imported.value("lot", kFolder + "/lot/LOT-0001", "number_of_tenderers") == "4");
  CHECK(imported.value("lot", kFolder + "/lot/LOT-0001", "bids_complete") == "no");
  CHECK(imported.value("contract", kFolder, "number_of_tenderers") == "4");
}
