// The kinds and fields of the vocabulary that the electronic procurement system can fill, looked up once.
// Made at the beginning of an import; used by every part that writes facts.
// Plain ids, const after construction.
// Law: a field that is named here exists in the vocabulary.
#pragma once

#include "engine/model/vocabulary.hpp"

namespace kede::importers::eis {

struct OrganisationFields {
  explicit OrganisationFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId name, reg_number, reg_scheme, country, roles;
};

struct ContractFields {
  explicit ContractFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, title, buyer, cpv_main, cpv_other, main_category, procurement_method, procurement_method_details, estimated_value,
      date_published, submission_deadline, status, bids_complete, framework, source_url;
};

struct LotFields {
  explicit LotFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId id, contract, title, status;
};

struct BidFields {
  explicit BidFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId contract, lot, bidder, submitted_on;
};

struct AwardFields {
  explicit AwardFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId contract, lot, suppliers, value, status, contract_id, date_signed, start_date, end_date;
};

struct GoodFields {
  explicit GoodFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId description, supplier, manufacturer;
};

struct EventFields {
  explicit EventFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId contract, type, date, reference, description;
};

struct Fields {
  explicit Fields(const model::Vocabulary& vocabulary);
  OrganisationFields organisation;
  ContractFields contract;
  LotFields lot;
  BidFields bid;
  AwardFields award;
  GoodFields good;
  EventFields event;
};

}  // namespace kede::importers::eis
