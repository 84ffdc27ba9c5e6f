#include <cmath>

#include "engine/assess/adjacency.hpp"
#include "engine/assess/assess.hpp"
#include "engine/assess/rule_batch.hpp"
#include "engine/base/parallel.hpp"

namespace kede::assess {
namespace {

// p = -ln(1 - w/100), rule_language.md §6.
double points_of(double weight) { return -std::log(1.0 - weight / 100.0); }

struct Level {
  lang::RuleSeverity severity;
  double weight;
};

Level level_of(const lang::Rule& rule, int level) {
  if (level < 0) return {rule.severity, rule.weight};
  const lang::Escalation& escalation = rule.escalations[static_cast<std::size_t>(level)];
  return {escalation.severity, escalation.weight};
}

Verdict verdict_of(const lang::RulePack& rules, std::uint32_t rule_number, EntityId subject, const lang::RuleResult& result) {
  const lang::Rule& rule = rules.rules[rule_number];
  Verdict verdict;
  verdict.rule = rule_number;
  verdict.subject = subject;
  verdict.outcome = result.outcome;
  verdict.would_fire = result.would_fire;
  const Level now = level_of(rule, result.level);
  const Level possible = level_of(rule, std::max(result.level, result.possible_level));
  verdict.severity = now.severity;
  verdict.possible_severity = possible.severity;
  if (result.outcome == lang::Outcome::fires) verdict.points = points_of(now.weight);
  verdict.open = result.outcome == lang::Outcome::unknown && result.can_fire;
  if (result.outcome == lang::Outcome::fires || verdict.open) verdict.possible_points = points_of(std::max(now.weight, possible.weight));
  return verdict;
}

// All entities, and of their fields those that the rules read.
lang::Columns columns_for(const WorldIndex& index, const std::vector<RuleBatch>& batches, unsigned threads) {
  const identity::Resolved& resolved = index.resolved();
  lang::Columns columns(resolved.vocabulary());
  for (const model::Kind& kind : resolved.vocabulary().kinds()) {
    std::vector<lang::RecordHandle> handles;
    for (const EntityId entity : resolved.of_kind(kind.id)) handles.push_back(make_id<lang::RecordHandle>(kede::index(entity)));
    columns.add_records(kind.id, std::move(handles));
  }
  const GraphWorld world(index, WalkScope{});
  for (const RuleBatch& batch : batches) {
    if (columns.rows(batch.kernels().kind()) == 0) continue;
    for (const model::FieldId field : batch.kernels().fields()) columns.build(field, world, threads);
  }
  return columns;
}

// By batch.
std::vector<lang::ChainAnswers> chain_answers(const WorldIndex& index, const lang::Columns& columns,
                                              const std::vector<RuleBatch>& batches) {
  std::vector<lang::ChainAnswers> out(batches.size());
  ScopedWorlds worlds(index);
  for (std::size_t b = 0; b < batches.size(); ++b) {
    if (batches[b].kernels().asks_chains()) batches[b].kernels().ask_chains(supply_adjacency(index), columns, worlds, out[b]);
  }
  return out;
}

struct Chunk {
  std::size_t batch = 0;
  std::size_t begin = 0;
  std::size_t rows = 0;
};

std::vector<Chunk> chunks_of(const lang::Columns& columns, const std::vector<RuleBatch>& batches) {
  std::vector<Chunk> out;
  for (std::size_t b = 0; b < batches.size(); ++b) {
    const std::size_t rows = columns.rows(batches[b].kernels().kind());
    for (std::size_t begin = 0; begin < rows; begin += lang::KernelRun::kChunk)
      out.push_back({b, begin, std::min(lang::KernelRun::kChunk, rows - begin)});
  }
  return out;
}

std::optional<EntityId> contract_of(const WorldIndex& index, EntityId subject, std::string_view kind) {
  const auto& vocabulary = index.resolved().vocabulary();
  const auto ref = [&](EntityId from, const std::string& field) { return index.ref(from, vocabulary.field_id(field)); };
  if (kind == "contract") return subject;
  if (kind == "lot" || kind == "bid" || kind == "award" || kind == "supply" || kind == "good" || kind == "site") {
    if (const auto direct = ref(subject, std::string(kind) + ".contract")) return direct;
  }
  if (kind == "bid" || kind == "supply" || kind == "good") {
    if (const auto lot = ref(subject, std::string(kind) + ".lot")) return ref(*lot, "lot.contract");
  }
  if (kind == "supply" || kind == "good") {
    if (const auto bid = ref(subject, std::string(kind) + ".bid")) return contract_of(index, *bid, "bid");
  }
  return std::nullopt;
}

std::optional<EntityId> lot_of(const WorldIndex& index, EntityId subject, const std::string& kind) {
  if (kind != "bid" && kind != "award" && kind != "supply" && kind != "good") return std::nullopt;
  const auto& vocabulary = index.resolved().vocabulary();
  if (const auto own = index.ref(subject, vocabulary.field_id(kind + ".lot"))) return own;
  if (kind != "supply" && kind != "good") return std::nullopt;
  const auto bid = index.ref(subject, vocabulary.field_id(kind + ".bid"));
  return bid ? lot_of(index, *bid, "bid") : std::nullopt;
}

}  // namespace

WalkScope scope_of(const WorldIndex& index, EntityId subject) {
  const auto& vocabulary = index.resolved().vocabulary();
  const std::string& kind = vocabulary.kind(index.resolved().kind_of(subject)).name;
  WalkScope scope;
  if (const auto contract = contract_of(index, subject, kind)) scope.contract = static_cast<std::uint32_t>(kede::index(*contract));
  if (const auto lot = kind == "lot" ? std::optional(subject) : lot_of(index, subject, kind))
    scope.lot = static_cast<std::uint32_t>(kede::index(*lot));
  if (kind == "bid") scope.bid = static_cast<std::uint32_t>(kede::index(subject));
  if (kind == "supply" || kind == "good") {
    if (const auto bid = index.ref(subject, vocabulary.field_id(kind + ".bid"))) scope.bid = static_cast<std::uint32_t>(kede::index(*bid));
  }
  return scope;
}

std::vector<Verdict> evaluate_all(const WorldIndex& index, const lang::RulePack& rules, const AssessOptions& options) {
  const identity::Resolved& resolved = index.resolved();
  std::vector<std::size_t> first(rules.rules.size());  // by rule: its first verdict
  std::vector<RuleBatch> batches;
  std::size_t count = 0;
  for (std::size_t r = 0; r < rules.rules.size(); ++r) {
    first[r] = count;
    if (rules.rules[r].in_force(options.as_of)) count += resolved.of_kind(rules.rules[r].applies_to).size();
  }
  for (const model::Kind& kind : resolved.vocabulary().kinds()) {
    RuleBatch batch(index, rules, kind.id);
    if (batch.size() > 0) batches.push_back(std::move(batch));
  }
  const lang::Columns columns = columns_for(index, batches, options.threads);
  const std::vector<lang::ChainAnswers> answers = chain_answers(index, columns, batches);
  std::vector<Verdict> verdicts(count);
  const std::vector<Chunk> chunks = chunks_of(columns, batches);
  parallel_for(chunks.size(), options.threads, [&](std::size_t c) {
    const RuleBatch& batch = batches[chunks[c].batch];
    const auto subjects = resolved.of_kind(batch.kernels().kind()).subspan(chunks[c].begin, chunks[c].rows);
    ScopedWorlds worlds(index);
    lang::KernelRun run(batch.kernels(), columns, worlds, &answers[chunks[c].batch]);
    run.start(chunks[c].begin, subjects.size());
    std::vector<lang::RuleResult> results(subjects.size());
    for (std::size_t number = 0; number < batch.size(); ++number) {
      const std::uint32_t rule = batch.rule(number);
      batch.results(number, run, results);
      for (std::size_t row = 0; row < subjects.size(); ++row)
        verdicts[first[rule] + chunks[c].begin + row] = verdict_of(rules, rule, subjects[row], results[row]);
    }
  });
  return verdicts;
}

Verdict evaluate_one(const WorldIndex& index, const lang::RulePack& rules, std::uint32_t rule, EntityId subject) {
  const GraphWorld world(index, scope_of(index, subject));
  return verdict_of(rules, rule, subject, lang::evaluate_rule(rules.rules[rule], world.record_of(subject), world));
}

}  // namespace kede::assess
