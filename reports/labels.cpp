#include "reports/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/assess/value_words.hpp"

namespace kede::reports {

std::string band_word(const Words& words, assess::Band band) {
  constexpr std::array<std::string_view, 6> keys{"band.nothing_found", "band.insufficient", "band.low",
                                                 "band.medium",        "band.high",         "band.critical"};
  return words.text(keys[static_cast<std::size_t>(band)]);
}

std::string severity_word(const Words& words, lang::RuleSeverity severity) {
  constexpr std::array<std::string_view, 4> keys{"severity.low", "severity.medium", "severity.high", "severity.critical"};
  return words.text(keys[static_cast<std::size_t>(severity)]);
}

std::string outcome_word(const Words& words, lang::Outcome outcome) {
  constexpr std::array<std::string_view, 4> keys{"outcome.fires", "outcome.clear", "outcome.unknown", "outcome.not_applicable"};
  return words.text(keys[static_cast<std::size_t>(outcome)]);
}

std::string truth_word(const Words& words, lang::Truth truth) {
  constexpr std::array<std::string_view, 3> keys{"truth.no", "truth.yes", "truth.unknown"};
  return words.text(keys[static_cast<std::size_t>(truth)]);
}

std::string reason_word(const Words& words, model::UnknownReason reason) {
  constexpr std::array<std::string_view, 10> keys{"unknown.missing",   "unknown.declared_unknown", "unknown.withheld",
                                                  "unknown.open_list", "unknown.conflict",         "unknown.stale",
                                                  "unknown.no_rate",   "unknown.no_row",           "unknown.below_match_threshold",
                                                  "unknown.unreadable"};
  return words.text(keys[static_cast<std::size_t>(reason)]);
}

std::string evidence_word(const Words& words, model::EvidenceClass evidence) {
  constexpr std::array<std::string_view, 4> keys{"evidence.register_or_decision", "evidence.declaration", "evidence.computed",
                                                 "evidence.open_source"};
  return words.text(keys[static_cast<std::size_t>(evidence)]);
}

std::string merge_word(const Words& words, identity::MergeReason reason) {
  constexpr std::array<std::string_view, 6> keys{"merge.same_key", "merge.registration_number", "merge.vat_number",
                                                 "merge.lei",      "merge.other_identifier",    "merge.name_and_country"};
  return words.text(keys[static_cast<std::size_t>(reason)]);
}

std::string link_word(const Words& words, graph::EdgeKind kind) {
  constexpr std::array<std::string_view, 8> keys{"link.subcontract", "link.labour",       "link.goods", "link.ownership",
                                                 "link.office",      "link.same_address", "link.award", "link.consortium"};
  return words.text(keys[static_cast<std::size_t>(kind)]);
}

std::string ilo_word(const Words& words, int number) {
  constexpr std::array<std::string_view, 11> keys{"ilo.1", "ilo.2", "ilo.3", "ilo.4",  "ilo.5", "ilo.6",
                                                  "ilo.7", "ilo.8", "ilo.9", "ilo.10", "ilo.11"};
  if (number < 1 || number > 11) return std::to_string(number);
  return std::to_string(number) + ". " + words.text(keys[static_cast<std::size_t>(number - 1)]);
}

std::string headline_text(const assess::Score& score) { return std::to_string(static_cast<int>(std::floor(score.low()))); }

std::string upper_text(const assess::Score& score) {
  return std::to_string(std::min(100, static_cast<int>(std::ceil(score.high() - 1e-9))));
}

std::string score_text(const Words& words, const assess::Score& score) {
  const std::string low = headline_text(score);
  if (score.high() - score.low() < 0.5) return low;
  return words.text("score.range", {{"low", low}, {"high", upper_text(score)}});
}

std::string coverage_text(const Words& words, double coverage) {
  // Rounded down: "80 %" is said only when 80 % is reached.
  return assess::number_text(std::floor(coverage * 100.0 + 1e-9), 0, words.language()) + "\xC2\xA0%";
}

std::string points_number(const Words& words, double points) { return assess::number_text(points * 100.0, 1, words.language()); }

std::string points_text(const Words& words, double points) {
  return words.text("score.points", {{"points", points_number(words, points)}});
}

std::string factor_text(const Words& words, double factor) { return assess::number_text(factor, 3, words.language()); }

}  // namespace kede::reports
