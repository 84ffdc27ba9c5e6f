#include "engine/lang/detail/evaluator.hpp"

#include <algorithm>
#include <cmath>

#include "engine/lang/builtins.hpp"
#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/names.hpp"

namespace kede::lang::detail {
namespace {

std::string source(const Ast& ast, const Node& node) { return ast.text.substr(node.span.begin, node.span.end - node.span.begin); }

bool is_comparison(BinaryOperator op) { return op <= BinaryOperator::in; }

// What it costs to keep a list that was made.
std::uint64_t length(const Value& value) {
  const auto* list = value.as<List>();
  return list == nullptr ? 0 : list->all().size();
}

// Of a text or of bytes: they are copied whole, everything else is shared.
std::size_t copied(const Value& value) {
  if (const auto* text = value.as<std::string>()) return text->size();
  const auto* bytes = value.as<Bytes>();
  return bytes == nullptr ? 0 : bytes->data.size();
}

bool is_key(const Value& value) {
  return value.is<bool>() || value.is<std::int64_t>() || value.is<std::uint64_t>() || value.is<std::string>();
}

// Of a place in a list: 1, 1u and 1.0 are one place.
std::optional<double> as_place(const Value& value) {
  if (const auto* integer = value.as<std::int64_t>()) return static_cast<double>(*integer);
  if (const auto* natural = value.as<std::uint64_t>()) return static_cast<double>(*natural);
  const auto* real = value.as<double>();
  return real == nullptr ? std::nullopt : std::optional(*real);
}

bool nameless(const Unknown& unknown) {
  const auto& reasons = unknown.reasons.all();
  return std::any_of(reasons.begin(), reasons.end(), [](const Reason& reason) { return reason.path.empty(); });
}

// A reason without a thing of its own is about the calculation itself.
Value named_after(const Unknown& unknown, const std::string& path) {
  Reasons reasons;
  for (const Reason& reason : unknown.reasons.all()) reasons.add(Reasons(reason.reason, reason.path.empty() ? path : reason.path));
  return unknown_because(std::move(reasons));
}

}  // namespace

void Evaluator::Fold::add(const Value& value, std::string_view operation) {
  if (const bool* answer = value.as<bool>()) {
    absorbed = absorbed || *answer == absorbing;
  } else if (value.is<Unknown>()) {
    unknown = true;
    reasons.add(reasons_of(value));
  } else if (failed.is<Null>()) {
    failed = value.is<Failure>() ? value : no_overload(operation, value);
  }
}

Value Evaluator::Fold::result() const {
  if (absorbed) return Value(absorbing);
  if (unknown) return unknown_because(reasons);
  return failed.is<Null>() ? Value(!absorbing) : failed;
}

Value Evaluator::run() {
  Value value = eval(ast_.root);
  if (steps_ > 0) return value;
  return author() ? Value::unknown(model::UnknownReason::unreadable, "KD2208") : failure("KD2208");
}

bool Evaluator::spend(std::uint64_t cost) {
  steps_ -= std::min(cost, steps_);
  return steps_ > 0;
}

Value Evaluator::eval(ExprId id) {
  const Node& node = ast_[id];
  if (!spend(1)) return failure("KD2208");
  Value value = settle(std::visit([&](const auto& content) { return of(node, content); }, node.content), node);
  charge_copy(value);
  return value;
}

void Evaluator::charge_copy(const Value& value) { spend(copied(value) / 16); }

// Gives an unknown without a path and a failure without a place the node itself; in rules a failure becomes unknown, since a rule must not
// be decided by a calculation without result.
Value Evaluator::settle(Value value, const Node& node) const {
  if (const auto* unknown = value.as<Unknown>()) return nameless(*unknown) ? named_after(*unknown, source(ast_, node)) : value;
  const auto* failed = value.as<Failure>();
  if (failed == nullptr) return value;
  if (author()) return Value::unknown(model::UnknownReason::unreadable, source(ast_, node));
  if (failed->begin != failed->end) return value;
  Failure placed_failure = *failed;
  placed_failure.begin = node.span.begin;
  placed_failure.end = node.span.end;
  return Value(std::move(placed_failure));
}

Value Evaluator::of(const Node&, const Literal& literal) { return literal.value; }

const Value* Evaluator::find_local(std::string_view name) const {
  const auto found = std::find_if(locals_.rbegin(), locals_.rend(), [&](const auto& local) { return local.first == name; });
  return found == locals_.rend() ? nullptr : &found->second;
}

Value Evaluator::of(const Node&, const Name& name) {
  if (const Value* local = find_local(name.name)) return *local;
  if (author()) {
    if (const Value* bound = environment_.find(name.name)) return *bound;
    if (name.name == "as_of") return Value(world_.as_of());
  } else if (std::optional<Value> found = named(name.name)) {
    return std::move(*found);
  }
  return failure("KD2206", "name", name.name);
}

// Conformance mode: a binding or a type.
std::optional<Value> Evaluator::named(std::string_view path) {
  const std::vector<std::string> names = candidates(path, ast_.container);
  spend(names.size());
  for (const std::string& name : names) {
    if (const Value* bound = environment_.find(name)) return *bound;
  }
  for (const std::string& name : names) {
    if (std::optional<Value> type = named_type(name)) return type;
  }
  return std::nullopt;
}

// Conformance mode: a binding may be named "a.b.c"; the longest such name prevails.
std::optional<Value> Evaluator::qualified(const Select& select) {
  const std::optional<std::string> space = select.test_only ? std::nullopt : qualified_name(ast_, select.operand);
  // A leading point is part of the first name, and never names a local variable.
  if (!space || find_local(std::string_view(*space).substr(0, space->find('.', 1))) != nullptr) return std::nullopt;
  return named(*space + "." + select.member);
}

Value Evaluator::of(const Node&, const Select& select) {
  if (!author()) {
    if (std::optional<Value> bound = qualified(select)) return std::move(*bound);
  }
  Value operand = eval(select.operand);
  if (is_absent(operand)) return operand;
  if (const auto* field_id = std::get_if<model::FieldId>(&select.resolved)) {
    const auto* record = operand.as<RecordValue>();
    return record == nullptr ? no_overload(select.member, operand) : field(*record, select, *field_id);
  }
  if (const auto* member = std::get_if<ReachedMember>(&select.resolved)) {
    const auto* reached = operand.as<Reached>();
    if (reached == nullptr) return no_overload(select.member, operand);
    switch (*member) {
      case ReachedMember::node: return Value(reached->node);
      case ReachedMember::tier: return reached->tier;
      case ReachedMember::via: return Value(reached->via);
      case ReachedMember::share: return reached->share;
      case ReachedMember::path: return Value(world_.path_of(*reached));
    }
  }
  return member_of_map(operand, select);
}

Value Evaluator::field(RecordValue record, const Select& select, model::FieldId field_id) {
  Value value = world_.field(record, field_id);
  const auto named = [&](model::UnknownReason reason) { return Reasons(reason, world_.name_of(record) + "." + select.member); };
  if (const auto* unknown = value.as<Unknown>()) {
    Reasons reasons;
    for (const Reason& reason : unknown->reasons.all()) reasons.add(reason.path.empty() ? named(reason.reason) : Reasons(reason));
    if (reasons.empty()) reasons = named(model::UnknownReason::missing);
    value = unknown_because(std::move(reasons));
  } else if (const auto* list = value.as<List>(); list != nullptr && !list->complete && list->reasons.empty()) {
    value = Value(List{list->items, false, named(model::UnknownReason::open_list)});
  }
  if (trace_ != nullptr) trace_->read(record, field_id, value);
  return value;
}

Value Evaluator::member_of_map(const Value& operand, const Select& select) const {
  const auto* map = operand.as<Map>();
  if (map == nullptr) return no_overload("." + select.member, operand);
  for (const auto& [key, value] : map->all()) {
    const auto* name = key.as<std::string>();
    if (name != nullptr && *name == select.member) return select.test_only ? Value(true) : value;
  }
  return select.test_only ? Value(false) : failure("KD2204", "key", select.member);
}

Value Evaluator::of(const Node&, const Index& index) {
  const Value operand = eval(index.operand);
  const Value position = eval(index.index);
  if (is_absent(operand) || is_absent(position)) return absent_of(operand, position);
  if (position.is<Bound>()) return unknown_because(reasons_of(position));
  if (const auto* map = operand.as<Map>()) {
    if (position.is<List>() || position.is<Map>()) return no_overload("[]", operand, position);
    if (!spend(map->all().size())) return failure("KD2208");
    for (const auto& [key, value] : map->all()) {
      if (equal(key, position).truth == Truth::yes) return value;
    }
    return failure("KD2204", "key", to_text(position));
  }
  const auto* list = operand.as<List>();
  if (list == nullptr) return no_overload("[]", operand);
  // What stands where in a list that may go on is not settled.
  if (!list->complete) return unknown_because(reasons_of(operand));
  const std::optional<double> at = as_place(position);
  if (!at || (author() && !position.is<std::int64_t>())) return no_overload("[]", operand, position);
  const bool inside = *at >= 0 && *at < static_cast<double>(list->all().size()) && *at == std::floor(*at);
  return inside ? list->all()[static_cast<std::size_t>(*at)] : failure("KD2203", "index", to_text(position));
}

Value Evaluator::of(const Node& node, const Call& call) {
  std::vector<Value> arguments;
  arguments.reserve(call.arguments.size() + 1);
  if (call.target) arguments.push_back(eval(*call.target));
  for (const ExprId argument : call.arguments) arguments.push_back(eval(argument));
  if (call.builtin >= builtins().size()) {
    return call.function.ends_with("{}") ? failure("KD2015") : failure("KD2105", "function", call.function);
  }
  const Builtin& builtin = builtins()[call.builtin];
  if (builtin.receives != Receives::everything) {
    Value absent;
    Reasons inexact;
    for (const Value& argument : arguments) {
      if (is_absent(argument)) absent = absent.is<Null>() ? argument : absent_of(absent, argument);
      if (argument.is<Bound>() && builtin.receives != Receives::bounds) inexact.add(reasons_of(argument));
    }
    if (!absent.is<Null>()) return absent;
    if (!inexact.empty()) return unknown_because(std::move(inexact));
  }
  if (steps_ == 0) return failure("KD2208");
  Value value = builtin.run(CallContext{world_, ast_.mode, node.type, steps_}, arguments);
  spend(length(value));
  if (trace_ != nullptr && asks_table(builtin)) trace_->looked_up(builtin.name, arguments, value);
  return value;
}

Value Evaluator::of(const Node& node, const ListLiteral& list) {
  const bool of_reals = node.type == Type::of(TypeTag::real).listed();
  std::vector<Value> items;
  items.reserve(list.items.size());
  for (const ExprId item : list.items) {
    items.push_back(eval(item));
    if (items.back().is<Failure>()) return items.back();
    const auto* whole = items.back().as<std::int64_t>();
    if (of_reals && whole != nullptr) items.back() = Value(static_cast<double>(*whole));
  }
  return Value(List::closed(std::move(items)));
}

Value Evaluator::of(const Node&, const MapLiteral& map) {
  auto entries = std::make_shared<std::vector<std::pair<Value, Value>>>();
  for (const auto& [key_id, value_id] : map.entries) {
    Value key = eval(key_id);
    Value value = eval(value_id);
    if (is_absent(key) || value.is<Failure>()) return is_absent(key) ? key : value;
    if (!is_key(key)) return no_overload("{}", key);
    const bool repeated =
        std::any_of(entries->begin(), entries->end(), [&](const auto& entry) { return equal(entry.first, key).truth == Truth::yes; });
    if (repeated) return failure("KD2211", "key", to_text(key));
    if (!spend(entries->size())) return failure("KD2208");
    entries->emplace_back(std::move(key), std::move(value));
  }
  return Value(Map{std::move(entries)});
}

Value Evaluator::of(const Node&, const Unary& unary) {
  Value operand = eval(unary.operand);
  if (is_absent(operand)) return operand;
  if (unary.op == UnaryOperator::minus) return minus(operand);
  const bool* answer = operand.as<bool>();
  return answer == nullptr ? no_overload("!", operand) : Value(!*answer);
}

Value Evaluator::of(const Node&, const Binary& binary) {
  const Value left = eval(binary.left);
  const Value right = eval(binary.right);
  if (is_comparison(binary.op) && !spend(std::max(weight(left, steps_), weight(right, steps_)))) return failure("KD2208");
  switch (binary.op) {
    case BinaryOperator::in: return contained(left, right);
    case BinaryOperator::equal:
    case BinaryOperator::not_equal:
    case BinaryOperator::less:
    case BinaryOperator::less_equal:
    case BinaryOperator::greater:
    case BinaryOperator::greater_equal: return compare(binary.op, left, right);
    default: break;
  }
  Value value = arithmetic(binary.op, left, right);
  const auto* real = value.as<double>();
  if (author() && real != nullptr && !std::isfinite(*real)) return failure("KD2201");
  spend(length(value));
  constexpr std::size_t kMostBytes = 1U << 20U;
  return copied(value) > kMostBytes ? failure("KD2209") : value;
}

Value Evaluator::of(const Node&, const Logic& logic) {
  Fold fold;
  fold.absorbing = logic.op == LogicOperator::either;
  for (const ExprId part : logic.parts) {
    fold.add(eval(part), fold.absorbing ? "||" : "&&");
    if (fold.absorbed) break;
  }
  return fold.result();
}

Value Evaluator::of(const Node&, const Conditional& conditional) {
  const Value condition = eval(conditional.condition);
  if (condition.is<Failure>()) return condition;
  if (const bool* answer = condition.as<bool>()) return eval(*answer ? conditional.yes : conditional.no);
  if (!condition.is<Unknown>()) return no_overload("?:", condition);
  const Value yes = eval(conditional.yes);
  const Value no = eval(conditional.no);
  if (!spend(std::max(weight(yes, steps_), weight(no, steps_)))) return failure("KD2208");
  if (same(yes, no)) return yes;
  return unknown_because(reasons_of(condition) | (is_absent(yes) ? reasons_of(yes) : Reasons()) |
                         (is_absent(no) ? reasons_of(no) : Reasons()));
}

}  // namespace kede::lang::detail
