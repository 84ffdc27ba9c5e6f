#include <algorithm>
#include <set>

#include "engine/app/cmd.hpp"
#include "engine/app/explain_bids.hpp"
#include "engine/app/explain_text.hpp"
#include "engine/app/options.hpp"
#include "engine/app/pipeline.hpp"
#include "engine/app/screen.hpp"
#include "engine/assess/explain.hpp"
#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"
#include "engine/identity/normalise.hpp"

namespace kede::app {
namespace {

bool is_diagnostic_code(std::string_view text) {
  return text.size() == 6 && text.starts_with("KD") && text.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

int explain_code(const std::string& code, const TalkOptions& talk, Outside& outside) {
  const auto* words = outside.messages.find(code, talk.language);
  if (words == nullptr) {
    print_diagnostics({error("KD0025").arg("code", code).suggest(nearest(code, outside.messages.codes()))}, talk, outside);
    return exit_usage;
  }
  outside.out(code + ": " + words->message + "\n\n" + words->page + "\n" +
              (words->hint.empty() ? "" : "\n" + cli_text("explain.hint", talk.language) + ": " + words->hint + "\n"));
  return exit_done;
}

// The organisation a person means: by key, identifier or name; the names that begin alike otherwise.
std::vector<EntityId> find_organisations(const identity::Resolved& resolved, const std::string& wanted) {
  const std::string name = identity::normalise_name(wanted);
  const std::string number = identity::normalise_identifier(wanted);
  const auto& vocabulary = resolved.vocabulary();
  const auto organisation = vocabulary.find_kind("organisation")->id;
  std::vector<EntityId> exact;
  std::vector<EntityId> partial;
  for (const EntityId entity : resolved.of_kind(organisation)) {
    const auto text = [&](std::string_view field) {
      const auto* fact = resolved.fact(entity, vocabulary.find_field(organisation, field)->id);
      const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
      return scalar == nullptr ? std::string() : model::to_text(*scalar);
    };
    const auto records = resolved.records_of(entity);
    const bool by_key =
        std::any_of(records.begin(), records.end(), [&](model::RecordId record) { return resolved.dataset().key_of(record) == wanted; });
    const std::string own = identity::normalise_name(text("name"));
    if (by_key || own == name || (!number.empty() && identity::normalise_identifier(text("reg_number")) == number)) {
      exact.push_back(entity);
    } else if (!name.empty() && own.find(name) != std::string::npos) {
      partial.push_back(entity);
    }
  }
  return exact.empty() ? partial : exact;
}

std::vector<std::string> all_names(const identity::Resolved& resolved) {
  std::vector<std::string> names;
  for (const EntityId entity : resolved.of_kind(resolved.vocabulary().find_kind("organisation")->id))
    names.push_back(assess::display_name(resolved, entity));
  return names;
}

// Those that are meant, or a diagnostic with the nearest names.
std::vector<EntityId> organisations_called(const Run& run, const std::string& name, const TalkOptions& talk, Outside& outside) {
  auto found = find_organisations(run.resolved, name);
  if (found.empty()) print_diagnostics({error("KD0028").arg("name", name).suggest(nearest(name, all_names(run.resolved)))}, talk, outside);
  return found;
}

int explain_rule(const Run& run, const std::vector<std::string>& words, Detail detail, const TalkOptions& talk, Outside& outside) {
  const std::string rule = words.size() == 3 ? words[2] : "";
  if (!rule.empty() && run.rules.pack.find(rule) == nullptr) {
    std::vector<std::string> ids;
    for (const lang::Rule& each : run.rules.pack.rules) ids.push_back(each.id);
    print_diagnostics({error("KD0027").arg("rule", rule).suggest(nearest(rule, ids))}, talk, outside);
    return exit_usage;
  }
  const auto found = organisations_called(run, words[1], talk, outside);
  if (found.empty()) return exit_usage;
  for (const EntityId entity : found) {
    const std::string verdicts = explain_text(run, entity, rule, detail, talk.language);
    const std::string bids = rule.empty() ? bids_text(run, entity, talk.language) : std::string();
    outside.out(verdicts + (bids.empty() || verdicts.ends_with("\n\n") ? "" : "\n") + bids);
  }
  return exit_done;
}

int explain_without(const Run& run, const std::vector<std::string>& words, const std::string& supplier, const TalkOptions& talk,
                    Outside& outside) {
  std::vector<std::optional<EntityId>> bidders = {std::nullopt};  // every bid
  if (words.size() > 1) {
    const auto found = organisations_called(run, words[1], talk, outside);
    if (found.empty()) return exit_usage;
    bidders.assign(found.begin(), found.end());
  }
  const auto suppliers = organisations_called(run, supplier, talk, outside);
  if (suppliers.empty()) return exit_usage;
  for (const EntityId entity : suppliers) {
    for (const auto& bidder : bidders) outside.out(without_text(run, bidder, entity, talk.language));
  }
  return exit_done;
}

}  // namespace

int run_explain(std::span<const std::string> arguments, Outside& outside) {
  po::options_description options;
  options.add_options()("input", po::value<std::vector<std::string>>())("all", po::bool_switch())("without", po::value<std::string>());
  add_run_options(options);
  add_talk_options(options);
  po::positional_options_description positional;
  positional.add("input", -1);
  const ParsedLine line = parse_line(arguments, options, positional, "explain", outside);
  if (line.exit) return *line.exit;
  RunOptions run_options;
  if (const auto wrong = read_run_options(line, run_options, outside)) return *wrong;
  auto words = std::move(run_options.inputs);
  if (words.size() == 1 && is_diagnostic_code(words.front())) return explain_code(words.front(), line.talk, outside);
  const bool is_what_if = line.values.contains("without");
  if (words.size() < (is_what_if ? 1U : 2U) || words.size() > (is_what_if ? 2U : 3U)) {
    print_diagnostics({error("KD0026")}, line.talk, outside);
    return exit_usage;
  }
  run_options.inputs = {words[0]};
  auto made = run_pipeline(run_options, outside.files, outside.clock);
  if (!made) {
    print_diagnostics(made.diagnostics(), line.talk, outside);
    return exit_bad_input;
  }
  const Run& run = *made.value();
  print_diagnostics(run.of_register, line.talk, outside);
  if (is_what_if) return explain_without(run, words, line.values["without"].as<std::string>(), line.talk, outside);
  const Detail detail = line.values["all"].as<bool>() ? Detail::everything : Detail::said_something;
  if (const lang::Rule* rule = words.size() == 2 ? run.rules.pack.find(words[1]) : nullptr) {
    outside.out(explain_rule_text(run, *rule, detail, line.talk.language));
    return exit_done;
  }
  return explain_rule(run, words, detail, line.talk, outside);
}

}  // namespace kede::app
