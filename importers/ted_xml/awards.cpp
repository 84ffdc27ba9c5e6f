// Awards, the groups that received them, and what the awards tell of their lots.
#include <algorithm>

#include "engine/base/text.hpp"
#include "importers/ted_xml/writing.hpp"
#include "importers/xml.hpp"

namespace kede::importers::ted_xml {
namespace {

using model::EvidenceClass;
using model::Ref;
using model::Scalar;
using model::UnknownReason;

constexpr std::size_t kLongest = 80;

// One element of section V: what was concluded stands in it, or one level deeper.
struct Award {
  Part part;
  Part details;  // path from `part`
  bool is_prize = false;

  Part inside(std::initializer_list<std::string_view> paths) const {
    Part found = first_of(details.node, paths);
    found.path.insert(0, details.path);
    return found;
  }
};

Award view_of(const Part& part) {
  Award out{part, first_of(part.node, {"AWARDED_CONTRACT"}), local_name(part.node).ends_with("PRIZE")};
  if (!out.details) out.details = {part.node, {}};
  return out;
}

// What the awards say about a lot, or about the undivided whole.
struct Outcome {
  std::string lot_key;  // empty: the whole
  std::string lot_id;
  std::string place;  // of the first award
  std::vector<std::string> counts;
  Part count;  // the first
  bool count_withheld = false;
  Part estimate;
  bool estimates_differ = false;
  bool awarded = false;
  bool unsuccessful = false;
  bool cancelled = false;
};

struct Outcomes {
  std::vector<Outcome> all;
  std::unordered_map<std::string, std::size_t> by_lot;

  Outcome& of(const Writing& writing, const std::string& lot, const Part& award) {
    const auto [entry, fresh] = by_lot.try_emplace(lot, all.size());
    if (fresh) {
      all.emplace_back();
      all.back().lot_id = lot;
      all.back().lot_key = lot.empty() ? std::string() : writing.lot_key(lot);
      all.back().place = writing.place_of(award);
    }
    return all[entry->second];
  }
};

// An empty element stands for a lot of which nothing is said; forms before 2014 have them.
bool says_nothing(const Award& award) {
  return !award.inside({"CONTRACTORS", "CONTRACTOR", "WINNERS", "WINNER", "ECONOMIC_OPERATOR_NAME_ADDRESS",
                        "CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP", "CONTRACT_VALUE_INFORMATION", "VALUES", "VAL_TOTAL", "CONTRACT_NUMBER",
                        "CONTRACT_AWARD_DATE", "DATE_OF_CONTRACT_AWARD", "DATE_CONCLUSION_CONTRACT"}) &&
         !first_of(award.part.node, {"NO_AWARDED_CONTRACT", "CONTRACT_NO", "LOT_NO", "AWARDED_CONTRACT"}) && !award.is_prize;
}

std::vector<std::string> write_contractors(Writing& writing, const Award& award) {
  std::vector<std::string> keys;
  std::unordered_set<std::string> seen;
  const auto add = [&](const Part& address, const Part& size) {
    std::string key = write_organisation(writing, address, Party::supplier, size);
    if (!key.empty() && seen.insert(key).second) keys.push_back(std::move(key));
  };
  for (const std::string_view holder : {"CONTRACTORS/CONTRACTOR", "CONTRACTOR", "WINNERS/WINNER", "WINNER"}) {
    std::size_t number = 0;
    for (const pugi::xml_node each : all(award.details.node, holder)) {
      Part address = first_of(each, {"ADDRESS_CONTRACTOR", "ADDRESS_WINNER"});
      address.path.insert(0, award.part.path + award.details.path + '/' + std::string(holder) + '[' + std::to_string(++number) + ']');
      add(address, first_of(each, {"SME", "NO_SME"}));
    }
  }
  Part old =
      award.inside({"ECONOMIC_OPERATOR_NAME_ADDRESS/CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME", "ECONOMIC_OPERATOR_NAME_ADDRESS/CONTACT_DATA",
                    "CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP", "ECONOMIC_OPERATOR_NAME_ADDRESS"});
  if (keys.empty() && old) {
    old.path.insert(0, award.part.path);
    add(old, {});
  }
  return keys;
}

// The number of the contract and the lot, by which a later notice finds the award again.
std::string award_id(Writing& writing, const std::vector<std::string>& lots, std::string_view contract_number) {
  const bool changed = writing.notice.stage == Stage::change && !writing.notice.referenced.empty();
  std::string id = (changed ? writing.notice.referenced : writing.notice.number) + '/';
  id += contract_number.empty() ? "-" : shorten(replace_invalid_utf8(contract_number), kLongest);
  id += '/' + (lots.empty() ? std::string("-") : shorten(join(lots, ","), kLongest));
  const std::size_t times = ++writing.award_ids[id];
  return times == 1 ? id : id + '#' + std::to_string(times);
}

void put_subcontracting(RecordMaker& maker, const ted::Fields& all_fields, const Award& award) {
  const auto& fields = all_fields.award;
  const Part likely =
      award.inside({"LIKELY_SUBCONTRACTED", "MORE_INFORMATION_TO_SUB_CONTRACTED/CONTRACT_LIKELY_SUB_CONTRACTED",
                    "MORE_INFORMATION_TO_SUB_CONTRACTED/CONTRACT_LIKELY_SUB_CONTRACTED_WITH_DEFENCE", "CONTRACT_LIKELY_SUB_CONTRACTED"});
  const Part unlikely =
      award.inside({"MORE_INFORMATION_TO_SUB_CONTRACTED/NO_CONTRACT_LIKELY_SUB_CONTRACTED", "NO_CONTRACT_LIKELY_SUB_CONTRACTED"});
  maker.as(EvidenceClass::declaration);
  if (likely || unlikely)
    maker.put_value(fields.has_subcontracting, Scalar(static_cast<bool>(likely)), likely ? likely.path : unlikely.path);
  put_amount(maker, fields.subcontract_value, award.inside({"VAL_SUBCONTRACTING"}));
  put_text(maker, fields.subcontract_share, award.inside({"PCT_SUBCONTRACTING"}));
  put_text(maker, fields.subcontract_description, award.inside({"INFO_ADD_SUBCONTRACTING"}));
  if (likely && likely.node.first_child()) {
    const auto within = [&](std::initializer_list<std::string_view> paths) {
      Part found = first_of(likely.node, paths);
      found.path.insert(0, likely.path);
      return found;
    };
    put_amount(maker, fields.subcontract_value, within({"EXCLUDING_VAT_VALUE"}));
    put_text(maker, fields.subcontract_share, within({"EXCLUDING_VAT_PRCT"}));
    put_text(maker, fields.subcontract_description, within({"ADDITIONAL_INFORMATION"}));
    const Part unknown = within({"UNKNOWN_VALUE"});
    if (unknown) maker.put_unknown(fields.subcontract_value, UnknownReason::declared_unknown, unknown.path);
  }
  maker.as(EvidenceClass::register_or_decision);
}

void put_dates(RecordMaker& maker, const Writing& writing, const Award& award) {
  const auto& fields = writing.fields.award;
  const Part concluded = award.inside({"DATE_CONCLUSION_CONTRACT"});
  const bool decision = writing.notice.stage == Stage::ex_ante;
  put_date(maker, decision ? fields.date : fields.date_signed, concluded);
  put_date(maker, fields.date, award.inside({"CONTRACT_AWARD_DATE", "DATE_OF_CONTRACT_AWARD", "DATE_DECISION_JURY"}));
}

Part value_of(const Award& award) {
  return award.inside({"VALUES/VAL_TOTAL", "VAL_TOTAL", "VALUES/VAL_RANGE_TOTAL", "VAL_RANGE_TOTAL", "VAL_PRIZE",
                       "CONTRACT_VALUE_INFORMATION/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE",
                       "INFORMATION_VALUE_CONTRACT/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE", "COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE"});
}

void put_award_value(RecordMaker& maker, model::FieldId field, const Award& award) {
  const Part values = award.inside({"VALUES"});
  if (values && is_withheld(values.node)) return maker.put_unknown(field, UnknownReason::withheld, values.path);
  put_amount(maker, field, value_of(award));
}

// Why nothing was awarded; empty when something was.
std::string failure_of(const Award& award) {
  const Part none = first_of(award.part.node, {"NO_AWARDED_CONTRACT"});
  const pugi::xml_node holder = none ? none.node : local_name(award.part.node) == "NO_AWARDED_PRIZE" ? award.part.node : pugi::xml_node();
  if (!holder) return {};
  if (find(holder, "PROCUREMENT_DISCONTINUED")) return "cancelled";
  return find(holder, "PROCUREMENT_UNSUCCESSFUL") ? "unsuccessful" : "?";
}

bool is_group(const Award& award) { return static_cast<bool>(award.inside({"CONTRACTORS/AWARDED_TO_GROUP", "AWARDED_TO_GROUP"})); }

Part contractors_of(const Award& award) {
  return award.inside(
      {"CONTRACTORS", "CONTRACTOR", "WINNERS", "WINNER", "ECONOMIC_OPERATOR_NAME_ADDRESS", "CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP"});
}

// The bid that won. The form does not say who leads a group, so the member named first is taken.
std::string write_bid(Writing& writing, const Award& award, const std::string& award_key, const std::vector<std::string>& members,
                      const std::vector<std::string>& lots) {
  const auto& fields = writing.fields.bid;
  const model::KindId organisation = writing.fields.organisation.kind;
  std::string key = award_key + "/bid";
  RecordMaker maker(writing.scope, fields.kind, key, writing.place_of(award.part));
  maker.put(fields.id, key.substr(key.find(':') + 1), "");
  maker.put_ref(fields.contract, writing.fields.contract.kind, writing.process_key, "");
  if (lots.size() == 1) maker.put_ref(fields.lot, writing.fields.lot.kind, writing.lot_key(lots[0]), "/LOT_NO");
  const std::string inside = contractors_of(award).path;
  if (is_group(award)) {
    maker.put_computed(fields.bidder, Ref{organisation, members[0]}, inside, "first of " + std::to_string(members.size()));
    put_list(maker, fields.members, organisations(writing.fields, members), inside);
  } else {
    maker.put_ref(fields.bidder, organisation, members[0], inside);
  }
  if (members.size() > 1) maker.close_list(fields.members);
  maker.put(fields.status, "winner", "");
  if (writing.notice.stage != Stage::change) put_award_value(maker, fields.amount, award);
  maker.finish();
  return key;
}

void put_suppliers(RecordMaker& maker, const Writing& writing, const Award& award, const std::vector<std::string>& suppliers) {
  const auto field = writing.fields.award.suppliers;
  const Part holder = contractors_of(award);
  if (suppliers.empty() && holder && is_withheld(holder.node)) return maker.put_unknown(field, UnknownReason::withheld, holder.path);
  put_list(maker, field, organisations(writing.fields, suppliers), holder.path);
  if (is_group(award) || award.inside({"CONTRACTORS/NO_AWARDED_TO_GROUP", "NO_AWARDED_TO_GROUP"})) maker.close_list(field);
}

void note_outcome(Outcome& outcome, const Award& award, const std::string& failure) {
  outcome.awarded = outcome.awarded || failure.empty();
  outcome.unsuccessful = outcome.unsuccessful || failure == "unsuccessful";
  outcome.cancelled = outcome.cancelled || failure == "cancelled";
  const Part tenders = award.inside({"TENDERS"});
  outcome.count_withheld = outcome.count_withheld || (tenders && is_withheld(tenders.node));
  const Part count = award.inside(
      {"TENDERS/NB_TENDERS_RECEIVED", "NB_TENDERS_RECEIVED", "OFFERS_RECEIVED_NUMBER", "PARTICIPANTS/NB_PARTICIPANTS", "NB_PARTICIPANTS"});
  std::string written(text_of(count.node));
  if (!written.empty() && std::find(outcome.counts.begin(), outcome.counts.end(), written) == outcome.counts.end()) {
    if (outcome.counts.empty()) outcome.count = count;
    if (outcome.counts.size() < 20) outcome.counts.push_back(std::move(written));
  }
  const Part estimate = award.inside({"VALUES/VAL_ESTIMATED_TOTAL", "VAL_ESTIMATED_TOTAL",
                                      "CONTRACT_VALUE_INFORMATION/INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT",
                                      "INFORMATION_VALUE_CONTRACT/INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT"});
  if (!estimate) return;
  outcome.estimates_differ =
      outcome.estimates_differ || (outcome.estimate && all_text_of(outcome.estimate.node) != all_text_of(estimate.node));
  if (!outcome.estimate) outcome.estimate = estimate;
}

void write_award(Writing& writing, const Part& part, Outcomes& outcomes) {
  const Award award = view_of(part);
  if (says_nothing(award)) return;
  const auto& fields = writing.fields.award;
  const Part number = first_of(part.node, {"CONTRACT_NO", "CONTRACT_NUMBER"});
  const Part lot = first_of(part.node, {"LOT_NO", "LOT_NUMBER"});
  const std::vector<std::string> lots = lots_of_award(writing, text_of(lot.node));
  const std::string id = award_id(writing, lots, text_of(number.node));
  const std::string key = "ted:" + id.substr(0, id.find('/')) + "/award" + id.substr(id.find('/'));
  const std::string failure = failure_of(award);
  const std::vector<std::string> suppliers = write_contractors(writing, award);
  RecordMaker maker(writing.scope, fields.kind, key, writing.place_of(part));
  maker.put(fields.id, id, number.path);
  maker.put_ref(fields.contract, writing.fields.contract.kind, writing.process_key, "");
  if (lots.size() == 1) maker.put_ref(fields.lot, writing.fields.lot.kind, writing.lot_key(lots[0]), lot.path);
  const bool intended = writing.notice.stage == Stage::ex_ante;
  if (!suppliers.empty() && (is_group(award) || suppliers.size() == 1))
    maker.put_ref(fields.bid, writing.fields.bid.kind, write_bid(writing, award, key, suppliers, lots),
                  award.details.path + "/CONTRACTORS");
  put_suppliers(maker, writing, award, suppliers);
  maker.put(fields.contract_id, text_of(number.node), number.path);
  put_dates(maker, writing, award);
  if (writing.notice.stage != Stage::change) put_award_value(maker, fields.value, award);
  if (failure == "?") maker.put_unknown(fields.status, UnknownReason::unreadable, "", "NO_AWARDED_CONTRACT");
  if (failure != "?") maker.put(fields.status, !failure.empty() ? failure : intended ? "pending" : "active", "");
  put_subcontracting(maker, writing.fields, award);
  maker.finish();
  if (lots.empty()) note_outcome(outcomes.of(writing, "", part), award, failure);
  for (const std::string& each : lots) note_outcome(outcomes.of(writing, each, part), award, failure);
}

std::string status_of(const Outcome& outcome, Stage stage) {
  if (outcome.awarded) return stage == Stage::ex_ante ? "active" : "complete";
  if (outcome.unsuccessful) return "unsuccessful";
  return outcome.cancelled ? "cancelled" : "";
}

// Awards of one lot may state different numbers of tenders; then none of them is the number of the lot.
void put_count(RecordMaker& maker, model::FieldId field, const Outcome& outcome) {
  if (outcome.counts.empty()) {
    if (outcome.count_withheld) maker.put_unknown(field, UnknownReason::withheld, "/TENDERS");
    return;
  }
  if (outcome.counts.size() > 1)
    return maker.put_unknown(field, UnknownReason::conflict, outcome.count.path, shorten(join(outcome.counts, ", "), 120));
  if (outcome.counts[0] == "0" && outcome.awarded) return maker.put_unknown(field, UnknownReason::unreadable, outcome.count.path, "0");
  maker.put(field, outcome.counts[0], outcome.count.path);
}

void write_outcome(const Writing& writing, const Outcome& outcome) {
  const auto& fields = writing.fields.lot;
  RecordMaker maker(writing.scope, fields.kind, outcome.lot_key, outcome.place);
  if (!writing.lots.contains(outcome.lot_id)) {
    maker.put(fields.id, outcome.lot_id, "/LOT_NO");
    maker.put_ref(fields.contract, writing.fields.contract.kind, writing.process_key, "");
  }
  maker.put(fields.status, status_of(outcome, writing.notice.stage), "");
  put_count(maker, fields.number_of_tenderers, outcome);
  if (!outcome.estimates_differ) put_amount(maker, fields.value, outcome.estimate);
  maker.finish();
}

void write_whole(const Writing& writing, const Outcomes& outcomes) {
  const auto& fields = writing.fields.contract;
  Outcome sum;
  const Outcome* whole = nullptr;
  for (const Outcome& each : outcomes.all) {
    sum.awarded = sum.awarded || each.awarded;
    sum.unsuccessful = sum.unsuccessful || each.unsuccessful;
    sum.cancelled = sum.cancelled || each.cancelled;
    if (each.lot_key.empty()) whole = &each;
  }
  RecordMaker maker(writing.scope, fields.kind, writing.process_key, outcomes.all[0].place);
  maker.put(fields.status, status_of(sum, writing.notice.stage), "");
  if (whole != nullptr && outcomes.all.size() == 1) {
    put_count(maker, fields.number_of_tenderers, *whole);
    if (!whole->estimates_differ && !writing.notice.estimated_value) put_amount(maker, fields.estimated_value, whole->estimate);
  }
  maker.finish();
}

}  // namespace

void write_awards(Writing& writing) {
  Outcomes outcomes;
  for (const Part& part : writing.notice.awards) write_award(writing, part, outcomes);
  if (writing.notice.stage == Stage::change || outcomes.all.empty()) return;
  for (const Outcome& outcome : outcomes.all) {
    if (!outcome.lot_key.empty()) write_outcome(writing, outcome);
  }
  write_whole(writing, outcomes);
}

}  // namespace kede::importers::ted_xml
