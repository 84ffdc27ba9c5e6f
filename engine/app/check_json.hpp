// What data are good for, for other programs; described by reports/check/check.schema.json.
// Made by `kede check --json`.
// Pure function over a const Assessment and what was counted in it.
// Law: every member written here is described in the schema; the same data give the same bytes for any number of threads.
#pragma once

#include <string>

#include "engine/assess/data_quality.hpp"
#include "reports/report.hpp"

namespace kede::app {

std::string check_json(const assess::Assessment& assessment, const assess::DataQuality& quality, const reports::ReportOptions& options);

}  // namespace kede::app
