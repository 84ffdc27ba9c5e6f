#include "engine/lang/detail/unicode.hpp"

namespace kede::lang::detail {

std::u32string to_points(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text[at]);
    std::uint32_t point = static_cast<unsigned char>(text[at]);
    if (length > 1) point &= 0xFFU >> (length + 1);
    for (std::size_t i = 1; i < length && at + i < text.size(); ++i) {
      point = (point << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    points += static_cast<char32_t>(point);
    at += length;
  }
  return points;
}

std::string to_utf8(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) append_utf8(text, static_cast<std::uint32_t>(point));
  return text;
}

}  // namespace kede::lang::detail
