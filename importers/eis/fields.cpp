#include "importers/eis/fields.hpp"

namespace kede::importers::eis {
namespace {

model::KindId kind_id(const model::Vocabulary& vocabulary, std::string_view name) { return vocabulary.find_kind(name)->id; }

}  // namespace

OrganisationFields::OrganisationFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "organisation")),
      name(vocabulary.field_id("organisation.name")),
      reg_number(vocabulary.field_id("organisation.reg_number")),
      reg_scheme(vocabulary.field_id("organisation.reg_scheme")),
      country(vocabulary.field_id("organisation.country")),
      roles(vocabulary.field_id("organisation.roles")) {}

ContractFields::ContractFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "contract")),
      id(vocabulary.field_id("contract.id")),
      title(vocabulary.field_id("contract.title")),
      buyer(vocabulary.field_id("contract.buyer")),
      cpv_main(vocabulary.field_id("contract.cpv_main")),
      cpv_other(vocabulary.field_id("contract.cpv_other")),
      main_category(vocabulary.field_id("contract.main_category")),
      procurement_method(vocabulary.field_id("contract.procurement_method")),
      procurement_method_details(vocabulary.field_id("contract.procurement_method_details")),
      estimated_value(vocabulary.field_id("contract.estimated_value")),
      date_published(vocabulary.field_id("contract.date_published")),
      submission_deadline(vocabulary.field_id("contract.submission_deadline")),
      status(vocabulary.field_id("contract.status")),
      bids_complete(vocabulary.field_id("contract.bids_complete")),
      framework(vocabulary.field_id("contract.framework")),
      source_url(vocabulary.field_id("contract.source_url")) {}

LotFields::LotFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "lot")),
      id(vocabulary.field_id("lot.id")),
      contract(vocabulary.field_id("lot.contract")),
      title(vocabulary.field_id("lot.title")),
      status(vocabulary.field_id("lot.status")) {}

BidFields::BidFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "bid")),
      contract(vocabulary.field_id("bid.contract")),
      lot(vocabulary.field_id("bid.lot")),
      bidder(vocabulary.field_id("bid.bidder")),
      submitted_on(vocabulary.field_id("bid.submitted_on")) {}

AwardFields::AwardFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "award")),
      contract(vocabulary.field_id("award.contract")),
      lot(vocabulary.field_id("award.lot")),
      suppliers(vocabulary.field_id("award.suppliers")),
      value(vocabulary.field_id("award.value")),
      status(vocabulary.field_id("award.status")),
      contract_id(vocabulary.field_id("award.contract_id")),
      date_signed(vocabulary.field_id("award.date_signed")),
      start_date(vocabulary.field_id("award.start_date")),
      end_date(vocabulary.field_id("award.end_date")) {}

GoodFields::GoodFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "good")),
      description(vocabulary.field_id("good.description")),
      supplier(vocabulary.field_id("good.supplier")),
      manufacturer(vocabulary.field_id("good.manufacturer")) {}

EventFields::EventFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "event")),
      contract(vocabulary.field_id("event.contract")),
      type(vocabulary.field_id("event.type")),
      date(vocabulary.field_id("event.date")),
      reference(vocabulary.field_id("event.reference")),
      description(vocabulary.field_id("event.description")) {}

Fields::Fields(const model::Vocabulary& vocabulary)
    : organisation(vocabulary),
      contract(vocabulary),
      lot(vocabulary),
      bid(vocabulary),
      award(vocabulary),
      good(vocabulary),
      event(vocabulary) {}

}  // namespace kede::importers::eis
