#include "importers/us_subawards/subawards.hpp"

#include <functional>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::us_subawards {
namespace {

using model::Scalar;

Scalar text(std::string_view written) { return Scalar(std::string(written)); }

// "usaspending:" and the award, as the key of every record of the award begins.
std::string award_key(const Row& row) {
  const std::string_view stated = row[Column::award_key];
  if (!is_empty_id(stated)) return "usaspending:" + std::string(stated);
  const std::string_view id = row[Column::award_id];
  if (is_empty_id(id)) return {};
  std::string out = "usaspending:" + std::string(id) + '_' + std::string(row[Column::agency_code]);
  if (!row[Column::award_parent_id].empty()) out += '_' + std::string(row[Column::award_parent_id]);
  return out;
}

std::string firm_key(std::string_view uei, std::string_view duns, std::string_view name, const std::string& award) {
  if (!is_empty_id(uei)) return "usaspending:uei/" + std::string(uei);
  if (!is_empty_id(duns)) return "usaspending:duns/" + std::string(duns);
  return name.empty() ? std::string() : award + "/firm/" + std::string(name);
}

// What registers call a natural person in business; the address may be a home.
bool may_live_there(std::string_view types) {
  const std::string lower = ascii_lower(types);
  return lower.find("sole proprietor") != std::string::npos || lower.find("individual") != std::string::npos;
}

}  // namespace

Fields::Fields(const model::Vocabulary& vocabulary) {
  const auto kind = [&](std::string_view name) { return vocabulary.find_kind(name)->id; };
  const auto field = [&](const char* name) { return vocabulary.field_id(name); };
  organisation = {kind("organisation"),
                  field("organisation.id"),
                  field("organisation.name"),
                  field("organisation.other_names"),
                  field("organisation.other_identifiers"),
                  field("organisation.country"),
                  field("organisation.address"),
                  field("organisation.city"),
                  field("organisation.region"),
                  field("organisation.postal_code"),
                  field("organisation.roles")};
  contract = {kind("contract"),        field("contract.id"),       field("contract.title"),         field("contract.buyer"),
              field("contract.value"), field("contract.currency"), field("contract.place_country"), field("contract.source_url")};
  award = {kind("award"),        field("award.id"),          field("award.contract"),    field("award.suppliers"),
           field("award.value"), field("award.date_signed"), field("award.contract_id"), field("award.has_subcontracting")};
  supply = {kind("supply"),
            field("supply.id"),
            field("supply.parent"),
            field("supply.child"),
            field("supply.contract"),
            field("supply.award"),
            field("supply.contract_number"),
            field("supply.kind"),
            field("supply.tier"),
            field("supply.work_description"),
            field("supply.amount"),
            field("supply.place_country"),
            field("supply.declared_by"),
            field("supply.evidence")};
  ownership = {kind("ownership"),        field("ownership.id"),         field("ownership.subject"),
               field("ownership.owner"), field("ownership.owner_type"), field("ownership.role"),
               field("ownership.source")};
}

std::optional<Diagnostic> Subawards::read(const SourceScope& scope, const Row& row, const std::string& place) {
  const std::string award = award_key(row);
  const std::string child = firm_key(row[Column::sub_uei], row[Column::sub_duns], row[Column::sub_name], award);
  if (award.empty() || child.empty()) return error("KD1555");
  std::string same;
  for (const std::string_view part :
       {std::string_view(award), row[Column::number], std::string_view(child), row[Column::amount], row[Column::date]})
    same += std::string(part) + '\x1f';
  if (!seen_.insert(std::hash<std::string>{}(same)).second) {
    ++repeated_;
    return std::nullopt;
  }
  const Firm prime_firm{row[Column::prime_uei],     row[Column::prime_duns],    row[Column::prime_name], row[Column::prime_other_name],
                        row[Column::prime_country], row[Column::prime_address], row[Column::prime_city], row[Column::prime_state],
                        row[Column::prime_zip],     row[Column::prime_types]};
  const std::string prime = write_firm(scope, prime_firm, award, place, "prime");
  write_award(scope, row, place, prime);
  const Firm sub{row[Column::sub_uei],     row[Column::sub_duns],    row[Column::sub_name], row[Column::sub_other_name],
                 row[Column::sub_country], row[Column::sub_address], row[Column::sub_city], row[Column::sub_state],
                 row[Column::sub_zip],     row[Column::sub_types]};
  write_firm(scope, sub, award, place, "subcontractor");
  Firm parent{};
  parent.uei = row[Column::prime_parent_uei], parent.duns = row[Column::prime_parent_duns], parent.name = row[Column::prime_parent_name];
  write_parent(scope, prime, parent, place);
  parent.uei = row[Column::sub_parent_uei], parent.duns = row[Column::sub_parent_duns], parent.name = row[Column::sub_parent_name];
  write_parent(scope, child, parent, place);
  write_supply(scope, row, place, award, prime, child, award + "/subaward/" + sha256(same).substr(0, 16));
  return std::nullopt;
}

std::string Subawards::write_firm(const SourceScope& scope, const Firm& firm, const std::string& scope_key, const std::string& place,
                                  std::string_view role) {
  std::string key = firm_key(firm.uei, firm.duns, firm.name, scope_key);
  if (key.empty() || !written_.insert(key + '\n' + std::string(firm.name) + '\n' + std::string(role)).second) return key;
  const auto& fields = fields_.organisation;
  RecordMaker maker(scope, fields.kind, key, place);
  maker.put(fields.name, firm.name, "name");
  if (firm.other_name != firm.name) maker.put(fields.other_names, firm.other_name, "dba_name");
  if (!is_empty_id(firm.uei)) maker.add(fields.other_identifiers, text("US-UEI:" + std::string(firm.uei)), "uei");
  if (!is_empty_id(firm.duns)) maker.add(fields.other_identifiers, text("XI-DUNS:" + std::string(firm.duns)), "duns");
  maker.put(fields.country, firm.country, "country_code");
  if (!may_live_there(firm.types)) {
    maker.put(fields.address, firm.address, "address_line_1");
    maker.put(fields.postal_code, firm.zip, "zip_code");
  }
  maker.put(fields.city, firm.city, "city_name");
  maker.put(fields.region, firm.state, "state_code");
  if (!role.empty()) maker.add(fields.roles, text(role), "");
  maker.finish();
  return key;
}

// The ultimate parent of the register of federal awards: whoever owns or controls the firm, without a share.
void Subawards::write_parent(const SourceScope& scope, const std::string& child, const Firm& parent, const std::string& place) {
  if (child.empty() || (is_empty_id(parent.uei) && is_empty_id(parent.duns))) return;
  const std::string owner = firm_key(parent.uei, parent.duns, parent.name, child);
  if (owner == child || !written_.insert(child + "\nparent\n" + owner).second) return;
  write_firm(scope, parent, child, place, "");
  const auto& fields = fields_.ownership;
  RecordMaker maker(scope, fields.kind, child + "/parent/" + owner, place);
  maker.put_ref(fields.subject, fields_.organisation.kind, child, "");
  maker.put_ref(fields.owner, fields_.organisation.kind, owner, "parent_uei");
  maker.put_value(fields.owner_type, text("organisation"), "parent_uei");
  maker.put_value(fields.role, text("shareholder"), "parent_uei");
  maker.put_value(fields.source, text("SAM.gov: ultimate parent"), "parent_uei");
  maker.finish();
}

std::string Subawards::write_award(const SourceScope& scope, const Row& row, const std::string& place, const std::string& prime) {
  std::string key = award_key(row);
  if (!written_.insert(key + "\naward\n" + prime).second) return key;
  const auto official = model::EvidenceClass::register_or_decision;
  RecordMaker contract(scope, fields_.contract.kind, key, place);
  contract.as(official);
  contract.put(fields_.contract.id, row[Column::award_id], "prime_award_piid");
  contract.put(fields_.contract.title, row[Column::award_description], "prime_award_base_transaction_description");
  if (!row[Column::agency_name].empty()) {
    const std::string agency = "usaspending:agency/" + std::string(row[Column::agency_name]);
    if (written_.insert(agency).second) {
      RecordMaker buyer(scope, fields_.organisation.kind, agency, place);
      buyer.as(official);
      buyer.put(fields_.organisation.name, row[Column::agency_name], "prime_award_awarding_sub_agency_name");
      buyer.put_computed(fields_.organisation.country, text("US"), "");
      buyer.add(fields_.organisation.roles, text("buyer"), "");
      buyer.finish();
    }
    contract.put_ref(fields_.contract.buyer, fields_.organisation.kind, agency, "prime_award_awarding_sub_agency_name");
  }
  contract.put_money(fields_.contract.value, row[Column::award_amount], "USD", "prime_award_amount");
  contract.put_computed(fields_.contract.currency, text("USD"), "");
  contract.put(fields_.contract.place_country, row[Column::award_place_country], "prime_award_primary_place_of_performance_country_code");
  contract.put(fields_.contract.source_url, row[Column::permalink], "usaspending_permalink");
  contract.finish();
  RecordMaker award(scope, fields_.award.kind, key + "/award", place);
  award.as(official);
  award.put_ref(fields_.award.contract, fields_.contract.kind, key, "");
  award.put_ref(fields_.award.suppliers, fields_.organisation.kind, prime, "prime_awardee_uei");
  award.put_money(fields_.award.value, row[Column::award_amount], "USD", "prime_award_amount");
  award.put(fields_.award.date_signed, row[Column::award_date], "prime_award_base_action_date");
  award.put(fields_.award.contract_id, row[Column::award_id], "prime_award_piid");
  award.put_computed(fields_.award.has_subcontracting, Scalar(true), "subaward_number");
  award.finish();
  return key;
}

void Subawards::write_supply(const SourceScope& scope, const Row& row, const std::string& place, const std::string& award,
                             const std::string& prime, const std::string& child, const std::string& key) {
  const auto& fields = fields_.supply;
  RecordMaker maker(scope, fields.kind, key, place);
  maker.of(parse_iso_date(row[Column::date]));
  maker.put(fields.id, row[Column::number], "subaward_number");
  maker.put_ref(fields.parent, fields_.organisation.kind, prime, "prime_awardee_uei");
  maker.put_ref(fields.child, fields_.organisation.kind, child, "subawardee_uei");
  maker.put_ref(fields.contract, fields_.contract.kind, award, "prime_award_unique_key");
  maker.put_ref(fields.award, fields_.award.kind, award + "/award", "prime_award_unique_key");
  maker.put(fields.contract_number, row[Column::award_id], "prime_award_piid");
  if (bare_word(row[Column::type]) == "subcontract") maker.put_value(fields.kind_field, text("subcontract"), "subaward_type");
  maker.put_value(fields.tier, Scalar(std::int64_t{1}), "");
  maker.put(fields.work_description, row[Column::description], "subaward_description");
  maker.put_money(fields.amount, row[Column::amount], "USD", "subaward_amount");
  maker.put(fields.place_country, row[Column::place_country], "subaward_primary_place_of_performance_country_code");
  maker.put_value(fields.declared_by, text("contractor"), "");
  if (!row[Column::report_id].empty())
    maker.put_value(fields.evidence, text("FFATA report " + std::string(row[Column::report_id])), "subaward_sam_report_id");
  maker.finish();
  const auto part = read_money(row[Column::amount], "USD");
  const auto whole = read_money(row[Column::award_amount], "USD");
  if (part && whole && part->units > whole->units)
    scope.notes.add(note("KD1556").at({.file = scope.file, .pointer = place}).arg("number", shorten(row[Column::number], 80)));
}

}  // namespace kede::importers::us_subawards
