#include "importers/vid/fields.hpp"

namespace kede::importers::vid {
namespace {

model::KindId kind_id(const model::Vocabulary& vocabulary, std::string_view name) { return vocabulary.find_kind(name)->id; }

}  // namespace

OrganisationFields::OrganisationFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "organisation")),
      name(vocabulary.field_id("organisation.name")),
      reg_number(vocabulary.field_id("organisation.reg_number")),
      reg_scheme(vocabulary.field_id("organisation.reg_scheme")),
      country(vocabulary.field_id("organisation.country")),
      vat_number(vocabulary.field_id("organisation.vat_number")),
      legal_form(vocabulary.field_id("organisation.legal_form")),
      nace(vocabulary.field_id("organisation.nace")),
      employees(vocabulary.field_id("organisation.employees")),
      employees_date(vocabulary.field_id("organisation.employees_date")),
      turnover_last_year(vocabulary.field_id("organisation.turnover_last_year")),
      tax_debt(vocabulary.field_id("organisation.tax_debt")),
      tax_debt_instalments_agreed(vocabulary.field_id("organisation.tax_debt_instalments_agreed")),
      tax_rating(vocabulary.field_id("organisation.tax_rating")),
      social_contributions_month(vocabulary.field_id("organisation.social_contributions_month")),
      wage_month_gross_average(vocabulary.field_id("organisation.wage_month_gross_average")),
      sector_wage_month_gross_average(vocabulary.field_id("organisation.sector_wage_month_gross_average")),
      registration_status(vocabulary.field_id("organisation.registration_status")),
      licence_employment_agency(vocabulary.field_id("organisation.licence_employment_agency")),
      licence_number(vocabulary.field_id("organisation.licence_number")),
      is_labour_provider(vocabulary.field_id("organisation.is_labour_provider")) {}

ListEntryFields::ListEntryFields(const model::Vocabulary& vocabulary)
    : kind(kind_id(vocabulary, "list_entry")),
      organisation(vocabulary.field_id("list_entry.organisation")),
      list(vocabulary.field_id("list_entry.list")),
      list_name(vocabulary.field_id("list_entry.list_name")),
      result(vocabulary.field_id("list_entry.result")),
      listed_from(vocabulary.field_id("list_entry.listed_from")),
      listed_until(vocabulary.field_id("list_entry.listed_until")),
      identifier_confirmed(vocabulary.field_id("list_entry.identifier_confirmed")) {}

Fields::Fields(const model::Vocabulary& vocabulary) : organisation(vocabulary), list_entry(vocabulary) {}

}  // namespace kede::importers::vid
