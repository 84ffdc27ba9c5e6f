#include <cmath>
#include <limits>

#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/kernel_evaluator.hpp"
#include "engine/lang/detail/kernel_words.hpp"

namespace kede::lang::detail {
namespace {

bool is_exact(const Vector& vector) { return vector.bounded == nullptr && vector.hard == nullptr; }

// As in the interpreter: no result when it does not fit.
bool calculate_integers(BinaryOperator op, std::int64_t x, std::int64_t y, std::int64_t* to) {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  switch (op) {
    case BinaryOperator::add: return !__builtin_add_overflow(x, y, to);
    case BinaryOperator::subtract: return !__builtin_sub_overflow(x, y, to);
    case BinaryOperator::multiply: return !__builtin_mul_overflow(x, y, to);
    default: break;
  }
  if (y == 0 || (x == least && y == -1)) return false;
  *to = op == BinaryOperator::divide ? x / y : x % y;
  return true;
}

bool calculate_reals(BinaryOperator op, double x, double y, double* to) {
  switch (op) {
    case BinaryOperator::add: *to = x + y; break;
    case BinaryOperator::subtract: *to = x - y; break;
    case BinaryOperator::multiply: *to = x * y; break;
    default: *to = x / y; break;
  }
  return std::isfinite(*to);
}

// As std::llround(), of what fits: a number this large without decimals, or half away from zero.
std::int64_t rounded(double number) {
  const auto whole = static_cast<std::int64_t>(number);
  const double rest = number - static_cast<double>(whole);
  return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

int sign(std::int64_t units) { return (units > 0 ? 1 : 0) - (units < 0 ? 1 : 0); }

bool holds(BinaryOperator op, std::int64_t a, std::int64_t b) {
  switch (op) {
    case BinaryOperator::equal: return a == b;
    case BinaryOperator::not_equal: return a != b;
    case BinaryOperator::less: return a < b;
    case BinaryOperator::less_equal: return a <= b;
    case BinaryOperator::greater: return a > b;
    default: return a >= b;
  }
}

}  // namespace

// Of two currencies only what every rate would say is known: nothing is nothing, and a debt is less than an asset.
Vector KernelEvaluator::compare_moneys(const KernelNode& made, BinaryOperator op, const Vector& left, const Vector& right,
                                       bool right_is_one) {
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena(made.frame), Form::bits, made.type, rows);
  const std::size_t step = right_is_one ? 0 : 1;
  if (left.hard != nullptr || right.hard != nullptr) out.hard = some_bits(made.frame, rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const std::size_t first = w * kWordBits;
    const auto other = [&](std::size_t b) { return (first + b) * step; };
    const Word is_known = left.known[w] & (right_is_one ? everything(rows, w) : right.known[w]);
    if (out.hard != nullptr) out.hard[w] = left.hard_word(w) | (right_is_one ? 0 : right.hard_word(w));
    const Word answers = pack([&](std::size_t b) { return holds(op, left.integers[first + b], right.integers[other(b)]); });
    const Word alike = pack([&](std::size_t b) { return left.ids[first + b] == right.ids[other(b)]; });
    out.yes[w] = answers & is_known & alike;
    out.no[w] = ~answers & is_known & alike;
    for_each_bit(is_known & ~alike, 0, [&](std::size_t b) {
      const int a = sign(left.integers[first + b]);
      const int c = sign(right.integers[other(b)]);
      if (a != c || a == 0) set_bit(holds(op, a, c) ? out.yes : out.no, first + b);
    });
  }
  return out;
}

// What has no loop here is calculated value by value, by the same code as in the interpreter.
Vector KernelEvaluator::calculate(const KernelNode& made) {
  const Vector left = get(made.arguments[0], made.frame);
  const Vector right = get(made.arguments[1], made.frame);
  if (!is_exact(left) || !is_exact(right)) return boxed(made);
  const auto both = [&](TypeTag tag) { return left.type.is(tag) && right.type.is(tag) && made.type.is(tag); };
  if (both(TypeTag::integer) || (both(TypeTag::real) && made.binary != BinaryOperator::remainder))
    return calculate_numbers(made, left, right);
  const bool sums = made.binary == BinaryOperator::add || made.binary == BinaryOperator::subtract;
  if (both(TypeTag::money) && sums) return add_moneys(made, left, right);
  if (made.binary != BinaryOperator::multiply || !made.type.is(TypeTag::money)) return boxed(made);
  const auto is_factor = [](const Vector& vector) { return vector.form == Form::reals || vector.type.is(TypeTag::integer); };
  if (left.form == Form::moneys && is_factor(right)) return scale_moneys(made, left, right);
  return right.form == Form::moneys && is_factor(left) ? scale_moneys(made, right, left) : boxed(made);
}

Vector KernelEvaluator::calculate_numbers(const KernelNode& made, const Vector& left, const Vector& right) {
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena(made.frame), form_of(made.type), made.type, rows);
  const auto fill = [&](auto calculate) {
    for (std::size_t w = 0; w < words_for(rows); ++w)
      out.known[w] = left.known[w] & right.known[w] & pack([&](std::size_t b) { return calculate(w * kWordBits + b); });
  };
  if (out.form == Form::integers) {
    fill([&](std::size_t row) { return calculate_integers(made.binary, left.integers[row], right.integers[row], out.integers + row); });
  } else {
    fill([&](std::size_t row) { return calculate_reals(made.binary, left.reals[row], right.reals[row], out.reals + row); });
  }
  return out;
}

// Nothing has every currency.
Vector KernelEvaluator::add_moneys(const KernelNode& made, const Vector& left, const Vector& right) {
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena(made.frame), Form::moneys, made.type, rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const Word good = pack([&](std::size_t b) {
      const std::size_t row = w * kWordBits + b;
      const std::int64_t x = left.integers[row];
      const std::int64_t y = right.integers[row];
      out.ids[row] = x == 0 ? right.ids[row] : left.ids[row];
      const bool alike = left.ids[row] == right.ids[row] || x == 0 || y == 0;
      return calculate_integers(made.binary, x, y, out.integers + row) && alike;
    });
    out.known[w] = left.known[w] & right.known[w] & good;
  }
  return out;
}

Vector KernelEvaluator::scale_moneys(const KernelNode& made, const Vector& moneys, const Vector& factors) {
  const std::size_t rows = rows_of(made.frame);
  Vector out = make_vector(arena(made.frame), Form::moneys, made.type, rows);
  const bool is_percent = factors.type.is(TypeTag::percent);
  for (std::size_t w = 0; w < words_for(rows); ++w) {
    const Word good = pack([&](std::size_t b) {
      const std::size_t row = w * kWordBits + b;
      const double plain = factors.form == Form::reals ? factors.reals[row] : static_cast<double>(factors.integers[row]);
      const double units = static_cast<double>(moneys.integers[row]) * (is_percent ? plain / 100 : plain);
      const bool fits = std::abs(units) < 9.2e18;
      out.ids[row] = moneys.ids[row];
      out.integers[row] = rounded(fits ? units : 0.0);
      return fits;
    });
    out.known[w] = moneys.known[w] & factors.known[w] & good;
  }
  return out;
}

}  // namespace kede::lang::detail
