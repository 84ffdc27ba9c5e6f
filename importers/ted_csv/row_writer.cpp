#include "importers/ted_csv/row_writer.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"
#include "importers/ted_codes.hpp"
#include "importers/ted_csv/cells.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ted_csv {
namespace {

using model::EvidenceClass;
using model::Ref;
using model::Scalar;
using model::UnknownReason;

constexpr std::size_t kLongest = 80;
const Money kExtreme{10'000'000'000 * Money::kScale, Currency::eur()};

std::string_view at(const std::vector<std::string_view>& cells, std::size_t i, std::size_t wanted) {
  return cells.size() == wanted ? cells[i] : std::string_view();
}

}  // namespace

RecordMaker RowWriter::maker(model::KindId kind, std::string key) const {
  RecordMaker out(file_.scope(), kind, std::move(key), "row " + std::to_string(row_));
  out.of(date_);
  return out;
}

bool RowWriter::write() {
  const std::string_view id = cell(columns_.notice);
  if (is_empty_id(id)) return false;
  const bool next = id != notice_;
  if (next) finish_notice();
  row_ = rows_.row();
  if (next) write_notice(std::string(id));
  write_award();
  return true;
}

void RowWriter::write_notice(const std::string& id) {
  const auto& fields = fields_.contract;
  notice_ = id;
  process_key_ = "ted_csv:" + shorten(replace_invalid_utf8(id), kLongest);
  date_ = read_date(cell(columns_.dispatched));
  organisations_.clear();
  award_keys_.clear();
  value_of_award_.clear();
  outcome_ = {};
  const std::vector<std::string> buyers = write_parties({split_cell(cell(columns_.buyer_name)),
                                                         split_cell(cell(columns_.buyer_id)),
                                                         split_cell(cell(columns_.buyer_country)),
                                                         split_cell(cell(columns_.buyer_address)),
                                                         split_cell(cell(columns_.buyer_town)),
                                                         split_cell(cell(columns_.buyer_postal_code)),
                                                         {}},
                                                        true);
  RecordMaker contract = maker(fields.kind, process_key_);
  contract.put(fields.id, notice_number(id, cell(columns_.url)), "ID_NOTICE_CAN");
  if (!buyers.empty()) contract.put_ref(fields.buyer, fields_.organisation.kind, buyers[0], "CAE_NAME");
  if (!cell(columns_.title).empty()) contract.put_computed(fields.title, Scalar(replace_invalid_utf8(cell(columns_.title))), "TITLE");
  put_objects(contract);
  put_procedure(contract);
  put_value(contract, fields.value, columns_.value_final, columns_.value, "VALUE_EURO");
  contract.put(fields.framework, cell(columns_.framework), "B_FRA_AGREEMENT");
  contract.put(fields.source_url, cell(columns_.url), "TED_NOTICE_URL");
  contract.finish();
  if (is_yes(cell(columns_.cancelled))) file_.tell(note("KD1362").at({.file = file_.path(), .row = row_}).arg("notice", notice_));
}

void RowWriter::put_objects(RecordMaker& contract) const {
  const auto& fields = fields_.contract;
  contract.put_code(fields.main_category, ted::category(cell(columns_.contract_type)), cell(columns_.contract_type), "TYPE_OF_CONTRACT");
  const std::string_view main = cell(columns_.cpv);
  const auto code = cpv("CPV", main);
  if (code) contract.put(fields.cpv_main, *code, "CPV");
  if (!code && !main.empty()) contract.put_unknown(fields.cpv_main, UnknownReason::unreadable, "CPV", shorten(main, kLongest));
  for (const std::string_view each : split_cell(cell(columns_.additional_cpvs))) {
    if (const auto further = cpv("CPV", each)) contract.add(fields.cpv_other, Scalar(*further), "ADDITIONAL_CPVS");
  }
  const std::vector<std::string_view> regions = split_cell(cell(columns_.nuts));
  if (regions.size() != 1) return;
  const auto state = regions[0].size() == 2 ? file_.scope().countries.find(regions[0]) : file_.scope().countries.of_nuts(regions[0]);
  if (!state) return;
  contract.put_computed(fields.place_country, Scalar(*state), "TAL_LOCATION_NUTS", std::string(regions[0]));
  if (regions[0].size() > 2) contract.put(fields.place_nuts, regions[0], "TAL_LOCATION_NUTS");
}

void RowWriter::put_procedure(RecordMaker& contract) const {
  const auto& fields = fields_.contract;
  contract.put_code(fields.procurement_method, procedure(cell(columns_.procedure)), cell(columns_.procedure), "TOP_TYPE");
  contract.put_code(fields.award_basis, ted::award_basis(cell(columns_.criteria)), cell(columns_.criteria), "CRIT_CODE");
}

// The publisher's own correction of an amount is a conclusion of the publisher, so it counts as computed.
void RowWriter::put_value(RecordMaker& record, model::FieldId field, const Columns::Column& cleaned, const Columns::Column& stated,
                          std::string_view column) const {
  const bool corrected = !cell(cleaned).empty();
  const std::string_view written = cell(corrected ? cleaned : stated);
  if (written.empty()) return;
  const std::string name = std::string(column) + (corrected ? "_FIN_1" : "");
  const auto money = read_money(written, "EUR");
  if (money && corrected && written != cell(stated)) {
    record.put_computed(field, Scalar(*money), name, std::string(written));
  } else {
    record.put_money(field, written, "EUR", name);
  }
}

std::vector<std::string> RowWriter::write_parties(const Parties& parties, bool buyers) {
  const auto& fields = fields_.organisation;
  std::vector<std::string> keys;
  const std::size_t count = parties.names.size();
  if (count > 1 && !parties.numbers.empty() && parties.numbers.size() != count)
    file_.tell(note("KD1365").at({.file = file_.path(), .row = row_}));
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view name = parties.names[i];
    if (is_empty_id(name)) continue;
    const std::string_view number = at(parties.numbers, i, count);
    const std::string_view state = at(parties.states, i, count);
    const auto [entry, fresh] =
        organisations_.try_emplace(std::string(name) + '\n' + std::string(number) + '\n' + std::string(state) + (buyers ? "\nb" : "\nw"));
    if (fresh) entry->second = process_key_ + "/org/" + sha256(entry->first.substr(0, entry->first.size() - 2)).substr(0, 16);
    if (std::find(keys.begin(), keys.end(), entry->second) == keys.end()) keys.push_back(entry->second);
    if (!fresh) continue;
    RecordMaker organisation = maker(fields.kind, entry->second);
    organisation.as(EvidenceClass::declaration);
    organisation.put(fields.name, name, buyers ? "CAE_NAME" : "WIN_NAME");
    const bool vat = number.size() > 4 && number[0] >= 'A' && number[0] <= 'Z' && valid_vat(number);
    if (!is_identity_paper(number) && !is_empty_id(number))
      organisation.put(vat ? fields.vat_number : fields.reg_number, number, buyers ? "CAE_NATIONALID" : "WIN_NATIONALID");
    organisation.put(fields.country, state, buyers ? "ISO_COUNTRY_CODE" : "WIN_COUNTRY_CODE");
    organisation.put(fields.address, at(parties.addresses, i, count), buyers ? "CAE_ADDRESS" : "WIN_ADDRESS");
    organisation.put(fields.city, at(parties.towns, i, count), buyers ? "CAE_TOWN" : "WIN_TOWN");
    organisation.put(fields.postal_code, at(parties.postal_codes, i, count), buyers ? "CAE_POSTAL_CODE" : "WIN_POSTAL_CODE");
    const std::string_view size = at(parties.sizes, i, count);
    if (is_yes(size) || is_no(size)) organisation.put_code(fields.size, is_yes(size) ? "sme" : "large", size, "B_CONTRACTOR_SME");
    if (buyers && is_public_type(cell(columns_.buyer_type)))
      organisation.put_computed(fields.is_public_body, Scalar(true), "CAE_TYPE", std::string(cell(columns_.buyer_type)));
    organisation.add(fields.roles, Scalar(std::string(buyers ? "buyer" : "supplier")), "");
    organisation.finish();
  }
  return keys;
}

bool RowWriter::is_unpublished() const {
  const std::string_view written = cell(columns_.unpublished);
  return !written.empty() && !is_no(written);
}

std::string RowWriter::award_status(const std::vector<std::string>& suppliers) {
  const std::string reason = ascii_lower(cell(columns_.not_awarded));
  if (is_yes(cell(columns_.cancelled)) || reason.find("discontinu") != std::string::npos) {
    outcome_.cancelled = true;
    return "cancelled";
  }
  if (reason.find("unsuccess") != std::string::npos) {
    outcome_.unsuccessful = true;
    return "unsuccessful";
  }
  if (!reason.empty() && !is_no(cell(columns_.not_awarded))) return {};
  const bool concluded = !suppliers.empty() || !cell(columns_.award_value).empty() || !cell(columns_.awarded_on).empty();
  outcome_.awarded = outcome_.awarded || concluded;
  return concluded ? "active" : "";
}

void RowWriter::put_suppliers(RecordMaker& award, const std::vector<std::string>& suppliers) const {
  const auto& fields = fields_.award;
  for (const std::string& supplier : suppliers) award.put_ref(fields.suppliers, fields_.organisation.kind, supplier, "WIN_NAME");
  if (suppliers.empty() && is_unpublished()) award.put_unknown(fields.suppliers, UnknownReason::withheld, "INFO_UNPUBLISHED");
}

// Nobody says who leads a group, so the member named first is taken.
std::string RowWriter::write_bid(const std::string& award_key, const Lots& lots, const std::vector<std::string>& members) {
  const auto& fields = fields_.bid;
  const model::KindId organisation = fields_.organisation.kind;
  std::string key = award_key + "/bid";
  RecordMaker bid = maker(fields.kind, key);
  bid.put(fields.id, key.substr(key.find(':') + 1), "");
  bid.put_ref(fields.contract, fields_.contract.kind, process_key_, "");
  bid.put_ref(fields.lot, fields_.lot.kind, lots.key, "ID_LOT_AWARDED");
  if (is_yes(cell(columns_.group))) {
    bid.put_computed(fields.bidder, Ref{organisation, members[0]}, "WIN_NAME", "first of " + std::to_string(members.size()));
    for (const std::string& member : members) bid.put_ref(fields.members, organisation, member, "WIN_NAME");
  } else {
    bid.put_ref(fields.bidder, organisation, members[0], "WIN_NAME");
  }
  bid.put(fields.status, "winner", "");
  if (!is_value_repeated()) put_value(bid, fields.amount, columns_.award_value_final, columns_.award_value, "AWARD_VALUE_EURO");
  bid.finish();
  return key;
}

void RowWriter::write_lot(const Lots& lot, std::string_view status) const {
  const bool whole = lot.key.empty();
  RecordMaker record = maker(whole ? fields_.contract.kind : fields_.lot.kind, whole ? process_key_ : lot.key);
  if (!whole) {
    record.put(fields_.lot.id, lot.number, "ID_LOT_AWARDED");
    record.put_ref(fields_.lot.contract, fields_.contract.kind, process_key_, "ID_NOTICE_CAN");
    record.put(fields_.lot.title, cell(columns_.title), "TITLE");
    record.put(fields_.lot.status, status == "active" ? "complete" : status, "");
  }
  const model::FieldId number = whole ? fields_.contract.number_of_tenderers : fields_.lot.number_of_tenderers;
  const std::string_view offers = cell(columns_.offers);
  if (offers == "0" && status == "active") {
    record.put_unknown(number, UnknownReason::unreadable, "NUMBER_OFFERS", "0");
  } else if (offers.empty() && is_unpublished()) {
    record.put_unknown(number, UnknownReason::withheld, "INFO_UNPUBLISHED");
  } else {
    record.put(number, offers, "NUMBER_OFFERS");
  }
  record.put_money(whole ? fields_.contract.estimated_value : fields_.lot.value, cell(columns_.estimate), "EUR", "AWARD_EST_VALUE_EURO");
  record.finish();
}

RowWriter::Lots RowWriter::read_lots() const {
  const std::string_view written = cell(columns_.lot);
  const std::vector<std::string_view> lots = split_cell(written);
  Lots out{lots.size(), lots.size() == 1 ? ted::lot_number(lots[0]) : std::string(), {}};
  if (!out.number.empty()) out.key = process_key_ + "/lot/" + out.number;
  return out;
}

std::string RowWriter::award_key(const Lots& lots) {
  const std::string_view award = cell(columns_.award);
  std::string key = process_key_ + "/award/";
  key += award.empty() ? "-" : shorten(replace_invalid_utf8(award), kLongest);
  key += '/';
  key += lots.count == 0 ? "-" : lots.count == 1 ? lots.number : shorten(replace_invalid_utf8(cell(columns_.lot)), kLongest);
  if (const std::size_t times = ++award_keys_[key]; times > 1) key += '#' + std::to_string(times);
  return key;
}

// An award for several lots has a row for each of them, with its whole value in every one.
bool RowWriter::is_value_repeated() const {
  const auto known = value_of_award_.find(std::string(cell(columns_.award)));
  return known != value_of_award_.end() && known->second == award_value();
}

std::string_view RowWriter::award_value() const {
  const std::string_view corrected = cell(columns_.award_value_final);
  return corrected.empty() ? cell(columns_.award_value) : corrected;
}

void RowWriter::put_award_value(RecordMaker& award) {
  if (award_value().empty()) {
    if (is_unpublished()) award.put_unknown(fields_.award.value, UnknownReason::withheld, "INFO_UNPUBLISHED");
    return;
  }
  if (is_value_repeated()) return;
  put_value(award, fields_.award.value, columns_.award_value_final, columns_.award_value, "AWARD_VALUE_EURO");
  const auto money = read_money(award_value(), "EUR");
  if (money && money->units > kExtreme.units)
    file_.tell(note("KD1363").at({.file = file_.path(), .row = row_}).arg("value", shorten(award_value(), kLongest)));
  if (const std::string_view id = cell(columns_.award); !id.empty()) value_of_award_.try_emplace(std::string(id), award_value());
}

void RowWriter::write_award() {
  const auto& fields = fields_.award;
  const Lots lots = read_lots();
  std::string key = award_key(lots);
  const std::vector<std::string> suppliers = write_parties(
      {split_cell(cell(columns_.winner_name)), split_cell(cell(columns_.winner_id)), split_cell(cell(columns_.winner_country)),
       split_cell(cell(columns_.winner_address)), split_cell(cell(columns_.winner_town)), split_cell(cell(columns_.winner_postal_code)),
       split_cell(cell(columns_.winner_sme))},
      false);
  const std::string status = award_status(suppliers);
  if (lots.count < 2) write_lot(lots, status);
  RecordMaker award = maker(fields.kind, key);
  award.put(fields.id, key.substr(key.find(':') + 1), "ID_AWARD");
  award.put_ref(fields.contract, fields_.contract.kind, process_key_, "ID_NOTICE_CAN");
  award.put_ref(fields.lot, fields_.lot.kind, lots.key, "ID_LOT_AWARDED");
  if (!suppliers.empty() && (suppliers.size() == 1 || is_yes(cell(columns_.group))))
    award.put_ref(fields.bid, fields_.bid.kind, write_bid(key, lots, suppliers), "WIN_NAME");
  put_suppliers(award, suppliers);
  award.put(fields.contract_id, cell(columns_.contract_number), "CONTRACT_NUMBER");
  const std::string_view awarded_on = cell(columns_.awarded_on);
  const auto date = read_date(awarded_on);
  if (date) award.put_value(fields.date, Scalar(*date), "DT_AWARD", std::string(awarded_on));
  if (!date && !awarded_on.empty()) award.put_unknown(fields.date, UnknownReason::unreadable, "DT_AWARD", shorten(awarded_on, kLongest));
  put_award_value(award);
  award.put(fields.status, status, "INFO_ON_NON_AWARD");
  award.as(EvidenceClass::declaration).put(fields.has_subcontracting, cell(columns_.subcontracted), "B_SUBCONTRACTED");
  award.finish();
}

void RowWriter::finish_notice() {
  if (notice_.empty()) return;
  const std::string status = outcome_.awarded ? "complete" : outcome_.unsuccessful ? "unsuccessful" : outcome_.cancelled ? "cancelled" : "";
  RecordMaker contract = maker(fields_.contract.kind, process_key_);
  contract.put(fields_.contract.status, status, "");
  contract.finish();
  notice_.clear();
}

}  // namespace kede::importers::ted_csv
