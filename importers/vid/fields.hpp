// The kinds and fields of the vocabulary that the State Revenue Service can fill, looked up once.
// Made at the beginning of an import; used by every part that writes facts.
// Plain ids, const after construction.
// Law: a field that is named here exists in the vocabulary.
#pragma once

#include "engine/model/vocabulary.hpp"

namespace kede::importers::vid {

struct OrganisationFields {
  explicit OrganisationFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId name, reg_number, reg_scheme, country, vat_number, legal_form, nace, employees, employees_date, turnover_last_year,
      tax_debt, tax_debt_instalments_agreed, tax_rating, social_contributions_month, wage_month_gross_average,
      sector_wage_month_gross_average, registration_status, licence_employment_agency, licence_number, is_labour_provider;
};

struct ListEntryFields {
  explicit ListEntryFields(const model::Vocabulary& vocabulary);
  model::KindId kind;
  model::FieldId organisation, list, list_name, result, listed_from, listed_until, identifier_confirmed;
};

struct Fields {
  explicit Fields(const model::Vocabulary& vocabulary);
  OrganisationFields organisation;
  ListEntryFields list_entry;
};

}  // namespace kede::importers::vid
