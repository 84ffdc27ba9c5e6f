// Pay as it follows from the social contributions that were paid, of a firm and of its industry.
// Filled in a first pass over the yearly tables, then asked in the second one.
// Keeps a few numbers for each industry and year; belongs to one thread.
// Law: pay is never worked out for fewer than three employees, nor an industry's for fewer than five firms: it would be the pay of a
// person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kede::importers::vid {

inline constexpr double kFewestEmployees = 3;
inline constexpr std::size_t kFewestFirms = 5;

// What part of gross pay employer and employee together paid as mandatory contributions in that year.
double contribution_rate(int year);

// In euros a month; nothing for too few employees or no contributions. `contributions` in thousand euros.
std::optional<double> monthly_pay(double contributions, double employees, int months, int year);

// "4120" of "41.20", "4120" and "412"; empty when it is no code.
std::string nace_digits(std::string_view written);

class IndustryPay {
 public:
  void add(int year, std::string_view nace, double contributions, double employees);

  struct Average {
    double pay = 0;
    std::string nace;  // the class, or the division when the class has too few firms
    std::size_t firms = 0;
    double employees = 0;
  };
  // Of all employees of the industry together, so that a firm counts as much as it employs people.
  std::optional<Average> average(int year, std::string_view nace) const;

 private:
  struct Sum {
    double contributions = 0;
    double employees = 0;
    std::size_t firms = 0;
  };
  std::unordered_map<std::uint64_t, Sum> sums_;  // by year and class or division
};

}  // namespace kede::importers::vid
