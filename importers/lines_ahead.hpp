// Blocks of lines read ahead on a thread of their own, so that reading, unpacking and hashing go on while lines are looked at.
// Made by importers of JSON Lines around LineBlocks.
// The text belongs to the reading thread until the last block was given or this ends; the memory of blocks is used again.
// Law: the blocks are those of LineBlocks, in their order; no more than three of them exist.
#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "importers/line_blocks.hpp"

namespace kede::importers {

class LinesAhead {
 public:
  explicit LinesAhead(LineBlocks& lines) : lines_(lines) {}

  // False at the end of the text. What was in the block is given back.
  bool next(LineBlock& block);

 private:
  void read(const std::stop_token& stop);

  LineBlocks& lines_;
  std::mutex lock_;
  std::condition_variable_any changed_;
  std::vector<LineBlock> filled_;  // at most one
  std::vector<LineBlock> empty_;
  bool ended_ = false;
  std::exception_ptr failure_;
  std::jthread reader_;  // begun with the second block, since most files have only one; the last member, so that it ends first
};

}  // namespace kede::importers
