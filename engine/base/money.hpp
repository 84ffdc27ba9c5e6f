// An exact amount in a currency.
// Used wherever a price, wage or fee occurs; amounts never pass through a floating-point number on the way in.
// Plain values.
// Law: amounts of different currencies are never compared or added here.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kede {

// ISO 4217, three capital letters.
class Currency {
 public:
  static std::optional<Currency> parse(std::string_view code);
  static constexpr Currency eur() { return Currency({'E', 'U', 'R'}); }
  std::string_view code() const { return {letters_.data(), letters_.size()}; }
  auto operator<=>(const Currency&) const = default;

 private:
  constexpr explicit Currency(std::array<char, 3> letters) : letters_(letters) {}
  std::array<char, 3> letters_;
};

struct Money {
  static constexpr std::int64_t kScale = 10'000;  // four decimals: "12.3456"

  std::int64_t units = 0;  // amount times kScale
  Currency currency = Currency::eur();

  // Plain decimal text, a point before the decimals, an exponent allowed; nothing when out of range. Decimals after the fourth are rounded
  // half away from zero.
  static std::optional<Money> parse(std::string_view amount, Currency currency);
  double amount() const { return static_cast<double>(units) / static_cast<double>(kScale); }
  bool operator==(const Money&) const = default;
};

// "1234.50" (at least two decimals, no trailing zeros beyond them).
std::string amount_text(Money money);
// "1234.50 EUR"
std::string to_text(Money money);

// Reads a number as officers and publishers write it ("1 234,50", "1.234,50", "1,234.50", "1234.5", "€ 12") and gives plain decimal text,
// or nothing when it is not a number or is ambiguous in a way that changes its size ("1,234", "10 12"). A single point is always a decimal
// point, as in data files.
std::optional<std::string> plain_decimal(std::string_view written);

}  // namespace kede
