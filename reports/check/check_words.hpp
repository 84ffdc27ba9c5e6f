// How a check of data calls things: what is to be filled in, and where in the workbook it goes.
// Used by the text of `kede check` and by its JSON.
// Pure functions.
// Law: names kinds, fields, sheets and lists of the vocabulary, and rules; never a thing of the data.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/assess/data_quality.hpp"
#include "reports/words.hpp"

namespace kede::reports::check {

// Where in the tender workbook something is written. A check has a list instead of a column.
struct WorkbookPlace {
  std::string sheet;
  std::string column;
  std::string list;
};

// "organisation: employees", "organisation: check against “sanctions”"
std::string gap_name(const model::Vocabulary& vocabulary, const Words& words, const assess::Gap& gap);
std::vector<WorkbookPlace> workbook_places(const model::Vocabulary& vocabulary, Language language, const assess::Gap& gap);
// "sheet organisations, column employees"; several joined; the words for none. Only a column or a check has a place.
std::string place_words(const model::Vocabulary& vocabulary, const Words& words, const assess::Gap& gap);

// How many things of its kind have the gap filled, and how many there are.
struct Filled {
  std::size_t known = 0;
  std::size_t things = 0;
};
Filled filled(const model::Vocabulary& vocabulary, const assess::DataQuality& quality, const assess::Gap& gap);

// Ids of these rules, those with most verdicts first.
std::vector<std::string> rule_ids(const lang::RulePack& pack, const assess::VerdictCounts& counts);

// What the unknown answers of this rule wait for, what most of them wait for first.
std::vector<const assess::GapUse*> gaps_of_rule(const assess::DataQuality& quality, std::uint32_t rule);

// Files that are told of and that gave no source: what was not read.
std::vector<std::string> files_not_read(const model::Dataset& dataset, std::span<const Diagnostic> diagnostics);

}  // namespace kede::reports::check
