#include "importers/record_maker.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/base/text.hpp"
#include "importers/written_values.hpp"

namespace kede::importers {
namespace {

using model::BaseType;
using model::Scalar;
using model::UnknownReason;

constexpr std::size_t kRaw = 120;
constexpr std::size_t kUsualFacts = 6;  // room made at once, since moving facts to a larger room costs more than the facts

std::optional<double> read_decimal(std::string_view written) {
  const auto plain = plain_decimal(written);
  const std::string_view text = plain ? std::string_view(*plain) : written;
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<bool> read_flag(std::string_view written) {
  constexpr CodeWord table[] = {{"true", "1"},  {"yes", "1"}, {"y", "1"}, {"ja", "1"}, {"jā", "1"},
                                {"false", "0"}, {"no", "0"},  {"n", "0"}, {"ne", "0"}, {"nē", "0"}};
  if (written == "1" || written == "0") return written == "1";
  const auto found = look_up(table, written);
  return found ? std::optional(*found == "1") : std::nullopt;
}

std::optional<Date> read_date(std::string_view written) {
  auto date = parse_iso_date(written);
  if (!date) date = parse_written_date(written);
  return date && plausible(*date) ? date : std::nullopt;
}

std::optional<Scalar> read_whole(std::string_view written) {
  const auto number = read_decimal(written);
  if (!number || *number < 0 || *number >= 1e15 || std::floor(*number) != *number) return std::nullopt;
  return Scalar(static_cast<std::int64_t>(*number));
}

template <class T>
std::optional<Scalar> as_scalar(std::optional<T> value) {
  return value ? std::optional<Scalar>(Scalar(std::move(*value))) : std::nullopt;
}

}  // namespace

std::optional<Scalar> read_scalar(const model::Field& field, std::string_view written, const Countries& countries) {
  switch (field.type.base) {
    case BaseType::text: return Scalar(replace_invalid_utf8(written));
    case BaseType::code: return Scalar(std::string(written));
    case BaseType::country: return as_scalar(countries.find(written));
    case BaseType::cpv: return as_scalar(cpv({}, written));
    case BaseType::boolean: return as_scalar(read_flag(written));
    case BaseType::date: return as_scalar(read_date(written));
    case BaseType::integer:
    case BaseType::days: return read_whole(written);
    case BaseType::real: return as_scalar(read_decimal(written));
    case BaseType::percent: {
      const auto number = read_decimal(written.ends_with('%') ? trim(written.substr(0, written.size() - 1)) : written);
      if (!number || *number < 0 || *number > 100) return std::nullopt;
      return Scalar(model::Percent{*number});
    }
    case BaseType::money:
    case BaseType::ref:
    case BaseType::record: break;
  }
  return std::nullopt;
}

std::optional<Money> read_money(std::string_view amount, std::string_view currency) {
  const auto known = Currency::parse(currency);
  const auto plain = amount.find_first_of("eE") == std::string_view::npos ? plain_decimal(amount) : std::optional(std::string(amount));
  if (!known || !plain || is_filler_amount(*plain, AmountOf::whole)) return std::nullopt;
  return Money::parse(*plain, *known);
}

RecordMaker::RecordMaker(const SourceScope& scope, model::KindId kind, std::string key, std::string place)
    : scope_(scope), date_(scope.date), evidence_(scope.evidence) {
  record_.kind = kind;
  record_.key = std::move(key);
  record_.source = scope.source;
  record_.place = std::move(place);
}

RecordMaker& RecordMaker::expect(std::size_t facts) {
  record_.facts.reserve(facts);
  return *this;
}

RecordMaker& RecordMaker::as(model::EvidenceClass evidence) {
  evidence_ = evidence;
  return *this;
}

RecordMaker& RecordMaker::of(std::optional<Date> date) {
  date_ = date;
  return *this;
}

model::Fact* RecordMaker::find(model::FieldId field) {
  const auto found = std::find_if(record_.facts.begin(), record_.facts.end(), [&](const model::Fact& fact) { return fact.field == field; });
  return found == record_.facts.end() ? nullptr : &*found;
}

void RecordMaker::put(model::FieldId field, std::string_view written, std::string_view inside) {
  written = trim(written);
  if (written.empty()) return;
  const model::Field& described = scope_.vocabulary.field(field);
  if (described.type.base == BaseType::text && !described.type.is_list && find_invalid_utf8(written) == std::string_view::npos)
    return put_text(field, written, inside);
  auto scalar = read_scalar(described, written, scope_.countries);
  if (!scalar) return put_unknown(field, UnknownReason::unreadable, inside, shorten(written, kRaw));
  if (described.type.is_list) return add(field, std::move(*scalar), inside);
  const bool iso_date = described.type.base == BaseType::date && written.size() == 10 && written[4] == '-';
  const bool plain = described.type.base == BaseType::text || iso_date || model::to_text(*scalar) == written;
  put_value(field, std::move(*scalar), inside, plain ? std::string() : shorten(written, kRaw));
}

void RecordMaker::put_code(model::FieldId field, const std::optional<std::string>& code, std::string_view written,
                           std::string_view inside) {
  written = trim(written);
  if (written.empty()) return;
  if (!code) return put_unknown(field, UnknownReason::unreadable, inside, shorten(written, kRaw));
  if (scope_.vocabulary.field(field).type.is_list) return add(field, Scalar(*code), inside);
  put_value(field, Scalar(*code), inside, *code == written ? std::string() : shorten(written, kRaw));
}

void RecordMaker::put_money(model::FieldId field, std::string_view amount, std::string_view currency, std::string_view inside) {
  amount = trim(amount);
  if (amount.empty()) return;
  std::string raw = shorten(amount, kRaw) + (currency.empty() ? "" : " ") + shorten(currency, kRaw);
  const auto money = read_money(amount, trim(currency));
  if (!money) return put_unknown(field, UnknownReason::unreadable, inside, std::move(raw));
  put_value(field, Scalar(*money), inside, std::move(raw));
}

void RecordMaker::put_ref(model::FieldId field, model::KindId kind, std::string_view key, std::string_view inside) {
  if (key.empty()) return;
  Scalar ref = model::Ref{kind, std::string(key)};
  if (scope_.vocabulary.field(field).type.is_list) return add(field, std::move(ref), inside);
  put_value(field, std::move(ref), inside);
}

model::Fact& RecordMaker::add_fact(model::FieldId field, std::string_view inside) {
  if (record_.facts.size() == record_.facts.capacity()) record_.facts.reserve(std::max(kUsualFacts, 2 * record_.facts.size()));
  model::Fact& fact = record_.facts.emplace_back();
  fact.field = field;
  fact.place = inside;
  fact.date = date_;
  fact.evidence = evidence_;
  return fact;
}

void RecordMaker::put_text(model::FieldId field, std::string_view text, std::string_view inside) {
  add_fact(field, inside).value.emplace<Scalar>(std::in_place_type<std::string>, text);
}

void RecordMaker::put_value(model::FieldId field, model::Value value, std::string_view inside, std::string raw) {
  model::Fact& fact = add_fact(field, inside);
  fact.value = std::move(value);
  fact.raw = std::move(raw);
}

void RecordMaker::put_computed(model::FieldId field, Scalar value, std::string_view inside, std::string raw) {
  model::Fact& fact = add_fact(field, inside);
  fact.value.emplace<Scalar>(std::move(value));
  fact.evidence = model::EvidenceClass::computed;
  fact.raw = std::move(raw);
}

void RecordMaker::put_unknown(model::FieldId field, UnknownReason reason, std::string_view inside, std::string raw) {
  put_value(field, model::Unknown{reason}, inside, std::move(raw));
}

void RecordMaker::add(model::FieldId field, Scalar item, std::string_view inside) {
  model::Fact* fact = find(field);
  if (fact == nullptr || !std::holds_alternative<model::List>(fact->value)) {
    put_value(field, model::List{{std::move(item)}, false}, inside);
    return;
  }
  auto& items = std::get<model::List>(fact->value).items;
  if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(std::move(item));
}

void RecordMaker::close_list(model::FieldId field) {
  model::Fact* fact = find(field);
  if (fact != nullptr && std::holds_alternative<model::List>(fact->value)) std::get<model::List>(fact->value).complete = true;
}

void RecordMaker::finish() {
  if (!record_.facts.empty()) scope_.sink.add(std::move(record_));
  record_.facts.clear();
}

}  // namespace kede::importers
