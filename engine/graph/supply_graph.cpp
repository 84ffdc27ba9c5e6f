#include "engine/graph/supply_graph.hpp"

#include <algorithm>
#include <map>

#include "engine/graph/components.hpp"
#include "engine/graph/without.hpp"
#include "engine/identity/normalise.hpp"

namespace kede::graph {

using identity::Resolved;
using identity::ResolvedFact;
using model::FieldId;

namespace {

constexpr std::size_t kMostAtOneAddress = 20;  // more is a mass-registration address, which has a rule of its own

template <class T>
const T* scalar_of(const ResolvedFact* fact) {
  if (fact == nullptr) return nullptr;
  const auto* scalar = std::get_if<model::Scalar>(&fact->value);
  return scalar == nullptr ? nullptr : std::get_if<T>(scalar);
}

EdgeKind kind_of_supply(std::string_view code) {
  if (code == "labour_supply" || code == "agency_workers" || code == "self_employed" || code == "recruitment") return EdgeKind::labour;
  if (code == "material_supply" || code == "manufacturing") return EdgeKind::goods;
  return EdgeKind::supply;
}

}  // namespace

std::string_view to_text(EdgeKind kind) {
  constexpr std::string_view names[] = {"supply", "labour", "goods", "ownership", "office", "same_address", "award", "consortium"};
  return names[static_cast<std::size_t>(kind)];
}

std::optional<NodeId> SupplyGraph::node_of(EntityId entity) const {
  const std::uint32_t node = node_of_entity_[index(entity)];
  return node == kNone ? std::nullopt : std::optional(make_id<NodeId>(node));
}

std::span<const EdgeId> SupplyGraph::out_edges(NodeId node) const {
  return std::span(out_).subspan(out_offsets_[index(node)], out_offsets_[index(node) + 1] - out_offsets_[index(node)]);
}

const std::vector<NodeId>* SupplyGraph::cycle_of(NodeId node) const {
  const std::uint32_t cycle = cycle_of_[index(node)];
  return cycle == kNone ? nullptr : &cycles_[cycle];
}

std::span<const EdgeId> SupplyGraph::in_edges(NodeId node) const {
  return std::span(in_).subspan(in_offsets_[index(node)], in_offsets_[index(node) + 1] - in_offsets_[index(node)]);
}

class GraphBuilder {
 public:
  explicit GraphBuilder(const Resolved& resolved) : resolved_(resolved), vocabulary_(resolved.vocabulary()) { out_.resolved_ = &resolved; }

  SupplyGraph build() {
    add_nodes();
    add_supplies();
    add_ownerships();
    add_awards();
    add_consortia();
    add_same_addresses();
    finish();
    return std::move(out_);
  }

  SupplyGraph rest_of(const SupplyGraph& whole, const std::vector<bool>& removed) {
    out_.node_entities_ = whole.node_entities_;
    out_.node_of_entity_ = whole.node_of_entity_;
    for (const Edge& edge : whole.edges_) {
      if (!removed[index(edge.from)] && !removed[index(edge.to)]) out_.edges_.push_back(edge);
    }
    finish();
    return std::move(out_);
  }

 private:
  FieldId field(std::string_view name) const { return vocabulary_.field_id(name); }
  std::span<const EntityId> all(std::string_view kind) const { return resolved_.of_kind(vocabulary_.find_kind(kind)->id); }

  std::optional<EntityId> ref(EntityId entity, FieldId wanted) const {
    const auto* target = scalar_of<model::Ref>(resolved_.fact(entity, wanted));
    return target == nullptr ? std::nullopt : resolved_.target(*target);
  }

  std::string text(EntityId entity, FieldId wanted) const {
    const auto* words = scalar_of<std::string>(resolved_.fact(entity, wanted));
    return words == nullptr ? std::string() : *words;
  }

  std::vector<EntityId> refs(EntityId entity, FieldId wanted) const {
    std::vector<EntityId> out;
    const ResolvedFact* fact = resolved_.fact(entity, wanted);
    const auto* list = fact == nullptr ? nullptr : std::get_if<model::List>(&fact->value);
    if (list == nullptr) return out;
    for (const model::Scalar& item : list->items) {
      const auto* target = std::get_if<model::Ref>(&item);
      if (const auto found = target == nullptr ? std::nullopt : resolved_.target(*target);
          found && std::find(out.begin(), out.end(), *found) == out.end())
        out.push_back(*found);
    }
    return out;
  }

  void add_nodes() {
    out_.node_of_entity_.assign(resolved_.size(), kNone);
    for (const std::string_view kind : {"organisation", "person"}) {
      for (const EntityId entity : all(kind)) {
        out_.node_of_entity_[index(entity)] = static_cast<std::uint32_t>(out_.node_entities_.size());
        out_.node_entities_.push_back(entity);
      }
    }
  }

  std::optional<NodeId> node(std::optional<EntityId> entity) const { return entity ? out_.node_of(*entity) : std::nullopt; }

  Edge edge(NodeId from, NodeId to, EdgeKind kind, EntityId record, std::string factor) const {
    Edge out;
    out.from = from, out.to = to, out.kind = kind, out.record = record, out.factor_key = std::move(factor);
    return out;
  }

  static bool is_void(std::string_view award_status) {
    return award_status == "cancelled" || award_status == "unsuccessful" || award_status == "pending";
  }

  void add_supplies() {
    const FieldId parent = field("supply.parent"), child = field("supply.child"), kind = field("supply.kind"),
                  share = field("supply.share_percent");
    const FieldId contract = field("supply.contract"), lot = field("supply.lot"), bid = field("supply.bid"), award = field("supply.award");
    const FieldId lot_contract = field("lot.contract"), bid_contract = field("bid.contract"), award_contract = field("award.contract"),
                  award_lot = field("award.lot"), award_status = field("award.status");
    for (const EntityId record : all("supply")) {
      const auto from = node(ref(record, parent));
      const auto to = node(ref(record, child));
      if (!from || !to) continue;
      const auto its_award = ref(record, award);
      if (its_award && is_void(text(*its_award, award_status))) continue;
      std::string code = text(record, kind);
      Edge made = edge(*from, *to, kind_of_supply(code), record, code.empty() ? "subcontract" : code);
      auto its_contract = ref(record, contract);
      const auto its_bid = ref(record, bid);
      auto its_lot = ref(record, lot);
      if (!its_lot && its_award) its_lot = ref(*its_award, award_lot);
      if (!its_contract && its_lot) its_contract = ref(*its_lot, lot_contract);
      if (!its_contract && its_bid) its_contract = ref(*its_bid, bid_contract);
      if (!its_contract && its_award) its_contract = ref(*its_award, award_contract);
      if (its_contract) made.contract = static_cast<std::uint32_t>(index(*its_contract));
      if (its_lot) made.lot = static_cast<std::uint32_t>(index(*its_lot));
      if (its_bid) made.bid = static_cast<std::uint32_t>(index(*its_bid));
      if (const auto* percent = scalar_of<model::Percent>(resolved_.fact(record, share));
          percent != nullptr && percent->value > 0 && percent->value <= 100) {
        made.share = percent->value / 100;
        made.share_known = true;
      }
      out_.edges_.push_back(std::move(made));
    }
  }

  void add_ownerships() {
    const FieldId subject = field("ownership.subject"), owner = field("ownership.owner"), person = field("ownership.person"),
                  role = field("ownership.role");
    for (const EntityId record : all("ownership")) {
      const auto from = node(ref(record, subject));
      auto to = node(ref(record, owner));
      if (!to) to = node(ref(record, person));
      if (!from || !to || *from == *to) continue;
      const std::string code = text(record, role);
      const bool office = code == "board" || code == "manager" || code == "representative";
      out_.edges_.push_back(edge(*from, *to, office ? EdgeKind::office : EdgeKind::ownership, record, office ? "office" : "ownership"));
    }
  }

  void add_awards() {
    const FieldId contract = field("award.contract"), suppliers = field("award.suppliers"), status = field("award.status"),
                  buyer = field("contract.buyer");
    for (const EntityId record : all("award")) {
      const auto its_contract = ref(record, contract);
      const auto from = its_contract ? node(ref(*its_contract, buyer)) : std::nullopt;
      if (!from || is_void(text(record, status))) continue;
      for (const EntityId supplier : refs(record, suppliers)) {
        const auto to = node(supplier);
        if (!to) continue;
        Edge made = edge(*from, *to, EdgeKind::award, record, "award");
        made.contract = static_cast<std::uint32_t>(index(*its_contract));
        out_.edges_.push_back(std::move(made));
      }
    }
  }

  // A consortium that names no lead is seen from its first member.
  void add_consortia() {
    const FieldId contract = field("bid.contract"), bidder = field("bid.bidder"), members = field("bid.members");
    for (const EntityId record : all("bid")) {
      const std::vector<EntityId> all_members = refs(record, members);
      auto lead = node(ref(record, bidder));
      if (!lead && !all_members.empty()) lead = node(all_members.front());
      if (!lead) continue;
      const auto its_contract = ref(record, contract);
      for (const EntityId member : all_members) {
        const auto to = node(member);
        if (!to || *to == *lead) continue;
        Edge made = edge(*lead, *to, EdgeKind::consortium, record, "consortium");
        if (its_contract) made.contract = static_cast<std::uint32_t>(index(*its_contract));
        made.bid = static_cast<std::uint32_t>(index(record));
        out_.edges_.push_back(std::move(made));
      }
    }
  }

  void add_same_addresses() {
    const FieldId address = field("organisation.address"), city = field("organisation.city"), country = field("organisation.country");
    std::map<std::string, std::vector<NodeId>> by_address;
    for (const EntityId entity : all("organisation")) {
      const std::string street = text(entity, address);
      if (street.find_first_of("0123456789") == std::string::npos) continue;
      const std::string key = identity::normalise_name(street + ' ' + text(entity, city)) + '|' + text(entity, country);
      if (key.size() >= 10) by_address[key].push_back(*out_.node_of(entity));
    }
    for (const auto& [key, nodes] : by_address) {
      if (nodes.size() < 2 || nodes.size() > kMostAtOneAddress) continue;
      for (const NodeId from : nodes) {
        for (const NodeId to : nodes) {
          if (from != to) out_.edges_.push_back(edge(from, to, EdgeKind::same_address, out_.entity_of(to), "same_address"));
        }
      }
    }
  }

  void finish() {
    std::stable_sort(out_.edges_.begin(), out_.edges_.end(), [](const Edge& a, const Edge& b) { return a.from < b.from; });
    const auto offsets = [&](auto end_of, std::vector<std::uint32_t>& at, std::vector<EdgeId>& list) {
      at.assign(out_.node_count() + 1, 0);
      for (const Edge& each : out_.edges_) ++at[index(end_of(each)) + 1];
      for (std::size_t i = 1; i < at.size(); ++i) at[i] += at[i - 1];
      list.resize(out_.edges_.size());
      auto next = at;
      for (std::size_t e = 0; e < out_.edges_.size(); ++e) list[next[index(end_of(out_.edges_[e]))]++] = make_id<EdgeId>(e);
    };
    offsets([](const Edge& each) { return each.from; }, out_.out_offsets_, out_.out_);
    offsets([](const Edge& each) { return each.to; }, out_.in_offsets_, out_.in_);
    find_cycles();
  }

  void find_cycles() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
    for (const Edge& each : out_.edges_) {
      if (each.kind == EdgeKind::supply || each.kind == EdgeKind::labour || each.kind == EdgeKind::goods) {
        arcs.emplace_back(static_cast<std::uint32_t>(index(each.from)), static_cast<std::uint32_t>(index(each.to)));
      }
    }
    out_.cycle_of_.assign(out_.node_count(), kNone);
    for (const auto& group : cycles(arcs, static_cast<std::uint32_t>(out_.node_count()))) {
      for (const std::uint32_t vertex : group) out_.cycle_of_[vertex] = static_cast<std::uint32_t>(out_.cycles_.size());
      auto& made = out_.cycles_.emplace_back();
      for (const std::uint32_t vertex : group) made.push_back(make_id<NodeId>(vertex));
    }
  }

  const Resolved& resolved_;
  const model::Vocabulary& vocabulary_;
  SupplyGraph out_;
};

SupplyGraph build_graph(const Resolved& resolved) { return GraphBuilder(resolved).build(); }

SupplyGraph without(const SupplyGraph& graph, const std::vector<bool>& removed) {
  return GraphBuilder(graph.resolved()).rest_of(graph, removed);
}

}  // namespace kede::graph
