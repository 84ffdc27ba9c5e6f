// A value, or the diagnostics that say why there is none.
// Returned by every function that can fail for reasons outside the program.
// Owns its content; no thread rules.
// Law: a failed Result holds at least one diagnostic; reading the value of a failed Result is our own mistake (assertion).
#pragma once

#include <cassert>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/diagnostic.hpp"

namespace kede {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Diagnostic diagnostic) : content_(std::vector<Diagnostic>{}) { std::get<1>(content_).push_back(std::move(diagnostic)); }
  Result(std::vector<Diagnostic> diagnostics) : content_(std::move(diagnostics)) { assert(!std::get<1>(content_).empty()); }

  bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&content_);
  }
  T& value() & {
    assert(ok());
    return *std::get_if<0>(&content_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&content_));
  }
  const T* operator->() const { return &value(); }
  const T& operator*() const& { return value(); }
  const std::vector<Diagnostic>& diagnostics() const& {
    assert(!ok());
    return *std::get_if<1>(&content_);
  }
  std::vector<Diagnostic>&& diagnostics() && {
    assert(!ok());
    return std::move(*std::get_if<1>(&content_));
  }

 private:
  std::variant<T, std::vector<Diagnostic>> content_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }
  Result(std::vector<Diagnostic> diagnostics) : diagnostics_(std::move(diagnostics)) {}

  bool ok() const { return diagnostics_.empty(); }
  explicit operator bool() const { return ok(); }
  const std::vector<Diagnostic>& diagnostics() const& { return diagnostics_; }
  std::vector<Diagnostic>&& diagnostics() && { return std::move(diagnostics_); }

 private:
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace kede
