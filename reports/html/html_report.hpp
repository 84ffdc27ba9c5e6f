// report.html: one self-contained page for the officer: decision, details, questions, requirements, what was read, method.
// Listed in reports/registry.cpp.
// No state.
// Law: works offline and without scripts; every name from the data is escaped; no private value is shown.
#pragma once

#include "reports/report.hpp"

namespace kede::reports {

extern const Report html_report;

}  // namespace kede::reports
