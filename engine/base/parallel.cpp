#include "engine/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace kede {

void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work, std::stop_token stop) {
  if (threads <= 1 || count <= 1) {
    for (std::size_t i = 0; i < count && !stop.stop_requested(); ++i) work(i);
    return;
  }
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failure_lock;
  const std::size_t step = std::max<std::size_t>(1, count / (static_cast<std::size_t>(threads) * 64));
  const auto run = [&] {
    try {
      for (std::size_t begin = next.fetch_add(step); begin < count && !stop.stop_requested(); begin = next.fetch_add(step)) {
        for (std::size_t i = begin; i < std::min(count, begin + step); ++i) work(i);
      }
    } catch (...) {
      const std::lock_guard guard(failure_lock);
      if (!failure) failure = std::current_exception();
      next = count;
    }
  };
  {
    std::vector<std::jthread> pool;
    for (unsigned t = 1; t < threads; ++t) pool.emplace_back(run);
    run();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace kede
