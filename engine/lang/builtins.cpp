#include "engine/lang/builtins.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/lang/detail/functions.hpp"

namespace kede::lang {
namespace {

using enum CallForm;
using enum Receives;
using enum ExtraCheck;
constexpr auto kBoth = Availability::both;
constexpr auto kRules = Availability::author;
constexpr auto kSuite = Availability::conformance;

constexpr std::array kBuiltins{
    // What is known.
    Builtin{
        "known", function, kBoth, "known(any) -> bool", everything, none, detail::known,
        "true if the value is known. The only way to turn “missing” into “no”: a rule that uses it is about the data itself.",
        "patiess, ja vērtība ir zināma. Vienīgais veids, kā “trūkst” pārvērst par “nē”: nosacījums, kas to lieto, ir par pašiem datiem."},
    Builtin{"complete", function, kBoth, "complete(list<T>) -> bool", everything, none, detail::complete,
            "true if the source says that the list has no further entries.", "patiess, ja avots apliecina, ka sarakstā citu ierakstu nav."},
    // Lists.
    Builtin{"size", function, kBoth, "size(list<T>) -> int", known, none, detail::size,
            "number of entries; of an open list only a lower limit is known.",
            "ierakstu skaits; nepilnīgam sarakstam zināma tikai apakšējā robeža."},
    Builtin{"size", function, kBoth, "size(text) -> int", known, none, detail::size, "number of characters.", "rakstzīmju skaits."},
    Builtin{"size", member, kBoth, "list<T>.size() -> int", known, none, detail::size,
            "number of entries; of an open list only a lower limit is known.",
            "ierakstu skaits; nepilnīgam sarakstam zināma tikai apakšējā robeža."},
    Builtin{"size", member, kBoth, "text.size() -> int", known, none, detail::size, "number of characters.", "rakstzīmju skaits."},
    Builtin{"sum", member, kBoth, "list<quantity>.sum() -> T", known, none, detail::sum,
            "sum of the entries, which must not be negative; a lower limit while entries are missing.",
            "ierakstu summa (ierakstiem jābūt nenegatīviem); kamēr ierakstu trūkst – apakšējā robeža."},
    Builtin{"min", member, kBoth, "list<ordered>.min() -> T", known, none, detail::least, "the least entry.", "mazākais ieraksts."},
    Builtin{"max", member, kBoth, "list<ordered>.max() -> T", known, none, detail::greatest, "the greatest entry.", "lielākais ieraksts."},
    Builtin{"distinct", member, kBoth, "list<T>.distinct() -> list<T>", known, none, detail::distinct, "the list without repetitions.",
            "saraksts bez atkārtojumiem."},
    Builtin{"intersects", member, kBoth, "list<T>.intersects(list<T>) -> bool", known, none, detail::intersects,
            "true if the two lists share an entry.", "patiess, ja abos sarakstos ir kopīgs ieraksts."},
    Builtin{"any_of", member, kBoth, "list<T>.any_of(T…) -> bool", everything, none, detail::any_of_values,
            "true if the list contains at least one of the values.", "patiess, ja sarakstā ir vismaz viena no vērtībām."},
    // Units.
    Builtin{"money", function, kBoth, "money(number, 'text') -> money", known, currency, detail::make_money,
            "an amount in a currency: money(12.5, 'EUR').", "summa valūtā: money(12.5, 'EUR')."},
    Builtin{"percent", function, kBoth, "percent(number) -> percent", bounds, none, detail::make_percent, "a percentage: percent(30).",
            "procenti: percent(30)."},
    Builtin{"days", function, kBoth, "days(int) -> days", bounds, none, detail::make_days, "a number of days: days(180).",
            "dienu skaits: days(180)."},
    Builtin{"date", function, kBoth, "date('text') -> date", known, date, detail::make_date, "a day: date('2026-01-31').",
            "diena: date('2026-01-31')."},
    Builtin{"days_between", function, kBoth, "days_between(date, date) -> days", known, none, detail::days_between_dates,
            "days from the first day to the second; negative if the second is earlier.",
            "dienas no pirmā datuma līdz otrajam; negatīvas, ja otrais ir agrāks."},
    Builtin{"months_between", function, kBoth, "months_between(date, date) -> int", known, none, detail::months_between_dates,
            "whole months from the first day to the second.", "pilni mēneši no pirmā datuma līdz otrajam."},
    Builtin{"int", function, kRules, "int(number) -> int", bounds, none, detail::to_integer, "the number without its decimals.",
            "skaitlis bez decimāldaļām."},
    Builtin{"double", function, kRules, "double(number) -> double", bounds, none, detail::to_real, "the number as a decimal number.",
            "skaitlis kā decimālskaitlis."},
    // Tables.
    Builtin{
        "listed", function, kRules, "listed('text', any…) -> bool", known, table, detail::listed,
        "true if the list has an entry with these keys. In an outdated or unfinished list a miss is unknown.",
        "patiess, ja sarakstā ir ieraksts ar šīm atslēgām. Ja saraksts ir novecojis vai nepilnīgs, ieraksta trūkums nozīmē “nav zināms”."},
    Builtin{"lookup", function, kRules, "lookup('text', 'text', any…) -> column", known, table_column, detail::lookup,
            "the cell of a table: lookup('labour_cost', 'floor_hour', country, year). A missing row or an empty cell is unknown.",
            "tabulas šūna: lookup('labour_cost', 'floor_hour', valsts, gads). Ja rindas vai vērtības nav, rezultāts nav zināms."},
    Builtin{"minimum_hourly_cost", function, kRules, "minimum_hourly_cost(country) -> money", known, none, detail::minimum_hourly_cost,
            "the least lawful cost of an hour of work to the employer in the year of the assessment.",
            "mazākās likumīgās darba stundas izmaksas darba devējam vērtējuma gadā."},
    Builtin{"minimum_hourly_cost", function, kRules, "minimum_hourly_cost(country, date) -> money", known, none,
            detail::minimum_hourly_cost, "the same in the year of the given day.", "tas pats norādītās dienas gadā."},
    Builtin{"country_risk", function, kRules, "country_risk('text', country) -> column", known, country_column, detail::country_risk,
            "a published assessment of a country: country_risk('tip_2025_group', org.country).",
            "publicēts valsts vērtējums: country_risk('tip_2025_group', org.country)."},
    // The chain.
    Builtin{"downstream", member, kRules, "organisation.downstream(int) -> list<reached>", known, depth, detail::downstream,
            "everybody from whom it buys, directly or through others, at most so many tiers down; each once, at the nearest tier.",
            "visi, no kuriem tā tieši vai netieši pērk, ne vairāk kā tik līmeņu; katrs vienreiz, tuvākajā līmenī."},
    Builtin{"upstream", member, kRules, "organisation.upstream(int) -> list<reached>", known, depth, detail::upstream,
            "everybody to whom it sells, directly or through others.", "visi, kam tā tieši vai netieši pārdod."},
    Builtin{"owners_up", member, kRules, "organisation.owners_up(int) -> list<organisation>", known, depth, detail::owners_up,
            "its owners, the owners of these, and so on.", "tās īpašnieki, to īpašnieki un tā tālāk."},
    Builtin{"group", member, kRules, "organisation.group() -> list<organisation>", known, none, detail::group,
            "the organisations joined with it by ownership.", "organizācijas, kas ar to saistītas ar īpašumtiesībām."},
    Builtin{"same_address", member, kRules, "organisation.same_address() -> list<organisation>", known, none, detail::same_address,
            "the other organisations at its address.", "citas organizācijas tajā pašā adresē."},
    // Text.
    Builtin{"startsWith", member, kBoth, "text.startsWith(text) -> bool", known, none, detail::starts_with, "begins with the text.",
            "sākas ar tekstu."},
    Builtin{"endsWith", member, kBoth, "text.endsWith(text) -> bool", known, none, detail::ends_with, "ends with the text.",
            "beidzas ar tekstu."},
    Builtin{"contains", member, kBoth, "text.contains(text) -> bool", known, none, detail::contains, "contains the text.", "satur tekstu."},
    Builtin{"lower", member, kRules, "text.lower() -> text", known, none, detail::lower, "the text in lower-case letters.",
            "teksts ar mazajiem burtiem."},
    Builtin{"lower", function, kRules, "lower(text) -> text", known, none, detail::lower, "the text in lower-case letters.",
            "teksts ar mazajiem burtiem."},
    Builtin{"nace_division", function, kRules, "nace_division(text) -> text", known, none, detail::nace_division,
            "the two digits of the division to which a NACE code belongs; unknown if the text is no such code.",
            "NACE koda nodaļas divi cipari; nav zināms, ja teksts nav šāds kods."},
    // Conformance mode only: what CEL has and rules leave out.
    Builtin{"dyn", function, kSuite, "dyn(any) -> any", everything, none, detail::identity, "", ""},
    Builtin{"int", function, kSuite, "int(any) -> int", bounds, none, detail::to_integer, "", ""},
    Builtin{"double", function, kSuite, "double(any) -> double", bounds, none, detail::to_real, "", ""},
    Builtin{"uint", function, kSuite, "uint(any) -> uint", known, none, detail::to_natural, "", ""},
    Builtin{"bytes", function, kSuite, "bytes(any) -> bytes", known, none, detail::to_bytes, "", ""},
    Builtin{"type", function, kSuite, "type(any) -> type", known, none, detail::type_of_value, "", ""},
    Builtin{"bool", function, kSuite, "bool(any) -> bool", known, none, detail::to_boolean, "", ""},
    Builtin{"string", function, kSuite, "string(any) -> text", known, none, detail::to_string, "", ""},
    Builtin{"timestamp", function, kSuite, "timestamp(any) -> timestamp", known, none, detail::to_timestamp, "", ""},
    Builtin{"duration", function, kSuite, "duration(any) -> duration", known, none, detail::to_duration, "", ""},
    Builtin{"getDate", member, kSuite, "timestamp.getDate() -> int", known, none, detail::get_date, "", ""},
    Builtin{"getDate", member, kSuite, "timestamp.getDate(text) -> int", known, none, detail::get_date, "", ""},
    Builtin{"getDayOfMonth", member, kSuite, "timestamp.getDayOfMonth() -> int", known, none, detail::get_day_of_month, "", ""},
    Builtin{"getDayOfMonth", member, kSuite, "timestamp.getDayOfMonth(text) -> int", known, none, detail::get_day_of_month, "", ""},
    Builtin{"getDayOfWeek", member, kSuite, "timestamp.getDayOfWeek() -> int", known, none, detail::get_day_of_week, "", ""},
    Builtin{"getDayOfWeek", member, kSuite, "timestamp.getDayOfWeek(text) -> int", known, none, detail::get_day_of_week, "", ""},
    Builtin{"getDayOfYear", member, kSuite, "timestamp.getDayOfYear() -> int", known, none, detail::get_day_of_year, "", ""},
    Builtin{"getDayOfYear", member, kSuite, "timestamp.getDayOfYear(text) -> int", known, none, detail::get_day_of_year, "", ""},
    Builtin{"getFullYear", member, kSuite, "timestamp.getFullYear() -> int", known, none, detail::get_full_year, "", ""},
    Builtin{"getFullYear", member, kSuite, "timestamp.getFullYear(text) -> int", known, none, detail::get_full_year, "", ""},
    Builtin{"getMonth", member, kSuite, "timestamp.getMonth() -> int", known, none, detail::get_month, "", ""},
    Builtin{"getMonth", member, kSuite, "timestamp.getMonth(text) -> int", known, none, detail::get_month, "", ""},
    Builtin{"getHours", member, kSuite, "timestamp.getHours() -> int", known, none, detail::get_hours, "", ""},
    Builtin{"getHours", member, kSuite, "timestamp.getHours(text) -> int", known, none, detail::get_hours, "", ""},
    Builtin{"getMinutes", member, kSuite, "timestamp.getMinutes() -> int", known, none, detail::get_minutes, "", ""},
    Builtin{"getMinutes", member, kSuite, "timestamp.getMinutes(text) -> int", known, none, detail::get_minutes, "", ""},
    Builtin{"getSeconds", member, kSuite, "timestamp.getSeconds() -> int", known, none, detail::get_seconds, "", ""},
    Builtin{"getSeconds", member, kSuite, "timestamp.getSeconds(text) -> int", known, none, detail::get_seconds, "", ""},
    Builtin{"getMilliseconds", member, kSuite, "timestamp.getMilliseconds() -> int", known, none, detail::get_milliseconds, "", ""},
    Builtin{"getMilliseconds", member, kSuite, "timestamp.getMilliseconds(text) -> int", known, none, detail::get_milliseconds, "", ""},
    Builtin{"matches", member, kSuite, "text.matches(text) -> bool", known, none, detail::matches, "", ""},
    Builtin{"matches", function, kSuite, "matches(text, text) -> bool", known, none, detail::matches, "", ""},
    Builtin{"charAt", member, kSuite, "text.charAt(int) -> text", known, none, detail::char_at, "", ""},
    Builtin{"indexOf", member, kSuite, "text.indexOf(text) -> int", known, none, detail::index_of, "", ""},
    Builtin{"indexOf", member, kSuite, "text.indexOf(text, int) -> int", known, none, detail::index_of, "", ""},
    Builtin{"lastIndexOf", member, kSuite, "text.lastIndexOf(text) -> int", known, none, detail::last_index_of, "", ""},
    Builtin{"lastIndexOf", member, kSuite, "text.lastIndexOf(text, int) -> int", known, none, detail::last_index_of, "", ""},
    Builtin{"join", member, kSuite, "list<T>.join() -> text", known, none, detail::join_texts, "", ""},
    Builtin{"join", member, kSuite, "list<T>.join(text) -> text", known, none, detail::join_texts, "", ""},
    Builtin{"replace", member, kSuite, "text.replace(text, text) -> text", known, none, detail::replace, "", ""},
    Builtin{"replace", member, kSuite, "text.replace(text, text, int) -> text", known, none, detail::replace, "", ""},
    Builtin{"split", member, kSuite, "text.split(text) -> list<T>", known, none, detail::split_text, "", ""},
    Builtin{"split", member, kSuite, "text.split(text, int) -> list<T>", known, none, detail::split_text, "", ""},
    Builtin{"substring", member, kSuite, "text.substring(int) -> text", known, none, detail::substring, "", ""},
    Builtin{"substring", member, kSuite, "text.substring(int, int) -> text", known, none, detail::substring, "", ""},
    Builtin{"trim", member, kSuite, "text.trim() -> text", known, none, detail::trim_text, "", ""},
    Builtin{"reverse", member, kSuite, "text.reverse() -> text", known, none, detail::reverse, "", ""},
    Builtin{"lowerAscii", member, kSuite, "text.lowerAscii() -> text", known, none, detail::lower_ascii, "", ""},
    Builtin{"upperAscii", member, kSuite, "text.upperAscii() -> text", known, none, detail::upper_ascii, "", ""},
    Builtin{"strings.quote", function, kSuite, "strings.quote(text) -> text", known, none, detail::quote, "", ""},
    Builtin{"format", member, kSuite, "text.format(list<T>) -> text", known, none, detail::format_text, "", ""},
    Builtin{"base64.encode", function, kSuite, "base64.encode(bytes) -> text", known, none, detail::encode_base64, "", ""},
    Builtin{"base64.decode", function, kSuite, "base64.decode(text) -> bytes", known, none, detail::decode_base64, "", ""},
    Builtin{"math.greatest", function, kSuite, "math.greatest(any…) -> any", known, none, detail::math_greatest, "", ""},
    Builtin{"math.least", function, kSuite, "math.least(any…) -> any", known, none, detail::math_least, "", ""},
    Builtin{"math.ceil", function, kSuite, "math.ceil(double) -> any", known, none, detail::math_ceil, "", ""},
    Builtin{"math.floor", function, kSuite, "math.floor(double) -> any", known, none, detail::math_floor, "", ""},
    Builtin{"math.round", function, kSuite, "math.round(double) -> any", known, none, detail::math_round, "", ""},
    Builtin{"math.trunc", function, kSuite, "math.trunc(double) -> any", known, none, detail::math_trunc, "", ""},
    Builtin{"math.abs", function, kSuite, "math.abs(number) -> any", known, none, detail::math_abs, "", ""},
    Builtin{"math.sign", function, kSuite, "math.sign(number) -> any", known, none, detail::math_sign, "", ""},
    Builtin{"math.sqrt", function, kSuite, "math.sqrt(number) -> any", known, none, detail::math_sqrt, "", ""},
    Builtin{"math.isNaN", function, kSuite, "math.isNaN(double) -> any", known, none, detail::math_is_nan, "", ""},
    Builtin{"math.isInf", function, kSuite, "math.isInf(double) -> any", known, none, detail::math_is_inf, "", ""},
    Builtin{"math.isFinite", function, kSuite, "math.isFinite(double) -> any", known, none, detail::math_is_finite, "", ""},
    Builtin{"math.bitAnd", function, kSuite, "math.bitAnd(any, any) -> any", known, none, detail::math_bit_and, "", ""},
    Builtin{"math.bitOr", function, kSuite, "math.bitOr(any, any) -> any", known, none, detail::math_bit_or, "", ""},
    Builtin{"math.bitXor", function, kSuite, "math.bitXor(any, any) -> any", known, none, detail::math_bit_xor, "", ""},
    Builtin{"math.bitNot", function, kSuite, "math.bitNot(any) -> any", known, none, detail::math_bit_not, "", ""},
    Builtin{"math.bitShiftLeft", function, kSuite, "math.bitShiftLeft(any, int) -> any", known, none, detail::math_shift_left, "", ""},
    Builtin{"math.bitShiftRight", function, kSuite, "math.bitShiftRight(any, int) -> any", known, none, detail::math_shift_right, "", ""},
    Builtin{"google.protobuf.BoolValue{}", function, kSuite, "google.protobuf.BoolValue{}(any) -> any", known, none,
            detail::unwrap<detail::Message::boolean>, "", ""},
    Builtin{"google.protobuf.Int32Value{}", function, kSuite, "google.protobuf.Int32Value{}(any) -> any", known, none,
            detail::unwrap<detail::Message::int32>, "", ""},
    Builtin{"google.protobuf.Int64Value{}", function, kSuite, "google.protobuf.Int64Value{}(any) -> any", known, none,
            detail::unwrap<detail::Message::int64>, "", ""},
    Builtin{"google.protobuf.UInt32Value{}", function, kSuite, "google.protobuf.UInt32Value{}(any) -> any", known, none,
            detail::unwrap<detail::Message::uint32>, "", ""},
    Builtin{"google.protobuf.UInt64Value{}", function, kSuite, "google.protobuf.UInt64Value{}(any) -> any", known, none,
            detail::unwrap<detail::Message::uint64>, "", ""},
    Builtin{"google.protobuf.FloatValue{}", function, kSuite, "google.protobuf.FloatValue{}(any) -> any", known, none,
            detail::unwrap<detail::Message::float32>, "", ""},
    Builtin{"google.protobuf.DoubleValue{}", function, kSuite, "google.protobuf.DoubleValue{}(any) -> any", known, none,
            detail::unwrap<detail::Message::float64>, "", ""},
    Builtin{"google.protobuf.StringValue{}", function, kSuite, "google.protobuf.StringValue{}(any) -> any", known, none,
            detail::unwrap<detail::Message::text>, "", ""},
    Builtin{"google.protobuf.BytesValue{}", function, kSuite, "google.protobuf.BytesValue{}(any) -> any", known, none,
            detail::unwrap<detail::Message::bytes>, "", ""},
    Builtin{"google.protobuf.ListValue{}", function, kSuite, "google.protobuf.ListValue{}(any) -> any", known, none,
            detail::unwrap<detail::Message::list>, "", ""},
    Builtin{"google.protobuf.Struct{}", function, kSuite, "google.protobuf.Struct{}(any) -> any", known, none,
            detail::unwrap<detail::Message::structure>, "", ""},
    Builtin{"google.protobuf.Value{}", function, kSuite, "google.protobuf.Value{}(any) -> any", known, none,
            detail::unwrap<detail::Message::value>, "", ""},
    Builtin{"google.protobuf.Timestamp{}", function, kSuite, "google.protobuf.Timestamp{}(any) -> any", known, none,
            detail::unwrap<detail::Message::timestamp>, "", ""},
    Builtin{"google.protobuf.Duration{}", function, kSuite, "google.protobuf.Duration{}(any) -> any", known, none,
            detail::unwrap<detail::Message::duration>, "", ""},
};

}  // namespace

std::span<const Builtin> builtins() { return kBuiltins; }

bool asks_table(const Builtin& builtin) {
  return builtin.check == ExtraCheck::table || builtin.check == ExtraCheck::table_column || builtin.check == ExtraCheck::country_column ||
         builtin.run == detail::minimum_hourly_cost;
}

bool available(const Builtin& builtin, Mode mode) {
  return builtin.in == Availability::both || (builtin.in == Availability::author) == (mode == Mode::author);
}

Signature signature_of(const Builtin& builtin) {
  Signature out;
  const std::string_view text = builtin.signature;
  const std::size_t arrow = text.rfind(" -> ");
  out.result = text.substr(arrow + 4);
  const std::size_t open = text.rfind('(', arrow);
  if (builtin.form == CallForm::member) out.parameters.push_back(text.substr(0, text.rfind('.', open)));
  const std::string_view inside = text.substr(open + 1, arrow - open - 2);
  if (inside.empty()) return out;
  for (std::string_view parameter : split(inside, ',')) {
    parameter = trim(parameter);
    out.repeats = parameter.ends_with("…");
    if (out.repeats) parameter.remove_suffix(std::string_view("…").size());
    out.parameters.push_back(parameter);
  }
  return out;
}

std::vector<std::uint32_t> find_builtins(std::string_view name, CallForm form, Mode mode) {
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < kBuiltins.size(); ++i) {
    if (kBuiltins[i].name == name && kBuiltins[i].form == form && available(kBuiltins[i], mode))
      rows.push_back(static_cast<std::uint32_t>(i));
  }
  return rows;
}

std::vector<std::string> builtin_names(CallForm form, Mode mode) {
  std::vector<std::string> names;
  for (const Builtin& builtin : kBuiltins) {
    if (builtin.form == form && available(builtin, mode)) names.emplace_back(builtin.name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace kede::lang
