#include "importers/workbook/book_reader.hpp"

#include <algorithm>
#include <map>

#include "engine/base/text.hpp"
#include "importers/workbook/names.hpp"

namespace kede::importers::workbook {
namespace {

using model::BaseType;
using model::Scalar;
using model::SheetColumn;
using model::Value;

constexpr std::size_t kExcerptLength = 160;

class SheetReader {
 public:
  SheetReader(const SourcedSheet& sourced, std::size_t occurrence, const model::Vocabulary& vocabulary, DiagnosticSink& diagnostics,
              model::RecordSink& sink)
      : matched_(sourced.matched),
        sheet_(*sourced.matched.sheet),
        occurrence_(occurrence),
        vocabulary_(vocabulary),
        diagnostics_(diagnostics),
        sink_(sink),
        cells_(vocabulary, diagnostics, sourced.matched.table->since_1904) {
    out_.sheet = &sheet_;
    out_.file = matched_.table->file;
    out_.name = matched_.table->name;
    out_.source = sourced.source;
    out_.headers = matched_.headers;
  }

  BookSheet read() {
    for (std::size_t i = matched_.first_row; i < matched_.table->rows.size(); ++i) {
      const TableRow& row = matched_.table->rows[i];
      const bool blank = std::all_of(row.cells.begin(), row.cells.end(),
                                     [](const Cell& cell) { return cell.kind != CellKind::failure && trim(cell.text).empty(); });
      if (!blank) read_row(row);
    }
    report_count("KD1237", formulas_);
    report_count("KD1244", cells_.bare_days());
    report_fractions();
    return std::move(out_);
  }

 private:
  void report_count(std::string_view code, std::size_t count) {
    if (count == 0) return;
    diagnostics_.add(note(code).at({.file = out_.file, .pointer = out_.name}).arg("sheet", out_.name).arg("count", std::to_string(count)));
  }

  const Cell* cell_of(const TableRow& row, std::size_t column) const {
    return matched_.columns[column] ? row.find(*matched_.columns[column]) : nullptr;
  }

  bool is_private(const SheetColumn& column) const {
    return column.special.starts_with("owner_") || column.special == "birth_date" ||
           (column.field && vocabulary_.field(*column.field).is_private);
  }

  CellPlace place(const TableRow& row, std::size_t column) const {
    return {out_.file, out_.name, row.number, out_.headers[column], is_private(sheet_.columns[column])};
  }

  RowCurrency currency_for(const TableRow& row, const SheetColumn& column, std::map<std::size_t, RowCurrency>& read) {
    const auto names_it = [&](const SheetColumn& one) {
      return column.currency_column.empty() ? one.special == "currency" : one.name == column.currency_column;
    };
    const auto found = std::find_if(sheet_.columns.begin(), sheet_.columns.end(), names_it);
    if (found == sheet_.columns.end()) return Currency::eur();
    const auto at = static_cast<std::size_t>(found - sheet_.columns.begin());
    if (const auto known = read.find(at); known != read.end()) return known->second;
    return read[at] = cells_.read_currency(cell_of(row, at), place(row, at));
  }

  std::optional<Value> read_cell(const TableRow& row, std::size_t index, std::map<std::size_t, RowCurrency>& currencies) {
    const Cell* cell = cell_of(row, index);
    const SheetColumn& column = sheet_.columns[index];
    if (cell == nullptr) return std::nullopt;
    formulas_ += cell->formula && cell->kind != CellKind::failure ? 1U : 0U;
    // Facts about an organisation are of a period; what was declared, checked or decided has its day.
    if (column.dates_facts && sheet_.adds_to) return cells_.read_period(*cell, place(row, index));
    if (!column.field) return read_special(*cell, column, row, index);
    const model::Field& field = vocabulary_.field(*column.field);
    const RowCurrency currency = field.type.base == BaseType::money ? currency_for(row, column, currencies) : Currency::eur();
    auto value = cells_.read(*cell, field, currency, place(row, index));
    if (field.name == "answer" && value) tidy_answer(*value);
    return value;
  }

  // The columns that are not fields: they steer how the row becomes records.
  std::optional<Value> read_special(const Cell& cell, const SheetColumn& column, const TableRow& row, std::size_t index) {
    model::Field field;
    field.name = column.name;
    if (column.special == "currency") return std::nullopt;
    if (column.special == "is_lead") field.type.base = BaseType::boolean;
    if (column.special == "birth_date") field.type.base = BaseType::date;
    return cells_.read(cell, field, Currency::eur(), place(row, index));
  }

  static void tidy_answer(Value& value) {
    auto* scalar = std::get_if<Scalar>(&value);
    auto* text = scalar == nullptr ? nullptr : std::get_if<std::string>(scalar);
    if (text == nullptr) return;
    if (const auto word = answer_word(*text)) *text = std::string(*word);
  }

  void read_row(const TableRow& row) {
    BookRow out{.number = row.number, .key = {}, .values = {}, .texts = {}, .notes = {}};
    std::map<std::size_t, RowCurrency> currencies;
    for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
      const Cell* cell = cell_of(row, i);
      const std::string_view written = cell == nullptr ? std::string_view() : trim(cell->text);
      out.values.push_back(read_cell(row, i, currencies));
      const bool said =
          out.values.back() ? !std::holds_alternative<model::Unknown>(*out.values.back()) : sheet_.columns[i].special == "currency";
      out.texts.emplace_back(said || !is_reference(sheet_.columns[i]) ? written : std::string_view());
      if (out.texts.back() == "-") out.texts.back().clear();
    }
    if (const auto missing = missing_column(out)) return reject(row, *missing);
    out.key = key_of(out);
    out.notes = notes_of(row);
    out_.rows.push_back(std::move(out));
  }

  bool is_reference(const SheetColumn& column) const { return column.field && vocabulary_.field(*column.field).type.base == BaseType::ref; }

  std::optional<std::size_t> missing_column(const BookRow& row) const {
    for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
      const SheetColumn& column = sheet_.columns[i];
      if (!column.required) continue;
      const bool is_key = column.field && vocabulary_.field(*column.field).name == "id";
      const bool known = row.values[i] && std::holds_alternative<Scalar>(*row.values[i]);
      const bool unreadable = row.values[i] && *row.values[i] == Value(model::Unknown{model::UnknownReason::unreadable});
      if (!row.values[i] || (is_key && !known) || (unreadable && is_reference(column))) return i;
    }
    return std::nullopt;
  }

  void reject(const TableRow& row, std::size_t column) {
    const SheetColumn& missing = sheet_.columns[column];
    std::string excerpt;
    for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
      const Cell* cell = cell_of(row, i);
      if (cell == nullptr || is_private(sheet_.columns[i])) continue;
      excerpt += (excerpt.empty() ? "" : " | ") + std::string(trim(cell->text).substr(0, kExcerptLength));
      if (excerpt.size() > kExcerptLength) break;
    }
    Diagnostic reason = error("KD1215")
                            .at({.file = out_.file, .pointer = out_.name, .row = row.number, .cell = out_.headers[column]})
                            .arg("column", missing.name)
                            .arg("column_lv", missing.name_lv);
    // One missing column is one message (KD1214), not one for each row.
    if (matched_.columns[column]) diagnostics_.add(reason);
    sink_.reject({out_.source, out_.name + '!' + std::to_string(row.number), std::move(reason),
                  shorten(replace_invalid_utf8(excerpt), kExcerptLength)});
  }

  std::string text_of(const BookRow& row, std::string_view column) const { return std::string(out_.text(row, column)); }

  std::string key_of(BookRow& row) const {
    const std::string& kind = vocabulary_.kind(sheet_.kind).name;
    const std::string by_row =
        sheet_.name + (occurrence_ > 0 ? "(" + std::to_string(occurrence_ + 1) + ")" : "") + '!' + std::to_string(row.number);
    std::string id;
    for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
      if (!sheet_.columns[i].field || vocabulary_.field(*sheet_.columns[i].field).name != "id") continue;
      const bool known = row.values[i] && std::holds_alternative<Scalar>(*row.values[i]);
      if (!known && kind == "lot") {
        row.values[i] = Value(Scalar(std::string("1")));
        row.texts[i] = "1";
      }
      id = known || kind == "lot" ? row.texts[i] : std::string();
    }
    if (kind == "lot") return lot_key(text_of(row, "tender_id"), id);
    if (kind == "good") {
      const std::string bid = text_of(row, "bid_id");
      return text_of(row, "tender_id") + '/' + (bid.empty() ? "" : bid + '/') + id;
    }
    return id.empty() ? by_row : id;
  }

  std::vector<Note> notes_of(const TableRow& row) const {
    std::vector<Note> out;
    for (const UnknownColumn& unknown : matched_.unknown) {
      const Cell* cell = row.find(unknown.column);
      const std::string_view text = cell == nullptr ? std::string_view() : trim(cell->text);
      if (!text.empty()) out.push_back({unknown.header, replace_invalid_utf8(text)});
    }
    return out;
  }

  // A column of shares that holds nothing above 1 was most likely filled in with fractions.
  void report_fractions() {
    for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
      if (!sheet_.columns[i].field || vocabulary_.field(*sheet_.columns[i].field).type.base != BaseType::percent) continue;
      const BookRow* first = nullptr;
      double largest = 0;
      for (const BookRow& row : out_.rows) {
        const auto* share = out_.known<model::Percent>(row, sheet_.columns[i].name);
        if (share == nullptr) continue;
        largest = std::max(largest, share->value);
        if (first == nullptr && share->value > 0 && share->value < 1 && row.texts[i].find('%') == std::string::npos) first = &row;
      }
      if (first == nullptr || largest > 1) continue;
      diagnostics_.add(
          warning("KD1233").at(out_.place(*first, sheet_.columns[i].name)).arg("column", out_.headers[i]).arg("value", first->texts[i]));
    }
  }

  const MatchedSheet& matched_;
  const model::Sheet& sheet_;
  std::size_t occurrence_;
  const model::Vocabulary& vocabulary_;
  DiagnosticSink& diagnostics_;
  model::RecordSink& sink_;
  CellReader cells_;
  BookSheet out_;
  std::size_t formulas_ = 0;
};

}  // namespace

std::vector<BookSheet> read_book(const std::vector<SourcedSheet>& sheets, const model::Vocabulary& vocabulary, DiagnosticSink& diagnostics,
                                 model::RecordSink& sink) {
  std::vector<BookSheet> out;
  std::map<const model::Sheet*, std::size_t> seen;
  for (const SourcedSheet& sourced : sheets) {
    out.push_back(SheetReader(sourced, seen[sourced.matched.sheet]++, vocabulary, diagnostics, sink).read());
  }
  return out;
}

}  // namespace kede::importers::workbook
