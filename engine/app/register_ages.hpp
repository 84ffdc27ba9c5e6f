// How old the sources of a register are.
// Used by the pipeline and by `kede register status`.
// Pure functions.
// Law: an old source is still used, and said to be old.
#pragma once

#include <optional>

#include "engine/store/register_file.hpp"

namespace kede::app {

constexpr int kRegisterMonths = 12;  // older than this is old

// A source is as old as its data, or as its import when it has no date of its own.
bool is_old(const store::RegisterSource& source, Date on);
// KD4012 when there are old ones.
std::optional<Diagnostic> old_sources(const store::RegisterFile& file, Date on);

}  // namespace kede::app
