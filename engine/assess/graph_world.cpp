#include "engine/assess/graph_world.hpp"

#include <algorithm>
#include <deque>
#include <ranges>
#include <set>
#include <tuple>

#include "engine/assess/derived_fields.hpp"
#include "engine/assess/explain.hpp"

namespace kede::assess {

using graph::Edge;
using graph::EdgeKind;
using graph::kNone;
using lang::Reasons;
using lang::RecordValue;
using lang::Value;
using model::UnknownReason;

namespace {

bool is_supply(EdgeKind kind) { return kind == EdgeKind::supply || kind == EdgeKind::labour || kind == EdgeKind::goods; }

Value list_of(std::vector<Value> items, bool complete, Reasons why_open) {
  return complete ? Value(lang::List::closed(std::move(items))) : Value(lang::List::open(std::move(items), std::move(why_open)));
}

}  // namespace

bool WalkScope::admits(const Edge& edge) const {
  const auto fits = [](std::uint32_t wanted, std::uint32_t own) { return wanted == kNone || own == kNone || own == wanted; };
  const bool names_its_bid = bid != kNone && edge.bid != kNone;
  return fits(contract, edge.contract) && fits(bid, edge.bid) && (names_its_bid || fits(lot, edge.lot));
}

WorldIndex::WorldIndex(const graph::SupplyGraph& graph, const lang::Tables& tables, Date as_of, std::vector<bool> hidden)
    : graph_(graph), tables_(tables), as_of_(as_of), hidden_(std::move(hidden)) {
  rank_entities();
  names_all_chains_ = all_true("contract", "contract.bids_complete") && all_true("bid", "bid.subcontractors_complete");
  const auto& vocabulary = resolved().vocabulary();
  for (std::size_t entity = 0; entity < resolved().size(); ++entity) names_.push_back(display_name(resolved(), make_id<EntityId>(entity)));
  for (const model::Field& field : vocabulary.fields()) {
    if (!field.derived || !field.derived->function.empty()) continue;
    const auto by = field.derived->by;
    auto [entry, is_new] = referring_.try_emplace(static_cast<std::uint16_t>(by));
    if (!is_new) continue;
    for (const EntityId entity : resolved().of_kind(field.derived->from)) {
      if (is_hidden(entity)) continue;
      if (const auto owner = ref(entity, by)) entry->second[static_cast<std::uint32_t>(kede::index(*owner))].push_back(entity);
    }
  }
}

bool WorldIndex::all_true(std::string_view kind, std::string_view flag) const {
  const auto entities = resolved().of_kind(resolved().vocabulary().find_kind(kind)->id);
  const model::FieldId field = resolved().vocabulary().field_id(flag);
  return std::all_of(entities.begin(), entities.end(), [&](EntityId entity) { return is_true(entity, field); });
}

void WorldIndex::rank_entities() {
  const auto& all = resolved();
  std::vector<std::tuple<model::KindId, std::string_view, std::size_t>> keys;
  for (std::size_t e = 0; e < all.size(); ++e) {
    const auto records = all.records_of(make_id<EntityId>(e));
    const auto key_of = [&](model::RecordId record) { return all.dataset().key_of(record); };
    keys.emplace_back(all.kind_of(make_id<EntityId>(e)), std::ranges::min(records | std::views::transform(key_of)), e);
  }
  std::sort(keys.begin(), keys.end());
  ranks_.resize(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) ranks_[std::get<2>(keys[i])] = static_cast<std::uint32_t>(i);
}

std::span<const EntityId> WorldIndex::referring(model::FieldId by, EntityId owner) const {
  const auto field = referring_.find(static_cast<std::uint16_t>(by));
  if (field == referring_.end()) return {};
  const auto found = field->second.find(static_cast<std::uint32_t>(kede::index(owner)));
  return found == field->second.end() ? std::span<const EntityId>() : std::span<const EntityId>(found->second);
}

std::optional<EntityId> WorldIndex::ref(EntityId entity, model::FieldId field) const {
  const auto* fact = resolved().fact(entity, field);
  const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
  const auto* target = scalar == nullptr ? nullptr : std::get_if<model::Ref>(scalar);
  return target == nullptr ? std::nullopt : resolved().target(*target);
}

bool WorldIndex::is_true(EntityId entity, model::FieldId field) const {
  const auto* fact = resolved().fact(entity, field);
  const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
  const auto* flag = scalar == nullptr ? nullptr : std::get_if<bool>(scalar);
  return flag != nullptr && *flag;
}

bool WorldIndex::names_all_suppliers(EntityId organisation) const {
  const auto& vocabulary = resolved().vocabulary();
  const auto supplies = referring(vocabulary.field_id("supply.parent"), organisation);
  return is_true(organisation, vocabulary.field_id("organisation.suppliers_complete")) &&
         std::all_of(supplies.begin(), supplies.end(),
                     [&](EntityId supply) { return ref(supply, vocabulary.field_id("supply.child")).has_value(); });
}

// An owner that is a person or a state does not lead to another organisation.
bool WorldIndex::names_all_owners(EntityId organisation) const {
  const auto& vocabulary = resolved().vocabulary();
  const auto ties = referring(vocabulary.field_id("ownership.subject"), organisation);
  const auto has_end = [&](EntityId tie) {
    const auto* fact = resolved().fact(tie, vocabulary.field_id("ownership.owner_type"));
    const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
    const std::string type = scalar == nullptr ? std::string() : model::to_text(*scalar);
    return type == "person" || type == "state" || ref(tie, vocabulary.field_id("ownership.owner")) ||
           ref(tie, vocabulary.field_id("ownership.person"));
  };
  return is_true(organisation, vocabulary.field_id("organisation.owners_complete")) && std::all_of(ties.begin(), ties.end(), has_end);
}

GraphWorld::GraphWorld(const WorldIndex& index, WalkScope scope) : index_(index), scope_(scope) {}

RecordValue GraphWorld::record_of(EntityId entity) const {
  return {index_.resolved().kind_of(entity), static_cast<lang::RecordHandle>(static_cast<std::uint32_t>(kede::index(entity)))};
}

std::string GraphWorld::name_of(RecordValue record) const { return index_.name_of(entity_of(record)); }

Value GraphWorld::from_model(EntityId owner, const model::Field& field, const model::Value& value) const {
  const auto one = [&](const model::Scalar& scalar) -> Value {
    const auto* target = std::get_if<model::Ref>(&scalar);
    if (target == nullptr) return lang::from_scalar(scalar);
    const auto found = index_.resolved().target(*target);
    return found ? Value(record_of(*found)) : Value::unknown(UnknownReason::missing, target->key);
  };
  if (const auto* scalar = std::get_if<model::Scalar>(&value)) {
    if (field.type.base == model::BaseType::days) {
      if (const auto* count = std::get_if<std::int64_t>(scalar)) return Value(lang::Days{*count});
    }
    return one(*scalar);
  }
  if (const auto* unknown = std::get_if<model::Unknown>(&value)) return Value::unknown(unknown->reason, "");
  std::vector<Value> items;
  const model::List& list = std::get<model::List>(value);
  for (const model::Scalar& item : list.items) {
    const auto* target = std::get_if<model::Ref>(&item);
    const auto found = target == nullptr ? std::nullopt : index_.resolved().target(*target);
    if (!found || !index_.is_hidden(*found)) items.push_back(one(item));
  }
  return list_of(std::move(items), list.complete, open_because(UnknownReason::open_list, owner, field));
}

Value GraphWorld::field(RecordValue record, model::FieldId id) const {
  const EntityId entity = entity_of(record);
  const model::Field& field = index_.resolved().vocabulary().field(id);
  if (field.derived)
    return field.derived->function.empty() ? derived_list(entity, field) : derived_value(*this, entity, field.derived->function);
  const auto* fact = index_.resolved().fact(entity, id);
  if (field.type.is_list) return stored_list(entity, field, fact);
  if (fact != nullptr) return from_model(entity, field, fact->value);
  return Value::unknown(UnknownReason::missing, "");
}

// Why a list may go on, and which one.
Reasons GraphWorld::open_because(UnknownReason reason, EntityId owner, const model::Field& field) const {
  return Reasons(reason, name_of(record_of(owner)) + '.' + field.name);
}

// A list that nobody mentioned is not empty: it is open with nothing in it yet. The field "<name>_complete" of the same record closes it.
Value GraphWorld::stored_list(EntityId entity, const model::Field& field, const identity::ResolvedFact* fact) const {
  const model::Field* closing = index_.resolved().vocabulary().find_field(field.kind, field.name + "_complete");
  const bool closed = closing != nullptr && index_.is_true(entity, closing->id);
  const Value value = fact == nullptr ? Value(lang::List::open({}, open_because(UnknownReason::missing, entity, field)))
                                      : from_model(entity, field, fact->value);
  const auto* list = value.as<lang::List>();
  return closed && list != nullptr ? Value(lang::List::closed(list->all())) : value;
}

Value GraphWorld::derived_list(EntityId owner, const model::Field& field) const {
  const model::Derived& derived = *field.derived;
  std::vector<Value> items;
  bool all_sorted = true;  // is every record known to belong, or not to belong, to the list?
  for (const EntityId entity : index_.referring(derived.by, owner)) {
    // A record that fails one condition is out of the list, whatever else of it is unknown.
    bool belongs = true;
    bool undecided = false;
    for (const auto& [where, codes] : derived.where) {
      const auto* fact = index_.resolved().fact(entity, where);
      const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
      if (scalar == nullptr) {
        undecided = true;
      } else {
        belongs = belongs && std::find(codes.begin(), codes.end(), model::to_text(*scalar)) != codes.end();
      }
    }
    if (belongs && undecided) {
      all_sorted = false;
      continue;
    }
    if (belongs) items.emplace_back(record_of(entity));
  }
  const Reasons open = open_because(UnknownReason::open_list, owner, field);
  if (const auto* closing = std::get_if<model::ClosedByField>(&derived.complete))
    return list_of(std::move(items), all_sorted && index_.is_true(owner, closing->field), open);
  if (const auto* check = std::get_if<model::ClosedByCheck>(&derived.complete)) {
    return all_sorted ? closed_by_check(owner, field.name, check->list, std::move(items)) : list_of(std::move(items), false, open);
  }
  return list_of(std::move(items), all_sorted && std::holds_alternative<model::AlwaysClosed>(derived.complete), open);
}

// Closed when the organisation was checked against the list with a clear answer; a possible match leaves it open.
Value GraphWorld::closed_by_check(EntityId owner, std::string_view field, const std::string& list, std::vector<Value> items) const {
  const std::string path = name_of(record_of(owner)) + '.' + std::string(field);
  const auto& vocabulary = index_.resolved().vocabulary();
  const auto text = [&](EntityId entity, std::string_view name) {
    const auto* fact = index_.resolved().fact(entity, vocabulary.field_id(name));
    const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
    return scalar == nullptr ? std::string() : model::to_text(*scalar);
  };
  bool checked = false;
  for (const EntityId entry : index_.referring(vocabulary.field_id("list_entry.organisation"), owner)) {
    if (text(entry, "list_entry.list") != list) continue;
    const std::string result = text(entry, "list_entry.result");
    if (result == "possible") return list_of(std::move(items), false, Reasons(UnknownReason::below_match_threshold, path));
    checked = checked || result == "clear" || result == "match";
  }
  return list_of(std::move(items), checked, Reasons(UnknownReason::open_list, path));
}

// Of several links to one firm a walk shows the first: which one that is does not depend on the order of the input.
std::vector<EdgeId> GraphWorld::in_order(std::span<const EdgeId> edges) const {
  std::vector<EdgeId> out(edges.begin(), edges.end());
  const auto place = [&](EdgeId id) { return index_.rank(index_.graph().edge(id).record); };
  std::sort(out.begin(), out.end(), [&](EdgeId a, EdgeId b) { return place(a) < place(b); });
  return out;
}

Value GraphWorld::walk(RecordValue organisation, int depth, Way way) const {
  const auto& graph = index_.graph();
  const auto start = graph.node_of(entity_of(organisation));
  if (!start) return lang::List::open({}, Reasons(UnknownReason::missing, name_of(organisation)));
  struct Step {
    NodeId node;
    int tier;
  };
  std::deque<Step> queue{{*start, 0}};
  int nearest_open = depth;  // while the list of a node at tier t is open, anything further away may turn out to be at tier t + 1
  std::set<NodeId> seen{*start};
  std::vector<Value> items;
  Reasons open;
  while (!queue.empty()) {
    const Step step = queue.front();
    queue.pop_front();
    if (step.tier == depth) continue;
    const bool is_open = way == Way::up || !index_.names_all_suppliers(graph.entity_of(step.node));
    if (is_open) {
      nearest_open = std::min(nearest_open, step.tier);
      open.add(Reasons(UnknownReason::open_list,
                       name_of(record_of(graph.entity_of(step.node))) + (way == Way::up ? ".customers" : ".suppliers")));
    }
    for (const EdgeId id : in_order(way == Way::down ? graph.out_edges(step.node) : graph.in_edges(step.node))) {
      const Edge& edge = graph.edge(id);
      const NodeId next = way == Way::down ? edge.to : edge.from;
      if (!is_supply(edge.kind) || !scope_.admits(edge) || !seen.insert(next).second) continue;
      lang::Reached reached;
      reached.node = record_of(graph.entity_of(next));
      reached.via = record_of(edge.record);
      const std::int64_t tier = step.tier + 1;
      const std::int64_t lowest = nearest_open + 1;
      reached.tier = lowest < tier ? Value(lang::Bound{Value(lowest), Value(tier), open}) : Value(tier);
      reached.share = edge.share_known ? Value(model::Percent{edge.share * 100})
                                       : Value::unknown(UnknownReason::missing, name_of(reached.node) + ".share_percent");
      items.emplace_back(std::move(reached));
      queue.push_back({next, step.tier + 1});
    }
  }
  return list_of(std::move(items), open.empty(), open);
}

Value GraphWorld::downstream(RecordValue organisation, int depth) const { return walk(organisation, depth, Way::down); }
Value GraphWorld::upstream(RecordValue organisation, int depth) const { return walk(organisation, depth, Way::up); }

Value GraphWorld::owners_up(RecordValue organisation, int depth) const {
  const auto& graph = index_.graph();
  const auto start = graph.node_of(entity_of(organisation));
  if (!start) return lang::List::open({}, Reasons(UnknownReason::missing, name_of(organisation)));
  const model::KindId organisation_kind = organisation.kind;
  std::vector<std::pair<NodeId, int>> queue{{*start, 0}};
  std::set<NodeId> seen{*start};
  std::vector<Value> items;
  Reasons open;
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const auto [node, tier] = queue[at];
    if (tier == depth) continue;
    if (!index_.names_all_owners(graph.entity_of(node)))
      open.add(Reasons(UnknownReason::open_list, name_of(record_of(graph.entity_of(node))) + ".owners"));
    for (const EdgeId id : graph.out_edges(node)) {
      const Edge& edge = graph.edge(id);
      const bool is_owner = edge.kind == EdgeKind::ownership && index_.resolved().kind_of(graph.entity_of(edge.to)) == organisation_kind;
      if (!is_owner || !seen.insert(edge.to).second) continue;
      queue.emplace_back(edge.to, tier + 1);
      items.emplace_back(record_of(graph.entity_of(edge.to)));
    }
  }
  return list_of(std::move(items), open.empty(), open);
}

// Everything connected by ownership in either direction; never known to be all.
Value GraphWorld::group(RecordValue organisation) const {
  const auto& graph = index_.graph();
  const auto start = graph.node_of(entity_of(organisation));
  const Reasons open(UnknownReason::open_list, name_of(organisation) + ".group");
  if (!start) return lang::List::open({}, open);
  std::vector<NodeId> queue{*start};
  std::set<NodeId> seen{*start};
  std::vector<Value> items;
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const auto visit = [&](EdgeId id, NodeId next) {
      if (graph.edge(id).kind != EdgeKind::ownership || !seen.insert(next).second) return;
      queue.push_back(next);
      if (index_.resolved().kind_of(graph.entity_of(next)) == organisation.kind) items.emplace_back(record_of(graph.entity_of(next)));
    };
    const NodeId node = queue[at];
    for (const EdgeId id : graph.out_edges(node)) visit(id, graph.edge(id).to);
    for (const EdgeId id : graph.in_edges(node)) visit(id, graph.edge(id).from);
  }
  return lang::List::open(std::move(items), open);
}

Value GraphWorld::same_address(RecordValue organisation) const {
  const auto& graph = index_.graph();
  std::vector<Value> items;
  if (const auto node = graph.node_of(entity_of(organisation))) {
    for (const EdgeId id : graph.out_edges(*node)) {
      if (graph.edge(id).kind == EdgeKind::same_address) items.emplace_back(record_of(graph.entity_of(graph.edge(id).to)));
    }
  }
  return lang::List::open(std::move(items), Reasons(UnknownReason::open_list, name_of(organisation) + ".same_address"));
}

}  // namespace kede::assess
