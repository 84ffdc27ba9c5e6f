#include "reports/shown_values.hpp"

#include "reports/names.hpp"

namespace kede::reports {

using assess::ConditionLine;
using assess::ValueUsed;

namespace {

bool points_to_person(const assess::Assessment& assessment, const model::Field& field) {
  const auto& vocabulary = assessment.graph->resolved().vocabulary();
  const bool is_link = field.type.base == model::BaseType::ref || field.type.base == model::BaseType::record;
  if (!is_link) return false;
  return assess::is_about_person(vocabulary.kind(field.type.kind));
}

void hide_private(const assess::Assessment& assessment, const Words& words, ValueUsed& used) {
  const auto& resolved = assessment.graph->resolved();
  const auto& vocabulary = resolved.vocabulary();
  const model::Kind& kind = vocabulary.kind(resolved.kind_of(used.entity));
  if (assess::is_about_person(kind)) {
    used.label = entity_name(assessment, words, used.entity);
    if (used.field) used.label += ": " + vocabulary.field(*used.field).label.in(words.language());
  }
  const bool hidden =
      used.field && (vocabulary.field(*used.field).is_private || points_to_person(assessment, vocabulary.field(*used.field)) ||
                     (kind.name == "person" && vocabulary.field(*used.field).type.base == model::BaseType::text));
  if (!hidden) return;
  const std::string shown = words.text("name.not_shown");
  if (used.known) used.value = shown;
  for (std::string& value : used.witness_values) value = shown;
  for (model::Provenance& provenance : used.provenance) provenance.raw.clear();
}

// Reasons begin with the name of the record they are about.
void hide_persons(const assess::Assessment& assessment, const Words& words, ConditionLine& line) {
  const auto& resolved = assessment.graph->resolved();
  for (const std::string_view kind : {"person", "ownership"}) {
    for (const EntityId entity : resolved.of_kind(resolved.vocabulary().find_kind(kind)->id)) {
      const std::string name = assess::display_name(resolved, entity);
      for (std::string& reason : line.reasons) {
        if (reason.starts_with(name + '.')) reason.replace(0, name.size(), entity_name(assessment, words, entity));
      }
    }
  }
}

}  // namespace

const assess::VerdictExplanation& ExplanationStore::of(std::size_t verdict) {
  const auto found = made_.find(verdict);
  if (found != made_.end()) return found->second;
  assess::VerdictExplanation made = assess::explain(assessment_, assessment_.verdicts[verdict], words_.language());
  for (auto* lines : {&made.only_if, &made.when}) {
    for (ConditionLine& line : *lines) {
      for (ValueUsed& used : line.values) hide_private(assessment_, words_, used);
      if (!line.reasons.empty()) hide_persons(assessment_, words_, line);
    }
  }
  return made_.emplace(verdict, std::move(made)).first->second;
}

const ValueUsed* first_value(const assess::VerdictExplanation& explanation) {
  const ValueUsed* unknown = nullptr;
  for (const ConditionLine& line : explanation.when) {
    for (const ValueUsed& used : line.values) {
      if (line.truth == lang::Truth::yes && used.known) return &used;
      if (unknown == nullptr && line.truth != lang::Truth::no) unknown = &used;
    }
  }
  return unknown;
}

std::string source_path(const assess::Assessment& assessment, const model::Provenance& provenance) {
  const auto& sources = assessment.graph->resolved().dataset().sources();
  const std::size_t at = index(provenance.source);
  return at < sources.size() ? sources[at].path : std::string();
}

}  // namespace kede::reports
