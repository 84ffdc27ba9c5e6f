#include "reports/text_lines.hpp"

#include "engine/base/text.hpp"

namespace kede::reports {
namespace {

std::size_t bytes_of(std::string_view text, std::size_t points) {
  std::size_t at = 0;
  while (at < text.size() && points > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    --points;
  }
  return at;
}

// At most `width` code points, the mark of a cut included.
std::string fit(std::string_view text, std::size_t width) {
  return code_points(text) <= width ? std::string(text) : shorten(text, width - 1);
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : replace_invalid_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F) {
      gap = !out.empty();
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    out.push_back(c);
  }
  return out;
}

std::string pad_right(std::string_view text, std::size_t width) {
  std::string out = fit(text, width);
  const std::size_t used = code_points(out);
  if (used < width) out.append(width - used, ' ');
  return out;
}

std::string pad_left(std::string_view text, std::size_t width) {
  std::string out = fit(text, width);
  const std::size_t used = code_points(out);
  return used < width ? std::string(width - used, ' ') + out : out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t most) {
  std::vector<std::string> lines;
  std::string_view rest = trim(text);
  while (!rest.empty()) {
    if (code_points(rest) <= width || lines.size() + 1 == most) {
      lines.push_back(fit(rest, width));
      break;
    }
    std::size_t cut = bytes_of(rest, width);
    const std::size_t space = rest.rfind(' ', cut);
    if (space != std::string_view::npos && space > 0) cut = space;
    lines.emplace_back(trim(rest.substr(0, cut)));
    rest = trim(rest.substr(cut));
  }
  return lines;
}

}  // namespace kede::reports
