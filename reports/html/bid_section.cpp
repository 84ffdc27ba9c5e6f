#include <algorithm>

#include "engine/base/text.hpp"
#include "reports/bid_lines.hpp"
#include "reports/html/page.hpp"
#include "reports/labels.hpp"
#include "reports/leverage.hpp"
#include "reports/names.hpp"

namespace kede::reports {

using assess::BidResult;
using assess::Contribution;

namespace {

std::vector<View> note_views(const Page& page, const BidResult& bid) {
  std::vector<std::string> notes;
  if (bid.score.floor) notes.push_back(page.text("score.floor", {{"severity", severity_word(page.words, *bid.score.floor)}}));
  for (const lang::Pattern& pattern : page.assessment.rules->patterns) {
    if (std::find(bid.score.patterns.begin(), bid.score.patterns.end(), pattern.id) == bid.score.patterns.end()) continue;
    notes.push_back(page.text("score.pattern", {{"patterns", pattern.title.in(page.words.language())}}) + ' ' +
                    pattern.reading.in(page.words.language()));
  }
  if (bid.score.band == assess::Band::insufficient)
    notes.push_back(page.text("score.insufficient", {{"percent", coverage_text(page.words, bid.score.coverage)}}));
  std::vector<View> views;
  for (const std::string& note : notes) views.push_back(View().text("text", note));
  return views;
}

View line_view(const Page& page, const BidResult& bid, std::size_t b, std::size_t i) {
  const Contribution& line = bid.contributions[i];
  const assess::Verdict& verdict = page.assessment.verdicts[line.verdict];
  const lang::Rule& rule = page.assessment.rule_of(verdict);
  View view;
  view.text("rule", rule.id).text("title", rule.title.in(page.words.language())).text("finding_id", finding_anchor(b, i));
  view.text("path", path_words(page.assessment, page.words, bid, line.path))
      .text("fact", subject_note(page.assessment, page.words, verdict.subject, line.node));
  view.text("own_points", points_number(page.words, verdict.points)).text("factor", factor_text(page.words, line.factor));
  view.text("points", points_number(page.words, line.points));
  view.flag("skipped", !line.counted).text("not_counted", not_counted_because(page.assessment, page.words, bid, line));
  return view;
}

std::string tier_text(const Page& page, const assess::FlaggedChain& chain) {
  if (chain.tier_max == 0) return {};
  if (chain.tier_min == chain.tier_max) return page.text("bid.tier", {{"tier", std::to_string(chain.tier_max)}});
  return page.text("bid.tier_range", {{"from", std::to_string(chain.tier_min)}, {"to", std::to_string(chain.tier_max)}});
}

View chain_view(Page& page, const BidResult& bid, std::size_t b, std::size_t c, bool with_legend) {
  const assess::FlaggedChain& chain = bid.chains[c];
  const std::string points = points_text(page.words, chain.points);
  View view;
  view.text("chain_title", chain.path.empty() ? page.text("bid.chain_self", {{"points", points}})
                                              : page.text("bid.chain_title", {{"number", std::to_string(c + 1)}, {"points", points}}));
  view.text("chain_path",
            path_words(page.assessment, page.words, bid, chain.path) + " (" + role_at(page.assessment, page.words, bid, chain.path) + ")");
  view.text("tier", tier_text(page, chain));
  const std::string svg = chain_drawing(page, bid, b, c);
  view.flag("drawn", !svg.empty()).text("svg", svg).text("legend", with_legend ? page.text("drawing.legend") : std::string());
  std::vector<View> flags;
  for (const std::size_t i : chain.contributions) {
    const Contribution& line = bid.contributions[i];
    const lang::Rule& rule = page.assessment.rule_of(page.assessment.verdicts[line.verdict]);
    View flag;
    flag.text("rule", rule.id).text("title", rule.title.in(page.words.language())).text("finding_id", finding_anchor(b, i));
    const std::string skipped = not_counted_because(page.assessment, page.words, bid, line);
    flag.text("points", skipped.empty() ? points_text(page.words, line.points) : skipped);
    flags.push_back(std::move(flag));
  }
  view.list("chain_flags", std::move(flags));
  return view;
}

void add_chains(Page& page, const BidResult& bid, std::size_t b, View& view) {
  const auto drawable =
      std::count_if(bid.chains.begin(), bid.chains.end(), [](const assess::FlaggedChain& chain) { return !chain.path.empty(); });
  const std::string map = drawable > 1 ? overview_drawing(page, bid, b) : std::string();
  if (map.empty()) {
    view.flag("overview", false);
  } else {
    view.inside("overview", View().text("svg", map));
  }
  std::vector<View> chains;
  bool legend_due = map.empty();
  for (std::size_t c = 0; c < std::min(bid.chains.size(), kChainsDrawn); ++c) {
    chains.push_back(chain_view(page, bid, b, c, legend_due));
    if (!bid.chains[c].path.empty()) legend_due = false;
  }
  const std::size_t more = bid.chains.size() - chains.size();
  view.flag("has_chains", !chains.empty()).list("chains", std::move(chains));
  view.text("more_chains", more == 0 ? std::string() : page.text("bid.more_chains", {{"count", std::to_string(more)}}));
}

void add_choke_points(const Page& page, const BidResult& bid, View& view) {
  std::vector<View> points;
  for (const assess::ChokePoint& point : choke_points_told(page.assessment, bid)) {
    View item;
    item.text("text", choke_text(page.assessment, page.words, bid, point)).text("requirements", choke_requirements(point));
    points.push_back(std::move(item));
  }
  view.flag("has_choke_points", !points.empty()).list("choke_points", std::move(points));
}

void add_findings(Page& page, const BidResult& bid, std::size_t b, const std::vector<std::size_t>& flags, View& view) {
  std::vector<View> findings;
  for (std::size_t i = 0; i < std::min(flags.size(), kFindingsTold); ++i) findings.push_back(finding_view(page, bid, b, flags[i]));
  const std::size_t more = flags.size() - findings.size();
  view.flag("has_findings", !findings.empty()).list("findings", std::move(findings));
  view.text("more_findings", more == 0 ? std::string() : page.text("bid.more_findings", {{"count", std::to_string(more)}}));
}

void add_own_context(const Page& page, const BidResult& bid, View& view) {
  std::vector<View> items;
  for (const std::size_t v : own_context(page.assessment, bid)) {
    const assess::Verdict& verdict = page.assessment.verdicts[v];
    const lang::Rule& rule = page.assessment.rule_of(verdict);
    View item;
    item.text("rule", rule.id)
        .text("title", rule.title.in(page.words.language()))
        .text("outcome", outcome_word(page.words, verdict.outcome));
    item.text("about", entity_name(page.assessment, page.words, verdict.subject)).text("why", rule.why.in(page.words.language()));
    item.text("harmless", rule.false_positives.in(page.words.language()));
    items.push_back(std::move(item));
  }
  view.flag("has_context", !items.empty()).list("context", std::move(items));
}

std::string range_sentence(const Page& page, const BidResult& bid) {
  if (bid.questions.empty()) return page.text("bid.range_none");
  return page.text("bid.range", {{"count", std::to_string(bid.questions.size())},
                                 {"points", points_number(page.words, bid.score.possible_points)},
                                 {"score", upper_text(bid.score)}});
}

std::string bid_article(Page& page, std::size_t b) {
  const BidResult& bid = page.assessment.bids[b];
  const std::vector<std::size_t> flags = flags_of(page.assessment, bid);
  View view;
  view.text("bid_id", bid_anchor(b))
      .text("question_id", question_anchor(b))
      .text("bidder", bidder_name(page.assessment, page.words, bid))
      .text("where", bid_place(page, bid));
  view.text("band", std::string(assess::to_text(bid.score.band))).text("band_word", band_word(page.words, bid.score.band));
  view.text("score_sentence", page.text("score.sentence", {{"score", score_text(page.words, bid.score)}}));
  view.text("coverage_sentence", page.text("score.coverage", {{"percent", coverage_text(page.words, bid.score.coverage)}}));
  view.list("notes", note_views(page, bid));
  std::vector<View> lines;
  for (const std::size_t i : flags) lines.push_back(line_view(page, bid, b, i));
  view.flag("has_lines", !lines.empty()).list("lines", std::move(lines));
  view.text("total_label", page.text("bid.total", {{"score", headline_text(bid.score)}}))
      .text("total", points_number(page.words, bid.score.points));
  view.text("no_flags", page.text("bid.no_flags")).text("range_sentence", range_sentence(page, bid));
  add_chains(page, bid, b, view);
  add_choke_points(page, bid, view);
  add_findings(page, bid, b, flags, view);
  add_own_context(page, bid, view);
  return page.templates.fill("bid", std::move(view));
}

}  // namespace

void choose_described(Page& page) {
  const auto& bids = page.assessment.bids;
  const auto flagged = [&](std::size_t b) { return !bids[b].chains.empty(); };
  std::vector<std::size_t> order;
  for (const assess::ContractResult& contract : page.assessment.contracts)
    order.insert(order.end(), contract.bids.begin(), contract.bids.end());
  const std::vector<std::size_t> rest = bids_without_contract(page.assessment);
  order.insert(order.end(), rest.begin(), rest.end());
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return flagged(a) != flagged(b) ? flagged(a) : bids[a].score.points > bids[b].score.points;
  });
  if (order.size() > kBidsDescribed) order.resize(kBidsDescribed);
  page.described = std::move(order);
}

std::string bids_section(Page& page) {
  std::vector<View> articles;
  for (const std::size_t b : page.described) articles.push_back(View().text("html", bid_article(page, b)));
  const std::size_t more = page.assessment.bids.size() - page.described.size();
  View view;
  view.flag("any", !articles.empty()).list("articles", std::move(articles));
  view.text("rest", more == 0 ? std::string() : page.text("bids.rest", {{"count", std::to_string(more)}}));
  return page.templates.fill("bids", std::move(view));
}

}  // namespace kede::reports
