// report.txt: the short table of a screening.
// Listed in reports/registry.cpp.
// No state.
// Law: the same bytes as the table on the terminal at 100 columns.
#pragma once

#include "reports/report.hpp"

namespace kede::reports {

extern const Report text_report;

}  // namespace kede::reports
