// The merging specification of OCDS: several releases of one process become its present state.
// Used by the import when a publisher gives no compiled release; pure functions on JSON values.
// What is made here owns its text; releases may be dropped once they were merged.
// Law: later releases win field by field, null removes, and "1" and 1 are the same id.
#pragma once

#include <rapidjson/fwd.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kede::importers::ocds {

// Puts releases together one after the other, in the order of their dates.
class Merging {
 public:
  // `compiled` is emptied and must outlive this.
  explicit Merging(rapidjson::Document& compiled);
  void add(const rapidjson::Value& release);
  // After the last one: tag ["compiled"], date of the last, id "<ocid>-<date>".
  void finish();

 private:
  rapidjson::Document& compiled_;
  std::string date_;
};

// The state after the last change of a versioned release: of every list of {releaseDate, value} the last value.
void unversion(const rapidjson::Value& versioned, rapidjson::Document& compiled);

// Brings a release of 1.0 to the shape of 1.1, so that both can be merged: organisations described where they are named move to `parties`.
void upgrade_to_1_1(rapidjson::Document& release);

// Seconds since 1970-01-01 UTC of "2016-05-31T10:00:00+03:00", also of a bare date; nothing when it is neither.
std::optional<std::int64_t> instant(std::string_view text);

}  // namespace kede::importers::ocds
