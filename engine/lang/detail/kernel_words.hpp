// Loops over the rows of bitmaps, shared by the kernels.
// Used by the sources of the KernelEvaluator.
// Pure functions.
// Law: what is written to a word has a meaning for the rows of its known bits only; the caller masks the rest.
#pragma once

#include <bit>
#include <cstdint>

#include "engine/lang/columns.hpp"

namespace kede::lang::detail {

// Sixty-four answers as one word: eight bytes at a time, their lowest bits gathered by one multiplication.
template <class Answer>
Word pack(Answer answer) {
  std::uint8_t bytes[kWordBits];
  for (std::size_t b = 0; b < kWordBits; ++b) bytes[b] = answer(b) ? 1 : 0;
  Word out = 0;
  for (std::size_t group = 0; group < kWordBits / 8; ++group) {
    std::uint64_t eight = 0;
    for (std::size_t b = 0; b < 8; ++b) eight |= std::uint64_t{bytes[group * 8 + b]} << (8 * b);
    out |= ((eight * 0x0102040810204080U) >> 56U) << (8 * group);
  }
  return out;
}

template <class Each>
void for_each_bit(Word bits, std::size_t word, Each each) {
  for (; bits != 0; bits &= bits - 1) each(word * kWordBits + static_cast<std::size_t>(std::countr_zero(bits)));
}

}  // namespace kede::lang::detail
