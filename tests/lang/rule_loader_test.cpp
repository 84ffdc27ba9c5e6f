#include "engine/lang/rule_loader.hpp"

#include <rapidjson/document.h>
#include <rapidjson/schema.h>

#include "engine/base/resources.hpp"
#include "tests/lang/pack_fixture.hpp"

using namespace kede;
using namespace kede::lang;
using namespace kede::lang::fixture;

namespace {

std::string when_fault(const std::string& expression) {
  return one_fault({{"when", R"({"any": ["org.recruitment_loan", {"is": ")" + expression + R"(", "say": {"en": "a", "lv": "b"}}]})"}});
}

bool fits_schema(const std::string& json) {
  rapidjson::Document schema;
  const auto text = resource("rules/schema/rules.schema.json");
  REQUIRE(text);
  schema.Parse(text->data(), text->size());
  REQUIRE_FALSE(schema.HasParseError());
  const rapidjson::SchemaDocument compiled(schema);
  rapidjson::Document document;
  document.Parse<rapidjson::kParseCommentsFlag>(json.data(), json.size());
  REQUIRE_FALSE(document.HasParseError());
  rapidjson::SchemaValidator validator(compiled);
  return document.Accept(validator);
}

}  // namespace

TEST_CASE("a pack without fault is read whole") {
  const auto result = load(
      {rule({{"id", R"("REC-02")"},
             {"only_if", R"("org.is_labour_provider")"},
             {"ilo", "[2, 9]"},
             {"requirements", R"(["REQ-SPC-01"])"},
             {"since", R"("2026-01-01")"}}),
       rule()},
      description(
          {{"patterns",
            R"([{"id": "PAT-01", "title": {"en": "a", "lv": "b"}, "reading": {"en": "c", "lv": "d"}, "members": {"all": ["REC-01", {"any": ["REC-02"]}]}}])"}}));
  REQUIRE(result.ok());
  const RulePack& pack = *result;
  CHECK(pack.id == "small");
  CHECK(pack.chain_depth == 4);
  CHECK(pack.stale_after_months == 24);
  CHECK(pack.hash.size() == 64);
  REQUIRE(pack.rules.size() == 2);
  const Rule& first = pack.rules.front();
  CHECK(first.id == "REC-01");
  CHECK(first.pointer == "/rules/1");
  CHECK(first.file == "small/recruitment.json");
  CHECK(first.variable == "org");
  CHECK(first.when.children.at(0).pointer == "/when/any/0");
  CHECK(first.when.children.at(0).say.lv == "iekasēta maksa");
  CHECK(first.sources.at(0).issuer == "ILO");
  CHECK(first.tests.size() == 3);
  CHECK(first.local);
  CHECK(first.evidence.en.size() == 3);
  const Rule* second = pack.find("REC-02");
  REQUIRE(second != nullptr);
  CHECK(second->only_if.has_value());
  CHECK(second->ilo == std::vector<int>{2, 9});
  CHECK(second->in_force(*parse_iso_date("2026-01-01")));
  CHECK_FALSE(second->in_force(*parse_iso_date("2025-12-31")));
  CHECK(pack.find("REC-03") == nullptr);
  CHECK(pack.patterns.at(0).members.members.at(1).members.at(0).rule == "REC-02");
}

TEST_CASE("the schema takes what the loader takes and names the same keys") {
  CHECK(fits_schema(object(description())));
  CHECK(fits_schema(rules_file({rule()})));
  CHECK_FALSE(fits_schema(rules_file({rule({{"severitty", "1"}})})));
  CHECK_FALSE(fits_schema(rules_file({rule({{"ask", ""}})})));
}

TEST_CASE("the built-in pack has no fault and fits the schema") {
  const auto built_in = load_built_in_rules(vocabulary());
  if (!built_in.ok()) FAIL(shown(built_in.diagnostics()));
  CHECK_FALSE(built_in->pack.rules.empty());
  for (const std::string_view name : resource_names("rules/core/")) {
    INFO(name);
    CHECK(fits_schema(std::string(*resource(name))));
  }
}

TEST_CASE("a misspelt field is an error with its column and the nearest right name") {
  CHECK(when_fault("org.recruitment_loa") ==
        "small/recruitment.json#/rules/0/when/any/1/is:5: error KD2102: organisation has no field 'recruitment_loa'\n"
        "    org.recruitment_loa\n"
        "        ^^^^^^^^^^^^^^^\n"
        "  did you mean “recruitment_loan”?\n");
}

TEST_CASE("money is not compared with a plain number") {
  CHECK(when_fault("org.fee_amount > 0") ==
        "small/recruitment.json#/rules/0/when/any/1/is:16: error KD2103: cannot compare money with int\n"
        "    org.fee_amount > 0\n"
        "                   ^\n");
}

TEST_CASE("a misspelt macro is an error with the nearest right name") {
  CHECK(when_fault("org.downstream(4).exist(r, true)") ==
        "small/recruitment.json#/rules/0/when/any/1/is:19: error KD2104: lists have no 'exist'\n"
        "    org.downstream(4).exist(r, true)\n"
        "                      ^^^^^\n"
        "  did you mean “exists”?\n");
}

TEST_CASE("an unknown key is an error, not a remark") {
  CHECK(one_fault({{"severitty", R"("high")"}}) ==
        "small/recruitment.json#/rules/0/severitty: error KD2306: “severitty” is not a key of a rule\n"
        "  did you mean “severity”?\n");
  CHECK(one_fault({{"when", R"({"anny": ["true"]})"}}) ==
        "small/recruitment.json#/rules/0/when: error KD2319: this is not a condition\n"
        "  did you mean “any”?\n"
        "small/recruitment.json#/rules/0/tests/0/because: error KD2338: there is no condition at “/when/any/0” in this rule\n");
}

TEST_CASE("a key that stands twice is an error") {
  CHECK(faults(load_texts(object(description()), R"({"kede_rules": 1, "rules": [], "rules": []})")) ==
        "small/recruitment.json#/rules: error KD2303: the key “rules” stands here twice\n");
}

TEST_CASE("half a surrogate pair is no text") {
  CHECK(faults(load_texts(object(description()), R"({"kede_rules": 1, "rules": ["\udc00"]})"))
            .starts_with("small/recruitment.json#/rules/0: error KD2301: this is not JSON: The surrogate pair in string is invalid."));
  CHECK(faults(load_texts(object(description()), R"({"kede_rules": 1, "\udfff": []})")).find("error KD2301") != std::string::npos);
}

TEST_CASE("every text stands in both languages") {
  CHECK(one_fault({{"why", R"({"en": "Because."})"}}) ==
        "small/recruitment.json#/rules/0/why: error KD2310: the text in the language “lv” is missing\n");
  CHECK(one_fault({{"why", R"({"en": "Because.", "lv": " "})"}}) ==
        "small/recruitment.json#/rules/0/why/lv: error KD2310: the text in the language “lv” is missing\n");
  CHECK(one_fault({{"title", text(std::string(81, 'a'), "b")}}) ==
        "small/recruitment.json#/rules/0/title/en: error KD2311: the text has 81 characters; the most is 80\n");
  CHECK(load({rule({{"title", text("a",
                                   [] {
                                     std::string out;
                                     for (int i = 0; i < 80; ++i) out += "ā";
                                     return out;
                                   }())}})})
            .ok());
}

TEST_CASE("the weight belongs to the severity") {
  CHECK(one_fault({{"weight", "60"}}) ==
        "small/recruitment.json#/rules/0/weight: error KD2320: the weight 60 is not in the range of the severity “high”: 30 to 55\n");
  CHECK(one_fault({{"weight", "96"}}) == "small/recruitment.json#/rules/0/weight: error KD2313: 96 is not a number from 1 to 95\n");
  CHECK(one_fault({{"severity", R"("hihg")"}}) ==
        "small/recruitment.json#/rules/0/severity: error KD2309: “hihg” is not one of: low, medium, high, critical\n  did you mean "
        "“high”?\n");
}

TEST_CASE("each rule has a test that fires, one that is clear and one that is unknown") {
  CHECK(one_fault({{"tests", R"([{"name": "x", "given": {"org": {}}, "expect": "unknown"}])"}}) ==
        "small/recruitment.json#/rules/0/tests: error KD2321: no test expects “fires”\n"
        "small/recruitment.json#/rules/0/tests: error KD2321: no test expects “clear”\n");
}

TEST_CASE("requirements, sources, dimensions and lists must exist") {
  CHECK(one_fault({{"requirements", R"(["REQ-SPC-01", "REQ-SPC-91"])"}}) ==
        "small/recruitment.json#/rules/0/requirements/1: error KD2322: there is no requirement “REQ-SPC-91”\n"
        "  did you mean “REQ-SPC-01” or “REQ-SPC-02”?\n");
  CHECK(one_fault({{"sources", R"([{"key": "ILO-IMD"}])"}}) ==
        "small/recruitment.json#/rules/0/sources/0/key: error KD2323: there is no source “ILO-IMD”\n  did you mean “ILO-IND”?\n");
  CHECK(one_fault({{"sources", "[]"}}) == "small/recruitment.json#/rules/0/sources: error KD2318: the list is empty\n");
  CHECK(one_fault({{"dimension", R"("recruitmnt")"}}) ==
        "small/recruitment.json#/rules/0/dimension: error KD2325: there is no dimension “recruitmnt”\n  did you mean “recruitment”?\n");
  CHECK(faults(load({rule()}, description({{"lists", R"(["countrys"])"}}))) ==
        "small/pack.json#/lists/0: error KD2330: there is no list “countrys”\n  did you mean “countries”?\n");
}

TEST_CASE("a rule about the data itself says so") {
  const Keys about_data = {{"when", R"x("!complete(org.suppliers)")x"}, {"tests", R"([
      {"name": "a", "given": {"org": {}}, "expect": "fires"}, {"name": "b", "given": {"org": {}}, "expect": "clear"}, {"name": "c", "given": {"org": {}}, "expect": "unknown"}])"}};
  CHECK(
      faults(load({rule(about_data)})) ==
      "small/recruitment.json#/rules/0: error KD2327: the rule “REC-01” uses complete(), so it is about the data itself and must say so\n");
  Keys said = about_data;
  said["data_rule"] = "true";
  CHECK(load({rule(said)}).ok());
}

TEST_CASE("a rule that walks the chain is not local") {
  const auto result =
      load({rule({{"when", R"x({"any": ["org.downstream(2).exists(r, r.node.recruitment_loan)", "org.fee_amount > money(0, 'EUR')"]})x"},
                  {"tests", R"([
      {"name": "a", "given": {"org": {}}, "expect": "fires"}, {"name": "b", "given": {"org": {}}, "expect": "clear"}, {"name": "c", "given": {"org": {}}, "expect": "unknown"}])"}})});
  REQUIRE(result.ok());
  CHECK_FALSE(result->rules.front().local);
}

TEST_CASE("placeholders of the evidence are checked, at their column of the whole text") {
  CHECK(one_fault({{"evidence", text("Ā {org.founde}", "Ā {org.founded}")}}) ==
        "small/recruitment.json#/rules/0/evidence/en:8: error KD2102: organisation has no field 'founde'\n"
        "    Ā {org.founde}\n"
        "           ^^^^^^\n"
        "  did you mean “founded”?\n");
  CHECK(one_fault({{"evidence", text("{org.name}", "{org.fee_amount}")}}) ==
        "small/recruitment.json#/rules/0/evidence: error KD2335: the text in “lv” does not show “org.name”, which the other one does\n"
        "small/recruitment.json#/rules/0/evidence: error KD2335: the text in “en” does not show “org.fee_amount”, which the other one "
        "does\n");
  CHECK(one_fault({{"evidence", text("a } b", "a")}}) ==
        "small/recruitment.json#/rules/0/evidence/en:3: error KD2334: this brace has no partner\n    a } b\n      ^\n");
  const auto braces = load({rule({{"evidence", text("{{x}}", "{{x}}")}})});
  REQUIRE(braces.ok());
  CHECK(braces->rules.front().evidence.en.at(0).text.en == "{x}");
}

TEST_CASE("escalations grow stronger") {
  const std::string when = R"x("when": "org.fee_amount > money(500, 'EUR')")x";
  CHECK(load({rule({{"escalations", "[{" + when + R"(, "severity": "critical", "weight": 60}])"}})}).ok());
  CHECK(one_fault({{"escalations", "[{" + when + R"(, "severity": "high", "weight": 35}])"}}) ==
        "small/recruitment.json#/rules/0/escalations/0: error KD2328: the escalation with weight 35 is not stronger than what stands "
        "before it (40)\n");
}

TEST_CASE("identifiers are not used twice, and patterns name rules that exist") {
  CHECK(faults(load({rule(), rule()})) ==
        "small/recruitment.json#/rules/1/id: error KD2314: “REC-01” is used twice; the other one is at small/recruitment.json#/rules/0\n");
  CHECK(
      faults(load(
          {rule()},
          description(
              {{"patterns",
                R"([{"id": "PAT-01", "title": {"en": "a", "lv": "b"}, "reading": {"en": "c", "lv": "d"}, "members": {"all": ["REC-11"]}}])"}}))) ==
      "small/pack.json#/patterns/0/members/all/0: error KD2333: the pattern names the rule “REC-11”, which does not exist\n  did you mean "
      "“REC-01”?\n");
}

TEST_CASE("all faults of all files are reported in one run") {
  const auto result =
      load({rule({{"weight", "1"}, {"id", R"("Rec-1")"}}), rule({{"applies_to", R"("person")"}})}, description({{"lists", "3"}}));
  REQUIRE_FALSE(result.ok());
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : result.diagnostics()) codes.push_back(diagnostic.code);
  CHECK(codes == std::vector<std::string>{"KD2308", "KD2312", "KD2320", "KD2326"});
}

TEST_CASE("comments are allowed, broken JSON is reported with line and column") {
  CHECK(load_texts(object(description()), "// the rules\n" + rules_file({rule()})).ok());
  CHECK(faults(load_texts(object(description()), "{\n  \"kede_rules\": 1,\n  \"rules\": [,]\n}")) ==
        "small/recruitment.json:3:13: error KD2301: this is not JSON: Invalid value.\n      \"rules\": [,]\n                ^\n");
}

TEST_CASE("a folder of rules is read like the built-in one") {
  MemoryFileSystem files({{"mine/core/pack.json", object(description())},
                          {"mine/core/recruitment.json", rules_file({rule()})},
                          {"mine/sources.json", std::string(kSources)}});
  const auto whole = load_rules_from(files, "mine/", vocabulary());
  REQUIRE(whole.ok());
  CHECK(whole->pack.rules.size() == 1);
  CHECK(whole->tables.find("countries") != nullptr);
  const auto inner = load_rules_from(files, "mine/core", vocabulary());
  REQUIRE(inner.ok());
  CHECK(inner->pack.hash == whole->pack.hash);
  const auto nothing = load_rules_from(files, "other", vocabulary());
  REQUIRE_FALSE(nothing.ok());
  CHECK(nothing.diagnostics().front().code == "KD2339");
}

TEST_CASE("hostile packs end in diagnostics") {
  const std::string pack = object(description());
  CHECK(faults(load_texts(pack, std::string(100'000, '['))).find("KD2302") != std::string::npos);
  CHECK(faults(load_texts(
                   pack, "{\"rules\":[" +
                             [] {
                               std::string out;
                               for (int i = 0; i < 600'000; ++i) out += "1,";
                               return out;
                             }() +
                             "1]}"))
            .find("KD2304") != std::string::npos);
  CHECK(faults(load_texts(pack, "\xFF\xFE")).find("KD2300") != std::string::npos);
  CHECK(faults(load_texts("", "")).find("KD2301") != std::string::npos);
  for (const char* wrong : {"null", "true", "1e999", "\"x\"", "[]", "{}", "[[1]]", "{\"en\": 1, \"lv\": []}"}) {
    for (const auto& [key, value] : rule()) {
      Keys broken = rule();
      broken[key] = wrong;
      const auto result = load({broken});
      CHECK_FALSE(result.ok());
    }
    for (const auto& [key, value] : description()) {
      if (key == "lists" && std::string(wrong) == "[]") continue;
      CHECK_FALSE(load({rule()}, description({{key, wrong}})).ok());
    }
  }
  std::string deep = "\"org.recruitment_loan\"";
  for (int i = 0; i < 40; ++i) deep = "{\"all\": [" + deep + "]}";
  CHECK_FALSE(load({rule({{"when", deep}})}).ok());
}
