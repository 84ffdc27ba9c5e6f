// Bids, tenderers and the counts of them.
#include <rapidjson/document.h>

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"
#include "importers/ocds/release_reader.hpp"

namespace kede::importers::ocds {
namespace {

using model::EvidenceClass;
using model::List;
using model::Scalar;

std::vector<std::string> tenderers_of(ReleaseState& state, const Item& bid) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const Item& tenderer : items(bid.value, "tenderers", bid.pointer)) {
    const std::string key = state.organisations.refer(tenderer, "tenderer");
    if (!key.empty() && seen.insert(key).second) out.push_back(key);
  }
  return out;
}

// The only tenderer; in a consortium the one in the role of leader, else the one named first (which we only suppose).
void add_tenderers(ReleaseState& state, RecordWriter& writer, const std::vector<std::string>& tenderers) {
  const auto& fields = state.scope.fields.bid;
  const model::KindId kind = state.scope.fields.organisation.kind;
  if (tenderers.empty()) return;
  if (tenderers.size() == 1) return add_ref(writer, fields.bidder, kind, tenderers[0], "/tenderers");
  const auto is_leader = [&](const std::string& key) { return state.organisations.has_role(key, "lead_tenderer"); };
  const auto leader = std::find_if(tenderers.begin(), tenderers.end(), is_leader);
  const bool sure = leader != tenderers.end() && std::count_if(tenderers.begin(), tenderers.end(), is_leader) == 1;
  if (sure) {
    add_ref(writer, fields.bidder, kind, *leader, "/tenderers");
  } else {
    writer.put_computed(fields.bidder, model::Ref{kind, tenderers[0]}, "/tenderers", "first of " + std::to_string(tenderers.size()));
  }
  List members;
  for (const std::string& tenderer : tenderers) members.items.emplace_back(model::Ref{kind, tenderer});
  writer.put(fields.members, members, "/tenderers");
}

void read_bid(ReleaseState& state, const Item& bid, const std::string& id) {
  const auto& fields = state.scope.fields.bid;
  BidSeen seen{id, state.scope.key("bid", id), tenderers_of(state, bid), related_lots(bid.value)};
  RecordWriter writer(state.scope, fields.kind, seen.key, bid.pointer, EvidenceClass::declaration);
  writer.put(fields.id, Scalar(id), "/id");
  add_ref(writer, fields.contract, state.scope.fields.contract.kind, state.scope.ocid, "");
  if (seen.lots.size() == 1)
    add_ref(writer, fields.lot, state.scope.fields.lot.kind, lot_key(state, seen.lots[0], bid.pointer), "/relatedLots");
  add_tenderers(state, writer, seen.tenderers);
  add_money(writer, fields.amount, bid.value, "value");
  add_date(writer, fields.submitted_on, bid.value, "date");
  add_whole_number(writer, fields.rank, bid.value, "rank");
  add_code(writer, fields.status, bid.value, "status", bid_status);
  read_subcontracting(state, writer, {bid, seen.key, Stage::offer, seen.tenderers, seen.lots, {}});
  writer.finish();
  state.bids.push_back(std::move(seen));
}

// Where only the names of tenderers are published, each is a bid of which nothing more is known.
void read_tenderers_as_bids(ReleaseState& state) {
  const auto& fields = state.scope.fields.bid;
  std::set<std::string> done;
  for (const Item& tenderer : items(find(state.release, "tender"), "tenderers", "/tender")) {
    const std::string organisation = state.organisations.refer(tenderer, "tenderer");
    if (organisation.empty() || !done.insert(organisation).second) continue;
    const std::string id = "tenderer-" + organisation.substr(state.scope.key("org", "").size());
    BidSeen seen{id, state.scope.key("bid", id), {organisation}, {}};
    RecordWriter writer(state.scope, fields.kind, seen.key, tenderer.pointer, EvidenceClass::declaration);
    writer.put_computed(fields.id, Scalar(id), "");
    add_ref(writer, fields.contract, state.scope.fields.contract.kind, state.scope.ocid, "");
    add_ref(writer, fields.bidder, state.scope.fields.organisation.kind, organisation, "");
    writer.finish();
    state.bids.push_back(std::move(seen));
  }
}

struct Count {
  std::int64_t value = 0;
  std::string pointer;
};

// What is stated and what is listed, for each lot and for the whole (the empty lot).
struct Counts {
  std::map<std::pair<std::string, std::string>, Count> statistics;  // by measure and lot
  std::map<std::string, std::int64_t> bids;
  std::map<std::string, std::set<std::vector<std::string>>> bidders;  // a consortium is one bidder

  std::optional<Count> statistic(const std::string& measure, const std::string& lot) const {
    const auto found = statistics.find({measure, lot});
    return found == statistics.end() ? std::nullopt : std::optional(found->second);
  }
};

Counts count_all(const ReleaseState& state) {
  Counts out;
  for (const Item& item : items(find(state.release, "bids"), "statistics", "/bids")) {
    const std::vector<std::string> lots = related_lots(item.value);
    const auto plain = plain_decimal(text_at(item.value, "value"));
    if (!plain || plain->size() > 9 || plain->find_first_not_of("0123456789") != std::string::npos || lots.size() > 1) continue;
    out.statistics[{std::string(text_at(item.value, "measure")), lots.empty() ? std::string() : lots[0]}] = {std::stoll(*plain),
                                                                                                             item.pointer};
  }
  for (const BidSeen& bid : state.bids) {
    std::vector<std::string> lots = bid.lots;
    lots.emplace_back();
    for (const std::string& lot : lots) {
      ++out.bids[lot];
      out.bidders[lot].insert(bid.tenderers);
    }
  }
  return out;
}

// The list of bids is complete only when the buyer stated their number and that many are listed.
void add_completeness(RecordWriter& writer, model::FieldId field, const Counts& counts, const std::string& lot,
                      const std::optional<Count>& tenderers) {
  const auto bids = counts.bids.find(lot);
  if (bids == counts.bids.end()) return;
  const auto bidders = static_cast<std::int64_t>(counts.bidders.at(lot).size());
  if (const auto stated = counts.statistic("bids", lot)) {
    if (stated->value == bids->second) writer.put_computed(field, Scalar(true), stated->pointer, std::to_string(bids->second));
  } else if (tenderers && tenderers->value == bidders) {
    writer.put_computed(field, Scalar(true), tenderers->pointer, std::to_string(bidders));
  }
}

// Nought where tenderers or awards are named is an empty form field.
void add_tenderer_count(ReleaseState& state, RecordWriter& writer, const Counts& counts, std::optional<Count>& tenderers) {
  const auto& fields = state.scope.fields.contract;
  const std::string_view text = text_at(state.release, "tender/numberOfTenderers");
  if (text.empty()) {
    tenderers = counts.statistic("bidders", "");
    if (tenderers) writer.put(fields.number_of_tenderers, Scalar(tenderers->value), tenderers->pointer);
    return;
  }
  const std::string pointer = "/tender/numberOfTenderers";
  const auto plain = plain_decimal(text);
  const bool any = !state.bids.empty() || !items(state.release, "awards", "").empty();
  if (plain && *plain == "0" && any) {
    writer.put_unreadable(fields.number_of_tenderers, pointer, "0");
    state.scope.notes.add(note("KD1110").at(state.scope.place_of(pointer)).arg("value", "0"));
    return;
  }
  add_whole_number(writer, fields.number_of_tenderers, state.release, "tender/numberOfTenderers");
  if (plain && plain->size() < 9 && plain->find_first_not_of("0123456789") == std::string::npos)
    tenderers = Count{std::stoll(*plain), pointer};
}

}  // namespace

void read_bids(ReleaseState& state) {
  std::map<std::string, int> seen;
  std::size_t at = 0;
  for (const Item& bid : distinct_items(find(state.release, "bids"), "details")) {
    const Item placed{bid.value, "/bids" + bid.pointer};
    read_bid(state, placed, unique_id(bid.value, at++, seen));
  }
  const bool listed_bids = !state.bids.empty();
  if (!listed_bids) read_tenderers_as_bids(state);
  for (const Item& tenderer : items(find(state.release, "tender"), "tenderers", "/tender")) state.organisations.refer(tenderer, "tenderer");

  const auto& fields = state.scope.fields;
  const Counts counts = count_all(state);
  std::optional<Count> tenderers;
  RecordWriter process(state.scope, fields.contract.kind, state.scope.ocid, "", EvidenceClass::register_or_decision);
  add_tenderer_count(state, process, counts, tenderers);
  add_completeness(process, fields.contract.bids_complete, counts, "", tenderers);
  process.finish();
  const std::map<std::string, std::string> lots = state.lots;
  for (const auto& [id, key] : lots) {
    RecordWriter writer(state.scope, fields.lot.kind, key, "", EvidenceClass::register_or_decision);
    const auto stated = counts.statistic("bidders", id);
    if (stated) writer.put(fields.lot.number_of_tenderers, Scalar(stated->value), stated->pointer);
    add_completeness(writer, fields.lot.bids_complete, counts, id, stated);
    writer.finish();
  }
}

}  // namespace kede::importers::ocds
