#include "importers/gleif/forms.hpp"
#include "importers/xml.hpp"
#include "importers/xml_records.hpp"

namespace kede::importers::gleif {
namespace {

using importers::all;
using importers::find;
using importers::text_at;

LeiRecord entity_of(pugi::xml_node node) {
  LeiRecord out;
  const pugi::xml_node entity = find(node, "Entity");
  const pugi::xml_node address = find(entity, "LegalAddress");
  out.lei = text_at(node, "LEI");
  out.legal_name = text_at(entity, "LegalName");
  for (const std::string_view path : {"OtherEntityNames/OtherEntityName", "TransliteratedOtherEntityNames/TransliteratedOtherEntityName"}) {
    for (const pugi::xml_node name : all(entity, path)) out.other_names.push_back(text_of(name));
  }
  out.first_line = text_at(address, "FirstAddressLine");
  for (const pugi::xml_node line : all(address, "AdditionalAddressLine")) out.more_lines.push_back(text_of(line));
  out.city = text_at(address, "City");
  out.region = text_at(address, "Region");
  out.country = text_at(address, "Country");
  out.postal_code = text_at(address, "PostalCode");
  out.authority = text_at(entity, "RegistrationAuthority/RegistrationAuthorityID");
  out.number = text_at(entity, "RegistrationAuthority/RegistrationAuthorityEntityID");
  out.jurisdiction = text_at(entity, "LegalJurisdiction");
  out.category = text_at(entity, "EntityCategory");
  out.legal_form = text_at(entity, "LegalForm/EntityLegalFormCode");
  out.other_legal_form = text_at(entity, "LegalForm/OtherLegalForm");
  out.status = text_at(entity, "EntityStatus");
  out.created = text_at(entity, "EntityCreationDate");
  out.expired = text_at(entity, "EntityExpirationDate");
  out.expiration_reason = text_at(entity, "EntityExpirationReason");
  for (const pugi::xml_node successor : all(entity, "SuccessorEntity"))
    out.successors.push_back({text_at(successor, "SuccessorLEI"), text_at(successor, "SuccessorEntityName")});
  out.registration_status = text_at(node, "Registration/RegistrationStatus");
  out.last_update = text_at(node, "Registration/LastUpdateDate");
  return out;
}

RelationshipRecord relationship_of(pugi::xml_node node) {
  RelationshipRecord out;
  const pugi::xml_node tie = find(node, "Relationship");
  out.child = text_at(tie, "StartNode/NodeID");
  out.child_type = text_at(tie, "StartNode/NodeIDType");
  out.parent = text_at(tie, "EndNode/NodeID");
  out.parent_type = text_at(tie, "EndNode/NodeIDType");
  out.type = text_at(tie, "RelationshipType");
  out.status = text_at(tie, "RelationshipStatus");
  for (const pugi::xml_node period : all(tie, "RelationshipPeriods/RelationshipPeriod"))
    out.periods.push_back({text_at(period, "StartDate"), text_at(period, "EndDate"), text_at(period, "PeriodType")});
  const pugi::xml_node quantifier = find(tie, "RelationshipQuantifiers/RelationshipQuantifier");
  out.method = text_at(quantifier, "MeasurementMethod");
  out.amount = text_at(quantifier, "QuantifierAmount");
  out.units = text_at(quantifier, "QuantifierUnits");
  out.registration_status = text_at(node, "Registration/RegistrationStatus");
  out.last_update = text_at(node, "Registration/LastUpdateDate");
  return out;
}

ExceptionRecord exception_of(pugi::xml_node node) {
  ExceptionRecord out;
  out.lei = text_at(node, "LEI");
  out.category = text_at(node, "ExceptionCategory");
  for (const pugi::xml_node reason : all(node, "ExceptionReason")) out.reasons.push_back(text_of(reason));
  out.reference = text_at(node, "ExceptionReference");
  return out;
}

}  // namespace

void read_xml(SourceText& text, std::size_t longest, const RecordEvents& events) {
  read_xml_elements(text, {"LEIRecord", "RelationshipRecord", "Exception"}, {.record_bytes = longest},
                    {.on_record =
                         [&](const XmlRecord& record) {
                           const Where where{record.place, record.line, {}};
                           const std::string_view name = local_name(record.node);
                           if (name == "LEIRecord") return events.on_entity(entity_of(record.node), where);
                           if (name == "RelationshipRecord") return events.on_relationship(relationship_of(record.node), where);
                           events.on_exception(exception_of(record.node), where);
                         },
                     .on_fault =
                         [&](XmlFault fault) {
                           events.on_fault(std::move(fault.reason), {std::move(fault.place), fault.line, std::move(fault.excerpt)});
                         },
                     .on_header =
                         [&](std::string_view path, std::string_view value) {
                           if (path.ends_with("Header/ContentDate")) events.on_date(value);
                         }});
}

}  // namespace kede::importers::gleif
