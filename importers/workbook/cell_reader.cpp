#include "importers/workbook/cell_reader.hpp"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/base/identifier_checks.hpp"
#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"
#include "importers/workbook/names.hpp"
#include "importers/workbook/xlsx_formats.hpp"

namespace kede::importers::workbook {
namespace {

using model::BaseType;
using model::Scalar;
using model::Unknown;
using model::UnknownReason;
using model::Value;

constexpr std::size_t kShown = 60;
constexpr std::size_t kListedCodes = 12;

// "1250.00" -> "1250": whole numbers may come with empty decimals.
std::optional<std::int64_t> whole_number(std::string_view plain) {
  if (const std::size_t point = plain.find('.'); point != std::string_view::npos) {
    if (plain.find_first_not_of('0', point + 1) != std::string_view::npos) return std::nullopt;
    plain = plain.substr(0, point);
  }
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (failure != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

std::optional<double> real_number(std::string_view text) {
  const auto plain = plain_decimal(text);
  if (!plain) return std::nullopt;
  double value = 0;
  const auto [end, failure] = std::from_chars(plain->data(), plain->data() + plain->size(), value);
  return failure == std::errc{} && end == plain->data() + plain->size() ? std::optional(value) : std::nullopt;
}

bool is_number(BaseType base) {
  return base == BaseType::integer || base == BaseType::days || base == BaseType::real || base == BaseType::percent ||
         base == BaseType::money;
}

// A growth may be negative or more than double; every other percentage is a part of a whole.
bool is_growth(const model::Field& field) { return field.name.ends_with("_growth"); }

// "1200 EUR", "EUR 1200": the amount and the currency written beside it.
std::pair<std::string_view, std::string_view> split_currency(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  if (text.size() > 3 && std::all_of(text.end() - 3, text.end(), is_letter))
    return {trim(text.substr(0, text.size() - 3)), text.substr(text.size() - 3)};
  if (text.size() > 3 && std::all_of(text.begin(), text.begin() + 3, is_letter)) return {trim(text.substr(3)), text.substr(0, 3)};
  return {text, {}};
}

// "81.21, 81.22", "lv,en": codes, not a name with a comma such as "Rasa, SIA".
bool codes_with_commas(std::string_view text) {
  const auto is_code = [](std::string_view part) {
    const bool word =
        (part.size() == 2 || part.size() == 3) && std::all_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return word || (!part.empty() && is_digit(part.front()) && part.find_first_not_of("0123456789.") == std::string_view::npos);
  };
  const auto parts = split(text, ',');
  return parts.size() > 1 && std::all_of(parts.begin(), parts.end(), [&](std::string_view part) { return is_code(trim(part)); });
}

std::vector<std::string_view> list_items(std::string_view text, BaseType base) {
  const bool words_only =
      base == BaseType::code || base == BaseType::country || base == BaseType::cpv || (base == BaseType::text && codes_with_commas(text));
  std::vector<std::string_view> items;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool ends = i == text.size() || text[i] == '|' || text[i] == '\n' || text[i] == ';' || (words_only && text[i] == ',');
    if (!ends) continue;
    if (const std::string_view item = trim(text.substr(begin, i - begin)); !item.empty()) items.push_back(item);
    begin = i + 1;
  }
  return items;
}

// "small / mazs; medium / vidējs; …": both languages, because a diagnostic is made before its language is known.
std::string listed_codes(const model::CodeList& codes) {
  std::vector<std::string> shown;
  for (const auto& [code, label] : codes.values) {
    if (shown.size() == kListedCodes) {
      shown.emplace_back("…");
      break;
    }
    shown.push_back(label.en + " / " + label.lv);
  }
  return join(shown, "; ");
}

}  // namespace

CellReader::CellReader(const model::Vocabulary& vocabulary, DiagnosticSink& diagnostics, bool since_1904)
    : vocabulary_(vocabulary), diagnostics_(diagnostics), since_1904_(since_1904) {}

std::nullopt_t CellReader::complain(std::string_view code, std::string_view text, const CellPlace& at,
                                    std::vector<std::string> candidates) {
  const std::string shown = at.is_private ? "…" : shorten(replace_invalid_utf8(text.substr(0, 4 * kShown)), kShown);
  diagnostics_.add(error(code).at(at.place()).arg("value", shown).arg("column", at.header).suggest(std::move(candidates)));
  return std::nullopt;
}

std::optional<Value> CellReader::read(const Cell& cell, const model::Field& field, RowCurrency currency, const CellPlace& at) {
  const std::string_view text = trim(cell.text);
  if (cell.kind == CellKind::failure) {
    complain("KD1221", text, at);
    return Unknown{UnknownReason::unreadable};
  }
  if (text.empty() || says_nothing(text)) return std::nullopt;
  const bool has_own_word = field.type.base == BaseType::code && vocabulary_.code_list(field.type.codes).find("unknown") != nullptr;
  if (says_unknown(text)) {
    if (!has_own_word || field.type.is_list) return Unknown{UnknownReason::declared_unknown};
    return Value(Scalar(std::string("unknown")));
  }
  if (field.type.is_list) return list(cell, field, currency, at);
  auto value = scalar(cell, text, field, currency, at);
  if (!value) return Unknown{UnknownReason::unreadable};
  return Value(std::move(*value));
}

std::optional<Value> CellReader::read_period(const Cell& cell, const CellPlace& at) {
  const std::string_view text = trim(cell.text);
  if (cell.kind == CellKind::failure) {
    complain("KD1221", text, at);
    return Unknown{UnknownReason::unreadable};
  }
  if (text.empty() || says_nothing(text)) return std::nullopt;
  if (says_unknown(text)) return Unknown{UnknownReason::declared_unknown};
  if (day_and_month_in_doubt(text)) {
    complain("KD1246", text, at);
    return Unknown{UnknownReason::unreadable};
  }
  if (const auto date = end_of_period(cell.month_only ? text.substr(0, 7) : text)) return Value(Scalar(*date));
  if (const auto date = bare_day(cell)) return Value(Scalar(*date));
  complain("KD1231", text, at);
  return Unknown{UnknownReason::unreadable};
}

RowCurrency CellReader::read_currency(const Cell* cell, const CellPlace& at) {
  if (cell == nullptr) return Currency::eur();
  const std::string_view text = trim(cell->text);
  if (text.empty() || says_nothing(text)) return Currency::eur();
  if (text == "€") return Currency::eur();
  if (const auto currency = Currency::parse(text); currency && cell->kind != CellKind::failure) return currency;
  return complain("KD1230", text, at);
}

std::optional<Scalar> CellReader::scalar(const Cell& cell, std::string_view text, const model::Field& field, RowCurrency currency,
                                         const CellPlace& at) {
  // A number cell knows its own value; only in a text is the mark a riddle.
  if (cell.kind == CellKind::text && is_number(field.type.base) && grouping_in_doubt(split_currency(text).first))
    return complain("KD1248", text, at);
  switch (field.type.base) {
    case BaseType::boolean:
      if (const auto answer = yes_or_no(text)) return Scalar(*answer);
      return complain("KD1226", text, at);
    case BaseType::integer:
    case BaseType::days: return integer(text, at);
    case BaseType::real: return real(text, field, at);
    case BaseType::percent: return percent(text, field, at);
    case BaseType::money: return money(text, currency, at);
    case BaseType::code: return code(text, field, at);
    case BaseType::country: return country(text, at);
    case BaseType::cpv: return cpv(cell, text, at);
    case BaseType::date:
      if (day_and_month_in_doubt(text)) return complain("KD1246", text, at);
      if (const auto date = parse_written_date(text)) return Scalar(*date);
      if (const auto date = bare_day(cell)) return Scalar(*date);
      return complain("KD1225", text, at);
    case BaseType::ref: return Scalar(model::Ref{field.type.kind, std::string(text)});
    case BaseType::text:
    case BaseType::record: break;
  }
  if (cell.digits_at_risk) diagnostics_.add(warning("KD1235").at(at.place()).arg("value", std::string(text)));
  return Scalar(std::string(text));
}

std::optional<Scalar> CellReader::integer(std::string_view text, const CellPlace& at) {
  const auto plain = plain_decimal(text);
  const auto value = plain ? whole_number(*plain) : std::nullopt;
  if (!value) return complain("KD1222", text, at);
  if (*value < 0) return complain("KD1236", text, at);
  return Scalar(*value);
}

std::optional<Scalar> CellReader::real(std::string_view text, const model::Field& field, const CellPlace& at) {
  const auto value = real_number(text);
  if (!value) return complain("KD1223", text, at);
  // What has a unit is measured or counted; a plain number, such as a unit price with its discount, may be below zero.
  if (*value < 0 && !field.unit.empty()) return complain("KD1236", text, at);
  return Scalar(*value);
}

std::optional<Scalar> CellReader::percent(std::string_view text, const model::Field& field, const CellPlace& at) {
  std::string_view bare = text;
  if (bare.ends_with('%')) bare = trim(bare.substr(0, bare.size() - 1));
  const auto value = real_number(bare);
  if (!value) return complain("KD1224", text, at);
  if (!is_growth(field) && (*value < 0 || *value > 100)) return complain("KD1234", text, at);
  return Scalar(model::Percent{*value});
}

std::optional<Scalar> CellReader::money(std::string_view text, RowCurrency currency, const CellPlace& at) {
  const auto [amount, written] = split_currency(text);
  if (!written.empty()) currency = Currency::parse(written);
  const auto plain = plain_decimal(amount);
  if (!currency || !plain) return complain("KD1229", text, at);
  if (plain->starts_with('-')) return complain("KD1236", text, at);
  if (const auto value = Money::parse(*plain, *currency)) return Scalar(*value);
  return complain("KD1229", text, at);
}

std::optional<Scalar> CellReader::code(std::string_view text, const model::Field& field, const CellPlace& at) {
  const model::CodeList& codes = vocabulary_.code_list(field.type.codes);
  std::map<std::string, std::string>& names = code_names_[codes.id];
  if (names.empty()) {
    // Codes before labels: a label never hides a code.
    for (const auto& [code, label] : codes.values) names.emplace(fold_name(code), code);
    for (const auto& [code, label] : codes.values) {
      names.emplace(fold_name(label.en), code);
      names.emplace(fold_name(label.lv), code);
    }
  }
  if (const auto found = names.find(fold_name(text)); found != names.end()) return Scalar(found->second);
  std::vector<std::string> candidates;
  for (const auto& [code, label] : codes.values) candidates.insert(candidates.end(), {code, label.en, label.lv});
  diagnostics_.add(error("KD1227")
                       .at(at.place())
                       .arg("value", shorten(text.substr(0, 4 * kShown), kShown))
                       .arg("column", at.header)
                       .arg("codes", listed_codes(codes))
                       .suggest(worth_searching("KD1227") ? nearest(text, candidates) : std::vector<std::string>{}));
  return std::nullopt;
}

// A message beyond those that are kept needs no suggestion.
bool CellReader::worth_searching(const std::string& code) const {
  constexpr std::size_t searches = 200;
  const auto told = diagnostics_.totals().find(code);
  return told == diagnostics_.totals().end() || told->second < searches;
}

// Names come from ICU with the language named: no setting of the machine takes part.
const std::map<std::string, std::string>& CellReader::country_names() {
  if (!country_names_.empty()) return country_names_;
  for (const std::string_view code : country_codes()) {
    for (const char* language : {"en", "lv"}) {
      UErrorCode status = U_ZERO_ERROR;
      std::array<UChar, 200> name{};
      const std::string region = "und_" + std::string(code);
      const int32_t length = uloc_getDisplayCountry(region.c_str(), language, name.data(), static_cast<int32_t>(name.size()), &status);
      if (U_FAILURE(status) || length <= 0 || length >= static_cast<int32_t>(name.size())) continue;
      std::string text;
      icu::UnicodeString(name.data(), length).toUTF8String(text);
      country_names_.emplace(fold(text), code);
    }
  }
  return country_names_;
}

std::optional<Scalar> CellReader::country(std::string_view text, const CellPlace& at) {
  const std::string code = compact_identifier(text);
  if (valid_country_code(code)) return Scalar(code);
  if (code == "UK") return complain("KD1228", text, at, {"GB"});
  if (code == "EL") return complain("KD1228", text, at, {"GR"});
  const auto& names = country_names();
  if (const auto found = names.find(fold(text)); found != names.end()) return Scalar(found->second);
  std::vector<std::string> candidates;
  std::vector<std::string> folded;
  if (text.size() > 3 && worth_searching("KD1228")) {
    for (const auto& [name, one] : names) folded.push_back(name);
  }
  for (const std::string& name : nearest(fold(text), folded)) {
    if (const std::string& one = names.at(name); std::find(candidates.begin(), candidates.end(), one) == candidates.end())
      candidates.push_back(one);
  }
  return complain("KD1228", text, at, std::move(candidates));
}

// A spreadsheet keeps a date as the number of its day; a cell without the format of a date shows that number. Only days from 1950 to 2100
// are taken for one, so that a year or a date typed without points is not.
std::optional<Date> CellReader::bare_day(const Cell& cell) {
  using namespace std::chrono;
  constexpr Date first = sys_days{year{1950} / January / 1};
  constexpr Date last = sys_days{year{2100} / December / 31};
  const auto serial = cell.kind == CellKind::number ? real_number(cell.text) : std::nullopt;
  const auto date = serial ? serial_date(*serial, since_1904_) : std::nullopt;
  if (!date || *date < first || *date > last) return std::nullopt;
  ++bare_days_;
  return date;
}

std::optional<Scalar> CellReader::cpv(const Cell& cell, std::string_view text, const CellPlace& at) {
  std::string digits(text);
  // "90910000-9": the ninth digit only checks the others.
  if (digits.size() == 10 && digits[8] == '-') digits.resize(8);
  // A spreadsheet drops the leading zero of a number; every code has eight digits.
  if (cell.kind == CellKind::number && digits.size() == 7) digits.insert(digits.begin(), '0');
  const bool right = digits.size() == 8 && digits.find_first_not_of("0123456789") == std::string::npos;
  if (right) return Scalar(digits);
  return complain("KD1232", text, at);
}

Value CellReader::list(const Cell& cell, const model::Field& field, RowCurrency currency, const CellPlace& at) {
  const std::string_view text = trim(cell.text);
  model::List list;
  const bool none_is_a_code = field.type.base == BaseType::code && vocabulary_.code_list(field.type.codes).find("none") != nullptr;
  if (says_none(text) && !none_is_a_code) {
    list.complete = true;
    return list;
  }
  model::Field item_field = field;
  item_field.type.is_list = false;
  for (const std::string_view item : list_items(text, field.type.base)) {
    if (auto value = scalar(cell, item, item_field, currency, at)) {
      list.items.push_back(std::move(*value));
    } else if (is_number(field.type.base)) {
      return Unknown{UnknownReason::unreadable};  // numbers stand in an order; without one of them the others move up
    }
  }
  if (list.items.empty()) return Unknown{UnknownReason::unreadable};
  return list;
}

}  // namespace kede::importers::workbook
