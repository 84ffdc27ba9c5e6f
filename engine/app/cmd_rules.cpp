#include "engine/app/cmd_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/app/cmd.hpp"
#include "engine/app/options.hpp"
#include "engine/app/pipeline.hpp"
#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/eval_batch.hpp"
#include "engine/lang/json_world.hpp"
#include "engine/lang/lint.hpp"
#include "engine/lang/mutate.hpp"
#include "engine/lang/pack_tests.hpp"
#include "engine/lang/rule_loader.hpp"

namespace kede::app {
namespace {

struct Loaded {
  model::Vocabulary vocabulary;
  lang::LoadedRules rules;
};

Result<Loaded> load(const RulesOptions& options, const FileSystem& files) {
  auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return std::move(vocabulary).diagnostics();
  auto rules = load_rules(options.folder, options.overrides, files, *vocabulary);
  if (!rules) return std::move(rules).diagnostics();
  return Loaded{std::move(vocabulary).value(), std::move(rules).value()};
}

RulesResult refused(std::vector<Diagnostic> diagnostics) {
  return {.out = {}, .diagnostics = std::move(diagnostics), .exit = exit_bad_input};
}

std::string sentence(const MessageCatalogue& messages, const Diagnostic& diagnostic, Language language) {
  return messages.sentence(diagnostic, language) + '\n';
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t length = code_points(text);
  if (length < width) text.append(width - length, ' ');
  return text;
}

// A rule that does not exist, or nothing.
std::optional<Diagnostic> unknown_rule(const lang::RulePack& pack, const std::string& id) {
  if (id.empty() || pack.find(id) != nullptr) return std::nullopt;
  std::vector<std::string> ids;
  for (const lang::Rule& rule : pack.rules) ids.push_back(rule.id);
  return error("KD2404").arg("rule", id).suggest(nearest(id, ids));
}

Result<std::unique_ptr<const lang::JsonWorld>> read_facts(const std::string& file, const model::Vocabulary& vocabulary,
                                                          const lang::Tables& tables, const FileSystem& files) {
  std::string text = "{}";
  if (!file.empty()) {
    constexpr std::uint64_t kLargest = 16U << 20U;
    auto read = files.read_all(file, kLargest);
    if (!read) return std::move(read).diagnostics();
    text = std::move(read).value();
  }
  const auto json = lang::read_json(text, file);
  if (!json) return json.diagnostics();
  return lang::JsonWorld::read(*json, {.file = file}, vocabulary, tables, lang::kTestDate);
}

}  // namespace

int show(const RulesResult& result, const TalkOptions& talk, Outside& outside) {
  print_diagnostics(result.diagnostics, talk, outside);
  outside.out(result.out);
  return result.exit;
}

RulesResult check_rules(const RulesOptions& options, const FileSystem& files, const MessageCatalogue& messages) {
  const auto loaded = load(options, files);
  if (!loaded) return refused(loaded.diagnostics());
  const lang::RulePack& pack = loaded->rules.pack;
  RulesResult result;
  result.diagnostics = lang::lint_pack(pack, loaded->vocabulary);
  std::size_t tests = 0;
  for (const lang::Rule& rule : pack.rules) tests += rule.tests.size();
  const Diagnostic summary = note("KD2406")
                                 .arg("pack", pack.id)
                                 .arg("version", pack.version)
                                 .arg("rules", std::to_string(pack.rules.size()))
                                 .arg("tests", std::to_string(tests))
                                 .arg("patterns", std::to_string(pack.patterns.size()))
                                 .arg("warnings", std::to_string(result.diagnostics.size()));
  result.out = sentence(messages, summary, options.language);
  return result;
}

RulesResult test_rules(const RulesOptions& options, const FileSystem& files, const MessageCatalogue& messages) {
  const auto loaded = load(options, files);
  if (!loaded) return refused(loaded.diagnostics());
  const lang::RulePack& pack = loaded->rules.pack;
  if (auto unknown = unknown_rule(pack, options.rule)) return {.out = {}, .diagnostics = {std::move(*unknown)}, .exit = exit_usage};
  RulesResult result;
  std::size_t count = 0;
  std::size_t passed = 0;
  for (const lang::Rule& rule : pack.rules) {
    if (!options.rule.empty() && rule.id != options.rule) continue;
    for (lang::RuleTestResult& test : lang::run_rule_tests(rule, loaded->vocabulary, loaded->rules.tables, options.language)) {
      ++count;
      passed += test.passed() ? 1U : 0U;
      if (!test.explanation.empty()) result.out += fmt::format("{} “{}”\n{}", test.rule, test.name, test.explanation);
      std::move(test.problems.begin(), test.problems.end(), std::back_inserter(result.diagnostics));
    }
  }
  result.out +=
      sentence(messages, note("KD2405").arg("passed", std::to_string(passed)).arg("count", std::to_string(count)), options.language);
  result.exit = passed == count ? exit_done : exit_findings;
  return result;
}

RulesResult mutate_rules(const RulesOptions& options, const FileSystem& files, const MessageCatalogue& messages) {
  const auto loaded = load(options, files);
  if (!loaded) return refused(loaded.diagnostics());
  const lang::RulePack& pack = loaded->rules.pack;
  if (auto unknown = unknown_rule(pack, options.rule)) return {.out = {}, .diagnostics = {std::move(*unknown)}, .exit = exit_usage};
  RulesResult result;
  std::size_t count = 0;
  for (const lang::Rule& rule : pack.rules) {
    if (!options.rule.empty() && rule.id != options.rule) continue;
    for (const lang::Mutation& mutation : lang::mutate(rule, loaded->vocabulary, loaded->rules.tables)) {
      ++count;
      if (mutation.noticed) continue;
      result.diagnostics.push_back(error("KD2407")
                                       .at({.file = rule.file, .pointer = rule.pointer + mutation.pointer})
                                       .arg("rule", rule.id)
                                       .arg("expression", mutation.expression));
    }
  }
  const Diagnostic summary =
      note("KD2408").arg("noticed", std::to_string(count - result.diagnostics.size())).arg("count", std::to_string(count));
  result.out = sentence(messages, summary, options.language);
  result.exit = result.diagnostics.empty() ? exit_done : exit_findings;
  return result;
}

RulesResult list_rules(const RulesOptions& options, const FileSystem& files) {
  const auto loaded = load(options, files);
  if (!loaded) return refused(loaded.diagnostics());
  std::size_t id_width = 0;
  std::size_t dimension_width = 0;
  for (const lang::Rule& rule : loaded->rules.pack.rules) {
    id_width = std::max(id_width, rule.id.size());
    dimension_width = std::max(dimension_width, rule.dimension.size());
  }
  RulesResult result;
  for (const lang::Rule& rule : loaded->rules.pack.rules) {
    result.out += padded(rule.id, id_width) + "  " + padded(std::string(lang::to_text(rule.severity)), 8) + "  " +
                  fmt::format("{:>4}", rule.weight) + "  " + padded(rule.dimension, dimension_width) + "  " +
                  rule.title.in(options.language) + '\n';
  }
  return result;
}

RulesResult eval_expression(const std::string& expression, const std::string& facts_file, const FileSystem& files) {
  const auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return refused(vocabulary.diagnostics());
  const auto tables = lang::load_built_in_tables();
  if (!tables) return refused(tables.diagnostics());
  const auto checked = lang::check(expression, lang::record_scope(*vocabulary, *tables));
  if (!checked) return {.out = {}, .diagnostics = checked.diagnostics(), .exit = exit_usage};
  const auto facts = read_facts(facts_file, *vocabulary, *tables, files);
  if (!facts) return refused(facts.diagnostics());
  const lang::JsonWorld& world = **facts;
  lang::Trace trace;
  RulesResult result;
  result.out = lang::value_text(lang::evaluate(*checked, world.environment(), world, &trace), world) + '\n';
  for (const lang::FieldRead& read : trace.reads()) {
    result.out +=
        fmt::format("  {}.{} = {}\n", world.name_of(read.record), vocabulary->field(read.field).name, lang::value_text(read.value, world));
  }
  return result;
}

RulesResult eval_conformance(const std::string& expression) {
  const auto value = lang::evaluate_conformance(expression);
  if (!value) return {.out = {}, .diagnostics = value.diagnostics(), .exit = exit_usage};
  return {.out = lang::to_text(*value) + '\n', .diagnostics = {}, .exit = exit_done};
}

RulesResult eval_batch(const std::function<std::optional<std::string>()>& read_line, const std::function<void(std::string_view)>& write,
                       const MessageCatalogue& messages, bool conformance) {
  const auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return refused(vocabulary.diagnostics());
  const auto tables = lang::load_built_in_tables();
  if (!tables) return refused(tables.diagnostics());
  const lang::BatchSettings settings{.mode = conformance ? lang::Mode::conformance : lang::Mode::author,
                                     .words = &messages,
                                     .vocabulary = &*vocabulary,
                                     .tables = &*tables,
                                     .as_of = lang::kTestDate};
  while (const auto line = read_line()) {
    if (!trim(*line).empty()) write(lang::eval_batch_line(*line, settings) + '\n');
  }
  return {};
}

namespace {

// Those with options of their own.
constexpr Command kActions[] = {
    {"new", run_rules_new}, {"diff", run_rules_diff}, {"show", run_rules_show}, {"doc", run_rules_doc}, {"export", run_rules_export}};

}  // namespace

int run_rules(std::span<const std::string> arguments, Outside& outside) {
  for (const Command& each : kActions) {
    if (!arguments.empty() && arguments.front() == each.name) return each.run(arguments.subspan(1), outside);
  }
  po::options_description options;
  options.add_options()("action", po::value<std::string>())("what", po::value<std::string>())("rule", po::value<std::string>())(
      "facts", po::value<std::string>())("batch", po::bool_switch())("conformance", po::bool_switch())("mutate", po::bool_switch())(
      "overrides", po::value<std::string>());
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("action", 1).add("what", 1);
  const ParsedLine line = parse_line(arguments, options, positional, "rules", outside);
  if (line.exit) return *line.exit;
  const auto text = [&](const char* name) { return line.values.contains(name) ? line.values[name].as<std::string>() : std::string(); };
  const std::string action = text("action");
  const std::string what = text("what");
  const RulesOptions chosen{.folder = what, .rule = text("rule"), .overrides = text("overrides"), .language = line.talk.language};
  if (action == "check") return show(check_rules(chosen, outside.files, outside.messages), line.talk, outside);
  if (action == "test" && line.values["mutate"].as<bool>())
    return show(mutate_rules(chosen, outside.files, outside.messages), line.talk, outside);
  if (action == "test") return show(test_rules(chosen, outside.files, outside.messages), line.talk, outside);
  if (action == "list") return show(list_rules(chosen, outside.files), line.talk, outside);
  const bool conformance = line.values["conformance"].as<bool>();
  if (action == "eval" && line.values["batch"].as<bool>())
    return show(eval_batch(outside.read_line, outside.out, outside.messages, conformance), line.talk, outside);
  // CEL knows nothing of facts.
  if (action == "eval" && !what.empty() && conformance && text("facts").empty()) return show(eval_conformance(what), line.talk, outside);
  if (action == "eval" && !what.empty() && !conformance)
    return show(eval_expression(what, text("facts"), outside.files), line.talk, outside);
  std::vector<std::string> actions = {"check", "test", "list", "eval"};
  for (const Command& each : kActions) actions.emplace_back(each.name);
  if (!action.empty() && std::find(actions.begin(), actions.end(), action) == actions.end()) {
    print_diagnostics({error("KD0015").arg("command", "rules " + action).suggest(nearest(action, actions))}, line.talk, outside);
    return exit_usage;
  }
  outside.err(cli_text("help.rules", line.talk.language));
  return exit_usage;
}

}  // namespace kede::app
