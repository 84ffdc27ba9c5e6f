// The lines of a text in blocks of whole lines, so that one thread can read on while others look at the lines.
// Made by importers of JSON Lines around a SourceText.
// LineBlocks belongs to one thread; a LineBlock owns its bytes and may go to another.
// Law: every line is in exactly one block, and only a line beyond the limit is cut, which the block tells.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>

#include "importers/source.hpp"

namespace kede::importers {

struct LineBlock {
  std::string bytes;  // whole lines with their ends; the last line of the text may lack one
  std::uint32_t first_line = 1;
  bool oversized = false;  // the beginning of one line that is longer than the limit; its rest was passed over
};

class LineBlocks {
 public:
  static constexpr std::size_t kBlock = 512U << 10U;

  LineBlocks(SourceText& text, std::size_t longest_line) : text_(text), longest_line_(longest_line) {}

  // False at the end of the text.
  bool next(LineBlock& block);

 private:
  bool more(std::string& bytes);
  void pass_over_line(std::string& begun);

  SourceText& text_;
  std::size_t longest_line_;
  std::string rest_;  // the beginning of a line whose end has not been read yet
  std::uint32_t line_ = 1;
  bool ended_ = false;
};

// Calls use(begin, size, line number) for each line, without its end. A zero byte stands where the line ended, and the bytes may be
// changed.
template <class Use>
void for_each_line(LineBlock& block, const Use& use) {
  char* at = block.bytes.data();
  char* const end = at + block.bytes.size();
  for (std::uint32_t line = block.first_line; at < end; ++line) {
    char* found = static_cast<char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (found == nullptr) found = end;
    *found = '\0';
    use(at, static_cast<std::size_t>(found - at), line);
    at = found + 1;
  }
}

}  // namespace kede::importers
