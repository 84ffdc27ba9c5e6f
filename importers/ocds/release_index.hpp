// Which releases there are, of which process, and which of them make up its present state.
// Filled by the first pass over all files of an import; asked by the second.
// Belongs to one thread; about two hundred bytes for each release, never its text.
// Law: every value that was added is either chosen or superseded.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "importers/ocds/splitter.hpp"

namespace kede::importers::ocds {

// A release, compiled release or versioned release in a file. Kept small: there may be millions.
struct IndexedValue {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::int64_t instant = 0;      // of its date
  std::uint64_t pointer_at = 0;  // in the index
  std::uint32_t pointer_length = 0;
  std::uint32_t line = 1;
  std::uint32_t top = 0;
  std::uint32_t file = 0;
  std::uint32_t container = 0;
  std::uint32_t process = 0;
  std::uint32_t next = 0;  // the following one of the process, or npos
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

  const std::deque<IndexedValue>& values() const { return values_; }
  std::string_view pointer_of(const IndexedValue& value) const {
    return std::string_view(pointers_).substr(value.pointer_at, value.pointer_length);
  }
  Span span_of(const IndexedValue& value) const { return {value.begin, value.end, value.line, value.top, std::string(pointer_of(value))}; }
  std::string_view process_name(std::uint32_t process) const { return *processes_[process].name; }
  // The values to merge for the process, in the order of their dates; one value means: take it as it is.
  std::vector<Position> chosen(std::uint32_t process) const;
  // The number of a process by its ocid, or npos.
  static constexpr std::uint32_t npos = 0xFFFFFFFFU;
  std::uint32_t find(std::string_view ocid) const;
  std::size_t superseded() const { return superseded_; }

 private:
  struct Process {
    const std::string* name;  // in by_name_
    Position first = npos;
    Position last = npos;
  };
  std::vector<Position> members(const Process& process) const;
  std::vector<Position> choose(const std::vector<Position>& members) const;

  std::deque<IndexedValue> values_;
  std::deque<Process> processes_;
  std::unordered_map<std::string, std::uint32_t> by_name_;
  std::string pointers_;
  std::size_t superseded_ = 0;
};

}  // namespace kede::importers::ocds
