#include <chrono>
#include <optional>

#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/functions.hpp"
#include "engine/lang/detail/time_text.hpp"

namespace kede::lang::detail {
namespace {

struct LocalTime {
  Date day;
  std::int64_t second_of_day = 0;
  std::int64_t milliseconds = 0;
};

// The time in the zone that is the optional second argument; nothing: `failed` says why.
std::optional<LocalTime> local_time(Arguments arguments, std::string_view operation, Value& failed) {
  const auto* time = arguments[0].as<Timestamp>();
  const auto* zone = arguments.size() > 1 ? arguments[1].as<std::string>() : nullptr;
  if (time == nullptr || (arguments.size() > 1 && zone == nullptr)) {
    failed = no_overload(operation, arguments[0]);
    return std::nullopt;
  }
  const auto offset = zone == nullptr ? std::optional<std::int64_t>(0) : zone_offset(*zone, *time);
  if (!offset) {
    failed = failure("KD2213", "zone", *zone);
    return std::nullopt;
  }
  const std::chrono::sys_seconds shifted{std::chrono::seconds(time->seconds + *offset)};
  const Date day = std::chrono::floor<std::chrono::days>(shifted);
  return LocalTime{day, (shifted - day).count(), time->nanos / 1'000'000};
}

template <class Part>
Value part_of(Arguments arguments, std::string_view operation, Part part) {
  Value failed;
  const auto local = local_time(arguments, operation, failed);
  return local ? Value(static_cast<std::int64_t>(part(*local))) : failed;
}

std::chrono::year_month_day calendar(const LocalTime& local) { return std::chrono::year_month_day(local.day); }

template <class OfDuration, class OfTime>
Value clock_part(Arguments arguments, std::string_view operation, OfDuration of_duration, OfTime of_time) {
  const auto* duration = arguments[0].as<Duration>();
  if (duration != nullptr && arguments.size() == 1) return Value(static_cast<std::int64_t>(of_duration(*duration)));
  return part_of(arguments, operation, of_time);
}

}  // namespace

Value get_date(const CallContext&, Arguments arguments) {
  return part_of(arguments, "getDate", [](const LocalTime& local) { return static_cast<unsigned>(calendar(local).day()); });
}
Value get_day_of_month(const CallContext&, Arguments arguments) {
  return part_of(arguments, "getDayOfMonth", [](const LocalTime& local) { return static_cast<unsigned>(calendar(local).day()) - 1; });
}
Value get_day_of_week(const CallContext&, Arguments arguments) {
  return part_of(arguments, "getDayOfWeek", [](const LocalTime& local) { return std::chrono::weekday(local.day).c_encoding(); });
}
Value get_day_of_year(const CallContext&, Arguments arguments) {
  return part_of(arguments, "getDayOfYear",
                 [](const LocalTime& local) { return (local.day - Date(calendar(local).year() / std::chrono::January / 1)).count(); });
}
Value get_full_year(const CallContext&, Arguments arguments) {
  return part_of(arguments, "getFullYear", [](const LocalTime& local) { return static_cast<int>(calendar(local).year()); });
}
Value get_month(const CallContext&, Arguments arguments) {
  return part_of(arguments, "getMonth", [](const LocalTime& local) { return static_cast<unsigned>(calendar(local).month()) - 1; });
}
Value get_hours(const CallContext&, Arguments arguments) {
  return clock_part(
      arguments, "getHours", [](const Duration& d) { return d.seconds / 3600; },
      [](const LocalTime& local) { return local.second_of_day / 3600; });
}
Value get_minutes(const CallContext&, Arguments arguments) {
  return clock_part(
      arguments, "getMinutes", [](const Duration& d) { return d.seconds / 60; },
      [](const LocalTime& local) { return local.second_of_day / 60 % 60; });
}
Value get_seconds(const CallContext&, Arguments arguments) {
  return clock_part(
      arguments, "getSeconds", [](const Duration& d) { return d.seconds; },
      [](const LocalTime& local) { return local.second_of_day % 60; });
}
Value get_milliseconds(const CallContext&, Arguments arguments) {
  return clock_part(
      arguments, "getMilliseconds", [](const Duration& d) { return d.nanos / 1'000'000; },
      [](const LocalTime& local) { return local.milliseconds; });
}

}  // namespace kede::lang::detail
