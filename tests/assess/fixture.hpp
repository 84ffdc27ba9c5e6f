// Small invented rules over drawn chains, screened through the real pipeline, for the tests of the scoring layer.
// Used by every test in this folder.
// A Scored owns every stage at a fixed address; it may be moved.
// Law: the invented pack has the transfer factors of product.md; what a test reads is told by keys and names, never by numbers.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/assess/assess.hpp"
#include "tests/support/chain.hpp"

namespace kede::testing {

// A rule as a test needs it; the rest is filled in.
struct RuleText {
  std::string id;
  std::string when;  // an expression, or a condition as JSON
  double weight = 0;
  std::string dimension = "work";  // work, documents, goods, price, record or place
  std::string applies_to = "organisation";
  std::string more = {};  // further members as JSON: "\"group\": \"paper\", \"prior\": true"
};
using RuleList = std::vector<RuleText>;

// `patterns`: JSON objects of the pack's list of patterns. `requirements`: content of a requirements.json; empty: none.
std::unique_ptr<const lang::RulePack> pack_of(const RuleList& rules, std::string_view patterns = {}, std::string_view requirements = {});
// "{"id": "PAT-01", …}" of these members ("all" or "any" of rules, as JSON).
std::string pattern(std::string_view id, std::string_view members);

struct Scored {
  World world;
  std::unique_ptr<const lang::RulePack> rules;
  assess::Screening screening;

  const assess::Assessment& assessment() const { return screening.assessment; }
  // The result of the bid or award with this key; of an award of several suppliers that of the one named. Fails the test when there is
  // none.
  const assess::BidResult& result(std::string_view key, std::string_view supplier = {}) const;
  const assess::Score& score(std::string_view key) const { return result(key).score; }
  // The verdict of a rule on an entity.
  const assess::Verdict& verdict(std::string_view rule, std::string_view key) const;
  std::string outcome(std::string_view rule, std::string_view key) const;
  // The line of a rule at a node; nullptr when there is none.
  const assess::Contribution* line(const assess::BidResult& result, std::string_view rule, std::string_view node) const;
};

Scored scored(World world, std::unique_ptr<const lang::RulePack> rules, unsigned threads = 1);
Scored scored(std::string_view drawing, const ChainFacts& facts, const RuleList& rules, std::string_view patterns = {});
Scored scored(const RecordList& records, const RuleList& rules, std::string_view patterns = {});

// Everything that an assessment says, to the last bit of every number, told by keys; bids in order of key.
std::string told(const Scored& scored);
// "REC-01 agency: main -> agency x0.8 = 0.409", one line for each that counts, in order.
std::vector<std::string> counted_lines(const Scored& scored, const assess::BidResult& result);

}  // namespace kede::testing
