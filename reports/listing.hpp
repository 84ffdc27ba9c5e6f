// Which open questions are listed one by one: all of them, unless there are so many bids that nobody could read the list.
// Used by the reports that programs and spreadsheets read.
// Refers to an Assessment, which must outlive it; const after construction.
// Law: every flag is listed, always; what is left out is counted, and each bid keeps its most useful question.
#pragma once

#include <cstddef>
#include <span>

#include "engine/assess/assessment.hpp"

namespace kede::reports {

class Listing {
 public:
  // At most about `in_all` questions over all bids.
  explicit Listing(const assess::Assessment& assessment, std::size_t in_all = 10'000);

  // Whether anything is left out.
  bool is_brief() const { return most_ < kEvery; }
  std::span<const assess::Question> questions(const assess::BidResult& bid) const;
  bool lists(const assess::BidResult& bid, const assess::Contribution& line) const;
  // Of the verdicts that are context: all that fire, and the open ones unless this is brief.
  bool lists_context(std::size_t verdict) const;

 private:
  static constexpr std::size_t kEvery = static_cast<std::size_t>(-1);

  const assess::Assessment& assessment_;
  std::size_t most_ = kEvery;  // questions listed of one bid
};

}  // namespace kede::reports
