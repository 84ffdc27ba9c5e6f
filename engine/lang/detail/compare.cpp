#include <algorithm>

#include "engine/lang/bounded.hpp"
#include "engine/lang/detail/arithmetic.hpp"

namespace kede::lang::detail {
namespace {

// Numbers of different types, as CEL compares them: with doubles as doubles, whole numbers exactly.
std::optional<std::partial_ordering> mixed_numbers(const Value& a, const Value& b) {
  const auto as_real = [](const Value& value) -> std::optional<double> {
    if (const auto* integer = value.as<std::int64_t>()) return static_cast<double>(*integer);
    if (const auto* natural = value.as<std::uint64_t>()) return static_cast<double>(*natural);
    const auto* real = value.as<double>();
    return real == nullptr ? std::nullopt : std::optional(*real);
  };
  const auto order_of = [](std::int64_t whole, std::uint64_t natural) -> std::partial_ordering {
    return whole < 0 ? std::strong_ordering::less : static_cast<std::uint64_t>(whole) <=> natural;
  };
  const auto* left = a.as<std::int64_t>();
  const auto* right = b.as<std::int64_t>();
  if (left != nullptr && b.is<std::uint64_t>()) return order_of(*left, *b.as<std::uint64_t>());
  if (right != nullptr && a.is<std::uint64_t>()) return 0 <=> order_of(*right, *a.as<std::uint64_t>());
  const std::optional<double> left_real = as_real(a);
  const std::optional<double> right_real = as_real(b);
  return left_real && right_real ? std::optional(*left_real <=> *right_real) : std::nullopt;
}

Ordering moneys(const Money& a, const Money& b) {
  const auto sign = [](std::int64_t units) { return (units > 0) - (units < 0); };
  if (a.currency == b.currency) return {a.units <=> b.units, {}};
  // Nothing is nothing in every currency, and a rate is positive.
  if (sign(a.units) != sign(b.units) || a.units == 0) return {sign(a.units) <=> sign(b.units), {}};
  return {std::nullopt, Reasons(model::UnknownReason::no_rate, std::string(a.currency.code()) + "/" + std::string(b.currency.code()))};
}

template <class T>
std::optional<std::partial_ordering> ordered_as(const Value& a, const Value& b) {
  const T* left = a.as<T>();
  const T* right = b.as<T>();
  if (left == nullptr || right == nullptr) return std::nullopt;
  if constexpr (std::same_as<T, model::Percent>) {
    return left->value <=> right->value;
  } else {
    return *left <=> *right;
  }
}

Tri lists_equal(const List& a, const List& b) {
  // What is there stays there, so a complete list cannot equal a longer one.
  const bool differ = (a.complete && b.all().size() > a.all().size()) || (b.complete && a.all().size() > b.all().size());
  if (differ) return Tri::known(false);
  if (!a.complete || !b.complete) return Tri::unknown(reasons_of(Value(a)) | reasons_of(Value(b)));
  Tri result = Tri::known(true);
  for (std::size_t i = 0; i < a.all().size() && result.truth != Truth::no; ++i) result = both(result, equal(a.all()[i], b.all()[i]));
  return result;
}

Tri maps_equal(const Map& a, const Map& b) {
  if (a.all().size() != b.all().size()) return Tri::known(false);
  Tri result = Tri::known(true);
  for (const auto& [key, value] : a.all()) {
    Tri found = Tri::known(false);
    for (const auto& [other_key, other_value] : b.all()) {
      if (equal(key, other_key).truth == Truth::yes) found = equal(value, other_value);
    }
    result = both(result, found);
  }
  return result;
}

bool same_kinds(const Value& a, const Value& b) {
  if (a.content().index() != b.content().index()) return false;
  const auto* left = a.as<List>();
  const auto* right = b.as<List>();
  if (left != nullptr) return std::equal(left->all().begin(), left->all().end(), right->all().begin(), right->all().end(), same_kinds);
  const auto* map = a.as<Map>();
  const auto* other = b.as<Map>();
  if (map == nullptr) return true;
  const auto entries = [](const auto& x, const auto& y) { return same_kinds(x.first, y.first) && same_kinds(x.second, y.second); };
  return std::equal(map->all().begin(), map->all().end(), other->all().begin(), other->all().end(), entries);
}

std::optional<bool> meaning(BinaryOperator op, std::partial_ordering order) {
  switch (op) {
    case BinaryOperator::less: return order < 0;
    case BinaryOperator::less_equal: return order <= 0;
    case BinaryOperator::greater: return order > 0;
    case BinaryOperator::greater_equal: return order >= 0;
    default: return std::nullopt;
  }
}

}  // namespace

Ordering order(const Value& a, const Value& b) {
  if (const auto integers = ordered_as<std::int64_t>(a, b)) return {integers, {}};
  if (const auto naturals = ordered_as<std::uint64_t>(a, b)) return {naturals, {}};
  if (const auto numbers = mixed_numbers(a, b)) return {numbers, {}};
  const auto* left_money = a.as<Money>();
  const auto* right_money = b.as<Money>();
  if (left_money != nullptr && right_money != nullptr) return moneys(*left_money, *right_money);
  for (const auto found : {ordered_as<bool>(a, b), ordered_as<std::string>(a, b), ordered_as<model::Percent>(a, b), ordered_as<Date>(a, b),
                           ordered_as<Days>(a, b), ordered_as<Timestamp>(a, b), ordered_as<Duration>(a, b), ordered_as<Bytes>(a, b)}) {
    if (found) return {found, {}};
  }
  return {};
}

Tri equal(const Value& a, const Value& b) {
  if (is_absent(a) || is_absent(b)) return Tri::unknown(reasons_of(a) | reasons_of(b));
  if (a.is<Bound>() || b.is<Bound>()) return bounded_comparison(BinaryOperator::equal, a, b);
  const auto* left_list = a.as<List>();
  const auto* right_list = b.as<List>();
  if (left_list != nullptr && right_list != nullptr) return lists_equal(*left_list, *right_list);
  const auto* left_map = a.as<Map>();
  const auto* right_map = b.as<Map>();
  if (left_map != nullptr && right_map != nullptr) return maps_equal(*left_map, *right_map);
  const auto* left_record = a.as<RecordValue>();
  const auto* right_record = b.as<RecordValue>();
  if (left_record != nullptr && right_record != nullptr) return Tri::known(*left_record == *right_record);
  if (a.is<Null>() && b.is<Null>()) return Tri::known(true);
  if (a.is<TypeName>() && b.is<TypeName>()) return Tri::known(*a.as<TypeName>() == *b.as<TypeName>());
  const Ordering found = order(a, b);
  if (!found.unknown.empty()) return Tri::unknown(found.unknown);
  return Tri::known(found.order && *found.order == 0);
}

std::uint64_t weight(const Value& value, std::uint64_t most) {
  if (const auto* text = value.as<std::string>()) return 1 + text->size() / 64;
  if (const auto* bytes = value.as<Bytes>()) return 1 + bytes->data.size() / 64;
  std::uint64_t sum = 1;
  const auto add = [&](const Value& part) {
    if (sum < most) sum += weight(part, most - sum);
  };
  if (const auto* list = value.as<List>()) {
    for (const Value& item : list->all()) add(item);
  } else if (const auto* map = value.as<Map>()) {
    sum += map->all().size() * map->all().size();  // each key is looked for among all
    for (const auto& entry : map->all()) add(entry.second);
  }
  return sum;
}

bool same(const Value& a, const Value& b) { return same_kinds(a, b) && equal(a, b).truth == Truth::yes; }

Value compare(BinaryOperator op, const Value& a, const Value& b) {
  if (is_absent(a) || is_absent(b)) return absent_of(a, b);
  if (a.is<Bound>() || b.is<Bound>()) return to_value(bounded_comparison(op, a, b));
  if (op == BinaryOperator::equal) return to_value(equal(a, b));
  if (op == BinaryOperator::not_equal) return to_value(negation(equal(a, b)));
  const Ordering found = order(a, b);
  if (!found.unknown.empty()) return unknown_because(found.unknown);
  if (!found.order) return no_overload(to_text(op), a, b);
  const std::optional<bool> answer = meaning(op, *found.order);
  return answer ? Value(*answer) : no_overload(to_text(op), a, b);
}

Value contained(const Value& element, const Value& container) {
  if (container.is<Unknown>() || container.is<Failure>()) return absent_of(element, container);
  if (const auto* map = container.as<Map>()) {
    if (is_absent(element)) return element;
    Tri found = Tri::known(false);
    for (const auto& entry : map->all()) found = either(found, equal(entry.first, element));
    return to_value(found);
  }
  const auto* list = container.as<List>();
  if (list == nullptr) return no_overload("in", element, container);
  if (list->complete && list->all().empty() && !element.is<Failure>()) return Value(false);
  if (is_absent(element)) return element;
  Tri found = list->complete ? Tri::known(false) : Tri::unknown(reasons_of(container));
  for (const Value& item : list->all()) {
    if (const auto* failed = item.as<Failure>()) return Value(*failed);
    found = either(found, equal(item, element));
    if (found.truth == Truth::yes) break;
  }
  return to_value(found);
}

}  // namespace kede::lang::detail
