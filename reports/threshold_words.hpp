// The thresholds of rules in words, and those that an authority set otherwise.
// Used by every report and by explain.
// Pure functions over a const pack.
// Law: a report made with a changed threshold says so: what it was, what it is, who decided and why.
#pragma once

#include <string>
#include <vector>

#include "engine/lang/rule_pack.hpp"
#include "reports/words.hpp"

namespace kede::reports {

struct ChangedThreshold {
  const lang::Rule* rule = nullptr;
  const lang::Threshold* threshold = nullptr;
};

// In the order of the rules.
std::vector<ChangedThreshold> changed_thresholds(const lang::RulePack& pack);

// "share that counts as nearly all: 90 % instead of 80 % (reason: …)"
std::string threshold_words(const Words& words, const lang::Threshold& threshold);
// All thresholds of a rule, or only the changed ones; "; " between them.
enum class Which : std::uint8_t { all, changed };
std::string threshold_list(const Words& words, const lang::Rule& rule, Which which);
// Who changed thresholds, when and in which file; empty when nobody did.
std::string override_note(const Words& words, const lang::RulePack& pack);
// One line: "SUB-01 3 instead of 2, …"; empty when nothing was changed.
std::string override_line(const Words& words, const lang::RulePack& pack);

}  // namespace kede::reports
