// One rule told completely in plain language: what it means, when it fires, how much it weighs, and where it ends.
// Used by `kede rules show` (as text) and by the catalogue pages (as HTML).
// Pure functions over a const RulePack.
// Law: nothing that decides a verdict is left out; a source that is only recalled is marked so.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/lang/rule_pack.hpp"
#include "reports/words.hpp"

namespace kede::reports {

struct SheetCondition {
  int depth = 0;
  std::string text;        // the sentence, or the word for all / any / none / at least
  std::string expression;  // of a leaf, when it is not the text itself
};

struct SheetConditions {
  std::string title;
  std::vector<SheetCondition> conditions;
};

struct SheetRequirement {
  std::string id;
  std::string phase;
  std::string text;
};

struct RuleSheet {
  std::string id;
  std::string title;
  std::string why;
  std::vector<std::pair<std::string, std::string>> facts;  // label, text: dimension, subject, weight and its reason, …
  std::vector<SheetConditions> conditions;                 // applies if, fires when, and what raises it
  std::vector<std::string> ilo;
  std::vector<std::string> sources;
  std::vector<SheetRequirement> requirements;
};

RuleSheet rule_sheet(const lang::RulePack& pack, const model::Vocabulary& vocabulary, const lang::Rule& rule, const Words& words);
// "title, issuer, year, section", marked when it is only recalled.
std::string source_words(const Words& words, const lang::RuleSource& source);
// A tree of conditions in reading order.
std::vector<SheetCondition> sheet_conditions(const lang::Condition& condition, Language language);

}  // namespace kede::reports
