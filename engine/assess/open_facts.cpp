#include "engine/assess/open_facts.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/assess/assess.hpp"
#include "engine/assess/overlay_world.hpp"

namespace kede::assess {
namespace {

using Waiting = std::map<FactKey, model::UnknownReason>;

// Why the value may still be another one; nothing when it is settled.
std::optional<model::UnknownReason> open_because(const lang::Value& value) {
  const lang::Reasons reasons = lang::reasons_of(value);
  return reasons.empty() ? std::nullopt : std::optional(reasons.all().front().reason);
}

// What is decided does not wait, whatever it has read.
void gather(const lang::Explanation& node, Waiting& waiting) {
  if (node.truth.truth != lang::Truth::unknown) return;
  for (const lang::FieldRead& read : node.reads) {
    if (const auto why = open_because(read.value)) waiting.try_emplace({read.record, read.field}, *why);
  }
  for (const lang::Explanation& child : node.children) gather(child, waiting);
}

Waiting facts_awaited(const Assessment& assessment, const WorldIndex& index, const Verdict& verdict) {
  const GraphWorld world(index, scope_of(index, verdict.subject));
  lang::RuleExplanation explanation;
  lang::evaluate_rule(assessment.rule_of(verdict), world.record_of(verdict.subject), world, &explanation);
  Waiting waiting;
  if (explanation.only_if) gather(*explanation.only_if, waiting);
  gather(explanation.when, waiting);
  return waiting;
}

}  // namespace

std::vector<OpenFact> open_facts(const Assessment& assessment, std::span<const Question> questions) {
  const WorldIndex& index = static_cast<const GraphWorld*>(assessment.world)->index();
  std::map<FactKey, OpenFact> by_fact;
  for (const Question& question : questions) {
    for (const auto& [key, reason] : facts_awaited(assessment, index, assessment.verdicts[question.verdict])) {
      OpenFact& fact = by_fact[key];
      fact.entity = GraphWorld::entity_of(key.record);
      fact.field = key.field;
      if (fact.verdicts.empty()) fact.reason = reason;
      fact.gain += question.gain;
      fact.verdicts.push_back(question.verdict);
    }
  }
  std::vector<OpenFact> out;
  for (auto& [key, fact] : by_fact) out.push_back(std::move(fact));
  std::sort(out.begin(), out.end(), [&](const OpenFact& a, const OpenFact& b) {
    return std::tuple(-a.gain, index.rank(a.entity), a.field) < std::tuple(-b.gain, index.rank(b.entity), b.field);
  });
  return out;
}

}  // namespace kede::assess
