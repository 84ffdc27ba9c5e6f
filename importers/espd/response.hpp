// Writes the records of one ESPD response: the operator, its representatives, the procedure, the bid, the named firms and every answer.
// Called by the importer for each document.
// A pure function apart from the sink behind the scope.
// Law: what a person was convicted of is told without the person; addresses and places of birth of representatives are not read.
#pragma once

#include <optional>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "engine/model/vocabulary.hpp"
#include "importers/record_maker.hpp"
#include "importers/xml.hpp"

namespace kede::importers::espd {

struct Fields {
  explicit Fields(const model::Vocabulary& vocabulary);
  struct {
    model::KindId kind;
    model::FieldId name, reg_number, vat_number, country, address, city, postal_code, website, email, size, roles, employees,
        employees_date, self_declaration_request, self_declaration_labour_law, self_declaration_trafficking;
  } organisation;
  struct {
    model::KindId kind;
    model::FieldId name, birth_date;
  } person;
  struct {
    model::KindId kind;
    model::FieldId subject, person, owner_type, role, source;
  } ownership;
  struct {
    model::KindId kind;
    model::FieldId id, title, description, buyer, procurement_method;
  } contract;
  struct {
    model::KindId kind;
    model::FieldId contract, bidder, members, submitted_on, subcontract_share;
  } bid;
  struct {
    model::KindId kind;
    model::FieldId parent, child, contract, bid, kind_field, stage, declared_by, declared_on, relied_on_capacity, evidence;
  } supply;
  struct {
    model::KindId kind;
    model::FieldId organisation, contract, type, date, conviction_type, reference;
  } event;
  struct {
    model::KindId kind;
    model::FieldId organisation, contract, questionnaire, question_id, answer, answered_on;
  } answer;
};

// KD1560: the operator has neither a name nor a number.
std::optional<Diagnostic> read_response(SourceScope& scope, const Fields& fields, pugi::xml_node response);

}  // namespace kede::importers::espd
