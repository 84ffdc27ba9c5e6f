// What data are good for, as text: in short and what to ask for next; then file by file, what is missing, and every indicator.
// Printed by `kede check`.
// Pure function over a const Assessment and what was counted in it.
// Law: fits the width asked for, also in Latvian; tells of data only, never what was found about a firm.
#pragma once

#include <string>

#include "engine/assess/data_quality.hpp"
#include "reports/report.hpp"

namespace kede::reports::check {

// brief: what indicators use, and the most useful of it.
enum class Extent { brief, everything };

// Lines of at most `width` columns (but never fewer than 84), each ended by a line feed.
std::string check_text(const assess::Assessment& assessment, const assess::DataQuality& quality, const ReportOptions& options,
                       Extent extent, int width = 100);

}  // namespace kede::reports::check
