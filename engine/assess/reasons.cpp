#include "engine/assess/reasons.hpp"

#include "engine/assess/assess.hpp"

namespace kede::assess {

lang::Reasons reasons_of(const Assessment& assessment, const Verdict& verdict) {
  using lang::Outcome;
  const lang::Rule& rule = assessment.rule_of(verdict);
  const bool has_some = verdict.outcome == Outcome::unknown || (verdict.outcome == Outcome::fires && !rule.escalations.empty());
  if (!has_some) return {};
  const WorldIndex& index = static_cast<const GraphWorld*>(assessment.world)->index();
  const GraphWorld world(index, scope_of(index, verdict.subject));
  return lang::evaluate_rule(rule, world.record_of(verdict.subject), world).reasons;
}

}  // namespace kede::assess
