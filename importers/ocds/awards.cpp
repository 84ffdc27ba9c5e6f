// Awards and the contracts concluded from them, and processes run to subcontract a part.
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

constexpr EvidenceClass kDecision = EvidenceClass::register_or_decision;

std::vector<std::string> suppliers_of(ReleaseState& state, const Item& holder) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const std::string_view member : {"suppliers", "supplier"}) {
    for (const Item& supplier : items(holder.value, member, holder.pointer)) {
      const std::string key = state.organisations.refer(supplier, "supplier");
      if (!key.empty() && seen.insert(key).second) out.push_back(key);
    }
  }
  return out;
}

void add_suppliers(ReleaseState& state, RecordWriter& writer, const std::vector<std::string>& suppliers) {
  if (suppliers.empty()) return;
  List list;
  for (const std::string& supplier : suppliers) list.items.emplace_back(model::Ref{state.scope.fields.organisation.kind, supplier});
  writer.put(state.scope.fields.award.suppliers, list, "/suppliers");
}

struct BidsSeen {
  std::map<std::string, const BidSeen*> by_id;
  std::map<std::set<std::string>, std::vector<const BidSeen*>> by_tenderers;

  explicit BidsSeen(const std::vector<BidSeen>& bids) {
    for (const BidSeen& bid : bids) {
      by_id.emplace(bid.id, &bid);
      by_tenderers[std::set<std::string>(bid.tenderers.begin(), bid.tenderers.end())].push_back(&bid);
    }
  }
};

// The bid that the award names, or the only bid of the same tenderers (for the same lot, where both say one).
void add_bid(const ReleaseState& state, RecordWriter& writer, const BidsSeen& bids, const AwardSeen& award, Json value) {
  const auto& fields = state.scope.fields;
  std::vector<std::string> named;
  for (const std::string_view member : {"relatedBids", "relatedBid", "bid_id", "bidID"}) {
    for (const Item& bid : items(value, member, "")) named.push_back(is_object(bid.value) ? id_at(bid.value, "id") : as_id(bid.value));
  }
  if (!named.empty()) {
    const auto bid = named.size() == 1 ? bids.by_id.find(named[0]) : bids.by_id.end();
    if (bid != bids.by_id.end()) add_ref(writer, fields.award.bid, fields.bid.kind, bid->second->key, "/relatedBids");
    return;
  }
  const auto same = bids.by_tenderers.find(std::set<std::string>(award.suppliers.begin(), award.suppliers.end()));
  if (award.suppliers.empty() || same == bids.by_tenderers.end()) return;
  const BidSeen* found = nullptr;
  for (const BidSeen* bid : same->second) {
    if (!award.lots.empty() && !bid->lots.empty() && award.lots != bid->lots) continue;
    if (found != nullptr) return;
    found = bid;
  }
  if (found != nullptr) writer.put_computed(fields.award.bid, model::Ref{fields.bid.kind, found->key}, "/suppliers");
}

void add_lot(ReleaseState& state, RecordWriter& writer, const std::vector<std::string>& lots) {
  const auto& fields = state.scope.fields;
  if (lots.size() == 1) add_ref(writer, fields.award.lot, fields.lot.kind, lot_key(state, lots[0], writer.pointer()), "/relatedLots");
}

void remember(ReleaseState& state, AwardSeen seen) {
  state.award_by_id.emplace(seen.id, state.awards.size());
  state.award_by_pointer.emplace(seen.pointer, state.awards.size());
  state.awards.push_back(std::move(seen));
}

bool has_money(Json value) { return !written(find(value, "amount")).empty(); }

// Facts of the only contract of an award, or of a contract without one.
void read_contract(ReleaseState& state, RecordWriter& writer, const Item& contract, Json award) {
  const auto& fields = state.scope.fields.award;
  add_id(writer, fields.contract_id, contract.value, "id");
  add_date(writer, fields.date_signed, contract.value, "dateSigned");
  add_date(writer, fields.start_date, contract.value, "period/startDate");
  add_date(writer, fields.end_date, contract.value, "period/endDate");
  if (!has_money(find(award, "value"))) add_money(writer, fields.value, contract.value, "value");
  for (const Item& transaction : items(find(contract.value, "implementation"), "transactions", contract.pointer + "/implementation")) {
    for (const Item& payer : items(transaction.value, "payer", transaction.pointer)) state.organisations.refer(payer, "payer");
    for (const Item& payee : items(transaction.value, "payee", transaction.pointer)) state.organisations.refer(payee, "payee");
  }
}

// Several contracts of one award: all numbers, the first signature, the whole time of performance.
void read_several_contracts(ReleaseState& state, RecordWriter& writer, const std::vector<Item>& contracts) {
  const auto& fields = state.scope.fields.award;
  std::vector<std::string> numbers;
  std::optional<Date> signed_on, start, end;
  const auto earliest = [](std::optional<Date>& into, std::optional<Date> date) {
    if (date && (!into || *date < *into)) into = date;
  };
  for (const Item& contract : contracts) {
    if (std::string id = id_at(contract.value, "id"); !id.empty()) numbers.push_back(std::move(id));
    earliest(signed_on, parse_iso_date(text_at(contract.value, "dateSigned")));
    earliest(start, parse_iso_date(text_at(contract.value, "period/startDate")));
    const auto ends = parse_iso_date(text_at(contract.value, "period/endDate"));
    if (ends && (!end || *ends > *end)) end = ends;
  }
  if (!numbers.empty()) writer.put_computed(fields.contract_id, Scalar(join(numbers, "; ")), "");
  if (signed_on) writer.put_computed(fields.date_signed, Scalar(*signed_on), "");
  if (start) writer.put_computed(fields.start_date, Scalar(*start), "");
  if (end) writer.put_computed(fields.end_date, Scalar(*end), "");
}

void read_award(ReleaseState& state, const Item& award, const std::string& id, const std::vector<Item>& contracts, const BidsSeen& bids) {
  const auto& fields = state.scope.fields.award;
  AwardSeen seen{id,         state.scope.key("award", id), award.pointer, suppliers_of(state, award), related_lots(award.value), {}, true,
                 award.value};
  for (const Item& contract : contracts) {
    if (std::string number = id_at(contract.value, "id"); !number.empty()) seen.contract_numbers.push_back(std::move(number));
    for (std::string& supplier : suppliers_of(state, contract)) {
      if (std::find(seen.suppliers.begin(), seen.suppliers.end(), supplier) == seen.suppliers.end())
        seen.suppliers.push_back(std::move(supplier));
    }
  }
  const auto status = award_status(text_at(award.value, "status"));
  seen.in_effect = !status || *status == "active" || *status == "complete";
  RecordWriter writer(state.scope, fields.kind, seen.key, award.pointer, kDecision);
  writer.put(fields.id, Scalar(id), "/id");
  add_ref(writer, fields.contract, state.scope.fields.contract.kind, state.scope.ocid, "");
  add_lot(state, writer, seen.lots);
  add_suppliers(state, writer, seen.suppliers);
  add_bid(state, writer, bids, seen, award.value);
  add_money(writer, fields.value, award.value, "value");
  add_date(writer, fields.date, award.value, "date");
  add_code(writer, fields.status, award.value, "status", award_status);
  const auto contracts_say = [&](std::string_view path) {
    return std::any_of(contracts.begin(), contracts.end(), [&](const Item& c) { return !text_at(c.value, path).empty(); });
  };
  if (!contracts_say("period/startDate")) add_date(writer, fields.start_date, award.value, "contractPeriod/startDate");
  if (!contracts_say("period/endDate")) add_date(writer, fields.end_date, award.value, "contractPeriod/endDate");
  read_subcontracting(state, writer, {award, seen.key, Stage::contract, seen.suppliers, seen.lots, seen.contract_numbers});
  writer.finish();
  if (!contracts.empty()) {
    RecordWriter concluded(state.scope, fields.kind, seen.key, contracts.size() == 1 ? contracts[0].pointer : "/contracts", kDecision);
    if (contracts.size() == 1) {
      read_contract(state, concluded, contracts[0], award.value);
    } else {
      read_several_contracts(state, concluded, contracts);
    }
    concluded.finish();
  }
  remember(state, std::move(seen));
}

// A contract whose award was not published: the supplier is known only if the contract itself names it.
void read_lone_contract(ReleaseState& state, const Item& contract, const std::string& id, const std::string& award_id) {
  const auto& fields = state.scope.fields.award;
  const std::string shown = award_id.empty() ? "contract-" + id : award_id;
  AwardSeen seen{
      shown,  state.scope.key("award", shown), contract.pointer, suppliers_of(state, contract), related_lots(contract.value), {id}, true,
      nullptr};
  const auto status = status_of_contract(text_at(contract.value, "status"));
  seen.in_effect = !status || *status == "active" || *status == "complete";
  RecordWriter writer(state.scope, fields.kind, seen.key, contract.pointer, kDecision);
  writer.put(fields.id, Scalar(shown), award_id.empty() ? "/id" : "/awardID");
  add_ref(writer, fields.contract, state.scope.fields.contract.kind, state.scope.ocid, "");
  add_lot(state, writer, seen.lots);
  add_suppliers(state, writer, seen.suppliers);
  if (status) writer.put_computed(fields.status, Scalar(*status), "/status", std::string(text_at(contract.value, "status")));
  read_contract(state, writer, contract, nullptr);
  read_subcontracting(state, writer, {contract, seen.key, Stage::contract, seen.suppliers, seen.lots, seen.contract_numbers});
  writer.finish();
  const bool nobody = seen.suppliers.empty();
  remember(state, std::move(seen));
  if (nobody) state.scope.notes.add(note("KD1113").at(state.scope.place_of(contract.pointer)).arg("contract", shorten(id, 60)));
}

// The value of the process: all its contracts together, when every one has a value in the same currency.
void add_total(ReleaseState& state, const std::vector<Item>& contracts) {
  const auto& fields = state.scope.fields.contract;
  std::optional<Money> total;
  std::size_t counted = 0;
  std::string only;
  for (const Item& contract : contracts) {
    if (status_of_contract(text_at(contract.value, "status")) == "cancelled") continue;
    const auto value = read_money(find(contract.value, "value"));
    if (!value || (total && total->currency != value->currency)) return;
    if (total && total->units > INT64_MAX - value->units) return;
    total = Money{(total ? total->units : 0) + value->units, value->currency};
    only = contract.pointer + "/value";
    ++counted;
  }
  if (!total) return;
  RecordWriter writer(state.scope, fields.kind, state.scope.ocid, "", kDecision);
  if (counted == 1) {
    writer.put(fields.value, Scalar(*total), only);
  } else {
    writer.put_computed(fields.value, Scalar(*total), "/contracts");
  }
  writer.finish();
}

// Processes that were run to pass on a part of this one, named under a contract or for the process as a whole.
void note_runs(ReleaseState& state, const Item& holder, const AwardSeen* award) {
  for (const Item& related : items(holder.value, "relatedProcesses", holder.pointer)) {
    bool is_subcontract = false;
    for (const Item& relationship : items(related.value, "relationship", ""))
      is_subcontract = is_subcontract || as_text(relationship.value) == "subContract";
    const std::string_view scheme = text_at(related.value, "scheme");
    const std::string ocid = id_at(related.value, "identifier");
    if (!is_subcontract || ocid.empty() || (!scheme.empty() && scheme != "ocid") || ocid == state.scope.ocid) continue;
    SubcontractRun run{ocid, {}, award == nullptr ? std::string() : award->key, related.pointer};
    for (const AwardSeen& one : state.awards) {
      if (!one.in_effect || (award != nullptr && one.key != award->key)) continue;
      run.parents.insert(run.parents.end(), one.suppliers.begin(), one.suppliers.end());
    }
    state.outcome.runs.push_back(std::move(run));
  }
}

}  // namespace

const AwardSeen* award_of_contract(const ReleaseState& state, const Item& contract) {
  auto found = state.award_by_pointer.find(contract.pointer);
  if (found == state.award_by_pointer.end()) {
    found = state.award_by_id.find(id_at(contract.value, "awardID"));
    if (found == state.award_by_id.end()) return nullptr;
  }
  return &state.awards[found->second];
}

void read_awards(ReleaseState& state) {
  const std::vector<Item> awards = distinct_items(state.release, "awards");
  const std::vector<Item> contracts = distinct_items(state.release, "contracts");
  const BidsSeen bids(state.bids);
  std::map<std::string, std::vector<Item>> by_award;
  for (const Item& contract : contracts) by_award[id_at(contract.value, "awardID")].push_back(contract);
  std::set<std::string> ids;
  std::map<std::string, int> seen;
  std::size_t at = 0;
  for (const Item& award : awards) {
    const std::string id = unique_id(award.value, at++, seen);
    ids.insert(id);
    const auto own = by_award.find(id);
    read_award(state, award, id, own == by_award.end() ? std::vector<Item>() : own->second, bids);
  }
  std::map<std::string, int> seen_contracts;
  std::set<std::string> lone_awards;
  at = 0;
  for (const Item& contract : contracts) {
    const std::string id = unique_id(contract.value, at++, seen_contracts);
    std::string award_id = id_at(contract.value, "awardID");
    if (is_empty_id(award_id)) award_id.clear();
    if (ids.contains(award_id)) continue;
    if (!award_id.empty() && !lone_awards.insert(award_id).second) award_id.clear();
    read_lone_contract(state, contract, id, award_id);
  }
  add_total(state, contracts);
  for (const Item& contract : contracts) {
    note_runs(state, contract, award_of_contract(state, contract));
    for (const Item& buyer : items(contract.value, "buyer", contract.pointer)) state.organisations.refer(buyer, "buyer");
  }
  note_runs(state, {state.release, ""}, nullptr);
  for (const AwardSeen& award : state.awards) {
    if (award.in_effect) state.outcome.suppliers.insert(state.outcome.suppliers.end(), award.suppliers.begin(), award.suppliers.end());
  }
}

}  // namespace kede::importers::ocds
