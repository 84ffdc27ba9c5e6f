#include <algorithm>

#include "engine/lang/bounded.hpp"
#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/kernel_evaluator.hpp"
#include "engine/lang/detail/kernel_words.hpp"

namespace kede::lang::detail {
namespace {

// As same() finds it, of two known values.
bool same_plain(const Vector& a, const Vector& b, std::size_t row) {
  switch (a.form) {
    case Form::integers: return a.integers[row] == b.integers[row];
    case Form::reals: return a.reals[row] == b.reals[row];
    case Form::moneys: return a.integers[row] == b.integers[row] && (a.ids[row] == b.ids[row] || a.integers[row] == 0);
    default: return a.ids[row] == b.ids[row];
  }
}

}  // namespace

// Kleene: a row that is hard in one part is decided where another part absorbs it.
Vector KernelEvaluator::logic(const KernelNode& made) {
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena(made.frame), Form::bits, made.type, rows);
  const bool is_both = made.op == KernelOp::both;
  Word* all = is_both ? out.yes : out.no;  // so where every part is
  Word* any = is_both ? out.no : out.yes;  // so where one part is
  for (std::size_t w = 0; w < words_for(rows); ++w) all[w] = everything(rows, w);
  Word* hard = nullptr;
  for (const NodeNumber argument : made.arguments) {
    const Vector& part = get(argument, made.frame);
    const Word* same = is_both ? part.yes : part.no;
    const Word* absorbing = is_both ? part.no : part.yes;
    for (std::size_t w = 0; w < words_for(rows); ++w) {
      all[w] &= same[w];
      any[w] |= absorbing[w];
    }
    if (part.hard == nullptr) continue;
    if (hard == nullptr) hard = some_bits(made.frame, rows);
    for (std::size_t w = 0; w < words_for(rows); ++w) hard[w] |= part.hard[w];
  }
  if (hard != nullptr) {
    for (std::size_t w = 0; w < words_for(rows); ++w) hard[w] &= ~any[w];
    out.hard = hard;
  }
  return out;
}

// at[j]: at least j of the parts so far. What is not known may be either, so "no" counts the parts that are not known to be "no".
Vector KernelEvaluator::at_least(const KernelNode& made) {
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena(made.frame), Form::bits, made.type, rows);
  const auto wanted = static_cast<std::size_t>(std::max(made.wanted, 0));
  Word* hard = some_bits(made.frame, rows);
  std::vector<Word> certain(wanted + 1);
  std::vector<Word> possible(wanted + 1);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    std::fill(certain.begin(), certain.end(), Word{0});
    std::fill(possible.begin(), possible.end(), Word{0});
    certain[0] = possible[0] = everything(rows, w);
    for (const NodeNumber argument : made.arguments) {
      const Vector& part = get(argument, made.frame);
      for (std::size_t j = wanted; j > 0; --j) {
        certain[j] |= certain[j - 1] & part.yes[w];
        possible[j] |= possible[j - 1] & ~part.no[w];
      }
      hard[w] |= part.hard_word(w);
    }
    out.yes[w] = certain[wanted];
    out.no[w] = everything(rows, w) & ~possible[wanted];
    hard[w] &= ~(out.yes[w] | out.no[w]);
  }
  if (std::any_of(hard, hard + words_for(rows), [](Word word) { return word != 0; })) out.hard = hard;
  return out;
}

Vector KernelEvaluator::negation(const KernelNode& made) {
  Vector out = get(made.arguments[0], made.frame);
  std::swap(out.yes, out.no);
  return out;
}

// Where the condition is not known the two branches may still agree.
Vector KernelEvaluator::conditional(const KernelNode& made) {
  const Vector condition = get(made.arguments[0], made.frame);
  const Vector yes = get(made.arguments[1], made.frame);
  const Vector no = get(made.arguments[2], made.frame);
  const std::size_t rows = rows_of(made.frame);
  const Form form = form_of(made.type);
  const bool plain = form != Form::lists && form != Form::boxed && yes.bounded == nullptr && no.bounded == nullptr;
  if (plain && yes.form == form && no.form == form) return chosen(made, condition, yes, no);
  Arena& memory = arena(made.frame);
  Vector out = make_vector(memory, form == Form::lists ? Form::boxed : form, made.type, rows);
  Word* hard = nullptr;
  Coder code = coder(made.frame);
  const auto branch_value = [&](std::size_t branch, const Vector& from, std::size_t row) {
    return from.form == Form::lists ? list_value(made.arguments[branch], made.frame, row) : code.take(from, row);
  };
  for (std::size_t row = 0; row < rows; ++row) {
    const bool is_yes = has_bit(condition.yes, row);
    const bool is_known = is_yes || has_bit(condition.no, row);
    const auto is_hard = [&](const Vector& from) { return from.hard != nullptr && has_bit(from.hard, row); };
    if (is_known ? is_hard(is_yes ? yes : no) : is_hard(condition) || is_hard(yes) || is_hard(no)) {
      if (hard == nullptr) hard = some_bits(made.frame, rows);
      set_bit(hard, row);
      continue;
    }
    gave_up_ = false;
    const Value left = branch_value(!is_known || is_yes ? 1 : 2, !is_known || is_yes ? yes : no, row);
    const bool chosen = is_known || same(left, branch_value(2, no, row));
    if (chosen && !gave_up_) code.put(out, rows, row, left);
    if (!gave_up_) continue;
    if (hard == nullptr) hard = some_bits(made.frame, rows);
    set_bit(hard, row);
  }
  if (hard != nullptr) {
    for (std::size_t w = 0; out.hard != nullptr && w < words_for(rows); ++w) hard[w] |= out.hard[w];
    out.hard = hard;
  }
  return out;
}

// The same for values that lie in arrays, a word at a time.
Vector KernelEvaluator::chosen(const KernelNode& made, const Vector& condition, const Vector& yes, const Vector& no) {
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena(made.frame), yes.form, made.type, rows);
  const bool any_hard = condition.hard != nullptr || yes.hard != nullptr || no.hard != nullptr;
  if (any_hard) out.hard = some_bits(made.frame, rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const Word is_yes = condition.yes[w];
    const Word is_no = condition.no[w];
    const Word open = everything(rows, w) & ~(is_yes | is_no | condition.hard_word(w));
    if (any_hard) out.hard[w] = condition.hard_word(w) | ((is_yes | open) & yes.hard_word(w)) | ((is_no | open) & no.hard_word(w));
    if (yes.form == Form::bits) {
      out.yes[w] = (is_yes & yes.yes[w]) | (is_no & no.yes[w]) | (open & yes.yes[w] & no.yes[w]);
      out.no[w] = (is_yes & yes.no[w]) | (is_no & no.no[w]) | (open & yes.no[w] & no.no[w]);
      continue;
    }
    out.known[w] = (is_yes & yes.known[w]) | (is_no & no.known[w]);
    for_each_bit(open & yes.known[w] & no.known[w], w, [&](std::size_t row) {
      if (same_plain(yes, no, row)) set_bit(out.known, row);
    });
    const auto choose = [&](auto* to, const auto* from_yes, const auto* from_no) {
      if (to == nullptr) return;
      for (std::size_t row = w * kWordBits; row < (w + 1) * kWordBits; ++row)
        to[row] = ((is_no >> (row % kWordBits)) & 1U) != 0 ? from_no[row] : from_yes[row];
    };
    choose(out.integers, yes.integers, no.integers);
    choose(out.reals, yes.reals, no.reals);
    choose(out.ids, yes.ids, no.ids);
  }
  return out;
}

Vector KernelEvaluator::known(const KernelNode& made) {
  const Vector from = get(made.arguments[0], made.frame);
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena(made.frame), Form::bits, made.type, rows);
  const bool is_list = node(made.arguments[0]).type.is_list();
  const Word* some = from.form == Form::lists ? nonempty(made.arguments[0], made.frame) : nullptr;
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const Word is_known = from.form == Form::bits ? from.yes[w] | from.no[w] : from.known[w];
    out.yes[w] = from.form == Form::lists ? is_known & (from.complete[w] | some[w]) : is_known;
  }
  // A list as it is: known when complete or when something is in it.
  for (std::size_t row = 0; is_list && from.form == Form::boxed && row < rows; ++row) {
    const auto* list = has_bit(from.known, row) ? from.boxed[row].as<List>() : nullptr;
    if (list != nullptr && !list->complete && list->all().empty()) out.yes[row / kWordBits] &= ~(Word{1} << (row % kWordBits));
  }
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    out.yes[w] &= ~from.hard_word(w);
    out.no[w] = everything(rows, w) & ~out.yes[w] & ~from.hard_word(w);
  }
  out.hard = from.hard;
  return out;
}

Vector KernelEvaluator::complete(const KernelNode& made) {
  const Vector from = get(made.arguments[0], made.frame);
  if (from.form != Form::lists) return boxed(made);
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena(made.frame), Form::bits, made.type, rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    out.yes[w] = from.known[w] & from.complete[w] & ~from.hard_word(w);
    out.no[w] = everything(rows, w) & ~out.yes[w] & ~from.hard_word(w);
  }
  out.hard = from.hard;
  return out;
}

Vector KernelEvaluator::one_of(const KernelNode& made) {
  const Vector from = get(made.arguments[0], made.frame);
  if (from.form != Form::texts) return all_hard(made.type, made.frame);
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena(made.frame), Form::bits, made.type, rows);
  std::vector<std::uint32_t> wanted;
  for (const Value& text : made.values) wanted.push_back(texts_.intern(*text.as<std::string>()));
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const Word is_known = from.known[w] & ~from.hard_word(w);
    if (is_known == 0) continue;
    const std::uint32_t* ids = from.ids + w * kWordBits;
    Word bits = 0;
    for (const std::uint32_t id : wanted) bits |= pack([&](std::size_t b) { return ids[b] == id; });
    out.yes[w] = bits & is_known;
    out.no[w] = ~bits & is_known;
  }
  out.hard = from.hard;
  return out;
}

}  // namespace kede::lang::detail
