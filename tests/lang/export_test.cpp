// A rule printed as one CEL expression means what the rule means.
#include "engine/app/rules_export.hpp"
#include "engine/lang/condition.hpp"
#include "engine/lang/json_tree.hpp"
#include "engine/lang/json_world.hpp"
#include "engine/lang/pack_tests.hpp"
#include "tests/lang/pack_fixture.hpp"

using namespace kede;
using namespace kede::lang;
using namespace kede::lang::fixture;

TEST_CASE("every shipped rule fires exactly where its exported expression is true") {
  const auto rules = load_built_in_rules(vocabulary());
  REQUIRE(rules.ok());
  std::size_t fired = 0;
  for (const Rule& rule : rules->pack.rules) {
    Scope scope;
    scope.vocabulary = &vocabulary();
    scope.tables = &rules->tables;
    scope.add_record(rule.variable, rule.applies_to);
    const std::string text = app::cel_of(rule);
    INFO(rule.id << ": " << text);
    CHECK(text.find("limit.") == std::string::npos);
    const auto exported = check_condition(text, scope);
    REQUIRE(exported.ok());
    for (const RuleTest& test : rule.tests) {
      INFO(test.name);
      const auto world = JsonWorld::read(*test.given, {}, vocabulary(), rules->tables, kTestDate);
      REQUIRE(world.ok());
      const auto subject = (*world)->find(rule.variable);
      REQUIRE(subject);
      const bool fires = evaluate_rule(rule, *subject, **world).outcome == Outcome::fires;
      Environment environment;
      environment.bind(rule.variable, Value(*subject));
      CHECK((evaluate_truth(*exported, environment, **world).truth == Truth::yes) == fires);
      fired += fires ? 1U : 0U;
    }
  }
  CHECK(fired > rules->pack.rules.size());
}

TEST_CASE("groups and thresholds are written out") {
  const auto pack = load({rule({
      {"thresholds", R"x({"fee": {"value": "money(100, 'EUR')", "say": {"en": "a fee", "lv": "maksa"}}})x"},
      {"only_if", R"("org.is_labour_provider")"},
      {"when",
       R"x({"at_least": 2, "of": ["org.fee_amount > limit.fee", {"none": ["org.deposit_required"]}, {"any": ["org.recruitment_loan", "org.fee_amount > limit.fee"]}]})x"},
      {"tests", R"([{"name": "a", "given": {"org": {}}, "expect": "unknown"}, {"name": "b", "given": {"org": {}}, "expect": "fires"},
                    {"name": "c", "given": {"org": {}}, "expect": "clear"}])"},
  })});
  if (!pack.ok()) FAIL(shown(pack.diagnostics()));
  CHECK(app::cel_of(pack->rules.front()) ==
        "(org.is_labour_provider) && (((org.fee_amount > money(100.00, 'EUR')) ? 1 : 0) + ((!((org.deposit_required))) ? 1 : 0) + "
        "(((org.recruitment_loan) || (org.fee_amount > money(100.00, 'EUR'))) ? 1 : 0) >= 2)");
}
