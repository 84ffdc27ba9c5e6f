// UTF-8 by code points, for literals and text functions.
// Used inside engine/lang.
// Pure functions.
// Law: well-formed in, well-formed out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kede::lang::detail {

// Bytes of the sequence that this byte begins; 1 for a byte that begins none.
constexpr std::size_t sequence_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte >= 0xF0) return 4;
  if (byte >= 0xE0) return 3;
  if (byte >= 0xC0) return 2;
  return 1;
}

inline void append_utf8(std::string& text, std::uint32_t point) {
  const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | (point >> 6));
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | (point >> 12));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | (point >> 18));
    put(0x80 | ((point >> 12) & 0x3F));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

std::u32string to_points(std::string_view text);
std::string to_utf8(std::u32string_view points);

}  // namespace kede::lang::detail
