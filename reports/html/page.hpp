// What the sections of the HTML report share, and the sections themselves.
// Used by html_report.cpp only; one function per section, each in its own file.
// A Page belongs to one report and one thread; it refers to the assessment, the words and the catalogue.
// Law: a section shows what the assessment says and computes nothing of its own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/html/chain_drawing.hpp"
#include "reports/report.hpp"
#include "reports/requirements.hpp"
#include "reports/shown_values.hpp"

namespace kede::reports {

struct Page {
  const assess::Assessment& assessment;
  const Words& words;
  const ReportOptions& options;
  const RequirementCatalogue& catalogue;
  Templates& templates;
  const GraphLayout& layout;
  ExplanationStore explanations;
  std::vector<std::size_t> described = {};                        // bids told in detail, flagged ones first
  std::map<std::string, std::vector<std::uint32_t>> called = {};  // requirement id -> rules that call for it

  std::string text(std::string_view key) const { return words.text(key); }
  std::string text(std::string_view key, const Words::Arguments& arguments) const { return words.text(key, arguments); }
};

// Beyond these the page says how many more there are; report.json and the CSV files have all.
inline constexpr std::size_t kBidsDescribed = 60;
inline constexpr std::size_t kChainsDrawn = 12;
inline constexpr std::size_t kFindingsTold = 40;
inline constexpr std::size_t kQuestionsListed = 25;

void choose_described(Page& page);
void collect_requirements(Page& page);

std::string decision_section(Page& page);                                                                       // decision_section.cpp
std::string bids_section(Page& page);                                                                           // bid_section.cpp
View finding_view(Page& page, const assess::BidResult& bid, std::size_t bid_number, std::size_t contribution);  // finding_view.cpp
std::string overview_drawing(Page& page, const assess::BidResult& bid, std::size_t bid_number);                 // chain_view.cpp
std::string chain_drawing(Page& page, const assess::BidResult& bid, std::size_t bid_number, std::size_t chain);
std::string questions_section(Page& page);  // question_section.cpp
std::string requirements_section(Page& page);
std::string read_section(Page& page);    // read_section.cpp
std::string method_section(Page& page);  // method_section.cpp

// Ids inside the page, by position in the assessment.
std::string bid_anchor(std::size_t bid);
std::string question_anchor(std::size_t bid);
std::string finding_anchor(std::size_t bid, std::size_t contribution);
std::string requirement_anchor(const std::string& id);
// "Cleaning of schools · Lot 1 · award"
std::string bid_place(const Page& page, const assess::BidResult& bid);

}  // namespace kede::reports
