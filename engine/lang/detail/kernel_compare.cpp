#include <cmath>

#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/kernel_evaluator.hpp"
#include "engine/lang/detail/kernel_words.hpp"

namespace kede::lang::detail {
namespace {

template <class T>
struct Array {
  const T* values;
  T operator()(std::size_t row) const { return values[row]; }
};
template <class T>
struct Same {
  T value;
  T operator()(std::size_t) const { return value; }
};

template <class Left, class Right>
void fill(BinaryOperator op, Word* out, std::size_t words, Left left, Right right) {
  const auto each = [&](auto holds) {
    for (std::size_t w = 0; w < words; ++w) {
      const std::size_t first = w * kWordBits;
      out[w] = pack([&](std::size_t b) { return holds(left(first + b), right(first + b)); });
    }
  };
  switch (op) {
    case BinaryOperator::equal: return each([](auto a, auto b) { return a == b; });
    case BinaryOperator::not_equal: return each([](auto a, auto b) { return a != b; });
    case BinaryOperator::less: return each([](auto a, auto b) { return a < b; });
    case BinaryOperator::less_equal: return each([](auto a, auto b) { return a <= b; });
    case BinaryOperator::greater: return each([](auto a, auto b) { return a > b; });
    default: return each([](auto a, auto b) { return a >= b; });
  }
}

template <class T>
void fill_arrays(BinaryOperator op, Word* out, std::size_t words, const T* left, const T* right, bool right_is_one) {
  if (right_is_one) return fill(op, out, words, Array<T>{left}, Same<T>{right[0]});
  fill(op, out, words, Array<T>{left}, Array<T>{right});
}

constexpr BinaryOperator mirrored(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::less: return BinaryOperator::greater;
    case BinaryOperator::less_equal: return BinaryOperator::greater_equal;
    case BinaryOperator::greater: return BinaryOperator::less;
    case BinaryOperator::greater_equal: return BinaryOperator::less_equal;
    default: return op;
  }
}

bool has_numbers(const Vector& vector) { return vector.form == Form::integers || vector.form == Form::reals; }

bool is_equality(BinaryOperator op) { return op == BinaryOperator::equal || op == BinaryOperator::not_equal; }

// The limits of one row.
template <class T>
struct Ends {
  bool has_low;
  bool has_high;
  T low;
  T high;
};

template <class T>
Ends<T> ends(const Vector& vector, std::size_t row, const T* lows, const T* highs) {
  if (vector.bounded == nullptr || !has_bit(vector.bounded, row)) return {true, true, lows[row], lows[row]};
  return {has_bit(vector.has_low, row), has_bit(vector.has_high, row), lows[row], highs[row]};
}

// As bounded_comparison() does.
template <class T>
Truth less(const Ends<T>& a, const Ends<T>& b, bool or_equal) {
  const auto below = [](T x, T y, bool equal_counts) { return equal_counts ? x <= y : x < y; };
  if (a.has_high && b.has_low && below(a.high, b.low, or_equal)) return Truth::yes;
  if (b.has_high && a.has_low && below(b.high, a.low, !or_equal)) return Truth::no;
  return Truth::unknown;
}

template <class T>
Truth compare_ends(BinaryOperator op, const Ends<T>& a, const Ends<T>& b) {
  switch (op) {
    case BinaryOperator::less: return less(a, b, false);
    case BinaryOperator::less_equal: return less(a, b, true);
    case BinaryOperator::greater: return less(b, a, false);
    case BinaryOperator::greater_equal: return less(b, a, true);
    default: break;
  }
  const bool differ = less(a, b, false) == Truth::yes || less(b, a, false) == Truth::yes;
  if (!differ) return Truth::unknown;
  return op == BinaryOperator::equal ? Truth::no : Truth::yes;
}

void settle(Vector& out, std::size_t row, Truth truth) {
  if (truth != Truth::unknown) set_bit(truth == Truth::yes ? out.yes : out.no, row);
}

// Fills `answers` for forms that compare value by value; false: there is no such kernel.
bool compare_plain(BinaryOperator op, const Vector& left, const Vector& right, bool right_is_one, Word* answers, std::size_t words) {
  if (left.form == Form::integers && right.form == Form::integers) {
    fill_arrays(op, answers, words, left.integers, right.integers, right_is_one);
  } else if (left.form == Form::reals && right.form == Form::reals) {
    fill_arrays(op, answers, words, left.reals, right.reals, right_is_one);
  } else if (left.form == right.form && (left.form == Form::texts || left.form == Form::rows) && is_equality(op)) {
    fill_arrays(op, answers, words, left.ids, right.ids, right_is_one);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Vector KernelEvaluator::compare(const KernelNode& made) {
  const bool mirror = constant(made.arguments[0]) != nullptr;
  const NodeNumber first = made.arguments[mirror ? 1 : 0];
  const NodeNumber second = made.arguments[mirror ? 0 : 1];
  const BinaryOperator op = mirror ? mirrored(made.binary) : made.binary;
  const Vector* one = made.frame == kConstants ? nullptr : constant(second);
  const std::size_t rows = rows_of(made.frame);
  const Vector left = get(first, made.frame);
  const Vector right = one != nullptr ? *one : get(second, made.frame);
  Vector out = make_vector(arena(made.frame), Form::bits, made.type, rows);
  Word* answers = some_bits(made.frame, rows);
  if (left.form == Form::moneys && right.form == Form::moneys && left.bounded == nullptr && right.bounded == nullptr)
    return compare_moneys(made, op, left, right, one != nullptr);
  const bool same_units = left.type.tag == right.type.tag || !has_numbers(left);
  if (!same_units || !compare_plain(op, left, right, one != nullptr, answers, words_for(rows))) return boxed(made);
  const bool bounds = left.bounded != nullptr || right.bounded != nullptr;
  const bool any_hard = left.hard != nullptr || right.hard != nullptr;
  if (any_hard) out.hard = some_bits(made.frame, rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const Word right_known = one != nullptr ? everything(rows, w) : right.known[w];
    const Word is_known = left.known[w] & right_known;
    out.yes[w] = answers[w] & is_known;
    out.no[w] = ~answers[w] & is_known;
    if (any_hard) out.hard[w] = left.hard_word(w) | (one != nullptr ? 0 : right.hard_word(w));
    if (!bounds) continue;
    const Word open = left.present(w) & (one != nullptr ? right_known : right.present(w)) & ~is_known;
    for_each_bit(open, w, [&](std::size_t row) {
      const std::size_t at = one != nullptr ? 0 : row;
      if (left.form == Form::integers) {
        settle(out, row,
               compare_ends(op, ends(left, row, left.integers, left.high_integers), ends(right, at, right.integers, right.high_integers)));
      } else {
        settle(out, row, compare_ends(op, ends(left, row, left.reals, left.high_reals), ends(right, at, right.reals, right.high_reals)));
      }
    });
  }
  return out;
}

}  // namespace kede::lang::detail
