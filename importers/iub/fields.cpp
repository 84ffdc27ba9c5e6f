#include "importers/iub/fields.hpp"

namespace kede::importers::iub {
namespace {

model::KindId kind_id(const model::Vocabulary& vocabulary, std::string_view name) { return vocabulary.find_kind(name)->id; }

}  // namespace

OrganisationFields::OrganisationFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "organisation")),
      name(vocabulary.field_id("organisation.name")),
      reg_number(vocabulary.field_id("organisation.reg_number")),
      reg_scheme(vocabulary.field_id("organisation.reg_scheme")),
      country(vocabulary.field_id("organisation.country")),
      address(vocabulary.field_id("organisation.address")),
      city(vocabulary.field_id("organisation.city")),
      postal_code(vocabulary.field_id("organisation.postal_code")),
      email(vocabulary.field_id("organisation.email")),
      website(vocabulary.field_id("organisation.website")),
      size(vocabulary.field_id("organisation.size")),
      roles(vocabulary.field_id("organisation.roles")) {}

ContractFields::ContractFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "contract")),
      id(vocabulary.field_id("contract.id")),
      title(vocabulary.field_id("contract.title")),
      description(vocabulary.field_id("contract.description")),
      buyer(vocabulary.field_id("contract.buyer")),
      cpv_main(vocabulary.field_id("contract.cpv_main")),
      cpv_other(vocabulary.field_id("contract.cpv_other")),
      main_category(vocabulary.field_id("contract.main_category")),
      procurement_method(vocabulary.field_id("contract.procurement_method")),
      procurement_method_details(vocabulary.field_id("contract.procurement_method_details")),
      value(vocabulary.field_id("contract.value")),
      date_published(vocabulary.field_id("contract.date_published")),
      status(vocabulary.field_id("contract.status")),
      number_of_tenderers(vocabulary.field_id("contract.number_of_tenderers")),
      framework(vocabulary.field_id("contract.framework")),
      social_clause(vocabulary.field_id("contract.social_clause")),
      source_url(vocabulary.field_id("contract.source_url")) {}

LotFields::LotFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "lot")),
      id(vocabulary.field_id("lot.id")),
      contract(vocabulary.field_id("lot.contract")),
      title(vocabulary.field_id("lot.title")),
      place_country(vocabulary.field_id("lot.place_country")),
      place_nuts(vocabulary.field_id("lot.place_nuts")),
      end_date(vocabulary.field_id("lot.end_date")),
      status(vocabulary.field_id("lot.status")),
      award_basis(vocabulary.field_id("lot.award_basis")),
      number_of_tenderers(vocabulary.field_id("lot.number_of_tenderers")) {}

AwardFields::AwardFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "award")),
      contract(vocabulary.field_id("award.contract")),
      lot(vocabulary.field_id("award.lot")),
      suppliers(vocabulary.field_id("award.suppliers")),
      value(vocabulary.field_id("award.value")),
      date(vocabulary.field_id("award.date")),
      status(vocabulary.field_id("award.status")),
      contract_id(vocabulary.field_id("award.contract_id")),
      date_signed(vocabulary.field_id("award.date_signed")),
      start_date(vocabulary.field_id("award.start_date")),
      end_date(vocabulary.field_id("award.end_date")),
      has_subcontracting(vocabulary.field_id("award.has_subcontracting")),
      subcontract_value(vocabulary.field_id("award.subcontract_value")),
      subcontract_share(vocabulary.field_id("award.subcontract_share")) {}

SupplyFields::SupplyFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "supply")),
      parent(vocabulary.field_id("supply.parent")),
      contract(vocabulary.field_id("supply.contract")),
      lot(vocabulary.field_id("supply.lot")),
      award(vocabulary.field_id("supply.award")),
      contract_number(vocabulary.field_id("supply.contract_number")),
      kind_field(vocabulary.field_id("supply.kind")),
      work_description(vocabulary.field_id("supply.work_description")),
      amount(vocabulary.field_id("supply.amount")),
      stage(vocabulary.field_id("supply.stage")),
      declared_by(vocabulary.field_id("supply.declared_by")) {}

EventFields::EventFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "event")),
      contract(vocabulary.field_id("event.contract")),
      type(vocabulary.field_id("event.type")),
      date(vocabulary.field_id("event.date")),
      reference(vocabulary.field_id("event.reference")) {}

Fields::Fields(const model::Vocabulary& vocabulary)
    : organisation(vocabulary), contract(vocabulary), lot(vocabulary), award(vocabulary), supply(vocabulary), event(vocabulary) {}

}  // namespace kede::importers::iub
