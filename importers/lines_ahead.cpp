#include "importers/lines_ahead.hpp"

#include <utility>

namespace kede::importers {

bool LinesAhead::next(LineBlock& block) {
  if (!reader_.joinable()) {
    const bool first = block.bytes.empty();
    if (!lines_.next(block)) return false;
    if (!first) {
      empty_.resize(2);
      reader_ = std::jthread([this](const std::stop_token& stop) { read(stop); });
    }
    return true;
  }
  std::unique_lock guard(lock_);
  changed_.wait(guard, [this] { return !filled_.empty() || ended_; });
  if (filled_.empty()) {
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    return false;
  }
  std::swap(block, filled_.back());
  empty_.push_back(std::move(filled_.back()));
  filled_.pop_back();
  changed_.notify_all();
  return true;
}

void LinesAhead::read(const std::stop_token& stop) {
  LineBlock block;
  try {
    for (bool more = true; more;) {
      {
        std::unique_lock guard(lock_);
        if (!changed_.wait(guard, stop, [this] { return !empty_.empty(); })) return;
        block = std::move(empty_.back());
        empty_.pop_back();
      }
      more = lines_.next(block);
      std::unique_lock guard(lock_);
      if (more && !changed_.wait(guard, stop, [this] { return filled_.empty(); })) return;
      if (more) filled_.push_back(std::move(block));
      ended_ = !more;
      changed_.notify_all();
    }
  } catch (...) {
    const std::lock_guard guard(lock_);
    failure_ = std::current_exception();
    ended_ = true;
    changed_.notify_all();
  }
}

}  // namespace kede::importers
