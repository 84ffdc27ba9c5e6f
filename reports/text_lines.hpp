// Text in columns of a terminal: padding, wrapping and cutting by code points.
// Used by the text report and by drawings.
// Pure functions over well-formed UTF-8.
// Law: no line is wider than asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kede::reports {

// The text on one line: every run of white space and control characters is one space.
std::string one_line(std::string_view text);
std::string pad_right(std::string_view text, std::size_t width);  // longer text is cut with "…"
std::string pad_left(std::string_view text, std::size_t width);
// Broken at spaces into at most `most` lines of `width`; what is left over is cut with "…".
std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t most);

}  // namespace kede::reports
