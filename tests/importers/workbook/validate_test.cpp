#include <catch2/catch.hpp>

#include "tests/importers/workbook/support.hpp"

namespace kede::importers::workbook {
namespace {

constexpr Language en = Language::en;
constexpr Language lv = Language::lv;

Imported with_subcontracts(std::string_view header, std::string_view rows, Files more = {}) {
  more["case/subcontracts.csv"] = subcontracts(header, rows);
  return import(tender_with(std::move(more)));
}

Imported with_organisations(std::string_view header, std::string_view rows) {
  return import({{"case/organisations.csv", "org_id;name;country;" + std::string(header) + '\n' + std::string(rows)}});
}

}  // namespace

TEST_CASE("a workbook without contradictions gets no remark") {
  const Imported imported = with_subcontracts("tier;share_percent;amount;stage", "S1;T1;B;C;1;40;400;offer\nS2;T1;C;D;2;20;200;offer\n");
  INFO(imported.listing());
  CHECK(imported.diagnostics.empty());
}

TEST_CASE("an id that no row has is pointed out with its nearest neighbour, and the link is kept") {
  const Imported imported = import(tender_with({{"case/organisations.csv", "org_id;name;country\nORG-1;Alfa;LV\nORG-2;Beta;LV\n"},
                                                {"case/tenders.csv", "tender_id;title;buyer_id;cpv_main\nT1;Uzkopšana;ORG-1;90910000\n"},
                                                {"case/bids.csv", "bid_id;tender_id;org_id\nP1;T1;ORG-Z2\n"}}));
  REQUIRE(imported.count("KD1250") == 1);
  CHECK(imported.says("KD1250", en) == "no row of the sheet “organisations” (organizācijas) has the id “ORG-Z2”");
  CHECK(imported.says("KD1250", lv) == "nevienā lapas „organizācijas” (organisations) rindā nav identifikatora „ORG-Z2”");
  CHECK(imported.find("KD1250")->candidates.front() == "ORG-2");
  CHECK(imported.find("KD1250")->where == Place{.file = "case/bids.csv", .pointer = "bids", .row = 2, .cell = "org_id"});
  CHECK(imported.fact("bid", "P1", "bidder") == "ORG-Z2");
  CHECK(imported.record("organisation", "ORG-Z2") != nullptr);
}

TEST_CASE("a sheet that adds to an organisation needs the organisation to be there") {
  CHECK(import(tender_with({{"case/workforce.csv", "org_id;workers_total\nB;3\n"}})).count("KD1250") == 0);
  CHECK(import(tender_with({{"case/workforce.csv", "org_id;workers_total\nX;3\n"}})).count("KD1250") == 1);
}

TEST_CASE("lots need rows of their own only when the procurement has any") {
  const std::string bids = "bid_id;tender_id;lot_id;org_id\nP1;T1;2;B\n";
  const Imported implied = import(tender_with({{"case/bids.csv", bids}}));
  CHECK(implied.diagnostics.empty());
  CHECK(implied.fact("bid", "P1", "lot") == "T1/2");
  CHECK(implied.fact("lot", "T1/2", "contract") == "T1");
  const Imported stated = import(tender_with({{"case/bids.csv", bids}, {"case/lots.csv", "tender_id;lot_id\nT1;1\nT1;3\n"}}));
  REQUIRE(stated.count("KD1250") == 1);
  CHECK(stated.find("KD1250")->candidates == std::vector<std::string>{"1", "3"});
}

TEST_CASE("a closed loop of subcontracts is printed by names") {
  const Imported imported = with_subcontracts("", "S1;T1;B;C\nS2;T1;C;D\nS3;T1;D;C\n");
  REQUIRE(imported.count("KD1251") == 1);
  CHECK(imported.says("KD1251", en) == "the subcontracts form a closed loop: Gamma → Delta → Gamma");
  CHECK(imported.says("KD1251", lv) == "apakšlīgumi veido noslēgtu loku: Gamma → Delta → Gamma");
  CHECK(with_subcontracts("", "S1;T1;B;B\n").says("KD1251", en) == "the subcontracts form a closed loop: Beta → Beta");
}

TEST_CASE("two bids that name each other's firms form no loop") {
  const Files bids = {{"case/bids.csv", "bid_id;tender_id;org_id\nP1;T1;B\nP2;T1;C\n"}};
  CHECK(with_subcontracts("bid_id", "S1;T1;B;C;P1\nS2;T1;C;B;P2\n", bids).count("KD1251") == 0);
  CHECK(with_subcontracts("lot_id", "S1;T1;B;C;1\nS2;T1;C;B;2\n").count("KD1251") == 0);
}

TEST_CASE("a subcontract that names no procurement, bid or award is pointed out and kept") {
  const auto linked = [](const std::string& header, const std::string& row) {
    return import(tender_with({{"case/subcontracts.csv", "subcontract_id;parent_org_id;child_org_id" + header + "\nS1;B;C" + row + '\n'}}));
  };
  const Imported imported = linked("", "");
  CHECK(imported.says("KD1247", en) == "it cannot be told to which procurement the subcontract “S1” belongs");
  CHECK(imported.says("KD1247", lv) == "nav nosakāms, uz kuru iepirkumu attiecas apakšlīgums „S1”");
  CHECK(imported.fact("supply", "S1", "child") == "C");
  CHECK(linked(";bid_id", ";P1").diagnostics.empty());
}

TEST_CASE("a check without a result is read, and says nothing about the list") {
  const Imported imported = import(tender_with({{"case/checks.csv", "org_id;list;checked_on;result\nB;sanctions;2026-10-20;\n"}}));
  CHECK(imported.diagnostics.empty());
  CHECK(imported.fact("list_entry", "checks!2", "result") == "-");
  CHECK(imported.fact("list_entry", "checks!2", "list") == "sanctions");
}

TEST_CASE("a tier that is not one more than the tier above is corrected") {
  const Imported imported = with_subcontracts("tier", "S1;T1;B;C;1\nS2;T1;C;D;3\n");
  REQUIRE(imported.count("KD1252") == 1);
  CHECK(imported.says("KD1252", en) == "tier 3 is stated for “Delta”, but by the rows of this sheet it is tier 2");
  CHECK(imported.says("KD1252", lv) == "organizācijai „Delta” norādīts 3. līmenis, bet pēc šīs lapas rindām tas ir 2. līmenis");
  CHECK(imported.find("KD1252")->where.row == 3);
  CHECK(imported.find("KD1252")->where.cell == "tier");
}

TEST_CASE("an empty tier is computed and marked as computed") {
  const Imported imported = with_subcontracts("tier", "S2;T1;C;D;\nS1;T1;B;C;1\nS3;T1;D;E;\n");
  CHECK(imported.count("KD1252") == 0);
  CHECK(imported.fact("supply", "S2", "tier") == "2");
  CHECK(imported.fact("supply", "S3", "tier") == "3");
  const model::Record* record = imported.record("supply", "S2");
  REQUIRE(record != nullptr);
  for (const model::Fact& fact : record->facts) {
    if (vocabulary().field(fact.field).name == "tier") CHECK(fact.evidence == model::EvidenceClass::computed);
  }
}

TEST_CASE("an organisation reached on two ways may stand on either tier") {
  CHECK(with_subcontracts("tier", "S1;T1;B;C;1\nS2;T1;C;D;2\nS3;T1;B;D;1\nS4;T1;D;E;3\nS5;T1;D;A;2\n").count("KD1252") == 0);
}

TEST_CASE("shares above the whole contract are pointed out once for each parent") {
  const Imported imported = with_subcontracts("share_percent", "S1;T1;B;C;60\nS2;T1;B;D;45,5\n");
  REQUIRE(imported.count("KD1253") == 1);
  CHECK(imported.says("KD1253", en) == "the shares that “Beta” passes on add up to 105.5 %, more than the whole contract");
  CHECK(imported.says("KD1253", lv) == "daļas, ko organizācija „Beta” nodod tālāk, kopā ir 105.5 %, vairāk nekā viss līgums");
  CHECK(with_subcontracts("share_percent", "S1;T1;B;C;60\nS2;T1;B;D;40\n").count("KD1253") == 0);
  CHECK(with_subcontracts("share_percent;stage", "S1;T1;B;C;60;offer\nS2;T1;B;C;60;contract\n").count("KD1253") == 0);
}

TEST_CASE("a share above the parent's own share is pointed out") {
  const Imported imported = with_subcontracts("share_percent", "S1;T1;B;C;30\nS2;T1;C;D;20\nS3;T1;C;E;15\n");
  REQUIRE(imported.count("KD1254") == 1);
  CHECK(imported.says("KD1254", en) == "“Gamma” passes on 35 % of the contract but was itself given only 30 %");
  CHECK(imported.says("KD1254", lv) == "organizācija „Gamma” nodod tālāk 35 % no līguma, bet tai pašai uzticēti tikai 30 %");
  CHECK(with_subcontracts("share_percent", "S1;T1;B;C;30\nS2;T1;C;D;30\n").count("KD1254") == 0);
  CHECK(with_subcontracts("share_percent", "S1;T1;B;C;nezināms\nS2;T1;C;D;30\n").count("KD1254") == 0);
}

TEST_CASE("amounts above the parent's amount or bid are pointed out") {
  const Imported imported = with_subcontracts("amount", "S1;T1;B;C;500\nS2;T1;C;D;500,01\n");
  REQUIRE(imported.count("KD1255") == 1);
  CHECK(imported.says("KD1255", en) ==
        "the subcontracts of “Gamma” add up to 500.01 EUR, more than the 500.00 EUR that it receives itself");
  CHECK(imported.says("KD1255", lv) == "organizācijas „Gamma” apakšlīgumu summa ir 500.01 EUR, vairāk nekā 500.00 EUR, ko tā saņem pati");
  CHECK(with_subcontracts("amount", "S1;T1;B;C;900\nS2;T1;B;D;101\n").count("KD1255") == 1);
  CHECK(with_subcontracts("amount", "S1;T1;B;C;900\nS2;T1;B;D;100\n").count("KD1255") == 0);
  CHECK(with_subcontracts("amount;currency", "S1;T1;B;C;900;EUR\nS2;T1;B;D;9000;SEK\n").count("KD1255") == 0);
}

TEST_CASE("an end before the start is pointed out in every sheet") {
  const Imported imported = with_subcontracts("start_date;end_date", "S1;T1;B;C;2026-06-01;31.05.2026\n");
  REQUIRE(imported.count("KD1256") == 1);
  CHECK(imported.says("KD1256", en) == "the end (2026-05-31) is earlier than the start (2026-06-01)");
  CHECK(imported.says("KD1256", lv) == "beigu datums (2026-05-31) ir agrāks par sākuma datumu (2026-06-01)");
  CHECK(with_subcontracts("start_date;end_date", "S1;T1;B;C;2026-06-01;2026-06-01\n").count("KD1256") == 0);
  const std::string awards = "award_id;tender_id;org_id;contract_start;contract_end\nL1;T1;B;2026-06-01;2026-01-31\n";
  CHECK(import(tender_with({{"case/awards.csv", awards}})).count("KD1256") == 1);
}

TEST_CASE("the smallest share is not above the largest") {
  const std::string header = "org_id;owner_type;owner_name;share_percent_min;share_percent_max\n";
  CHECK(import(tender_with({{"case/owners.csv", header + "B;organisation;Omega;60;40\n"}})).count("KD1263") == 1);
  CHECK(import(tender_with({{"case/owners.csv", header + "B;organisation;Omega;40;60\n"}})).count("KD1263") == 0);
}

TEST_CASE("the check digit of a Latvian registration number is verified") {
  const Imported imported = with_organisations("reg_number", "A;Alfa;LV;40203999007\n");
  REQUIRE(imported.count("KD1257") == 1);
  CHECK(imported.says("KD1257", en) == "“40203999007” is not a well-formed Latvian registration number");
  CHECK(imported.says("KD1257", lv) == "„40203999007” nav pareizi veidots Latvijas reģistrācijas numurs");
  CHECK(with_organisations("reg_number", "A;Alfa;LV;40203999006\nB;Beta;EE;12345678\nC;Gamma;LV;nezināms\n").diagnostics.empty());
}

TEST_CASE("a number that may be a personal code is not repeated in the message") {
  CHECK(with_organisations("reg_number", "A;Alfa;LV;010190-12345\n").says("KD1257", en) ==
        "“…” is not a well-formed Latvian registration number");
  CHECK(with_organisations("reg_number;size", "A;Alfa;LV;010190-12345;self_employed\n").diagnostics.empty());
}

TEST_CASE("the check digits of an LEI are verified") {
  CHECK(with_organisations("lei", "A;Alfa;LV;5493001KJTIIGC8Y1R12\n").count("KD1258") == 0);
  const Imported imported = with_organisations("lei", "A;Alfa;LV;5493001KJTIIGC8Y1R21\n");
  CHECK(imported.says("KD1258", en) == "“5493001KJTIIGC8Y1R21” is not a well-formed LEI");
  CHECK(imported.says("KD1258", lv) == "„5493001KJTIIGC8Y1R21” nav pareizi veidots LEI kods");
}

TEST_CASE("the form of a VAT number is verified, with or without its prefix") {
  CHECK(with_organisations("vat_number", "A;Alfa;LV;40203999006\nB;Beta;EE;EE123456789\nC;Gamma;NO;123456789\n").count("KD1259") == 0);
  CHECK(with_organisations("vat_number", "A;Alfa;LT;12345678\n").says("KD1259", en) ==
        "“LT12345678” does not have the form of a VAT number of LT");
}

TEST_CASE("a country that is not one is pointed out, with what was meant") {
  const Imported imported = import({{"case/organisations.csv", "org_id;name;country\nA;Alfa;UK\nB;Beta;Latvija\nC;Gamma;Estonia\n"}});
  REQUIRE(imported.count("KD1228") == 1);
  CHECK(imported.says("KD1228", en) == "“UK” in the column “country” is not the code of a country");
  CHECK(imported.says("KD1228", lv) == "„UK” kolonnā „country” nav valsts kods");
  CHECK(imported.find("KD1228")->candidates == std::vector<std::string>{"GB"});
  CHECK(imported.fact("organisation", "B", "country") == "LV");
  CHECK(imported.fact("organisation", "C", "country") == "EE");
}

TEST_CASE("the same firm under two ids is pointed out by number and by name") {
  const Imported numbers = with_organisations("reg_number", "A;Alfa;LV;40203999006\nB;Beta;LV;4020 3999 006\n");
  REQUIRE(numbers.count("KD1260") == 1);
  CHECK(numbers.says("KD1260", en) == "“B” and “A” have the same number 40203999006 and may be one firm");
  CHECK(numbers.says("KD1260", lv) ==
        "organizācijām „B” un „A” ir viens un tas pats numurs 40203999006; iespējams, tā ir viena organizācija");
  const Imported names = with_organisations("city", "A;SIA \"Rasa\";LV;Rīga\nB;Rasa, SIA;LV;Rīga\nC;Rasa, SIA;EE;Tartu\n");
  REQUIRE(names.count("KD1264") == 1);
  CHECK(names.says("KD1264", en) == "“B” and “A” have the same name “Rasa, SIA” in the same country and may be one firm");
  CHECK(with_organisations("reg_number", "A;Alfa;EE;123\nB;Beta;LT;123\n").count("KD1260") == 0);
  // The VAT number of a Latvian firm holds its registration number; its own two numbers are not two firms.
  CHECK(with_organisations("reg_number;vat_number", "A;Alfa;LV;40203999006;\nB;Beta;LV;;LV40203999006\n").count("KD1260") == 1);
  CHECK(with_organisations("reg_number;vat_number", "A;Alfa;LV;40203999006;LV40203999006\n").count("KD1260") == 0);
  CHECK(with_organisations("reg_number;vat_number", "A;Alfa;EE;10137319;\nB;Beta;EE;;EE10137319\n").count("KD1260") == 0);
}

TEST_CASE("a bidder in the chain of a rival bid is pointed out once") {
  const Files bids = {{"case/bids.csv", "bid_id;tender_id;org_id\nP1;T1;B\nP2;T1;C\n"}};
  const Imported imported = with_subcontracts("bid_id", "S1;T1;B;D;P1\nS2;T1;D;C;P1\nS3;T1;D;C;P1\n", bids);
  REQUIRE(imported.count("KD1261") == 1);
  CHECK(imported.says("KD1261", en) == "“Gamma” tenders itself (bid “P2”) and is also named in the chain of the rival bid “P1”");
  CHECK(imported.says("KD1261", lv) ==
        "organizācija „Gamma” pati ir pretendente (piedāvājums „P2”) un norādīta arī konkurējošā piedāvājuma „P1” ķēdē");
  CHECK(imported.find("KD1261")->severity == Severity::warning);
  SECTION("also when the bid follows only from the top of the chain") {
    CHECK(with_subcontracts("", "S1;T1;B;D\nS2;T1;D;C\n", bids).count("KD1261") == 1);
  }
  SECTION("not for a member of the same consortium") {
    CHECK(with_subcontracts("bid_id", "S1;T1;B;C;P1\n", {{"case/bids.csv", "bid_id;tender_id;org_id;is_lead\nP1;T1;B;yes\nP1;T1;C;no\n"}})
              .count("KD1261") == 0);
  }
  SECTION("not for a bid for another lot") {
    CHECK(with_subcontracts("bid_id;lot_id", "S1;T1;B;C;P1;1\n",
                            {{"case/bids.csv", "bid_id;tender_id;lot_id;org_id\nP1;T1;1;B\nP2;T1;2;C\n"}})
              .count("KD1261") == 0);
  }
}

TEST_CASE("a subcontractor named at the contract but not in the offer is pointed out, when the offer is recorded at all") {
  const Imported imported = with_subcontracts("stage", "S1;T1;B;C;offer\nS2;T1;B;C;contract\nS3;T1;B;D;contract\nS4;T1;B;E;change\n");
  REQUIRE(imported.count("KD1262") == 1);
  CHECK(imported.says("KD1262", en) == "“Delta” is named at the conclusion of the contract, but not in the offer");
  CHECK(imported.says("KD1262", lv) == "organizācija „Delta” norādīta līguma slēgšanas posmā, bet ne piedāvājumā");
  CHECK(with_subcontracts("stage", "S1;T1;B;C;contract\n").count("KD1262") == 0);
}

TEST_CASE("a subcontract without a stage is of the contract when it names an award or contract, of the offer when it names only a bid") {
  const Files awards = {{"case/awards.csv", "award_id;tender_id;bid_id;org_id;contract_id\nL1;T1;P1;B;LIG-1\n"}};
  const Imported imported = with_subcontracts("bid_id;award_id;contract_id;share_percent",
                                              "S1;T1;B;C;P1;;;60\nS2;T1;B;C;;L1;;60\nS3;T1;B;D;P1;;LIG-1;5\n", awards);
  INFO(imported.listing());
  CHECK(imported.count("KD1262") == 1);
  CHECK(imported.find("KD1262")->where.row == 4);
  CHECK(imported.count("KD1253") == 0);
}

TEST_CASE("the number of a contract that no award has is pointed out, when awards state theirs") {
  const Files awards = {{"case/awards.csv", "award_id;tender_id;bid_id;org_id;contract_id\nL1;T1;P1;B;LIG-1\n"},
                        {"case/workforce.csv", "org_id;contract_id;workers_total\nB;LIG-1|LIG-8;3\nC;nezināms;4\n"}};
  const Imported imported = with_subcontracts("contract_id", "S1;T1;B;C;LIG-7\nS2;T1;B;D;LIG-1\n", awards);
  INFO(imported.listing());
  REQUIRE(imported.count("KD1250") == 2);
  CHECK(imported.says("KD1250", lv) == "nevienā lapas „piešķīrumi” (awards) rindā nav identifikatora „LIG-7”");
  CHECK(imported.find("KD1250")->candidates == std::vector<std::string>{"LIG-1"});
  CHECK(with_subcontracts("contract_id", "S1;T1;B;C;LIG-7\n").count("KD1250") == 0);
}

TEST_CASE("amounts above that of the award are pointed out when there is no bid") {
  const Files awards = {{"case/bids.csv", "bid_id;tender_id;org_id\nP9;T1;E\n"},
                        {"case/awards.csv", "award_id;tender_id;org_id;amount\nL1;T1;B;500\n"}};
  CHECK(with_subcontracts("award_id;amount", "S1;T1;B;C;L1;400\nS2;T1;B;D;L1;101\n", awards).count("KD1255") == 1);
  CHECK(with_subcontracts("award_id;amount", "S1;T1;B;C;L1;400\nS2;T1;B;D;L1;100\n", awards).count("KD1255") == 0);
}

TEST_CASE("one id with different content is pointed out and both rows are kept") {
  const Imported imported = import({{"case/organisations.csv", "org_id;name;country;city\nA;Alfa;LV;\nA;Alfa;EE;Tartu\n"}});
  REQUIRE(imported.count("KD1239") == 1);
  CHECK(imported.says("KD1239", en) == "“A” already stands in row 2 with something else in: country");
  CHECK(imported.says("KD1239", lv) == "„A” jau ir 2. rindā, bet atšķiras: country");
  CHECK(imported.fact("organisation", "A", "city") == "Tartu");
  CHECK(imported.fact("organisation", "A", "country") == "LV & EE");
  CHECK(import({{"case/organisations.csv", "org_id;name;country\nA;Alfa;LV\nA;Alfa;LV\n"}}).diagnostics.empty());
}

TEST_CASE("two links under one id stay two links") {
  const Imported imported = with_subcontracts("", "S1;T1;B;C\nS1;T1;B;D\n");
  CHECK(imported.count("KD1239") == 1);
  CHECK(imported.fact("supply", "S1", "child") == "C");
  CHECK(imported.fact("supply", "S1#3", "child") == "D");
}

TEST_CASE("a consortium has one lead") {
  const auto with_bids = [](const std::string& rows) {
    return import(tender_with({{"case/bids.csv", "bid_id;tender_id;org_id;is_lead\n" + rows}}));
  };
  CHECK(with_bids("P1;T1;B;jā\nP1;T1;C;nē\n").diagnostics.empty());
  CHECK(with_bids("P1;T1;B;\nP1;T1;C;\n").count("KD1241") == 1);
  CHECK(with_bids("P1;T1;B;yes\nP1;T1;C;yes\n").count("KD1240") == 1);
  CHECK(with_bids("P1;T1;B;\n").diagnostics.empty());
}

TEST_CASE("the rows of one bid may differ in their organisation only") {
  const auto with_bids = [](const std::string& rows) {
    return import(tender_with({{"case/bids.csv", "bid_id;tender_id;org_id;is_lead;amount\n" + rows}}));
  };
  CHECK(with_bids("P1;T1;B;yes;100\nP1;T1;C;no;100\n").diagnostics.empty());
  const Imported imported = with_bids("P1;T1;B;yes;100\nP1;T1;C;no;90\n");
  CHECK(imported.says("KD1239", en) == "“P1” already stands in row 2 with something else in: amount");
}

}  // namespace kede::importers::workbook
