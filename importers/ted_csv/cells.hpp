// What cells of the TED CSV mean: lists in one cell, dates of three kinds, code letters.
// Used by the row writer.
// Pure functions; views point into the cell.
// Law: a date or code that is not surely one gives nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.hpp"

namespace kede::importers::ted_csv {

// "A---B" -> A, B: several winners stand in one cell. Empty places are kept, so that names, numbers and states stay side by side.
std::vector<std::string_view> split_cell(std::string_view cell);
// "23-DEC-14", "22/12/16", "2016-12-22", "22/12/2016"; of two digits the year is of this century.
std::optional<Date> read_date(std::string_view cell);
// OPE, RES, NIC…
std::optional<std::string> procedure(std::string_view cell);
bool is_yes(std::string_view cell);
bool is_no(std::string_view cell);
// Types of authorities that are public bodies by law.
bool is_public_type(std::string_view cell);
// "2018123456", "2018123456.0" -> "123456-2018"; from the address of the notice when that names it.
std::string notice_number(std::string_view id, std::string_view url);

}  // namespace kede::importers::ted_csv
