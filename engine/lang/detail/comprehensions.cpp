#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/evaluator.hpp"

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

}  // namespace

// What stands where in a list that may go on is not settled.
Value Evaluator::Range::key(std::size_t position) const {
  if (map != nullptr) return list.all()[position];
  return list.complete ? Value(static_cast<std::int64_t>(position)) : unknown_because(reasons_of(Value(list)));
}

void Evaluator::push(const Comprehension& comprehension, const Range& range, std::size_t position) {
  const Value& element = range.list.all()[position];
  charge_copy(element);
  if (comprehension.variables.size() == 1) {
    locals_.emplace_back(comprehension.variables[0], element);
    return;
  }
  locals_.emplace_back(comprehension.variables[0], range.key(position));
  locals_.emplace_back(comprehension.variables[1], range.map == nullptr ? element : range.map->all()[position].second);
}

void Evaluator::pop(const Comprehension& comprehension) { locals_.resize(locals_.size() - comprehension.variables.size()); }

Value Evaluator::of(const Node& node, const Comprehension& comprehension) {
  Range range;
  range.whole = eval(comprehension.target);
  if (is_absent(range.whole)) return range.whole;
  if (const auto* list = range.whole.as<List>()) {
    range.list = *list;
  } else if (const auto* map = range.whole.as<Map>()) {
    range.map = map;
    std::vector<Value> keys;
    for (const auto& entry : map->all()) keys.push_back(entry.first);
    range.list = List::closed(std::move(keys));
  } else {
    return no_overload(to_text(comprehension.macro), range.whole);
  }
  switch (comprehension.macro) {
    case Macro::exists:
    case Macro::all: return quantifier(node, comprehension, range);
    case Macro::exists_one: return one(comprehension, range);
    case Macro::filter: return filtered(comprehension, range);
    case Macro::map:
    case Macro::transform_list: return mapped(comprehension, range);
    case Macro::transform_map: return mapped_map(comprehension, range);
    case Macro::count:
    case Macro::share: return tallied(comprehension, range);
    case Macro::sum:
    case Macro::min:
    case Macro::max: break;
  }
  return aggregated(node, comprehension, range);
}

Value Evaluator::quantifier(const Node& node, const Comprehension& comprehension, const Range& range) {
  Fold fold;
  fold.absorbing = comprehension.macro == Macro::exists;
  for (std::size_t i = 0; i < range.list.all().size() && steps_ > 0; ++i) {
    push(comprehension, range, i);
    fold.add(eval(comprehension.body), to_text(comprehension.macro));
    pop(comprehension);
    if (!fold.absorbed) continue;
    if (trace_ != nullptr) trace_->decided({node.span, comprehension.macro, i, range.list.all()[i]});
    return fold.result();
  }
  if (!range.list.complete) fold.add(unknown_because(reasons_of(Value(range.list))), "");
  return fold.result();
}

Value Evaluator::one(const Comprehension& comprehension, const Range& range) {
  std::size_t yes = 0;
  Reasons reasons;
  bool unknown = !range.list.complete;
  if (unknown) reasons = reasons_of(Value(range.list));
  Value failed;
  for (std::size_t i = 0; i < range.list.all().size() && steps_ > 0; ++i) {
    push(comprehension, range, i);
    const Value value = eval(comprehension.body);
    pop(comprehension);
    if (const bool* answer = value.as<bool>()) {
      yes += *answer ? 1 : 0;
    } else if (value.is<Unknown>()) {
      unknown = true;
      reasons.add(reasons_of(value));
    } else if (failed.is<Null>()) {
      failed = value.is<Failure>() ? value : no_overload("exists_one", value);
    }
  }
  if (failed.is<Null>() && yes > 1) return Value(false);
  if (!failed.is<Null>() && !unknown) return failed;
  return unknown ? unknown_because(std::move(reasons)) : Value(yes == 1);
}

// An element of which it is not known whether it belongs leaves the result open.
Value Evaluator::filtered(const Comprehension& comprehension, const Range& range) {
  std::vector<Value> kept;
  Reasons reasons = reasons_of(Value(range.list));
  bool complete = range.list.complete;
  for (std::size_t i = 0; i < range.list.all().size() && steps_ > 0; ++i) {
    push(comprehension, range, i);
    const Value value = eval(comprehension.body);
    pop(comprehension);
    if (value.is<Unknown>()) {
      complete = false;
      reasons.add(reasons_of(value));
      continue;
    }
    const bool* answer = value.as<bool>();
    if (answer == nullptr) return value.is<Failure>() ? value : no_overload("filter", value);
    if (*answer) kept.push_back(range.list.all()[i]);
  }
  return Value(complete ? List::closed(std::move(kept)) : List::open(std::move(kept), std::move(reasons)));
}

Value Evaluator::mapped(const Comprehension& comprehension, const Range& range) {
  std::vector<Value> made;
  Reasons reasons = reasons_of(Value(range.list));
  bool complete = range.list.complete;
  for (std::size_t i = 0; i < range.list.all().size() && steps_ > 0; ++i) {
    push(comprehension, range, i);
    Value keep = comprehension.filter ? eval(*comprehension.filter) : Value(true);
    const bool* answer = keep.as<bool>();
    Value value = answer != nullptr && *answer ? eval(comprehension.body) : Value();
    pop(comprehension);
    if (keep.is<Unknown>()) {
      complete = false;
      reasons.add(reasons_of(keep));
    } else if (answer == nullptr) {
      return keep.is<Failure>() ? keep : no_overload("map", keep);
    } else if (value.is<Failure>()) {
      return value;
    } else if (*answer) {
      made.push_back(std::move(value));
    }
  }
  return Value(complete ? List::closed(std::move(made)) : List::open(std::move(made), std::move(reasons)));
}

Value Evaluator::mapped_map(const Comprehension& comprehension, const Range& range) {
  if (!range.list.complete) return unknown_because(reasons_of(Value(range.list)));
  auto entries = std::make_shared<std::vector<std::pair<Value, Value>>>();
  for (std::size_t i = 0; i < range.list.all().size() && steps_ > 0; ++i) {
    push(comprehension, range, i);
    const Value keep = comprehension.filter ? eval(*comprehension.filter) : Value(true);
    const bool* answer = keep.as<bool>();
    Value value = answer != nullptr && *answer ? eval(comprehension.body) : Value();
    pop(comprehension);
    if (answer == nullptr) return is_absent(keep) ? keep : no_overload("transformMap", keep);
    if (is_absent(value)) return value;
    if (*answer) entries->emplace_back(range.key(i), std::move(value));
  }
  return Value(Map{std::move(entries)});
}

Value Evaluator::tallied(const Comprehension& comprehension, const Range& range) {
  Tally tally;
  for (std::size_t i = 0; i < range.list.all().size() && steps_ > 0; ++i) {
    push(comprehension, range, i);
    const Value value = eval(comprehension.body);
    pop(comprehension);
    ++tally.total;
    if (const bool* answer = value.as<bool>()) {
      tally.yes += *answer ? 1 : 0;
    } else if (value.is<Unknown>()) {
      ++tally.open;
      tally.reasons.add(reasons_of(value));
    } else {
      return value.is<Failure>() ? value : no_overload(to_text(comprehension.macro), value);
    }
  }
  return comprehension.macro == Macro::count ? count_of(tally, range.list) : share_of(tally, range.list);
}

Value Evaluator::aggregated(const Node& node, const Comprehension& comprehension, const Range& range) {
  std::vector<Value> terms;
  for (std::size_t i = 0; i < range.list.all().size() && steps_ > 0; ++i) {
    push(comprehension, range, i);
    terms.push_back(eval(comprehension.body));
    pop(comprehension);
  }
  if (comprehension.macro == Macro::sum) return sum_of(terms, range.list, zero_of(node.type));
  return comprehension.macro == Macro::min ? least_of(terms, range.list) : greatest_of(terms, range.list);
}

}  // namespace kede::lang::detail
