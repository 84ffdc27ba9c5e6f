// The process itself and its lots: what is bought, by whom, where, in which procedure.
#include <rapidjson/document.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "engine/base/text.hpp"
#include "importers/ocds/release_reader.hpp"

namespace kede::importers::ocds {
namespace {

using model::EvidenceClass;
using model::List;
using model::Scalar;

struct Classified {
  std::string cpv;
  std::string inside;
};

void append_cpv(std::vector<Classified>& out, Json classification, const std::string& inside) {
  if (!is_object(classification)) return;
  const auto code = cpv(text_at(classification, "scheme"), id_at(classification, "id"));
  if (!code || out.size() >= 2000 || std::any_of(out.begin(), out.end(), [&](const Classified& c) { return c.cpv == *code; })) return;
  out.push_back({*code, inside + "/id"});
}

void append_item_cpvs(std::vector<Classified>& out, const std::vector<Item>& all) {
  for (const Item& item : all) {
    append_cpv(out, find(item.value, "classification"), item.pointer + "/classification");
    for (const Item& extra : items(item.value, "additionalClassifications", item.pointer)) append_cpv(out, extra.value, extra.pointer);
  }
}

// First the code of the tender as a whole, then those of its items; of awards and contracts when the tender has none.
void add_process_cpv(RecordWriter& writer, Json release) {
  const auto& fields = writer.scope().fields.contract;
  std::vector<Classified> found;
  append_cpv(found, find(release, "tender/classification"), "/tender/classification");
  const bool stated = !found.empty();
  for (const Item& extra : items(find(release, "tender"), "additionalClassifications", "/tender"))
    append_cpv(found, extra.value, extra.pointer);
  append_item_cpvs(found, items(find(release, "tender"), "items", "/tender"));
  for (const std::string_view stage : {"awards", "contracts"}) {
    if (!found.empty()) break;
    for (const Item& part : items(release, stage, "")) append_item_cpvs(found, items(part.value, "items", part.pointer));
  }
  if (found.empty()) return;
  if (stated || found.size() == 1) {
    writer.put(fields.cpv_main, Scalar(found[0].cpv), found[0].inside);
  } else {
    writer.put_computed(fields.cpv_main, Scalar(found[0].cpv), found[0].inside);  // the first of several items
  }
  List others;
  for (std::size_t i = 1; i < found.size(); ++i) others.items.emplace_back(found[i].cpv);
  if (!others.items.empty()) writer.put(fields.cpv_other, others, found[1].inside);
}

struct Delivery {
  std::set<std::string> countries;
  std::set<std::string> regions;
  std::string country_inside;
  std::string region_inside;
};

void note_address(Delivery& out, const Countries& countries, const Item& address) {
  const std::string_view region = text_at(address.value, "region");
  if (const auto state = countries.of_nuts(region)) {
    out.regions.emplace(region);
    out.region_inside = address.pointer + "/region";
    out.countries.insert(*state);
    out.country_inside = address.pointer + "/region";
  }
  for (const std::string_view path : {"country", "countryName"}) {
    const auto state = countries.find(text_at(address.value, path));
    if (!state) continue;
    out.countries.insert(*state);
    out.country_inside = address.pointer + '/' + std::string(path);
    break;
  }
}

void note_delivery(Delivery& out, const Countries& countries, const Item& holder) {
  for (const Item& address : items(holder.value, "deliveryAddresses", holder.pointer)) note_address(out, countries, address);
  for (const Item& address : items(holder.value, "deliveryAddress", holder.pointer)) {
    note_address(out, countries, address);
    for (const Item& inner : items(address.value, "addresses", address.pointer)) note_address(out, countries, inner);
  }
}

// The place of performance, when all places lie in one state or region.
void add_place(RecordWriter& writer, const Delivery& delivery, model::FieldId country, model::FieldId nuts, std::size_t cut) {
  if (delivery.countries.size() == 1)
    writer.put_computed(country, Scalar(*delivery.countries.begin()), delivery.country_inside.substr(cut));
  if (delivery.regions.size() == 1) writer.put_computed(nuts, Scalar(*delivery.regions.begin()), delivery.region_inside.substr(cut));
}

// A code, or criteria with a type for each: all "price" means price only.
void add_award_basis(RecordWriter& writer, model::FieldId field, Json object) {
  const Json criteria = find(object, "awardCriteria");
  if (!is_object(criteria)) return add_code(writer, field, object, "awardCriteria", award_basis);
  std::set<std::string> types;
  for (const Item& item : items(criteria, "criteria", "")) types.insert(ascii_lower(text_at(item.value, "type")));
  if (types.empty() || types.contains("")) return;
  if (types == std::set<std::string>{"price"}) writer.put_computed(field, Scalar("price_only"), "/awardCriteria/criteria");
  if (types.size() > 1 && types.contains("quality")) writer.put_computed(field, Scalar("mixed"), "/awardCriteria/criteria");
}

void add_publication(RecordWriter& writer, Json release) {
  const auto& fields = writer.scope().fields.contract;
  if (!text_at(release, "tender/datePublished").empty()) return add_date(writer, fields.date_published, release, "tender/datePublished");
  for (const Item& tag : items(release, "tag", "")) {
    if (as_text(tag.value) == "tender") return add_date(writer, fields.date_published, release, "date");
  }
}

void add_source_url(RecordWriter& writer, Json release) {
  const auto& fields = writer.scope().fields.contract;
  for (const Item& document : items(find(release, "tender"), "documents", "/tender")) {
    if (text_at(document.value, "documentType") == "tenderNotice" && !text_at(document.value, "url").empty()) {
      writer.put(fields.source_url, Scalar(std::string(text_at(document.value, "url"))), document.pointer + "/url");
      return;
    }
  }
  add_text(writer, fields.source_url, release, "tender/url");
}

void add_title(RecordWriter& writer, Json release) {
  const auto& fields = writer.scope().fields.contract;
  if (!text_at(release, "tender/title").empty()) return add_text(writer, fields.title, release, "tender/title");
  for (const std::string_view stage : {"contracts", "awards"}) {
    for (const Item& part : items(release, stage, "")) {
      const std::string_view title = text_at(part.value, "title");
      if (!title.empty()) return writer.put(fields.title, Scalar(std::string(title)), part.pointer + "/title");
    }
  }
}

void add_subcontract_rules(RecordWriter& writer, Json release) {
  std::vector<std::string> rules;
  std::string inside = "/tender/subcontractingTerms/description";
  if (const std::string_view all = text_at(release, "tender/subcontractingTerms/description"); !all.empty()) rules.emplace_back(all);
  for (const Item& lot : items(find(release, "tender"), "lots", "/tender")) {
    const std::string_view rule = text_at(lot.value, "subcontractingTerms/description");
    if (rule.empty()) continue;
    if (rules.empty()) inside = lot.pointer + "/subcontractingTerms/description";
    rules.push_back(id_at(lot.value, "id") + ": " + std::string(rule));
  }
  if (!rules.empty()) writer.put(writer.scope().fields.contract.subcontract_rules, Scalar(join(rules, "; ")), inside);
}

void add_currency(RecordWriter& writer, Json release) {
  for (const std::string_view path : {"tender/value/currency", "tender/minValue/currency"}) {
    if (const auto currency = Currency::parse(text_at(release, path))) {
      writer.put(writer.scope().fields.contract.currency, Scalar(std::string(currency->code())), '/' + std::string(path));
      return;
    }
  }
}

// The framework or parent procurement that the process names, when it names one only.
void add_parent_process(RecordWriter& writer, Json release) {
  const auto& fields = writer.scope().fields.contract;
  std::map<std::string, std::string> named;  // ocid -> where
  for (const Item& related : items(release, "relatedProcesses", "")) {
    const std::string_view scheme = text_at(related.value, "scheme");
    const std::string ocid = id_at(related.value, "identifier");
    if ((!scheme.empty() && scheme != "ocid") || is_empty_id(ocid) || ocid == writer.scope().ocid) continue;
    for (const Item& relationship : items(related.value, "relationship", "")) {
      const std::string_view word = as_text(relationship.value);
      if (word == "framework" || word == "parent") named.emplace(ocid, related.pointer + "/identifier");
    }
  }
  if (named.size() == 1) add_ref(writer, fields.parent_contract, fields.kind, named.begin()->first, named.begin()->second);
}

// The buyer; else the only party in that role; else who runs the procedure.
void add_buyer(ReleaseState& state, RecordWriter& writer) {
  const auto& fields = state.scope.fields;
  std::string key;
  for (const Item& buyer : items(state.release, "buyer", "")) key = key.empty() ? state.organisations.refer(buyer, "buyer") : key;
  std::string runner;
  for (const Item& entity : items(find(state.release, "tender"), "procuringEntity", "/tender"))
    runner = state.organisations.refer(entity, "procuring_entity");
  if (!key.empty()) return add_ref(writer, fields.contract.buyer, fields.organisation.kind, key, "/buyer");
  std::vector<Item> parties;
  for (const Item& party : items(state.release, "parties", "")) {
    const std::string party_key = state.organisations.key_of(party.value);
    if (!party_key.empty() && state.organisations.has_role(party_key, "buyer")) {
      parties.push_back(party);
      key = party_key;
    }
  }
  if (parties.size() == 1) {
    writer.put_computed(fields.contract.buyer, model::Ref{fields.organisation.kind, key}, parties[0].pointer);
  } else if (parties.empty() && !runner.empty()) {
    writer.put_computed(fields.contract.buyer, model::Ref{fields.organisation.kind, runner}, "/tender/procuringEntity");
  }
}

void read_lot(ReleaseState& state, const Item& lot, const std::string& key, const std::vector<Item>& lot_items) {
  const auto& fields = state.scope.fields.lot;
  RecordWriter writer(state.scope, fields.kind, key, lot.pointer, EvidenceClass::register_or_decision);
  add_id(writer, fields.id, lot.value, "id");
  add_ref(writer, fields.contract, state.scope.fields.contract.kind, state.scope.ocid, "");
  add_text(writer, fields.title, lot.value, text_at(lot.value, "title").empty() ? "description" : "title");
  add_money(writer, fields.value, lot.value, "value");
  add_code(writer, fields.status, lot.value, "status", contract_status);
  add_date(writer, fields.start_date, lot.value, "contractPeriod/startDate");
  add_date(writer, fields.end_date, lot.value, "contractPeriod/endDate");
  add_duration(writer, fields.duration_months, lot.value, "contractPeriod");
  add_award_basis(writer, fields.award_basis, lot.value);
  writer.finish();
  // Items say what the lot is and where; their places are outside the lot.
  std::vector<Classified> codes;
  Delivery delivery;
  for (const Item& item : lot_items) {
    append_cpv(codes, find(item.value, "classification"), item.pointer + "/classification");
    note_delivery(delivery, state.scope.countries, item);
  }
  RecordWriter by_items(state.scope, fields.kind, key, "/tender/items", EvidenceClass::register_or_decision);
  constexpr std::size_t cut = std::string_view("/tender/items").size();
  if (codes.size() == 1) by_items.put(fields.cpv, Scalar(codes[0].cpv), codes[0].inside.substr(cut));
  if (codes.size() > 1) by_items.put_computed(fields.cpv, Scalar(codes[0].cpv), codes[0].inside.substr(cut));
  add_place(by_items, delivery, fields.place_country, fields.place_nuts, cut);
  by_items.finish();
}

}  // namespace

void add_duration(RecordWriter& writer, model::FieldId field, Json object, std::string_view path) {
  const Json period = find(object, path);
  const auto start = parse_iso_date(text_at(period, "startDate"));
  const auto end = parse_iso_date(text_at(period, "endDate"));
  double days = 0;
  if (const auto stated = plain_decimal(text_at(period, "durationInDays")); stated && stated->size() < 6)
    std::from_chars(stated->data(), stated->data() + stated->size(), days);
  if (days <= 0 && start && end && *end > *start) days = static_cast<double>((*end - *start).count() + 1);
  if (days <= 0 || days > 36'525) return;
  writer.put_computed(field, Scalar(std::round(days / 30.4375 * 100) / 100), '/' + std::string(path), written(period));
}

std::vector<std::string> related_lots(Json object) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const std::string_view path : {"relatedLots", "relatedLot"}) {
    for (const Item& lot : items(object, path, "")) {
      std::string id = is_object(lot.value) ? id_at(lot.value, "lotId") : as_id(lot.value);
      if (id.empty()) id = id_at(lot.value, "id");
      if (!id.empty() && seen.insert(id).second) out.push_back(id);
    }
  }
  return out;
}

std::string lot_key(ReleaseState& state, const std::string& id, const std::string& pointer) {
  const auto [entry, fresh] = state.lots.try_emplace(id, state.scope.key("lot", id));
  if (fresh) {
    const auto& fields = state.scope.fields.lot;
    RecordWriter writer(state.scope, fields.kind, entry->second, pointer, EvidenceClass::computed);
    writer.put(fields.id, Scalar(id), "/relatedLots");
    add_ref(writer, fields.contract, state.scope.fields.contract.kind, state.scope.ocid, "");
    writer.finish();
  }
  return entry->second;
}

std::string unique_id(Json object, std::size_t position, std::map<std::string, int>& seen) {
  std::string id = is_object(object) ? id_at(object, "id") : std::string();
  if (id.empty() || is_empty_id(id)) id = "at-" + std::to_string(position);
  const int times = ++seen[id];
  return times == 1 ? id : id + '#' + std::to_string(times);
}

std::vector<Item> distinct_items(Json object, std::string_view path) {
  std::vector<Item> out;
  for (Item& item : items(object, path, "")) {
    if (!is_object(item.value)) continue;
    const bool again =
        out.size() < 200 && std::any_of(out.begin(), out.end(), [&](const Item& other) { return *other.value == *item.value; });
    if (!again) out.push_back(std::move(item));
  }
  return out;
}

void read_process(ReleaseState& state, bool process_is_named) {
  const Json release = state.release;
  const auto& fields = state.scope.fields.contract;
  RecordWriter writer(state.scope, fields.kind, state.scope.ocid, "", EvidenceClass::register_or_decision);
  if (process_is_named) {
    add_id(writer, fields.id, release, "ocid");
  } else {
    writer.put_computed(fields.id, Scalar(state.scope.ocid), "");
  }
  add_title(writer, release);
  add_text(writer, fields.description, release, text_at(release, "tender/description").empty() ? "description" : "tender/description");
  add_parent_process(writer, release);
  add_buyer(state, writer);
  add_process_cpv(writer, release);
  add_code(writer, fields.main_category, release, "tender/mainProcurementCategory", main_category);
  state.main_category = main_category(text_at(release, "tender/mainProcurementCategory")).value_or("");
  add_code(writer, fields.procurement_method, release, "tender/procurementMethod", procurement_method);
  add_text(writer, fields.procurement_method_details, release, "tender/procurementMethodDetails");
  add_money(writer, fields.estimated_value, release, "tender/value");
  add_currency(writer, release);
  add_publication(writer, release);
  add_date(writer, fields.submission_deadline, release, "tender/tenderPeriod/endDate");
  add_code(writer, fields.status, release, "tender/status", contract_status);
  if (!is_object(find(release, "tender/awardCriteria"))) {
    add_code(writer, fields.award_basis, release, "tender/awardCriteria", award_basis);
  }
  add_duration(writer, fields.duration_months, release, "tender/contractPeriod");
  add_subcontract_rules(writer, release);
  add_source_url(writer, release);
  Delivery delivery;
  if (const Json tender = find(release, "tender"); is_object(tender)) note_delivery(delivery, state.scope.countries, {tender, "/tender"});
  for (const Item& item : items(find(release, "tender"), "items", "/tender")) note_delivery(delivery, state.scope.countries, item);
  add_place(writer, delivery, fields.place_country, fields.place_nuts, 0);
  writer.finish();
  if (is_object(find(release, "tender/awardCriteria"))) {
    RecordWriter tender(state.scope, fields.kind, state.scope.ocid, "/tender", EvidenceClass::register_or_decision);
    add_award_basis(tender, fields.award_basis, find(release, "tender"));
    tender.finish();
  }
  std::map<std::string, std::vector<Item>> items_of_lot;
  for (const Item& item : items(find(release, "tender"), "items", "/tender")) {
    for (const std::string& id : related_lots(item.value)) items_of_lot[id].push_back(item);
  }
  for (const Item& lot : items(find(release, "tender"), "lots", "/tender")) {
    const std::string id = is_object(lot.value) ? id_at(lot.value, "id") : std::string();
    if (!id.empty()) read_lot(state, lot, state.lots.try_emplace(id, state.scope.key("lot", id)).first->second, items_of_lot[id]);
    for (const Item& buyer : items(lot.value, "buyer", lot.pointer)) state.organisations.refer(buyer, "buyer");
  }
}

void read_amendments(ReleaseState& state) {
  const auto& fields = state.scope.fields.event;
  const auto read_all = [&](const Item& holder, const std::string& label) {
    std::size_t at = 0;
    for (const Item& amendment : items(holder.value, "amendments", holder.pointer)) {
      if (!is_object(amendment.value)) continue;
      const std::string id = id_at(amendment.value, "id");
      const std::string name = label + '/' + (id.empty() ? "at-" + std::to_string(at) : id);
      ++at;
      RecordWriter writer(state.scope, fields.kind, state.scope.key("amendment", name), amendment.pointer,
                          EvidenceClass::register_or_decision);
      writer.put(fields.id, Scalar(name), "/id");
      add_ref(writer, fields.contract, state.scope.fields.contract.kind, state.scope.ocid, "");
      writer.put(fields.type, Scalar("amendment"), "");
      add_date(writer, fields.date, amendment.value, "date");
      writer.finish();
    }
  };
  // Only changes after the contract was concluded: the vocabulary means amendments of the contract, not of the notice.
  for (const Item& contract : items(state.release, "contracts", "")) read_all(contract, "contract-" + id_at(contract.value, "id"));
}

ReleaseOutcome read_release(Json release, const ReleaseScope& scope, bool process_is_named) {
  ReleaseState state{scope, release, Organisations(scope), {}, {}, {}, {}, {}, {}, {}};
  state.organisations.read_parties(release);
  read_process(state, process_is_named);
  read_bids(state);
  read_awards(state);
  read_goods(state);
  read_amendments(state);
  return std::move(state.outcome);
}

}  // namespace kede::importers::ocds
