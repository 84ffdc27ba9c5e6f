#include "reports/text/screen_table.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "reports/bid_lines.hpp"
#include "reports/labels.hpp"
#include "reports/names.hpp"
#include "reports/text_lines.hpp"
#include "reports/threshold_words.hpp"

namespace kede::reports::text {

using assess::Assessment;
using assess::BidResult;

namespace {

constexpr std::size_t kRank = 3;
constexpr std::size_t kBand = 24;
constexpr std::size_t kScore = 15;
constexpr std::size_t kAnswered = 10;
constexpr std::size_t kFlags = 7;
constexpr std::size_t kNarrowest = 84;
constexpr std::size_t kNameInPath = 36;
constexpr std::size_t kContracts = 100;

class TableWriter {
 public:
  TableWriter(const Assessment& assessment, const Words& words, std::size_t width)
      : assessment_(assessment), words_(words), width_(width) {}

  std::string write() {
    const std::vector<std::size_t> shown = contracts_shown(assessment_, kContracts);
    for (const std::size_t c : shown) write_contract(assessment_.contracts[c]);
    const std::size_t more = assessment_.contracts.size() - shown.size();
    if (more > 0) add(words_.text("decision.more_contracts", {{"count", std::to_string(more)}}), 0, 3);
    const std::vector<std::size_t> rest = bids_without_contract(assessment_);
    if (!rest.empty()) {
      add(words_.text("decision.no_contract"), 0, 2);
      for (const std::size_t b : rest) write_bid(assessment_.bids[b]);
      out_ += '\n';
    }
    if (assessment_.bids.empty()) {
      add(words_.text("text.none"), 0, 3);
      const assess::Counts& counts = assessment_.counts;
      add(words_.text("text.read", {{"files", std::to_string(counts.files)},
                                    {"records", std::to_string(counts.records)},
                                    {"facts", std::to_string(counts.facts)}}),
          0, 3);
    }
    add(words_.text("text.legend"), 0, 3);
    if (const std::string changed = override_line(words_, *assessment_.rules); !changed.empty()) add(changed, 0, 12);
    if (assessment_.counts.rejected > 0) add(words_.text("text.not_read", {{"count", std::to_string(assessment_.counts.rejected)}}), 0, 3);
    return std::move(out_);
  }

 private:
  void add(const std::string& text, std::size_t indent, std::size_t most) {
    for (const std::string& line : wrap(one_line(text), width_ - indent, most)) out_ += std::string(indent, ' ') + line + '\n';
  }

  void write_contract(const assess::ContractResult& contract) {
    const std::string name = entity_name(assessment_, words_, contract.contract);
    const std::string id = fact_text(assessment_, words_, contract.contract, "id");
    std::string heading = words_.text("decision.contract", {{"contract", name}});
    if (!id.empty() && id != name) heading += " (" + id + ')';
    add(heading, 0, 2);
    const std::string buyer = fact_text(assessment_, words_, contract.contract, "buyer");
    if (!buyer.empty()) add(words_.text("decision.buyer") + ": " + buyer, 0, 1);
    for (const LotBids& lot : lots_of(assessment_, contract.bids)) {
      if (lot.lot) add(words_.text("decision.lot", {{"lot", entity_name(assessment_, words_, *lot.lot)}}), 0, 2);
      write_row(words_.text("text.rank"), words_.text("column.bidder"), words_.text("column.band"), words_.text("column.score"),
                words_.text("column.answered"), words_.text("column.flags"));
      for (const std::size_t b : lot.bids) write_bid(assessment_.bids[b]);
    }
    if (contract.bids.empty()) add(words_.text("text.no_flags_contract"), 0, 2);
    out_ += '\n';
  }

  void write_row(const std::string& rank, const std::string& name, const std::string& band, const std::string& score,
                 const std::string& answered, const std::string& flags) {
    const std::size_t used = kRank + kBand + kScore + kAnswered + kFlags + 6;
    const std::size_t name_width = std::max<std::size_t>(16, width_ - std::min(width_, used + 1));
    std::string line = pad_left(rank, kRank) + "  " + pad_right(one_line(name), name_width) + ' ' + pad_right(band, kBand) + ' ' +
                       pad_right(score, kScore) + ' ' + pad_left(answered, kAnswered) + ' ' + pad_left(flags, kFlags);
    line.erase(line.find_last_not_of(' ') + 1);
    out_ += line + '\n';
  }

  void write_bid(const BidResult& bid) {
    const std::vector<std::size_t> flags = flags_of(assessment_, bid);
    write_row(bid.rank > 0 ? std::to_string(bid.rank) : "-", bidder_name(assessment_, words_, bid), band_word(words_, bid.score.band),
              score_text(words_, bid.score), coverage_text(words_, bid.score.coverage), std::to_string(flags.size()));
    if (!bid.chains.empty()) add(chain_line(bid, bid.chains.front()), kRank + 4, 2);
    if (!bid.questions.empty()) add(question_line(bid.questions.front()), kRank + 4, 3);
  }

  // Long names are cut one by one, so that the end of the chain, where the flag stands, stays visible.
  std::string short_path(const BidResult& bid, const graph::Path& path) const {
    std::string out = path_words(assessment_, words_, bid, path);
    if (bid.bidder) out = replace_name(out, node_name(assessment_, words_, *bid.bidder));
    for (const EdgeId id : path) out = replace_name(out, node_name(assessment_, words_, assessment_.graph->edge(id).to));
    return out;
  }

  static std::string replace_name(std::string text, const std::string& name) {
    const std::size_t at = text.find(name);
    if (at != std::string::npos) text.replace(at, name.size(), shorten(name, kNameInPath));
    return text;
  }

  std::string chain_line(const BidResult& bid, const assess::FlaggedChain& chain) const {
    const assess::Contribution& strongest = bid.contributions[chain.contributions.front()];
    std::string title = assessment_.rule_of(assessment_.verdicts[strongest.verdict]).title.in(words_.language());
    if (chain.contributions.size() > 1)
      title = words_.text("text.more_flags", {{"title", title}, {"count", std::to_string(chain.contributions.size() - 1)}});
    return words_.text("text.chain",
                       {{"path", short_path(bid, chain.path)}, {"title", title}, {"points", points_text(words_, chain.points)}});
  }

  std::string question_line(const assess::Question& question) const {
    const lang::Rule& rule = assessment_.rule_of(assessment_.verdicts[question.verdict]);
    return words_.text("text.ask",
                       {{"question", rule.ask.in(words_.language())}, {"about", node_name(assessment_, words_, question.node)}});
  }

  const Assessment& assessment_;
  const Words& words_;
  std::size_t width_;
  std::string out_;
};

}  // namespace

std::string screen_table(const Assessment& assessment, const ReportOptions& options, int width) {
  const Words words = Words::built_in(options.language);
  return TableWriter(assessment, words, std::max(kNarrowest, static_cast<std::size_t>(std::max(width, 0)))).write();
}

}  // namespace kede::reports::text
