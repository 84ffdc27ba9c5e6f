#include <algorithm>
#include <cmath>

#include "engine/lang/builtins.hpp"
#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/kernel_evaluator.hpp"
#include "engine/lang/interpret.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::size_t kMostBytes = 1U << 20U;  // of a text, as in the interpreter

bool walks(const Builtin& builtin) { return builtin.signature.starts_with("organisation."); }

// Whether an unknown operand always makes the result unknown.
bool needs_all(const KernelNode& node) {
  if (node.op == KernelOp::call) return builtins()[node.builtin].receives != Receives::everything;
  return node.op != KernelOp::contains && node.op != KernelOp::make_list && node.op != KernelOp::complete;
}

Value calculated(BinaryOperator op, const Value& left, const Value& right) {
  Value value = arithmetic(op, left, right);
  const auto* real = value.as<double>();
  const auto* text = value.as<std::string>();
  const bool no_result = (real != nullptr && !std::isfinite(*real)) || (text != nullptr && text->size() > kMostBytes);
  return no_result ? failure("KD2201") : value;
}

Value member_of(const Value& value, ReachedMember member) {
  const auto* reached = value.as<Reached>();
  if (reached == nullptr) return value;
  switch (member) {
    case ReachedMember::node: return Value(reached->node);
    case ReachedMember::tier: return reached->tier;
    case ReachedMember::via: return Value(reached->via);
    case ReachedMember::share: return reached->share;
    case ReachedMember::path: break;
  }
  return failure("KD2205");
}

}  // namespace

std::size_t KernelEvaluator::subject_row(FrameNumber frame, std::size_t row) {
  for (; frame != kSubjects; frame = program_.frame(frame).outer) row = open(frame).parents[row];
  return row;
}

// Row by row, by the functions of the interpreter itself.
Vector KernelEvaluator::boxed(const KernelNode& made) {
  const std::size_t rows = rows_of(made.frame);
  const Form form = form_of(made.type);
  Vector out = make_vector(arena(made.frame), form == Form::lists ? Form::boxed : form, made.type, rows);
  std::vector<Vector> from;
  for (const NodeNumber argument : made.arguments) from.push_back(get(argument, made.frame));
  Word* hard = some_bits(made.frame, rows);
  Coder code = coder(made.frame);
  std::vector<Value> arguments(from.size());
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    Word wanted = everything(rows, w);
    for (const Vector& part : from) {
      hard[w] |= part.hard_word(w);
      if (needs_all(made)) wanted &= part.present(w);
    }
    wanted &= ~hard[w];
    for (std::size_t row = w * kWordBits; row < std::min(rows, (w + 1) * kWordBits); ++row) {
      if (((wanted >> (row % kWordBits)) & 1U) == 0) continue;
      gave_up_ = false;
      for (std::size_t i = 0; i < from.size(); ++i)
        arguments[i] = from[i].form == Form::lists ? list_value(made.arguments[i], made.frame, row) : code.take(from[i], row);
      const Value value = gave_up_ ? Value() : value_of(made, row, arguments);
      if (gave_up_) {
        set_bit(hard, row);
      } else {
        code.put(out, rows, row, value);
      }
    }
  }
  for (std::size_t w = 0; out.hard != nullptr && w < words_for(rows); ++w) hard[w] |= out.hard[w];
  out.hard = hard;
  return out;
}

Value KernelEvaluator::value_of(const KernelNode& made, std::size_t row, std::vector<Value>& arguments) {
  switch (made.op) {
    case KernelOp::compare: return lang::detail::compare(made.binary, arguments[0], arguments[1]);
    case KernelOp::arithmetic: return calculated(made.binary, arguments[0], arguments[1]);
    case KernelOp::minus: return lang::detail::minus(arguments[0]);
    case KernelOp::contains: return lang::detail::contained(arguments[0], arguments[1]);
    case KernelOp::make_list: return Value(List::closed(arguments));
    case KernelOp::reached: return member_of(arguments[0], made.member);
    case KernelOp::complete: {
      const auto* list = arguments[0].as<List>();
      return Value(list != nullptr && list->complete);
    }
    case KernelOp::call: return call(made, row, arguments);
    default: break;
  }
  gave_up_ = true;
  return {};
}

Value KernelEvaluator::call(const KernelNode& made, std::size_t row, std::span<const Value> arguments) {
  const Builtin& builtin = builtins()[made.builtin];
  if (builtin.receives != Receives::everything) {
    for (const Value& argument : arguments) {
      if (is_absent(argument)) return argument;
      if (argument.is<Bound>() && builtin.receives != Receives::bounds) return unknown_because(reasons_of(argument));
    }
  }
  std::uint64_t steps = EvaluationLimits{}.steps;
  const std::size_t subject = walks(builtin) ? subject_row(made.frame, row) : 0;
  const World& world = worlds_.world(columns_.record(kind_, begin_ + subject));
  Value value = builtin.run(CallContext{world, Mode::author, made.type, steps}, arguments);
  if (steps == 0) gave_up_ = true;
  return value;
}

// Functions of texts, tables above all, are asked once per distinct text or set of keys.
Vector KernelEvaluator::called(NodeNumber number, const KernelNode& made) {
  const Builtin& builtin = builtins()[made.builtin];
  std::vector<std::size_t> varying;
  for (std::size_t i = 0; i < made.arguments.size(); ++i) {
    if (constant(made.arguments[i]) == nullptr || made.frame == kConstants) varying.push_back(i);
  }
  if (varying.size() != 1 || walks(builtin) || builtin.receives == Receives::everything) return boxed(made);
  const Vector from = get(made.arguments[varying[0]], made.frame);
  if (from.form != Form::texts) return boxed(made);
  const std::size_t rows = rows_of(made.frame);
  const Form form = form_of(made.type);
  Vector out = make_vector(arena(made.frame), form == Form::lists ? Form::boxed : form, made.type, rows);
  TextResults& kept = by_text_[number];
  Coder code = coder(made.frame);
  std::vector<Value> arguments;
  for (const NodeNumber argument : made.arguments) {
    const Vector* one = constant(argument);
    arguments.push_back(one == nullptr ? Value() : coder(kConstants).take(*one, 0));
  }
  const auto result_of = [&](std::uint32_t id) -> const Value& {
    if (id >= kept.is_there.size()) kept.is_there.resize(texts_.size()), kept.results.resize(texts_.size());
    if (kept.is_there[id] == 0) {
      kept.is_there[id] = 1;
      arguments[varying[0]] = Value(texts_.text(id));
      kept.results[id] = call(made, 0, arguments);
    }
    return kept.results[id];
  };
  gave_up_ = false;
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const Word wanted = from.known[w] & ~from.hard_word(w);
    if (wanted == 0) continue;
    for (std::size_t row = w * kWordBits; row < std::min(rows, (w + 1) * kWordBits); ++row) {
      if (((wanted >> (row % kWordBits)) & 1U) != 0) code.put(out, rows, row, result_of(from.ids[row]));
    }
  }
  if (gave_up_) return all_hard(made.type, made.frame);
  if (from.hard == nullptr) return out;
  Word* hard = some_bits(made.frame, rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) hard[w] = from.hard[w] | out.hard_word(w);
  out.hard = hard;
  return out;
}

}  // namespace kede::lang::detail
