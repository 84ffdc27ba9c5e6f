#include "reports/listing.hpp"

#include <algorithm>

namespace kede::reports {

Listing::Listing(const assess::Assessment& assessment, std::size_t in_all) : assessment_(assessment) {
  std::size_t open = 0;
  for (const assess::BidResult& bid : assessment.bids) open += bid.questions.size();
  if (open > in_all) most_ = std::max<std::size_t>(1, in_all / assessment.bids.size());
}

std::span<const assess::Question> Listing::questions(const assess::BidResult& bid) const {
  return std::span(bid.questions).first(std::min(most_, bid.questions.size()));
}

bool Listing::lists(const assess::BidResult& bid, const assess::Contribution& line) const {
  if (!is_brief() || assessment_.verdicts[line.verdict].outcome == lang::Outcome::fires) return true;
  const auto listed = questions(bid);
  return std::any_of(listed.begin(), listed.end(), [&](const assess::Question& question) { return question.verdict == line.verdict; });
}

bool Listing::lists_context(std::size_t verdict) const {
  const lang::Outcome outcome = assessment_.verdicts[verdict].outcome;
  return outcome == lang::Outcome::fires || (outcome == lang::Outcome::unknown && !is_brief());
}

}  // namespace kede::reports
