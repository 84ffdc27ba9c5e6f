#include <rapidjson/document.h>

#include <array>

#include "engine/base/text.hpp"
#include "importers/gleif/forms.hpp"
#include "importers/json.hpp"
#include "importers/json_records.hpp"

namespace kede::importers::gleif {
namespace {

using Json = const rapidjson::Value*;
using importers::find;

// A text, or an object made from an XML element with attributes, whose text is the member "$".
std::string_view plain(Json value) { return is_object(value) ? text_at(value, "$") : as_text(value); }
std::string_view plain_at(Json object, std::string_view path) { return plain(find(object, path)); }

// The elements of a list, which may stand in a member called after its elements.
std::vector<Item> elements(Json object, std::string_view list, std::string_view element) {
  const Json inside = find(find(object, list), element);
  return inside != nullptr && !is_list(find(object, list)) ? items(find(object, list), element, "") : items(object, list, "");
}

LeiRecord entity_of(Json record) {
  LeiRecord out;
  const Json entity = find(record, "Entity");
  const Json address = find(entity, "LegalAddress");
  out.lei = plain_at(record, "LEI");
  out.legal_name = plain_at(entity, "LegalName");
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> names = {
      {{"OtherEntityNames", "OtherEntityName"}, {"TransliteratedOtherEntityNames", "TransliteratedOtherEntityName"}}};
  for (const auto& [list, element] : names) {
    for (const Item& item : elements(entity, list, element)) {
      const std::string_view inside = plain_at(item.value, element);
      out.other_names.push_back(inside.empty() ? plain(item.value) : inside);
    }
  }
  out.first_line = plain_at(address, "FirstAddressLine");
  for (const Item& item : items(address, "AdditionalAddressLine", "")) out.more_lines.push_back(plain(item.value));
  out.city = plain_at(address, "City");
  out.region = plain_at(address, "Region");
  out.country = plain_at(address, "Country");
  out.postal_code = plain_at(address, "PostalCode");
  out.authority = plain_at(entity, "RegistrationAuthority/RegistrationAuthorityID");
  out.number = plain_at(entity, "RegistrationAuthority/RegistrationAuthorityEntityID");
  out.jurisdiction = plain_at(entity, "LegalJurisdiction");
  out.category = plain_at(entity, "EntityCategory");
  out.legal_form = plain_at(entity, "LegalForm/EntityLegalFormCode");
  out.other_legal_form = plain_at(entity, "LegalForm/OtherLegalForm");
  out.status = plain_at(entity, "EntityStatus");
  out.created = plain_at(entity, "EntityCreationDate");
  out.expired = plain_at(entity, "EntityExpirationDate");
  out.expiration_reason = plain_at(entity, "EntityExpirationReason");
  for (const Item& item : items(entity, "SuccessorEntity", ""))
    out.successors.push_back({plain_at(item.value, "SuccessorLEI"), plain_at(item.value, "SuccessorEntityName")});
  out.registration_status = plain_at(record, "Registration/RegistrationStatus");
  out.last_update = plain_at(record, "Registration/LastUpdateDate");
  return out;
}

RelationshipRecord relationship_of(Json record) {
  RelationshipRecord out;
  const Json tie = find(record, "Relationship");
  out.child = plain_at(tie, "StartNode/NodeID");
  out.child_type = plain_at(tie, "StartNode/NodeIDType");
  out.parent = plain_at(tie, "EndNode/NodeID");
  out.parent_type = plain_at(tie, "EndNode/NodeIDType");
  out.type = plain_at(tie, "RelationshipType");
  out.status = plain_at(tie, "RelationshipStatus");
  for (const Item& item : elements(tie, "RelationshipPeriods", "RelationshipPeriod"))
    out.periods.push_back({plain_at(item.value, "StartDate"), plain_at(item.value, "EndDate"), plain_at(item.value, "PeriodType")});
  const auto quantifiers = elements(tie, "RelationshipQuantifiers", "RelationshipQuantifier");
  if (!quantifiers.empty()) {
    out.method = plain_at(quantifiers.front().value, "MeasurementMethod");
    out.amount = plain_at(quantifiers.front().value, "QuantifierAmount");
    out.units = plain_at(quantifiers.front().value, "QuantifierUnits");
  }
  out.registration_status = plain_at(record, "Registration/RegistrationStatus");
  out.last_update = plain_at(record, "Registration/LastUpdateDate");
  return out;
}

ExceptionRecord exception_of(Json record) {
  ExceptionRecord out;
  out.lei = plain_at(record, "LEI");
  out.category = plain_at(record, "ExceptionCategory");
  for (const Item& item : items(record, "ExceptionReason", "")) out.reasons.push_back(plain(item.value));
  out.reference = plain_at(record, "ExceptionReference");
  out.content_date = plain_at(record, "ContentDate");
  return out;
}

}  // namespace

void read_json(SourceText& text, std::size_t longest, const RecordEvents& events) {
  constexpr std::array<std::string_view, 3> lists = {"records", "relations", "exceptions"};
  JsonDocument document;
  read_json_records(
      text, lists, {.record_bytes = longest},
      {.on_record =
           [&](JsonRecord record) {
             bool mended = false;
             const Where where{std::move(record.place), record.line, replace_invalid_utf8(std::string_view(record.text).substr(0, 200))};
             const auto failed = document.parse(std::move(record.text), false, mended);
             const Json root = &document.root();
             if (failed) return events.on_fault(error("KD1144").arg("reason", failed->reason), where);
             if (is_object(find(root, "Entity"))) return events.on_entity(entity_of(root), where);
             if (is_object(find(root, "Relationship"))) return events.on_relationship(relationship_of(root), where);
             if (find(root, "ExceptionCategory") != nullptr) return events.on_exception(exception_of(root), where);
             events.on_fault(error("KD1530"), where);
           },
       .on_fault =
           [&](JsonFault fault) {
             events.on_fault(std::move(fault.reason), {std::move(fault.place), fault.line, std::move(fault.excerpt)});
           }});
}

}  // namespace kede::importers::gleif
