// Thresholds of rules that an authority has set otherwise, from a small file of its own.
// Read before the rules (kede screen --overrides FILE); applied while they are read.
// Plain values.
// Law: an override that means no threshold, or is of another type, is an error; none is left out in silence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::lang {

struct Override {
  std::string rule;        // "SUB-01"
  std::string threshold;   // "tiers"
  std::string expression;  // the value, as in the rule: "percent(90)"
  std::string reason;      // in the words of the authority
  Place place;
};

struct Overrides {
  OverrideSource source;
  std::vector<Override> items;

  const Override* find(std::string_view rule, std::string_view threshold) const;
};

// {"kede_overrides": 1, "authority": "…", "adopted": "2026-11-01",
//  "thresholds": [{"rule": "SUB-01", "threshold": "tiers", "value": "3", "reason": "…"}]}
Result<Overrides> read_overrides(std::string_view json, const std::string& file);

}  // namespace kede::lang
