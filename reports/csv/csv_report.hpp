// findings.csv (one line per flag or open question and bid) and chains.csv, for spreadsheets.
// Listed in reports/registry.cpp.
// No state.
// Law: every line names its source; a cell never becomes a formula.
#pragma once

#include "reports/report.hpp"

namespace kede::reports {

extern const Report csv_report;

}  // namespace kede::reports
