// Runs the tests that stand inside rules: given these facts, this verdict, because of this condition.
// Used by `kede rules test` and by the tests of every shipped pack.
// Pure functions.
// Law: a test that cannot be read counts as failed, never as passed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/lang/condition.hpp"
#include "engine/lang/rule_pack.hpp"
#include "engine/lang/tables.hpp"

namespace kede::lang {

// The assessment date of a test that does not say "as_of".
inline constexpr Date kTestDate{std::chrono::days(20'780)};  // 2026-11-23

struct RuleTestResult {
  std::string rule;
  std::string name;
  Place place;                       // of the test
  std::string expected;              // words of Outcome
  std::string found;                 // empty when the facts could not be read
  std::vector<Diagnostic> problems;  // why it failed; empty: passed
  std::string explanation;           // of a failed test: what was found, condition by condition

  bool passed() const { return problems.empty(); }
};

std::vector<RuleTestResult> run_rule_tests(const Rule& rule, const model::Vocabulary& vocabulary, const Tables& tables,
                                           Language language = Language::en);
// Of all rules, in order of id.
std::vector<RuleTestResult> run_pack_tests(const RulePack& pack, const model::Vocabulary& vocabulary, const Tables& tables,
                                           Language language = Language::en);

// Pointers of the conditions that made the result what it is: all the true parts of a true "any", all the unknown parts of an unknown, and
// so on.
std::vector<std::string> deciding_conditions(const RuleResult& result, const RuleExplanation& explanation);

// One line per condition and per value that was read, each ended by a line feed.
std::string explanation_text(const RuleExplanation& explanation, const World& world, const model::Vocabulary& vocabulary,
                             Language language);
// As to_text, with the names of records.
std::string value_text(const Value& value, const World& world);

}  // namespace kede::lang
