#include "importers/party_fields.hpp"

namespace kede::importers {
namespace {

model::KindId kind_id(const model::Vocabulary& vocabulary, std::string_view name) { return vocabulary.find_kind(name)->id; }

}  // namespace

PartyFields::Organisation::Organisation(const model::Vocabulary& vocabulary)
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
      legal_form(vocabulary.field_id("organisation.legal_form")),
      founded(vocabulary.field_id("organisation.founded")),
      registration_status(vocabulary.field_id("organisation.registration_status")),
      closed_on(vocabulary.field_id("organisation.closed_on")),
      is_public_body(vocabulary.field_id("organisation.is_public_body")),
      is_listed_company(vocabulary.field_id("organisation.is_listed_company")),
      beneficial_owner_exempt(vocabulary.field_id("organisation.beneficial_owner_exempt")) {}

PartyFields::Person::Person(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "person")),
      id(vocabulary.field_id("person.id")),
      register_id(vocabulary.field_id("person.register_id")),
      name(vocabulary.field_id("person.name")),
      birth_date(vocabulary.field_id("person.birth_date")) {}

PartyFields::Ownership::Ownership(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "ownership")),
      id(vocabulary.field_id("ownership.id")),
      subject(vocabulary.field_id("ownership.subject")),
      owner(vocabulary.field_id("ownership.owner")),
      person(vocabulary.field_id("ownership.person")),
      owner_type(vocabulary.field_id("ownership.owner_type")),
      role(vocabulary.field_id("ownership.role")),
      interest(vocabulary.field_id("ownership.interest")),
      unidentified_reason(vocabulary.field_id("ownership.unidentified_reason")),
      country(vocabulary.field_id("ownership.country")),
      share_min(vocabulary.field_id("ownership.share_min")),
      share_max(vocabulary.field_id("ownership.share_max")),
      start_date(vocabulary.field_id("ownership.start_date")),
      end_date(vocabulary.field_id("ownership.end_date")),
      source(vocabulary.field_id("ownership.source")) {}

PartyFields::ListEntry::ListEntry(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "list_entry")),
      id(vocabulary.field_id("list_entry.id")),
      organisation(vocabulary.field_id("list_entry.organisation")),
      person(vocabulary.field_id("list_entry.person")),
      list(vocabulary.field_id("list_entry.list")),
      list_name(vocabulary.field_id("list_entry.list_name")),
      result(vocabulary.field_id("list_entry.result")),
      list_date(vocabulary.field_id("list_entry.list_date")),
      matched_name(vocabulary.field_id("list_entry.matched_name")),
      reference(vocabulary.field_id("list_entry.reference")),
      listed_from(vocabulary.field_id("list_entry.listed_from")),
      listed_until(vocabulary.field_id("list_entry.listed_until")) {}

PartyFields::PartyFields(const model::Vocabulary& vocabulary)
    : organisation(vocabulary), person(vocabulary), ownership(vocabulary), list_entry(vocabulary) {}

}  // namespace kede::importers
