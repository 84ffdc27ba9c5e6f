// Calendar days, read from and written to text.
// Used by importers, rules and reports; the assessment date is always handed in, never taken from a wall clock.
// Plain values.
// Law: a date that does not exist (30 February) is not read.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kede {

using Date = std::chrono::sys_days;

// "2026-11-23", also the date part of "2026-11-23T10:00:00Z".
std::optional<Date> parse_iso_date(std::string_view text);
// As an officer writes: "2026-11-23", "23.11.2026", "23.11.2026.", "23/11/2026" (day first).
std::optional<Date> parse_written_date(std::string_view text);
// A year that some contract may have: 0001-01-01 and 9999-12-31 fill empty date columns.
bool plausible(Date date);
std::string to_iso(Date date);
// Whole calendar months from `from` to `to`; negative when `to` is earlier.
int months_between(Date from, Date to);
// The day number since 1970-01-01.
inline int day_number(Date date) { return static_cast<int>(date.time_since_epoch().count()); }
inline Date date_of_day_number(int days) { return Date(std::chrono::days(days)); }

}  // namespace kede
