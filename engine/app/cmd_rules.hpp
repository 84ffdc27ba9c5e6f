// What `kede rules check | test | list | eval` do, apart from the command line itself.
// Used by run_rules (cmd_rules.cpp) and by tests.
// Pure apart from the files read through FileSystem.
// Law: check and test never change anything; a pack with a fault gives exit_bad_input and every fault.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/app/command.hpp"
#include "engine/app/options.hpp"
#include "engine/base/diagnostic.hpp"

namespace kede::app {

struct RulesOptions {
  std::string folder;       // empty: the built-in rules
  std::string rule;         // of test: this one only; empty: all
  std::string overrides{};  // of check: the file of an authority; empty: none
  Language language = Language::en;
};

struct RulesResult {
  std::string out;                      // data, for stdout
  std::vector<Diagnostic> diagnostics;  // talk, for stderr
  ExitCode exit = exit_done;
};

// Faults are errors, lints are warnings; one line about the pack when it can be used.
RulesResult check_rules(const RulesOptions& options, const FileSystem& files, const MessageCatalogue& messages);
// The explanation of each failed test, then how many passed; exit_findings when one failed.
RulesResult test_rules(const RulesOptions& options, const FileSystem& files, const MessageCatalogue& messages);
// Reverses each condition of each rule in turn; exit_findings when the tests of a rule do not notice.
RulesResult mutate_rules(const RulesOptions& options, const FileSystem& files, const MessageCatalogue& messages);
// id, severity, weight, dimension, title: columns separated by two spaces.
RulesResult list_rules(const RulesOptions& options, const FileSystem& files);
// `kede rules new` and `kede rules diff`, from their command lines.
int run_rules_new(std::span<const std::string> arguments, Outside& outside);
int run_rules_diff(std::span<const std::string> arguments, Outside& outside);
int run_rules_export(std::span<const std::string> arguments, Outside& outside);
// `kede rules show` (one rule in plain language) and `kede rules doc` (the whole catalogue as pages), from their command lines.
int run_rules_show(std::span<const std::string> arguments, Outside& outside);
int run_rules_doc(std::span<const std::string> arguments, Outside& outside);
// Says what went wrong or was noticed, then gives the data.
int show(const RulesResult& result, const TalkOptions& talk, Outside& outside);
// The value, then every field that was read. `facts_file` empty: nothing is known. With the built-in tables.
RulesResult eval_expression(const std::string& expression, const std::string& facts_file, const FileSystem& files);
// With CEL's own meaning, without facts.
RulesResult eval_conformance(const std::string& expression);
// One line out for each line in, until there are no more; as rules are read, or with CEL's own meaning.
RulesResult eval_batch(const std::function<std::optional<std::string>()>& read_line, const std::function<void(std::string_view)>& write,
                       const MessageCatalogue& messages, bool conformance);

}  // namespace kede::app
