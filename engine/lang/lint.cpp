#include "engine/lang/lint.hpp"

#include <algorithm>
#include <set>

#include "engine/lang/condition_walk.hpp"
#include "engine/lang/detail/contradiction.hpp"

namespace kede::lang {
namespace {

using Shape = Condition::Shape;

// The text without white space outside of quotes.
std::string normal_text(std::string_view text) {
  std::string out;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
    out += c;
    if (quote != 0 && c == '\\' && i + 1 < text.size()) {
      out += text[++i];
    } else if (quote != 0 && c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    }
  }
  return out;
}

std::string normal_text(const Condition& condition) {
  if (condition.shape == Shape::leaf) return normal_text(condition.expression.text());
  std::string out = std::to_string(static_cast<int>(condition.shape)) + '/' + std::to_string(condition.at_least) + '(';
  for (const Condition& child : condition.children) out += normal_text(child) + '\x1f';
  return out + ')';
}

// Nothing that could differ from one subject or day to the next; or a comparison of something with itself.
bool is_constant(const CheckedExpression& expression) {
  if (expression.fields().empty() && expression.variables().empty()) return true;
  const Ast& ast = expression.ast();
  const auto* comparison = std::get_if<Binary>(&ast[ast.root].content);
  if (comparison == nullptr || comparison->op >= BinaryOperator::add) return false;
  const auto side = [&](ExprId id) {
    const Span span = ast[id].span;
    return normal_text(std::string_view(ast.text).substr(span.begin, span.end - span.begin));
  };
  return side(comparison->left) == side(comparison->right);
}

class Linter {
 public:
  Linter(const RulePack& pack, const model::Vocabulary& vocabulary) : pack_(pack), vocabulary_(vocabulary) {}

  std::vector<Diagnostic> run() {
    for (const Rule& rule : pack_.rules) {
      lint_leaves(rule);
      lint_same_when(rule);
      if (const auto found = detail::contradiction_in(rule))
        found_.push_back(warning("KD2608").at(at(rule, "/when")).arg("rule", rule.id).arg("one", found->one).arg("other", found->other));
      lint_evidence(rule);
      lint_data_functions(rule);
      lint_thresholds(rule);
      lint_template(rule);
    }
    lint_lists();
    return std::move(found_);
  }

 private:
  static Place at(const Rule& rule, const std::string& relative) { return {.file = rule.file, .pointer = rule.pointer + relative}; }

  void lint_leaves(const Rule& rule) {
    for_each_condition(rule, [&](const Condition& condition) {
      if (condition.shape != Shape::leaf) return;
      if (is_constant(condition.expression)) {
        found_.push_back(
            warning("KD2601").at(at(rule, condition.pointer)).arg("rule", rule.id).arg("expression", condition.expression.text()));
      }
      used_.merge(tables_used(condition.expression));
    });
  }

  void lint_same_when(const Rule& rule) {
    const std::string key =
        rule.variable + '|' + (rule.only_if ? normal_text(*rule.only_if) : std::string()) + '|' + normal_text(rule.when);
    const auto [entry, is_new] = whens_.emplace(key, rule.id);
    if (!is_new) found_.push_back(warning("KD2602").at(at(rule, "/when")).arg("rule", rule.id).arg("other", entry->second));
  }

  // Fields that name the thing, and those that only lead to another record, may stand in any evidence.
  bool needs_no_use(model::FieldId id) const {
    const model::Field& field = vocabulary_.field(id);
    const bool names = field.name == "name" || field.name == "title" || field.name == "id" || field.name == "description";
    return names || field.type.base == model::BaseType::ref || field.type.base == model::BaseType::record;
  }

  void lint_evidence(const Rule& rule) {
    std::set<model::FieldId> used;
    for_each_expression(rule, [&](const CheckedExpression& expression) {
      for (const FieldUse& use : expression.fields()) used.insert(use.field);
    });
    for (const TextTemplate::Part& part : rule.evidence.en) {
      if (!part.is_expression) continue;
      used_.merge(tables_used(part.expression));
      for (const FieldUse& use : part.expression.fields()) {
        if (used.contains(use.field) || needs_no_use(use.field)) continue;
        found_.push_back(warning("KD2604").at(at(rule, "/evidence")).arg("rule", rule.id).arg("placeholder", use.path));
      }
    }
  }

  void lint_data_functions(const Rule& rule) {
    bool uses = false;
    for_each_expression(rule, [&](const CheckedExpression& expression) {
      uses = uses || expression.uses_function("known") || expression.uses_function("complete");
    });
    if (uses && rule.false_positives.en.empty()) found_.push_back(warning("KD2605").at(at(rule, "")).arg("rule", rule.id));
    if (!uses && rule.data_rule) found_.push_back(warning("KD2606").at(at(rule, "/data_rule")).arg("rule", rule.id));
  }

  void lint_thresholds(const Rule& rule) {
    std::set<std::string> used;
    for_each_expression(rule, [&](const CheckedExpression& expression) {
      for (std::string& name : expression.limits()) used.insert(std::move(name));
    });
    for (const Threshold& threshold : rule.thresholds) {
      if (used.contains(threshold.name)) continue;
      found_.push_back(warning("KD2609").at(at(rule, "/thresholds")).arg("rule", rule.id).arg("name", threshold.name));
    }
  }

  // Texts of a new rule that nobody has written yet.
  void lint_template(const Rule& rule) {
    constexpr std::string_view kMark = "✎";
    const auto look = [&](const model::LocalText& text, std::string_view where) {
      for (const std::string* words : {&text.en, &text.lv}) {
        if (words->starts_with(kMark))
          found_.push_back(warning("KD2610").at(at(rule, std::string(where))).arg("rule", rule.id).arg("text", *words));
      }
    };
    look(rule.title, "/title");
    look(rule.why, "/why");
    look(rule.weight_reason, "/weight_reason");
    look(rule.ask, "/ask");
    look(rule.false_positives, "/false_positives");
    for_each_condition(rule, [&](const Condition& condition) { look(condition.say, condition.pointer); });
  }

  void lint_lists() {
    const std::set<std::string> declared(pack_.lists.begin(), pack_.lists.end());
    for (const std::string& list : declared) {
      if (!used_.contains(list)) found_.push_back(warning("KD2603").at({.file = "pack.json", .pointer = "/lists"}).arg("list", list));
    }
    for (const std::string& list : used_) {
      if (!declared.contains(list)) found_.push_back(warning("KD2607").at({.file = "pack.json", .pointer = "/lists"}).arg("list", list));
    }
  }

  const RulePack& pack_;
  const model::Vocabulary& vocabulary_;
  std::map<std::string, std::string> whens_;
  std::set<std::string> used_;
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> lint_pack(const RulePack& pack, const model::Vocabulary& vocabulary) { return Linter(pack, vocabulary).run(); }

}  // namespace kede::lang
