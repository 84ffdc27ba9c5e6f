// Thresholds of rules, what an authority may set otherwise, and how the texts follow.
#include "engine/lang/json_tree.hpp"
#include "engine/lang/lint.hpp"
#include "engine/lang/mutate.hpp"
#include "engine/lang/pack_tests.hpp"
#include "engine/lang/threshold_text.hpp"
#include "tests/lang/pack_fixture.hpp"

using namespace kede;
using namespace kede::lang;
using namespace kede::lang::fixture;

namespace {

Keys with_threshold(const std::string& value = R"x("money(100, 'EUR')")x", const Keys& changes = {}) {
  Keys keys = rule({
      {"thresholds", R"({"fee": {"value": )" + value + R"(, "say": {"en": "fee from which it counts", "lv": "maksa, no kuras skaita"}}})"},
      {"title", text("Workers pay more than {limit.fee}", "Darbinieki maksā vairāk nekā {limit.fee}")},
      {"when",
       R"x({"any": [{"is": "org.fee_amount > limit.fee", "say": {"en": "more than {limit.fee}", "lv": "vairāk nekā {limit.fee}"}}, "org.recruitment_loan"]})x"},
  });
  for (const auto& [key, changed] : changes) keys[key] = changed;
  return keys;
}

Result<RulePack> load_with(const Keys& rule, const std::string& overrides_json) {
  const auto overrides = read_overrides(overrides_json, "mine.json");
  if (!overrides) return overrides.diagnostics();
  const std::string pack_json = object(description());
  const std::string rules_json = rules_file({rule});
  const PackFile files[] = {{"small/pack.json", pack_json}, {"small/recruitment.json", rules_json}};
  return load_pack(files, vocabulary(), tables(), kSources, kRequirements, &*overrides);
}

std::string overrides(const std::string& items) {
  return R"({"kede_overrides": 1, "authority": "Pašvaldība", "adopted": "2026-11-01", "thresholds": [)" + items + "]}";
}

std::string one(const std::string& rule, const std::string& threshold, const std::string& value) {
  return R"({"rule": ")" + rule + R"(", "threshold": ")" + threshold + R"(", "value": ")" + value + R"(", "reason": "vietējā prakse"})";
}

std::string verdict(const Rule& rule, const std::string& amount) {
  Rule asked = rule;
  JsonNode given = *read_json(R"({"org": {"fee_amount": ")" + amount + R"(", "recruitment_loan": false}})", "t");
  asked.tests = {RuleTest{"asked", std::make_shared<const JsonNode>(given), "fires", "", std::nullopt, "/tests/0"}};
  return run_rule_tests(asked, vocabulary(), tables()).front().found;
}

}  // namespace

TEST_CASE("a threshold stands in the condition and in the texts with its value") {
  const auto pack = load({with_threshold()});
  if (!pack.ok()) FAIL(shown(pack.diagnostics()));
  const Rule& rule = pack->rules.front();
  CHECK(rule.title.en ==
        "Workers pay more than 100\xC2\xA0"
        "EUR");
  CHECK(rule.when.children[0].say.lv ==
        "vairāk nekā 100\xC2\xA0"
        "EUR");
  CHECK(rule.when.children[0].expression.limits() == std::vector<std::string>{"fee"});
  REQUIRE(rule.thresholds.size() == 1);
  CHECK_FALSE(rule.thresholds[0].is_overridden());
  CHECK(verdict(rule, "100.00 EUR") == "clear");
  CHECK(verdict(rule, "100.01 EUR") == "fires");
}

TEST_CASE("what an authority sets otherwise changes the verdict, the texts and the record of it") {
  const auto pack = load_with(with_threshold(), overrides(one("REC-01", "fee", "money(250, 'EUR')")));
  if (!pack.ok()) FAIL(shown(pack.diagnostics()));
  const Rule& rule = pack->rules.front();
  CHECK(verdict(rule, "200.00 EUR") == "clear");
  CHECK(verdict(rule, "250.01 EUR") == "fires");
  CHECK(rule.title.lv ==
        "Darbinieki maksā vairāk nekā 250\xC2\xA0"
        "EUR");
  CHECK(rule.thresholds[0].reason == "vietējā prakse");
  CHECK(to_text(rule.thresholds[0].standard) == "100.00 EUR");
  REQUIRE(pack->overrides);
  CHECK(pack->overrides->authority == "Pašvaldība");
  CHECK(pack->overrides->hash.size() == 64);
}

TEST_CASE("an override that means nothing, or something else, is refused with its place") {
  const auto refused = [](const std::string& item) { return faults(load_with(with_threshold(), overrides(item))); };
  CHECK(refused(one("REC-02", "fee", "1")) ==
        "mine.json#/thresholds/0: error KD2344: there is no rule “REC-02”\n  did you mean “REC-01”?\n");
  CHECK(refused(one("REC-01", "fees", "1")) ==
        "mine.json#/thresholds/0: error KD2345: the rule REC-01 has no threshold “fees”\n  did you mean “fee”?\n");
  CHECK(refused(one("REC-01", "fee", "250")) ==
        "mine.json#/thresholds/0/value: error KD2347: the threshold fee of REC-01 is a money, not a int\n");
  CHECK_THAT(refused(one("REC-01", "fee", "org.fee_amount")), Catch::Contains("mine.json#/thresholds/0/value:1: error KD2101"));
  CHECK_THAT(refused(R"x({"rule": "REC-01", "threshold": "fee", "value": "money(1, 'EUR')"})x"), Catch::Contains("KD2307"));
  CHECK_THAT(refused(R"x({"rule": "REC-01", "threshold": "fee", "value": "money(1, 'EUR')", "reason": " "})x"), Catch::Contains("KD2346"));
  const std::string twice = one("REC-01", "fee", "money(1, 'EUR')");
  CHECK_THAT(refused(twice + "," + twice), Catch::Contains("KD2314"));
}

TEST_CASE("a threshold is a constant quantity or date") {
  CHECK_THAT(faults(load({with_threshold(R"("as_of")")})), Catch::Contains("KD2342"));
  CHECK_THAT(faults(load({with_threshold(R"("true")")})), Catch::Contains("KD2342"));
  CHECK_THAT(faults(load({with_threshold(R"("[1, 2]")")})), Catch::Contains("KD2342"));
  CHECK_THAT(faults(load({with_threshold(R"("1 / 0")")})), Catch::Contains("KD2342"));
  CHECK_THAT(faults(load({with_threshold(R"x("percent(")x")})), Catch::Contains("/thresholds/fee/value"));
  CHECK_THAT(faults(load({with_threshold("7")})), Catch::Contains("KD2308"));
}

TEST_CASE("a misspelt threshold is an error in expressions and in texts") {
  CHECK_THAT(faults(load({with_threshold(R"x("money(1, 'EUR')")x", {{"when", R"("org.fee_amount > limit.fees")"}})})),
             Catch::Contains("KD2125") && Catch::Contains("did you mean “fee”?"));
  CHECK_THAT(faults(load({with_threshold(R"x("money(1, 'EUR')")x", {{"why", text("{limit.fees}", "x")}})})),
             Catch::Contains("/why: error KD2343") && Catch::Contains("did you mean “fee”?"));
  CHECK_THAT(one_fault({{"when", R"x("org.fee_amount > limit.fee")x"}}), Catch::Contains("KD2125"));
}

TEST_CASE("a threshold that no condition uses is warned of") {
  const auto pack = load({with_threshold(R"x("money(1, 'EUR')")x", {{"when", rule().at("when")}})});
  REQUIRE(pack.ok());
  const auto found = lint_pack(*pack, vocabulary());
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "KD2609");
}

TEST_CASE("a threshold is written as its language writes it") {
  CHECK(threshold_text(Value::integer(1234), Language::en) == "1,234");
  CHECK(threshold_text(Value(0.25), Language::lv) == "0,25");
  CHECK(threshold_text(Value(model::Percent{12.5}), Language::lv) == "12,5\xC2\xA0%");
  CHECK(threshold_text(Value(Days{180}), Language::en) == "180");
  CHECK(threshold_text(Value(*Money::parse("10000.50", Currency::eur())), Language::en) ==
        "10,000.50\xC2\xA0"
        "EUR");
}

TEST_CASE("tests that do not decide a condition do not notice when it is turned round") {
  const auto noticed = load({rule()});
  REQUIRE(noticed.ok());
  const auto all = mutate(noticed->rules.front(), vocabulary(), tables());
  REQUIRE(all.size() == 2);
  CHECK(all[0].noticed);
  CHECK(all[1].noticed);
  CHECK(all[0].pointer == "/when/any/0");
  const auto blind = load({rule({{"escalations", R"([{"when": "org.deposit_required", "severity": "critical", "weight": 60}])"}})});
  REQUIRE(blind.ok());
  const auto turned = mutate(blind->rules.front(), vocabulary(), tables());
  REQUIRE(turned.size() == 3);
  CHECK(turned[2].pointer == "/escalations/0/when");
  CHECK_FALSE(turned[2].noticed);
}

TEST_CASE("a test may demand the severity of a hit") {
  const std::string escalation = R"([{"when": "org.recruitment_loan", "severity": "critical", "weight": 60}])";
  const auto tests = [](const std::string& severity) {
    return R"([{"name": "a loan", "given": {"org": {"fee_amount": "1 EUR", "recruitment_loan": true}}, "expect": "fires", "severity": ")" +
           severity +
           R"("}, {"name": "nothing", "given": {"org": {"fee_amount": "0 EUR", "recruitment_loan": false}}, "expect": "clear"},
             {"name": "silence", "given": {"org": {}}, "expect": "unknown"}])";
  };
  const auto right = load({rule({{"escalations", escalation}, {"tests", tests("critical")}})});
  REQUIRE(right.ok());
  CHECK(run_pack_tests(*right, vocabulary(), tables())[0].passed());
  const auto wrong = load({rule({{"escalations", escalation}, {"tests", tests("high")}})});
  REQUIRE(wrong.ok());
  const auto results = run_pack_tests(*wrong, vocabulary(), tables());
  CHECK_THAT(shown(results[0].problems), Catch::Contains("KD2348: REC-01 “a loan”: the severity should be high, but is critical"));
}
