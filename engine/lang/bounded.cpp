#include "engine/lang/bounded.hpp"

#include <algorithm>
#include <compare>
#include <limits>
#include <optional>

#include "engine/lang/detail/arithmetic.hpp"

namespace kede::lang {
namespace {

using detail::arithmetic;

struct Interval {
  Value low;
  Value high;
  bool has_low() const { return !low.is<Null>(); }
  bool has_high() const { return !high.is<Null>(); }
  bool limited() const { return has_low() && has_high(); }
};

Interval interval(const Value& value) { return Interval{low_end(value), high_end(value)}; }

// -1, 0, 1; nothing for what is no quantity.
std::optional<int> sign(const Value& value) {
  const auto of = [](auto number) { return (number > 0) - (number < 0); };
  if (const auto* integer = value.as<std::int64_t>()) return of(*integer);
  if (const auto* real = value.as<double>()) return of(*real);
  if (const auto* percent = value.as<model::Percent>()) return of(percent->value);
  if (const auto* money = value.as<Money>()) return of(money->units);
  if (const auto* days = value.as<Days>()) return of(days->count);
  return std::nullopt;
}

bool not_negative(const Interval& i) { return i.has_low() && sign(i.low).value_or(-1) >= 0; }
bool positive(const Interval& i) { return i.has_low() && sign(i.low).value_or(-1) > 0; }
bool negative(const Interval& i) { return i.has_high() && sign(i.high).value_or(1) < 0; }

Value either_end(BinaryOperator op, const Value& a, const Value& b) {
  if (a.is<Null>() || b.is<Null>()) return Value();
  return arithmetic(op, a, b);
}

// The least and the greatest of the four combinations of ends.
std::optional<Interval> corners(BinaryOperator op, const Interval& a, const Interval& b) {
  std::optional<Interval> out;
  for (const Value* left : {&a.low, &a.high}) {
    for (const Value* right : {&b.low, &b.high}) {
      const Value corner = arithmetic(op, *left, *right);
      if (!out) {
        out = Interval{corner, corner};
        continue;
      }
      const auto low = detail::order(corner, out->low).order;
      const auto high = detail::order(corner, out->high).order;
      if (!low || !high) return std::nullopt;
      if (*low < 0) out->low = corner;
      if (*high > 0) out->high = corner;
    }
  }
  return out;
}

std::optional<Interval> product(const Interval& a, const Interval& b) {
  if (a.limited() && b.limited()) return corners(BinaryOperator::multiply, a, b);
  if (!not_negative(a) || !not_negative(b)) return std::nullopt;
  return Interval{arithmetic(BinaryOperator::multiply, a.low, b.low), either_end(BinaryOperator::multiply, a.high, b.high)};
}

std::optional<Interval> quotient(const Interval& a, const Interval& b) {
  if (!positive(b) && !negative(b)) return std::nullopt;
  if (a.limited() && b.limited()) return corners(BinaryOperator::divide, a, b);
  if (!positive(b) || !not_negative(a)) return std::nullopt;
  const Value nothing = arithmetic(BinaryOperator::divide, arithmetic(BinaryOperator::subtract, a.low, a.low), b.low);
  return Interval{b.has_high() ? arithmetic(BinaryOperator::divide, a.low, b.high) : nothing,
                  either_end(BinaryOperator::divide, a.high, b.low)};
}

Reasons joint_reasons(const Value& a, const Value& b) { return reasons_of(a) | reasons_of(b); }

Tri less(const Interval& a, const Interval& b, bool or_equal, const Reasons& reasons) {
  // Certainly: the highest of a lies below the lowest of b. Certainly not: the lowest of a lies above the highest of b.
  const auto below = [&](const Value& x, const Value& y, bool equal_counts) -> Tri {
    if (x.is<Null>() || y.is<Null>()) return Tri::known(false);
    const detail::Ordering found = detail::order(x, y);
    if (!found.order) return Tri::unknown(found.unknown);
    return Tri::known(equal_counts ? *found.order <= 0 : *found.order < 0);
  };
  const Tri certainly = below(a.high, b.low, or_equal);
  if (certainly.truth == Truth::yes) return certainly;
  const Tri never = below(b.high, a.low, !or_equal);
  if (never.truth == Truth::yes) return Tri::known(false);
  return Tri::unknown(reasons | certainly.reasons | never.reasons);
}

struct Gathered {
  std::vector<Value> known;  // exact or bounded terms of one unit
  Reasons reasons;           // of what is missing
  bool all = true;           // nothing is missing
};

// Amounts in several currencies have no common sum: only those in euros stay, the others count as not known.
void keep_one_currency(Gathered& gathered) {
  std::optional<Currency> first;
  bool mixed = false;
  for (const Value& term : gathered.known) {
    const auto* money = term.as<Money>();
    if (money == nullptr || money->units == 0) continue;
    if (!first) first = money->currency;
    mixed = mixed || *first != money->currency;
  }
  if (!mixed) return;
  const auto foreign = [](const Value& term) {
    const auto* money = term.as<Money>();
    return money != nullptr && money->units != 0 && money->currency != Currency::eur();
  };
  for (const Value& term : gathered.known) {
    if (foreign(term))
      gathered.reasons.add(Reasons(model::UnknownReason::no_rate, std::string(term.as<Money>()->currency.code()) + "/EUR"));
  }
  std::erase_if(gathered.known, foreign);
  gathered.all = false;
}

Gathered gather(const std::vector<Value>& terms, const List& list) {
  Gathered out;
  out.all = list.complete;
  if (!list.complete) out.reasons = reasons_of(Value(list));
  for (const Value& term : terms) {
    if (is_absent(term)) {
      out.reasons.add(reasons_of(term));
      out.all = false;
    } else {
      out.known.push_back(term);
    }
  }
  keep_one_currency(out);
  return out;
}

const Value* first_failure(const std::vector<Value>& terms) {
  const auto failed = std::find_if(terms.begin(), terms.end(), [](const Value& term) { return term.is<Failure>(); });
  const bool unknown = std::any_of(terms.begin(), terms.end(), [](const Value& term) { return term.is<Unknown>(); });
  return failed == terms.end() || unknown ? nullptr : &*failed;
}

Value nothing_of(ZeroOf zero) {
  switch (zero) {
    case ZeroOf::integer: return Value::integer(0);
    case ZeroOf::real: return Value(0.0);
    case ZeroOf::percent: return Value(model::Percent{0});
    case ZeroOf::money: return Value(Money{0, Currency::eur()});
    case ZeroOf::days: return Value(Days{0});
  }
  return Value::integer(0);
}

// The extreme of the known ends; nothing when one is not limited or they have no common order.
std::optional<Value> extreme(const std::vector<Value>& terms, Value (*end)(const Value&), bool greatest) {
  std::optional<Value> best;
  for (const Value& term : terms) {
    const Value candidate = end(term);
    if (candidate.is<Null>()) return std::nullopt;
    if (!best) {
      best = candidate;
      continue;
    }
    const auto order = detail::order(candidate, *best).order;
    if (!order) return std::nullopt;
    if (greatest ? *order > 0 : *order < 0) best = candidate;
  }
  return best;
}

// The same without giving up on a term that is not limited: it simply does not push.
std::optional<Value> reachable(const std::vector<Value>& terms, Value (*end)(const Value&), bool greatest) {
  std::vector<Value> limited;
  for (const Value& term : terms) {
    if (!end(term).is<Null>()) limited.push_back(term);
  }
  return extreme(limited, end, greatest);
}

Reasons bounds_reasons(const std::vector<Value>& terms, Reasons reasons) {
  for (const Value& term : terms) reasons.add(reasons_of(term));
  return reasons;
}

Value missing_reasons(Reasons reasons) {
  if (reasons.empty()) reasons = Reasons(model::UnknownReason::missing, "");
  return unknown_because(std::move(reasons));
}

}  // namespace

Value make_bound(Value low, Value high, Reasons reasons) {
  if (is_absent(low)) low = Value();
  if (is_absent(high)) high = Value();
  if (low.is<Null>() && high.is<Null>()) return missing_reasons(std::move(reasons));
  if (!low.is<Null>() && !high.is<Null>()) {
    const auto order = detail::order(low, high).order;
    if (order && *order == 0) return low;
  }
  return Value(Bound{std::move(low), std::move(high), std::move(reasons)});
}

Value low_end(const Value& value) {
  const auto* bound = value.as<Bound>();
  return bound == nullptr ? value : bound->low;
}

Value high_end(const Value& value) {
  const auto* bound = value.as<Bound>();
  return bound == nullptr ? value : bound->high;
}

bool is_exact(const Value& value) { return !value.is<Bound>() && !is_absent(value); }

Value bounded_arithmetic(BinaryOperator op, const Value& a, const Value& b) {
  Reasons reasons = joint_reasons(a, b);
  const Interval left = interval(a);
  const Interval right = interval(b);
  switch (op) {
    case BinaryOperator::add:
      return make_bound(either_end(op, left.low, right.low), either_end(op, left.high, right.high), std::move(reasons));
    case BinaryOperator::subtract:
      return make_bound(either_end(op, left.low, right.high), either_end(op, left.high, right.low), std::move(reasons));
    case BinaryOperator::multiply:
    case BinaryOperator::divide: {
      const auto result = op == BinaryOperator::multiply ? product(left, right) : quotient(left, right);
      return result ? make_bound(result->low, result->high, std::move(reasons)) : unknown_because(std::move(reasons));
    }
    default: return unknown_because(std::move(reasons));
  }
}

Value bounded_minus(const Value& a) {
  const Interval i = interval(a);
  return make_bound(i.has_high() ? detail::minus(i.high) : Value(), i.has_low() ? detail::minus(i.low) : Value(), reasons_of(a));
}

Tri bounded_comparison(BinaryOperator op, const Value& a, const Value& b) {
  const Reasons reasons = joint_reasons(a, b);
  const Interval left = interval(a);
  const Interval right = interval(b);
  switch (op) {
    case BinaryOperator::less: return less(left, right, false, reasons);
    case BinaryOperator::less_equal: return less(left, right, true, reasons);
    case BinaryOperator::greater: return less(right, left, false, reasons);
    case BinaryOperator::greater_equal: return less(right, left, true, reasons);
    case BinaryOperator::not_equal: return negation(bounded_comparison(BinaryOperator::equal, a, b));
    default: break;
  }
  // Equal is only ever refuted: a bound that is one point was made exact before.
  const Tri below = less(left, right, false, reasons);
  const Tri above = less(right, left, false, reasons);
  if (below.truth == Truth::yes || above.truth == Truth::yes) return Tri::known(false);
  return Tri::unknown(reasons | below.reasons | above.reasons);
}

Value count_of(const Tally& tally, const List& list) {
  Reasons reasons = tally.reasons;
  if (!list.complete) reasons.add(reasons_of(Value(list)));
  return make_bound(Value(tally.yes), list.complete ? Value(tally.yes + tally.open) : Value(), std::move(reasons));
}

Value share_of(const Tally& tally, const List& list) {
  if (tally.total == 0) return missing_reasons(list.complete ? Reasons() : reasons_of(Value(list)));
  const auto percent = [&](std::int64_t part) {
    return Value(model::Percent{100.0 * static_cast<double>(part) / static_cast<double>(tally.total)});
  };
  if (list.complete) return make_bound(percent(tally.yes), percent(tally.yes + tally.open), tally.reasons);
  return make_bound(Value(model::Percent{0}), Value(model::Percent{100}), tally.reasons | reasons_of(Value(list)));
}

Value size_of(const List& list) {
  const auto size = static_cast<std::int64_t>(list.all().size());
  return make_bound(Value(size), list.complete ? Value(size) : Value(), reasons_of(Value(list)));
}

Value sum_of(const std::vector<Value>& terms, const List& list, ZeroOf zero) {
  if (const Value* failed = first_failure(terms)) return *failed;
  for (const Value& term : terms) {
    const Value end = low_end(term).is<Null>() ? high_end(term) : low_end(term);
    if (!is_absent(term) && !sign(end)) return detail::no_overload("sum", term);
    if (end.is<Money>()) zero = ZeroOf::money;
  }
  const Gathered gathered = gather(terms, list);
  Value sum = gathered.known.empty() ? nothing_of(zero) : gathered.known.front();
  bool negative_term = false;
  for (std::size_t i = 0; i < gathered.known.size(); ++i) {
    const Value low = low_end(gathered.known[i]);
    negative_term = negative_term || low.is<Null>() || sign(low).value_or(-1) < 0;
    if (i > 0) sum = arithmetic(BinaryOperator::add, sum, gathered.known[i]);
  }
  if (gathered.all || is_absent(sum)) return sum;
  if (negative_term) return missing_reasons(bounds_reasons(gathered.known, gathered.reasons));
  return make_bound(low_end(sum), Value(), bounds_reasons(gathered.known, gathered.reasons));
}

Value greatest_of(const std::vector<Value>& terms, const List& list) {
  if (const Value* failed = first_failure(terms)) return *failed;
  const Gathered gathered = gather(terms, list);
  if (gathered.known.empty()) return missing_reasons(gathered.reasons);
  const auto low = reachable(gathered.known, low_end, true);
  const auto high = gathered.all ? extreme(gathered.known, high_end, true) : std::nullopt;
  return make_bound(low.value_or(Value()), high.value_or(Value()), bounds_reasons(gathered.known, gathered.reasons));
}

Value least_of(const std::vector<Value>& terms, const List& list) {
  if (const Value* failed = first_failure(terms)) return *failed;
  const Gathered gathered = gather(terms, list);
  if (gathered.known.empty()) return missing_reasons(gathered.reasons);
  const auto low = gathered.all ? extreme(gathered.known, low_end, false) : std::nullopt;
  const auto high = reachable(gathered.known, high_end, false);
  return make_bound(low.value_or(Value()), high.value_or(Value()), bounds_reasons(gathered.known, gathered.reasons));
}

}  // namespace kede::lang
