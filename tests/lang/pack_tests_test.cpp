#include "engine/lang/pack_tests.hpp"

#include "engine/app/cmd_rules.hpp"
#include "tests/lang/pack_fixture.hpp"

using namespace kede;
using namespace kede::lang;
using namespace kede::lang::fixture;

namespace {

std::vector<RuleTestResult> results(const Keys& changes) {
  const auto pack = load({rule(changes)});
  if (!pack.ok()) FAIL(shown(pack.diagnostics()));
  return run_pack_tests(*pack, vocabulary(), tables());
}

std::string tests_with(const std::string& more) {
  return R"([{"name": "a fee", "given": {"org": {"fee_amount": "1 EUR"}}, "expect": "fires"},
             {"name": "nothing", "given": {"org": {"fee_amount": "0 EUR", "recruitment_loan": false}}, "expect": "clear"},
             {"name": "silence", "given": {"org": {}}, "expect": "unknown"}, )" +
         more + "]";
}

MemoryFileSystem folder(const Keys& changes) {
  return MemoryFileSystem({{"mine/core/pack.json", object(description())},
                           {"mine/core/recruitment.json", rules_file({rule(changes)})},
                           {"mine/sources.json", std::string(kSources)}});
}

}  // namespace

TEST_CASE("a pack whose tests say what the rule does passes") {
  const auto all = results({});
  REQUIRE(all.size() == 3);
  for (const RuleTestResult& result : all) {
    CHECK(result.passed());
    CHECK(result.found == result.expected);
    CHECK(result.explanation.empty());
  }
}

TEST_CASE("a test that expects something else fails and shows why") {
  const auto all =
      results({{"tests", tests_with(R"({"name": "hoped", "given": {"org": {"name": "B", "fee_amount": "0 EUR"}}, "expect": "clear"})")}});
  REQUIRE(all.size() == 4);
  CHECK_FALSE(all[3].passed());
  CHECK(all[3].found == "unknown");
  CHECK(shown(all[3].problems) ==
        "small/recruitment.json#/rules/0/tests/3: error KD2401: test “hoped” of REC-01: expected clear, found unknown\n");
  CHECK(all[3].explanation ==
        "unknown any\n"
        "  no      a fee was charged  [org.fee_amount > money(0, 'EUR')]\n"
        "            B.fee_amount = 0.00 EUR\n"
        "  unknown org.recruitment_loan\n"
        "            B.recruitment_loan = unknown (missing: B.recruitment_loan)\n");
}

TEST_CASE("the condition named by because must have decided") {
  const auto all = results(
      {{"tests",
        tests_with(R"({"name": "wrong cause", "given": {"org": {"fee_amount": "1 EUR"}}, "expect": "fires", "because": "/when/any/1"})")}});
  CHECK(shown(all.at(3).problems) ==
        "small/recruitment.json#/rules/0/tests/3: error KD2402: test “wrong cause” of REC-01: the verdict is right, but not because of "
        "/when/any/1; decided by: /when, /when/any/0\n");
}

TEST_CASE("facts that cannot be read make the test fail") {
  const auto all = results({{"tests", tests_with(R"({"name": "typo", "given": {"org": {"fee_amont": "1 EUR"}}, "expect": "unknown"},
                                                    {"name": "no subject", "given": {}, "expect": "unknown"})")}});
  CHECK(shown(all.at(3).problems) ==
        "small/recruitment.json#/rules/0/tests/3/given/org/fee_amont: error KD2501: organisation has no field “fee_amont”\n  did you mean "
        "“fee_amount”?\n");
  CHECK(shown(all.at(4).problems) ==
        "small/recruitment.json#/rules/0/tests/4/given: error KD2403: the facts given do not have “org”, which the rule is about\n");
}

TEST_CASE("all the parts that made the verdict what it is are deciding") {
  const auto pack =
      load({rule({{"when", R"({"all": ["org.recruitment_loan", {"none": ["org.deposit_required", "org.pay_top_up"]}]})"}, {"tests", R"([
      {"name": "yes", "given": {"org": {"recruitment_loan": true, "deposit_required": false, "pay_top_up": false}}, "expect": "fires", "because": "/when/all/1/none/0"},
      {"name": "no", "given": {"org": {"recruitment_loan": true, "deposit_required": true, "pay_top_up": false}}, "expect": "clear", "because": "/when/all/1/none/0"},
      {"name": "open", "given": {"org": {"recruitment_loan": true, "deposit_required": false}}, "expect": "unknown", "because": "/when/all/1/none/1"},
      {"name": "not this", "given": {"org": {"recruitment_loan": true, "deposit_required": false}}, "expect": "unknown", "because": "/when/all/0"}])"}})});
  if (!pack.ok()) FAIL(shown(pack.diagnostics()));
  const auto all = run_pack_tests(*pack, vocabulary(), tables());
  CHECK(all.at(0).passed());
  CHECK(all.at(1).passed());
  CHECK(all.at(2).passed());
  CHECK_FALSE(all.at(3).passed());
}

TEST_CASE("every test of the built-in pack passes") {
  const auto built_in = load_built_in_rules(vocabulary());
  if (!built_in.ok()) FAIL(shown(built_in.diagnostics()));
  for (const RuleTestResult& result : run_pack_tests(built_in->pack, vocabulary(), built_in->tables)) {
    INFO(shown(result.problems) << result.explanation);
    CHECK(result.passed());
  }
}

TEST_CASE("the rules commands give data, talk and an exit code") {
  const MemoryFileSystem good = folder({});
  const app::RulesOptions options{.folder = "mine", .rule = {}, .language = Language::en};
  const auto checked = app::check_rules(options, good, words());
  CHECK(checked.exit == app::exit_done);
  CHECK(checked.out == "pack “small” 0.1.0: 1 rules, 3 tests, 0 patterns; no faults, warnings: 0\n");
  CHECK(app::list_rules(options, good).out == "REC-01  high        40  recruitment  Workers pay for their recruitment\n");
  const auto tested = app::test_rules(options, good, words());
  CHECK(tested.exit == app::exit_done);
  CHECK(tested.out == "tests passed: 3 of 3\n");
  CHECK(app::test_rules({.folder = "mine", .rule = "REC-02", .language = Language::en}, good, words()).exit == app::exit_usage);

  const auto failing =
      app::test_rules(options, folder({{"tests", tests_with(R"({"name": "hoped", "given": {"org": {}}, "expect": "clear"})")}}), words());
  CHECK(failing.exit == app::exit_findings);
  CHECK(failing.out.ends_with("tests passed: 3 of 4\n"));
  const auto broken = app::check_rules(options, folder({{"weight", "99"}}), words());
  CHECK(broken.exit == app::exit_bad_input);
  CHECK(broken.out.empty());
  CHECK_FALSE(broken.diagnostics.empty());
}

TEST_CASE("an expression is evaluated with the facts given") {
  const MemoryFileSystem files(std::map<std::string, std::string>{{"facts.json", R"({"org": {"name": "A", "employees": 4}})"}});
  CHECK(app::eval_expression("1 + 1 == 2", "", files).out == "true\n");
  CHECK(app::eval_expression("org.employees < 5", "facts.json", files).out == "true\n  A.employees = 4\n");
  CHECK(app::eval_expression("org.employees < 5", "", files).out.starts_with("unknown (missing: org.employees)\n"));
  CHECK(app::eval_expression("org.employes < 5", "", files).exit == app::exit_usage);
  CHECK(app::eval_expression("true", "none.json", files).exit == app::exit_bad_input);

  std::vector<std::string> lines = {R"({"id":1,"expr":"1 + 1"})", "", "not JSON"};
  std::string out;
  std::size_t at = 0;
  app::eval_batch([&]() -> std::optional<std::string> { return at < lines.size() ? std::optional(lines[at++]) : std::nullopt; },
                  [&](std::string_view text) { out += text; }, words(), true);
  CHECK(std::count(out.begin(), out.end(), '\n') == 2);
  CHECK(out.starts_with(R"({"id":1,"value":{"int":"2"}})"));
}
