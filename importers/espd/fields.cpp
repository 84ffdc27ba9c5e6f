#include "importers/espd/response.hpp"

namespace kede::importers::espd {

Fields::Fields(const model::Vocabulary& vocabulary) {
  const auto kind = [&](std::string_view name) { return vocabulary.find_kind(name)->id; };
  const auto field = [&](const char* name) { return vocabulary.field_id(name); };
  organisation = {kind("organisation"),
                  field("organisation.name"),
                  field("organisation.reg_number"),
                  field("organisation.vat_number"),
                  field("organisation.country"),
                  field("organisation.address"),
                  field("organisation.city"),
                  field("organisation.postal_code"),
                  field("organisation.website"),
                  field("organisation.email"),
                  field("organisation.size"),
                  field("organisation.roles"),
                  field("organisation.employees"),
                  field("organisation.employees_date"),
                  field("organisation.self_declaration_request"),
                  field("organisation.self_declaration_labour_law"),
                  field("organisation.self_declaration_trafficking")};
  person = {kind("person"), field("person.name"), field("person.birth_date")};
  ownership = {kind("ownership"),       field("ownership.subject"), field("ownership.person"), field("ownership.owner_type"),
               field("ownership.role"), field("ownership.source")};
  contract = {kind("contract"),        field("contract.id"),
              field("contract.title"), field("contract.description"),
              field("contract.buyer"), field("contract.procurement_method")};
  bid = {kind("bid"),          field("bid.contract"),     field("bid.bidder"),
         field("bid.members"), field("bid.submitted_on"), field("bid.subcontract_share")};
  supply = {kind("supply"),
            field("supply.parent"),
            field("supply.child"),
            field("supply.contract"),
            field("supply.bid"),
            field("supply.kind"),
            field("supply.stage"),
            field("supply.declared_by"),
            field("supply.declared_on"),
            field("supply.relied_on_capacity"),
            field("supply.evidence")};
  event = {kind("event"),       field("event.organisation"),    field("event.contract"), field("event.type"),
           field("event.date"), field("event.conviction_type"), field("event.reference")};
  answer = {kind("answer"),
            field("answer.organisation"),
            field("answer.contract"),
            field("answer.questionnaire"),
            field("answer.question_id"),
            field("answer.answer"),
            field("answer.answered_on")};
}

}  // namespace kede::importers::espd
