// A threshold of a rule in words: "80 %", "10,000 EUR", "2".
// Used where texts of rules are filled in and where reports name thresholds.
// Pure.
// Law: the number shown is the number in use.
#pragma once

#include <string>

#include "engine/base/message_catalogue.hpp"
#include "engine/lang/value.hpp"

namespace kede::lang {

// A number of days is the number alone: the sentence around it says "days".
std::string threshold_text(const Value& value, Language language);

}  // namespace kede::lang
