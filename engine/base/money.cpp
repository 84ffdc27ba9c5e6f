#include "engine/base/money.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "engine/base/text.hpp"

namespace kede {
namespace {

struct Decimal {
  bool negative = false;
  std::string digits;  // without a point
  long point = 0;      // how many of the digits stand before the point
};

std::optional<Decimal> read_decimal(std::string_view text) {
  Decimal out;
  std::size_t i = 0;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) out.negative = text[i++] == '-';
  bool seen_point = false;
  for (; i < text.size() && (is_digit(text[i]) || text[i] == '.'); ++i) {
    if (text[i] == '.') {
      if (seen_point) return std::nullopt;
      seen_point = true;
      continue;
    }
    out.digits.push_back(text[i]);
    if (!seen_point) ++out.point;
  }
  if (out.digits.empty()) return std::nullopt;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    int exponent = 0;
    ++i;
    if (i < text.size() && text[i] == '+' && (i + 1 == text.size() || text[i + 1] != '-')) ++i;
    const auto [end, failure] = std::from_chars(text.data() + i, text.data() + text.size(), exponent);
    if (failure != std::errc{} || end != text.data() + text.size() || exponent > 40 || exponent < -400) return std::nullopt;
    out.point += exponent;
    i = text.size();
  }
  if (i != text.size()) return std::nullopt;
  return out;
}

// Digits, signs and separators as written, every kind of space and the apostrophe as ' ', currency signs left out; nothing when anything
// else stands there.
std::optional<std::string> number_signs(std::string_view written) {
  std::string kept;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const std::string_view rest = written.substr(i);
    if (is_digit(written[i]) || written[i] == '.' || written[i] == ',' || written[i] == '-' || written[i] == '+') {
      kept.push_back(written[i]);
    } else if (written[i] == ' ' || written[i] == '\'') {
      kept.push_back(' ');
    } else if (rest.starts_with("\xC2\xA0") || rest.starts_with("\xE2\x80\xAF")) {  // no-break spaces
      kept.push_back(' ');
      i += written[i] == '\xC2' ? 1U : 2U;
    } else if (rest.starts_with("€")) {
      i += 2;
    } else if (written[i] != '$') {
      return std::nullopt;
    }
  }
  return std::string(trim(kept));
}

// Does the whole part consist of one to three digits and then groups of three, and stand no separator after the decimal point?
bool groups_of_three(std::string_view text, char separator) {
  const std::size_t first = text.find(separator);
  if (first == 0 || first > 3 || text.substr(0, first).find_first_not_of("0123456789") != std::string_view::npos) return false;
  for (std::size_t at = first + 1;;) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at != 3) return false;
    if (end == text.size() || text[end] != separator) return text.substr(end).find(separator) == std::string_view::npos;
    at = end + 1;
  }
}

}  // namespace

std::optional<Currency> Currency::parse(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  std::array<char, 3> letters{};
  for (std::size_t i = 0; i < 3; ++i) {
    const char c = code[i] >= 'a' && code[i] <= 'z' ? static_cast<char>(code[i] - 'a' + 'A') : code[i];
    if (c < 'A' || c > 'Z') return std::nullopt;
    letters[i] = c;
  }
  return Currency(letters);
}

std::optional<Money> Money::parse(std::string_view amount, Currency currency) {
  const auto decimal = read_decimal(amount);
  if (!decimal) return std::nullopt;
  constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max() / 10 - 10;
  std::int64_t units = 0;
  const long wanted = decimal->point + 4;
  bool round_up = false;
  for (long i = 0; i < wanted; ++i) {
    const std::int64_t digit =
        static_cast<std::size_t>(i) < decimal->digits.size() ? decimal->digits[static_cast<std::size_t>(i)] - '0' : 0;
    if (units > limit) return std::nullopt;
    units = units * 10 + digit;
  }
  if (wanted >= 0 && static_cast<std::size_t>(wanted) < decimal->digits.size())
    round_up = decimal->digits[static_cast<std::size_t>(wanted)] >= '5';
  if (round_up) ++units;
  return Money{decimal->negative ? -units : units, currency};
}

std::string amount_text(Money money) {
  const bool negative = money.units < 0;
  const std::uint64_t units = negative ? ~static_cast<std::uint64_t>(money.units) + 1 : static_cast<std::uint64_t>(money.units);
  std::string decimals = std::to_string(units % 10'000);
  decimals.insert(0, 4 - decimals.size(), '0');
  while (decimals.size() > 2 && decimals.back() == '0') decimals.pop_back();
  return (negative ? "-" : "") + std::to_string(units / 10'000) + '.' + decimals;
}

std::string to_text(Money money) { return amount_text(money) + ' ' + std::string(money.currency.code()); }

std::optional<std::string> plain_decimal(std::string_view written) {
  const auto signs = number_signs(written);
  if (!signs) return std::nullopt;
  std::string kept = *signs;
  const bool negative = !kept.empty() && kept[0] == '-';
  if (negative || (!kept.empty() && kept[0] == '+')) kept = std::string(trim(std::string_view(kept).substr(1)));
  if (kept.find_first_of("+-") != std::string::npos || kept.find_first_of("0123456789") == std::string::npos) return std::nullopt;
  const auto count = [&](char c) { return std::count(kept.begin(), kept.end(), c); };
  char grouping = '\0';
  if (count(' ') > 0) {
    if (count(',') + count('.') > 1) return std::nullopt;
    grouping = ' ';
  } else if (count(',') > 0 && count('.') > 0) {
    grouping = kept.find_last_of(',') > kept.find_last_of('.') ? '.' : ',';
    if (count(grouping == '.' ? ',' : '.') != 1) return std::nullopt;
  } else if (count(',') > 1 || count('.') > 1) {
    grouping = count(',') > 1 ? ',' : '.';
  } else if (count(',') == 1 && groups_of_three(kept, ',') && kept[0] != '0') {
    return std::nullopt;  // "1,234" is 1234 to some and 1.234 to others
  }
  if (grouping != '\0') {
    if (!groups_of_three(kept, grouping)) return std::nullopt;
    kept.erase(std::remove(kept.begin(), kept.end(), grouping), kept.end());
  }
  std::replace(kept.begin(), kept.end(), ',', '.');
  return negative ? '-' + kept : kept;
}

}  // namespace kede
