#include "importers/ur/shares.hpp"

#include <cmath>
#include <tuple>
#include <utility>

namespace kede::importers::ur {
namespace {

constexpr double kRounding = 0.005;  // of the capital: shares are told in whole euros

std::uint64_t pair_of(std::uint64_t company, std::uint64_t owner) { return (company ^ (owner >> 7U)) * 0x9E3779B97F4A7C15U + owner; }

}  // namespace

std::uint32_t currency_tag(std::string_view written) {
  if (written.size() != 3) return 0;
  std::uint32_t out = 0;
  for (const char c : written) out = out << 8U | (static_cast<unsigned char>(c) & 0xDFU);
  return out;
}

void Shares::add_capital(std::uint64_t company, double amount, std::uint32_t currency, bool registered, std::optional<Date> from) {
  if (!(amount > 0)) return;
  Company& known = companies_[company];
  const std::int32_t day = from ? day_number(*from) : INT32_MIN;
  const bool better = known.capital_currency == 0 || std::tuple(registered, day) > std::tuple(known.capital_registered, known.capital_day);
  if (!better) return;
  known.capital = amount;
  known.capital_currency = currency;
  known.capital_registered = registered;
  known.capital_day = day;
}

void Shares::add_holding(std::uint64_t company, std::uint64_t owner, std::optional<double> value, std::uint32_t currency) {
  Company& known = companies_[company];
  if (known.sum_currency == 0) known.sum_currency = currency;
  known.sum_open = known.sum_open || !value || *value < 0 || currency == 0 || known.sum_currency != currency;
  known.sum += value.value_or(0);
  Held& held = holdings_[pair_of(company, owner)];
  held.value += value.value_or(0);
  ++held.rows;
}

void Shares::settle() {
  holdings_.each([&](std::uint64_t pair, const Held& held) {
    if (held.rows > 1) several_[pair] = {held.value, held.rows, true};
  });
  holdings_ = {};
}

Shares::Package Shares::package(std::uint64_t company, std::uint64_t owner, double value) {
  Package* found = several_.get(pair_of(company, owner));
  if (found == nullptr) return {value, 1, true};
  const Package out = *found;
  found->first = false;
  return out;
}

std::optional<Shares::Whole> Shares::whole(std::uint64_t company, std::uint32_t currency) const {
  const Company* known = companies_.get(company);
  if (known == nullptr || currency == 0) return std::nullopt;
  if (known->capital_currency != 0) return known->capital_currency == currency ? std::optional(Whole{known->capital, true}) : std::nullopt;
  if (known->sum_open || known->sum_currency != currency || !(known->sum > 0)) return std::nullopt;
  return Whole{known->sum, false};
}

std::optional<double> Shares::take_all_read(std::uint64_t company) {
  Company* known = companies_.get(company);
  if (known == nullptr || std::exchange(known->taken, true)) return std::nullopt;
  const bool all = known->capital_currency != 0 && known->capital_currency == known->sum_currency && !known->sum_open &&
                   std::abs(known->sum - known->capital) <= kRounding * known->capital;
  return all ? std::optional(known->capital) : std::nullopt;
}

}  // namespace kede::importers::ur
