// What an import has to say, kept short: of each kind of note only the first few are passed on, the others are counted.
// Made by the import; used by every part that reads.
// Belongs to one thread and must not outlive its sink.
// Law: every note is either passed on or counted in the summary that finish() gives.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "engine/base/diagnostic.hpp"

namespace kede::importers {

class Notes {
 public:
  static constexpr std::size_t kShown = 5;

  explicit Notes(DiagnosticSink& sink) : sink_(sink) {}

  void add(Diagnostic diagnostic) {
    if (++counts_[diagnostic.code] <= kShown) sink_.add(std::move(diagnostic));
  }
  // One line for each code of which not all were shown.
  void finish() {
    for (const auto& [code, count] : counts_) {
      if (count > kShown) sink_.add(note("KD1121").arg("code", code).arg("count", std::to_string(count - kShown)));
    }
    counts_.clear();
  }

 private:
  DiagnosticSink& sink_;
  std::map<std::string, std::size_t> counts_;
};

}  // namespace kede::importers
