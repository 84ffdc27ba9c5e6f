// Beneficial owners and officers.
#include <array>

#include "engine/base/text.hpp"
#include "importers/ur/tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ur {
namespace {

using model::Scalar;

// The role that an office is, by the body in which it is held and the name of the position.
std::optional<std::string> role_of(std::string_view body, std::string_view position, bool represents) {
  constexpr std::array<CodeWord, 9> bodies = {{{"executiveboard", "board"},
                                               {"board", "board"},
                                               {"council", "board"},
                                               {"supervisoryboard", "board"},
                                               {"valde", "board"},
                                               {"padome", "board"},
                                               {"administrativeboard", "board"},
                                               {"procuration", "representative"},
                                               {"liquidators", "representative"}}};
  constexpr std::array<CodeWord, 20> positions = {{{"chairofboard", "board"},
                                                   {"chairmanofboard", "board"},
                                                   {"boardmember", "board"},
                                                   {"chairofcouncil", "board"},
                                                   {"deputychairofcouncil", "board"},
                                                   {"councilmember", "board"},
                                                   {"valdesloceklis", "board"},
                                                   {"valdespriekšsēdētājs", "board"},
                                                   {"manager", "manager"},
                                                   {"director", "manager"},
                                                   {"head", "manager"},
                                                   {"executivedirector", "manager"},
                                                   {"vadītājs", "manager"},
                                                   {"procurator", "representative"},
                                                   {"proctor", "representative"},
                                                   {"prokūrists", "representative"},
                                                   {"liquidator", "representative"},
                                                   {"likvidators", "representative"},
                                                   {"administrator", "representative"},
                                                   {"authorisedrepresentative", "representative"}}};
  if (const auto role = look_up(bodies, body)) return role;
  if (const auto role = look_up(positions, position)) return role;
  return represents ? std::optional<std::string>("representative") : std::nullopt;
}

std::string office_key(std::string_view table, const CsvRows& rows, std::optional<std::size_t> id, const std::string& company,
                       const Owner& owner) {
  const std::string number = written_code(rows.cell(id));
  return "ur:" + std::string(table) + '/' + (number.empty() ? company + '/' + owner.key : number);
}

}  // namespace

void read_beneficial_owners(Run& run, FileImport& file, CsvRows& rows) {
  OwnerColumns columns(rows);
  // The number in this table is that of the company.
  const auto company_at = rows.column({"at_legal_entity_registration_number", "legal_entity_registration_number"});
  columns.number.reset();
  const auto id_at = rows.column({"id"});
  const auto registered_at = rows.column({"registered_on"});
  const auto modified_at = rows.column({"last_modified_at"});
  const OwnershipFields& fields = run.fields.ownership;
  read_rows(file, rows, [&] {
    const std::string company = written_code(rows.cell(company_at));
    if (is_empty_id(company)) return reject_row(file, rows, "KD1401");
    const Owner owner = owner_of(rows, columns, company);
    if (owner.kind != Owner::Kind::person) return reject_row(file, rows, "KD1403");
    const std::string place = row_place(rows);
    const auto registered = written_day(rows.cell(registered_at));
    const auto modified = written_day(rows.cell(modified_at));
    RecordMaker organisation(file.scope(), run.fields.organisation.kind, company_key(company), place);
    organisation.of(modified ? modified : registered);
    organisation.put_value(run.fields.organisation.beneficial_owner_declared, Scalar(true), "legal_entity_registration_number");
    organisation.finish();
    write_owner(file.scope(), run.fields, rows, columns, owner, place);
    RecordMaker ownership(file.scope(), fields.kind, office_key("beneficial_owner", rows, id_at, company, owner), place);
    ownership.of(modified ? modified : registered);
    ownership.put_ref(fields.subject, run.fields.organisation.kind, company_key(company), "legal_entity_registration_number");
    refer_to_owner(ownership, run.fields, owner, {});
    ownership.put_text(fields.role, "beneficial_owner", "legal_entity_registration_number");
    ownership.put(fields.start_date, rows.cell(registered_at), "registered_on");
    ownership.finish();
    file.count();
  });
}

void read_officers(Run& run, FileImport& file, CsvRows& rows) {
  const OwnerColumns columns(rows);
  const auto company_at = rows.column({"at_legal_entity_registration_number"});
  const auto id_at = rows.column({"id"});
  const auto position_at = rows.column({"position"});
  const auto body_at = rows.column({"governing_body"});
  const auto rights_at = rows.column({"rights_of_representation_type"});
  const auto registered_at = rows.column({"registered_on"});
  const auto modified_at = rows.column({"last_modified_at"});
  const OwnershipFields& fields = run.fields.ownership;
  read_rows(file, rows, [&] {
    const std::string company = written_code(rows.cell(company_at));
    if (is_empty_id(company)) return reject_row(file, rows, "KD1401");
    const Owner owner = owner_of(rows, columns, company);
    if (owner.kind == Owner::Kind::nobody || owner.kind == Owner::Kind::joint) return reject_row(file, rows, "KD1403");
    const std::string place = row_place(rows);
    write_owner(file.scope(), run.fields, rows, columns, owner, place);
    RecordMaker ownership(file.scope(), fields.kind, office_key("officer", rows, id_at, company, owner), place);
    const auto modified = written_day(rows.cell(modified_at));
    ownership.of(modified ? modified : written_day(rows.cell(registered_at)));
    ownership.put_ref(fields.subject, run.fields.organisation.kind, company_key(company), "at_legal_entity_registration_number");
    refer_to_owner(ownership, run.fields, owner, rows.cell(columns.entity_type));
    const std::string_view position = rows.cell(position_at);
    const std::string_view body = rows.cell(body_at);
    const auto role = role_of(body, position, !rows.cell(rights_at).empty());
    ownership.put_code(fields.role, role, position.empty() ? body : position, position.empty() ? "governing_body" : "position");
    ownership.put(fields.start_date, rows.cell(registered_at), "registered_on");
    ownership.finish();
    file.count();
  });
}

}  // namespace kede::importers::ur
