#include "engine/lang/pack_tests.hpp"

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"
#include "engine/lang/condition_walk.hpp"
#include "engine/lang/json_world.hpp"

namespace kede::lang {
namespace {

using Shape = Condition::Shape;

// The truth that a part must have to have decided the whole.
bool has_decided(const Explanation& whole, const Explanation& part) {
  if (whole.truth.truth == Truth::unknown) return part.truth.truth == Truth::unknown;
  const bool inverted = whole.condition->shape == Shape::none;
  const Truth wanted = inverted ? (whole.truth.truth == Truth::yes ? Truth::no : Truth::yes) : whole.truth.truth;
  return part.truth.truth == wanted;
}

void add_deciding(const Explanation& explanation, std::vector<std::string>& out) {
  if (explanation.condition == nullptr) return;
  out.push_back(explanation.condition->pointer);
  for (const Explanation& child : explanation.children) {
    if (has_decided(explanation, child)) add_deciding(child, out);
  }
}

std::string shape_word(const Condition& condition) {
  switch (condition.shape) {
    case Shape::all: return "all";
    case Shape::any: return "any";
    case Shape::none: return "none";
    case Shape::at_least: return "at_least " + std::to_string(condition.at_least);
    case Shape::leaf: break;
  }
  return {};
}

class ExplanationWriter {
 public:
  ExplanationWriter(const World& world, const model::Vocabulary& vocabulary, Language language)
      : world_(world), vocabulary_(vocabulary), language_(language) {}

  void write(const Explanation& explanation, std::size_t depth) {
    if (explanation.condition == nullptr) return;
    const Condition& condition = *explanation.condition;
    std::string mark(to_text(explanation.truth.truth));
    mark.resize(8, ' ');
    out_ += std::string(2 * depth, ' ') + mark;
    if (condition.shape == Shape::leaf) {
      const std::string& say = condition.say.in(language_);
      out_ += say.empty() ? condition.expression.text() : say + "  [" + condition.expression.text() + ']';
    } else {
      out_ += shape_word(condition);
    }
    out_ += '\n';
    for (const FieldRead& read : explanation.reads) {
      const std::string& field = vocabulary_.field(read.field).name;
      out_ += std::string(2 * depth + 10, ' ') + world_.name_of(read.record) + '.' + field + " = " + value_text(read.value, world_) + '\n';
    }
    for (const Explanation& child : explanation.children) write(child, depth + 1);
  }

  std::string take() { return std::move(out_); }

 private:
  const World& world_;
  const model::Vocabulary& vocabulary_;
  Language language_;
  std::string out_;
};

class TestRun {
 public:
  TestRun(const Rule& rule, const model::Vocabulary& vocabulary, const Tables& tables, Language language)
      : rule_(rule), vocabulary_(vocabulary), tables_(tables), language_(language) {
    std::set<std::string> used;
    for_each_expression(rule, [&](const CheckedExpression& expression) { used.merge(tables_used(expression)); });
    used_tables_.assign(used.begin(), used.end());
  }

  RuleTestResult run(const RuleTest& test) const {
    RuleTestResult out;
    out.rule = rule_.id;
    out.name = test.name;
    out.place = {.file = rule_.file, .pointer = test.pointer};
    out.expected = test.expected;
    const Place given{.file = rule_.file, .pointer = test.pointer + "/given"};
    auto world = JsonWorld::read(*test.given, given, vocabulary_, tables_, kTestDate, &used_tables_);
    if (!world) {
      out.problems = std::move(world).diagnostics();
      return out;
    }
    const auto subject = world.value()->find(rule_.variable);
    if (!subject) {
      out.problems.push_back(error("KD2403").at(given).arg("variable", rule_.variable));
      return out;
    }
    judge(test, *world.value(), *subject, out);
    return out;
  }

 private:
  void judge(const RuleTest& test, const World& world, RecordValue subject, RuleTestResult& out) const {
    RuleExplanation explanation;
    const RuleResult result = evaluate_rule(rule_, subject, world, &explanation);
    out.found = to_text(result.outcome);
    if (out.found != out.expected) {
      out.problems.push_back(
          error("KD2401").at(out.place).arg("rule", rule_.id).arg("name", test.name).arg("expected", out.expected).arg("found", out.found));
    } else if (test.severity && severity_of(result) != test.severity) {
      out.problems.push_back(error("KD2348")
                                 .at(out.place)
                                 .arg("rule", rule_.id)
                                 .arg("name", test.name)
                                 .arg("expected", std::string(to_text(*test.severity)))
                                 .arg("found", result.outcome == Outcome::fires ? std::string(to_text(*severity_of(result))) : "-"));
    } else if (!test.because.empty()) {
      const auto deciding = deciding_conditions(result, explanation);
      if (std::find(deciding.begin(), deciding.end(), test.because) == deciding.end()) {
        out.problems.push_back(error("KD2402")
                                   .at(out.place)
                                   .arg("rule", rule_.id)
                                   .arg("name", test.name)
                                   .arg("because", test.because)
                                   .arg("found", join(deciding, ", ")));
      }
    }
    if (!out.passed()) out.explanation = explanation_text(explanation, world, vocabulary_, language_);
  }

  // Of a hit.
  std::optional<RuleSeverity> severity_of(const RuleResult& result) const {
    if (result.outcome != Outcome::fires) return std::nullopt;
    return result.level < 0 ? rule_.severity : rule_.escalations[static_cast<std::size_t>(result.level)].severity;
  }

  const Rule& rule_;
  const model::Vocabulary& vocabulary_;
  const Tables& tables_;
  Language language_;
  std::vector<std::string> used_tables_;
};

}  // namespace

std::vector<RuleTestResult> run_rule_tests(const Rule& rule, const model::Vocabulary& vocabulary, const Tables& tables, Language language) {
  const TestRun run(rule, vocabulary, tables, language);
  std::vector<RuleTestResult> out;
  for (const RuleTest& test : rule.tests) out.push_back(run.run(test));
  return out;
}

std::vector<RuleTestResult> run_pack_tests(const RulePack& pack, const model::Vocabulary& vocabulary, const Tables& tables,
                                           Language language) {
  std::vector<RuleTestResult> out;
  for (const Rule& rule : pack.rules) {
    for (RuleTestResult& result : run_rule_tests(rule, vocabulary, tables, language)) out.push_back(std::move(result));
  }
  return out;
}

std::vector<std::string> deciding_conditions(const RuleResult& result, const RuleExplanation& explanation) {
  std::vector<std::string> out;
  const auto& only_if = explanation.only_if;
  const bool applies_unknown = only_if && only_if->truth.truth == Truth::unknown;
  if (result.outcome == Outcome::not_applicable) {
    if (only_if) add_deciding(*only_if, out);
    return out;
  }
  if (applies_unknown) add_deciding(*only_if, out);
  if (result.outcome != Outcome::unknown || explanation.when.truth.truth == Truth::unknown) add_deciding(explanation.when, out);
  for (const Explanation& escalation : explanation.escalations) {
    if (result.outcome == Outcome::fires && escalation.truth.truth == Truth::yes) add_deciding(escalation, out);
  }
  return out;
}

std::string explanation_text(const RuleExplanation& explanation, const World& world, const model::Vocabulary& vocabulary,
                             Language language) {
  ExplanationWriter writer(world, vocabulary, language);
  if (explanation.only_if) writer.write(*explanation.only_if, 0);
  writer.write(explanation.when, 0);
  for (const Explanation& escalation : explanation.escalations) writer.write(escalation, 0);
  return writer.take();
}

std::string value_text(const Value& value, const World& world) {
  if (const auto* record = value.as<RecordValue>()) return world.name_of(*record);
  if (const auto* reached = value.as<Reached>()) return world.path_of(*reached);
  const auto* list = value.as<List>();
  if (list == nullptr) return to_text(value);
  std::vector<std::string> items;
  for (const Value& item : list->all()) items.push_back(value_text(item, world));
  if (!list->complete) items.emplace_back("…");
  return '[' + join(items, ", ") + ']';
}

}  // namespace kede::lang
