// Numbers, amounts and dates as people of a language write them.
// Used by everything that shows values: explanations, reports, texts of rules.
// Pure functions.
// Law: nothing is rounded away but what the caller asks for.
#pragma once

#include <string>

#include "engine/base/date.hpp"
#include "engine/base/message_catalogue.hpp"
#include "engine/base/money.hpp"

namespace kede {

// "1,234.50" / "1 234,50" (with no-break spaces); at most `decimals` decimals, without trailing zeros.
std::string number_text(double number, int decimals, Language language);
// "1,234.50 EUR" / "1 234,50 EUR"
std::string money_text(Money money, Language language);
// "2026-03-12" / "12.03.2026."
std::string date_text(Date date, Language language);

}  // namespace kede
