#include <catch2/catch.hpp>

#include "support.hpp"

using namespace eforms_test;

namespace {

int recognise(const std::string& head) { return importers::eforms::importer.recognise("a.xml", head); }

std::string good_notice() {
  NoticeText notice;
  notice.extension = organisations(organisation("ORG-0001", "Novads", "90000000001"));
  notice.body = procedure(lot("LOT-0001"));
  return xml(notice);
}

std::string rejection_of(const std::string& text) {
  const Imported imported = import_text(text);
  return imported.rejections.size() == 1 && imported.records.empty() ? imported.rejections[0].reason.code : "?";
}

}  // namespace

TEST_CASE("eForms: recognised by the root element and its namespace, whatever the prefix") {
  CHECK(recognise(good_notice()) == 95);
  CHECK(recognise("<?xml version=\"1.0\"?><!-- <html> --><x:ContractNotice "
                  "xmlns:x=\"urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2\">") == 70);
  CHECK(recognise("<ContractNotice xmlns=\"http://example.org/other\">") == 0);
  CHECK(recognise("<TED_EXPORT xmlns=\"http://publications.europa.eu/resource/schema/ted/R2.0.9/publication\">") == 0);
  CHECK(
      recognise(
          "<QualificationApplicationResponse xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:QualificationApplicationResponse-2\">") ==
      0);
  CHECK(recognise("{\"ocid\": \"ContractNotice\"}") == 0);
  CHECK(recognise("a;b;ContractNotice\n") == 0);
  CHECK(recognise("") == 0);
  CHECK(recognise("<!-- never closed ContractNotice") == 0);
}

TEST_CASE("eForms: a file that is no notice is rejected, and the others are read") {
  CHECK(rejection_of("") == "KD1140");
  CHECK(rejection_of("<a/>") == "KD1300");
  const std::string whole = good_notice();
  CHECK(rejection_of(whole.substr(0, whole.size() / 2)) == "KD1140");
  CHECK(rejection_of("<!DOCTYPE x [<!ENTITY a \"b\">]>" + whole.substr(whole.find("<Contract"))) == "KD1143");
  const Imported imported = import_files({{"a.xml", "<broken"}, {"b.xml", whole}});
  CHECK(imported.rejections.size() == 1);
  CHECK(imported.keys("contract") == std::set<std::string>{kFolder});
}

TEST_CASE("eForms: deep nesting is rejected, not followed") {
  std::string deep = good_notice();
  std::string open, close;
  for (int i = 0; i < 5000; ++i) {
    open += "<a>";
    close += "</a>";
  }
  deep.replace(deep.rfind("</"), 0, open + close);
  CHECK(rejection_of(deep) == "KD1142");
}

TEST_CASE("eForms: an empty notice, wrong types and huge values make no crash and no false facts") {
  const Imported empty = import_text("<ContractNotice/>");
  CHECK(empty.rejections.empty());
  CHECK(empty.keys("contract").size() == 1);
  NoticeText notice;
  notice.date = "2025-02-30";
  notice.extension = result("<cbc:TotalAmount currencyID=\"euro\">1e99</cbc:TotalAmount>" +
                            lot_result("", "", "", reference("efac:LotTender", "TEN-0404") + received("-5") + received("many")) +
                            "<efac:LotTender/><efac:TenderingParty/><efac:SettledContract/><efac:LotResult/>" +
                            party("TPA-0001", subcontractor("ORG-0009"))) +
                     "<efac:Organizations><efac:Organization/><efac:UltimateBeneficialOwner/></efac:Organizations>";
  notice.body = procedure(
      lot("") + lot(std::string(200'000, 'x')) + "<cac:ProcurementProjectLot/>",
      "<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount>lots</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>");
  const Imported odd = import_text(xml(notice));
  CHECK(odd.value("contract", kFolder, "value") == "unknown (unreadable)");
  CHECK(odd.value("contract", kFolder, "estimated_value") == "unknown (unreadable)");
  CHECK(odd.told("KD1308") == 1);
  CHECK(odd.facts("contract", kFolder, "number_of_tenderers").empty());
  CHECK(odd.keys("supply").size() == 1);  // its main contractor is not known
}

TEST_CASE("eForms: ill-formed bytes do not reach keys or facts") {
  NoticeText notice;
  notice.extension = organisations(organisation("ORG-\xff", "Nov\xc3", "9000\xfe"));
  notice.body = procedure(lot("LOT-\xff"));
  const Imported imported = import_text(xml(notice));
  CHECK(imported.all().find('\xff') == std::string::npos);
  CHECK(imported.all().find('\xfe') == std::string::npos);
}

TEST_CASE("eForms: parts of a result with one identifier are told apart by rejecting the later ones") {
  NoticeText notice;
  notice.extension = result(lot_result("RES-0001", "LOT-0001", "selec-w", reference("efac:LotTender", "TEN-0001")) +
                            lot_result("RES-0001", "LOT-0001", "clos-nw", {}) + tender("TEN-0001", "LOT-0001", "TPA-0001", "50") +
                            tender("TEN-0001", "LOT-0001", "TPA-0001", "60") + party("TPA-0001", tenderer("ORG-0002")) +
                            party("TPA-0001", tenderer("ORG-0003")));
  notice.body = procedure(lot("LOT-0001") + lot("LOT-0001"));
  const Imported imported = import_text(xml(notice));
  std::vector<std::string> codes;
  for (const auto& rejection : imported.rejections) codes.push_back(rejection.reason.code);
  CHECK(codes == std::vector<std::string>{"KD1306", "KD1307", "KD1307", "KD1307"});
  CHECK(imported.value("award", kFolder + "/award/LOT-0001/RES-0001", "value") == "50.00 EUR");
}

TEST_CASE("eForms: a subcontractor of itself has no main contractor, and circles end") {
  NoticeText notice;
  notice.extension =
      result(lot_result("RES-0001", "LOT-0001", "selec-w", reference("efac:LotTender", "TEN-0001")) +
             tender("TEN-0001", "LOT-0001", "TPA-0001", "50") +
             party("TPA-0001", tenderer("ORG-0002") + subcontractor("ORG-0002", reference("efac:MainContractor", "ORG-0002")) +
                                   subcontractor("ORG-0003", reference("efac:MainContractor", "ORG-0004")) +
                                   subcontractor("ORG-0004", reference("efac:MainContractor", "ORG-0003"))));
  notice.body = procedure(lot("LOT-0001"));
  const Imported imported = import_text(xml(notice));
  const std::string base = kFolder + "/bid/LOT-0001/TEN-0001/supply/" + kNotice + '/';
  CHECK(imported.keys("supply").size() == 3);
  CHECK(imported.value("supply", base + "ORG-0002", "parent").empty());
  CHECK(imported.value("supply", base + "ORG-0003", "parent_supply") == base + "ORG-0004");
}

TEST_CASE("eForms: ten thousand parts are read in the time of ten thousand parts") {
  std::string parts, firms;
  for (int i = 0; i < 10'000; ++i) {
    const std::string number = std::to_string(i);
    parts += lot_result("RES-" + number, "LOT-" + number, "selec-w", reference("efac:LotTender", "TEN-" + number)) +
             tender("TEN-" + number, "LOT-" + number, "TPA-" + number, "50") + party("TPA-" + number, tenderer("ORG-" + number));
    firms += organisation("ORG-" + number, "SIA " + number, "4" + number);
  }
  NoticeText notice;
  notice.extension = result(parts) + organisations(firms);
  const Imported imported = import_text(xml(notice));
  CHECK(imported.keys("award").size() == 10'000);
  CHECK(imported.keys("bid").size() == 10'000);
}

TEST_CASE("eForms: many tenders of one large party do not multiply without end") {
  std::string members, tenders;
  for (int i = 0; i < 1'500; ++i) members += tenderer("ORG-" + std::to_string(i));
  for (int i = 0; i < 1'000; ++i) tenders += tender("TEN-" + std::to_string(i), "LOT-0001", "TPA-0001", "50");
  NoticeText notice;
  notice.extension = result(party("TPA-0001", members) + tenders);
  notice.body = procedure(lot("LOT-0001"));
  const Imported imported = import_text(xml(notice));
  REQUIRE(imported.rejections.size() == 1);
  CHECK(imported.rejections[0].reason.code == "KD1309");
  CHECK(imported.keys("bid").size() == 1'000);
}

TEST_CASE("eForms: an identifier of any length makes a key of reasonable length, and different ones stay apart") {
  NoticeText notice;
  const std::string longest(100'000, 'x');
  notice.extension = result(lot_result(longest + "1", longest, "selec-w", reference("efac:LotTender", longest + "2")) +
                            lot_result(longest + "3", longest, "selec-w", {}) + tender(longest + "2", longest, "TPA-0001", "50"));
  const Imported imported = import_text(xml(notice));
  CHECK(imported.keys("award").size() == 2);
  for (const std::string& key : imported.keys("award")) CHECK(key.size() < 400);
}
