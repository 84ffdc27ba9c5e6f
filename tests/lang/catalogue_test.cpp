#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/lang/mutate.hpp"
#include "tests/lang/pack_fixture.hpp"

using namespace kede;
using namespace kede::lang;
using namespace kede::lang::fixture;

namespace {

// As the catalogue has them, written out: an indicator that loses its rule must not lose its place here as well.
constexpr std::string_view kIndicators[] = {
    "SEC-01", "SEC-02", "SEC-03", "SEC-04", "SEC-05", "SEC-06", "GEO-01", "GEO-02", "GEO-03", "GEO-04", "GEO-05", "GEO-06", "GEO-07",
    "LAB-01", "LAB-02", "LAB-03", "LAB-04", "LAB-05", "LAB-06", "LAB-07", "LAB-08", "LAB-09", "LAB-10", "LAB-11", "LAB-12", "LAB-13",
    "LAB-14", "LAB-15", "LAB-16", "PRC-01", "PRC-02", "PRC-03", "PRC-04", "PRC-05", "PRC-06", "PRC-07", "PRC-08", "PRC-09", "PRC-10",
    "SUB-01", "SUB-02", "SUB-03", "SUB-04", "SUB-05", "SUB-06", "SUB-07", "SUB-08", "SUB-09", "SUB-10", "SUB-11", "SUB-12", "SUB-13",
    "OWN-01", "OWN-02", "OWN-03", "OWN-04", "OWN-05", "OWN-06", "OWN-07", "OWN-08", "OWN-09", "OWN-10", "OWN-11", "REC-01", "REC-02",
    "REC-03", "REC-04", "REC-05", "REC-06", "REC-07", "REC-08", "REC-09", "REC-10", "REC-11", "REC-12", "DDG-01", "DDG-02", "DDG-03",
    "DDG-04", "DDG-05", "DDG-06", "DDG-07", "DDG-08", "GDS-01", "GDS-02", "GDS-03", "GDS-04", "GDS-05",
};
constexpr std::string_view kPatterns[] = {"PAT-01", "PAT-02", "PAT-03", "PAT-04", "PAT-05",
                                          "PAT-06", "PAT-07", "PAT-08", "PAT-09", "PAT-10"};
static_assert(std::size(kIndicators) == 88 && std::size(kPatterns) == 10);

const LoadedRules& shipped() {
  static const LoadedRules read = [] {
    auto result = load_built_in_rules(vocabulary());
    REQUIRE(result.ok());
    return std::move(result).value();
  }();
  return read;
}

bool has_test(const Rule& rule, std::string_view expected) {
  return std::any_of(rule.tests.begin(), rule.tests.end(), [&](const RuleTest& test) { return test.expected == expected; });
}

bool has_hit(const Rule& rule, RuleSeverity severity) {
  return std::any_of(rule.tests.begin(), rule.tests.end(), [&](const RuleTest& test) { return test.severity == severity; });
}

// What is missing, in words; empty: nothing.
std::string missing_tests(const Rule& rule) {
  std::string out;
  for (const std::string_view expected : {"fires", "clear", "unknown"}) {
    if (!has_test(rule, expected)) out += ' ' + std::string(expected);
  }
  if (rule.only_if && !has_test(rule, "not_applicable")) out += " not_applicable";
  if (!has_hit(rule, rule.severity)) out += ' ' + std::string(to_text(rule.severity));
  for (const Escalation& escalation : rule.escalations) {
    if (!has_hit(rule, escalation.severity)) out += ' ' + std::string(to_text(escalation.severity));
  }
  for (const RuleTest& test : rule.tests) {
    if (test.expected == "fires" && !test.severity) out += " severity of “" + test.name + "”";
  }
  return out;
}

}  // namespace

TEST_CASE("every indicator and every pattern of the catalogue has its rule, and no rule is outside of it") {
  std::vector<std::string> rules;
  for (const Rule& rule : shipped().pack.rules) rules.push_back(rule.id);
  for (const std::string_view id : kIndicators) CHECK_THAT(rules, Catch::VectorContains(std::string(id)));
  CHECK(rules.size() == std::size(kIndicators));
  std::vector<std::string> patterns;
  for (const Pattern& pattern : shipped().pack.patterns) patterns.push_back(pattern.id);
  CHECK(patterns == std::vector<std::string>(std::begin(kPatterns), std::end(kPatterns)));
}

TEST_CASE("every rule is tested in every class of answer and in every severity that it can have") {
  for (const Rule& rule : shipped().pack.rules) {
    INFO(rule.id);
    CHECK(missing_tests(rule) == "");
  }
}

TEST_CASE("the tests of a rule notice when any one of its conditions is turned round") {
  for (const Rule& rule : shipped().pack.rules) {
    for (const Mutation& mutation : mutate(rule, vocabulary(), shipped().tables)) {
      INFO(rule.id << mutation.pointer << ": " << mutation.expression);
      CHECK(mutation.noticed);
    }
  }
}

TEST_CASE("the table of expected activities knows every division of the CPV and states two digits for each activity") {
  constexpr std::string_view divisions[] = {"03", "09", "14", "15", "16", "18", "19", "22", "24", "30", "31", "32", "33", "34", "35",
                                            "37", "38", "39", "41", "42", "43", "44", "45", "48", "50", "51", "55", "60", "63", "64",
                                            "65", "66", "70", "71", "72", "73", "75", "76", "77", "79", "80", "85", "90", "92", "98"};
  const Table* table = shipped().tables.find("nace_by_cpv");
  REQUIRE(table != nullptr);
  const auto column = table->find_column("nace_divisions");
  REQUIRE(column);
  for (const std::string_view division : divisions) {
    INFO(division);
    const Value code = Value::text(std::string(division) + "000000");
    const Value found = table->lookup(*column, {&code, 1}, kTestDate);
    REQUIRE(found.is<std::string>());
    for (const std::string_view each : split(*found.as<std::string>(), ' ')) {
      CHECK(each.size() == 2);
      CHECK(each.find_first_not_of("0123456789") == std::string_view::npos);
    }
  }
}
