// The parts of report.json, one function each.
// Used by the JSON report.
// A JsonParts belongs to one report and one thread; it refers to the assessment and the words.
// Law: every member written here is described in report.schema.json.
#pragma once

#include <set>

#include "engine/assess/clearing.hpp"
#include "engine/assess/remedy.hpp"
#include "reports/json/json_writer.hpp"
#include "reports/listing.hpp"
#include "reports/report.hpp"
#include "reports/shown_values.hpp"

namespace kede::reports {

// Open questions of one bid that are shown with their whole reasoning; the others with their reasons only.
inline constexpr std::size_t kQuestionsShown = 25;
// When open questions are left out for length, so many procurements have their requirements proposed.
inline constexpr std::size_t kContractsRemedied = 200;

class JsonParts {
 public:
  JsonParts(JsonWriter& out, const assess::Assessment& assessment, const Words& words, const ReportOptions& options);

  void write_versions();  // json_read.cpp
  void write_inputs();
  void write_identity();
  void write_rejections();
  void write_contracts();  // json_bids.cpp
  void write_bids();
  void write_verdicts();  // json_verdicts.cpp
  void write_rules();
  void write_remedies();      // json_remedies.cpp
  void write_requirements();  // those called for by what was written before

 private:
  std::string verdict_key(std::size_t verdict) const;
  void write_named(std::string_view name, EntityId entity);
  void write_optional(std::string_view name, const std::optional<EntityId>& entity);
  void write_bid(const assess::BidResult& bid);
  void write_score(const assess::Score& score);
  void write_path(const assess::BidResult& bid, const graph::Path& path);
  void write_contributions(const assess::BidResult& bid);
  void write_chains(const assess::BidResult& bid);
  void write_questions(const assess::BidResult& bid);
  void write_choke_points(const assess::BidResult& bid);  // json_leverage.cpp
  void write_missing_facts(const assess::BidResult& bid);
  void write_clearing(const assess::Verdict& verdict);
  void write_change(std::string_view name, const assess::Change& change);
  void write_verdict(std::size_t verdict, bool explained);
  void write_conditions(std::string_view name, const std::vector<assess::ConditionLine>& lines);
  void write_value(const assess::ValueUsed& used);
  void write_list(const assess::ListUsed& used);
  void write_rule(std::uint32_t rule, const std::vector<assess::Counts>& counts);
  std::vector<assess::RemedyPlace> remedy_places() const;
  void write_remedy(const assess::Remedy& remedy);
  void write_remedy_flag(const assess::RemedyFlag& flag);
  void write_answers(const assess::Remedy& remedy, const std::vector<std::uint32_t>& answers);
  void write_sentences(std::string_view name, const assess::Conditions& conditions);
  void write_record(std::string_view name, model::RecordId record);
  void write_overrides();
  void write_thresholds(const lang::Rule& rule);

  JsonWriter& out_;
  const assess::Assessment& assessment_;
  const Words& words_;
  const ReportOptions& options_;
  Listing listing_;
  ExplanationStore explanations_;
  std::set<std::string> called_;  // ids of requirements
};

}  // namespace kede::reports
