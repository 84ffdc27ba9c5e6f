#include "importers/vid/wages.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace kede::importers::vid {
namespace {

// Of codes that differ in length too: "08" is not "8".
std::uint64_t key_of(int year, std::string_view nace) {
  std::uint64_t out = static_cast<std::uint64_t>(year);
  for (const char digit : nace) out = out * 10 + static_cast<std::uint64_t>(digit - '0');
  return out * 10 + nace.size();
}

}  // namespace

double contribution_rate(int year) { return year >= 2018 && year <= 2020 ? 0.3509 : 0.3409; }

std::optional<double> monthly_pay(double contributions, double employees, int months, int year) {
  if (employees < kFewestEmployees || !(contributions > 0)) return std::nullopt;
  return contributions * 1000 / contribution_rate(year) / months / employees;
}

std::string nace_digits(std::string_view written) {
  std::string out;
  for (const char c : written) {
    if (is_digit(c)) {
      out.push_back(c);
    } else if (c != '.') {
      return {};
    }
  }
  return out.size() >= 2 && out.size() <= 6 && out != "0000" ? out.substr(0, 4) : std::string();
}

void IndustryPay::add(int year, std::string_view nace, double contributions, double employees) {
  if (nace.empty() || !monthly_pay(contributions, employees, 12, year)) return;
  const auto add_to = [&](std::string_view code) {
    Sum& sum = sums_[key_of(year, code)];
    sum.contributions += contributions;
    sum.employees += employees;
    ++sum.firms;
  };
  add_to(nace);
  if (nace.size() > 2) add_to(nace.substr(0, 2));
}

std::optional<IndustryPay::Average> IndustryPay::average(int year, std::string_view nace) const {
  for (const std::string_view code : {nace, nace.substr(0, std::min<std::size_t>(nace.size(), 2))}) {
    const auto found = sums_.find(key_of(year, code));
    if (found == sums_.end() || found->second.firms < kFewestFirms) continue;
    const Sum& sum = found->second;
    const auto pay = monthly_pay(sum.contributions, sum.employees, 12, year);
    if (pay) return Average{*pay, std::string(code), sum.firms, sum.employees};
  }
  return std::nullopt;
}

}  // namespace kede::importers::vid
