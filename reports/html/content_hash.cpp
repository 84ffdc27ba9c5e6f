#include "reports/html/content_hash.hpp"

#include "engine/base/hash.hpp"

namespace kede::reports {

std::string content_hash(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bits;
  for (const char digit : sha256(bytes)) {
    const auto value = static_cast<unsigned>(kDigits.find(digit));
    for (int bit = 3; bit >= 0; --bit) bits.push_back((value >> static_cast<unsigned>(bit)) & 1U ? '1' : '0');
  }
  while (bits.size() % 6 != 0) bits.push_back('0');
  std::string out;
  for (std::size_t at = 0; at < bits.size(); at += 6) out.push_back(kLetters[std::stoul(bits.substr(at, 6), nullptr, 2)]);
  while (out.size() % 4 != 0) out.push_back('=');
  return out;
}

}  // namespace kede::reports
