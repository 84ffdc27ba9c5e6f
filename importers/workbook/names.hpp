// How names and words are compared: without case, outer space and Latvian diacritics; names also without the kind of their gaps.
// Used when sheets, columns, codes and answers are recognised.
// Pure functions.
// Law: two names that a reader would take for the same word are the same; nearly the same is not.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/date.hpp"
#include "engine/base/message_catalogue.hpp"

namespace kede::importers::workbook {

// " Organizācijas " -> "organizacijas"
std::string fold(std::string_view text);
// As fold, and white space, "_" and "-" inside are one and the same: "Org. id", "ORG.-ID" -> "org. id". For sheets, headers and codes.
std::string fold_name(std::string_view text);

// A header such as "valstspiederība", "religion" or "personas kods": what stands below it is never read in.
bool describes_persons(std::string_view header);

// "unknown", "nezināms", "?", "n/a" …: asked, and there is no answer.
bool says_unknown(std::string_view text);
// A lone dash: the cell is empty.
bool says_nothing(std::string_view text);
// "none", "nav": the list is known to be empty.
bool says_none(std::string_view text);
// yes/no in both languages and as spreadsheets write them.
std::optional<bool> yes_or_no(std::string_view text);
// The answers of a questionnaire that have a fixed meaning: "jā" -> "yes", "daļēji" -> "partly", "neattiecas" -> "not_applicable"; else
// nothing.
std::optional<std::string_view> answer_word(std::string_view text);

// "06/01/2026" is 6 January to some and 1 June to others; "31/01/2026" and "05/05/2026" are not in doubt.
bool day_and_month_in_doubt(std::string_view text);

// "1.234" and "1,234" are more than a thousand to some and little more than one to others; "0.125" and "12345.678" are not in doubt.
bool grouping_in_doubt(std::string_view text);

// The last day of "2026", "2026-03", "03.2026", "2026-Q1", "2026-01..2026-06", or a day.
std::optional<Date> end_of_period(std::string_view text);

// The sheets that the template adds and the importer passes over.
std::string_view help_sheet_name(Language language);
std::string_view lists_sheet_name(Language language);
bool is_own_sheet(std::string_view name);

}  // namespace kede::importers::workbook
