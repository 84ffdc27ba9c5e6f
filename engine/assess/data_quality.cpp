#include "engine/assess/data_quality.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "engine/lang/condition_walk.hpp"

namespace kede::assess {

using model::UnknownReason;

namespace {

// Nothing: there is a value.
std::optional<UnknownReason> not_known(const model::Value& value) {
  if (const auto* unknown = std::get_if<model::Unknown>(&value)) return unknown->reason;
  const auto* list = std::get_if<model::List>(&value);
  return list != nullptr && list->items.empty() && !list->complete ? std::optional(UnknownReason::open_list) : std::nullopt;
}

void count(FieldFill& fill, const std::optional<UnknownReason>& reason) {
  reason ? ++fill.unknown[static_cast<std::size_t>(*reason)] : ++fill.known;
}

// What the records of one thing in one source say, field by field: a known value beats an unknown one, but where sources or records
// disagree there is no value to use.
class ThingInSource {
 public:
  ThingInSource(const identity::Resolved& resolved, EntityId entity) : resolved_(resolved), entity_(entity) {}

  void add(model::RecordId record) {
    ++records_;
    const model::Dataset& dataset = resolved_.dataset();
    const auto [first, many] = dataset.facts_of(record);
    for (std::size_t fact = first; fact < first + many; ++fact) {
      const auto reason = not_known(dataset.value_of(fact));
      const auto [entry, is_new] = said_.try_emplace(dataset.field_of(fact), reason);
      if (!is_new && !reason) entry->second.reset();
    }
  }

  void count_into(KindFill& fill) const {
    fill.records += records_;
    ++fill.things;
    for (const auto& [field, reason] : said_) {
      const auto* fact = reason ? nullptr : resolved_.fact(entity_, field);
      const auto now = fact == nullptr ? std::nullopt : not_known(fact->value);
      count(fill.fields[field], now == UnknownReason::conflict ? now : reason);
    }
  }

  std::size_t records() const { return records_; }

 private:
  const identity::Resolved& resolved_;
  EntityId entity_;
  std::size_t records_ = 0;
  std::map<model::FieldId, std::optional<UnknownReason>> said_;
};

void count_sources(const identity::Resolved& resolved, DataQuality& out) {
  const model::Dataset& dataset = resolved.dataset();
  out.sources.resize(dataset.sources().size());
  for (std::size_t e = 0; e < resolved.size(); ++e) {
    const auto entity = make_id<EntityId>(e);
    std::map<SourceId, ThingInSource> by_source;
    for (const model::RecordId record : resolved.records_of(entity))
      by_source.try_emplace(dataset.source_of(record), resolved, entity).first->second.add(record);
    KindFill& together = out.together[resolved.kind_of(entity)];
    ++together.things;
    for (const auto& [source, thing] : by_source) {
      SourceFill& fill = out.sources[index(source)];
      fill.records += thing.records();
      together.records += thing.records();
      thing.count_into(fill.kinds[resolved.kind_of(entity)]);
    }
    for (const identity::ResolvedFact& fact : resolved.facts_of(entity)) count(together.fields[fact.field], not_known(fact.value));
  }
  for (const model::Rejection& rejection : dataset.rejections()) ++out.sources[index(rejection.source)].rejected[rejection.reason.code];
}

RuleState state_of(const RuleUse& use) {
  if (use.decided == 0) return use.unknown == 0 ? RuleState::nothing_to_judge : RuleState::for_none;
  return use.unknown == 0 ? RuleState::for_all : RuleState::for_some;
}

std::vector<RuleUse> count_rules(const Assessment& assessment) {
  std::vector<RuleUse> out(assessment.rules->rules.size());
  for (const Verdict& verdict : assessment.verdicts) {
    RuleUse& use = out[verdict.rule];
    ++use.subjects;
    switch (verdict.outcome) {
      case lang::Outcome::fires:
      case lang::Outcome::clear: ++use.decided; break;
      case lang::Outcome::unknown: ++use.unknown; break;
      case lang::Outcome::not_applicable: ++use.not_applicable; break;
    }
  }
  for (std::size_t r = 0; r < out.size(); ++r)
    out[r].state = assessment.rules->rules[r].in_force(assessment.as_of) ? state_of(out[r]) : RuleState::not_in_force;
  return out;
}

// What has to be written down for the field to be known: itself, or, of a list of records, what sorts the records and what closes it.
void add_columns(const model::Vocabulary& vocabulary, const model::Field& field, std::set<model::FieldId>& out) {
  if (const auto closing = closing_field(vocabulary, field)) out.insert(*closing);
  if (!field.derived) {
    out.insert(field.id);
  } else if (field.derived->function.empty()) {
    out.insert(field.derived->by);
    for (const auto& [where, codes] : field.derived->where) out.insert(where);
  }
}

std::set<model::FieldId> columns_of(const model::Vocabulary& vocabulary, const lang::Rule& rule) {
  std::set<model::FieldId> out;
  lang::for_each_expression(rule, [&](const lang::CheckedExpression& expression) {
    for (const lang::FieldUse& use : expression.fields()) add_columns(vocabulary, vocabulary.field(use.field), out);
    if (expression.uses_function("downstream")) out.insert(vocabulary.field_id("organisation.suppliers_complete"));
    if (expression.uses_function("owners_up")) out.insert(vocabulary.field_id("organisation.owners_complete"));
  });
  return out;
}

std::map<std::string, std::size_t> count_checks(const identity::Resolved& resolved) {
  const model::Vocabulary& vocabulary = resolved.vocabulary();
  const auto text = [&](EntityId entity, std::string_view field) {
    const auto* fact = resolved.fact(entity, vocabulary.field_id(field));
    const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
    return scalar == nullptr ? std::string() : model::to_text(*scalar);
  };
  std::map<std::string, std::set<EntityId>> organisations;
  for (const EntityId entry : resolved.of_kind(vocabulary.find_kind("list_entry")->id)) {
    const std::string result = text(entry, "list_entry.result");
    const auto* fact = resolved.fact(entry, vocabulary.field_id("list_entry.organisation"));
    const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
    const auto* ref = scalar == nullptr ? nullptr : std::get_if<model::Ref>(scalar);
    const auto target = ref == nullptr ? std::nullopt : resolved.target(*ref);
    if (target && (result == "clear" || result == "match")) organisations[text(entry, "list_entry.list")].insert(*target);
  }
  std::map<std::string, std::size_t> out;
  for (const auto& [list, found] : organisations) out[list] = found.size();
  return out;
}

}  // namespace

std::string_view to_text(RuleState state) {
  constexpr std::string_view texts[] = {"for_all", "for_some", "for_none", "nothing_to_judge", "not_in_force"};
  return texts[static_cast<std::size_t>(state)];
}

std::size_t FieldFill::stated() const { return std::accumulate(unknown.begin(), unknown.end(), known); }

std::vector<model::FieldId> DataQuality::missing(const model::Vocabulary& vocabulary, model::KindId kind, const KindFill& fill) const {
  std::map<model::FieldId, std::pair<std::size_t, std::size_t>> worth;
  for (const GapUse& use : gaps.uses) {
    if (use.gap.way == GapWay::column) worth[use.gap.field] = {total(use.decides), total(use.waiting)};
  }
  std::vector<model::FieldId> out;
  for (const auto& [field, rules_using] : rules_of) {
    if (vocabulary.field(field).kind == kind && !fill.fields.contains(field)) out.push_back(field);
  }
  std::stable_sort(out.begin(), out.end(), [&](model::FieldId a, model::FieldId b) { return worth[a] > worth[b]; });
  return out;
}

DataQuality data_quality(const Assessment& assessment, unsigned threads) {
  const identity::Resolved& resolved = assessment.graph->resolved();
  DataQuality out;
  count_sources(resolved, out);
  out.rules = count_rules(assessment);
  for (std::uint32_t r = 0; r < out.rules.size(); ++r) {
    if (out.rules[r].state == RuleState::not_in_force) continue;
    for (const model::FieldId field : columns_of(resolved.vocabulary(), assessment.rules->rules[r])) out.rules_of[field].insert(r);
  }
  for (const std::string_view field : {"organisation.name", "organisation.reg_number", "organisation.vat_number", "organisation.lei"})
    out.identifying.insert(resolved.vocabulary().field_id(field));
  out.checked = count_checks(resolved);
  out.gaps = find_gaps(assessment, threads);
  return out;
}

}  // namespace kede::assess
