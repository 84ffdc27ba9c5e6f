// Reads the files of a rule pack into one RulePack: the description, the rules, and what they refer to.
// Used by load_pack only.
// Refers to the vocabulary and the tables, which must outlive it; belongs to one thread.
// Law: a faulty file does not hide the faults of the others; finish() gives a pack or every fault.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/lang/detail/rule_reader.hpp"

namespace kede::lang::detail {

class PackReader {
 public:
  // `overrides` may be nullptr; it must outlive the reader.
  PackReader(const model::Vocabulary& vocabulary, const Tables& tables, const Overrides* overrides);

  void read_sources(std::string_view text, const std::string& file);
  void read_requirements(std::string_view text, const std::string& file);
  void read_description(std::string_view text, const std::string& file);
  void read_rules(std::string_view text, const std::string& file);
  Result<RulePack> finish();

 private:
  std::optional<JsonNode> parse(std::string_view text, const std::string& file);
  void check_format(const JsonAt& root);
  void read_pack(const JsonAt& at);
  void read_dimensions(const JsonAt& root);
  void read_transfer(const JsonAt& root);
  void read_lists(const JsonAt& root);
  void read_patterns(const JsonAt& root);
  Pattern::Member read_member(const JsonAt& at);
  void check_ids();
  void check_overrides();

  const model::Vocabulary& vocabulary_;
  const Tables& tables_;
  References references_;
  Faults faults_;
  RulePack pack_;
  std::vector<std::pair<std::string, Place>> pattern_rules_;  // named by patterns
};

}  // namespace kede::lang::detail
