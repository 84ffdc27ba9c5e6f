#include "engine/base/parallel.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

using namespace kede;

TEST_CASE("every index is visited exactly once, for any number of threads") {
  for (const unsigned threads : {0U, 1U, 2U, 3U, 8U}) {
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{1000}, std::size_t{4099}}) {
      std::vector<std::atomic<int>> visits(count);
      parallel_for(count, threads, [&](std::size_t i) { ++visits[i]; });
      std::size_t once = 0;
      for (const auto& visit : visits) once += visit == 1 ? 1U : 0U;
      CHECK(once == count);
    }
  }
}

TEST_CASE("results written by index are the same for 1 and for 8 threads") {
  const auto run = [](unsigned threads) {
    std::vector<double> out(5000);
    parallel_for(out.size(), threads, [&](std::size_t i) {
      double sum = 0;
      for (std::size_t k = 1; k <= i % 100 + 1; ++k) sum += 1.0 / static_cast<double>(k * (i + 1));
      out[i] = sum;
    });
    return out;
  };
  CHECK(run(1) == run(8));
}

TEST_CASE("an exception is passed on after the threads have ended, and later work is left") {
  for (const unsigned threads : {1U, 4U}) {
    std::atomic<int> running{0};
    CHECK_THROWS_AS(parallel_for(10'000, threads,
                                 [&](std::size_t i) {
                                   ++running;
                                   if (i == 17) {
                                     --running;
                                     throw std::runtime_error("17");
                                   }
                                   --running;
                                 }),
                    std::runtime_error);
    CHECK(running == 0);
  }
}

TEST_CASE("a stop that is asked for ends the work early") {
  for (const unsigned threads : {1U, 4U}) {
    std::stop_source stop;
    std::atomic<std::size_t> done{0};
    parallel_for(
        1'000'000, threads,
        [&](std::size_t) {
          if (++done == 10) stop.request_stop();
        },
        stop.get_token());
    CHECK(done < 1'000'000);
  }
}
