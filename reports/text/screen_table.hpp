// The short table of a screening: one row per bid, its strongest chain, the first question to ask.
// Printed by `kede screen`, written to report.txt by the text report.
// Pure function over a const Assessment.
// Law: fits the width asked for, also in Latvian; ends with what a flag is and what could not be read.
#pragma once

#include <string>

#include "reports/report.hpp"

namespace kede::reports::text {

// Lines of at most `width` columns (but never fewer than 84), each ended by a line feed.
std::string screen_table(const assess::Assessment& assessment, const ReportOptions& options, int width = 100);

}  // namespace kede::reports::text
