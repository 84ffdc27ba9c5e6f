// Which releases there are, of which process, and which of them make up its present state.
// Filled by the first pass over all files of an import; asked by the second.
// Belongs to one thread; about a hundred bytes for each release, never its text.
// Law: every value that was added is either chosen or superseded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "importers/ocds/splitter.hpp"

namespace kede::importers::ocds {

// A release, compiled release or versioned release in a file.
struct IndexedValue {
  Span span;
  std::int64_t instant = 0;  // of its date
  std::uint32_t file = 0;
  std::uint32_t container = 0;
  std::uint32_t process = 0;
  std::uint32_t depth = 0;
  ValueKind kind = ValueKind::release;
  bool broken_strings = false;
  bool chosen = false;
  bool last = false;  // the last of the chosen ones of its process, in reading order
};

class ReleaseIndex {
 public:
  using Position = std::uint32_t;  // of a value, in reading order

  // `fallback` names the process when the release does not.
  void add(FoundValue value, std::uint32_t file, const std::string& fallback);
  // After the last add(): settles what makes up each process.
  void settle();

  const std::vector<IndexedValue>& values() const { return values_; }
  std::string_view process_name(std::uint32_t process) const { return names_[process]; }
  // The values to merge for the process, in the order of their dates; one value means: take it as it is.
  const std::vector<Position>& chosen(std::uint32_t process) const { return chosen_[process]; }
  // The number of a process by its ocid, or npos.
  static constexpr std::uint32_t npos = 0xFFFFFFFFU;
  std::uint32_t find(std::string_view ocid) const;
  std::size_t superseded() const { return superseded_; }

 private:
  std::vector<Position> choose(const std::vector<Position>& members) const;

  std::vector<IndexedValue> values_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> by_name_;
  std::vector<std::vector<Position>> chosen_;
  std::size_t superseded_ = 0;
};

}  // namespace kede::importers::ocds
