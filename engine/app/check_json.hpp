// What data are good for, for other programs; described by reports/check/check.schema.json.
// Made by `kede check --json`.
// Pure function over a const Run and what was counted in it.
// Law: every member written here is described in the schema; the same data give the same bytes for any number of threads.
#pragma once

#include <string>

#include "engine/app/pipeline.hpp"
#include "engine/assess/data_quality.hpp"

namespace kede::app {

std::string check_json(const Run& run, const assess::DataQuality& quality, Language language, const MessageCatalogue& messages);

}  // namespace kede::app
