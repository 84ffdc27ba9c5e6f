#include <array>

#include "reports/csv/csv_report.hpp"
#include "reports/html/html_report.hpp"
#include "reports/json/json_report.hpp"
#include "reports/report.hpp"
#include "reports/text/text_report.hpp"

namespace kede::reports {

std::span<const Report* const> all_reports() {
  static constexpr std::array<const Report*, 4> reports{&html_report, &json_report, &csv_report, &text_report};
  return reports;
}

}  // namespace kede::reports
