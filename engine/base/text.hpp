// Small text work on bytes of UTF-8: trimming, splitting, checking, shortening.
// Used everywhere; Unicode folding and transliteration belong to engine/identity.
// Pure functions; views point into the argument.
// Law: nothing here depends on the locale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kede {

// ASCII digits only, whatever the locale.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Without white space (also no-break spaces and a BOM) at both ends.
std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string ascii_lower(std::string_view text);
bool equals_ignoring_ascii_case(std::string_view a, std::string_view b);

// Offset of the first byte that is not well-formed UTF-8 (no surrogates, no overlong forms), or npos.
std::size_t find_invalid_utf8(std::string_view text);
// The text with every ill-formed byte sequence replaced by U+FFFD.
std::string replace_invalid_utf8(std::string_view text);
// Number of code points of well-formed text.
std::size_t code_points(std::string_view text);
// At most `limit` code points, with "…" when something was cut.
std::string shorten(std::string_view text, std::size_t limit);

// "Hello {name}" with {name} replaced; an unknown name stays as written.
std::string fill_template(std::string_view pattern, const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace kede
