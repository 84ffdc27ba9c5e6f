#include "engine/lang/detail/time_text.hpp"

#include <fmt/format.h>
#include <unicode/ucal.h>

#include <array>
#include <chrono>
#include <memory>

#include "engine/lang/detail/arithmetic.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::int64_t kNanos = 1'000'000'000;

// Cuts a text from the left.
class Cutter {
 public:
  explicit Cutter(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  // Exactly so many digits.
  std::optional<int> number(std::size_t digits) {
    int value = 0;
    if (rest_.size() < digits) return std::nullopt;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return std::nullopt;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }
  std::string_view digits() {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    const std::string_view out = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return out;
  }

 private:
  std::string_view rest_;
};

std::optional<std::int64_t> days_of(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

// ".5" -> 500,000,000
std::optional<std::int64_t> fraction(Cutter& text) {
  if (!text.take('.')) return 0;
  const std::string_view digits = text.digits();
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  std::int64_t nanos = 0;
  for (std::size_t i = 0; i < 9; ++i) nanos = nanos * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return nanos;
}

std::optional<std::int64_t> clock_offset(Cutter& text) {
  const bool west = text.take('-');
  if (!west) text.take('+');
  const auto hours = text.number(2);
  if (!hours || !text.take(':')) return std::nullopt;
  const auto minutes = text.number(2);
  if (!minutes || *hours > 23 || *minutes > 59 || !text.done()) return std::nullopt;
  const std::int64_t seconds = *hours * 3600 + *minutes * 60;
  return west ? -seconds : seconds;
}

struct Unit {
  std::string_view name;
  std::int64_t nanos;
};
constexpr std::array kUnits{Unit{"ns", 1},          Unit{"us", 1'000}, Unit{"µs", 1'000}, Unit{"ms", 1'000'000}, Unit{"h", 3600 * kNanos},
                            Unit{"m", 60 * kNanos}, Unit{"s", kNanos}};

// One "12.5h" of a duration; decimals beyond the nanosecond are cut.
std::optional<Duration> duration_part(Cutter& text) {
  const std::string_view whole = text.digits();
  std::string_view decimals;
  if (text.take('.')) decimals = text.digits();
  if ((whole.empty() && decimals.empty()) || whole.size() > 15) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (!text.take(unit.name)) continue;
    std::int64_t count = 0;
    for (const char c : whole) count = count * 10 + (c - '0');
    const std::int64_t per_second = unit.nanos >= kNanos ? 1 : kNanos / unit.nanos;
    const std::int64_t seconds = unit.nanos >= kNanos ? count * (unit.nanos / kNanos) : count / per_second;
    std::int64_t nanos = unit.nanos >= kNanos ? 0 : count % per_second * unit.nanos;
    std::int64_t place = unit.nanos;
    for (const char c : decimals) nanos += (place /= 10) * (c - '0');
    return Duration{seconds + nanos / kNanos, static_cast<std::int32_t>(nanos % kNanos)};
  }
  return std::nullopt;
}

struct CloseCalendar {
  using pointer = UCalendar*;
  void operator()(UCalendar* calendar) const { ucal_close(calendar); }
};

std::string fraction_text(std::int32_t nanos) {
  if (nanos == 0) return "";
  std::string digits = fmt::format("{:09}", nanos);
  while (digits.back() == '0') digits.pop_back();
  return "." + digits;
}

}  // namespace

std::optional<Value> parse_timestamp(std::string_view text) {
  Cutter rest(text);
  const auto year = rest.number(4);
  const auto month = year && rest.take('-') ? rest.number(2) : std::nullopt;
  const auto day = month && rest.take('-') ? rest.number(2) : std::nullopt;
  if (!day || (!rest.take('T') && !rest.take('t'))) return std::nullopt;
  const auto hour = rest.number(2);
  const auto minute = hour && rest.take(':') ? rest.number(2) : std::nullopt;
  const auto second = minute && rest.take(':') ? rest.number(2) : std::nullopt;
  const auto days = days_of(*year, *month, *day);
  if (!second || !days || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  const auto nanos = fraction(rest);
  if (!nanos) return std::nullopt;
  std::int64_t offset = 0;
  if (rest.take('Z') || rest.take('z')) {
    if (!rest.done()) return std::nullopt;
  } else {
    const auto stated = clock_offset(rest);
    if (!stated) return std::nullopt;
    offset = *stated;
  }
  return make_timestamp(*days * 86400 + *hour * 3600 + *minute * 60 + *second - offset, *nanos);
}

std::string timestamp_text(Timestamp time) {
  const std::int64_t days = time.seconds >= 0 ? time.seconds / 86400 : -((86399 - time.seconds) / 86400);
  const std::int64_t rest = time.seconds - days * 86400;
  const std::string date = to_iso(Date(std::chrono::days(days)));
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z", date, rest / 3600, rest / 60 % 60, rest % 60, fraction_text(time.nanos));
}

std::optional<Value> parse_duration(std::string_view text) {
  Cutter rest(text);
  const bool negative = rest.take('-');
  if (!negative) rest.take('+');
  std::int64_t seconds = 0;
  std::int64_t nanos = 0;
  if (rest.done()) return std::nullopt;
  while (!rest.done()) {
    const auto part = duration_part(rest);
    if (!part) return std::nullopt;
    if (part->seconds > kLongestSeconds || seconds > kLongestSeconds) return failure("KD2202");
    seconds += part->seconds;
    nanos += part->nanos;
  }
  return negative ? make_duration(-seconds, -nanos) : make_duration(seconds, nanos);
}

std::string duration_text(Duration duration) {
  const bool negative = duration.seconds < 0 || duration.nanos < 0;
  const std::int64_t seconds = duration.seconds < 0 ? -duration.seconds : duration.seconds;
  const std::int32_t nanos = duration.nanos < 0 ? -duration.nanos : duration.nanos;
  return fmt::format("{}{}{}s", negative ? "-" : "", seconds, fraction_text(nanos));
}

std::optional<std::int64_t> zone_offset(std::string_view zone, Timestamp time) {
  Cutter written(zone);
  if (const auto offset = clock_offset(written)) return offset;
  const std::u16string id(zone.begin(), zone.end());
  UErrorCode status = U_ZERO_ERROR;
  std::array<char16_t, 128> canonical{};
  UBool is_system = false;
  ucal_getCanonicalTimeZoneID(id.data(), static_cast<std::int32_t>(id.size()), canonical.data(),
                              static_cast<std::int32_t>(canonical.size()), &is_system, &status);
  if (U_FAILURE(status) != 0 || is_system == 0) return std::nullopt;
  const std::unique_ptr<UCalendar*, CloseCalendar> calendar(
      ucal_open(id.data(), static_cast<std::int32_t>(id.size()), "en", UCAL_GREGORIAN, &status));
  if (U_FAILURE(status) != 0) return std::nullopt;
  ucal_setMillis(calendar.get(), static_cast<double>(time.seconds) * 1000, &status);
  const std::int32_t zone_millis = ucal_get(calendar.get(), UCAL_ZONE_OFFSET, &status);
  const std::int32_t summer_millis = ucal_get(calendar.get(), UCAL_DST_OFFSET, &status);
  if (U_FAILURE(status) != 0) return std::nullopt;
  return (std::int64_t{zone_millis} + summer_millis) / 1000;
}

}  // namespace kede::lang::detail
