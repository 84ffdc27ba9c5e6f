// A small invented procurement, screened through the real pipeline, for the tests of the reports.
// Used by every test in this folder.
// A Screened owns every stage at a fixed address; it may be moved.
// Law: it holds a hostile name, a natural person, a conflict, a circle, a merge, a rejected record and open lists.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/assess/assess.hpp"
#include "engine/lang/rule_loader.hpp"
#include "reports/report.hpp"

namespace kede::testing {

struct Screened {
  std::unique_ptr<const model::Dataset> dataset;
  std::unique_ptr<const identity::Resolved> resolved;
  std::unique_ptr<const graph::SupplyGraph> graph;
  std::unique_ptr<const lang::LoadedRules> rules;
  assess::Screening screening;
  std::vector<Diagnostic> diagnostics;

  const assess::Assessment& assessment() const { return screening.assessment; }
  reports::ReportOptions options(Language language) const;
};

// Three bidders of one lot and an unnamed bidder of another.
Screened school_cleaning();
// The same with `count` further bidders of the first lot.
Screened many_bids(std::size_t count);
// The same with `count` further procurements of one bid each; every third of them has a flag.
Screened many_contracts(std::size_t count);
// A file without a procurement.
Screened nothing_in_it();

// What a person is called in the data of the fixture: must never be seen in a report.
std::vector<std::string> private_texts();

// The bytes of one output file of a report; the test fails when the report fails or the file is not there.
std::string written(const reports::Report& report, const Screened& screened, Language language, std::string_view file);
// Compares with tests/reports/golden/<name>; writes it when KEDE_BLESS=1.
void check_golden(const std::string& name, const std::string& bytes);

}  // namespace kede::testing
