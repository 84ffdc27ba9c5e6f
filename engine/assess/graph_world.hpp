// The data as rules see them: facts of entities, derived lists, walks along the chain.
// Made by assess(); read by the interpreter through lang::World.
// Const after construction; refers to the graph, the vocabulary and the tables, which must outlive it.
// Law: an absent fact is unknown (missing); a derived list is closed only when its owner, or a check, says so.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/graph/supply_graph.hpp"
#include "engine/lang/tables.hpp"
#include "engine/lang/world.hpp"

namespace kede::assess {

// Which edges a walk may follow: those of one contracting process, lot and bid, and those that belong to none.
struct WalkScope {
  std::uint32_t contract = graph::kNone;  // kNone: edges of every contract
  std::uint32_t lot = graph::kNone;       // kNone: edges of every lot
  std::uint32_t bid = graph::kNone;       // kNone: edges of every bid
  bool admits(const graph::Edge& edge) const;
};

// Look-ups that are built once and shared by every scope.
class WorldIndex {
 public:
  // `hidden`, by entity: what is left out of every list, as if the data did not have it. Empty: nothing.
  WorldIndex(const graph::SupplyGraph& graph, const lang::Tables& tables, Date as_of, std::vector<bool> hidden = {});

  const graph::SupplyGraph& graph() const { return graph_; }
  const identity::Resolved& resolved() const { return graph_.resolved(); }
  const lang::Tables& tables() const { return tables_; }
  Date as_of() const { return as_of_; }
  bool is_hidden(EntityId entity) const { return !hidden_.empty() && hidden_[kede::index(entity)]; }

  // The entities whose ref field `by` points to `owner`, in order of first sight.
  std::span<const EntityId> referring(model::FieldId by, EntityId owner) const;
  std::optional<EntityId> ref(EntityId entity, model::FieldId field) const;
  // As shown to people, see display_name().
  const std::string& name_of(EntityId entity) const { return names_[kede::index(entity)]; }
  // True only when the bool field is known to be true.
  bool is_true(EntityId entity, model::FieldId field) const;
  // Whether the organisation's own suppliers, or owners, are all named: it is said so, and none of the records leaves its other end out.
  bool names_all_suppliers(EntityId organisation) const;
  bool names_all_owners(EntityId organisation) const;
  // Whether every bid of every process is listed, and each names all its subcontractors.
  bool names_all_chains() const { return names_all_chains_; }
  // The place of an entity in an order that does not depend on the order of the input: by kind and key. For ties.
  std::uint32_t rank(EntityId entity) const { return ranks_[kede::index(entity)]; }
  std::uint32_t rank(NodeId node) const { return rank(graph_.entity_of(node)); }

 private:
  void rank_entities();
  bool all_true(std::string_view kind, std::string_view flag) const;

  const graph::SupplyGraph& graph_;
  const lang::Tables& tables_;
  Date as_of_;
  std::vector<bool> hidden_;
  std::vector<std::string> names_;  // by entity
  std::unordered_map<std::uint16_t, std::unordered_map<std::uint32_t, std::vector<EntityId>>> referring_;
  std::vector<std::uint32_t> ranks_;
  bool names_all_chains_ = false;
};

class GraphWorld final : public lang::World {
 public:
  GraphWorld(const WorldIndex& index, WalkScope scope);

  lang::Value field(lang::RecordValue record, model::FieldId field) const override;
  lang::Value downstream(lang::RecordValue organisation, int depth) const override;
  lang::Value upstream(lang::RecordValue organisation, int depth) const override;
  lang::Value owners_up(lang::RecordValue organisation, int depth) const override;
  lang::Value group(lang::RecordValue organisation) const override;
  lang::Value same_address(lang::RecordValue organisation) const override;
  std::string name_of(lang::RecordValue record) const override;
  Date as_of() const override { return index_.as_of(); }
  const lang::Tables& tables() const override { return index_.tables(); }

  const WorldIndex& index() const { return index_; }
  const WalkScope& scope() const { return scope_; }
  lang::RecordValue record_of(EntityId entity) const;
  // `items` as the list `field` of the organisation, which a check of it against `list` closes.
  lang::Value closed_by_check(EntityId owner, std::string_view field, const std::string& list, std::vector<lang::Value> items) const;
  static EntityId entity_of(lang::RecordValue record) { return make_id<EntityId>(static_cast<std::size_t>(record.handle)); }

 private:
  enum class Way { down, up };
  lang::Value walk(lang::RecordValue organisation, int depth, Way way) const;
  std::vector<EdgeId> in_order(std::span<const EdgeId> edges) const;
  lang::Value derived_list(EntityId owner, const model::Field& field) const;
  lang::Value stored_list(EntityId entity, const model::Field& field, const identity::ResolvedFact* fact) const;
  lang::Value from_model(EntityId owner, const model::Field& field, const model::Value& value) const;
  lang::Reasons open_because(model::UnknownReason reason, EntityId owner, const model::Field& field) const;

  const WorldIndex& index_;
  WalkScope scope_;
};

}  // namespace kede::assess
