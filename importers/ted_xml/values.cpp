// How values of TED become facts: texts, dates, amounts, places.
#include <algorithm>
#include <charconv>
#include <set>

#include "engine/base/text.hpp"
#include "importers/ted_xml/writing.hpp"
#include "importers/xml.hpp"

namespace kede::importers::ted_xml {
namespace {

using model::Scalar;
using model::UnknownReason;

// Of the old forms: the number that the publisher wrote beside the text of the sender.
std::string_view amount_text_of(pugi::xml_node node) {
  const pugi::xml_node cost = find(node, "VALUE_COST");
  const pugi::xml_node amount = cost ? cost : node;
  const std::string_view formatted = attribute_of(amount, "FMTVAL");
  return formatted.empty() ? text_of(amount) : formatted;
}

struct Range {
  std::string_view low;
  std::string_view high;
};

Range range_of(pugi::xml_node node) {
  const pugi::xml_node old = find(node, "RANGE_VALUE_COST");
  if (old) return {amount_text_of(find(old, "LOW_VALUE")), amount_text_of(find(old, "HIGH_VALUE"))};
  return {text_at(node, "LOW"), text_at(node, "HIGH")};
}

// The amount without the tax that it includes, when the rate is stated.
std::optional<Money> without_tax(const Money& with_tax, std::string_view rate) {
  const auto plain = plain_decimal(rate.ends_with('%') ? trim(rate.substr(0, rate.size() - 1)) : rate);
  double percent = 0;
  if (!plain || std::from_chars(plain->data(), plain->data() + plain->size(), percent).ec != std::errc{}) return std::nullopt;
  if (percent < 0 || percent > 50) return std::nullopt;
  return Money{static_cast<std::int64_t>(static_cast<double>(with_tax.units) / (1 + percent / 100) + 0.5), with_tax.currency};
}

void put_amount_with_tax(RecordMaker& maker, model::FieldId field, const Part& part, std::string_view amount, std::string_view currency) {
  const pugi::xml_node rate = find(part.node, "INCLUDING_VAT/VAT_PRCT");
  const std::string_view formatted = attribute_of(rate, "FMTVAL");
  const auto money = read_money(amount, currency);
  const auto net = money ? without_tax(*money, formatted.empty() ? text_of(rate) : formatted) : std::nullopt;
  std::string raw = std::string(amount) + ' ' + std::string(currency) + " including VAT";
  if (net) return maker.put_computed(field, Scalar(*net), part.path, std::move(raw));
  maker.put_unknown(field, UnknownReason::unreadable, part.path, std::move(raw));
}

// "00" stands for the world outside; two letters are a state as a whole.
std::optional<std::string> state_of(const Countries& countries, std::string_view nuts) {
  return nuts.size() == 2 ? countries.find(nuts) : countries.of_nuts(nuts);
}

}  // namespace

Part first_of(pugi::xml_node node, std::initializer_list<std::string_view> paths) {
  for (const std::string_view path : paths) {
    if (const pugi::xml_node found = find(node, path)) return {found, '/' + std::string(path)};
  }
  return {};
}

bool is_withheld(pugi::xml_node node) {
  const std::string_view agreed = attribute_of(node, "PUBLICATION");
  return agreed == "NO" || find(node, "NO_AGREEMENT_PUBLICATION");
}

void put_list(RecordMaker& maker, model::FieldId field, model::List list, std::string_view inside) {
  if (!list.items.empty()) maker.put_value(field, std::move(list), inside);
}

model::List organisations(const ted::Fields& fields, const std::vector<std::string>& keys) {
  model::List out;
  for (const std::string& key : keys) out.items.emplace_back(model::Ref{fields.organisation.kind, key});
  return out;
}

void put_text(RecordMaker& maker, model::FieldId field, const Part& part) {
  if (part) maker.put(field, all_text_of(part.node), part.path);
}

void put_date(RecordMaker& maker, model::FieldId field, const Part& part) {
  if (!part) return;
  const std::string_view day = text_at(part.node, "DAY");
  const std::string_view month = text_at(part.node, "MONTH");
  const std::string_view year = text_at(part.node, "YEAR");
  if (year.empty()) return maker.put(field, text_of(part.node), part.path);
  maker.put(field, std::string(day) + '.' + std::string(month) + '.' + std::string(year), part.path);
}

std::optional<std::string> currency_of(pugi::xml_node amount) {
  std::string_view code = attribute_of(amount, "CURRENCY");
  if (code.empty()) code = attribute_of(find(amount, "VALUE_COST"), "CURRENCY");
  return Currency::parse(code) ? std::optional(std::string(code)) : std::nullopt;
}

void put_amount(RecordMaker& maker, model::FieldId field, const Part& part) {
  if (!part) return;
  if (is_withheld(part.node)) return maker.put_unknown(field, UnknownReason::withheld, part.path);
  const std::string currency = currency_of(part.node).value_or(std::string(attribute_of(part.node, "CURRENCY")));
  const Range range = range_of(part.node);
  std::string_view amount = amount_text_of(part.node);
  if (!range.low.empty() && range.low == range.high) amount = range.low;
  if (amount.empty() && !(range.low.empty() && range.high.empty())) {
    const std::string raw = std::string(range.low) + " to " + std::string(range.high) + ' ' + currency;
    return maker.put_unknown(field, UnknownReason::unreadable, part.path, shorten(raw, 120));
  }
  if (find(part.node, "INCLUDING_VAT")) return put_amount_with_tax(maker, field, part, amount, currency);
  maker.put_money(field, amount, currency, part.path);
}

void put_place(RecordMaker& maker, const Countries& countries, model::FieldId country, model::FieldId nuts,
               const std::vector<Part>& places) {
  std::set<std::string> regions;
  std::set<std::string> states;
  bool whole_state = false;
  for (const Part& place : places) {
    const std::string_view code = attribute_of(place.node, "CODE");
    const auto state = state_of(countries, code);
    if (!state) return;
    states.insert(*state);
    regions.emplace(code);
    whole_state = whole_state || code.size() == 2;
  }
  if (places.empty() || states.size() != 1) return;
  maker.put_computed(country, Scalar(*states.begin()), places[0].path, std::string(attribute_of(places[0].node, "CODE")));
  if (regions.size() == 1 && !whole_state) maker.put(nuts, *regions.begin(), places[0].path);
}

}  // namespace kede::importers::ted_xml
