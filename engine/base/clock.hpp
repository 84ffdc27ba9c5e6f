// The time, handed in so that a run can be repeated.
// Made by main (the system clock) and by tests (a fixed one); used only for the default assessment date and for progress.
// Const after construction.
// Law: nothing below the app layer looks at the wall clock.
#pragma once

#include "engine/base/date.hpp"

namespace kede {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Date today() const = 0;
};

class SystemClock final : public Clock {
 public:
  Date today() const override { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }
};

class FixedClock final : public Clock {
 public:
  explicit FixedClock(Date date) : date_(date) {}
  Date today() const override { return date_; }

 private:
  Date date_;
};

}  // namespace kede
