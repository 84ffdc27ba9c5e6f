// Times and durations as text, and their parts in a time zone (conformance mode).
// Used by the conversions and time functions.
// Pure functions; time zones come from ICU's own data.
// Law: what is not RFC 3339, or not a duration, is not read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/lang/value.hpp"

namespace kede::lang::detail {

// "2009-02-13T23:31:30.5Z", "…+02:00"
std::optional<Value> parse_timestamp(std::string_view text);
std::string timestamp_text(Timestamp time);
// "1h30m", "-1.5s", "100ms"
std::optional<Value> parse_duration(std::string_view text);
// "5400s", "0.100s"
std::string duration_text(Duration duration);
// Seconds east of UTC at that time: "UTC", "+02:00", "-09:30", "02:00", "Europe/Riga"; nothing for an unknown zone.
std::optional<std::int64_t> zone_offset(std::string_view zone, Timestamp time);

}  // namespace kede::lang::detail
