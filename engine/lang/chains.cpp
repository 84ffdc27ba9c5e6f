#include "engine/lang/chains.hpp"

#include <utility>

namespace kede::lang {
namespace {

// What is known of those below a row.
using Marks = std::uint8_t;
constexpr Marks kDecides = 1;  // somebody who decides
constexpr Marks kUnknown = 2;  // somebody of whom it is not known
constexpr Marks kOpen = 4;     // a list that may go on
constexpr Marks kHard = 8;     // somebody whom only the interpreter can judge

std::vector<Marks> own_marks(const Vector& body, Quantifier quantifier, std::size_t rows) {
  const Word* decides = quantifier == Quantifier::exists ? body.yes : body.no;
  const Word* neutral = quantifier == Quantifier::exists ? body.no : body.yes;
  std::vector<Marks> out(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const bool is_hard = body.hard != nullptr && has_bit(body.hard, row);
    out[row] = is_hard ? kHard : has_bit(decides, row) ? kDecides : has_bit(neutral, row) ? Marks{0} : kUnknown;
  }
  return out;
}

// One step for every row: its own list, and what its suppliers are and have below them. What is decided stays so.
void look_below(const Adjacency& adjacency, const std::vector<Marks>& seen, std::vector<Marks>& found) {
  // Held here, since the compiler must take a byte that is written for anything.
  const std::uint32_t* offsets = adjacency.offsets.data();
  const std::uint32_t* targets = adjacency.targets.data();
  const Word* open = adjacency.open.data();
  const Marks* marks = seen.data();
  Marks* out = found.data();
  const std::size_t rows = adjacency.rows();
  std::uint32_t edge = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint32_t end = offsets[row + 1];
    if ((out[row] & kDecides) != 0) {
      edge = end;
      continue;
    }
    unsigned below = has_bit(open, row) ? kOpen : 0U;
    for (; edge < end; ++edge) below |= marks[targets[edge]];
    out[row] = static_cast<Marks>(below);
  }
}

// Walks from one row, as it must be done where the rounds would come back to the row itself.
class OneWalk {
 public:
  OneWalk(const Adjacency& adjacency, const std::vector<Marks>& own) : adjacency_(adjacency), own_(own), met_(adjacency.rows()) {}

  Marks from(std::uint32_t start, int depth) {
    ++round_;
    unsigned marks = 0;
    std::vector<std::uint32_t> tier{start};
    met_[start] = round_;
    for (int distance = 0; distance < depth && !tier.empty(); ++distance) {
      std::vector<std::uint32_t> next;
      for (const std::uint32_t row : tier) {
        if (has_bit(adjacency_.open.data(), row)) marks |= kOpen;
        for (std::uint32_t e = adjacency_.offsets[row]; e < adjacency_.offsets[row + 1]; ++e) {
          const std::uint32_t target = adjacency_.targets[e];
          if (std::exchange(met_[target], round_) == round_) continue;
          marks |= own_[target];
          next.push_back(target);
        }
      }
      tier = std::move(next);
    }
    return static_cast<Marks>(marks);
  }

 private:
  const Adjacency& adjacency_;
  const std::vector<Marks>& own_;
  std::vector<std::uint32_t> met_;
  std::uint32_t round_ = 0;
};

}  // namespace

Vector ask_downstream(const Adjacency& adjacency, const Vector& body, Quantifier quantifier, int depth, Arena& arena) {
  const std::size_t rows = adjacency.rows();
  const std::vector<Marks> own = own_marks(body, quantifier, rows);
  std::vector<Marks> found(rows);
  std::vector<Marks> seen = own;
  for (int distance = 1; distance <= depth; ++distance) {
    look_below(adjacency, seen, found);
    for (std::size_t row = 0; row < rows; ++row) seen[row] = static_cast<Marks>(own[row] | found[row]);
  }
  OneWalk walk(adjacency, own);
  Vector out = make_vector(arena, Form::bits, Type::of(TypeTag::boolean), rows);
  Word* decided = quantifier == Quantifier::exists ? out.yes : out.no;
  Word* neutral = quantifier == Quantifier::exists ? out.no : out.yes;
  for (std::size_t row = 0; row < rows; ++row) {
    Marks marks = found[row];
    if (own[row] != 0 && has_bit(adjacency.cyclic.data(), row)) marks = walk.from(static_cast<std::uint32_t>(row), depth);
    if ((marks & kDecides) != 0) {
      set_bit(decided, row);
    } else if ((marks & kHard) != 0) {
      if (out.hard == nullptr) out.hard = arena.words(rows);
      set_bit(out.hard, row);
    } else if (marks == 0) {
      set_bit(neutral, row);
    }
  }
  return out;
}

}  // namespace kede::lang
