#include "engine/lang/threshold_text.hpp"

#include "engine/base/written.hpp"

namespace kede::lang {
namespace {

constexpr std::string_view kSpace = "\xC2\xA0";
constexpr int kDecimals = 4;

// "10,000.00 EUR" without the cents that are none.
std::string amount(Money money, Language language) {
  std::string text = money_text(money, language);
  const std::string_view cents = language == Language::lv ? ",00" : ".00";
  const std::size_t at = text.find(std::string(cents) + std::string(kSpace));
  return at == std::string::npos ? text : text.erase(at, cents.size());
}

}  // namespace

std::string threshold_text(const Value& value, Language language) {
  if (const auto* number = value.as<std::int64_t>()) return number_text(static_cast<double>(*number), 0, language);
  if (const auto* number = value.as<double>()) return number_text(*number, kDecimals, language);
  if (const auto* percent = value.as<model::Percent>()) return number_text(percent->value, kDecimals, language) + std::string(kSpace) + "%";
  if (const auto* days = value.as<Days>()) return number_text(static_cast<double>(days->count), 0, language);
  if (const auto* money = value.as<Money>()) return amount(*money, language);
  if (const auto* date = value.as<Date>()) return date_text(*date, language);
  return to_text(value);
}

}  // namespace kede::lang
