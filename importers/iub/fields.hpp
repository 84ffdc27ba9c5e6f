// The kinds and fields of the vocabulary that the notices of the Procurement Monitoring Bureau can fill, looked up once.
// Made at the beginning of an import; used by every part that writes facts.
// Plain ids, const after construction.
// Law: a field that is named here exists in the vocabulary.
#pragma once

#include "engine/model/vocabulary.hpp"

namespace kede::importers::iub {

struct OrganisationFields {
  explicit OrganisationFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId name, reg_number, reg_scheme, country, address, city, postal_code, email, website, size, roles;
};

struct ContractFields {
  explicit ContractFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, title, description, buyer, cpv_main, cpv_other, main_category, procurement_method, procurement_method_details, value,
      date_published, status, number_of_tenderers, framework, social_clause, source_url;
};

struct LotFields {
  explicit LotFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, title, place_country, place_nuts, end_date, status, award_basis, number_of_tenderers;
};

struct AwardFields {
  explicit AwardFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId contract, lot, suppliers, value, date, status, contract_id, date_signed, start_date, end_date, has_subcontracting,
      subcontract_value, subcontract_share;
};

struct SupplyFields {
  explicit SupplyFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId parent, contract, lot, award, contract_number, kind_field, work_description, amount, stage, declared_by;
};

struct EventFields {
  explicit EventFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId contract, type, date, reference;
};

struct Fields {
  explicit Fields(const model::Vocabulary& vocabulary);
  OrganisationFields organisation;
  ContractFields contract;
  LotFields lot;
  AwardFields award;
  SupplyFields supply;
  EventFields event;
};

}  // namespace kede::importers::iub
