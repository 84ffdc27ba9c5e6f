// report.json: the whole assessment for machines, described by report.schema.json.
// Listed in reports/registry.cpp.
// No state.
// Law: deterministic order and number format; ids come from the input, so that two runs can be compared.
#pragma once

#include "reports/report.hpp"

namespace kede::reports {

extern const Report json_report;

}  // namespace kede::reports
