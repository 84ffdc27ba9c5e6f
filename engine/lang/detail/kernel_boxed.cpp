#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/lang/builtins.hpp"
#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/kernel_evaluator.hpp"
#include "engine/lang/interpret.hpp"

namespace kede::lang::detail {
namespace {

// Of results that are kept: what a part of a key may be, and how many there may be.
constexpr std::int64_t kLargestKey = 1LL << 31U;
constexpr std::size_t kMostResults = 1U << 16U;

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

// The place of the result for these arguments, which occur for the first time, or so it seems.
std::uint32_t KernelEvaluator::place_of(Results& kept, const KernelNode& made, std::uint64_t key, std::vector<Value>& arguments,
                                        std::span<const std::size_t> varying) {
  const auto [found, is_new] = kept.place_of.try_emplace(key, static_cast<std::uint32_t>(kept.values.size()));
  if (is_new) {
    for (std::size_t i = 0; i < varying.size(); ++i) {
      const auto part = static_cast<std::uint32_t>(varying.size() == 2 && i == 0 ? key >> 32U : key);
      arguments[varying[i]] = coder(kConstants).of_key(node(made.arguments[varying[i]]).type, part);
    }
    kept.values.push_back(call(made, 0, arguments));
  }
  kept.lately[Results::slot(key)] = {key, found->second + 1};
  return found->second;
}

// A function of one or two texts or numbers, a table above all, is asked once for every set of arguments.
Vector KernelEvaluator::called(NodeNumber number, const KernelNode& made) {
  const Builtin& builtin = builtins()[made.builtin];
  const Form form = form_of(made.type);
  std::vector<std::size_t> varying;
  std::vector<Vector> keys;
  std::vector<Value> arguments(made.arguments.size());
  bool simple = made.frame != kConstants && !walks(builtin) && builtin.receives != Receives::everything && form != Form::lists;
  for (std::size_t i = 0; simple && i < made.arguments.size(); ++i) {
    if (const Vector* one = constant(made.arguments[i])) {
      arguments[i] = coder(kConstants).take(*one, 0);
      continue;
    }
    varying.push_back(i);
    keys.push_back(get(made.arguments[i], made.frame));
    const bool is_key = keys.back().form == Form::texts || keys.back().form == Form::integers;
    simple = is_key && keys.back().bounded == nullptr && keys.back().hard == nullptr && varying.size() <= 2;
  }
  if (!simple || varying.empty()) return boxed(made);
  const std::size_t rows = rows_of(made.frame);
  std::uint32_t* places = arena_.array<std::uint32_t>(rows);
  Word* known = arena_.words(rows);
  Results& kept = results_[number];
  gave_up_ = false;
  const auto key_of = [](const Vector& from, std::size_t row) { return from.form == Form::texts ? from.ids[row] : from.integers[row]; };
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    known[w] = keys[0].known[w] & (keys.size() == 2 ? keys[1].known[w] : ~Word{0});
    for (Word left = known[w]; left != 0 && simple; left &= left - 1) {
      const std::size_t row = w * kWordBits + static_cast<std::size_t>(std::countr_zero(left));
      const std::int64_t first = key_of(keys[0], row);
      const std::int64_t second = keys.size() == 2 ? key_of(keys[1], row) : 0;
      simple = first >= 0 && first < kLargestKey && second >= 0 && second < kLargestKey && kept.values.size() < kMostResults;
      if (!simple) break;
      const auto one = static_cast<std::uint64_t>(first);
      const std::uint64_t key = keys.size() == 2 ? (one << 32U) | static_cast<std::uint64_t>(second) : one;
      const auto [lately, place] = kept.lately[Results::slot(key)];
      places[row] = lately == key && place != 0 ? place - 1 : place_of(kept, made, key, arguments, varying);
    }
  }
  if (!simple || gave_up_) return boxed(made);
  return gather(results(kept, made), places, known, rows);
}

// The results as a vector, for gathering; it grows by doubling.
const Vector& KernelEvaluator::results(Results& kept, const KernelNode& made) {
  if (kept.room == 0 || kept.values.size() > kept.room) {
    kept.room = std::max<std::size_t>(2 * kept.values.size(), kWordBits);
    kept.vector = make_vector(constants_, form_of(made.type), made.type, kept.room);
    kept.stored = 0;
  }
  Coder code = coder(kConstants);
  for (; kept.stored < kept.values.size(); ++kept.stored) code.put(kept.vector, kept.room, kept.stored, kept.values[kept.stored]);
  return kept.vector;
}

}  // namespace kede::lang::detail
