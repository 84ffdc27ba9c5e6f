// What a rule sees of a subject, as one text: two subjects with the same text are judged alike, so that one of them is enough to look at.
// Made for the search of what verdicts wait for; most subjects of thin data say nothing that a rule reads.
// Const after construction, shared by threads; refers to the index and the rules, which must outlive it.
// Law: there is a text only where the rule can reach no record but the subject itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/assess/graph_world.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::assess {

class SubjectStates {
 public:
  SubjectStates(const WorldIndex& index, const lang::RulePack& rules);
  // Nothing: the rule may look beyond this subject.
  std::optional<std::string> of(std::uint32_t rule, EntityId subject) const;

 private:
  struct Reads {
    bool beyond = false;  // walks, or calculates from other records
    std::vector<model::FieldId> stored;
    std::vector<model::FieldId> referring;  // by which other records point to the subject
  };

  const WorldIndex& index_;
  std::vector<Reads> reads_;  // by rule
};

// Does the expression follow chains, owners or addresses?
bool asks_walk(const lang::CheckedExpression& expression);

}  // namespace kede::assess
