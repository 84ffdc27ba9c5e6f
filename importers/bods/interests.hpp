// What a relationship statement says of the interests that one party holds in another, gathered by the role they amount to.
// Used by the record maker for relationships.
// Plain values; views point into the statement.
// Law: an interest of a kind that is none of the vocabulary's roles keeps its words and gets no role.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.hpp"
#include "importers/bods/statement_index.hpp"

namespace kede::importers::bods {

struct Share {
  std::string minimum;  // as written; empty where there is no bound
  std::string maximum;
  std::string written;
  bool stated = false;
};

// Interests that come to one ownership record.
struct Holding {
  std::string role;   // a code of the vocabulary; empty where none fits
  std::string words;  // "shareholding (direct), votingRights 25-50 (direct)"
  Share share;
  std::vector<std::string> starts;
  std::vector<std::string> ends;
  bool goes_on = false;   // one of the interests has no end
  std::size_t first = 0;  // number of the first interest in the statement
};

// At least one holding, also when no interest is stated.
std::vector<Holding> holdings_of(Json details, Party holder);

}  // namespace kede::importers::bods
