// The kinds and fields of the vocabulary that a notice can fill, looked up once.
// Made at the beginning of an import from rules/vocabulary.json; used by every part that writes facts.
// Plain ids, const after construction.
// Law: a field that is named here exists in the vocabulary.
#pragma once

#include "engine/model/vocabulary.hpp"

namespace kede::importers::eforms {

struct OrganisationFields {
  explicit OrganisationFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, name, other_names, reg_number, reg_scheme, vat_number, lei, other_identifiers, country, address, city, postal_code,
      region, email, phone, website, size, founded, roles, is_public_body, is_listed_company;
};

struct PersonFields {
  explicit PersonFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, name;
};

struct ContractFields {
  explicit ContractFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, title, description, buyer, cpv_main, cpv_other, main_category, procurement_method, procurement_method_details,
      estimated_value, value, currency, date_published, submission_deadline, place_country, place_nuts, status, award_basis,
      number_of_tenderers, framework, subcontract_rules, social_clause, source_url, duration_months;
};

struct LotFields {
  explicit LotFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, title, cpv, value, place_country, place_nuts, start_date, end_date, status, award_basis, number_of_tenderers,
      bids_complete, duration_months;
};

struct BidFields {
  explicit BidFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, lot, bidder, members, amount, rank, status, subcontract_value, subcontract_share;
};

struct AwardFields {
  explicit AwardFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, lot, bid, suppliers, value, date, status, contract_id, date_signed, has_subcontracting, subcontract_value,
      subcontract_share;
};

struct SupplyFields {
  explicit SupplyFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, parent, child, contract, lot, bid, award, contract_number, parent_supply, kind_field, tier, stage, declared_by,
      work_description;
};

struct OwnershipFields {
  explicit OwnershipFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, subject, person, owner_type, role;
};

struct GoodFields {
  explicit GoodFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, lot, bid, description, cpv, supplier, origin_country;
};

struct EventFields {
  explicit EventFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, type, date, reference;
};

struct Fields {
  explicit Fields(const model::Vocabulary& vocabulary);
  OrganisationFields organisation;
  PersonFields person;
  ContractFields contract;
  LotFields lot;
  BidFields bid;
  AwardFields award;
  SupplyFields supply;
  OwnershipFields ownership;
  GoodFields good;
  EventFields event;
};

}  // namespace kede::importers::eforms
