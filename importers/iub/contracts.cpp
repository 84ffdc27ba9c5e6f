// Concluded contracts: winners, what they pass on, and who performed in the end.
#include <rapidjson/document.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "importers/csv_tables.hpp"
#include "importers/iub/notice.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::iub {
namespace {

using model::Scalar;
using model::UnknownReason;
using Json = const rapidjson::Value*;

struct Winner {
  const Item& item;
  std::vector<Party> parties;
  std::string key;  // of the award
};

std::optional<std::string> award_status(std::string_view written) {
  constexpr CodeWord table[] = {{"active", "active"},       {"completed", "complete"},  {"complete", "complete"},
                                {"terminated", "complete"}, {"cancelled", "cancelled"}, {"canceled", "cancelled"}};
  return look_up(table, written);
}

std::vector<Party> write_parties(const Notice& notice, const Item& winner, std::string_view member) {
  std::vector<Party> out;
  for (const Item& item : items(winner.value, member, winner.pointer)) {
    if (!is_object(item.value)) continue;
    Party party = write_party(notice, item, "companyId", "supplier");
    const bool fresh = std::none_of(out.begin(), out.end(), [&](const Party& other) { return other.key == party.key; });
    if (!party.key.empty() && fresh) out.push_back(std::move(party));
  }
  return out;
}

bool same_parties(const std::vector<Party>& some, const std::vector<Party>& all) {
  return std::all_of(some.begin(), some.end(), [&](const Party& one) {
    return std::any_of(all.begin(), all.end(), [&](const Party& other) { return other.key == one.key; });
  });
}

// The same in every notice of the procedure: the numbers of contracts and winners change when a notice is published again.
std::string award_key(const Lot& lot, Json contract, const std::vector<Party>& parties) {
  std::vector<std::string> keys;
  for (const Party& party : parties) keys.push_back(party.key.substr(party.key.rfind('/') + 1));
  std::sort(keys.begin(), keys.end());
  std::string number = id_at(contract, "identifier");
  if (number.empty()) number = id_at(contract, "conclusionDate");
  return lot.key + "/award/" + number + '/' + join(keys, "+");
}

// Two statements of one amount, the larger of which is ten, a hundred … times the other: a decimal point went astray.
void check_amounts(const Notice& notice, const Item& winner, Json contract, Json actual) {
  const auto awarded = written_number(text_at(winner.value, "tenderValue"));
  for (const std::string_view written : {text_at(contract, "tenderPaymentValue"), text_at(actual, "tenderValue")}) {
    const auto paid = written_number(written);
    if (!awarded || !paid || !(*awarded > 0) || !(*paid > 0)) continue;
    const double tens = std::log10(std::max(*awarded, *paid) / std::min(*awarded, *paid));
    if (tens < 0.5 || std::abs(tens - std::round(tens)) > 1e-6) continue;
    return notice.file.tell(warning("KD1411")
                                .at({.file = notice.file.path(), .pointer = notice.place + winner.pointer})
                                .arg("awarded", std::string(text_at(winner.value, "tenderValue")))
                                .arg("paid", std::string(written)));
  }
}

void put_amount(RecordMaker& award, model::FieldId field, std::string_view written, std::string_view inside) {
  if (written.empty()) return;
  const auto money = read_money(written, "EUR");
  if (money) {
    award.put_value(field, Scalar(*money), inside, std::string(written));
  } else {
    award.put_unknown(field, UnknownReason::unreadable, inside, shorten(written, 60));
  }
}

// Flag, amount, share and description stand side by side and are filled in independently of each other.
void put_subcontracting(RecordMaker& award, const AwardFields& fields, Json winner) {
  award.put(fields.has_subcontracting, text_at(winner, "subcontracting"), "/subcontracting");
  const std::string_view amount = text_at(winner, "subcontractingValue");
  const std::string_view share = text_at(winner, "subcontractingPercentage");
  const bool not_known = text_at(winner, "subcontractingValueType") == "not-known";
  put_amount(award, fields.subcontract_value, amount, "/subcontractingValue");
  award.put(fields.subcontract_share, share, "/subcontractingPercentage");
  if (not_known && amount.empty())
    award.put_unknown(fields.subcontract_value, UnknownReason::declared_unknown, "/subcontractingValueType", "not-known");
  if (not_known && share.empty())
    award.put_unknown(fields.subcontract_share, UnknownReason::declared_unknown, "/subcontractingValueType", "not-known");
  const auto part = written_number(amount);
  const auto whole = written_number(text_at(winner, "tenderValue"));
  if (share.empty() && part && whole && *part > 0 && *part <= *whole)
    award.put_computed(fields.subcontract_share, Scalar(model::Percent{*part / *whole * 100}), "/subcontractingValue",
                       std::string(amount) + " / " + std::string(text_at(winner, "tenderValue")));
}

// What is known of a part that is passed on to nobody named.
void write_unnamed_supply(const Notice& notice, const Lot& lot, Json contract, const Winner& winner) {
  const std::string_view description = text_at(winner.item.value, "subcontractingDescription");
  const std::string_view amount = text_at(winner.item.value, "subcontractingValue");
  if (winner.parties.empty() || (description.empty() && amount.empty())) return;
  const SupplyFields& fields = notice.fields.supply;
  RecordMaker supply(notice.file.scope(), fields.kind, winner.key + "/supply", notice.place + winner.item.pointer);
  supply.put_ref(fields.parent, notice.fields.organisation.kind, winner.parties.front().key, "/winnerBusinessParties");
  supply.put_ref(fields.contract, notice.fields.contract.kind, notice.procedure, "");
  supply.put_ref(fields.lot, notice.fields.lot.kind, lot.key, "");
  supply.put_ref(fields.award, notice.fields.award.kind, winner.key, "");
  supply.put(fields.contract_number, id_at(contract, "identifier"), "");
  supply.put_text(fields.kind_field, "subcontract", "/subcontracting");
  supply.put(fields.work_description, without_markup(description), "/subcontractingDescription");
  put_amount(supply, fields.amount, amount, "/subcontractingValue");
  supply.put_text(fields.stage, "contract", "");
  supply.put_text(fields.declared_by, "buyer", "");
  supply.finish();
}

// What the contract says of the award, and the lot of the decision.
void write_contract_facts(const Notice& notice, const Lot& lot, const Item& contract, const std::string& key) {
  const AwardFields& fields = notice.fields.award;
  RecordMaker award(notice.file.scope(), fields.kind, key, notice.place + contract.pointer);
  const std::string_view status = text_at(contract.value, "status");
  award.put_code(fields.status, award_status(status), status, "/status");
  award.put(fields.contract_id, id_at(contract.value, "identifier"), "/identifier");
  award.put(fields.date_signed, text_at(contract.value, "conclusionDate"), "/conclusionDate");
  award.put(fields.start_date, text_at(contract.value, "durationStartDate"), "/durationStartDate");
  const std::string_view actual = text_at(contract.value, "actualDurationEndDate");
  const std::string_view planned = text_at(contract.value, "durationEndDate");
  award.put(fields.end_date, actual.empty() ? planned : actual, actual.empty() ? "/durationEndDate" : "/actualDurationEndDate");
  award.finish();
  RecordMaker decided(notice.file.scope(), fields.kind, key, notice.place + lot.item.pointer);
  decided.put(fields.date, text_at(lot.item.value, "result/decisionDate"), "/result/decisionDate");
  decided.finish();
}

void write_award(const Notice& notice, const Lot& lot, const Item& contract, const Winner& winner, std::string_view member) {
  const AwardFields& fields = notice.fields.award;
  RecordMaker award(notice.file.scope(), fields.kind, winner.key, notice.place + winner.item.pointer);
  award.put_ref(fields.contract, notice.fields.contract.kind, notice.procedure, "");
  award.put_ref(fields.lot, notice.fields.lot.kind, lot.key, "");
  for (const Party& party : winner.parties) award.put_ref(fields.suppliers, notice.fields.organisation.kind, party.key, member);
  const std::string_view value = text_at(winner.item.value, "tenderValue");
  put_amount(award, fields.value, value, "/tenderValue");
  if (value.empty() && !items(contract.value, "unpublished/identifier", "").empty())
    award.put_unknown(fields.value, UnknownReason::withheld, "/tenderValue");
  put_subcontracting(award, fields, winner.item.value);
  award.finish();
  write_contract_facts(notice, lot, contract, winner.key);
}

// Whoever performed without having been named a winner is a supplier too.
void read_actual(const Notice& notice, const Lot& lot, const Item& contract, const std::vector<Winner>& winners) {
  for (const Item& item : items(contract.value, "actualWinners", contract.pointer)) {
    if (!is_object(item.value)) continue;
    Winner actual{item, write_parties(notice, item, "actualWinnerBusinessParties"), {}};
    if (actual.parties.empty()) continue;
    const auto known =
        std::find_if(winners.begin(), winners.end(), [&](const Winner& w) { return same_parties(actual.parties, w.parties); });
    if (known != winners.end()) {
      check_amounts(notice, known->item, contract.value, item.value);
      continue;
    }
    if (!winners.empty())
      notice.file.tell(note("KD1412")
                           .at({.file = notice.file.path(), .pointer = notice.place + item.pointer})
                           .arg("contract", id_at(contract.value, "identifier")));
    actual.key = winners.size() == 1 ? winners.front().key : award_key(lot, contract.value, actual.parties);
    if (winners.size() == 1) {
      RecordMaker award(notice.file.scope(), notice.fields.award.kind, actual.key, notice.place + item.pointer);
      for (const Party& party : actual.parties)
        award.put_ref(notice.fields.award.suppliers, notice.fields.organisation.kind, party.key, "/actualWinnerBusinessParties");
      award.finish();
    } else {
      write_award(notice, lot, contract, actual, "/actualWinnerBusinessParties");
    }
  }
}

}  // namespace

void read_contracts(const Notice& notice, const Lot& lot, std::optional<double>& total) {
  const std::string base = lot.item.pointer;
  for (const Item& contract : items(lot.item.value, "contracts", base)) {
    if (!is_object(contract.value) || contract.value->ObjectEmpty()) continue;
    const std::vector<Item> offers = items(contract.value, "winners", contract.pointer);
    std::vector<Winner> winners;
    for (const Item& item : offers) {
      if (!is_object(item.value)) continue;
      Winner winner{item, write_parties(notice, item, "winnerBusinessParties"), {}};
      if (winner.parties.empty()) {
        notice.file.tell(note("KD1413").at({.file = notice.file.path(), .pointer = notice.place + item.pointer}));
        total.reset();
        continue;
      }
      winner.key = award_key(lot, contract.value, winner.parties);
      const auto value = written_number(text_at(item.value, "tenderValue"));
      total = total && value ? std::optional(*total + *value) : std::nullopt;
      write_award(notice, lot, contract, winner, "/winnerBusinessParties");
      write_unnamed_supply(notice, lot, contract.value, winner);
      winners.push_back(std::move(winner));
    }
    read_actual(notice, lot, contract, winners);
  }
}

}  // namespace kede::importers::iub
