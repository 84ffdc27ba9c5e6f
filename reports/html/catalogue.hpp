// The whole catalogue as pages to read and print: rules, patterns, requirements, lists, the rule language and the vocabulary.
// Used by `kede rules doc`.
// Pure function over the loaded rules.
// Law: made from the data the program itself uses, in both languages, without script; every rule and requirement has its id as anchor.
#pragma once

#include <vector>

#include "engine/lang/rule_loader.hpp"
#include "reports/report.hpp"

namespace kede::reports {

// index.html (the choice of language), en.html, lv.html.
Result<std::vector<OutputFile>> catalogue_pages(const lang::LoadedRules& rules, const model::Vocabulary& vocabulary);

}  // namespace kede::reports
