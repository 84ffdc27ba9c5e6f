#include "engine/lang/detail/kernel_evaluator.hpp"

#include <algorithm>

namespace kede::lang::detail {
namespace {

// More elements than this at once are left to the interpreter: memory must stay bounded.
constexpr std::size_t kMostElements = 1U << 21U;

template <class T>
T* at_row(T* array, std::size_t row) {
  return array == nullptr ? nullptr : array + row;
}
Word* at_bit(Word* words, std::size_t row) { return words == nullptr ? nullptr : words + row / kWordBits; }

// The rows from `begin` on, which is a multiple of 64.
Vector slice(const Vector& whole, std::size_t begin) {
  Vector out = whole;
  for (Word** words : {&out.known, &out.yes, &out.no, &out.hard, &out.bounded, &out.has_low, &out.has_high, &out.complete})
    *words = at_bit(*words, begin);
  out.integers = at_row(out.integers, begin);
  out.high_integers = at_row(out.high_integers, begin);
  out.reals = at_row(out.reals, begin);
  out.high_reals = at_row(out.high_reals, begin);
  out.ids = at_row(out.ids, begin);
  out.boxed = at_row(out.boxed, begin);
  out.begins = at_row(out.begins, begin);
  out.ends = at_row(out.ends, begin);
  return out;
}

}  // namespace

KernelEvaluator::KernelEvaluator(const KernelProgram& program, model::KindId kind, const Columns& columns, SubjectWorlds& worlds,
                                 const std::vector<Vector>* chains)
    : program_(program),
      kind_(kind),
      columns_(columns),
      worlds_(worlds),
      chains_(chains),
      texts_(&columns.texts()),
      frames_(program.frame_count()) {
  frames_[kConstants].is_open = true;
  frames_[kConstants].rows = 1;
}

void KernelEvaluator::start(std::size_t begin, std::size_t rows) {
  arena_.reset();
  begin_ = begin;
  for (std::size_t f = kSubjects; f < frames_.size(); ++f) {
    frames_[f].is_open = false;
    frames_[f].known.clear();
  }
  Frame& subjects = frames_[kSubjects];
  subjects.is_open = true;
  subjects.rows = rows;
  subjects.element = make_vector(arena_, Form::rows, Type::record(kind_), rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) subjects.element.known[w] = everything(rows, w);
  for (std::size_t row = 0; row < rows; ++row) subjects.element.ids[row] = static_cast<std::uint32_t>(begin + row);
}

Vector& KernelEvaluator::truth(NodeNumber number) {
  Vector& found = get(number, kSubjects);
  if (found.hard == nullptr) return found;
  const std::size_t words = words_for(rows_of(kSubjects));
  Vector own = make_vector(arena_, Form::bits, found.type, rows_of(kSubjects));
  std::copy_n(found.yes, words, own.yes);
  std::copy_n(found.no, words, own.no);
  own.hard = found.hard;
  found = own;
  return found;
}

Word KernelEvaluator::everything(std::size_t rows, std::size_t word) const {
  const std::size_t left = rows - word * kWordBits;
  return left >= kWordBits ? ~Word{0} : (Word{1} << left) - 1;
}

Vector KernelEvaluator::all_hard(Type type, FrameNumber frame) {
  const std::size_t rows = rows_of(frame);
  Vector out = make_vector(arena(frame), form_of(type), type, rows);
  out.hard = some_bits(frame, rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) out.hard[w] = everything(rows, w);
  return out;
}

KernelEvaluator::Frame& KernelEvaluator::open(FrameNumber number) {
  Frame& frame = frames_[number];
  if (!frame.is_open) {
    frame.is_open = true;
    expand(number, frame);
  }
  return frame;
}

void KernelEvaluator::expand(FrameNumber number, Frame& frame) {
  const KernelFrame& about = program_.frame(number);
  Vector& list = get(about.list, about.outer);
  const std::size_t outer_rows = rows_of(about.outer);
  const Type item = node(about.variable).type;
  frame.starts = arena_.array<std::uint32_t>(outer_rows + 1);
  std::vector<std::uint32_t> parents;
  std::vector<std::uint32_t> places;
  Word* hard = nullptr;
  for (std::size_t row = 0; row < outer_rows; ++row) {
    frame.starts[row] = static_cast<std::uint32_t>(parents.size());
    if (!has_bit(list.known, row)) continue;
    std::size_t length = 0;
    if (list.form == Form::lists) {
      length = list.ends[row] - list.begins[row];
    } else if (const auto* boxed = list.boxed[row].as<List>()) {
      length = boxed->all().size();
    }
    if (parents.size() + length > kMostElements) {
      if (hard == nullptr) hard = arena_.words(outer_rows);
      set_bit(hard, row);
      continue;
    }
    parents.insert(parents.end(), length, static_cast<std::uint32_t>(row));
    for (std::size_t i = 0; i < length; ++i)
      places.push_back(static_cast<std::uint32_t>(list.form == Form::lists ? list.begins[row] + i : i));
  }
  frame.starts[outer_rows] = static_cast<std::uint32_t>(parents.size());
  frame.rows = parents.size();
  frame.parents = arena_.array<std::uint32_t>(frame.rows);
  std::copy(parents.begin(), parents.end(), frame.parents);
  if (hard != nullptr) {
    for (std::size_t w = 0; list.hard != nullptr && w < words_for(outer_rows); ++w) hard[w] |= list.hard[w];
    list.hard = hard;
  }
  if (list.form == Form::lists) {
    frame.element = gather(*list.items, places.data(), nullptr, frame.rows);
    return;
  }
  frame.element = make_vector(arena_, form_of(item), item, frame.rows);
  Coder into = coder(number);
  for (std::size_t row = 0; row < frame.rows; ++row)
    into.put(frame.element, frame.rows, row, list.boxed[parents[row]].as<List>()->all()[places[row]]);
}

Vector& KernelEvaluator::get(NodeNumber number, FrameNumber at) {
  Frame& frame = open(at);
  const auto found = frame.known.find(number);
  if (found != frame.known.end()) return found->second;
  const FrameNumber own = node(number).frame;
  Vector made;
  if (own == at) {
    made = compute(number);
  } else if (number == program_.hard_node()) {
    made = all_hard(Type::of(TypeTag::boolean), at);
  } else if (own == kConstants) {
    made = broadcast(get(number, kConstants), frame.rows);
  } else {
    made = gather(get(number, program_.frame(at).outer), frame.parents, nullptr, frame.rows);
  }
  return frame.known.emplace(number, made).first->second;
}

const Vector* KernelEvaluator::constant(NodeNumber number) {
  if (node(number).frame != kConstants || number == program_.hard_node()) return nullptr;
  const Vector& found = get(number, kConstants);
  return found.form != Form::bits && found.hard == nullptr && has_bit(found.known, 0) ? &found : nullptr;
}

Vector KernelEvaluator::compute(NodeNumber number) {
  const KernelNode& made = node(number);
  switch (made.op) {
    case KernelOp::hard: return all_hard(Type::of(TypeTag::boolean), made.frame);
    case KernelOp::literal:
    case KernelOp::today: {
      Vector out = make_vector(constants_, form_of(made.type), made.type, 1);
      const auto as_of = [&] { return Value(worlds_.world(columns_.record(kind_, begin_)).as_of()); };
      coder(kConstants).put(out, 1, 0, made.op == KernelOp::literal ? made.values[0] : as_of());
      return out;
    }
    case KernelOp::variable: return open(made.frame).element;
    case KernelOp::field: return field(made);
    case KernelOp::chain:
      return chains_ == nullptr ? all_hard(made.type, made.frame) : slice((*chains_)[static_cast<std::size_t>(made.wanted)], begin_);
    case KernelOp::compare: return compare(made);
    case KernelOp::arithmetic: return calculate(made);
    case KernelOp::both:
    case KernelOp::either: return logic(made);
    case KernelOp::at_least: return at_least(made);
    case KernelOp::negation: return negation(made);
    case KernelOp::conditional: return conditional(made);
    case KernelOp::known: return known(made);
    case KernelOp::complete: return complete(made);
    case KernelOp::one_of: return one_of(made);
    case KernelOp::call: return called(number, made);
    case KernelOp::filter: return filtered(made);
    case KernelOp::map: return mapped(made);
    case KernelOp::exists:
    case KernelOp::all: return quantified(made);
    case KernelOp::exists_one: return exists_one(made);
    case KernelOp::size:
    case KernelOp::count:
    case KernelOp::share: return tallied(made);
    case KernelOp::minus:
    case KernelOp::reached:
    case KernelOp::contains:
    case KernelOp::make_list: break;
  }
  return boxed(made);
}

Vector KernelEvaluator::field(const KernelNode& made) {
  const Vector* column = columns_.find(made.field);
  const std::size_t rows = rows_of(made.frame);
  if (column == nullptr) return all_hard(made.type, made.frame);
  const NodeNumber operand = made.arguments[0];
  if (operand == program_.subject() && made.frame == kSubjects) return slice(*column, begin_);
  const Vector& records = get(operand, made.frame);
  if (records.form != Form::rows) return all_hard(made.type, made.frame);
  Vector out = gather(*column, records.ids, records.known, rows);
  if (records.hard == nullptr) return out;
  if (out.hard == nullptr) out.hard = arena_.words(rows);
  for (std::size_t w = 0; w < words_for(rows); ++w) out.hard[w] |= records.hard[w];
  return out;
}

void KernelEvaluator::gather_bits(Word* to, const Word* from, const std::uint32_t* rows, const Word* among, std::size_t count) {
  for (std::size_t w = 0; w < words_for(count); ++w) {
    const Word wanted = among == nullptr ? everything(count, w) : among[w];
    if (wanted == 0) continue;
    Word bits = 0;
    const std::uint32_t* row = rows + w * kWordBits;
    const std::size_t end = std::min(kWordBits, count - w * kWordBits);
    for (std::size_t b = 0; b < end; ++b) bits |= ((from[row[b] / kWordBits] >> (row[b] % kWordBits)) & 1U) << b;
    to[w] = bits & wanted;
  }
}

Vector KernelEvaluator::gather(const Vector& from, const std::uint32_t* rows, const Word* among, std::size_t count) {
  Vector out = make_vector(arena_, from.form, from.type, count);
  const auto bits = [&](Word*& to, const Word* source) {
    if (source == nullptr) return;
    if (to == nullptr) to = arena_.words(count);
    gather_bits(to, source, rows, among, count);
  };
  if (from.bounded != nullptr) add_bounds(arena_, out, count);
  bits(out.known, from.known);
  bits(out.yes, from.yes);
  bits(out.no, from.no);
  bits(out.hard, from.hard);
  bits(out.bounded, from.bounded);
  bits(out.has_low, from.has_low);
  bits(out.has_high, from.has_high);
  bits(out.complete, from.complete);
  // Rows that are not wanted point to the first one, or to nothing at all.
  const auto is_wanted = [&](std::size_t w) { return among == nullptr || among[w] != 0; };
  const auto copy = [&](auto* to, const auto* source) {
    for (std::size_t w = 0; source != nullptr && w < words_for(count); ++w) {
      if (!is_wanted(w)) continue;
      const std::size_t end = std::min(count, (w + 1) * kWordBits);
      for (std::size_t row = w * kWordBits; row < end; ++row) to[row] = source[rows[row]];
    }
  };
  copy(out.integers, from.integers);
  copy(out.high_integers, from.high_integers);
  copy(out.reals, from.reals);
  copy(out.high_reals, from.high_reals);
  copy(out.ids, from.ids);
  copy(out.begins, from.begins);
  copy(out.ends, from.ends);
  copy(out.boxed, from.boxed);
  out.items = from.items;
  return out;
}

Vector KernelEvaluator::broadcast(const Vector& one, std::size_t rows) {
  const std::uint32_t* first = arena_.array<std::uint32_t>(rows);
  return gather(one, first, nullptr, rows);
}

}  // namespace kede::lang::detail
