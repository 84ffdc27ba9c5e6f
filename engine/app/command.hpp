// What a command of `kede` is, and what it may touch.
// One file cmd_<name>.cpp each, listed in commands.cpp; run by main and by the tests.
// A command keeps no state; everything outside comes through Outside.
// Law: stdout is data, stderr is talk; exit 0 done, 1 findings at or above --fail-on, 2 usage, 3 bad input, 4 internal.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/file_system.hpp"
#include "engine/base/message_catalogue.hpp"

namespace kede::app {

enum ExitCode : int { exit_done = 0, exit_findings = 1, exit_usage = 2, exit_bad_input = 3, exit_internal = 4 };

struct Outside {
  FileSystem& files;
  const Clock& clock;
  const MessageCatalogue& messages;
  std::function<void(std::string_view)> out;              // data
  std::function<void(std::string_view)> err;              // talk
  std::function<std::optional<std::string>()> read_line;  // standard input, without the line feed
  Language language = Language::en;                       // before --lang is read
  int width = 100;                                        // columns of the terminal
  std::string default_register = {};                      // where the register lies when nobody says otherwise; empty: nowhere
};

struct Command {
  std::string_view name;
  int (*run)(std::span<const std::string> arguments, Outside& outside);
};

std::span<const Command> all_commands();

// `kede ARGUMENTS…`: finds the command, or shows the help.
int run(std::span<const std::string> arguments, Outside& outside);

// Text of reports/i18n/cli.json in the language: help pages and short notices of the command line.
std::string cli_text(std::string_view key, Language language, const std::vector<std::pair<std::string, std::string>>& values = {});

}  // namespace kede::app
