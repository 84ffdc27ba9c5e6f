// All rules about one kind of thing, compiled together, and what they say of its rows.
// Used by evaluate_all().
// Const after construction, shared by threads; refers to the rules and the index, which must outlive it.
// Law: the result is that of lang::evaluate_rule() on every subject, but for the reasons, which only the interpreter knows.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/assess/graph_world.hpp"
#include "engine/lang/condition.hpp"
#include "engine/lang/kernels.hpp"
#include "engine/lang/rule_pack.hpp"

namespace kede::assess {

// The world in which each subject is seen, see scope_of().
class ScopedWorlds final : public lang::SubjectWorlds {
 public:
  explicit ScopedWorlds(const WorldIndex& index) : index_(index) {}
  const lang::World& world(lang::RecordValue subject) override;

 private:
  const WorldIndex& index_;
  std::optional<GraphWorld> world_;
};

class RuleBatch {
 public:
  // The rules of the pack that apply to this kind and are in force.
  RuleBatch(const WorldIndex& index, const lang::RulePack& rules, model::KindId kind);

  const lang::Kernels& kernels() const { return kernels_; }
  std::size_t size() const { return rules_.size(); }
  // Index into RulePack::rules.
  std::uint32_t rule(std::size_t number) const { return rules_[number].rule; }
  // One result per row of the chunk that `run` is at.
  void results(std::size_t number, lang::KernelRun& run, std::vector<lang::RuleResult>& out) const;

 private:
  struct Compiled {
    std::uint32_t rule = 0;
    std::optional<std::uint32_t> only_if;
    std::uint32_t when = 0;
    std::vector<std::uint32_t> escalations;
  };
  std::vector<Compiled> rules_;
  lang::Kernels kernels_;
};

}  // namespace kede::assess
