// The merging specification of OCDS: several releases of one process become its present state.
// Used by the import when a publisher gives no compiled release; pure functions on JSON values.
// Values made here may share text with the releases, which must outlive the result.
// Law: later releases win field by field, null removes, and "1" and 1 are the same id.
#pragma once

#include <rapidjson/fwd.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kede::importers::ocds {

// Merges `releases`, which are in the order of their dates, into `compiled` (replaced): tag ["compiled"], date of the last, id
// "<ocid>-<date>".
void merge_releases(std::span<const rapidjson::Value* const> releases, rapidjson::Document& compiled);

// The state after the last change of a versioned release: of every list of {releaseDate, value} the last value.
void unversion(const rapidjson::Value& versioned, rapidjson::Document& compiled);

// Brings a release of 1.0 to the shape of 1.1, so that both can be merged: organisations described where they are named move to `parties`.
void upgrade_to_1_1(rapidjson::Document& release);

// Seconds since 1970-01-01 UTC of "2016-05-31T10:00:00+03:00", also of a bare date; nothing when it is neither.
std::optional<std::int64_t> instant(std::string_view text);

}  // namespace kede::importers::ocds
