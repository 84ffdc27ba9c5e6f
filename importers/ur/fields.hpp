// The kinds and fields of the vocabulary that the Register of Enterprises can fill, looked up once.
// Made at the beginning of an import; used by every part that writes facts.
// Plain ids, const after construction.
// Law: a field that is named here exists in the vocabulary.
#pragma once

#include "engine/model/vocabulary.hpp"

namespace kede::importers::ur {

struct OrganisationFields {
  explicit OrganisationFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, name, other_names, reg_number, reg_scheme, country, address, city, postal_code, legal_form, legal_form_class, founded,
      registration_status, closed_on, is_public_body, beneficial_owner_declared, employees, employees_date, turnover_last_year,
      owners_complete;
};

struct PersonFields {
  explicit PersonFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, register_id, name, birth_date;
};

struct OwnershipFields {
  explicit OwnershipFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, subject, owner, person, owner_type, role, country, share_min, share_max, start_date, source;
};

struct ListEntryFields {
  explicit ListEntryFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, organisation, list, list_name, result, reference, listed_from, listed_until, identifier_confirmed;
};

struct Fields {
  explicit Fields(const model::Vocabulary& vocabulary);
  OrganisationFields organisation;
  PersonFields person;
  OwnershipFields ownership;
  ListEntryFields list_entry;
};

}  // namespace kede::importers::ur
