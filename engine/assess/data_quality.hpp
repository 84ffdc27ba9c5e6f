// What data are good for: what each file gives and leaves out, and which rules can be decided with all of them together.
// Made for `kede check`; read by reports/check and by the app.
// Plain values; pure function over a const Assessment.
// Law: an unknown is counted as said and not known, never as filled; of a kind known + unknown + silent = things.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/assess/data_gaps.hpp"

namespace kede::assess {

struct FieldFill {
  std::size_t known = 0;                     // things with a value
  std::array<std::size_t, 10> unknown = {};  // things that say something and no value can be used, by UnknownReason

  std::size_t stated() const;
};

// Records of one kind. Several records about one thing are one thing.
struct KindFill {
  std::size_t records = 0;
  std::size_t things = 0;
  std::map<model::FieldId, FieldFill> fields;  // those that at least one record states
};
using KindFills = std::map<model::KindId, KindFill>;

struct SourceFill {
  std::size_t records = 0;
  std::map<std::string, std::size_t> rejected;  // by code of the diagnostic
  KindFills kinds;
};

// for_all: every subject to which the rule applies is decided. nothing_to_judge: there is no such subject.
enum class RuleState : std::uint8_t { for_all, for_some, for_none, nothing_to_judge, not_in_force };
std::string_view to_text(RuleState state);

struct RuleUse {
  std::size_t subjects = 0;
  std::size_t decided = 0;  // fires or clear
  std::size_t unknown = 0;
  std::size_t not_applicable = 0;
  RuleState state{};
};

struct DataQuality {
  std::vector<SourceFill> sources;                             // by SourceId
  KindFills together;                                          // of all sources: what is said twice is one
  std::vector<RuleUse> rules;                                  // by index in the pack
  std::map<model::FieldId, std::set<std::uint32_t>> rules_of;  // rules that use a column
  std::set<model::FieldId> identifying;                        // by which things are told apart and sources are joined
  std::map<std::string, std::size_t> checked;                  // by list: organisations that were checked against it
  Gaps gaps;

  // Columns of the kind that rules use and that no record states, those that would decide most first.
  std::vector<model::FieldId> missing(const model::Vocabulary& vocabulary, model::KindId kind, const KindFill& fill) const;
};

DataQuality data_quality(const Assessment& assessment, unsigned threads);

}  // namespace kede::assess
