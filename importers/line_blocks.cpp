#include "importers/line_blocks.hpp"

#include <algorithm>

namespace kede::importers {
namespace {

std::uint32_t count_lines(std::string_view bytes) {
  std::uint32_t lines = 0;
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) ++lines;
  return lines;
}

}  // namespace

bool LineBlocks::more(std::string& bytes) {
  const std::size_t before = bytes.size();
  const std::size_t wanted = std::max(kBlock, before + kBlock / 2);
  bytes.resize(wanted);
  std::size_t filled = before;
  while (filled < wanted) {
    const std::size_t got = text_.read(bytes.data() + filled, wanted - filled);
    if (got == 0) break;
    filled += got;
  }
  bytes.resize(filled);
  ended_ = filled < wanted;
  return filled > before;
}

void LineBlocks::pass_over_line(std::string& begun) {
  std::string piece;
  begun.resize(std::min(begun.size(), kExcerpt));
  for (bool found = false; !found && !ended_;) {
    piece.clear();
    more(piece);
    const std::size_t end = piece.find('\n');
    found = end != std::string::npos;
    if (found) rest_ = piece.substr(end + 1);
  }
}

bool LineBlocks::next(LineBlock& block) {
  block.oversized = false;
  block.first_line = line_;
  block.bytes.clear();
  block.bytes.swap(rest_);
  for (std::size_t looked_at = 0; !ended_;) {
    more(block.bytes);
    const std::size_t last = std::string_view(block.bytes).substr(looked_at).rfind('\n');
    if (last != std::string_view::npos && !ended_) {
      rest_.assign(block.bytes, looked_at + last + 1);
      block.bytes.resize(looked_at + last + 1);
      line_ += count_lines(block.bytes);
      return true;
    }
    looked_at = block.bytes.size();
    if (!ended_ && looked_at > longest_line_) {
      pass_over_line(block.bytes);
      block.oversized = true;
      ++line_;
      return true;
    }
  }
  line_ += count_lines(block.bytes);
  return !block.bytes.empty();
}

}  // namespace kede::importers
