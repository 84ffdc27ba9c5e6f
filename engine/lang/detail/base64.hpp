// Bytes written in 64 characters of ASCII (RFC 4648).
// Used by the functions of conformance mode and by the batch evaluator.
// Pure functions.
// Law: what was encoded is decoded to the same bytes; the padding may be left out when decoding, and nothing else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kede::lang::detail {

std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace kede::lang::detail
