// What the sections of the HTML report share, and the sections themselves.
// Used by html_report.cpp only; one function per section, each in its own file.
// A Page belongs to one report and one thread; it refers to the assessment, the words and the catalogue.
// Law: a section shows what the assessment says and computes nothing of its own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/assess/remedy.hpp"
#include "reports/html/chain_drawing.hpp"
#include "reports/report.hpp"
#include "reports/shown_values.hpp"

namespace kede::reports {

struct Page {
  const assess::Assessment& assessment;
  const Words& words;
  const ReportOptions& options;
  Templates& templates;
  const GraphLayout& layout;
  ExplanationStore explanations;
  std::vector<std::size_t> described = {};    // bids told in detail, flagged ones first
  std::vector<assess::Remedy> remedies = {};  // of the lots that are answered here
  bool lots_left_out = false;                 // there are more lots than are answered here

  std::string text(std::string_view key) const { return words.text(key); }
  std::string text(std::string_view key, const Words::Arguments& arguments) const { return words.text(key, arguments); }
};

// Beyond these the page says how many more there are; report.json and the CSV files have all.
inline constexpr std::size_t kBidsDescribed = 60;
inline constexpr std::size_t kChainsDrawn = 12;
inline constexpr std::size_t kFindingsTold = 40;
inline constexpr std::size_t kQuestionsListed = 25;
inline constexpr std::size_t kLotsAnswered = 10;

void choose_described(Page& page);
void choose_remedies(Page& page);

std::string decision_section(Page& page);                                                                       // decision_section.cpp
std::string bids_section(Page& page);                                                                           // bid_section.cpp
View finding_view(Page& page, const assess::BidResult& bid, std::size_t bid_number, std::size_t contribution);  // finding_view.cpp
std::string overview_drawing(Page& page, const assess::BidResult& bid, std::size_t bid_number);                 // chain_view.cpp
std::string chain_drawing(Page& page, const assess::BidResult& bid, std::size_t bid_number, std::size_t chain);
std::string questions_section(Page& page);     // question_section.cpp
std::string requirements_section(Page& page);  // requirement_section.cpp
std::string read_section(Page& page);          // read_section.cpp
std::string method_section(Page& page);        // method_section.cpp

// Ids inside the page, by position in the assessment.
std::string bid_anchor(std::size_t bid);
std::string question_anchor(std::size_t bid);
std::string finding_anchor(std::size_t bid, std::size_t contribution);
// Where the requirement is proposed for the lot of this bid; empty when it is not.
std::string requirement_anchor(const Page& page, std::size_t bid, std::string_view id);
// "Cleaning of schools · Lot 1 · award"
std::string bid_place(const Page& page, const assess::BidResult& bid);

}  // namespace kede::reports
