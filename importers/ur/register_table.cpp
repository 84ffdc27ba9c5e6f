#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "importers/ur/tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ur {
namespace {

using model::Scalar;

struct LegalForm {
  std::string_view code;
  std::string_view form_class;
  bool one_person = false;  // its address may be the home of a natural person
};

constexpr std::array<LegalForm, 31> kForms = {{
    {"SIA", "company"},
    {"AS", "company"},
    {"SE", "company"},
    {"VAS", "company"},
    {"VSIA", "company"},
    {"PSIA", "company"},
    {"PAS", "company"},
    {"PS", "partnership"},
    {"KS", "partnership"},
    {"IK", "sole_trader", true},
    {"IND", "sole_trader", true},
    {"IU", "sole_trader", true},
    {"ZEM", "sole_trader", true},
    {"ZVJ", "sole_trader", true},
    {"ZS", "sole_trader", true},
    {"ZVS", "sole_trader", true},
    {"KB", "cooperative"},
    {"KBS", "cooperative"},
    {"BDR", "association"},
    {"BIE", "association"},
    {"ARO", "association"},
    {"POL", "association"},
    {"NOD", "foundation"},
    {"DRZ", "religious_organisation"},
    {"REL", "religious_organisation"},
    {"MIL", "public_body"},
    {"PUB", "public_body"},
    {"AKF", "foreign_branch"},
    {"FIL", "foreign_branch"},
    {"AKP", "foreign_branch"},
    {"PRS", "other"},
}};

const LegalForm* find_form(std::string_view code) {
  for (const LegalForm& form : kForms) {
    if (equals_ignoring_ascii_case(form.code, code)) return &form;
  }
  return nullptr;
}

struct RegisterColumns {
  explicit RegisterColumns(const CsvRows& rows)
      : number(rows.column({"regcode", "registration_number"})),
        name(rows.column({"name"})),
        type(rows.column({"type"})),
        type_text(rows.column({"type_text"})),
        registered(rows.column({"registered"})),
        terminated(rows.column({"terminated"})),
        closed(rows.column({"closed"})),
        address(rows.column({"address"})),
        postal_code(rows.column({"index"})),
        city(rows.column({"city"})) {}
  std::optional<std::size_t> number, name, type, type_text, registered, terminated, closed, address, postal_code, city;
};

void put_status(RecordMaker& organisation, const OrganisationFields& fields, const CsvRows& rows, const RegisterColumns& columns) {
  const std::string_view closed = rows.cell(columns.closed);
  const std::string_view terminated = rows.cell(columns.terminated);
  organisation.put(fields.closed_on, terminated, "terminated");
  if (const auto date = written_day(terminated)) organisation.of(date);
  if (closed.empty()) {
    // The column says "active" by being empty, so it must be there.
    if (columns.closed && terminated.empty()) organisation.put_text(fields.registration_status, "active", "closed");
    return;
  }
  std::optional<std::string> status;
  if (equals_ignoring_ascii_case(closed, "L")) status = "closed";
  if (equals_ignoring_ascii_case(closed, "R")) status = "reorganised";
  organisation.put_code(fields.registration_status, status, closed, "closed");
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return !is_digit(c) && c != ' ' && c != '.' && c != '-'; });
}

}  // namespace

void put_number(RecordMaker& organisation, const OrganisationFields& fields, std::string_view number, std::string_view column) {
  organisation.put(fields.reg_number, number, column);
  organisation.put_text(fields.reg_scheme, "LV-RE", column);
  organisation.put_text(fields.country, "LV", column);
}

void read_register(Run& run, FileImport& file, CsvRows& rows) {
  const RegisterColumns columns(rows);
  needed_column(file, rows, "register", {"name"});
  needed_column(file, rows, "register", {"closed"});
  const OrganisationFields& fields = run.fields.organisation;
  read_rows(file, rows, [&] {
    const std::string number = written_code(rows.cell(columns.number));
    if (is_empty_id(number)) return reject_row(file, rows, "KD1401");
    RecordMaker organisation(file.scope(), fields.kind, company_key(number), row_place(rows));
    organisation.expect(12);
    put_number(organisation, fields, number, "regcode");
    organisation.put(fields.name, rows.cell(columns.name), "name");
    const LegalForm* form = find_form(rows.cell(columns.type));
    organisation.put(fields.legal_form, rows.cell(columns.type_text).empty() ? rows.cell(columns.type) : rows.cell(columns.type_text),
                     columns.type_text ? "type_text" : "type");
    if (form != nullptr)
      organisation.put_computed(fields.legal_form_class, Scalar(std::string(form->form_class)), "type", std::string(form->code));
    organisation.put(fields.founded, rows.cell(columns.registered), "registered");
    if (form == nullptr || !form->one_person) {
      organisation.put(fields.address, rows.cell(columns.address), "address");
      organisation.put(fields.postal_code, rows.cell(columns.postal_code), "index");
    }
    if (has_letter(rows.cell(columns.city))) organisation.put(fields.city, rows.cell(columns.city), "city");
    put_status(organisation, fields, rows, columns);
    organisation.finish();
    file.count();
  });
}

void read_name_history(Run& run, FileImport& file, CsvRows& rows) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto number_at = rows.column({"regcode"});
  const auto name_at = rows.column({"name"});
  const auto until_at = rows.column({"date_to"});
  read_rows(file, rows, [&] {
    const std::string number = written_code(rows.cell(number_at));
    if (is_empty_id(number)) return reject_row(file, rows, "KD1401");
    RecordMaker organisation(file.scope(), fields.kind, company_key(number), row_place(rows));
    put_number(organisation, fields, number, "regcode");
    organisation.of(written_day(rows.cell(until_at)));
    organisation.put(fields.other_names, rows.cell(name_at), "name");
    organisation.finish();
    file.count();
  });
}

void read_public_persons(Run& run, FileImport& file, CsvRows& rows) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto number_at = rows.column({"registrationnumber", "registration_number"});
  const auto name_at = rows.column({"name"});
  read_rows(file, rows, [&] {
    const std::string number = written_code(rows.cell(number_at));
    if (is_empty_id(number)) return reject_row(file, rows, "KD1401");
    RecordMaker organisation(file.scope(), fields.kind, company_key(number), row_place(rows));
    put_number(organisation, fields, number, "registrationNumber");
    organisation.put(fields.name, rows.cell(name_at), "name");
    organisation.put_value(fields.is_public_body, Scalar(true), "registrationNumber");
    organisation.finish();
    file.count();
  });
}

}  // namespace kede::importers::ur
