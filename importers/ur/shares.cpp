#include "importers/ur/shares.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace kede::importers::ur {
namespace {

constexpr double kRounding = 0.005;  // of the capital: shares are told in whole euros

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
  holdings_.push_back({company, owner, value.value_or(0)});
}

void Shares::settle() {
  std::sort(holdings_.begin(), holdings_.end(),
            [](const Holding& a, const Holding& b) { return std::tuple(a.company, a.owner) < std::tuple(b.company, b.owner); });
  for (std::size_t i = 0; i < holdings_.size();) {
    Several all{holdings_[i].company, holdings_[i].owner, {0, 0, true}};
    for (; i < holdings_.size() && holdings_[i].company == all.company && holdings_[i].owner == all.owner; ++i, ++all.package.rows)
      all.package.value += holdings_[i].value;
    if (all.package.rows > 1) several_.push_back(all);
  }
  holdings_ = {};
}

Shares::Package Shares::package(std::uint64_t company, std::uint64_t owner, double value) {
  const auto found = std::lower_bound(several_.begin(), several_.end(), std::tuple(company, owner),
                                      [](const Several& a, const auto& wanted) { return std::tuple(a.company, a.owner) < wanted; });
  if (found == several_.end() || found->company != company || found->owner != owner) return {value, 1, true};
  const Package out = found->package;
  found->package.first = false;
  return out;
}

std::optional<Shares::Whole> Shares::whole(std::uint64_t company, std::uint32_t currency) const {
  const auto found = companies_.find(company);
  if (found == companies_.end() || currency == 0) return std::nullopt;
  const Company& known = found->second;
  if (known.capital_currency != 0) return known.capital_currency == currency ? std::optional(Whole{known.capital, true}) : std::nullopt;
  if (known.sum_open || known.sum_currency != currency || !(known.sum > 0)) return std::nullopt;
  return Whole{known.sum, false};
}

std::optional<double> Shares::take_all_read(std::uint64_t company) {
  const auto found = companies_.find(company);
  if (found == companies_.end() || std::exchange(found->second.taken, true)) return std::nullopt;
  const Company& known = found->second;
  const bool all = known.capital_currency != 0 && known.capital_currency == known.sum_currency && !known.sum_open &&
                   std::abs(known.sum - known.capital) <= kRounding * known.capital;
  return all ? std::optional(known.capital) : std::nullopt;
}

}  // namespace kede::importers::ur
