// The fields of organisations, persons, their ties and list entries, looked up once for an import.
// Used by the importers of ownership data and of lists of entities.
// Plain values, made from the vocabulary.
// Law: every field named here is in the vocabulary.
#pragma once

#include "engine/model/vocabulary.hpp"

namespace kede::importers {

struct PartyFields {
  explicit PartyFields(const model::Vocabulary& vocabulary);

  struct Organisation {
    explicit Organisation(const model::Vocabulary& vocabulary);
    model::KindId kind;
    model::FieldId id, name, other_names, reg_number, reg_scheme, vat_number, lei, other_identifiers, country, address, city, postal_code,
        region, email, phone, website, legal_form, founded, registration_status, closed_on, is_public_body, is_listed_company,
        beneficial_owner_exempt;
  } organisation;

  struct Person {
    explicit Person(const model::Vocabulary& vocabulary);
    model::KindId kind;
    model::FieldId id, register_id, name, birth_date;
  } person;

  struct Ownership {
    explicit Ownership(const model::Vocabulary& vocabulary);
    model::KindId kind;
    model::FieldId id, subject, owner, person, owner_type, role, interest, unidentified_reason, country, share_min, share_max, start_date,
        end_date, source;
  } ownership;

  struct ListEntry {
    explicit ListEntry(const model::Vocabulary& vocabulary);
    model::KindId kind;
    model::FieldId id, organisation, person, list, list_name, result, list_date, matched_name, reference, listed_from, listed_until;
  } list_entry;
};

}  // namespace kede::importers
