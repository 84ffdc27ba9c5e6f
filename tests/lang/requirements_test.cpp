// The shipped catalogue of requirements, and how a faulty one is told.
#include <rapidjson/document.h>
#include <rapidjson/schema.h>

#include <algorithm>

#include "engine/base/resources.hpp"
#include "engine/lang/condition.hpp"
#include "engine/lang/json_world.hpp"
#include "engine/lang/pack_tests.hpp"
#include "tests/lang/pack_fixture.hpp"

using namespace kede;
using namespace kede::lang;
using namespace kede::lang::fixture;

namespace {

// An id is never used again for something else, and none is lost.
constexpr std::string_view kIds[] = {"REQ-NEE-01", "REQ-NEE-02", "REQ-NEE-03", "REQ-SPC-01", "REQ-SPC-02", "REQ-SPC-03", "REQ-SPC-04",
                                     "REQ-EXC-01", "REQ-EXC-02", "REQ-EXC-03", "REQ-EXC-04", "REQ-EXC-05", "REQ-EXC-06", "REQ-EXC-07",
                                     "REQ-EXC-08", "REQ-SEL-01", "REQ-SEL-02", "REQ-SEL-03", "REQ-SEL-04", "REQ-AWD-01", "REQ-AWD-02",
                                     "REQ-AWD-03", "REQ-ALT-01", "REQ-ALT-02", "REQ-ALT-03", "REQ-PER-01", "REQ-PER-02", "REQ-PER-03",
                                     "REQ-PER-04", "REQ-PER-05", "REQ-PER-06", "REQ-PER-07", "REQ-PER-08", "REQ-PER-09", "REQ-PER-10",
                                     "REQ-PER-11", "REQ-PER-12", "REQ-SUB-01", "REQ-SUB-02", "REQ-SUB-03", "REQ-SUB-04", "REQ-SUB-05",
                                     "REQ-SUB-06", "REQ-SUB-07", "REQ-MON-01", "REQ-MON-02", "REQ-MON-03", "REQ-MON-04", "REQ-MON-05",
                                     "REQ-MON-06", "REQ-MON-07", "REQ-TRM-01", "REQ-TRM-02", "REQ-TRM-03", "REQ-TRM-04"};

const LoadedRules& shipped() {
  static const Result<LoadedRules> loaded = load_built_in_rules(vocabulary());
  REQUIRE(loaded.ok());
  return *loaded;
}

const RequirementCatalogue& catalogue() { return shipped().pack.catalogue; }

bool names(const std::vector<std::string>& list, const std::string& id) { return std::find(list.begin(), list.end(), id) != list.end(); }

std::string faults_after(std::string_view from, std::string_view to) {
  std::string text(kRequirements);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  return faults(load_texts(object(description()), rules_file({rule({})}), text));
}

bool fits_schema(std::string_view json) {
  rapidjson::Document schema;
  const auto text = resource("rules/schema/requirements.schema.json");
  REQUIRE(text);
  schema.Parse(text->data(), text->size());
  REQUIRE_FALSE(schema.HasParseError());
  const rapidjson::SchemaDocument compiled(schema);
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  REQUIRE_FALSE(document.HasParseError());
  rapidjson::SchemaValidator validator(compiled);
  return document.Accept(validator);
}

// Proportionality with these facts, risk unknown.
Truth proportion(const Requirement& item, const std::string& facts) {
  static const std::string file = "facts";
  const auto json = read_json(facts, file);
  REQUIRE(json.ok());
  const auto world = JsonWorld::read(*json, {.file = file}, vocabulary(), shipped().tables, kTestDate);
  REQUIRE(world.ok());
  Environment environment = (*world)->environment();
  for (const char* name : {"contract", "lot", "risk"}) {
    if (!(*world)->find(name)) environment.bind(name, Value::unknown(model::UnknownReason::missing, name));
  }
  return evaluate_condition(*item.proportionate_when, environment, **world).truth;
}

Truth proportion(std::string_view id, const std::string& facts) {
  const Requirement* item = catalogue().find(id);
  REQUIRE(item != nullptr);
  return proportion(*item, facts);
}

}  // namespace

TEST_CASE("the catalogue holds its 55 requirements in their order") {
  std::vector<std::string_view> found;
  for (const Requirement& item : catalogue().requirements) found.push_back(item.id);
  CHECK(found == std::vector<std::string_view>(std::begin(kIds), std::end(kIds)));
  CHECK(catalogue().phases.size() == 10);
  CHECK(fits_schema(*resource("rules/requirements.json")));
}

TEST_CASE("each requirement is said whole in both languages") {
  for (const Requirement& item : catalogue().requirements) {
    INFO(item.id);
    for (const model::LocalText* text : {&item.text, &item.legal_basis, &item.proportionality, &item.evidence}) {
      CHECK_FALSE(text->en.empty());
      CHECK_FALSE(text->lv.empty());
      CHECK((text->en != text->lv || text == &item.legal_basis));
    }
    CHECK_FALSE(item.indicators.empty());
  }
}

TEST_CASE("a requirement and an indicator name each other, or neither does") {
  for (const Requirement& item : catalogue().requirements) {
    for (const std::string& id : item.indicators) {
      INFO(item.id << ' ' << id);
      const Rule* found = shipped().pack.find(id);
      REQUIRE(found != nullptr);
      CHECK(names(found->requirements, item.id));
    }
  }
  for (const Rule& each : shipped().pack.rules) {
    INFO(each.id);
    CHECK_FALSE(each.requirements.empty());
    for (const std::string& id : each.requirements) {
      INFO(id);
      const Requirement* item = catalogue().find(id);
      REQUIRE(item != nullptr);
      CHECK(names(item->indicators, each.id));
    }
  }
}

TEST_CASE("no condition of proportionality is decided where nothing is known") {
  std::size_t conditions = 0;
  for (const Requirement& item : catalogue().requirements) {
    if (!item.proportionate_when) continue;
    ++conditions;
    INFO(item.id);
    CHECK(proportion(item, "{}") == Truth::unknown);
    CHECK(proportion(item, R"({"contract": {}, "lot": {}})") == Truth::unknown);
  }
  CHECK(conditions == 20);
}

TEST_CASE("the value of the lot decides, and of a procurement without lots its own") {
  const auto value = [](std::string_view amount) { return R"({"money": [")" + std::string(amount) + R"(", "EUR"]})"; };
  const std::string large = R"({"contract": {"estimated_value": )" + value("500000") + "}";
  CHECK(proportion("REQ-SPC-01", large + "}") == Truth::yes);
  CHECK(proportion("REQ-SPC-01", R"({"contract": {"value": )" + value("41999.99") + "}}") == Truth::no);
  CHECK(proportion("REQ-SPC-01", large + R"(, "lot": {"value": )" + value("9000") + "}}") == Truth::no);
  CHECK(proportion("REQ-SPC-01", large + R"(, "lot": {}})") == Truth::unknown);
  CHECK(proportion("REQ-EXC-07", R"({"contract": {"value": )" + value("10000") + "}}") == Truth::yes);
  CHECK(proportion("REQ-SPC-01", R"({"contract": {"value": {"money": ["900000", "USD"]}}})") == Truth::unknown);
}

TEST_CASE("the kind of contract decides where the catalogue says so") {
  CHECK(proportion("REQ-PER-10", R"({"contract": {"main_category": "services", "onsite": true, "peak_headcount": 11}})") == Truth::yes);
  CHECK(proportion("REQ-PER-10", R"({"contract": {"main_category": "services", "onsite": true, "peak_headcount": 10}})") == Truth::no);
  CHECK(proportion("REQ-PER-10", R"({"contract": {"main_category": "services", "peak_headcount": 40}})") == Truth::unknown);
  CHECK(proportion("REQ-PER-11", R"({"contract": {"duration_months": 24}})") == Truth::yes);
  CHECK(proportion("REQ-PER-11", R"({"contract": {"duration_months": 12}})") == Truth::unknown);
  CHECK(proportion("REQ-PER-11", R"({"contract": {"duration_months": 12, "framework": false}})") == Truth::no);
  CHECK(proportion("REQ-SUB-06", R"({"contract": {"main_category": "goods"}})") == Truth::no);
  CHECK(proportion("REQ-SUB-06", R"({"contract": {"main_category": "services", "labour_share": 80}})") == Truth::yes);
}

TEST_CASE("a fault of the catalogue is told with its place") {
  CHECK(faults_after("contract.onsite", "contract.onsight") ==
        "rules/requirements.json#/requirements/1/proportionate_when:10: error KD2102: contract has no field 'onsight'\n"
        "    contract.onsight && risk >= 35.0\n             ^^^^^^^\n");
  CHECK(faults_after(R"("phase": "specification")", R"("phase": "specifications")").find("KD2350") != std::string::npos);
  CHECK(faults_after("REQ-SPC-02", "REQ-SPC-01").find("KD2314") != std::string::npos);
  CHECK(faults_after("REQ-SPC-02", "REQ-2").find("KD2312") != std::string::npos);
  CHECK(faults_after(R"("proportionate_when": "always", )", "").find("KD2307") != std::string::npos);
  CHECK(faults_after(R"("kede_requirements": 1)", R"("kede_requirements": 2)").find("KD2316") != std::string::npos);
  CHECK_FALSE(load_texts(object(description()), rules_file({rule({})}), "{").ok());
  CHECK_FALSE(load_texts(object(description()), rules_file({rule({})}), R"({"phases": 1, "requirements": []})").ok());
}
