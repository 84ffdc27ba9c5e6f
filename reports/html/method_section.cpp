#include <array>

#include "engine/assess/value_words.hpp"
#include "engine/base/resources.hpp"
#include "reports/html/page.hpp"
#include "reports/labels.hpp"
#include "reports/threshold_words.hpp"

namespace kede::reports {
namespace {

View version_view(const Page& page, std::string_view label, const std::string& value, const std::string& hash) {
  return View().text("label", page.text(label)).text("value", value).text("hash", hash);
}

std::vector<View> version_views(const Page& page) {
  const lang::RulePack& rules = *page.assessment.rules;
  const model::Vocabulary& vocabulary = page.assessment.graph->resolved().vocabulary();
  std::vector<View> views;
  views.push_back(version_view(page, "method.as_of", assess::date_text(page.assessment.as_of, page.words.language()), ""));
  views.push_back(version_view(page, "method.engine", "kede " + std::string(engine_version()), ""));
  views.push_back(version_view(page, "method.pack", rules.id + " " + rules.version, rules.hash));
  views.push_back(version_view(page, "method.vocabulary", vocabulary.version(), vocabulary.hash()));
  return views;
}

std::vector<View> band_views(const Page& page) {
  using assess::Band;
  const auto limit = [&](std::size_t i) { return assess::number_text(assess::kBandLimits[i], 0, page.words.language()); };
  struct Row {
    Band band;
    std::string_view meaning;
    std::string from;
    std::string to;
  };
  const std::array<Row, 6> rows{{{Band::critical, "band.critical_means", limit(3), ""},
                                 {Band::high, "band.high_means", limit(2), limit(3)},
                                 {Band::medium, "band.medium_means", limit(1), limit(2)},
                                 {Band::low, "band.low_means", limit(0), limit(1)},
                                 {Band::nothing_found, "band.nothing_found_means", limit(0), ""},
                                 {Band::insufficient, "band.insufficient_means", limit(1), ""}}};
  std::vector<View> views;
  for (const Row& row : rows) {
    View view;
    view.text("band", std::string(assess::to_text(row.band))).text("band_word", band_word(page.words, row.band));
    view.text("meaning", page.text(row.meaning, {{"from", row.from}, {"to", row.to}}));
    views.push_back(std::move(view));
  }
  return views;
}

// The label of the vocabulary for a kind of supply, our own word for the other links.
std::string link_label(const Page& page, const std::string& code) {
  const model::CodeList* kinds = page.assessment.graph->resolved().vocabulary().find_code_list("supply_kind");
  const model::LocalText* label = kinds == nullptr ? nullptr : kinds->find(code);
  if (label != nullptr) return label->in(page.words.language());
  if (code == "ownership") return link_word(page.words, graph::EdgeKind::ownership);
  if (code == "office") return link_word(page.words, graph::EdgeKind::office);
  if (code == "same_address") return link_word(page.words, graph::EdgeKind::same_address);
  if (code == "consortium") return link_word(page.words, graph::EdgeKind::consortium);
  return code;
}

std::vector<View> term_views(const Page& page) {
  constexpr std::pair<std::string_view, std::string_view> terms[] = {
      {"term.flag", "term.flag_means"},         {"term.unknown", "term.unknown_means"},     {"term.chain", "term.chain_means"},
      {"term.coverage", "term.coverage_means"}, {"term.open_list", "term.open_list_means"}, {"term.context", "term.context_means"},
      {"term.evidence", "term.evidence_means"}};
  std::vector<View> views;
  for (const auto& [term, meaning] : terms) views.push_back(View().text("term", page.text(term)).text("meaning", page.text(meaning)));
  return views;
}

}  // namespace

std::string method_section(Page& page) {
  std::vector<View> factors;
  for (const auto& [code, factor] : page.assessment.rules->transfer) {
    factors.push_back(View().text("link", link_label(page, code)).text("factor", factor_text(page.words, factor)));
  }
  std::vector<View> overrides;
  for (const auto& [rule, threshold] : changed_thresholds(*page.assessment.rules)) {
    overrides.push_back(View()
                            .text("rule", rule->id)
                            .text("title", rule->title.in(page.words.language()))
                            .text("threshold", threshold_words(page.words, *threshold)));
  }
  View view;
  view.text("override_note", override_note(page.words, *page.assessment.rules)).list("overrides", std::move(overrides));
  view.list("versions", version_views(page))
      .list("bands", band_views(page))
      .list("factors", std::move(factors))
      .list("terms", term_views(page));
  return page.templates.fill("method", std::move(view));
}

}  // namespace kede::reports
