// Values in the words and number forms of a language.
// Used by explanations and, through them, by every report.
// Const data read once from reports/i18n/values.json; shared freely.
// Law: an unknown value always shows its reason.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/date.hpp"
#include "engine/base/message_catalogue.hpp"
#include "engine/base/money.hpp"
#include "engine/model/fact.hpp"

namespace kede::assess {

// The text of a key of reports/i18n/values.json with {names} filled in.
std::string value_word(std::string_view key, Language language, const std::vector<std::pair<std::string, std::string>>& values = {});
// "1,234.50" / "1 234,50" (with no-break spaces); at most `decimals` decimals, without trailing zeros.
std::string number_text(double number, int decimals, Language language);
// "1,234.50 EUR" / "1 234,50 EUR"
std::string money_text(Money money, Language language);
// "2026-03-12" / "12.03.2026."
std::string date_text(Date date, Language language);

}  // namespace kede::assess
