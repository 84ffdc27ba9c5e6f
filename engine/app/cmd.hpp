// The commands themselves, one function each.
// Listed in commands.cpp.
// Functions without state.
// Law: each has a help page in reports/i18n/cli.json under "help.<name>".
#pragma once

#include <span>
#include <string>

#include "engine/app/command.hpp"

namespace kede::app {

int run_screen(std::span<const std::string> arguments, Outside& outside);
int run_check(std::span<const std::string> arguments, Outside& outside);
int run_explain(std::span<const std::string> arguments, Outside& outside);
int run_demo(std::span<const std::string> arguments, Outside& outside);
int run_template(std::span<const std::string> arguments, Outside& outside);
int run_rules(std::span<const std::string> arguments, Outside& outside);
int run_register(std::span<const std::string> arguments, Outside& outside);
int run_lists(std::span<const std::string> arguments, Outside& outside);
int run_formats(std::span<const std::string> arguments, Outside& outside);

}  // namespace kede::app
