// The kinds and fields of the vocabulary that DECP can fill, looked up once.
// Made at the beginning of an import; used by the readers of this folder.
// Plain ids, const after construction.
// Law: a field that is named here exists in the vocabulary.
#pragma once

#include "engine/model/vocabulary.hpp"

namespace kede::importers::decp {

struct Fields {
  explicit Fields(const model::Vocabulary& vocabulary);

  struct {
    model::KindId kind;
    model::FieldId id, name, reg_number, reg_scheme, vat_number, other_identifiers, country, roles;
  } organisation;
  struct {
    model::KindId kind;
    model::FieldId id, title, buyer, parent_contract, cpv_main, procurement_method, procurement_method_details, value, currency,
        place_country, framework, duration_months, number_of_tenderers;
  } contract;
  struct {
    model::KindId kind;
    model::FieldId id, contract, suppliers, value, date_signed, contract_id, has_subcontracting;
  } award;
  struct {
    model::KindId kind;
    model::FieldId id, parent, child, contract, award, contract_number, kind_field, amount, stage, declared_by, declared_on, approved;
  } supply;
  struct {
    model::KindId kind;
    model::FieldId id, contract, type, date, reference, scope_growth;
  } event;
  struct {
    model::KindId kind;
    model::FieldId organisation, contract, questionnaire, question_id, answer;
  } answer;
};

}  // namespace kede::importers::decp
