#include "engine/lang/json_world.hpp"

#include "engine/lang/pack_tests.hpp"
#include "tests/lang/pack_fixture.hpp"

using namespace kede;
using namespace kede::lang;
using namespace kede::lang::fixture;

namespace {

Result<std::unique_ptr<const JsonWorld>> read(const std::string& json) {
  const auto node = read_json(json, "facts.json");
  REQUIRE(node.ok());
  return JsonWorld::read(*node, {.file = "facts.json"}, vocabulary(), tables(), kTestDate);
}

std::string value(const std::string& expression, const std::string& json) {
  const auto world = read(json);
  if (!world.ok()) return shown(world.diagnostics());
  Scope scope;
  scope.vocabulary = &vocabulary();
  scope.tables = &tables();
  for (const model::Kind& kind : vocabulary().kinds()) {
    if (!kind.variable.empty()) scope.add_record(kind.variable, kind.id);
  }
  const auto checked = check(expression, scope);
  if (!checked.ok()) return shown(checked.diagnostics());
  return value_text(evaluate(*checked, (*world)->environment(), **world), **world);
}

std::string faults_of(const std::string& json) {
  const auto world = read(json);
  REQUIRE_FALSE(world.ok());
  return shown(world.diagnostics());
}

constexpr const char* kChain = R"({"org": {"name": "Main", "suppliers": {"complete": true, "items": [
    {"kind": "subcontract", "share_percent": 40, "child": {"id": "a", "name": "Agency", "suppliers": {"complete": true, "items": [
        {"kind": "labour_supply", "child": {"name": "Sub", "recruitment_loan": true, "suppliers": {"complete": true, "items": [{"child": {"$ref": "a"}}]}}}]}}}]}}})";

}  // namespace

TEST_CASE("each type of value is read as it is written") {
  CHECK(value("org.recruitment_loan", R"({"org": {"recruitment_loan": true}})") == "true");
  CHECK(value("org.employees + 1", R"({"org": {"employees": 4}})") == "5");
  CHECK(value("org.fee_amount == money(12.5, 'EUR')", R"({"org": {"fee_amount": "12.50 EUR"}})") == "true");
  CHECK(value("org.fee_amount == money(12.5, 'EUR')", R"({"org": {"fee_amount": {"money": ["12.50", "EUR"]}}})") == "true");
  CHECK(value("org.fee_amount == money(900, 'EUR')", R"({"org": {"fee_amount": {"amount": 900, "currency": "EUR"}}})") == "true");
  CHECK(value("org.pay_withheld_share > percent(30)", R"({"org": {"pay_withheld_share": 40}})") == "true");
  CHECK(value("org.founded < date('2020-01-01')", R"({"org": {"founded": "2019-05-06"}})") == "true");
  CHECK(value("org.pay_interval > days(30)", R"({"org": {"pay_interval": 45}})") == "true");
  CHECK(value("org.pay_method == 'cash'", R"({"org": {"pay_method": "cash"}})") == "true");
  CHECK(value("org.country == 'LV'", R"({"org": {"country": "LV"}})") == "true");
  CHECK(value("bid.contract.buyer.name", R"({"bid": {"contract": {"buyer": {"name": "Council"}}}})") == "Council");
}

TEST_CASE("what is not written is unknown, with the reason") {
  CHECK(value("org.recruitment_loan", R"({"org": {"name": "A"}})") == "unknown (missing: A.recruitment_loan)");
  CHECK(value("org.recruitment_loan", "{}") == "unknown (missing: org.recruitment_loan)");
  CHECK(value("org.recruitment_loan", R"({"org": {"name": "A", "recruitment_loan": {"unknown": "withheld"}}})") ==
        "unknown (withheld: A.recruitment_loan)");
}

TEST_CASE("a bare array is open, only a stated list is closed") {
  const std::string test = "org.suppliers.exists(s, s.tier == 2)";
  CHECK(value(test, R"({"org": {"name": "A", "suppliers": [{"tier": 1}]}})") == "unknown (open_list: A.suppliers)");
  CHECK(value(test, R"({"org": {"name": "A", "suppliers": [{"tier": 2}]}})") == "true");
  CHECK(value(test, R"({"org": {"name": "A", "suppliers": {"items": [{"tier": 1}], "complete": true}}})") == "false");
  CHECK(value(test, R"({"org": {"name": "A", "suppliers": {"items": [{"tier": 1}], "complete": false}}})") ==
        "unknown (open_list: A.suppliers)");
  CHECK(value("complete(org.suppliers)", R"({"org": {}})") == "false");
}

TEST_CASE("a walk goes down tier by tier and meets each organisation once") {
  CHECK(value("org.downstream(6).map(r, r.node)", kChain) == "[Agency, Sub]");
  CHECK(value("org.downstream(1).map(r, r.node)", kChain) == "[Agency]");
  CHECK(value("org.downstream(6).map(r, r.tier)", kChain) == "[1, 2]");
  CHECK(value("org.downstream(6).exists(r, r.via.kind == 'labour_supply' && r.node.recruitment_loan)", kChain) == "true");
  CHECK(value("org.downstream(6).exists(r, r.node.deposit_required)", kChain) ==
        "unknown (missing: Agency.deposit_required; missing: Sub.deposit_required)");
  CHECK(value("org.downstream(6).filter(r, r.tier == 2).map(r, r.path)", kChain) == "[Main -> Agency -> Sub]");
}

TEST_CASE("while a list above is open a node may be nearer than it was found") {
  const std::string open_chain =
      R"({"org": {"name": "Main", "suppliers": [{"child": {"name": "A", "suppliers": {"complete": true, "items": [{"child": {"name": "B"}}]}}}]}})";
  CHECK(value("org.downstream(2).exists(r, r.node.name == 'B' && r.tier == 2)", open_chain) == "unknown (open_list: Main.suppliers)");
  CHECK(value("org.downstream(2).exists(r, r.node.name == 'B' && r.tier <= 2)", open_chain) == "true");
  CHECK(value("org.downstream(2).exists(r, r.node.name == 'B' && r.tier >= 1)", open_chain) == "true");
}

TEST_CASE("owners are followed through organisations; persons and states end the way") {
  const std::string owners = R"({"org": {"name": "A", "owners": {"complete": true, "items": [
      {"owner_type": "person", "role": "beneficial_owner"},
      {"owner": {"name": "B", "owners": {"complete": true, "items": [{"owner_type": "state", "role": "shareholder"}]}}, "role": "shareholder"}]}}})";
  CHECK(value("org.owners_up(5)", owners) == "[B]");
  CHECK(value("org.owners_up(5).exists(o, o.name == 'C')", owners) == "false");
  CHECK(value("org.owners_up(5).exists(o, o.name == 'C')",
              R"({"org": {"name": "A", "owners": {"complete": true, "items": [{"role": "shareholder"}]}}})")
            .starts_with("unknown"));
  CHECK(value("org.group().exists(o, o.name == 'C')", owners).starts_with("unknown"));
}

TEST_CASE("a record in a derived list belongs to the owner of the list") {
  CHECK(value("org.debarments.all(d, d.result == 'match' && d.organisation.name == 'A')",
              R"({"org": {"name": "A", "debarments": {"complete": true, "items": [{}]}}})") == "true");
  CHECK(faults_of(R"({"org": {"labour_suppliers": [{"kind": "transport"}]}})") ==
        "facts.json#/org/labour_suppliers/0: error KD2510: “kind” is “transport”, but this list holds only: labour_supply, agency_workers, "
        "recruitment\n");
}

TEST_CASE("tables can be replaced for one world") {
  CHECK(value("lookup('labour_cost', 'floor_hour', 'LV', 2026)",
              R"({"tables": {"labour_cost": [{"country": "LV", "year": 2026, "floor_hour": 7.5}]}})") == "7.50 EUR");
  CHECK(value("lookup('labour_cost', 'floor_hour', 'EE', 2026)",
              R"({"tables": {"labour_cost": [{"country": "LV", "year": 2026, "floor_hour": 7.5}]}})")
            .starts_with("unknown (no_row"));
  CHECK(value("listed('restricted_regions', 'XX-YY')", R"({"tables": {"restricted_regions": [{"region": "XX-YY"}]}})") == "true");
  CHECK(value("listed('restricted_regions', 'XX-YZ')", R"({"tables": {"restricted_regions": [{"region": "XX-YY"}]}})") == "false");
  CHECK(value("listed('restricted_regions', 'XX-YZ')",
              R"({"tables": {"restricted_regions": {"rows": [], "as_of": "2020-01-01", "stale_after_months": 12}}})")
            .starts_with("unknown (stale"));
  CHECK(
      faults_of(R"({"tables": {"restricted_region": []}})") ==
      "facts.json#/tables/restricted_region: error KD2507: there is no table “restricted_region”\n  did you mean “restricted_regions”?\n");
  CHECK(faults_of(R"({"tables": {"restricted_regions": [{"regio": "X"}]}})") ==
        "facts.json#/tables/restricted_regions/0/regio: error KD2306: “regio” is not a key of a row\n  did you mean “region”?\n");
}

TEST_CASE("what the vocabulary does not have is an error with the nearest name") {
  CHECK(faults_of(R"({"org": {"founde": "A"}})") ==
        "facts.json#/org/founde: error KD2501: organisation has no field “founde”\n  did you mean “founded”?\n");
  CHECK(faults_of(R"({"orgg": {}})").find("KD2504") != std::string::npos);
  CHECK(faults_of(R"({"org": {"pay_method": "csh"}})") ==
        "facts.json#/org/pay_method: error KD2506: “csh” is not a code of the list “pay_method”\n  did you mean “cash”?\n");
  CHECK(faults_of(R"({"org": {"recruitment_loan": {"unknown": "dunno"}}})").find("KD2505") != std::string::npos);
  CHECK(faults_of(R"({"bid": {"bidder": {"$ref": "x"}}, "org": {"id": "y"}})") ==
        "facts.json#/bid/bidder: error KD2503: no organisation has the id “x”\n  did you mean “y”?\n");
  CHECK(faults_of(R"({"org": {"id": "a", "suppliers": [{"child": {"id": "a"}}]}})").find("KD2509") != std::string::npos);
  CHECK(faults_of(R"({"org": {"suppliers": [{"child": {"$ref": "a", "name": "B"}}]}})").find("KD2511") != std::string::npos);
}

TEST_CASE("a value of the wrong type is an error that shows how to write it") {
  CHECK(faults_of(R"({"org": {"fee_amount": 12}})") ==
        "facts.json#/org/fee_amount: error KD2502: “fee_amount” is money, written for instance as \"12.50 EUR\"; found: number\n");
  for (const char* wrong : {"null", "[]", "{}", "[null]", "{\"items\": 3}", "{\"a\": {\"b\": []}}", "\"\""}) {
    for (const char* field :
         {"employees", "fee_amount", "founded", "country", "pay_interval", "pay_withheld_share", "pay_method", "recruitment_loan"}) {
      INFO(field << ' ' << wrong);
      CHECK_FALSE(read(std::string("{\"org\": {\"") + field + "\": " + wrong + "}}").ok());
    }
    if (std::string(wrong) != "[]") CHECK_FALSE(read(std::string("{\"org\": {\"suppliers\": ") + wrong + "}}").ok());
  }
  for (const char* wrong : {"1", "[]", "null", "\"x\""}) {
    CHECK_FALSE(read(wrong).ok());
    CHECK_FALSE(read(std::string("{\"org\": ") + wrong + "}").ok());
    CHECK_FALSE(read(std::string("{\"as_of\": ") + wrong + "}").ok());
    CHECK_FALSE(read(std::string("{\"tables\": ") + wrong + "}").ok());
  }
}
