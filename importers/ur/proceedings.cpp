// Insolvency, liquidation, prohibitions, securing measures, reorganisation and sanctions.
#include "engine/base/text.hpp"
#include "importers/ur/tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ur {
namespace {

using model::Scalar;

// A table in which each row says since when the organisation is in a state, and perhaps until when.
struct StateTable {
  std::string_view status;
  std::initializer_list<std::string_view> number, from, until;
};

void read_states(Run& run, FileImport& file, CsvRows& rows, const StateTable& table) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto number_at = rows.column(table.number);
  const auto from_at = rows.column(table.from);
  const auto until_at = rows.column(table.until);
  read_rows(file, rows, [&] {
    const std::string number = written_code(rows.cell(number_at));
    if (is_empty_id(number)) return reject_row(file, rows, "KD1401");
    file.count();
    if (!rows.cell(until_at).empty()) return;  // over
    RecordMaker organisation(file.scope(), fields.kind, company_key(number), row_place(rows));
    put_number(organisation, fields, number, *table.number.begin());
    organisation.of(written_day(rows.cell(from_at)));
    organisation.put_text(fields.registration_status, table.status, *table.number.begin());
    organisation.finish();
  });
}

struct EntryTable {
  std::string_view name;  // of the table
  std::string_view list_name;
  std::initializer_list<std::string_view> number, reference, from, until;
};

// A table whose rows are entries on a list of the register.
void read_entries(Run& run, FileImport& file, CsvRows& rows, const EntryTable& table) {
  const ListEntryFields& fields = run.fields.list_entry;
  const auto id_at = rows.column({"id"});
  const auto number_at = rows.column(table.number);
  const auto reference_at = rows.column(table.reference);
  const auto from_at = rows.column(table.from);
  const auto until_at = rows.column(table.until);
  read_rows(file, rows, [&] {
    const std::string number = written_code(rows.cell(number_at));
    if (is_empty_id(number)) return reject_row(file, rows, "KD1401");
    const std::string id = written_code(rows.cell(id_at));
    const std::string key = "ur:" + std::string(table.name) + '/' + (id.empty() ? number + '/' + std::to_string(rows.row()) : id);
    RecordMaker organisation(file.scope(), run.fields.organisation.kind, company_key(number), row_place(rows));
    put_number(organisation, run.fields.organisation, number, *table.number.begin());
    organisation.finish();
    RecordMaker entry(file.scope(), fields.kind, key, row_place(rows));
    entry.of(written_day(rows.cell(from_at)));
    entry.put_ref(fields.organisation, run.fields.organisation.kind, company_key(number), *table.number.begin());
    entry.put_text(fields.list, "other", *table.number.begin());
    entry.put_text(fields.list_name, table.list_name, *table.number.begin());
    entry.put_text(fields.result, "match", *table.number.begin());
    entry.put_value(fields.identifier_confirmed, Scalar(true), *table.number.begin());
    entry.put(fields.reference, rows.cell(reference_at), *table.reference.begin());
    entry.put(fields.listed_from, rows.cell(from_at), *table.from.begin());
    entry.put(fields.listed_until, rows.cell(until_at), *table.until.begin());
    entry.finish();
    file.count();
  });
}

}  // namespace

void read_insolvency(Run& run, FileImport& file, CsvRows& rows) {
  read_states(run, file, rows,
              {"insolvent",
               {"debtor_registration_number"},
               {"proceeding_started_on", "date_from", "registered_on"},
               {"proceeding_ended_on", "date_to"}});
}

void read_liquidations(Run& run, FileImport& file, CsvRows& rows) {
  read_states(
      run, file, rows,
      {"in_liquidation", {"legal_entity_registration_number"}, {"date_from", "start_date", "registered_on"}, {"date_to", "end_date"}});
}

void read_suspensions(Run& run, FileImport& file, CsvRows& rows) {
  read_entries(run, file, rows,
               {"suspension",
                "Uzņēmumu reģistrs: darbības apturēšana un aizliegumi",
                {"legal_entity_registration_number"},
                {"suspension_code", "suspension_type", "prohibition_type", "grounds"},
                {"date_from", "registered_on"},
                {"date_to"}});
}

void read_securing_measures(Run& run, FileImport& file, CsvRows& rows) {
  read_entries(run, file, rows,
               {"securing_measure",
                "Uzņēmumu reģistrs: nodrošinājuma līdzekļi",
                {"legal_entity_registration_number"},
                {"case_number", "institution_name", "measure_type", "securing_measure_type"},
                {"date_from", "registered_on"},
                {"date_to"}});
}

// Of two companies that became one each keeps its own record; only the end of the first is a fact of it.
void read_reorganisations(Run& run, FileImport& file, CsvRows& rows) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto source_at = rows.column({"source_entity_regcode"});
  const auto type_at = rows.column({"reorganization_type"});
  const auto registered_at = rows.column({"registered", "registered_on"});
  read_rows(file, rows, [&] {
    const std::string number = written_code(rows.cell(source_at));
    if (is_empty_id(number)) return reject_row(file, rows, "KD1401");
    file.count();
    const std::string type = bare_word(rows.cell(type_at));
    if (type != "acquisition" && type != "merger" && type != "division" && type != "transformation") return;  // the source goes on
    RecordMaker organisation(file.scope(), fields.kind, company_key(number), row_place(rows));
    put_number(organisation, fields, number, "source_entity_regcode");
    organisation.of(written_day(rows.cell(registered_at)));
    organisation.put_value(fields.registration_status, Scalar(std::string("reorganised")), "reorganization_type",
                           std::string(rows.cell(type_at)));
    organisation.finish();
  });
}

void read_sanctions(Run& run, FileImport& file, CsvRows& rows) {
  const ListEntryFields& fields = run.fields.list_entry;
  const auto number_at = rows.column({"sanctions_subject_registration_number"});
  const auto name_at = rows.column({"sanctions_subject_name"});
  const auto position_at = rows.column({"position_text_lv", "position"});
  const auto list_at = rows.column({"list_text", "list"});
  const auto program_at = rows.column({"program"});
  const auto base_at = rows.column({"legal_base_url", "legal_base"});
  const auto entry_at = rows.column({"entry_date", "registered_on"});
  read_rows(file, rows, [&] {
    const std::string number = written_code(rows.cell(number_at));
    if (is_empty_id(number)) return reject_row(file, rows, "KD1401");
    const std::string place = row_place(rows);
    RecordMaker organisation(file.scope(), run.fields.organisation.kind, company_key(number), place);
    put_number(organisation, run.fields.organisation, number, "sanctions_subject_registration_number");
    organisation.put(run.fields.organisation.name, rows.cell(name_at), "sanctions_subject_name");
    organisation.finish();
    const std::string_view position = rows.cell(position_at);
    RecordMaker entry(file.scope(), fields.kind, "ur:sanction/" + number + '/' + std::to_string(rows.row()), place);
    entry.of(written_day(rows.cell(entry_at)));
    entry.put_ref(fields.organisation, run.fields.organisation.kind, company_key(number), "sanctions_subject_registration_number");
    entry.put_text(fields.list, "sanctions", "list");
    entry.put(fields.list_name, rows.cell(list_at).empty() ? rows.cell(program_at) : rows.cell(list_at), "list");
    // The person on the list is not the organisation, which may be under its control: that is for a person to decide.
    entry.put_value(fields.result, Scalar(std::string(position.empty() ? "match" : "possible")), "position", std::string(position));
    entry.put_value(fields.identifier_confirmed, Scalar(true), "sanctions_subject_registration_number");
    entry.put(fields.reference, rows.cell(base_at), "legal_base");
    entry.put(fields.listed_from, rows.cell(entry_at), "entry_date");
    entry.finish();
    file.count();
  });
}

}  // namespace kede::importers::ur
