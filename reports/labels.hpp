// Words for the closed lists of the engine: bands, severities, outcomes, reasons, links, evidence classes; and numbers as people read them.
// Used by all reports.
// Pure functions.
// Law: every enumerator has its word in both languages; an unknown reason is always said.
#pragma once

#include <string>

#include "engine/assess/assessment.hpp"
#include "reports/words.hpp"

namespace kede::reports {

std::string band_word(const Words& words, assess::Band band);
std::string severity_word(const Words& words, lang::RuleSeverity severity);
std::string outcome_word(const Words& words, lang::Outcome outcome);
std::string truth_word(const Words& words, lang::Truth truth);
std::string reason_word(const Words& words, model::UnknownReason reason);
std::string evidence_word(const Words& words, model::EvidenceClass evidence);
std::string merge_word(const Words& words, identity::MergeReason reason);
std::string link_word(const Words& words, graph::EdgeKind kind);
std::string ilo_word(const Words& words, int number);

// "59 (up to 82)": the headline rounded down, the upper end rounded up, one number when they are the same.
std::string score_text(const Words& words, const assess::Score& score);
// "59" alone, rounded down, so that the number never looks larger than its band.
std::string headline_text(const assess::Score& score);
// "82": the upper end, rounded up.
std::string upper_text(const assess::Score& score);
std::string coverage_text(const Words& words, double coverage);
// Points as shown: a hundred times the engine's points, one decimal.
std::string points_number(const Words& words, double points);
std::string points_text(const Words& words, double points);
std::string factor_text(const Words& words, double factor);

}  // namespace kede::reports
