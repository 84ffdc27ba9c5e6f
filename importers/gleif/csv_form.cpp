#include <array>

#include "importers/csv_rows.hpp"
#include "importers/gleif/forms.hpp"

namespace kede::importers::gleif {
namespace {

using Column = std::optional<std::size_t>;
constexpr std::size_t kRepeated = 5;  // columns that a repeated element gets at most

// "Entity.OtherEntityNames.OtherEntityName.1" … ".5", with what follows the number.
std::vector<Column> numbered(const CsvRows& rows, std::string_view before, std::string_view after = {}) {
  std::vector<Column> out;
  for (std::size_t i = 1; i <= kRepeated; ++i) {
    const std::string name = std::string(before) + '.' + std::to_string(i) + std::string(after);
    if (const Column column = rows.column({name})) out.push_back(column);
  }
  return out;
}

struct EntityColumns {
  explicit EntityColumns(const CsvRows& rows)
      : lei(rows.column({"LEI"})),
        legal_name(rows.column({"Entity.LegalName"})),
        first_line(rows.column({"Entity.LegalAddress.FirstAddressLine"})),
        city(rows.column({"Entity.LegalAddress.City"})),
        region(rows.column({"Entity.LegalAddress.Region"})),
        country(rows.column({"Entity.LegalAddress.Country"})),
        postal_code(rows.column({"Entity.LegalAddress.PostalCode"})),
        authority(rows.column({"Entity.RegistrationAuthority.RegistrationAuthorityID"})),
        number(rows.column({"Entity.RegistrationAuthority.RegistrationAuthorityEntityID"})),
        jurisdiction(rows.column({"Entity.LegalJurisdiction"})),
        category(rows.column({"Entity.EntityCategory"})),
        legal_form(rows.column({"Entity.LegalForm.EntityLegalFormCode"})),
        other_legal_form(rows.column({"Entity.LegalForm.OtherLegalForm"})),
        status(rows.column({"Entity.EntityStatus"})),
        created(rows.column({"Entity.EntityCreationDate"})),
        expired(rows.column({"Entity.EntityExpirationDate"})),
        expiration_reason(rows.column({"Entity.EntityExpirationReason"})),
        registration_status(rows.column({"Registration.RegistrationStatus"})),
        last_update(rows.column({"Registration.LastUpdateDate"})),
        other_names(numbered(rows, "Entity.OtherEntityNames.OtherEntityName")),
        transliterated(numbered(rows, "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName")),
        more_lines(numbered(rows, "Entity.LegalAddress.AdditionalAddressLine")),
        successors(numbered(rows, "Entity.SuccessorEntity", ".SuccessorLEI")),
        successor_names(numbered(rows, "Entity.SuccessorEntity", ".SuccessorEntityName")) {
    if (successors.empty()) successors.push_back(rows.column({"Entity.SuccessorEntity.SuccessorLEI"}));
    if (successor_names.empty()) successor_names.push_back(rows.column({"Entity.SuccessorEntity.SuccessorEntityName"}));
  }
  Column lei, legal_name, first_line, city, region, country, postal_code, authority, number, jurisdiction, category, legal_form,
      other_legal_form, status, created, expired, expiration_reason, registration_status, last_update;
  std::vector<Column> other_names, transliterated, more_lines, successors, successor_names;
};

void take_all(const CsvRows& rows, const std::vector<Column>& columns, std::vector<std::string_view>& into) {
  for (const Column column : columns) {
    if (const std::string_view value = rows.cell(column); !value.empty()) into.push_back(value);
  }
}

LeiRecord entity_of(const CsvRows& rows, const EntityColumns& columns) {
  LeiRecord out;
  out.lei = rows.cell(columns.lei);
  out.legal_name = rows.cell(columns.legal_name);
  take_all(rows, columns.other_names, out.other_names);
  take_all(rows, columns.transliterated, out.other_names);
  out.first_line = rows.cell(columns.first_line);
  take_all(rows, columns.more_lines, out.more_lines);
  out.city = rows.cell(columns.city);
  out.region = rows.cell(columns.region);
  out.country = rows.cell(columns.country);
  out.postal_code = rows.cell(columns.postal_code);
  out.authority = rows.cell(columns.authority);
  out.number = rows.cell(columns.number);
  out.jurisdiction = rows.cell(columns.jurisdiction);
  out.category = rows.cell(columns.category);
  out.legal_form = rows.cell(columns.legal_form);
  out.other_legal_form = rows.cell(columns.other_legal_form);
  out.status = rows.cell(columns.status);
  out.created = rows.cell(columns.created);
  out.expired = rows.cell(columns.expired);
  out.expiration_reason = rows.cell(columns.expiration_reason);
  for (std::size_t i = 0; i < columns.successors.size(); ++i) {
    const std::string_view name = i < columns.successor_names.size() ? rows.cell(columns.successor_names[i]) : std::string_view();
    out.successors.push_back({rows.cell(columns.successors[i]), name});
  }
  out.registration_status = rows.cell(columns.registration_status);
  out.last_update = rows.cell(columns.last_update);
  return out;
}

struct TieColumns {
  explicit TieColumns(const CsvRows& rows)
      : child(rows.column({"Relationship.StartNode.NodeID"})),
        child_type(rows.column({"Relationship.StartNode.NodeIDType"})),
        parent(rows.column({"Relationship.EndNode.NodeID"})),
        parent_type(rows.column({"Relationship.EndNode.NodeIDType"})),
        type(rows.column({"Relationship.RelationshipType"})),
        status(rows.column({"Relationship.RelationshipStatus"})),
        method(rows.column({"Relationship.Quantifiers.1.MeasurementMethod"})),
        amount(rows.column({"Relationship.Quantifiers.1.QuantifierAmount"})),
        units(rows.column({"Relationship.Quantifiers.1.QuantifierUnits"})),
        registration_status(rows.column({"Registration.RegistrationStatus"})),
        last_update(rows.column({"Registration.LastUpdateDate"})),
        starts(numbered(rows, "Relationship.Period", ".startDate")),
        ends(numbered(rows, "Relationship.Period", ".endDate")),
        types(numbered(rows, "Relationship.Period", ".periodType")) {}
  Column child, child_type, parent, parent_type, type, status, method, amount, units, registration_status, last_update;
  std::vector<Column> starts, ends, types;
};

RelationshipRecord relationship_of(const CsvRows& rows, const TieColumns& columns) {
  RelationshipRecord out;
  out.child = rows.cell(columns.child);
  out.child_type = rows.cell(columns.child_type);
  out.parent = rows.cell(columns.parent);
  out.parent_type = rows.cell(columns.parent_type);
  out.type = rows.cell(columns.type);
  out.status = rows.cell(columns.status);
  for (std::size_t i = 0; i < columns.types.size(); ++i) {
    const auto at = [&](const std::vector<Column>& of) { return i < of.size() ? rows.cell(of[i]) : std::string_view(); };
    out.periods.push_back({at(columns.starts), at(columns.ends), at(columns.types)});
  }
  out.method = rows.cell(columns.method);
  out.amount = rows.cell(columns.amount);
  out.units = rows.cell(columns.units);
  out.registration_status = rows.cell(columns.registration_status);
  out.last_update = rows.cell(columns.last_update);
  return out;
}

struct ExceptionColumns {
  explicit ExceptionColumns(const CsvRows& rows)
      : lei(rows.column({"LEI"})),
        category(rows.column({"Exception.Category"})),
        reference(rows.column({"Exception.Reference.1", "Exception.Reference"})),
        reasons(numbered(rows, "Exception.Reason")) {
    if (reasons.empty()) reasons.push_back(rows.column({"Exception.Reason"}));
  }
  Column lei, category, reference;
  std::vector<Column> reasons;
};

ExceptionRecord exception_of(const CsvRows& rows, const ExceptionColumns& columns) {
  ExceptionRecord out;
  out.lei = rows.cell(columns.lei);
  out.category = rows.cell(columns.category);
  take_all(rows, columns.reasons, out.reasons);
  out.reference = rows.cell(columns.reference);
  return out;
}

}  // namespace

void read_csv(SourceText& text, Content content, const RecordEvents& events) {
  CsvRows rows(text);
  const EntityColumns entity(rows);
  const TieColumns tie(rows);
  const ExceptionColumns exception(rows);
  while (rows.next()) {
    const auto damage = rows.damage();
    Where where{"row " + std::to_string(rows.row()), rows.line(), damage ? rows.excerpt() : std::string()};
    if (damage) {
      events.on_fault(error(*damage), std::move(where));
    } else if (content == Content::entities) {
      events.on_entity(entity_of(rows, entity), where);
    } else if (content == Content::relationships) {
      events.on_relationship(relationship_of(rows, tie), where);
    } else {
      events.on_exception(exception_of(rows, exception), where);
    }
  }
}

}  // namespace kede::importers::gleif
