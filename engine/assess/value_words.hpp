// Values in the words and number forms of a language.
// Used by explanations and, through them, by every report.
// Const data read once from reports/i18n/values.json; shared freely.
// Law: an unknown value always shows its reason.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/message_catalogue.hpp"
#include "engine/base/written.hpp"
#include "engine/model/fact.hpp"

namespace kede::assess {

// The text of a key of reports/i18n/values.json with {names} filled in.
std::string value_word(std::string_view key, Language language, const std::vector<std::pair<std::string, std::string>>& values = {});
using kede::date_text;
using kede::money_text;
using kede::number_text;

}  // namespace kede::assess
