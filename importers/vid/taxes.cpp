// Taxes paid, with employees and industry, by year and by quarter.
#include <cmath>

#include "engine/base/text.hpp"
#include "importers/vid/tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::vid {
namespace {

using model::Scalar;

struct TaxColumns {
  explicit TaxColumns(const CsvRows& rows)
      : number(rows.column({"Registracijas_kods", "Registracijas_numurs", "NMR_kods"})),
        name(rows.column({"Nosaukums"})),
        form(rows.column({"Uznemejdarbibas_forma"})),
        year(rows.column({"Taksacijas_gads"})),
        quarter(rows.column({"Taksacijas_gads_ceturksnis"})),
        nace(rows.column({"Pamatdarbibas_NACE_kods", "NACE_kods"})),
        contributions(rows.column({"Taja_skaita_VSAOI", "Taja_skaita_VSAOI_summa"})),
        employees(rows.column({"Videjais_nodarbinato_personu_skaits_cilv", "Videjais_nodarbinato_personu_skaits"})),
        turnover(rows.column({"Neto_apgrozijums", "Apgrozijums", "Neto_apgrozijums_tukst_EUR"})) {}
  std::optional<std::size_t> number, name, form, year, quarter, nace, contributions, employees, turnover;
};

std::optional<int> year_in(std::string_view text) {
  const std::size_t at = text.find_first_of("12");
  if (at == std::string_view::npos || at + 4 > text.size()) return std::nullopt;
  int year = 0;
  for (const char c : text.substr(at, 4)) {
    if (!is_digit(c)) return std::nullopt;
    year = year * 10 + (c - '0');
  }
  return year >= 1990 && year <= 2200 ? std::optional(year) : std::nullopt;
}

// "2025. gada 1. ceturksnis", "2025 I", "2025-Q1": the quarter behind the year.
std::optional<int> quarter_in(std::string_view text) {
  const std::size_t at = text.find_first_of("12");
  if (at == std::string_view::npos || at + 4 > text.size()) return std::nullopt;
  const std::string_view behind = text.substr(at + 4);
  const std::size_t digit = behind.find_first_of("1234");
  if (digit != std::string_view::npos) return behind[digit] - '0';
  const std::string_view roman = trim(behind.substr(std::min(behind.find_first_of("IV"), behind.size())));
  if (roman.starts_with("IV")) return 4;
  if (roman.starts_with("III")) return 3;
  if (roman.starts_with("II")) return 2;
  return roman.starts_with("I") ? std::optional(1) : std::nullopt;
}

Date last_day(int year, int month) {
  return Date(std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / std::chrono::last);
}

Scalar euros(double amount) { return Scalar(Money{std::llround(amount * 100) * (Money::kScale / 100), Currency::eur()}); }

void put_employees(RecordMaker& organisation, const OrganisationFields& fields, std::string_view written, std::optional<double> employees,
                   Date end) {
  constexpr std::string_view column = "Videjais_nodarbinato_personu_skaits_cilv";
  if (written.empty()) return;
  if (!employees || *employees < 0 || *employees > 1e7) {
    return organisation.put_unknown(fields.employees, model::UnknownReason::unreadable, column, shorten(written, 60));
  }
  const double whole = std::round(*employees);
  if (whole == *employees) {
    organisation.put_value(fields.employees, Scalar(static_cast<std::int64_t>(whole)), column);
  } else {
    organisation.put_computed(fields.employees, Scalar(static_cast<std::int64_t>(whole)), column, std::string(written));
  }
  organisation.put_value(fields.employees_date, Scalar(end), column);
}

struct Paid {
  std::optional<double> contributions;  // thousand euros
  std::optional<double> employees;
};

Paid paid_in(const CsvRows& rows, const TaxColumns& columns) {
  Paid out{written_number(rows.cell(columns.contributions)), written_number(rows.cell(columns.employees))};
  if (out.contributions && std::abs(*out.contributions) > 1e9) out.contributions.reset();
  return out;
}

void put_contributions(RecordMaker& organisation, const OrganisationFields& fields, const CsvRows& rows, const TaxColumns& columns,
                       const Paid& paid, int months) {
  const std::string_view written = rows.cell(columns.contributions);
  if (written.empty()) return;
  if (!paid.contributions || *paid.contributions < 0) {
    return organisation.put_unknown(fields.social_contributions_month, model::UnknownReason::unreadable, "Taja_skaita_VSAOI",
                                    shorten(written, 60));
  }
  organisation.put_computed(fields.social_contributions_month, euros(*paid.contributions * 1000 / months), "Taja_skaita_VSAOI",
                            std::string(written) + " x 1000 / " + std::to_string(months));
}

void put_pay(const Run& run, RecordMaker& organisation, const CsvRows& rows, const TaxColumns& columns, const Paid& paid, int year,
             std::string_view nace) {
  if (!paid.contributions || !paid.employees) return;
  const auto pay = monthly_pay(*paid.contributions, *paid.employees, 12, year);
  if (!pay || *pay > 1e6) return;
  const OrganisationFields& fields = run.fields.organisation;
  std::string made_of = std::to_string(year);
  made_of.append(": VSAOI ").append(rows.cell(columns.contributions)).append(" x 1000 / ");
  made_of.append(contribution_rate(year) == 0.3409 ? "0.3409" : "0.3509").append(" / 12 / ").append(rows.cell(columns.employees));
  organisation.put_computed(fields.wage_month_gross_average, euros(*pay), "Taja_skaita_VSAOI", std::move(made_of));
  const auto industry = run.industries.average(year, nace);
  if (!industry) return;
  std::string firms = std::to_string(year);
  firms.append(": NACE ").append(industry->nace).append(", ").append(std::to_string(industry->firms)).append(" firms, ");
  firms.append(std::to_string(std::llround(industry->employees))).append(" employees");
  organisation.put_computed(fields.sector_wage_month_gross_average, euros(industry->pay), "Pamatdarbibas_NACE_kods", std::move(firms));
}

void put_turnover(RecordMaker& organisation, const OrganisationFields& fields, const CsvRows& rows, const TaxColumns& columns) {
  const std::string_view written = rows.cell(columns.turnover);
  if (written.empty()) return;
  const bool thousands = rows.columns()[*columns.turnover].find("tukst") != std::string::npos;
  const auto amount = written_number(written);
  if (!amount || std::abs(*amount) > 1e12) {
    return organisation.put_unknown(fields.turnover_last_year, model::UnknownReason::unreadable, "Neto_apgrozijums", shorten(written, 60));
  }
  organisation.put_value(fields.turnover_last_year, euros(*amount * (thousands ? 1000 : 1)), "Neto_apgrozijums", std::string(written));
}

}  // namespace

void sum_industries(Run& run, CsvRows& rows) {
  const TaxColumns columns(rows);
  Numbers numbers;
  while (rows.next()) {
    if (rows.damage() || !numbers.read(rows.cell(columns.number))) continue;
    const auto year = year_in(rows.cell(columns.year));
    const Paid paid = paid_in(rows, columns);
    if (year && paid.contributions && paid.employees)
      run.industries.add(*year, nace_digits(rows.cell(columns.nace)), *paid.contributions, *paid.employees);
  }
}

void read_taxes_of_year(Run& run, FileImport& file, CsvRows& rows) {
  const TaxColumns columns(rows);
  needed_column(file, rows, "taxes", {"Taja_skaita_VSAOI", "Taja_skaita_VSAOI_summa"});
  needed_column(file, rows, "taxes", {"Videjais_nodarbinato_personu_skaits_cilv", "Videjais_nodarbinato_personu_skaits"});
  needed_column(file, rows, "taxes", {"Pamatdarbibas_NACE_kods", "NACE_kods"});
  const OrganisationFields& fields = run.fields.organisation;
  Numbers numbers;
  read_rows(file, rows, [&] {
    const auto number = numbers.read(rows.cell(columns.number));
    if (!number) return;
    const auto year = year_in(rows.cell(columns.year));
    if (!year) return reject_row(file, rows, "KD1409");
    file.count();
    RecordMaker organisation = organisation_of(run, file, rows, *number, "Registracijas_kods");
    organisation.expect(12).put(fields.name, rows.cell(columns.name), "Nosaukums");
    organisation.put(fields.legal_form, rows.cell(columns.form), "Uznemejdarbibas_forma");
    const Date end = last_day(*year, 12);
    organisation.of(end);
    const std::string nace = nace_digits(rows.cell(columns.nace));
    if (!nace.empty()) organisation.add(fields.nace, Scalar(nace), "Pamatdarbibas_NACE_kods");
    const Paid paid = paid_in(rows, columns);
    put_employees(organisation, fields, rows.cell(columns.employees), paid.employees, end);
    put_contributions(organisation, fields, rows, columns, paid, 12);
    put_pay(run, organisation, rows, columns, paid, *year, nace);
    put_turnover(organisation, fields, rows, columns);
    organisation.finish();
  });
  numbers.tell(file);
}

// Pay is not worked out of a quarter: bonuses and holidays move it, and there is no industry of the same time to compare it with.
void read_taxes_of_quarter(Run& run, FileImport& file, CsvRows& rows) {
  const TaxColumns columns(rows);
  const OrganisationFields& fields = run.fields.organisation;
  Numbers numbers;
  read_rows(file, rows, [&] {
    const auto number = numbers.read(rows.cell(columns.number));
    if (!number) return;
    const auto year = year_in(rows.cell(columns.quarter));
    const auto quarter = quarter_in(rows.cell(columns.quarter));
    if (!year || !quarter) return reject_row(file, rows, "KD1409");
    file.count();
    RecordMaker organisation = organisation_of(run, file, rows, *number, "Registracijas_kods");
    organisation.put(fields.name, rows.cell(columns.name), "Nosaukums");
    const Date end = last_day(*year, *quarter * 3);
    organisation.of(end);
    const Paid paid = paid_in(rows, columns);
    put_employees(organisation, fields, rows.cell(columns.employees), paid.employees, end);
    put_contributions(organisation, fields, rows, columns, paid, 3);
    organisation.finish();
  });
  numbers.tell(file);
}

}  // namespace kede::importers::vid
