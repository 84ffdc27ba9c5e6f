#include "importers/ted_fields.hpp"

namespace kede::importers::ted {
namespace {

model::KindId kind_id(const model::Vocabulary& vocabulary, std::string_view name) { return vocabulary.find_kind(name)->id; }

}  // namespace

OrganisationFields::OrganisationFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "organisation")),
      name(vocabulary.field_id("organisation.name")),
      reg_number(vocabulary.field_id("organisation.reg_number")),
      vat_number(vocabulary.field_id("organisation.vat_number")),
      country(vocabulary.field_id("organisation.country")),
      address(vocabulary.field_id("organisation.address")),
      city(vocabulary.field_id("organisation.city")),
      postal_code(vocabulary.field_id("organisation.postal_code")),
      region(vocabulary.field_id("organisation.region")),
      email(vocabulary.field_id("organisation.email")),
      phone(vocabulary.field_id("organisation.phone")),
      website(vocabulary.field_id("organisation.website")),
      size(vocabulary.field_id("organisation.size")),
      roles(vocabulary.field_id("organisation.roles")),
      is_public_body(vocabulary.field_id("organisation.is_public_body")) {}

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
      estimated_value(vocabulary.field_id("contract.estimated_value")),
      value(vocabulary.field_id("contract.value")),
      currency(vocabulary.field_id("contract.currency")),
      date_published(vocabulary.field_id("contract.date_published")),
      submission_deadline(vocabulary.field_id("contract.submission_deadline")),
      place_country(vocabulary.field_id("contract.place_country")),
      place_nuts(vocabulary.field_id("contract.place_nuts")),
      status(vocabulary.field_id("contract.status")),
      award_basis(vocabulary.field_id("contract.award_basis")),
      number_of_tenderers(vocabulary.field_id("contract.number_of_tenderers")),
      framework(vocabulary.field_id("contract.framework")),
      source_url(vocabulary.field_id("contract.source_url")),
      duration_months(vocabulary.field_id("contract.duration_months")) {}

LotFields::LotFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "lot")),
      id(vocabulary.field_id("lot.id")),
      contract(vocabulary.field_id("lot.contract")),
      title(vocabulary.field_id("lot.title")),
      cpv(vocabulary.field_id("lot.cpv")),
      value(vocabulary.field_id("lot.value")),
      place_country(vocabulary.field_id("lot.place_country")),
      place_nuts(vocabulary.field_id("lot.place_nuts")),
      start_date(vocabulary.field_id("lot.start_date")),
      end_date(vocabulary.field_id("lot.end_date")),
      status(vocabulary.field_id("lot.status")),
      award_basis(vocabulary.field_id("lot.award_basis")),
      number_of_tenderers(vocabulary.field_id("lot.number_of_tenderers")),
      duration_months(vocabulary.field_id("lot.duration_months")) {}

BidFields::BidFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "bid")),
      id(vocabulary.field_id("bid.id")),
      contract(vocabulary.field_id("bid.contract")),
      lot(vocabulary.field_id("bid.lot")),
      bidder(vocabulary.field_id("bid.bidder")),
      members(vocabulary.field_id("bid.members")),
      amount(vocabulary.field_id("bid.amount")),
      status(vocabulary.field_id("bid.status")) {}

AwardFields::AwardFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "award")),
      id(vocabulary.field_id("award.id")),
      contract(vocabulary.field_id("award.contract")),
      lot(vocabulary.field_id("award.lot")),
      bid(vocabulary.field_id("award.bid")),
      suppliers(vocabulary.field_id("award.suppliers")),
      value(vocabulary.field_id("award.value")),
      date(vocabulary.field_id("award.date")),
      status(vocabulary.field_id("award.status")),
      contract_id(vocabulary.field_id("award.contract_id")),
      date_signed(vocabulary.field_id("award.date_signed")),
      has_subcontracting(vocabulary.field_id("award.has_subcontracting")),
      subcontract_value(vocabulary.field_id("award.subcontract_value")),
      subcontract_share(vocabulary.field_id("award.subcontract_share")),
      subcontract_description(vocabulary.field_id("award.subcontract_description")) {}

EventFields::EventFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "event")),
      id(vocabulary.field_id("event.id")),
      contract(vocabulary.field_id("event.contract")),
      type(vocabulary.field_id("event.type")),
      date(vocabulary.field_id("event.date")),
      description(vocabulary.field_id("event.description")),
      reference(vocabulary.field_id("event.reference")),
      scope_growth(vocabulary.field_id("event.scope_growth")) {}

Fields::Fields(const model::Vocabulary& vocabulary)
    : organisation(vocabulary), contract(vocabulary), lot(vocabulary), bid(vocabulary), award(vocabulary), event(vocabulary) {}

}  // namespace kede::importers::ted
