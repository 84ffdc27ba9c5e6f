#include "importers/workbook/validate.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/base/identifier_checks.hpp"
#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"
#include "importers/workbook/names.hpp"

namespace kede::importers::workbook {
namespace {

using model::Ref;
using model::Scalar;

constexpr std::size_t kSearches = 200;

std::vector<Ref> references_in(const std::optional<model::Value>& value) {
  std::vector<Ref> out;
  if (!value) return out;
  const auto take = [&](const Scalar& scalar) {
    if (const Ref* ref = std::get_if<Ref>(&scalar)) out.push_back(*ref);
  };
  if (const auto* scalar = std::get_if<Scalar>(&*value)) take(*scalar);
  if (const auto* list = std::get_if<model::List>(&*value)) std::for_each(list->items.begin(), list->items.end(), take);
  return out;
}

std::vector<std::string> texts_in(const model::Value* value) {
  std::vector<std::string> out;
  const auto take = [&](const Scalar& scalar) {
    if (const auto* text = std::get_if<std::string>(&scalar)) out.push_back(*text);
  };
  if (const auto* scalar = value == nullptr ? nullptr : std::get_if<Scalar>(value)) take(*scalar);
  if (const auto* list = value == nullptr ? nullptr : std::get_if<model::List>(value))
    std::for_each(list->items.begin(), list->items.end(), take);
  return out;
}

// A message beyond those that are kept needs no suggestion.
bool worth_searching(const DiagnosticSink& diagnostics) {
  const auto told = diagnostics.totals().find("KD1250");
  return told == diagnostics.totals().end() || told->second < kSearches;
}

const model::Sheet* home_sheet(const model::Vocabulary& vocabulary, model::KindId kind) {
  for (const model::Sheet& sheet : vocabulary.sheets()) {
    if (sheet.kind == kind && !sheet.adds_to) return &sheet;
  }
  return nullptr;
}

void report_unknown_id(const Book& book, const RowAt& row, const std::string& column, const Ref& ref, DiagnosticSink& diagnostics) {
  const model::Sheet* home = home_sheet(book.vocabulary(), ref.kind);
  std::vector<std::string> candidates;
  const bool searched = worth_searching(diagnostics);
  if (book.vocabulary().kind(ref.kind).name != "lot") {
    if (searched) candidates = nearest(ref.key, book.keys(ref.kind));
  } else if (searched) {
    // The key of a lot holds its procurement; the officer knows only the number.
    for (const std::string& key : book.keys(ref.kind)) {
      if (key.starts_with(book.tender_of(row) + '/') && candidates.size() < 3) candidates.push_back(key.substr(key.find_last_of('/') + 1));
    }
  }
  diagnostics.add(error("KD1250")
                      .at(row.sheet->place(*row.row, column))
                      .arg("id", ref.key)
                      .arg("sheet", home == nullptr ? "" : home->name)
                      .arg("sheet_lv", home == nullptr ? "" : home->name_lv)
                      .suggest(std::move(candidates)));
}

// References into a sheet that is not there at all: one message for the sheet, not one for each cell.
class MissingSheets {
 public:
  explicit MissingSheets(const Book& book) : book_(book) {}

  // Whether the sheet of this kind has no rows; notes the place when so.
  bool lacks(model::KindId kind, const RowAt& row, const std::string& column) {
    if (!book_.keys(kind).empty() || home_sheet(book_.vocabulary(), kind) == nullptr) return false;
    const auto [entry, first] = seen_.try_emplace(kind, Seen{row.sheet->place(*row.row, column), 0});
    ++entry->second.count;
    return true;
  }

  void report(DiagnosticSink& diagnostics) const {
    for (const auto& [kind, seen] : seen_) {
      const model::Sheet* home = home_sheet(book_.vocabulary(), kind);
      diagnostics.add(
          error("KD1267").at(seen.first).arg("sheet", home->name).arg("sheet_lv", home->name_lv).arg("count", std::to_string(seen.count)));
    }
  }

 private:
  struct Seen {
    Place first;
    std::size_t count;
  };
  const Book& book_;
  std::map<model::KindId, Seen> seen_;
};

void check_row_references(const Book& book, const RowAt& row, MissingSheets& missing, DiagnosticSink& diagnostics) {
  const model::Sheet& sheet = *row.sheet->sheet;
  const auto report = [&](const std::string& column, const Ref& ref) {
    if (!missing.lacks(ref.kind, row, column)) report_unknown_id(book, row, column, ref, diagnostics);
  };
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    for (const Ref& ref : references_in(row.row->values[i])) {
      const bool lot = book.vocabulary().kind(ref.kind).name == "lot";
      if (book.find(ref.kind, book.key_of_reference(row, ref.kind, ref.key)) || (lot && book.implies_lot(row))) continue;
      report(sheet.columns[i].name, ref);
    }
    // In the sheets that add to an organisation its key is the id column itself.
    const bool adds = sheet.adds_to && sheet.columns[i].field && book.vocabulary().field(*sheet.columns[i].field).name == "id";
    if (adds && !book.find(sheet.kind, row.row->texts[i])) report(sheet.columns[i].name, {sheet.kind, row.row->texts[i]});
  }
}

// Columns filled in differently in two rows. The rows of a consortium or joint award differ in their organisation, and only there.
std::vector<std::string> differing_columns(const RowAt& a, const RowAt& b, bool members) {
  std::vector<std::string> out;
  const auto& columns = a.sheet->sheet->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool of_member = members && (columns[i].name == "org_id" || columns[i].special == "is_lead");
    const bool both = a.row->values[i] && b.row->values[i] && !of_member;
    if (both && *a.row->values[i] != *b.row->values[i]) out.push_back(b.sheet->headers[i]);
  }
  return out;
}

void compare_with_first(const RowAt& first, const RowAt& row, bool members, DiagnosticSink& diagnostics) {
  const std::vector<std::string> columns = differing_columns(first, row, members);
  if (columns.empty()) return;
  diagnostics.add(error("KD1239")
                      .at(row.sheet->place(*row.row))
                      .arg("id", row.row->key)
                      .arg("first", std::to_string(first.row->number))
                      .arg("columns", join(columns, ", ")));
}

void check_leads(const std::map<std::string, std::vector<RowAt>>& bids, DiagnosticSink& diagnostics) {
  for (const auto& [bid, rows] : bids) {
    const auto leads = std::count_if(rows.begin(), rows.end(), [](const RowAt& row) {
      const bool* lead = row.sheet->known<bool>(*row.row, "is_lead");
      return lead != nullptr && *lead;
    });
    if (rows.size() < 2 || leads == 1) continue;
    diagnostics.add(warning(leads == 0 ? "KD1241" : "KD1240").at(rows.front().sheet->place(*rows.front().row, "is_lead")).arg("bid", bid));
  }
}

struct Range {
  std::string_view start;
  std::string_view end;
};
constexpr std::array<Range, 4> kDates = {{{"start_date", "end_date"},
                                          {"contract_start", "contract_end"},
                                          {"date_published", "submission_deadline"},
                                          {"listed_from", "listed_until"}}};

// Words of a name in alphabetical order, so that "SIA Rasa" and "Rasa, SIA" are alike.
std::string name_key(std::string_view name) {
  std::string words = fold(name);
  for (char& c : words) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (!kept) c = ' ';
  }
  for (const std::string_view quote : {"„", "”", "“", "«", "»", "’"}) {
    for (std::size_t at = words.find(quote); at != std::string::npos; at = words.find(quote)) words.replace(at, quote.size(), " ");
  }
  std::vector<std::string> parts;
  for (const std::string_view part : split(words, ' ')) {
    if (!part.empty()) parts.emplace_back(part);
  }
  std::sort(parts.begin(), parts.end());
  return join(parts, " ");
}

std::string country_of(const RowAt& row) {
  const auto* country = row.sheet->known<std::string>(*row.row, "country");
  return country == nullptr ? std::string() : *country;
}

void check_registration_number(const RowAt& row, DiagnosticSink& diagnostics) {
  const std::string number = compact_identifier(row.text("reg_number"));
  const std::string_view scheme = row.text("reg_scheme");
  const auto* size = row.sheet->known<std::string>(*row.row, "size");
  if (row.sheet->known<std::string>(*row.row, "reg_number") == nullptr || number.empty() || country_of(row) != "LV" ||
      (!scheme.empty() && scheme != "LV-RE"))
    return;
  // A self-employed person has a personal code there, which is no business of this check; numbers from before 1990 have nine digits.
  const bool personal = size != nullptr && *size == "self_employed";
  const bool old_number = number.size() == 9 && number[0] == '0';
  if (personal || old_number || valid_lv_registration_number(number)) return;
  const bool may_be_a_person = number[0] >= '0' && number[0] <= '3' && number.size() == 11;
  diagnostics.add(
      warning("KD1257").at(row.sheet->place(*row.row, "reg_number")).arg("number", may_be_a_person ? "…" : shorten(number, 30)));
}

void check_other_numbers(const RowAt& row, DiagnosticSink& diagnostics) {
  if (const std::string lei = compact_identifier(row.text("lei"));
      !lei.empty() && row.sheet->known<std::string>(*row.row, "lei") != nullptr && !valid_lei(lei)) {
    diagnostics.add(warning("KD1258").at(row.sheet->place(*row.row, "lei")).arg("number", shorten(lei, 30)));
  }
  std::string vat = compact_identifier(row.text("vat_number"));
  if (vat.empty() || row.sheet->known<std::string>(*row.row, "vat_number") == nullptr) return;
  const std::string country = country_of(row);
  if (vat[0] >= '0' && vat[0] <= '9') vat.insert(0, country);
  if (check_vat(vat) == IdentifierCheck::fails) {
    diagnostics.add(
        warning("KD1259").at(row.sheet->place(*row.row, "vat_number")).arg("number", shorten(vat, 30)).arg("country", vat.substr(0, 2)));
  }
}

struct FirstSight {
  std::string key;
  std::string column;
};

// Under which the number of this column is remembered. The VAT number of a Latvian firm holds its registration number.
std::string number_key(const RowAt& row, const std::string& column, std::string number) {
  const std::string country = country_of(row);
  if (column == "vat_number" && number.starts_with(country)) number.erase(0, country.size());
  const bool registered = column == "reg_number" || (column == "vat_number" && country == "LV");
  return (registered ? "reg_number" : column) + '\n' + (column == "lei" ? std::string() : country) + '\n' + number;
}

void check_same_firm(const RowAt& row, std::map<std::string, FirstSight>& seen, DiagnosticSink& diagnostics) {
  for (const std::string column : {"reg_number", "vat_number", "lei"}) {
    const std::string number = compact_identifier(row.text(column));
    if (number.empty() || row.sheet->known<std::string>(*row.row, column) == nullptr) continue;
    const auto [at, added] = seen.try_emplace(number_key(row, column, number), FirstSight{row.row->key, column});
    if (added || at->second.key == row.row->key) continue;
    diagnostics.add(warning("KD1260")
                        .at(row.sheet->place(*row.row, column))
                        .arg("id", row.row->key)
                        .arg("other", at->second.key)
                        .arg("number", shorten(number, 30)));
    return;
  }
  const std::string name = name_key(row.text("name"));
  if (name.empty() || row.sheet->known<std::string>(*row.row, "name") == nullptr) return;
  const auto [at, added] = seen.try_emplace("name\n" + country_of(row) + '\n' + name, FirstSight{row.row->key, "name"});
  if (added || at->second.key == row.row->key) return;
  diagnostics.add(warning("KD1264")
                      .at(row.sheet->place(*row.row, "name"))
                      .arg("id", row.row->key)
                      .arg("other", at->second.key)
                      .arg("name", std::string(row.text("name"))));
}

// Numbers of contracts are text, but where awards state theirs, the other sheets speak of those.
void check_contract_numbers(const Book& book, DiagnosticSink& diagnostics) {
  std::set<std::string> stated;
  for (const RowAt& award : book.rows("awards")) {
    if (const auto* number = award.sheet->known<std::string>(*award.row, "contract_id")) stated.insert(*number);
  }
  if (stated.empty()) return;
  const model::Sheet* home = home_sheet(book.vocabulary(), book.vocabulary().find_kind("award")->id);
  for (const char* sheet : {"subcontracts", "workforce"}) {
    for (const RowAt& row : book.rows(sheet)) {
      for (const std::string& number : texts_in(row.sheet->value(*row.row, "contract_id"))) {
        if (stated.contains(number)) continue;
        diagnostics.add(
            error("KD1250")
                .at(row.sheet->place(*row.row, "contract_id"))
                .arg("id", number)
                .arg("sheet", home->name)
                .arg("sheet_lv", home->name_lv)
                .suggest(worth_searching(diagnostics) ? nearest(number, {stated.begin(), stated.end()}) : std::vector<std::string>{}));
      }
    }
  }
}

}  // namespace

void check_references(const Book& book, DiagnosticSink& diagnostics) {
  MissingSheets missing(book);
  for (const BookSheet& sheet : book.sheets()) {
    for (const BookRow& row : sheet.rows) check_row_references(book, {&sheet, &row}, missing, diagnostics);
  }
  missing.report(diagnostics);
  check_contract_numbers(book, diagnostics);
}

void check_duplicates(const Book& book, DiagnosticSink& diagnostics) {
  std::map<std::string, std::vector<RowAt>> bids;
  for (const BookSheet& sheet : book.sheets()) {
    if (sheet.sheet->adds_to) continue;
    const bool grouped = sheet.sheet->name == "bids" || sheet.sheet->name == "awards";
    for (const BookRow& row : sheet.rows) {
      const RowAt at{&sheet, &row};
      if (sheet.sheet->name == "bids") bids[row.key].push_back(at);
      const RowAt first = book.find(sheet.sheet->kind, row.key);
      if (first.row != &row) compare_with_first(first, at, grouped, diagnostics);
    }
  }
  check_leads(bids, diagnostics);
}

void check_order(const Book& book, DiagnosticSink& diagnostics) {
  for (const BookSheet& sheet : book.sheets()) {
    for (const BookRow& row : sheet.rows) {
      for (const Range& range : kDates) {
        const Date* start = sheet.known<Date>(row, range.start);
        const Date* end = sheet.known<Date>(row, range.end);
        if (start == nullptr || end == nullptr || *start <= *end) continue;
        diagnostics.add(error("KD1256").at(sheet.place(row, range.end)).arg("start", to_iso(*start)).arg("end", to_iso(*end)));
      }
      const auto* least = sheet.known<model::Percent>(row, "share_percent_min");
      const auto* most = sheet.known<model::Percent>(row, "share_percent_max");
      if (least == nullptr || most == nullptr || least->value <= most->value) continue;
      diagnostics.add(error("KD1263")
                          .at(sheet.place(row, "share_percent_max"))
                          .arg("least", std::string(sheet.text(row, "share_percent_min")))
                          .arg("most", std::string(sheet.text(row, "share_percent_max"))));
    }
  }
}

void check_organisations(const Book& book, DiagnosticSink& diagnostics) {
  std::map<std::string, FirstSight> seen;
  for (const RowAt& row : book.rows("organisations")) {
    check_registration_number(row, diagnostics);
    check_other_numbers(row, diagnostics);
    check_same_firm(row, seen, diagnostics);
  }
}

void validate(const Book& book, const Chains& chains, DiagnosticSink& diagnostics) {
  check_references(book, diagnostics);
  check_duplicates(book, diagnostics);
  check_order(book, diagnostics);
  check_organisations(book, diagnostics);
  check_chains(book, chains, diagnostics);
  check_stages(book, chains, diagnostics);
}

}  // namespace kede::importers::workbook
