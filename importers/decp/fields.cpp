#include "importers/decp/fields.hpp"

namespace kede::importers::decp {

Fields::Fields(const model::Vocabulary& vocabulary) {
  const auto kind = [&](std::string_view name) { return vocabulary.find_kind(name)->id; };
  const auto field = [&](const char* name) { return vocabulary.field_id(name); };
  organisation = {kind("organisation"),
                  field("organisation.id"),
                  field("organisation.name"),
                  field("organisation.reg_number"),
                  field("organisation.reg_scheme"),
                  field("organisation.vat_number"),
                  field("organisation.other_identifiers"),
                  field("organisation.country"),
                  field("organisation.roles")};
  contract = {kind("contract"),
              field("contract.id"),
              field("contract.title"),
              field("contract.buyer"),
              field("contract.parent_contract"),
              field("contract.cpv_main"),
              field("contract.procurement_method"),
              field("contract.procurement_method_details"),
              field("contract.value"),
              field("contract.currency"),
              field("contract.place_country"),
              field("contract.framework"),
              field("contract.duration_months"),
              field("contract.number_of_tenderers")};
  award = {kind("award"),        field("award.id"),          field("award.contract"),    field("award.suppliers"),
           field("award.value"), field("award.date_signed"), field("award.contract_id"), field("award.has_subcontracting")};
  supply = {kind("supply"),           field("supply.id"),    field("supply.parent"),          field("supply.child"),
            field("supply.contract"), field("supply.award"), field("supply.contract_number"), field("supply.kind"),
            field("supply.amount"),   field("supply.stage"), field("supply.declared_by"),     field("supply.declared_on"),
            field("supply.approved")};
  event = {kind("event"),       field("event.id"),        field("event.contract"),    field("event.type"),
           field("event.date"), field("event.reference"), field("event.scope_growth")};
  answer = {kind("answer"),
            field("answer.organisation"),
            field("answer.contract"),
            field("answer.questionnaire"),
            field("answer.question_id"),
            field("answer.answer")};
}

}  // namespace kede::importers::decp
