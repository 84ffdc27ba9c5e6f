#include "engine/assess/roots.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace kede::assess {
namespace {

class RootFinder {
 public:
  explicit RootFinder(const WorldIndex& index) : index_(index), vocabulary_(index.resolved().vocabulary()) {}

  std::vector<Root> find() {
    for (const EntityId bid : all("bid")) add_bid(bid);
    for (const EntityId award : all("award")) add_award(award);
    std::stable_sort(roots_.begin(), roots_.end(), [](const Root& a, const Root& b) {
      return std::tuple(a.contract, a.lot, a.is_award) < std::tuple(b.contract, b.lot, b.is_award);
    });
    return std::move(roots_);
  }

 private:
  std::span<const EntityId> all(std::string_view kind) const { return index_.resolved().of_kind(vocabulary_.find_kind(kind)->id); }
  std::optional<EntityId> ref(EntityId entity, std::string_view field) const { return index_.ref(entity, vocabulary_.field_id(field)); }

  std::string text(EntityId entity, std::string_view field) const {
    const auto* fact = index_.resolved().fact(entity, vocabulary_.field_id(field));
    const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
    return scalar == nullptr ? std::string() : model::to_text(*scalar);
  }

  std::optional<NodeId> node(std::optional<EntityId> organisation) const {
    return organisation ? index_.graph().node_of(*organisation) : std::nullopt;
  }

  // The nodes that a list of organisations names, each once.
  std::vector<NodeId> nodes(EntityId entity, std::string_view field) const {
    std::vector<NodeId> out;
    const auto* fact = index_.resolved().fact(entity, vocabulary_.field_id(field));
    const auto* list = fact == nullptr ? nullptr : std::get_if<model::List>(&fact->value);
    if (list == nullptr) return out;
    for (const model::Scalar& item : list->items) {
      const auto* target = std::get_if<model::Ref>(&item);
      const auto found = target == nullptr ? std::nullopt : node(index_.resolved().target(*target));
      if (found && std::find(out.begin(), out.end(), *found) == out.end()) out.push_back(*found);
    }
    return out;
  }

  // A consortium that names no lead is seen from its first member.
  void add_bid(EntityId bid) {
    if (text(bid, "bid.status") == "invited") return;
    Root root{bid, false, ref(bid, "bid.contract"), ref(bid, "bid.lot"), node(ref(bid, "bid.bidder"))};
    if (!root.contract && root.lot) root.contract = ref(*root.lot, "lot.contract");
    std::vector<NodeId> bidders = nodes(bid, "bid.members");
    if (root.bidder) bidders.push_back(*root.bidder);
    if (!root.bidder && !bidders.empty()) root.bidder = bidders.front();
    for (const NodeId bidder : bidders) bids_of_[{root.contract, bidder}].insert(root.lot);
    roots_.push_back(root);
  }

  void add_award(EntityId award) {
    const std::string status = text(award, "award.status");
    if (status == "cancelled" || status == "unsuccessful" || status == "pending" || ref(award, "award.bid")) return;
    const auto contract = ref(award, "award.contract");
    const auto lot = ref(award, "award.lot");
    for (const NodeId supplier : nodes(award, "award.suppliers")) {
      if (!has_bid(contract, lot, supplier)) roots_.push_back({award, true, contract, lot, supplier});
    }
  }

  // A bid explains an award of its own lot; where one of them names no lot, of any.
  bool has_bid(std::optional<EntityId> contract, std::optional<EntityId> lot, NodeId bidder) const {
    const auto found = bids_of_.find({contract, bidder});
    return found != bids_of_.end() && (!lot || found->second.contains(std::nullopt) || found->second.contains(lot));
  }

  const WorldIndex& index_;
  const model::Vocabulary& vocabulary_;
  std::vector<Root> roots_;
  std::map<std::pair<std::optional<EntityId>, NodeId>, std::set<std::optional<EntityId>>> bids_of_;  // the lots that a bidder bid for
};

}  // namespace

std::vector<Root> find_roots(const WorldIndex& index) { return RootFinder(index).find(); }

}  // namespace kede::assess
