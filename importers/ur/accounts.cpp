// Yearly statements: employees and turnover.
#include <cmath>

#include "engine/base/text.hpp"
#include "importers/ur/tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ur {
namespace {

using model::Scalar;

std::optional<Date> end_of_year(std::string_view year) {
  const auto number = written_number(year);
  if (!number || *number < 1990 || *number > 2200) return std::nullopt;
  return Date(std::chrono::year(static_cast<int>(*number)) / std::chrono::December / 31);
}

double multiplier_of(std::string_view rounded) {
  const std::string word = bare_word(rounded);
  if (word == "thousands") return 1'000;
  return word == "millions" ? 1'000'000 : 1;
}

}  // namespace

void read_financial_statements(Run& run, FileImport& file, CsvRows& rows) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto id_at = rows.column({"statement_id", "id"});
  const auto number_at = rows.column({"legal_entity_registration_number"});
  const auto year_at = rows.column({"year"});
  const auto end_at = rows.column({"year_ended_on"});
  const auto employees_at = rows.column({"employees"});
  const auto rounded_at = rows.column({"rounded_to_nearest"});
  const auto currency_at = rows.column({"currency"});
  read_rows(file, rows, [&] {
    const std::string number = written_code(rows.cell(number_at));
    if (is_empty_id(number)) return reject_row(file, rows, "KD1401");
    auto end = written_day(rows.cell(end_at));
    if (!end) end = end_of_year(rows.cell(year_at));
    if (!end) return reject_row(file, rows, "KD1406");
    file.count();
    if (const std::string id = written_code(rows.cell(id_at)); !id.empty())
      run.statements[fingerprint(id)] = {number, *end, multiplier_of(rows.cell(rounded_at)), std::string(rows.cell(currency_at))};
    if (rows.cell(employees_at).empty()) return;
    RecordMaker organisation(file.scope(), fields.kind, company_key(number), row_place(rows));
    put_number(organisation, fields, number, "legal_entity_registration_number");
    organisation.of(*end).as(model::EvidenceClass::declaration);
    organisation.put(fields.employees, rows.cell(employees_at), "employees");
    organisation.put_value(fields.employees_date, Scalar(*end), "year");
    organisation.finish();
  });
}

void read_income_statements(Run& run, FileImport& file, CsvRows& rows) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto id_at = rows.column({"statement_id"});
  const auto turnover_at = rows.column({"net_turnover"});
  read_rows(file, rows, [&] {
    const auto found = run.statements.find(fingerprint(written_code(rows.cell(id_at))));
    if (found == run.statements.end()) return reject_row(file, rows, "KD1407");
    const Statement& statement = found->second;
    const std::string_view written = rows.cell(turnover_at);
    file.count();
    if (written.empty()) return;
    RecordMaker organisation(file.scope(), fields.kind, company_key(statement.company), row_place(rows));
    organisation.of(statement.end).as(model::EvidenceClass::declaration);
    const auto amount = written_number(written);
    const auto currency = Currency::parse(statement.currency.empty() ? "EUR" : statement.currency);
    if (!amount || !currency || std::abs(*amount) * statement.multiplier > 1e13) {
      organisation.put_unknown(fields.turnover_last_year, model::UnknownReason::unreadable, "net_turnover", shorten(written, 60));
    } else {
      const Money money{std::llround(*amount * statement.multiplier * static_cast<double>(Money::kScale)), *currency};
      organisation.put_value(
          fields.turnover_last_year, Scalar(money), "net_turnover",
          std::string(written) + (statement.multiplier > 1 ? " x" + std::to_string(std::llround(statement.multiplier)) : ""));
    }
    organisation.finish();
  });
}

}  // namespace kede::importers::ur
