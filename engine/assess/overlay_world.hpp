// The data as they would be if some facts were others: reads what was changed, and all else from the world below.
// Made by the search for what would clear a verdict; read by the interpreter through lang::World.
// Refers to the world below, which must outlive it; belongs to one thread.
// Law: a change is seen only where the changed field is read; what is walked or computed from it stays as it is.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "engine/assess/graph_world.hpp"

namespace kede::assess {

// One fact: a field of a record.
struct FactKey {
  lang::RecordValue record;
  model::FieldId field{};
  auto operator<=>(const FactKey&) const = default;
};

class OverlayWorld final : public lang::World {
 public:
  explicit OverlayWorld(const GraphWorld& below) : below_(below) {}
  void change(const FactKey& fact, lang::Value value) { changes_.insert_or_assign(fact, std::move(value)); }
  void restore(const FactKey& fact) { changes_.erase(fact); }

  lang::Value field(lang::RecordValue record, model::FieldId field) const override {
    const auto found = changes_.find({record, field});
    return found == changes_.end() ? below_.field(record, field) : found->second;
  }
  lang::Value downstream(lang::RecordValue organisation, int depth) const override { return below_.downstream(organisation, depth); }
  lang::Value upstream(lang::RecordValue organisation, int depth) const override { return below_.upstream(organisation, depth); }
  lang::Value owners_up(lang::RecordValue organisation, int depth) const override { return below_.owners_up(organisation, depth); }
  lang::Value group(lang::RecordValue organisation) const override { return below_.group(organisation); }
  lang::Value same_address(lang::RecordValue organisation) const override { return below_.same_address(organisation); }
  std::string name_of(lang::RecordValue record) const override { return below_.name_of(record); }
  Date as_of() const override { return below_.as_of(); }
  const lang::Tables& tables() const override { return below_.tables(); }

 private:
  const GraphWorld& below_;
  std::map<FactKey, lang::Value> changes_;
};

}  // namespace kede::assess
