#include "importers/ur/fields.hpp"

namespace kede::importers::ur {
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
      country(vocabulary.field_id("organisation.country")),
      address(vocabulary.field_id("organisation.address")),
      city(vocabulary.field_id("organisation.city")),
      postal_code(vocabulary.field_id("organisation.postal_code")),
      legal_form(vocabulary.field_id("organisation.legal_form")),
      legal_form_class(vocabulary.field_id("organisation.legal_form_class")),
      founded(vocabulary.field_id("organisation.founded")),
      registration_status(vocabulary.field_id("organisation.registration_status")),
      closed_on(vocabulary.field_id("organisation.closed_on")),
      is_public_body(vocabulary.field_id("organisation.is_public_body")),
      beneficial_owner_declared(vocabulary.field_id("organisation.beneficial_owner_declared")),
      employees(vocabulary.field_id("organisation.employees")),
      employees_date(vocabulary.field_id("organisation.employees_date")),
      turnover_last_year(vocabulary.field_id("organisation.turnover_last_year")),
      owners_complete(vocabulary.field_id("organisation.owners_complete")) {}

PersonFields::PersonFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "person")),
      id(vocabulary.field_id("person.id")),
      register_id(vocabulary.field_id("person.register_id")),
      name(vocabulary.field_id("person.name")),
      birth_date(vocabulary.field_id("person.birth_date")) {}

OwnershipFields::OwnershipFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "ownership")),
      id(vocabulary.field_id("ownership.id")),
      subject(vocabulary.field_id("ownership.subject")),
      owner(vocabulary.field_id("ownership.owner")),
      person(vocabulary.field_id("ownership.person")),
      owner_type(vocabulary.field_id("ownership.owner_type")),
      role(vocabulary.field_id("ownership.role")),
      country(vocabulary.field_id("ownership.country")),
      share_min(vocabulary.field_id("ownership.share_min")),
      share_max(vocabulary.field_id("ownership.share_max")),
      start_date(vocabulary.field_id("ownership.start_date")),
      source(vocabulary.field_id("ownership.source")) {}

ListEntryFields::ListEntryFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "list_entry")),
      id(vocabulary.field_id("list_entry.id")),
      organisation(vocabulary.field_id("list_entry.organisation")),
      list(vocabulary.field_id("list_entry.list")),
      list_name(vocabulary.field_id("list_entry.list_name")),
      result(vocabulary.field_id("list_entry.result")),
      reference(vocabulary.field_id("list_entry.reference")),
      listed_from(vocabulary.field_id("list_entry.listed_from")),
      listed_until(vocabulary.field_id("list_entry.listed_until")),
      identifier_confirmed(vocabulary.field_id("list_entry.identifier_confirmed")) {}

Fields::Fields(const model::Vocabulary& vocabulary)
    : organisation(vocabulary), person(vocabulary), ownership(vocabulary), list_entry(vocabulary) {}

}  // namespace kede::importers::ur
