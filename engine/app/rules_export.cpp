#include "engine/app/rules_export.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/app/cmd_rules.hpp"
#include "engine/app/options.hpp"
#include "engine/app/pipeline.hpp"
#include "engine/base/text.hpp"

namespace kede::app {
namespace {

using Shape = lang::Condition::Shape;

// A threshold as its pack could write it.
std::string literal(const lang::Value& value) {
  if (const auto* number = value.as<double>()) {
    const std::string text = fmt::format("{}", *number);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
  }
  if (const auto* percent = value.as<model::Percent>()) return fmt::format("percent({})", percent->value);
  if (const auto* days = value.as<lang::Days>()) return fmt::format("days({})", days->count);
  if (const auto* date = value.as<Date>()) return fmt::format("date('{}')", to_iso(*date));
  if (const auto* money = value.as<Money>()) return fmt::format("money({}, '{}')", amount_text(*money), money->currency.code());
  return lang::to_text(value);
}

// The text of a leaf with limit.<name> written out, from the back so that the places before stay where they are.
std::string leaf(const lang::CheckedExpression& expression) {
  std::vector<const lang::Node*> limits;
  for (const lang::Node& node : expression.ast().nodes) {
    const auto* found = std::get_if<lang::Literal>(&node.content);
    if (found != nullptr && !found->limit.empty()) limits.push_back(&node);
  }
  std::sort(limits.begin(), limits.end(), [](const lang::Node* a, const lang::Node* b) { return a->span.begin > b->span.begin; });
  std::string out = expression.text();
  for (const lang::Node* node : limits)
    out.replace(node->span.begin, node->span.end - node->span.begin, literal(std::get<lang::Literal>(node->content).value));
  return out;
}

std::string cel_of(const lang::Condition& condition) {
  if (condition.shape == Shape::leaf) return leaf(condition.expression);
  std::vector<std::string> parts;
  const bool counts = condition.shape == Shape::at_least;
  for (const lang::Condition& child : condition.children)
    parts.push_back(counts ? fmt::format("(({}) ? 1 : 0)", cel_of(child)) : '(' + cel_of(child) + ')');
  if (counts) return fmt::format("{} >= {}", join(parts, " + "), condition.at_least);
  const std::string joined = join(parts, condition.shape == Shape::all ? " && " : " || ");
  return condition.shape == Shape::none ? "!(" + joined + ")" : joined;
}

}  // namespace

std::string cel_of(const lang::Rule& rule) {
  return rule.only_if ? fmt::format("({}) && ({})", cel_of(*rule.only_if), cel_of(rule.when)) : cel_of(rule.when);
}

int run_rules_export(std::span<const std::string> arguments, Outside& outside) {
  std::string folder;
  std::string as;
  std::string overrides;
  po::options_description options;
  options.add_options()("folder", po::value<std::string>(&folder))("as", po::value<std::string>(&as))("overrides",
                                                                                                      po::value<std::string>(&overrides));
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("folder", 1);
  const ParsedLine line = parse_line(arguments, options, positional, "rules", outside);
  if (line.exit) return *line.exit;
  if (as != "cel") {
    print_diagnostics({error("KD0044").arg("format", as)}, line.talk, outside);
    return exit_usage;
  }
  const auto vocabulary = model::Vocabulary::built_in();
  const auto rules = vocabulary ? load_rules(folder, overrides, outside.files, *vocabulary) : vocabulary.diagnostics();
  if (!rules) {
    print_diagnostics(rules.diagnostics(), line.talk, outside);
    return exit_bad_input;
  }
  for (const lang::Rule& rule : rules->pack.rules) outside.out(rule.id + '\t' + cel_of(rule) + '\n');
  return exit_done;
}

}  // namespace kede::app
