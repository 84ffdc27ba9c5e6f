#include "engine/lang/detail/base64.hpp"

#include <cstdint>

#include "engine/lang/detail/arithmetic.hpp"
#include "engine/lang/detail/functions.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view three = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < three.size() ? static_cast<unsigned char>(three[i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += i <= three.size() ? kDigits[bits >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 == 0) {
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = (bits << 6 | static_cast<std::uint32_t>(digit)) & 0xFFFFU;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(static_cast<unsigned char>(bits >> held));
  }
  return out;
}

Value encode_base64(const CallContext&, Arguments arguments) {
  const auto* bytes = arguments[0].as<Bytes>();
  return bytes == nullptr ? no_overload("base64.encode", arguments[0]) : Value(to_base64(bytes->data));
}

Value decode_base64(const CallContext&, Arguments arguments) {
  const auto* text = arguments[0].as<std::string>();
  if (text == nullptr) return no_overload("base64.decode", arguments[0]);
  std::optional<std::string> bytes = from_base64(*text);
  return bytes ? Value(Bytes{std::move(*bytes)}) : Value(Failure{"KD2214", {{"text", *text}, {"type", "base64"}}, 0, 0});
}

}  // namespace kede::lang::detail
