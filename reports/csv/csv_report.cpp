#include "reports/csv/csv_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/assess/reasons.hpp"
#include "engine/base/text.hpp"
#include "reports/bid_lines.hpp"
#include "reports/csv/csv_writer.hpp"
#include "reports/labels.hpp"
#include "reports/listing.hpp"
#include "reports/names.hpp"
#include "reports/shown_values.hpp"
#include "reports/threshold_words.hpp"

namespace kede::reports {

using assess::Assessment;
using assess::BidResult;
using assess::Contribution;

namespace {

// Up to four decimals, the mark of the language, no grouping: a spreadsheet of that language reads it as a number.
std::string number(const Words& words, double value) {
  std::string text = fmt::format("{:.4f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  if (text == "-0") text = "0";
  if (words.language() == Language::lv) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

int supply_steps(const Assessment& assessment, const graph::Path& path) {
  return static_cast<int>(std::count_if(path.begin(), path.end(), [&](EdgeId id) {
    const graph::EdgeKind kind = assessment.graph->edge(id).kind;
    return kind == graph::EdgeKind::supply || kind == graph::EdgeKind::labour || kind == graph::EdgeKind::goods;
  }));
}

class Tables {
 public:
  Tables(const Assessment& assessment, const Words& words)
      : assessment_(assessment), words_(words), listing_(assessment), explanations_(assessment, words) {}

  std::string findings() {
    CsvWriter csv;
    csv.row(finding_heads());
    for (const std::size_t b : order()) {
      const BidResult& bid = assessment_.bids[b];
      for (const Contribution& line : bid.contributions) {
        if (listing_.lists(bid, line) && !assessment_.rule_of(assessment_.verdicts[line.verdict]).prior)
          csv.row(finding(bid, line.verdict, line.node, &line));
      }
      for (const std::size_t v : bid.context) {
        if (listing_.lists_context(v)) csv.row(finding(bid, v, bid.bidder, nullptr));
      }
    }
    return csv.take();
  }

  std::string chains() {
    CsvWriter csv;
    csv.row(heads({"csv.contract", "csv.contract_title", "csv.lot", "csv.bid", "csv.bidder", "csv.chain", "csv.path", "csv.node",
                   "csv.tier_min", "csv.tier_max", "csv.factor", "csv.points", "csv.strongest", "csv.rules"}));
    for (const std::size_t b : order()) {
      const BidResult& bid = assessment_.bids[b];
      for (std::size_t c = 0; c < bid.chains.size(); ++c) csv.row(chain(bid, c));
    }
    return csv.take();
  }

 private:
  std::vector<std::string> heads(std::initializer_list<std::string_view> keys) const {
    std::vector<std::string> out;
    for (const std::string_view key : keys) out.push_back(words_.text(key));
    return out;
  }

  std::vector<std::string> finding_heads() const {
    return heads({"csv.contract", "csv.contract_title",  "csv.lot",       "csv.bid",     "csv.bidder", "csv.rule",  "csv.title",
                  "csv.outcome",  "csv.severity",        "csv.node",      "csv.subject", "csv.tier",   "csv.path",  "csv.factor",
                  "csv.points",   "csv.possible_points", "csv.counted",   "csv.value",   "csv.file",   "csv.place", "csv.date",
                  "csv.question", "csv.requirements",    "csv.thresholds"});
  }

  // In the order of the decision page.
  std::vector<std::size_t> order() const {
    std::vector<std::size_t> out;
    for (const assess::ContractResult& contract : assessment_.contracts) out.insert(out.end(), contract.bids.begin(), contract.bids.end());
    const std::vector<std::size_t> rest = bids_without_contract(assessment_);
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
  }

  std::vector<std::string> bid_cells(const BidResult& bid) const {
    const auto name = [&](const std::optional<EntityId>& entity) {
      return entity ? entity_name(assessment_, words_, *entity) : std::string();
    };
    return {bid.contract ? entity_key(assessment_, *bid.contract) : std::string(), name(bid.contract), name(bid.lot),
            bid_key(assessment_, bid), bidder_name(assessment_, words_, bid)};
  }

  // What was read first, and where; for an open question, why nothing was read.
  std::vector<std::string> value_cells(std::size_t v) {
    const assess::Verdict& verdict = assessment_.verdicts[v];
    if (verdict.outcome == lang::Outcome::unknown) {
      const lang::Reasons found = assess::reasons_of(assessment_, verdict);
      std::vector<std::string> reasons;
      for (const lang::Reason& reason : found.all()) reasons.push_back(reason_text(assessment_, words_, reason));
      return {join(reasons, "; "), "", "", ""};
    }
    const assess::ValueUsed* used = first_value(explanations_.of(v));
    if (used == nullptr) return {"", "", "", ""};
    if (used->provenance.empty()) return {used->label + " = " + used->value, "", "", ""};
    const model::Provenance& provenance = used->provenance.front();
    return {used->label + " = " + used->value, source_path(assessment_, provenance), provenance.place,
            provenance.date ? to_iso(*provenance.date) : std::string()};
  }

  std::vector<std::string> finding(const BidResult& bid, std::size_t v, const std::optional<NodeId>& node, const Contribution* line) {
    const assess::Verdict& verdict = assessment_.verdicts[v];
    const lang::Rule& rule = assessment_.rule_of(verdict);
    std::vector<std::string> cells = bid_cells(bid);
    const auto add = [&](std::string text) { cells.push_back(std::move(text)); };
    add(rule.id);
    add(rule.title.in(words_.language()));
    add(outcome_word(words_, verdict.outcome));
    add(severity_word(words_, verdict.outcome == lang::Outcome::fires ? verdict.severity : verdict.possible_severity));
    add(node ? node_name(assessment_, words_, *node) : std::string());
    add(entity_name(assessment_, words_, verdict.subject));
    add(line == nullptr ? std::string() : std::to_string(supply_steps(assessment_, line->path)));
    add(line == nullptr ? std::string() : path_words(assessment_, words_, bid, line->path));
    add(line == nullptr ? std::string() : number(words_, line->factor));
    add(number(words_, line == nullptr ? 0.0 : line->points * 100));
    add(number(words_, line == nullptr ? 0.0 : line->possible_points * 100));
    add(words_.text(line != nullptr && line->counted ? "answer.yes" : "answer.no"));
    for (std::string& cell : value_cells(v)) add(std::move(cell));
    add(rule.ask.in(words_.language()));
    add(join(rule.requirements, ", "));
    add(threshold_list(words_, rule, Which::changed));
    return cells;
  }

  std::vector<std::string> chain(const BidResult& bid, std::size_t c) const {
    const assess::FlaggedChain& chain = bid.chains[c];
    std::vector<std::string> rules;
    for (const std::size_t i : chain.contributions) {
      const std::string& id = assessment_.rule_of(assessment_.verdicts[bid.contributions[i].verdict]).id;
      if (std::find(rules.begin(), rules.end(), id) == rules.end()) rules.push_back(id);
    }
    std::vector<std::string> cells = bid_cells(bid);
    for (std::string cell :
         {std::to_string(c + 1), path_words(assessment_, words_, bid, chain.path), node_name(assessment_, words_, chain.node),
          std::to_string(chain.tier_min), std::to_string(chain.tier_max), number(words_, chain.factor), number(words_, chain.points * 100),
          severity_word(words_, chain.strongest), join(rules, ", ")}) {
      cells.push_back(std::move(cell));
    }
    return cells;
  }

  const Assessment& assessment_;
  const Words& words_;
  Listing listing_;
  ExplanationStore explanations_;
};

Result<std::vector<OutputFile>> write_csv(const Assessment& assessment, const ReportOptions& options) {
  const Words words = Words::built_in(options.language);
  Tables tables(assessment, words);
  std::vector<OutputFile> files;
  files.push_back({"findings.csv", tables.findings()});
  files.push_back({"chains.csv", tables.chains()});
  return files;
}

}  // namespace

const Report csv_report{"csv", "Flags, questions and chains for spreadsheets", write_csv};

}  // namespace kede::reports
