#include "engine/lang/condition.hpp"

#include "engine/lang/json_world.hpp"
#include "engine/lang/pack_tests.hpp"
#include "tests/lang/pack_fixture.hpp"

using namespace kede;
using namespace kede::lang;
using namespace kede::lang::fixture;

namespace {

// Facts of an organisation in which the fields named are as the letters say: y, n, ? (not said).
std::string facts(std::initializer_list<std::pair<const char*, char>> fields) {
  std::string out;
  for (const auto& [name, letter] : fields) {
    if (letter != '?') out += (out.empty() ? "\"" : ", \"") + std::string(name) + "\": " + (letter == 'y' ? "true" : "false");
  }
  return "{\"org\": {" + out + "}}";
}

std::unique_ptr<const JsonWorld> world_of(const std::string& json) {
  const auto node = read_json(json, "facts");
  REQUIRE(node.ok());
  auto world = JsonWorld::read(*node, {.file = "facts"}, vocabulary(), tables(), kTestDate);
  REQUIRE(world.ok());
  return std::move(world).value();
}

constexpr const char* kAny = R"([
    {"name": "a", "given": {"org": {}}, "expect": "fires"}, {"name": "b", "given": {"org": {}}, "expect": "clear"}, {"name": "c", "given": {"org": {}}, "expect": "unknown"}])";

Rule rule_with(Keys changes) {
  changes.emplace("tests", kAny);
  auto pack = load({rule(changes)});
  REQUIRE(pack.ok());
  return pack->rules.front();
}

constexpr const char* kFields[] = {"recruitment_loan", "deposit_required", "pay_top_up"};

std::string worlds_of_three(std::string letters) {
  return facts({{kFields[0], letters[0]}, {kFields[1], letters[1]}, {kFields[2], letters[2]}});
}

std::string outcome(const Rule& tested, const std::string& json, RuleExplanation* explanation = nullptr) {
  const auto world = world_of(json);
  return std::string(to_text(evaluate_rule(tested, *world->find("org"), *world, explanation).outcome));
}

}  // namespace

TEST_CASE("all, any, none and at_least are strong Kleene for every combination") {
  const std::string leaves = R"(["org.recruitment_loan", "org.deposit_required", "org.pay_top_up"])";
  struct Case {
    std::string when;
    std::size_t wanted;  // at least this many of three
    bool inverted;
  };
  const Case cases[] = {{R"({"all": )" + leaves + "}", 3, false},
                        {R"({"any": )" + leaves + "}", 1, false},
                        {R"({"none": )" + leaves + "}", 1, true},
                        {R"({"at_least": 1, "of": )" + leaves + "}", 1, false},
                        {R"({"at_least": 2, "of": )" + leaves + "}", 2, false},
                        {R"({"at_least": 3, "of": )" + leaves + "}", 3, false}};
  for (const Case& tested : cases) {
    const Rule compiled = rule_with({{"when", tested.when}});
    for (int number = 0; number < 27; ++number) {
      const std::string letters = {"yn?"[number % 3], "yn?"[number / 3 % 3], "yn?"[number / 9]};
      const auto yes = static_cast<std::size_t>(std::count(letters.begin(), letters.end(), 'y'));
      const auto open = static_cast<std::size_t>(std::count(letters.begin(), letters.end(), '?'));
      std::string expected = yes >= tested.wanted ? "fires" : yes + open < tested.wanted ? "clear" : "unknown";
      if (tested.inverted && expected != "unknown") expected = expected == "fires" ? "clear" : "fires";
      INFO(tested.when << ' ' << letters);
      CHECK(outcome(compiled, worlds_of_three(letters)) == expected);
      RuleExplanation explained;
      CHECK(outcome(compiled, worlds_of_three(letters), &explained) == expected);
      CHECK(explained.when.children.size() == 3);
    }
  }
}

TEST_CASE("with and without an explanation the answer and its reasons are the same") {
  const Rule compiled =
      rule_with({{"when", R"({"all": [{"any": ["org.recruitment_loan", "org.deposit_required"]}, {"none": ["org.pay_top_up"]}]})"}});
  for (int number = 0; number < 27; ++number) {
    const auto world = world_of(worlds_of_three({"yn?"[number % 3], "yn?"[number / 3 % 3], "yn?"[number / 9]}));
    RuleExplanation explanation;
    const RuleResult short_way = evaluate_rule(compiled, *world->find("org"), *world);
    const RuleResult long_way = evaluate_rule(compiled, *world->find("org"), *world, &explanation);
    CHECK(short_way.outcome == long_way.outcome);
    CHECK(short_way.reasons == long_way.reasons);
    CHECK(short_way.reasons.empty() == (short_way.outcome != Outcome::unknown));
  }
}

TEST_CASE("only_if decides whether the rule applies, and an unknown only_if is never better than unknown") {
  const Rule compiled = rule_with({{"only_if", R"("org.deposit_required")"}, {"when", R"("org.recruitment_loan")"}});
  const auto result = [&](char only_if, char when) {
    const auto world = world_of(facts({{"deposit_required", only_if}, {"recruitment_loan", when}}));
    return evaluate_rule(compiled, *world->find("org"), *world);
  };
  CHECK(result('y', 'y').outcome == Outcome::fires);
  CHECK(result('y', 'n').outcome == Outcome::clear);
  CHECK(result('y', '?').outcome == Outcome::unknown);
  for (const char when : {'y', 'n', '?'}) CHECK(result('n', when).outcome == Outcome::not_applicable);
  for (const char when : {'y', 'n', '?'}) CHECK(result('?', when).outcome == Outcome::unknown);
  CHECK(result('?', 'y').would_fire);
  CHECK_FALSE(result('?', '?').would_fire);
  CHECK(result('?', '?').can_fire);
  CHECK_FALSE(result('?', 'n').can_fire);
  CHECK(result('?', 'n').reasons.all().front().path == "org.deposit_required");
}

TEST_CASE("no answer is taken back when more becomes known") {
  const Rule compiled = rule_with(
      {{"only_if", R"("org.deposit_required")"}, {"when", R"({"at_least": 1, "of": ["org.recruitment_loan", "!org.pay_top_up"]})"}});
  for (int number = 0; number < 27; ++number) {
    const std::string letters = {"yn?"[number % 3], "yn?"[number / 3 % 3], "yn?"[number / 9]};
    const std::string partial = outcome(compiled, worlds_of_three(letters));
    for (int other = 0; other < 8; ++other) {
      std::string whole = letters;
      for (std::size_t i = 0; i < 3; ++i) {
        if (whole[i] == '?') whole[i] = (static_cast<unsigned>(other) >> i & 1U) != 0 ? 'y' : 'n';
      }
      if (partial != "unknown") CHECK(partial == outcome(compiled, worlds_of_three(whole)));
    }
  }
}

TEST_CASE("an escalation that may hold is a possible level, never the level") {
  const Rule compiled = rule_with({{"when", R"("org.recruitment_loan")"}, {"escalations", R"([
      {"when": "org.deposit_required", "severity": "high", "weight": 50}, {"when": "org.pay_top_up", "severity": "critical", "weight": 60}])"}});
  const auto result = [&](const std::string& letters) {
    const auto world = world_of(worlds_of_three(letters));
    return evaluate_rule(compiled, *world->find("org"), *world);
  };
  const auto levels = [&](const std::string& letters) { return std::pair(result(letters).level, result(letters).possible_level); };
  CHECK(levels("ynn") == std::pair(-1, -1));
  CHECK(levels("yyn") == std::pair(0, 0));
  CHECK(levels("yny") == std::pair(1, 1));
  CHECK(levels("yy?") == std::pair(0, 1));
  CHECK(levels("y??") == std::pair(-1, 1));
  CHECK(levels("?yy") == std::pair(-1, 1));
  CHECK(levels("nyy") == std::pair(-1, -1));
  CHECK(result("yy?").outcome == Outcome::fires);
  CHECK(result("yy?").reasons.all().front().path == "org.pay_top_up");
}

TEST_CASE("a rule that is not in force does not apply") {
  const Rule compiled = rule_with({{"since", R"("2026-06-01")"}, {"until", R"("2026-06-30")"}, {"when", R"("org.recruitment_loan")"}});
  const auto on = [&](const std::string& day) {
    return outcome(compiled, R"({"as_of": ")" + day + R"(", "org": {"recruitment_loan": true}})");
  };
  CHECK(on("2026-05-31") == "not_applicable");
  CHECK(on("2026-06-01") == "fires");
  CHECK(on("2026-06-30") == "fires");
  CHECK(on("2026-07-01") == "not_applicable");
}

TEST_CASE("the explanation has the shape of the rule and the values that were read") {
  const Rule compiled = rule_with({});
  const auto world = world_of(R"({"org": {"name": "A", "fee_amount": "0 EUR"}})");
  RuleExplanation explanation;
  evaluate_rule(compiled, *world->find("org"), *world, &explanation);
  CHECK(explanation_text(explanation, *world, vocabulary(), Language::en) ==
        "unknown any\n"
        "  no      a fee was charged  [org.fee_amount > money(0, 'EUR')]\n"
        "            A.fee_amount = 0.00 EUR\n"
        "  unknown org.recruitment_loan\n"
        "            A.recruitment_loan = unknown (missing: A.recruitment_loan)\n");
}
