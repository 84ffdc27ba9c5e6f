// VAT payers, ratings, suspended activity, licences, minimum contributions and debts.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/text.hpp"
#include "importers/vid/tables.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::vid {
namespace {

using model::Scalar;

const std::initializer_list<std::string_view> kNumber = {"Registracijas_kods", "Registracijas_numurs", "NMR_kods", "Numurs"};

// Whether the words name work with workers of others: "Darbiekārtošanas pakalpojumi", "Personāla komplektēšana".
bool is_personnel(std::string_view area) {
  const std::string word = bare_word(area);
  constexpr std::array<std::string_view, 4> parts = {"darbiek", "darbasp", "personāl", "personal"};
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return word.find(part) != std::string::npos; });
}

std::optional<std::string> licence_status(std::string_view written) {
  constexpr std::array<CodeWord, 10> table = {{{"spēkā", "valid"},
                                               {"speka", "valid"},
                                               {"aktīvs", "valid"},
                                               {"aktīva", "valid"},
                                               {"aktivs", "valid"},
                                               {"anulēta", "revoked"},
                                               {"anulēts", "revoked"},
                                               {"anuleta", "revoked"},
                                               {"beigusies", "expired"},
                                               {"nav", "none"}}};
  return look_up(table, written);
}

// A day, or the first or last day of a month written as "03.2025" or "2025-03".
void put_month(RecordMaker& entry, model::FieldId field, std::string_view written, bool last, std::string_view column) {
  const bool year_first = written.size() == 7 && (written[4] == '-' || written[4] == '.');
  const bool month_first = written.size() == 7 && written[2] == '.';
  if (!year_first && !month_first) return entry.put(field, written, column);
  const auto year = written_number(written.substr(year_first ? 0 : 3, 4));
  const auto month = written_number(written.substr(year_first ? 5 : 0, 2));
  if (!year || !month || *month < 1 || *month > 12 || *year < 1990 || *year > 2200) return entry.put(field, written, column);
  const auto of_year = std::chrono::year(static_cast<int>(*year)) / std::chrono::month(static_cast<unsigned>(*month));
  entry.put_value(field, Scalar(last ? Date(of_year / std::chrono::last) : Date(of_year / 1)), column, std::string(written));
}

}  // namespace

std::optional<std::string> Numbers::read(std::string_view cell) {
  std::string number = written_code(cell);
  if (number.starts_with("LV")) number.erase(0, 2);
  const bool digits = number.find_first_not_of("0123456789") == std::string::npos;
  // Nine digits are numbers of the old register. A mistyped number of an organisation is kept as it stands.
  const bool of_organisation = number.size() == 11 ? !is_latvian_personal_code(number) : number.size() == 9;
  if (digits && of_organisation && !is_empty_id(number)) return number;
  ++passed_over_;
  return std::nullopt;
}

void Numbers::tell(FileImport& file) const {
  if (passed_over_ > 0) file.tell(note("KD1408").at({.file = file.path()}).arg("count", std::to_string(passed_over_)));
}

RecordMaker organisation_of(const Run& run, FileImport& file, const CsvRows& rows, const std::string& number, std::string_view column) {
  const OrganisationFields& fields = run.fields.organisation;
  RecordMaker out(file.scope(), fields.kind, "vid:" + number, row_place(rows));
  out.put_text(fields.reg_number, number, column);
  out.put_text(fields.reg_scheme, "LV-RE", column);
  out.put_text(fields.country, "LV", column);
  return out;
}

void read_vat_payers(Run& run, FileImport& file, CsvRows& rows) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto number_at = rows.column({"Numurs"});
  const auto name_at = rows.column({"Nosaukums"});
  const auto active_at = rows.column({"Aktivs"});
  const auto removed_at = rows.column({"Izslegts"});
  Numbers numbers;
  read_rows(file, rows, [&] {
    const auto number = numbers.read(rows.cell(number_at));
    if (!number) return;
    file.count();
    RecordMaker organisation = organisation_of(run, file, rows, *number, "Numurs");
    organisation.put(fields.name, rows.cell(name_at), "Nosaukums");
    const std::string active = bare_word(rows.cell(active_at));
    // A number that is no longer in use identifies nobody.
    if (active == "ir" || (active.empty() && rows.cell(removed_at).empty()))
      organisation.put_text(fields.vat_number, "LV" + *number, "Numurs");
    organisation.finish();
  });
  numbers.tell(file);
}

void read_ratings(Run& run, FileImport& file, CsvRows& rows) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto number_at = rows.column(kNumber);
  const auto name_at = rows.column({"Nosaukums"});
  const auto rating_at = rows.column({"Reitings"});
  const auto words_at = rows.column({"Skaidrojums"});
  const auto date_at = rows.column({"Informacijas_atjaunosanas_datums"});
  Numbers numbers;
  read_rows(file, rows, [&] {
    const auto number = numbers.read(rows.cell(number_at));
    if (!number) return;
    file.count();
    RecordMaker organisation = organisation_of(run, file, rows, *number, "Registracijas_kods");
    organisation.put(fields.name, rows.cell(name_at), "Nosaukums");
    organisation.of(written_day(rows.cell(date_at)));
    const std::string_view words = rows.cell(words_at);
    std::string rating(rows.cell(rating_at));
    if (!rating.empty() && !words.empty()) rating += " – " + shorten(words, 200);
    organisation.put(fields.tax_rating, rating, "Reitings");
    organisation.finish();
  });
  numbers.tell(file);
}

void read_suspensions(Run& run, FileImport& file, CsvRows& rows) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto number_at = rows.column(kNumber);
  const auto name_at = rows.column({"Nosaukums"});
  const auto decided_at = rows.column({"Lemuma_datums"});
  const auto from_at = rows.column({"Aizliegts_veikt_darijumus_no"});
  const auto renewed_at = rows.column({"Lemuma_par_atjaunosanu_datums", "Lemuma_par_atjaunosanu"});
  Numbers numbers;
  read_rows(file, rows, [&] {
    const auto number = numbers.read(rows.cell(number_at));
    if (!number) return;
    file.count();
    const bool renewed = !rows.cell(renewed_at).empty();
    const auto from = written_day(rows.cell(from_at));
    RecordMaker organisation = organisation_of(run, file, rows, *number, "Registracijas_kods");
    organisation.put(fields.name, rows.cell(name_at), "Nosaukums");
    organisation.of(renewed ? written_day(rows.cell(renewed_at)) : from ? from : written_day(rows.cell(decided_at)));
    organisation.put_text(fields.registration_status, renewed ? "active" : "suspended",
                          renewed ? "Lemuma_par_atjaunosanu_datums" : "Aizliegts_veikt_darijumus_no");
    organisation.finish();
  });
  numbers.tell(file);
}

void read_licensed_activities(Run& run, FileImport& file, CsvRows& rows) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto number_at = rows.column(kNumber);
  const auto status_at = rows.column({"Statuss"});
  const auto from_at = rows.column({"Speka_no"});
  const auto area_at = rows.column({"Darbibas_jomas_nosaukums"});
  const auto licence_at = rows.column({"Licences_numurs"});
  Numbers numbers;
  read_rows(file, rows, [&] {
    const auto number = numbers.read(rows.cell(number_at));
    if (!number) return;
    file.count();
    if (!is_personnel(rows.cell(area_at))) return;
    RecordMaker organisation = organisation_of(run, file, rows, *number, "Registracijas_kods");
    organisation.of(written_day(rows.cell(from_at)));
    organisation.put_computed(fields.is_labour_provider, Scalar(true), "Darbibas_jomas_nosaukums", shorten(rows.cell(area_at), 120));
    organisation.put_code(fields.licence_employment_agency, licence_status(rows.cell(status_at)), rows.cell(status_at), "Statuss");
    organisation.put(fields.licence_number, rows.cell(licence_at), "Licences_numurs");
    organisation.finish();
  });
  numbers.tell(file);
}

void read_minimum_contributions(Run& run, FileImport& file, CsvRows& rows) {
  const ListEntryFields& fields = run.fields.list_entry;
  constexpr std::string_view column = "Darba_deveja_reg_kods_vai_personas_koda_otra_dala";
  const auto number_at = rows.column({column});
  const auto from_at = rows.column({"Periods_no"});
  const auto until_at = rows.column({"Periods_lidz"});
  Numbers numbers;
  read_rows(file, rows, [&] {
    const auto number = numbers.read(rows.cell(number_at));
    if (!number) return;
    file.count();
    RecordMaker organisation = organisation_of(run, file, rows, *number, column);
    const std::string key = organisation.key();
    organisation.finish();
    const std::string_view from = rows.cell(from_at);
    RecordMaker entry(file.scope(), fields.kind, "vid:minimum/" + *number + '/' + std::string(from), row_place(rows));
    entry.of(written_day(rows.cell(until_at)));
    entry.put_ref(fields.organisation, run.fields.organisation.kind, key, column);
    entry.put_text(fields.list, "other", column);
    entry.put_text(fields.list_name, "VID: darba devēji, kas veic obligāto iemaksu minimumu", column);
    entry.put_text(fields.result, "match", column);
    entry.put_value(fields.identifier_confirmed, Scalar(true), column);
    put_month(entry, fields.listed_from, from, false, "Periods_no");
    put_month(entry, fields.listed_until, rows.cell(until_at), true, "Periods_lidz");
    entry.finish();
  });
  numbers.tell(file);
}

void read_debtors(Run& run, FileImport& file, CsvRows& rows) {
  const OrganisationFields& fields = run.fields.organisation;
  const auto number_at = rows.column({"Registracijas_kods", "Registracijas_numurs", "NMR_kods", "Nodoklu_maksataja_kods", "Reg_numurs"});
  const auto name_at = rows.column({"Nosaukums", "Nodoklu_maksatajs"});
  const auto debt_at = rows.column(
      {"Parada_summa", "Parada_summa_EUR", "Parads", "Parads_EUR", "Nodoklu_parads", "Nodoklu_parads_EUR", "Kopeja_parada_summa"});
  const auto date_at = rows.column({"Datums", "Parada_datums", "Uz_datumu", "Informacijas_atjaunosanas_datums"});
  const auto agreed_at = rows.column({"Pagarinajums", "Samaksas_grafiks", "Samaksas_termina_pagarinajums"});
  Numbers numbers;
  read_rows(file, rows, [&] {
    const auto number = numbers.read(rows.cell(number_at));
    if (!number) return;
    file.count();
    RecordMaker organisation = organisation_of(run, file, rows, *number, "Registracijas_kods");
    organisation.put(fields.name, rows.cell(name_at), "Nosaukums");
    organisation.of(written_day(rows.cell(date_at)));
    const std::string_view written = rows.cell(debt_at);
    const auto amount = written_number(written);
    const std::string_view column = debt_at ? std::string_view(rows.columns()[*debt_at]) : std::string_view();
    if (amount && *amount >= 0 && *amount < 1e12) {
      const double euros = *amount * (column.find("tukst") == std::string_view::npos ? 1 : 1000);
      organisation.put_value(fields.tax_debt, Scalar(Money{std::llround(euros * 100) * (Money::kScale / 100), Currency::eur()}), column,
                             std::string(written));
    } else if (!written.empty()) {
      organisation.put_unknown(fields.tax_debt, model::UnknownReason::unreadable, column, shorten(written, 60));
    }
    organisation.put(fields.tax_debt_instalments_agreed, rows.cell(agreed_at), "Pagarinajums");
    organisation.finish();
  });
  numbers.tell(file);
}

}  // namespace kede::importers::vid
