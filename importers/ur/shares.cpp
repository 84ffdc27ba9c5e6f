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
  if (!(amount > 0) || currency == 0) return;
  Capital& known = capitals_[company];
  const std::int32_t day = from ? day_number(*from) : INT32_MIN;
  if (known.currency == 0 || std::tuple(registered, day) > std::tuple(known.registered, known.day))
    known = {amount, currency, day, registered};
}

void Shares::add_holding(std::uint64_t company, std::uint64_t owner, std::optional<double> value, std::uint32_t currency) {
  Company& known = companies_[company];
  if (known.currency == 0) known.currency = currency;
  known.open = known.open || !value || *value < 0 || currency == 0 || known.currency != currency;
  known.sum += value.value_or(0);
  const std::uint64_t pair = pair_of(company, owner);
  if (const double* before = holdings_.get(pair)) {
    Package& package = several_[pair];
    if (package.rows == 1) package.value = *before;
    package.value += value.value_or(0);
    ++package.rows;
  } else {
    holdings_[pair] = value.value_or(0);
  }
}

Shares::Package Shares::package(std::uint64_t company, std::uint64_t owner, double value) {
  Package* found = several_.get(pair_of(company, owner));
  if (found == nullptr) return {value, 1, true};
  const Package out = *found;
  found->first = false;
  return out;
}

std::optional<Shares::Whole> Shares::whole(std::uint64_t company, std::uint32_t currency) const {
  if (currency == 0) return std::nullopt;
  if (const Capital* capital = capitals_.get(company))
    return capital->currency == currency ? std::optional(Whole{capital->amount, true}) : std::nullopt;
  const Company* known = companies_.get(company);
  if (known == nullptr || known->open || known->currency != currency || !(known->sum > 0)) return std::nullopt;
  return Whole{known->sum, false};
}

std::optional<double> Shares::take_all_read(std::uint64_t company) {
  const Capital* capital = capitals_.get(company);
  Company* known = companies_.get(company);
  if (capital == nullptr || known == nullptr || std::exchange(known->taken, true)) return std::nullopt;
  const bool all =
      capital->currency == known->currency && !known->open && std::abs(known->sum - capital->amount) <= kRounding * capital->amount;
  return all ? std::optional(capital->amount) : std::nullopt;
}

}  // namespace kede::importers::ur
