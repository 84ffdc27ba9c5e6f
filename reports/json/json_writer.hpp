// Writes JSON in a fixed order and a fixed number format.
// Used by the JSON report.
// A JsonWriter belongs to one thread.
// Law: the same values give the same bytes on every machine; a number has at most six decimals; text is well-formed UTF-8.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kede::reports {

class JsonWriter {
 public:
  JsonWriter();
  ~JsonWriter();

  // A member of the object that is open, or (without a name) an item of the array.
  void object(std::string_view name, const std::function<void()>& fill);
  void array(std::string_view name, const std::function<void()>& fill);
  void text(std::string_view name, std::string_view value);
  void number(std::string_view name, double value);
  void count(std::string_view name, std::int64_t value);
  void flag(std::string_view name, bool value);
  void null(std::string_view name);
  // The whole document, ended by a line feed.
  std::string take();

 private:
  void name_if_any(std::string_view name);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kede::reports
