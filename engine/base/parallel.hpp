// The one way to use several threads: the same work for every index of a range.
// Used where the measured time of a step is worth it.
// `work` is called at most once per index, from any thread; results are written by index.
// Law: identical bytes for 1 and for N threads.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace kede {

// Calls work(i) for 0 <= i < count on `threads` threads (1: on the calling one). An exception of `work` is passed on after all threads have
// ended.
void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work, std::stop_token stop = {});

}  // namespace kede
