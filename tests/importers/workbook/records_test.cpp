#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/importers/workbook/support.hpp"

namespace kede::importers::workbook {
namespace {

Imported with_owners(const std::string& header, const std::string& rows) {
  return import(tender_with({{"case/owners.csv", "org_id;" + header + '\n' + rows}}));
}

std::size_t count_of(const Imported& imported, std::string_view kind) {
  const model::KindId id = vocabulary().find_kind(kind)->id;
  return static_cast<std::size_t>(
      std::count_if(imported.sink.records.begin(), imported.sink.records.end(), [&](const model::Record& one) { return one.kind == id; }));
}

// Everything a report could show: all values but those of private fields, all keys, places, raw texts, messages and rejections.
std::string visible(const Imported& imported) {
  std::string out = imported.listing();
  for (const model::Rejection& one : imported.sink.rejections) out += one.excerpt + one.place;
  for (const model::Record& record : imported.sink.records) {
    out += record.key + record.place;
    for (const model::Fact& fact : record.facts) {
      if (!vocabulary().field(fact.field).is_private) out += model::to_text(fact.value) + fact.raw;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("an empty cell makes no fact, a dash neither, and “unknown” is a declared unknown") {
  const Imported imported = import(
      {{"o/organisations.csv", "org_id;name;country;employees;city;is_listed_company\nA;Alfa;LV;;-;nezināms\nB;Beta;?;n/a;Rīga;\n"}});
  CHECK(imported.diagnostics.empty());
  CHECK(imported.fact("organisation", "A", "employees") == "-");
  CHECK(imported.fact("organisation", "A", "city") == "-");
  CHECK(imported.fact("organisation", "A", "is_listed_company") == "unknown (declared_unknown)");
  CHECK(imported.fact("organisation", "B", "country") == "unknown (declared_unknown)");
  CHECK(imported.fact("organisation", "B", "employees") == "unknown (declared_unknown)");
}

TEST_CASE("a row without a required cell goes to the rejects, and the others are read") {
  const Imported imported = import(
      {{"o/organizācijas.csv", "organizācijas_id;nosaukums;valsts;pilsēta_vai_novads\nA;Alfa;LV;Rīga\n;Beta;LV;Cēsis\nC;Gamma;LV;\n"}});
  REQUIRE(imported.sink.rejections.size() == 1);
  CHECK(imported.sink.rejections[0].place == "organizācijas!3");
  CHECK(imported.sink.rejections[0].reason.code == "KD1215");
  CHECK(imported.sink.rejections[0].excerpt == "Beta | LV | Cēsis");
  CHECK(imported.says("KD1215", Language::lv) ==
        "obligātajā šūnā „organizācijas_id” (org_id) nav izmantojamas vērtības, tāpēc rinda netiek izmantota");
  CHECK(imported.says("KD1215", Language::en) ==
        "the cell “org_id” (organizācijas_id) is required but holds no usable value, so the row is not used");
  CHECK(count_of(imported, "organisation") == 2);
}

TEST_CASE("a missing required column is one message, and every row of it is among the rejects") {
  const Imported imported = import({{"o/organisations.csv", "org_id;name\nA;Alfa\nB;Beta\n"}});
  CHECK(imported.count("KD1214") == 1);
  CHECK(imported.count("KD1215") == 0);
  CHECK(imported.sink.rejections.size() == 2);
}

TEST_CASE("every fact knows sheet, row, column and the original text") {
  const Imported imported = import({{"o/organisations.csv", "org_id;name;country;employees\nA;Alfa;lv;1 250\n"}});
  const model::Record* record = imported.record("organisation", "A");
  REQUIRE(record != nullptr);
  CHECK(record->place == "organisations!2");
  const auto employees = std::find_if(record->facts.begin(), record->facts.end(),
                                      [](const model::Fact& fact) { return vocabulary().field(fact.field).name == "employees"; });
  REQUIRE(employees != record->facts.end());
  CHECK(employees->place == "employees");
  CHECK(employees->raw == "1 250");
  CHECK(model::to_text(employees->value) == "1250");
  CHECK(imported.sink.sources.size() == 1);
  CHECK(imported.sink.sources[0].sha256.size() == 64);
}

TEST_CASE("the rows of a consortium become one bid with all members and the lead as tenderer of record") {
  const Imported imported =
      import(tender_with({{"case/bids.csv", "bid_id;tender_id;org_id;is_lead;amount\nP1;T1;C;nē;\nP1;T1;B;jā;1 200,50\n"}}));
  CHECK(imported.fact("bid", "P1", "bidder") == "B");
  CHECK(imported.fact("bid", "P1", "members") == "[C, B]");
  CHECK(imported.fact("bid", "P1", "amount") == "1200.50 EUR");
}

TEST_CASE("the suppliers of a joint award are one list") {
  const Imported imported =
      import(tender_with({{"case/awards.csv", "award_id;tender_id;bid_id;org_id;status\nL1;T1;P1;B;spēkā\nL1;T1;P1;C;active\n"}}));
  CHECK(imported.diagnostics.empty());
  CHECK(imported.fact("award", "L1", "suppliers") == "[B, C]");
  CHECK(imported.fact("award", "L1", "status") == "active & active");
  CHECK(imported.fact("award", "L1", "bid") == "P1 & P1");
}

TEST_CASE("a subcontract takes its procurement and lot from its bid, as a computed fact") {
  const Imported imported =
      import(tender_with({{"case/bids.csv", "bid_id;tender_id;lot_id;org_id\nP1;T1;2;B\n"},
                          {"case/subcontracts.csv", "subcontract_id;bid_id;parent_org_id;child_org_id\nS1;P1;B;C\n"}}));
  CHECK(imported.fact("supply", "S1", "contract") == "T1");
  CHECK(imported.fact("supply", "S1", "lot") == "T1/2");
  CHECK(imported.fact("supply", "S1", "bid") == "P1");
}

TEST_CASE("what was declared, decided, answered or checked on a day is dated by it") {
  const auto dated = [](const std::string& file, const std::string& text, std::string_view kind, std::string_view key) {
    const Imported imported = import(tender_with({{"case/" + file, text}}));
    const model::Record* record = imported.record(kind, key);
    if (record == nullptr || record->facts.empty()) return std::string("no record");
    return record->facts.front().date ? to_iso(*record->facts.front().date) : std::string("no date");
  };
  CHECK(dated("bids.csv", "bid_id;tender_id;org_id;submitted_on\nP1;T1;B;03.03.2026\n", "bid", "P1") == "2026-03-03");
  CHECK(dated("awards.csv", "award_id;tender_id;org_id;award_date\nL1;T1;B;2026-04-15\n", "award", "L1") == "2026-04-15");
  CHECK(dated("subcontracts.csv", subcontracts("declared_on", "S1;T1;B;C;2026-03-03\n"), "supply", "S1") == "2026-03-03");
  CHECK(dated("subcontracts.csv", subcontracts("declared_on", "S1;T1;B;C;2026-03\n"), "supply", "S1") == "no date");
  CHECK(dated("checks.csv", "org_id;checked_on;result\nB;2026-03-16;clear\n", "list_entry", "checks!2") == "2026-03-16");
  CHECK(dated("events.csv", "event_id;org_id;type;date\nN1;B;audit;2025-12-08\n", "event", "N1") == "2025-12-08");
}

TEST_CASE("facts of the workforce are dated by the last day of their period") {
  const auto dated = [](const std::string& period) {
    const Imported imported = import(tender_with({{"case/workforce.csv", "org_id;period;workers_total\nB;" + period + ";12\n"}}));
    const auto record = std::find_if(imported.sink.records.begin(), imported.sink.records.end(),
                                     [](const model::Record& one) { return one.place == "workforce!2"; });
    if (record == imported.sink.records.end() || record->facts.empty()) return std::string("no record");
    return record->facts.back().date ? to_iso(*record->facts.back().date) : std::string("no date");
  };
  CHECK(dated("2026") == "2026-12-31");
  CHECK(dated("2026-02") == "2026-02-28");
  CHECK(dated("02.2024") == "2024-02-29");
  CHECK(dated("2026-Q1") == "2026-03-31");
  CHECK(dated("2026-01..2026-06") == "2026-06-30");
  CHECK(dated("15.03.2026.") == "2026-03-15");
  CHECK(dated("pavasaris") == "no date");
  CHECK(dated("2026-06..2026-01") == "no date");
  CHECK(dated("2026-Q5") == "no date");
}

TEST_CASE("a person's name and birth date go only to private fields") {
  const Imported imported = with_owners("owner_type;owner_name;birth_date;owner_register_id;role",
                                        "B;fiziska persona;Zane Paraudziņa;1980-02-03;REG-77;patiesais labuma guvējs\n");
  INFO(imported.listing());
  CHECK(imported.diagnostics.empty());
  CHECK(count_of(imported, "person") == 1);
  CHECK(visible(imported).find("Paraudziņa") == std::string::npos);
  CHECK(visible(imported).find("1980") == std::string::npos);
  CHECK(imported.fact("ownership", "owners!2", "role") == "beneficial_owner");
  CHECK(imported.fact("ownership", "owners!2", "person").starts_with("person:"));
}

TEST_CASE("an unreadable birth date or a rejected owner row repeats nothing personal") {
  const Imported imported =
      with_owners("owner_type;owner_name;birth_date", "B;person;Zane Paraudziņa;3. februāris\n;person;Zane Paraudziņa;1980-02-03\n");
  CHECK(imported.count("KD1225") == 1);
  CHECK(imported.sink.rejections.size() == 1);
  CHECK(visible(imported).find("Paraudziņa") == std::string::npos);
  CHECK(visible(imported).find("februāris") == std::string::npos);
  CHECK(visible(imported).find("1980") == std::string::npos);
}

TEST_CASE("the country beside a person is not read") {
  const Imported person = with_owners("owner_type;owner_name;country", "B;person;Zane Paraudziņa;GE\n");
  CHECK(person.count("KD1243") == 1);
  CHECK(person.fact("ownership", "owners!2", "country") == "-");
  const Imported firm = with_owners("owner_type;owner_name;country", "B;organisation;Omega OÜ;EE\n");
  CHECK(firm.diagnostics.empty());
  CHECK(firm.fact("ownership", "owners!2", "country") == "EE");
}

TEST_CASE("an owner of unstated type is treated as a person, with a warning") {
  const Imported imported = with_owners("owner_name;country", "B;Zane Paraudziņa;LV\n");
  CHECK(imported.count("KD1242") == 1);
  CHECK(visible(imported).find("Paraudziņa") == std::string::npos);
  CHECK(imported.fact("ownership", "owners!2", "country") == "-");
}

TEST_CASE("one person in two rows is one person when register id or birth date say so") {
  const std::string header = "owner_type;owner_name;birth_date";
  CHECK(count_of(with_owners(header, "B;person;Zane Paraudziņa;1980-02-03\nC;person;ZANE PARAUDZIŅA;03.02.1980\n"), "person") == 1);
  CHECK(count_of(with_owners(header, "B;person;Zane Paraudziņa;\nC;person;Zane Paraudziņa;\n"), "person") == 2);
}

TEST_CASE("an owning organisation is a record of its own, or the one with the given id") {
  const Imported named = with_owners("owner_type;owner_name;country", "B;organisation;Omega OÜ;EE\n");
  CHECK(named.fact("ownership", "owners!2", "owner") == "owner:owners!2");
  CHECK(named.fact("organisation", "owner:owners!2", "name") == "Omega OÜ");
  const Imported joined = with_owners("owner_type;owner_name;owner_org_id", "B;organisation;Gamma;C\n");
  CHECK(joined.fact("ownership", "owners!2", "owner") == "C");
  CHECK(joined.record("organisation", "owner:owners!2") == nullptr);
}

TEST_CASE("checks become entries that say also that nothing was found") {
  const Imported imported = import(
      tender_with({{"case/pārbaudes.csv", "organizācijas_id;saraksts;pārbaudes_datums;rezultāts\nB;sankcijas;16.03.2026;ieraksta nav\n"}}));
  INFO(imported.listing());
  CHECK(imported.fact("list_entry", "checks!2", "list") == "sanctions");
  CHECK(imported.fact("list_entry", "checks!2", "result") == "clear");
  CHECK(imported.fact("list_entry", "checks!2", "organisation") == "B");
  REQUIRE(imported.record("list_entry", "checks!2") != nullptr);
  CHECK(imported.record("list_entry", "checks!2")->facts.front().evidence == model::EvidenceClass::register_or_decision);
}

TEST_CASE("answers with a fixed meaning are the same in both languages; others stay as written") {
  const Imported imported = import(tender_with(
      {{"case/answers.csv",
        "org_id;questionnaire;question_id;answer\nB;q 1;1;Jā\nB;q 1;2;daļēji\nB;q 1;3;42\nB;q 1;4;nezināms\nB;q 1;5;neattiecas\n"}}));
  CHECK(imported.fact("answer", "answers!2", "answer") == "yes");
  CHECK(imported.fact("answer", "answers!3", "answer") == "partly");
  CHECK(imported.fact("answer", "answers!4", "answer") == "42");
  CHECK(imported.fact("answer", "answers!5", "answer") == "unknown (declared_unknown)");
  CHECK(imported.fact("answer", "answers!6", "answer") == "not_applicable");
}

TEST_CASE("items of two bids with the same number are two goods") {
  const Imported imported =
      import(tender_with({{"case/goods.csv", "tender_id;bid_id;item_id;part_of_item_id\nT1;P1;1;\nT1;P1;2;1\nT1;;1;\n"}}));
  INFO(imported.listing());
  CHECK(imported.diagnostics.empty());
  CHECK(imported.fact("good", "T1/P1/2", "part_of") == "T1/P1/1");
  CHECK(imported.record("good", "T1/1") != nullptr);
}

TEST_CASE("equal ids of two workbooks stay apart, and the CSV files of one folder belong together") {
  const std::string one = "org_id;name;country\nA;Alfa;LV\n";
  const std::string two = "org_id;name;country\nA;Omega;EE\n";
  const Imported imported = import({{"x/organisations.csv", one}, {"y/organisations.csv", two}});
  CHECK(imported.diagnostics.empty());
  CHECK(imported.fact("organisation", "x#A", "name") == "Alfa");
  CHECK(imported.fact("organisation", "y#A", "name") == "Omega");
}

TEST_CASE("a list that is stated to be empty is complete; a filled one stays open") {
  const Imported imported =
      import(tender_with({{"case/due_diligence.csv", "org_id;contract_clauses\nB;nav\nC;deposit|mācību izdevumu atmaksas pienākums\n"}}));
  CHECK(imported.fact("organisation", "B", "contract_clauses") == model::to_text(model::Value(model::List{{}, true})));
  CHECK(imported.fact("organisation", "C", "contract_clauses") ==
        model::to_text(
            model::Value(model::List{{model::Scalar(std::string("deposit")), model::Scalar(std::string("training_bond"))}, false})));
}

}  // namespace kede::importers::workbook
