// Goods: items of the tender, of awards and contracts, and of bids, when goods and not services or works are bought.
#include <rapidjson/document.h>

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"
#include "importers/ocds/release_reader.hpp"

namespace kede::importers::ocds {
namespace {

using model::EvidenceClass;
using model::Scalar;

struct Origin {
  std::string prefix = {};  // of the key: "bid-7/"
  EvidenceClass evidence = EvidenceClass::register_or_decision;
  std::string supplier = {};
  std::string bid = {};
  std::vector<std::string> lots = {};
  std::string country = {};  // alpha-2
  std::string country_inside = {};
  bool from_tender = false;  // the item of the tender with this id is the same thing
};

std::optional<std::string> cpv_of(Json item) {
  if (const auto main = cpv(text_at(item, "classification/scheme"), id_at(item, "classification/id"))) return main;
  for (const Item& extra : items(item, "additionalClassifications", "")) {
    if (const auto code = cpv(text_at(extra.value, "scheme"), id_at(extra.value, "id"))) return code;
  }
  return std::nullopt;
}

bool is_good(const ReleaseState& state, Json item) {
  if (const auto code = cpv_of(item)) return cpv_means_goods(*code);
  return state.main_category == "goods";
}

void add_classification(RecordWriter& writer, Json item) {
  const auto& fields = writer.scope().fields.good;
  if (const auto code = cpv(text_at(item, "classification/scheme"), id_at(item, "classification/id"))) {
    writer.put(fields.cpv, Scalar(*code), "/classification/id", id_at(item, "classification/id"));
  } else if (const auto other = cpv_of(item)) {
    writer.put(fields.cpv, Scalar(*other), "/additionalClassifications");
  }
  std::vector<Item> all = items(item, "additionalClassifications", "");
  if (is_object(find(item, "classification"))) all.insert(all.begin(), {find(item, "classification"), "/classification"});
  for (const Item& one : all) {
    const std::string scheme = ascii_lower(text_at(one.value, "scheme"));
    const std::string id = id_at(one.value, "id");
    if (scheme != "hs" && scheme != "cn" && scheme != "taric") continue;
    if (!id.empty()) return writer.put(fields.hs_code, Scalar(id), one.pointer + "/id");
  }
}

void write_good(ReleaseState& state, const Item& item, const std::string& id, const Origin& origin) {
  const auto& all = state.scope.fields;
  const auto& fields = all.good;
  RecordWriter writer(state.scope, fields.kind, state.scope.key("good", origin.prefix + id), item.pointer, origin.evidence);
  writer.put(fields.id, Scalar(origin.from_tender ? id : origin.prefix + id), "/id");
  add_ref(writer, fields.contract, all.contract.kind, state.scope.ocid, "");
  std::vector<std::string> lots = related_lots(item.value);
  if (lots.empty()) lots = origin.lots;
  if (lots.size() == 1) add_ref(writer, fields.lot, all.lot.kind, lot_key(state, lots[0], item.pointer), "/relatedLot");
  add_ref(writer, fields.bid, all.bid.kind, origin.bid, "");
  add_ref(writer, fields.supplier, all.organisation.kind, origin.supplier, "");
  add_text(writer, fields.description, item.value,
           text_at(item.value, "description").empty() ? "classification/description" : "description");
  add_classification(writer, item.value);
  add_number(writer, fields.quantity, item.value, "quantity");
  add_text(writer, fields.unit, item.value, text_at(item.value, "unit/name").empty() ? "unit/id" : "unit/name");
  add_money(writer, fields.unit_price, item.value, "unit/value", AmountOf::unit);
  if (!origin.country.empty()) writer.put(fields.origin_country, Scalar(origin.country), origin.country_inside);
  writer.finish();
}

// An item of an award or contract is the tender's item of the same id when it says the same thing and no other award has it.
struct TenderItems {
  std::map<std::string, Json> by_id;
  std::map<std::string, int> times;
};

TenderItems tender_items(const ReleaseState& state) {
  TenderItems out;
  for (const Item& item : items(find(state.release, "tender"), "items", "/tender")) {
    if (const std::string id = is_object(item.value) ? id_at(item.value, "id") : std::string(); !id.empty())
      out.by_id.emplace(id, item.value);
  }
  for (const AwardSeen& award : state.awards) {
    for (const Item& item : items(award.value, "items", "")) ++out.times[id_at(item.value, "id")];
  }
  return out;
}

bool same_thing(Json a, Json b) {
  const auto agrees = [&](std::string_view path) {
    return id_at(a, path).empty() || id_at(b, path).empty() || id_at(a, path) == id_at(b, path);
  };
  return agrees("classification/id") && agrees("classification/scheme") && agrees("description") && agrees("unit/name") &&
         agrees("quantity");
}

// When the unit price of the award differs from that of the tender it is another good, not a contradiction.
bool continues_tender(const TenderItems& tender, Json item) {
  const std::string id = id_at(item, "id");
  const auto found = tender.by_id.find(id);
  const auto times = tender.times.find(id);
  if (found == tender.by_id.end() || (times != tender.times.end() && times->second > 1)) return false;
  const std::string_view estimate = text_at(found->second, "unit/value/amount");
  const std::string_view price = text_at(item, "unit/value/amount");
  return same_thing(found->second, item) && (estimate.empty() || price.empty() || estimate == price);
}

void read_list(ReleaseState& state, const std::vector<Item>& list, Origin origin, const TenderItems* tender) {
  std::map<std::string, int> seen;
  std::size_t at = 0;
  for (const Item& item : list) {
    if (!is_object(item.value)) continue;
    const std::string id = unique_id(item.value, at++, seen);
    if (!is_good(state, item.value)) continue;
    Origin own = origin;
    if (tender != nullptr && continues_tender(*tender, item.value)) {
      own.prefix.clear();
      own.from_tender = true;
    }
    write_good(state, item, id, own);
  }
}

// The state of origin that a bid gives for all its goods.
void add_origin_country(const ReleaseState& state, Json bid, Origin& origin) {
  const std::vector<Item> countries = items(bid, "countriesOfOrigin", "");
  if (countries.size() != 1) return;
  if (const auto code = state.scope.countries.find(as_text(countries[0].value))) {
    origin.country = *code;
    origin.country_inside = "";
  }
}

}  // namespace

void read_goods(ReleaseState& state) {
  const TenderItems tender = tender_items(state);
  read_list(state, items(find(state.release, "tender"), "items", "/tender"), {.from_tender = true}, nullptr);
  std::set<std::string> with_items;
  for (const AwardSeen& award : state.awards) {
    if (!award.in_effect || award.value == nullptr) continue;
    const std::vector<Item> list = items(award.value, "items", award.pointer);
    if (!list.empty()) with_items.insert(award.id);
    const std::string supplier = award.suppliers.size() == 1 ? award.suppliers[0] : std::string();
    read_list(state, list, {.prefix = "award-" + award.id + '/', .supplier = supplier, .lots = award.lots}, &tender);
  }
  for (const Item& contract : distinct_items(state.release, "contracts")) {
    const std::string award_id = id_at(contract.value, "awardID");
    if (with_items.contains(award_id)) continue;  // the award lists them already
    const AwardSeen* award = award_of_contract(state, contract);
    const bool sure = award != nullptr && award->in_effect && award->suppliers.size() == 1;
    const std::string prefix = "contract-" + id_at(contract.value, "id") + '/';
    read_list(state, items(contract.value, "items", contract.pointer),
              {.prefix = prefix, .supplier = sure ? award->suppliers[0] : std::string()}, &tender);
  }
  std::size_t at = 0;
  for (const Item& bid : distinct_items(find(state.release, "bids"), "details")) {
    const BidSeen* const known = &state.bids[at++];
    Origin origin{.prefix = "bid-" + known->id + '/', .evidence = EvidenceClass::declaration, .bid = known->key, .lots = known->lots};
    if (known->tenderers.size() == 1) origin.supplier = known->tenderers[0];
    add_origin_country(state, bid.value, origin);
    read_list(state, items(bid.value, "items", "/bids" + bid.pointer), origin, nullptr);
  }
}

}  // namespace kede::importers::ocds
