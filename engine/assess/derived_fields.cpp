#include "engine/assess/derived_fields.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "engine/base/text.hpp"
#include "engine/identity/normalise.hpp"

namespace kede::assess {

using graph::EdgeKind;
using lang::Bound;
using lang::Reasons;
using lang::Value;
using model::UnknownReason;

namespace {

// The facts of one entity, by the names the vocabulary gives.
class FactsOf {
 public:
  FactsOf(const GraphWorld& world, EntityId entity) : world_(world), entity_(entity) {}

  template <class T>
  const T* get(std::string_view field) const {
    const auto* fact = resolved().fact(entity_, resolved().vocabulary().field_id(field));
    const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
    return scalar == nullptr ? nullptr : std::get_if<T>(scalar);
  }
  std::string text(std::string_view field) const {
    const auto* words = get<std::string>(field);
    return words == nullptr ? std::string() : *words;
  }
  const model::List* list(std::string_view field) const {
    const auto* fact = resolved().fact(entity_, resolved().vocabulary().field_id(field));
    return fact == nullptr ? nullptr : std::get_if<model::List>(&fact->value);
  }
  std::optional<EntityId> ref(std::string_view field) const { return world_.index().ref(entity_, resolved().vocabulary().field_id(field)); }
  bool is_true(std::string_view field) const { return world_.index().is_true(entity_, resolved().vocabulary().field_id(field)); }

 private:
  const identity::Resolved& resolved() const { return world_.index().resolved(); }
  const GraphWorld& world_;
  EntityId entity_;
};

Value missing() { return Value::unknown(UnknownReason::missing, ""); }

// At least `count`; exactly `count` when nothing more can come.
Value at_least(std::int64_t count, bool is_all, std::string_view path) {
  if (is_all) return Value(count);
  return Bound{Value(count), Value(), Reasons(UnknownReason::open_list, std::string(path))};
}

std::vector<EntityId> entities(const GraphWorld& world, std::string_view by, EntityId owner) {
  const auto found = world.index().referring(world.index().resolved().vocabulary().field_id(by), owner);
  return {found.begin(), found.end()};
}

// --- bids
// ---------------------------------------------------------------------------------------------------------------------------------------

struct RivalBids {
  std::vector<EntityId> others;
  bool complete = false;
};

// Bids of the same lot (of the same process when the bid names no lot) that are still in the competition or were withdrawn by nobody's
// doubt.
RivalBids rivals(const GraphWorld& world, EntityId bid) {
  RivalBids out;
  const FactsOf own(world, bid);
  const auto lot = own.ref("bid.lot");
  const auto contract = own.ref("bid.contract");
  if (!lot && !contract) return out;
  out.complete = (lot && FactsOf(world, *lot).is_true("lot.bids_complete")) ||
                 (contract && FactsOf(world, *contract).is_true("contract.bids_complete"));
  for (const EntityId other : lot ? entities(world, "bid.lot", *lot) : entities(world, "bid.contract", *contract)) {
    if (other != bid) out.others.push_back(other);
  }
  return out;
}

Value other_bids_count(const GraphWorld& world, EntityId bid) {
  const RivalBids rival = rivals(world, bid);
  return at_least(static_cast<std::int64_t>(rival.others.size()), rival.complete, "bids");
}

Value other_bids_mean(const GraphWorld& world, EntityId bid) {
  const RivalBids rival = rivals(world, bid);
  if (!rival.complete) return Value::unknown(UnknownReason::open_list, "bids");
  std::int64_t sum = 0;
  std::optional<Currency> currency;
  for (const EntityId other : rival.others) {
    const auto* amount = FactsOf(world, other).get<Money>("bid.amount");
    if (amount == nullptr) return missing();
    if (currency && *currency != amount->currency) return Value::unknown(UnknownReason::no_rate, "");
    currency = amount->currency;
    if (amount->units > std::numeric_limits<std::int64_t>::max() / 1000) return missing();
    sum += amount->units;
  }
  if (!currency) return missing();
  return Value(Money{sum / static_cast<std::int64_t>(rival.others.size()), *currency});
}

std::vector<double> numbers(const model::List* list) {
  std::vector<double> out;
  if (list == nullptr) return out;
  for (const model::Scalar& item : list->items) {
    if (const auto* number = std::get_if<double>(&item)) out.push_back(*number);
    if (const auto* number = std::get_if<std::int64_t>(&item)) out.push_back(static_cast<double>(*number));
  }
  return out;
}

// Pearson's correlation; nothing for fewer than ten lines (indicators.md, PRC-09) or a constant list.
std::optional<double> correlation(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size() || a.size() < 10) return std::nullopt;
  const auto count = static_cast<double>(a.size());
  double mean_a = 0, mean_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) mean_a += a[i] / count, mean_b += b[i] / count;
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  if (aa <= 0 || bb <= 0) return std::nullopt;
  return ab / std::sqrt(aa * bb);
}

Value unit_price_correlation(const GraphWorld& world, EntityId bid) {
  const auto own = numbers(FactsOf(world, bid).list("bid.unit_prices"));
  const RivalBids rival = rivals(world, bid);
  std::optional<double> most;
  bool all_compared = rival.complete;
  for (const EntityId other : rival.others) {
    const auto found = correlation(own, numbers(FactsOf(world, other).list("bid.unit_prices")));
    if (found) most = std::max(most.value_or(-1), *found);
    all_compared = all_compared && found.has_value();
  }
  if (!most) return missing();
  if (all_compared) return Value(*most);
  return Bound{Value(*most), Value(1.0), Reasons(UnknownReason::open_list, "bids")};
}

std::string email_domain(const std::string& email) {
  constexpr std::array<std::string_view, 8> shared = {"gmail.com", "inbox.lv", "outlook.com", "hotmail.com",
                                                      "yahoo.com", "one.lv",   "apollo.lv",   "icloud.com"};
  const std::size_t at = email.rfind('@');
  const std::string domain = at == std::string::npos ? std::string() : ascii_lower(email.substr(at + 1));
  return std::find(shared.begin(), shared.end(), domain) == shared.end() ? domain : std::string();
}

std::set<EntityId> persons_of(const GraphWorld& world, EntityId organisation) {
  std::set<EntityId> out;
  for (const EntityId tie : entities(world, "ownership.subject", organisation)) {
    if (const auto person = FactsOf(world, tie).ref("ownership.person")) out.insert(*person);
  }
  return out;
}

int shared_strong(const GraphWorld& world, EntityId a, EntityId b) {
  const std::string iban = identity::normalise_identifier(FactsOf(world, a).text("organisation.iban"));
  int count = !iban.empty() && iban == identity::normalise_identifier(FactsOf(world, b).text("organisation.iban")) ? 1 : 0;
  const auto left = persons_of(world, a);
  const auto right = persons_of(world, b);
  count += static_cast<int>(std::count_if(left.begin(), left.end(), [&](EntityId person) { return right.contains(person); }));
  return count;
}

int shared_weak(const GraphWorld& world, EntityId a, EntityId b) {
  const FactsOf left(world, a);
  const FactsOf right(world, b);
  int count = 0;
  const std::string phone = identity::normalise_identifier(left.text("organisation.phone"));
  if (phone.size() >= 6 && phone == identity::normalise_identifier(right.text("organisation.phone"))) ++count;
  const std::string domain = email_domain(left.text("organisation.email"));
  if (!domain.empty() && domain == email_domain(right.text("organisation.email"))) ++count;
  const std::string address = identity::normalise_name(left.text("organisation.address") + ' ' + left.text("organisation.city"));
  if (address.size() >= 8 &&
      address == identity::normalise_name(right.text("organisation.address") + ' ' + right.text("organisation.city")))
    ++count;
  return count;
}

bool strong_keys_known(const GraphWorld& world, EntityId organisation) {
  const FactsOf facts(world, organisation);
  return facts.is_true("organisation.officers_complete") && !facts.text("organisation.iban").empty();
}

bool weak_keys_known(const GraphWorld& world, EntityId organisation) {
  const FactsOf facts(world, organisation);
  return !facts.text("organisation.phone").empty() && !facts.text("organisation.email").empty() &&
         !facts.text("organisation.address").empty();
}

struct Keys {
  int (*shared)(const GraphWorld&, EntityId, EntityId);
  bool (*known)(const GraphWorld&, EntityId);
  std::string_view path;
};

// The most keys that this bidder has in common with any one rival (indicators.md, OWN-06); exact when all rivals and all keys are known.
Value shared_keys(const GraphWorld& world, EntityId bid, const Keys& keys) {
  const auto bidder = FactsOf(world, bid).ref("bid.bidder");
  if (!bidder) return missing();
  const RivalBids rival = rivals(world, bid);
  int most = 0;
  bool exact = rival.complete && keys.known(world, *bidder);
  for (const EntityId other : rival.others) {
    const auto firm = FactsOf(world, other).ref("bid.bidder");
    exact = exact && firm && keys.known(world, *firm);
    if (firm && *firm != *bidder) most = std::max(most, keys.shared(world, *bidder, *firm));
  }
  return at_least(most, exact, keys.path);
}

// --- organisations
// ------------------------------------------------------------------------------------------------------------------------------

Value same_person(const GraphWorld& world, EntityId organisation) {
  std::vector<Value> items;
  std::set<EntityId> seen{organisation};
  for (const EntityId person : persons_of(world, organisation)) {
    for (const EntityId tie : entities(world, "ownership.person", person)) {
      const auto other = FactsOf(world, tie).ref("ownership.subject");
      if (other && seen.insert(*other).second) items.emplace_back(world.record_of(*other));
    }
  }
  return world.closed_by_check(organisation, "same_person", "ownership_register", std::move(items));
}

Value contracting_cycle_size(const GraphWorld& world, EntityId organisation) {
  const auto& graph = world.index().graph();
  const auto node = graph.node_of(organisation);
  if (!node) return missing();
  if (const auto* cycle = graph.cycle_of(*node)) return Value(static_cast<std::int64_t>(cycle->size()));
  const Value reached = world.downstream(world.record_of(organisation), 12);
  const auto* list = reached.as<lang::List>();
  return at_least(0, list != nullptr && list->complete, "suppliers");
}

bool supplies_labour(const GraphWorld& world, EntityId supply) {
  const std::string kind = FactsOf(world, supply).text("supply.kind");
  return kind == "labour_supply" || kind == "agency_workers" || kind == "recruitment";
}

// Rival bids of one process whose chain this organisation serves with labour.
Value competing_bidders_served(const GraphWorld& world, EntityId organisation) {
  std::map<EntityId, std::set<EntityId>> by_contract;
  for (const EntityId supply : entities(world, "supply.child", organisation)) {
    const FactsOf facts(world, supply);
    const auto bid = facts.ref("supply.bid");
    if (!bid || !supplies_labour(world, supply)) continue;
    const auto contract = facts.ref("supply.contract") ? facts.ref("supply.contract") : FactsOf(world, *bid).ref("bid.contract");
    const auto bidder = FactsOf(world, *bid).ref("bid.bidder");
    if (contract && bidder) by_contract[*contract].insert(*bidder);
  }
  std::size_t most = 0;
  for (const auto& [contract, bidders] : by_contract) most = std::max(most, bidders.size());
  return at_least(static_cast<std::int64_t>(most), world.index().names_all_chains(), "customers");
}

Value clients_on_one_site(const GraphWorld& world, EntityId organisation) {
  std::map<EntityId, std::set<EntityId>> by_site;
  bool all_placed = true;
  for (const EntityId supply : entities(world, "supply.child", organisation)) {
    const FactsOf facts(world, supply);
    const auto site = facts.ref("supply.site");
    const auto client = facts.ref("supply.parent");
    if (!supplies_labour(world, supply)) continue;
    all_placed = all_placed && site && client;
    if (site && client) by_site[*site].insert(*client);
  }
  std::size_t most = 0;
  for (const auto& [site, clients] : by_site) most = std::max(most, clients.size());
  return at_least(static_cast<std::int64_t>(most), all_placed && world.index().names_all_chains(), "customers");
}

// --- supplies
// -----------------------------------------------------------------------------------------------------------------------------------

// Supplies of the same buyer in the same process to the same firm or to one of its owners and daughters, this one included.
Value same_group_supplies(const GraphWorld& world, EntityId supply) {
  const FactsOf own(world, supply);
  const auto parent = own.ref("supply.parent");
  const auto child = own.ref("supply.child");
  if (!parent || !child) return lang::List::open({}, Reasons(UnknownReason::missing, ""));
  std::set<EntityId> family{*child};
  const Value group = world.group(world.record_of(*child));
  if (const auto* list = group.as<lang::List>()) {
    for (const Value& member : list->all()) family.insert(GraphWorld::entity_of(*member.as<lang::RecordValue>()));
  }
  std::vector<Value> items;
  for (const EntityId other : entities(world, "supply.parent", *parent)) {
    const FactsOf facts(world, other);
    const auto its_child = facts.ref("supply.child");
    if (its_child && family.contains(*its_child) && facts.ref("supply.contract") == own.ref("supply.contract"))
      items.emplace_back(world.record_of(other));
  }
  if (FactsOf(world, *parent).is_true("organisation.suppliers_complete")) return lang::List::closed(std::move(items));
  return lang::List::open(std::move(items), Reasons(UnknownReason::open_list, world.name_of(world.record_of(*parent)) + ".suppliers"));
}

// Share of equal words (Jaccard) of the two descriptions of work, in percent; equal CPV codes count as equal scope.
Value scope_similarity(const GraphWorld& world, EntityId supply) {
  const FactsOf own(world, supply);
  const auto above = own.ref("supply.parent_supply");
  if (!above) return missing();
  const FactsOf upper(world, *above);
  const std::string cpv = own.text("supply.cpv");
  if (!cpv.empty() && cpv == upper.text("supply.cpv")) return Value(model::Percent{100});
  const auto words = [](const std::string& text) {
    std::set<std::string> out;
    for (const auto word : split(identity::normalise_name(text), ' ')) {
      if (word.size() > 2) out.insert(std::string(word));
    }
    return out;
  };
  const auto a = words(own.text("supply.work_description"));
  const auto b = words(upper.text("supply.work_description"));
  if (a.empty() || b.empty()) return missing();
  const auto common = static_cast<double>(std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); }));
  return Value(model::Percent{100.0 * common / (static_cast<double>(a.size() + b.size()) - common)});
}

struct Row {
  std::string_view name;
  Value (*compute)(const GraphWorld&, EntityId);
};

constexpr Row kRows[] = {
    {"same_address", [](const GraphWorld& world, EntityId entity) { return world.same_address(world.record_of(entity)); }},
    {"same_person", same_person},
    {"contracting_cycle_size", contracting_cycle_size},
    {"competing_bidders_served", competing_bidders_served},
    {"clients_on_one_site", clients_on_one_site},
    {"other_bids_mean", other_bids_mean},
    {"other_bids_count", other_bids_count},
    {"unit_price_correlation", unit_price_correlation},
    {"shared_strong_keys",
     [](const GraphWorld& world, EntityId bid) {
       return shared_keys(world, bid, {shared_strong, strong_keys_known, "officers"});
     }},
    {"shared_weak_keys",
     [](const GraphWorld& world, EntityId bid) {
       return shared_keys(world, bid, {shared_weak, weak_keys_known, "addresses"});
     }},
    {"same_group_supplies", same_group_supplies},
    {"scope_similarity", scope_similarity},
};

}  // namespace

Value derived_value(const GraphWorld& world, EntityId entity, std::string_view function) {
  for (const Row& row : kRows) {
    if (row.name == function) return row.compute(world, entity);
  }
  return missing();
}

std::vector<std::string> derived_function_names() {
  std::vector<std::string> out;
  for (const Row& row : kRows) out.emplace_back(row.name);
  return out;
}

}  // namespace kede::assess
