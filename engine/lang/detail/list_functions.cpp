#include <cmath>

#include "engine/lang/bounded.hpp"
#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/functions.hpp"
#include "engine/lang/detail/unicode.hpp"

namespace kede::lang::detail {
namespace {

ZeroOf zero_of(Type type) {
  switch (type.tag) {
    case TypeTag::real: return ZeroOf::real;
    case TypeTag::percent: return ZeroOf::percent;
    case TypeTag::money: return ZeroOf::money;
    case TypeTag::days: return ZeroOf::days;
    default: return ZeroOf::integer;
  }
}

// The list an aggregate runs over, paid for.
const List* charged_list(const CallContext& context, const Value& value) {
  const auto* list = value.as<List>();
  if (list != nullptr) context.charge(list->all().size());
  return list;
}

// Two ends converted alike.
Value each_end(const Value& number, Value (*convert)(const Value&)) {
  const auto* bound = number.as<Bound>();
  if (bound == nullptr) return convert(number);
  const auto end = [&](const Value& value) { return value.is<Null>() ? value : convert(value); };
  return make_bound(end(bound->low), end(bound->high), bound->reasons);
}

Value as_percent(const Value& number) {
  if (const auto* integer = number.as<std::int64_t>()) return Value(model::Percent{static_cast<double>(*integer)});
  if (const auto* real = number.as<double>()) return Value(model::Percent{*real});
  return no_overload("percent", number);
}

Value as_days(const Value& number) {
  const auto* integer = number.as<std::int64_t>();
  return integer == nullptr ? no_overload("days", number) : Value(Days{*integer});
}

}  // namespace

Value known(const CallContext&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is<Failure>()) return value;
  if (value.is<Unknown>() || value.is<Bound>()) return Value(false);
  const auto* list = value.as<List>();
  return Value(list == nullptr || list->complete || !list->all().empty());
}

Value complete(const CallContext&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is<Failure>()) return value;
  const auto* list = value.as<List>();
  if (list == nullptr && !value.is<Unknown>()) return no_overload("complete", value);
  return Value(list != nullptr && list->complete);
}

Value size(const CallContext&, Arguments arguments) {
  const Value& value = arguments[0];
  if (const auto* list = value.as<List>()) return size_of(*list);
  if (const auto* map = value.as<Map>()) return Value(static_cast<std::int64_t>(map->all().size()));
  if (const auto* text = value.as<std::string>()) return Value(static_cast<std::int64_t>(to_points(*text).size()));
  if (const auto* bytes = value.as<Bytes>()) return Value(static_cast<std::int64_t>(bytes->data.size()));
  return no_overload("size", value);
}

Value sum(const CallContext& context, Arguments arguments) {
  const List* list = charged_list(context, arguments[0]);
  return list == nullptr ? no_overload("sum", arguments[0]) : sum_of(list->all(), *list, zero_of(context.result));
}

Value least(const CallContext& context, Arguments arguments) {
  const List* list = charged_list(context, arguments[0]);
  return list == nullptr ? no_overload("min", arguments[0]) : least_of(list->all(), *list);
}

Value greatest(const CallContext& context, Arguments arguments) {
  const List* list = charged_list(context, arguments[0]);
  return list == nullptr ? no_overload("max", arguments[0]) : greatest_of(list->all(), *list);
}

Value distinct(const CallContext& context, Arguments arguments) {
  const auto* list = arguments[0].as<List>();
  if (list == nullptr) return no_overload("distinct", arguments[0]);
  std::vector<Value> kept;
  Reasons unsure;
  for (const Value& item : list->all()) {
    context.charge(kept.size() * weight(item, context.steps));
    if (context.steps == 0) break;
    Tri seen = is_absent(item) ? Tri::unknown(reasons_of(item)) : Tri::known(false);
    for (std::size_t i = 0; i < kept.size() && seen.truth != Truth::yes; ++i) seen = either(seen, equal(kept[i], item));
    if (seen.truth == Truth::no) kept.push_back(item);
    if (seen.truth == Truth::unknown) unsure.add(seen.reasons);
  }
  // An element that may or may not be a repetition leaves the list of different ones open.
  if (list->complete && unsure.empty()) return Value(List::closed(std::move(kept)));
  return Value(List::open(std::move(kept), unsure | reasons_of(arguments[0])));
}

Value intersects(const CallContext& context, Arguments arguments) {
  const auto* a = arguments[0].as<List>();
  const auto* b = arguments[1].as<List>();
  if (a == nullptr || b == nullptr) return no_overload("intersects", arguments[0], arguments[1]);
  const bool nothing = (a->complete && a->all().empty()) || (b->complete && b->all().empty());
  if (nothing) return Value(false);
  Tri found = a->complete && b->complete ? Tri::known(false) : Tri::unknown(reasons_of(arguments[0]) | reasons_of(arguments[1]));
  for (const Value& item : a->all()) {
    context.charge(b->all().size() * weight(item, context.steps));
    if (context.steps == 0) break;
    for (const Value& other : b->all()) found = either(found, equal(item, other));
    if (found.truth == Truth::yes) break;
  }
  return to_value(found);
}

Value any_of_values(const CallContext& context, Arguments arguments) {
  Tri found = Tri::known(false);
  Value failed;
  for (const Value& wanted : arguments.subspan(1)) {
    context.charge(weight(arguments[0], context.steps));
    if (context.steps == 0) break;
    const Value answer = contained(wanted, arguments[0]);
    if (answer.is<Failure>()) {
      failed = answer;
    } else {
      found = either(found, truth_of(answer));
    }
  }
  return found.truth == Truth::no && failed.is<Failure>() ? failed : to_value(found);
}

Value make_money(const CallContext&, Arguments arguments) {
  const auto* code = arguments[1].as<std::string>();
  const auto currency = code == nullptr ? std::nullopt : Currency::parse(*code);
  if (!currency) return no_overload("money", arguments[0], arguments[1]);
  if (const auto* integer = arguments[0].as<std::int64_t>()) {
    std::int64_t units = 0;
    return __builtin_mul_overflow(*integer, Money::kScale, &units) ? failure("KD2202") : Value(Money{units, *currency});
  }
  const auto* real = arguments[0].as<double>();
  if (real == nullptr) return no_overload("money", arguments[0], arguments[1]);
  const double units = *real * static_cast<double>(Money::kScale);
  return std::abs(units) < 9.2e18 ? Value(Money{std::llround(units), *currency}) : failure("KD2202");
}

Value make_percent(const CallContext&, Arguments arguments) { return each_end(arguments[0], as_percent); }
Value make_days(const CallContext&, Arguments arguments) { return each_end(arguments[0], as_days); }

Value make_date(const CallContext&, Arguments arguments) {
  const auto* text = arguments[0].as<std::string>();
  if (text == nullptr) return no_overload("date", arguments[0]);
  const auto date = parse_iso_date(*text);
  return date ? Value(*date) : failure("KD2207", "text", *text);
}

Value days_between_dates(const CallContext&, Arguments arguments) {
  const auto* from = arguments[0].as<Date>();
  const auto* to = arguments[1].as<Date>();
  if (from == nullptr || to == nullptr) return no_overload("days_between", arguments[0], arguments[1]);
  return Value(Days{(*to - *from).count()});
}

Value months_between_dates(const CallContext&, Arguments arguments) {
  const auto* from = arguments[0].as<Date>();
  const auto* to = arguments[1].as<Date>();
  if (from == nullptr || to == nullptr) return no_overload("months_between", arguments[0], arguments[1]);
  return Value(std::int64_t{months_between(*from, *to)});
}

}  // namespace kede::lang::detail
