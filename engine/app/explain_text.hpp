// The reasoning about one organisation, or by one rule, as plain text: conditions, values and where they stand.
// Used by cmd_explain.
// Pure function.
// Law: why a rule did not fire is shown as fully as why it did.
#pragma once

#include <string>

#include "engine/app/pipeline.hpp"

namespace kede::app {

enum class Detail { said_something, everything };  // fires and unknown only, or every rule

// About the organisation itself, and about the bids, supplies, goods and sites that are its own. `rule`: only this one, in full.
std::string explain_text(const Run& run, EntityId organisation, const std::string& rule, Detail detail, Language language);

// What one rule says of everything it was asked about.
std::string explain_rule_text(const Run& run, const lang::Rule& rule, Detail detail, Language language);

}  // namespace kede::app
