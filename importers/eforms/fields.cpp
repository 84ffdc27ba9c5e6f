#include "importers/eforms/fields.hpp"

namespace kede::importers::eforms {
namespace {

model::KindId kind_id(const model::Vocabulary& vocabulary, std::string_view name) { return vocabulary.find_kind(name)->id; }

}  // namespace

OrganisationFields::OrganisationFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "organisation")),
      id(vocabulary.field_id("organisation.id")),
      name(vocabulary.field_id("organisation.name")),
      other_names(vocabulary.field_id("organisation.other_names")),
      reg_number(vocabulary.field_id("organisation.reg_number")),
      reg_scheme(vocabulary.field_id("organisation.reg_scheme")),
      vat_number(vocabulary.field_id("organisation.vat_number")),
      lei(vocabulary.field_id("organisation.lei")),
      other_identifiers(vocabulary.field_id("organisation.other_identifiers")),
      country(vocabulary.field_id("organisation.country")),
      address(vocabulary.field_id("organisation.address")),
      city(vocabulary.field_id("organisation.city")),
      postal_code(vocabulary.field_id("organisation.postal_code")),
      region(vocabulary.field_id("organisation.region")),
      email(vocabulary.field_id("organisation.email")),
      phone(vocabulary.field_id("organisation.phone")),
      website(vocabulary.field_id("organisation.website")),
      size(vocabulary.field_id("organisation.size")),
      founded(vocabulary.field_id("organisation.founded")),
      roles(vocabulary.field_id("organisation.roles")),
      is_public_body(vocabulary.field_id("organisation.is_public_body")),
      is_listed_company(vocabulary.field_id("organisation.is_listed_company")) {}

PersonFields::PersonFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "person")), id(vocabulary.field_id("person.id")), name(vocabulary.field_id("person.name")) {}

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
      subcontract_rules(vocabulary.field_id("contract.subcontract_rules")),
      social_clause(vocabulary.field_id("contract.social_clause")),
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
      bids_complete(vocabulary.field_id("lot.bids_complete")),
      duration_months(vocabulary.field_id("lot.duration_months")) {}

BidFields::BidFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "bid")),
      id(vocabulary.field_id("bid.id")),
      contract(vocabulary.field_id("bid.contract")),
      lot(vocabulary.field_id("bid.lot")),
      bidder(vocabulary.field_id("bid.bidder")),
      members(vocabulary.field_id("bid.members")),
      amount(vocabulary.field_id("bid.amount")),
      rank(vocabulary.field_id("bid.rank")),
      status(vocabulary.field_id("bid.status")),
      subcontract_value(vocabulary.field_id("bid.subcontract_value")),
      subcontract_share(vocabulary.field_id("bid.subcontract_share")) {}

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
      subcontract_share(vocabulary.field_id("award.subcontract_share")) {}

SupplyFields::SupplyFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "supply")),
      id(vocabulary.field_id("supply.id")),
      parent(vocabulary.field_id("supply.parent")),
      child(vocabulary.field_id("supply.child")),
      contract(vocabulary.field_id("supply.contract")),
      lot(vocabulary.field_id("supply.lot")),
      bid(vocabulary.field_id("supply.bid")),
      award(vocabulary.field_id("supply.award")),
      contract_number(vocabulary.field_id("supply.contract_number")),
      parent_supply(vocabulary.field_id("supply.parent_supply")),
      kind_field(vocabulary.field_id("supply.kind")),
      tier(vocabulary.field_id("supply.tier")),
      stage(vocabulary.field_id("supply.stage")),
      declared_by(vocabulary.field_id("supply.declared_by")),
      work_description(vocabulary.field_id("supply.work_description")) {}

OwnershipFields::OwnershipFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "ownership")),
      id(vocabulary.field_id("ownership.id")),
      subject(vocabulary.field_id("ownership.subject")),
      person(vocabulary.field_id("ownership.person")),
      owner_type(vocabulary.field_id("ownership.owner_type")),
      role(vocabulary.field_id("ownership.role")) {}

GoodFields::GoodFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "good")),
      id(vocabulary.field_id("good.id")),
      contract(vocabulary.field_id("good.contract")),
      lot(vocabulary.field_id("good.lot")),
      bid(vocabulary.field_id("good.bid")),
      description(vocabulary.field_id("good.description")),
      cpv(vocabulary.field_id("good.cpv")),
      supplier(vocabulary.field_id("good.supplier")),
      origin_country(vocabulary.field_id("good.origin_country")) {}

EventFields::EventFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "event")),
      id(vocabulary.field_id("event.id")),
      contract(vocabulary.field_id("event.contract")),
      type(vocabulary.field_id("event.type")),
      date(vocabulary.field_id("event.date")),
      reference(vocabulary.field_id("event.reference")) {}

Fields::Fields(const model::Vocabulary& vocabulary)
    : organisation(vocabulary),
      person(vocabulary),
      contract(vocabulary),
      lot(vocabulary),
      bid(vocabulary),
      award(vocabulary),
      supply(vocabulary),
      ownership(vocabulary),
      good(vocabulary),
      event(vocabulary) {}

}  // namespace kede::importers::eforms
