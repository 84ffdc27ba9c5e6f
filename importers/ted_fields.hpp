// The kinds and fields of the vocabulary that TED notices can fill, looked up once.
// Made at the beginning of an import; used by the readers of TED XML and TED CSV.
// Plain ids, const after construction.
// Law: a field that is named here exists in the vocabulary.
#pragma once

#include "engine/model/vocabulary.hpp"

namespace kede::importers::ted {

struct OrganisationFields {
  explicit OrganisationFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId name, reg_number, vat_number, country, address, city, postal_code, region, email, phone, website, size, roles,
      is_public_body;
};

struct ContractFields {
  explicit ContractFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, title, description, buyer, cpv_main, cpv_other, main_category, procurement_method, procurement_method_details,
      estimated_value, value, currency, date_published, submission_deadline, place_country, place_nuts, status, award_basis,
      number_of_tenderers, framework, source_url, duration_months;
};

struct LotFields {
  explicit LotFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, title, cpv, value, place_country, place_nuts, start_date, end_date, status, award_basis, number_of_tenderers,
      duration_months;
};

struct BidFields {
  explicit BidFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, lot, bidder, members, amount, status;
};

struct AwardFields {
  explicit AwardFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, lot, bid, suppliers, value, date, status, contract_id, date_signed, has_subcontracting, subcontract_value,
      subcontract_share, subcontract_description;
};

struct EventFields {
  explicit EventFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, type, date, description, reference, scope_growth;
};

struct Fields {
  explicit Fields(const model::Vocabulary& vocabulary);
  OrganisationFields organisation;
  ContractFields contract;
  LotFields lot;
  BidFields bid;
  AwardFields award;
  EventFields event;
};

}  // namespace kede::importers::ted
