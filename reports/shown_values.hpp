// The reasoning behind a verdict, ready to show: explained once, private values taken out.
// Used by the CSV, JSON and HTML reports, which show the same verdict in several places.
// An ExplanationStore belongs to one report and one thread.
// Law: a private field and the identity of a natural person never leave this place.
#pragma once

#include <map>
#include <string>

#include "engine/assess/explain.hpp"
#include "reports/words.hpp"

namespace kede::reports {

class ExplanationStore {
 public:
  ExplanationStore(const assess::Assessment& assessment, const Words& words) : assessment_(assessment), words_(words) {}
  // By index into Assessment::verdicts. The reference stays valid.
  const assess::VerdictExplanation& of(std::size_t verdict);

 private:
  const assess::Assessment& assessment_;
  const Words& words_;
  std::map<std::size_t, assess::VerdictExplanation> made_;
};

// The value that decided first: of the first leaf that says yes (or is unknown, when nothing says yes); nullptr when no value was read.
const assess::ValueUsed* first_value(const assess::VerdictExplanation& explanation);
// "data/tender.json, /tender/value" parts.
std::string source_path(const assess::Assessment& assessment, const model::Provenance& provenance);

}  // namespace kede::reports
