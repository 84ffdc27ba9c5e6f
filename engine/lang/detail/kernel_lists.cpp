#include <algorithm>

#include "engine/lang/bounded.hpp"
#include "engine/lang/detail/kernel_evaluator.hpp"
#include "engine/lang/detail/kernel_words.hpp"

namespace kede::lang::detail {

// Sets the bits of the rows above: a list "has" what one of its elements has.
void KernelEvaluator::mark_parents(Word* parents, const Frame& frame, std::size_t word, Word rows) const {
  for (; rows != 0; rows &= rows - 1) set_bit(parents, frame.parents[word * kWordBits + static_cast<std::size_t>(std::countr_zero(rows))]);
}

// Which rows have a list with something in it.
Word* KernelEvaluator::nonempty(NodeNumber number, FrameNumber at) {
  const Vector& list = get(number, at);
  const std::size_t rows = rows_of(at);
  Word* out = some_bits(at, rows);
  const KernelNode& made = node(number);
  if (made.op != KernelOp::filter && made.op != KernelOp::map) {
    for (std::size_t row = 0; row < rows; ++row) {
      if (list.ends[row] > list.begins[row]) set_bit(out, row);
    }
    return out;
  }
  const Frame& frame = open(made.inner);
  for (std::size_t w = 0; w < words_for(frame.rows); ++w)
    mark_parents(out, frame, w, list.kept == nullptr ? everything(frame.rows, w) : list.kept[w]);
  return out;
}

// An element of which it is not known whether it belongs leaves the result open.
Vector KernelEvaluator::filtered(const KernelNode& made) {
  const Frame& frame = open(made.inner);
  const Vector list = get(made.arguments[0], made.frame);
  const Vector body = get(made.arguments[1], made.inner);
  const std::size_t rows = rows_of(made.frame);
  Vector out = mapped(made);
  out.kept = arena_.words(frame.rows);
  Word* open_parents = arena_.words(rows);
  Word* hard_parents = arena_.words(rows);
  for (std::size_t w = 0; w < words_for(frame.rows); ++w) {
    const Word among = list.kept == nullptr ? everything(frame.rows, w) : list.kept[w];
    out.kept[w] = body.yes[w] & among;
    mark_parents(hard_parents, frame, w, body.hard_word(w) & among);
    mark_parents(open_parents, frame, w, among & ~(body.yes[w] | body.no[w] | body.hard_word(w)));
  }
  Word* hard = arena_.words(rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    hard[w] = out.hard_word(w) | hard_parents[w];
    out.known[w] &= ~hard[w];
    out.complete[w] &= ~open_parents[w];
  }
  out.hard = hard;
  return out;
}

// The list as it is, whatever form it had; the elements lie in the inner frame.
Vector KernelEvaluator::mapped(const KernelNode& made) {
  open(made.inner);  // which may leave lists that are too long
  const Vector& list = get(made.arguments[0], made.frame);
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena_, Form::lists, made.type, rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    out.known[w] = list.known[w] & ~list.hard_word(w);
    if (list.form == Form::lists) out.complete[w] = list.complete[w];
  }
  for (std::size_t row = 0; list.form == Form::boxed && row < rows; ++row) {
    const auto* value = has_bit(out.known, row) ? list.boxed[row].as<List>() : nullptr;
    if (value != nullptr && value->complete) set_bit(out.complete, row);
  }
  out.hard = list.hard;
  out.kept = list.kept;
  return out;
}

Vector KernelEvaluator::quantified(const KernelNode& made) {
  const Frame& frame = open(made.inner);
  const Vector list = mapped(made);
  const Vector body = get(made.arguments[1], made.inner);
  const std::size_t rows = rows_of(made.frame);
  const bool is_exists = made.op == KernelOp::exists;
  Vector out = make_vector(arena_, Form::bits, made.type, rows);
  Word* decided = arena_.words(rows);
  Word* open_parents = arena_.words(rows);
  Word* hard = arena_.words(rows);
  for (std::size_t w = 0; w < words_for(frame.rows); ++w) {
    const Word among = list.kept == nullptr ? everything(frame.rows, w) : list.kept[w];
    mark_parents(decided, frame, w, (is_exists ? body.yes[w] : body.no[w]) & among);
    mark_parents(open_parents, frame, w, among & ~(body.yes[w] | body.no[w] | body.hard_word(w)));
    mark_parents(hard, frame, w, body.hard_word(w) & among);
  }
  Word* absorbing = is_exists ? out.yes : out.no;
  Word* neutral = is_exists ? out.no : out.yes;
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    absorbing[w] = list.known[w] & decided[w];
    hard[w] = (list.known[w] & hard[w] & ~decided[w]) | list.hard_word(w);
    neutral[w] = list.known[w] & list.complete[w] & ~decided[w] & ~open_parents[w] & ~hard[w];
  }
  out.hard = hard;
  return out;
}

Vector KernelEvaluator::exists_one(const KernelNode& made) {
  const Frame& frame = open(made.inner);
  const Vector list = mapped(made);
  const Vector body = get(made.arguments[1], made.inner);
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena_, Form::bits, made.type, rows);
  out.hard = arena_.words(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    if (list.hard != nullptr && has_bit(list.hard, row)) set_bit(out.hard, row);
    if (!has_bit(list.known, row)) continue;
    std::size_t yes = 0;
    bool unknown = !has_bit(list.complete, row);
    bool hard = false;
    for (std::size_t i = frame.starts[row]; i < frame.starts[row + 1]; ++i) {
      if (list.kept != nullptr && !has_bit(list.kept, i)) continue;
      const bool is_hard = body.hard != nullptr && has_bit(body.hard, i);
      yes += has_bit(body.yes, i) ? 1U : 0U;
      hard = hard || is_hard;
      unknown = unknown || (!is_hard && !has_bit(body.yes, i) && !has_bit(body.no, i));
    }
    if (yes > 1) {
      set_bit(out.no, row);
    } else if (hard) {
      set_bit(out.hard, row);
    } else if (!unknown) {
      set_bit(yes == 1 ? out.yes : out.no, row);
    }
  }
  return out;
}

// size, count and share: how many elements there are, or satisfy a condition, and how many may.
Vector KernelEvaluator::tallied(const KernelNode& made) {
  const Frame& frame = open(made.inner);
  const Vector list = mapped(made);
  const bool is_size = made.op == KernelOp::size;
  const Vector body = is_size ? Vector{} : get(made.arguments[1], made.inner);
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena_, form_of(made.type), made.type, rows);
  Word* hard = arena_.words(rows);
  Coder code = coder(made.frame);
  for (std::size_t row = 0; row < rows; ++row) {
    if (list.hard != nullptr && has_bit(list.hard, row)) set_bit(hard, row);
    if (!has_bit(list.known, row)) continue;
    Tally tally;
    bool is_hard = false;
    for (std::size_t i = frame.starts[row]; i < frame.starts[row + 1]; ++i) {
      if (list.kept != nullptr && !has_bit(list.kept, i)) continue;
      ++tally.total;
      const bool yes = is_size || has_bit(body.yes, i);
      is_hard = is_hard || (!is_size && body.hard != nullptr && has_bit(body.hard, i));
      tally.yes += yes ? 1 : 0;
      tally.open += yes || has_bit(body.no, i) ? 0 : 1;
    }
    if (is_hard) {
      set_bit(hard, row);
      continue;
    }
    const bool is_complete = has_bit(list.complete, row);
    if (made.op == KernelOp::share) {
      code.put(out, rows, row, share_of(tally, List{nullptr, is_complete, {}}));
    } else if (is_complete && tally.open == 0) {
      out.integers[row] = tally.yes;
      set_bit(out.known, row);
    } else {
      add_bounds(arena_, out, rows);
      out.integers[row] = tally.yes;
      out.high_integers[row] = tally.yes + tally.open;
      set_bit(out.bounded, row);
      set_bit(out.has_low, row);
      if (is_complete) set_bit(out.has_high, row);
    }
  }
  out.hard = hard;
  return out;
}

// The list of one row as the interpreter would have it.
Value KernelEvaluator::list_value(NodeNumber number, FrameNumber at, std::size_t row) {
  const Vector& list = get(number, at);
  const KernelNode& made = node(number);
  if (list.form == Form::boxed || !has_bit(list.known, row)) return coder(at).take(list, row);
  std::vector<Value> items;
  if (made.op == KernelOp::filter || made.op == KernelOp::map) {
    const Frame& frame = open(made.inner);
    const Vector& element = get(made.element, made.inner);
    for (std::size_t i = frame.starts[row]; i < frame.starts[row + 1]; ++i) {
      if (list.kept != nullptr && !has_bit(list.kept, i)) continue;
      gave_up_ = gave_up_ || (element.hard != nullptr && has_bit(element.hard, i));
      items.push_back(node(made.element).type.is_list() ? list_value(made.element, made.inner, i) : coder(made.inner).take(element, i));
    }
  } else {
    for (std::size_t i = list.begins[row]; i < list.ends[row]; ++i) {
      gave_up_ = gave_up_ || (list.items->hard != nullptr && has_bit(list.items->hard, i));
      items.push_back(coder(at).take(*list.items, i));
    }
  }
  if (has_bit(list.complete, row)) return Value(List::closed(std::move(items)));
  return Value(List::open(std::move(items), Reasons(model::UnknownReason::open_list, "column")));
}

}  // namespace kede::lang::detail
