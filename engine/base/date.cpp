#include "engine/base/date.hpp"

#include <array>
#include <charconv>

namespace kede {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  if (text.empty() || text.size() > 4) return std::nullopt;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::optional<Date> make_date(std::optional<int> year, std::optional<int> month, std::optional<int> day) {
  if (!year || !month || !day || *year < 1000) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Date(date);
}

}  // namespace

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > 10 && text[10] != 'T' && text[10] != ' ' && text[10] != 'Z' && text[10] != '+' && text[10] != '-') return std::nullopt;
  return make_date(digits(text.substr(0, 4)), digits(text.substr(5, 2)), digits(text.substr(8, 2)));
}

bool plausible(Date date) {
  const auto year = static_cast<int>(std::chrono::year_month_day(date).year());
  return year >= 1900 && year <= 2200;
}

std::optional<Date> parse_written_date(std::string_view text) {
  if (auto iso = parse_iso_date(text)) return iso;
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);
  std::array<std::string_view, 3> parts;
  std::size_t count = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != '.' && text[i] != '/') continue;
    if (count == parts.size()) return std::nullopt;
    parts[count++] = text.substr(begin, i - begin);
    begin = i + 1;
  }
  if (count != 3 || parts[0].size() > 2 || parts[1].size() > 2 || parts[2].size() != 4) return std::nullopt;
  return make_date(digits(parts[2]), digits(parts[1]), digits(parts[0]));
}

std::string to_iso(Date date) {
  const std::chrono::year_month_day parts(date);
  const auto pad = [](unsigned number, std::size_t width) {
    std::string text = std::to_string(number);
    return std::string(width - std::min(width, text.size()), '0') + text;
  };
  return pad(static_cast<unsigned>(static_cast<int>(parts.year())), 4) + '-' + pad(static_cast<unsigned>(parts.month()), 2) + '-' +
         pad(static_cast<unsigned>(parts.day()), 2);
}

int months_between(Date from, Date to) {
  if (to < from) return -months_between(to, from);
  const std::chrono::year_month_day first(from);
  const std::chrono::year_month_day last(to);
  int months = (static_cast<int>(last.year()) - static_cast<int>(first.year())) * 12 +
               static_cast<int>(static_cast<unsigned>(last.month())) - static_cast<int>(static_cast<unsigned>(first.month()));
  if (static_cast<unsigned>(last.day()) < static_cast<unsigned>(first.day())) --months;
  return months;
}

}  // namespace kede
