#include "engine/base/written.hpp"

#include <fmt/format.h>

#include "engine/base/text.hpp"

namespace kede {
namespace {

// Digits of a plain decimal, grouped by three before the point.
std::string grouped(std::string plain, Language language) {
  const std::string_view separator = language == Language::lv ? "\xC2\xA0" : ",";
  const std::size_t point = plain.find('.');
  std::size_t at = point == std::string::npos ? plain.size() : point;
  if (point != std::string::npos && language == Language::lv) plain[point] = ',';
  const std::size_t first = plain.starts_with("-") ? 1 : 0;
  while (at > first + 3) {
    at -= 3;
    plain.insert(at, separator);
  }
  return plain;
}

}  // namespace

std::string number_text(double number, int decimals, Language language) {
  std::string plain = fmt::format("{:.{}f}", number, decimals);
  if (plain.find('.') != std::string::npos) {
    while (plain.back() == '0') plain.pop_back();
    if (plain.back() == '.') plain.pop_back();
  }
  return grouped(plain == "-0" ? "0" : plain, language);
}

std::string money_text(Money money, Language language) {
  return grouped(amount_text(money), language) + "\xC2\xA0" + std::string(money.currency.code());
}

std::string date_text(Date date, Language language) {
  const std::string iso = to_iso(date);
  return language == Language::en ? iso : iso.substr(8, 2) + '.' + iso.substr(5, 2) + '.' + iso.substr(0, 4) + '.';
}

}  // namespace kede
