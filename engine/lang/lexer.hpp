// Cuts the text of an expression into tokens.
// Used by the parser only.
// Pure; tokens keep byte positions, not views.
// Law: every byte sequence ends in tokens or in one diagnostic with its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/lang/ast.hpp"

namespace kede::lang {

enum class TokenKind : std::uint8_t { end, name, quoted_name, integer, unsigned_integer, real, text, bytes, symbol };

struct Token {
  TokenKind kind = TokenKind::end;
  Span span;
  std::string text;           // of a name, a symbol, or the content of a literal of text or bytes
  std::uint64_t integer = 0;  // magnitude; the sign is an operator
  double real = 0;
};

// The longest expression, in bytes.
constexpr std::size_t kLongestExpression = 4096;
Result<std::vector<Token>> tokenize(std::string_view text);

}  // namespace kede::lang
