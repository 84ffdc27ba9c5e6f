// Reads one JSON object, in place, into FollowTheMoney entities: the one that it is and those that stand inside it.
// Made once for each file; used for one line after the other.
// Keeps its entities for use again; what it gives lives until the next call and as long as the text.
// Law: nothing is copied, and the depth of the text is bounded before anything is built from it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "importers/ftm/entity.hpp"
#include "importers/json.hpp"

namespace kede::importers::ftm {

class EntityReader {
 public:
  // `text` ends with a zero byte and is changed: escapes are replaced by what they stand for. Text that JSON or UTF-8 forbid inside strings
  // is mended first.
  std::optional<JsonError> read(char* text, std::size_t size);
  // The entity of the line, then those inside it in the order in which they begin.
  std::span<const Entity> entities() const { return {pool_.data(), used_}; }

 private:
  class Handler;
  std::vector<Entity> pool_;
  std::size_t used_ = 0;
  std::string mended_;
};

}  // namespace kede::importers::ftm
