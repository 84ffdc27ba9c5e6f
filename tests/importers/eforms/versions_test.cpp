#include <catch2/catch.hpp>

#include "support.hpp"

using namespace eforms_test;

namespace {

const std::string kAward = kFolder + "/award/LOT-0001/RES-0001";

std::string uuid(int number) { return "11111111-aaaa-4aaa-8aaa-00000000000" + std::to_string(number); }

// A result in which one firm wins the lot.
NoticeText award_notice(const std::string& amount, const std::string& winner = "40003000001") {
  NoticeText notice;
  notice.extension =
      result(lot_result("RES-0001", "LOT-0001", "selec-w",
                        reference("efac:LotTender", "TEN-0001") + reference("efac:SettledContract", "CON-0001")) +
             tender("TEN-0001", "LOT-0001", "TPA-0001", amount) + contract("CON-0001", "L-1", reference("efac:LotTender", "TEN-0001")) +
             party("TPA-0001", tenderer("ORG-0002") + subcontractor("ORG-0003"))) +
      organisations(organisation("ORG-0001", "Novads", "90000000001") + organisation("ORG-0002", "SIA Galvenais", winner) +
                    organisation("ORG-0003", "OÜ Kolmas", "10000001", "EST"));
  notice.body = procedure(lot("LOT-0001"));
  return notice;
}

NoticeText contract_notice() {
  NoticeText notice;
  notice.root = "ContractNotice";
  notice.id = uuid(7);
  notice.date = "2024-12-01+02:00";
  notice.form = "competition";
  notice.type = "cn-standard";
  notice.extension = organisations(organisation("ORG-0001", "Novads", "90000000001"));
  notice.body = procedure(
      lot("LOT-0001", "works", {},
          "<cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>2025-01-15+02:00</cbc:EndDate></cac:TenderSubmissionDeadlinePeriod>"));
  return notice;
}

std::string changes(const std::string& changed, const std::string& reason = "cor-buy") {
  return "<efac:Changes><efbc:ChangedNoticeIdentifier>" + changed + "</efbc:ChangedNoticeIdentifier><efac:ChangeReason><cbc:ReasonCode>" +
         reason + "</cbc:ReasonCode></efac:ChangeReason></efac:Changes>";
}

}  // namespace

TEST_CASE("eForms: the notices of one procedure are one contract") {
  const Imported imported = import_files({{"a.xml", xml(contract_notice())}, {"b.xml", xml(award_notice("500"))}});
  CHECK(imported.keys("contract") == std::set<std::string>{kFolder});
  CHECK(imported.keys("lot") == std::set<std::string>{kFolder + "/lot/LOT-0001"});
  CHECK(imported.value("contract", kFolder, "status") == "active | complete");  // the latest is taken when facts are merged
  CHECK(imported.value("contract", kFolder, "submission_deadline") == "2025-01-15");
  CHECK(imported.value("contract", kFolder, "date_published") == "2024-12-01");
  CHECK(imported.keys("organisation").size() == 4);  // local identifiers are not joined across notices
}

TEST_CASE("eForms: of several versions of a notice only the newest is read, in whatever order they come") {
  NoticeText first = award_notice("500");
  NoticeText second = award_notice("600");
  second.version = "02";
  NoticeText tenth = award_notice("700");
  tenth.version = "10";
  const Imported imported = import_files({{"a.xml", xml(tenth)}, {"b.xml", xml(first)}, {"c.xml", xml(second)}});
  CHECK(imported.value("award", kAward, "value") == "700.00 EUR");
  CHECK(imported.told("KD1301") == 2);
  CHECK(imported.rejections.empty());
  CHECK(imported.keys("supply").size() == 1);
}

TEST_CASE("eForms: versions are found in every encoding that a notice may come in") {
  NoticeText second = award_notice("600");
  second.version = "02";
  std::string wide = "\xFF\xFE";
  for (const char c : xml(second)) {
    if (static_cast<unsigned char>(c) < 0x80) wide += {c, '\0'};
  }
  for (const std::string& text : {"\xEF\xBB\xBF" + xml(second), wide}) {
    const Imported imported = import_files({{"a.xml", text}, {"b.xml", xml(award_notice("500"))}});
    CHECK(imported.told("KD1301") == 1);
    CHECK(imported.value("award", kAward, "value") == "600.00 EUR");
  }
}

TEST_CASE("eForms: a change notice takes the place of the notice it names, by identifier or by number in the Official Journal") {
  NoticeText old = award_notice("500");
  old.extension +=
      "<efac:Publication><efbc:NoticePublicationID "
      "schemeName=\"ojs-notice-id\">00123456-2025</efbc:NoticePublicationID></efac:Publication>";
  for (const std::string& named : {uuid(1) + "-01", std::string("123456-2025")}) {
    NoticeText change = award_notice("800");
    change.id = uuid(2);
    change.date = "2025-03-20+02:00";
    change.extension = changes(named) + change.extension;
    const Imported imported = import_files({{"a.xml", xml(change)}, {"b.xml", xml(old)}});
    CHECK(imported.value("award", kAward, "value") == "800.00 EUR");
    CHECK(imported.told("KD1301") == 1);
  }
}

TEST_CASE("eForms: notices that name each other as changed do not make each other vanish") {
  NoticeText a = award_notice("500");
  NoticeText b = award_notice("600");
  b.id = uuid(2);
  a.extension = changes(uuid(2) + "-01") + a.extension;
  b.extension = changes(uuid(1) + "-01") + b.extension;
  const Imported imported = import_files({{"a.xml", xml(a)}, {"b.xml", xml(b)}});
  CHECK(imported.told("KD1301") == 1);
  CHECK(imported.keys("award").size() == 1);
  a.extension = changes(uuid(1) + "-01") + award_notice("500").extension;
  CHECK(import_files({{"a.xml", xml(a)}, {"b.xml", xml(contract_notice())}}).told("KD1301") == 0);
}

TEST_CASE("eForms: a change that cancels makes the procedure cancelled") {
  NoticeText cancel = contract_notice();
  cancel.id = uuid(8);
  cancel.date = "2024-12-20+02:00";
  cancel.extension = changes(uuid(7) + "-01", "cancel") + cancel.extension;
  const Imported imported = import_files({{"a.xml", xml(contract_notice())}, {"b.xml", xml(cancel)}});
  CHECK(imported.value("contract", kFolder, "status") == "cancelled");
}

TEST_CASE("eForms: the same result again is the same award; the same identifiers for somebody else are another") {
  NoticeText later = award_notice("900");
  later.id = uuid(2);
  later.date = "2025-06-01+02:00";
  const Imported same = import_files({{"a.xml", xml(award_notice("500"))}, {"b.xml", xml(later)}});
  CHECK(same.keys("award").size() == 1);
  CHECK(same.keys("bid").size() == 1);
  CHECK(same.keys("supply").size() == 1);
  CHECK(same.value("award", kAward, "value") == "500.00 EUR | 900.00 EUR");
  NoticeText other = award_notice("900", "40003000002");
  other.id = uuid(2);
  const Imported two = import_files({{"a.xml", xml(award_notice("500"))}, {"b.xml", xml(other)}});
  CHECK(two.keys("award") == std::set<std::string>{kAward, kAward + '@' + uuid(2)});
  CHECK(two.keys("bid").size() == 2);
}

TEST_CASE("eForms: a modification changes the award it belongs to and is an event") {
  NoticeText change = award_notice("750");
  change.id = uuid(3);
  change.form = "cont-modif";
  change.type = "can-modif";
  change.date = "2026-01-10+02:00";
  change.extension =
      "<efac:ContractModification><efbc:ChangedNoticeIdentifier>" + uuid(1) +
      "-01</efbc:ChangedNoticeIdentifier></efac:ContractModification>" +
      result(tender("TEN-0001", "LOT-0001", "TPA-0001", "750") + contract("CON-0001", "L-1", reference("efac:LotTender", "TEN-0001")) +
             party("TPA-0001", tenderer("ORG-0005"))) +
      organisations(organisation("ORG-0005", "SIA Galvenais", "40003000001"));
  // Its file comes first, and is read after the award all the same.
  const Imported imported = import_files({{"a.xml", xml(change)}, {"b.xml", xml(award_notice("500"))}});
  CHECK(imported.keys("award") == std::set<std::string>{kAward});
  CHECK(imported.value("award", kAward, "value") == "500.00 EUR | 750.00 EUR");
  CHECK(imported.value("bid", kFolder + "/bid/LOT-0001/TEN-0001", "amount") == "500.00 EUR");
  const std::string event = "eforms:notice/" + uuid(3) + "/amendment";
  CHECK(imported.value("event", event, "type") == "amendment");
  CHECK(imported.value("event", event, "date") == "2026-01-10");
  CHECK(import_text(xml(change)).value("award", kFolder + "/award/LOT-0001/CON-0001", "value") == "750.00 EUR");
}

TEST_CASE("eForms: identifiers that different notices share by mistake bring nothing together") {
  NoticeText a = award_notice("500");
  NoticeText b = award_notice("600", "40003000002");
  b.date = "2019-05-05+02:00";
  const Imported imported = import_files({{"a.xml", xml(a)}, {"b.xml", xml(b)}});
  CHECK(imported.keys("contract").size() == 2);
  CHECK(imported.keys("award").size() == 2);
  CHECK(imported.told("KD1302") == 2);
  CHECK(imported.told("KD1301") == 0);
  const Imported copies = import_files({{"a.xml", xml(a)}, {"b.xml", xml(a)}});
  CHECK(copies.keys("contract") == std::set<std::string>{kFolder});
  CHECK(copies.told("KD1301") == 1);
}

TEST_CASE("eForms: a notice without a procedure stands for itself") {
  NoticeText plan;
  plan.root = "PriorInformationNotice";
  plan.form = "planning";
  plan.type = "pin-only";
  plan.folder = {};
  plan.body = procedure(
      "<cac:ProcurementProjectLot><cbc:ID schemeName=\"Part\">PAR-0001</cbc:ID><cac:ProcurementProject><cbc:Name>Pirmā</cbc:Name>"
      "</cac:ProcurementProject></cac:ProcurementProjectLot><cac:ProcurementProjectLot><cbc:ID schemeName=\"LotsGroup\">GLO-0001"
      "</cbc:ID></cac:ProcurementProjectLot>");
  const Imported imported = import_text(xml(plan));
  CHECK(imported.keys("contract") == std::set<std::string>{kNotice});
  CHECK(imported.value("contract", kNotice, "status") == "planning");
  CHECK(imported.keys("lot") == std::set<std::string>{kNotice + "/lot/PAR-0001"});
}
