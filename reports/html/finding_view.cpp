#include <algorithm>
#include <cmath>

#include "engine/assess/value_words.hpp"
#include "engine/base/text.hpp"
#include "reports/bid_lines.hpp"
#include "reports/html/page.hpp"
#include "reports/labels.hpp"
#include "reports/leverage.hpp"
#include "reports/names.hpp"
#include "reports/rule_sheet.hpp"
#include "reports/threshold_words.hpp"

namespace kede::reports {

using assess::ConditionLine;
using assess::ValueUsed;

namespace {

constexpr std::size_t kWitnessesShown = 5;

std::string witness_text(const Page& page, const ValueUsed& used, std::size_t i) {
  const model::Provenance& provenance = used.provenance[i];
  Words::Arguments arguments{{"file", source_path(page.assessment, provenance)},
                             {"place", provenance.place},
                             {"evidence", evidence_word(page.words, provenance.evidence)}};
  if (provenance.date) arguments.emplace_back("date", assess::date_text(*provenance.date, page.words.language()));
  const std::string where = page.text(provenance.date ? "finding.witness_dated" : "finding.witness", arguments);
  const bool differs = i < used.witness_values.size() && used.witness_values[i] != used.value;
  return differs ? page.text("finding.witness_value", {{"value", used.witness_values[i]}, {"witness", where}}) : where;
}

View value_view(const Page& page, const ValueUsed& used) {
  View view;
  view.text("label", used.label).text("value", used.value);
  std::vector<View> witnesses;
  for (std::size_t i = 0; i < std::min(used.provenance.size(), kWitnessesShown); ++i)
    witnesses.push_back(View().text("witness", witness_text(page, used, i)));
  view.list("witnesses", std::move(witnesses));
  return view;
}

View condition_view(const Page& page, const ConditionLine& line) {
  constexpr std::string_view marks[] = {"○", "●", "?"};
  View view;
  view.text("depth", std::to_string(std::min(line.depth, 6))).text("truth", std::string(lang::to_text(line.truth)));
  view.text("mark", std::string(marks[static_cast<std::size_t>(line.truth)])).text("truth_word", truth_word(page.words, line.truth));
  view.text("condition", line.text).text("expression", line.expression == line.text ? std::string() : line.expression);
  std::vector<View> values;
  for (const ValueUsed& used : line.values) values.push_back(value_view(page, used));
  view.flag("has_values", !values.empty()).list("values", std::move(values));
  std::vector<View> lists;
  for (const assess::ListUsed& used : line.lists)
    lists.push_back(View().text("list", used.text).text("details", join(used.details, "; ")).text("source", used.source));
  view.flag("has_lists", !lists.empty()).list("lists", std::move(lists));
  // Said once, at the leaf; the groups above only repeat it.
  view.text("because", line.shape == lang::Condition::Shape::leaf ? join(line.reasons, "; ") : std::string());
  return view;
}

std::vector<View> tree_views(const Page& page, const assess::VerdictExplanation& explanation) {
  std::vector<View> trees;
  const auto add = [&](const std::vector<ConditionLine>& lines, std::string_view title) {
    if (lines.empty()) return;
    std::vector<View> conditions;
    for (const ConditionLine& line : lines) conditions.push_back(condition_view(page, line));
    View tree;
    tree.text("tree_title", page.text(title)).list("conditions", std::move(conditions));
    trees.push_back(std::move(tree));
  };
  add(explanation.only_if, "finding.only_if");
  add(explanation.when, "finding.when");
  return trees;
}

std::string weight_text(const Page& page, const assess::Verdict& verdict, const lang::Rule& rule) {
  // Back from points to the weight that was used, which an escalation may have raised.
  const double weight = 100.0 * (1.0 - std::exp(-verdict.points));
  return page.text("finding.weight_text", {{"weight", assess::number_text(weight, 1, page.words.language())},
                                           {"points", points_number(page.words, verdict.points)},
                                           {"dimension", dimension_label(*page.assessment.rules, rule.dimension, page.words.language())},
                                           {"reason", rule.weight_reason.in(page.words.language())}});
}

std::string sources_text(const Page& page, const lang::Rule& rule) {
  std::vector<std::string> sources;
  for (const lang::RuleSource& source : rule.sources) sources.push_back(source_words(page.words, source));
  return join(sources, "; ");
}

std::string ilo_text(const Page& page, const lang::Rule& rule) {
  std::vector<std::string> names;
  for (const int number : rule.ilo) names.push_back(ilo_word(page.words, number));
  return join(names, "; ");
}

std::vector<View> requirement_views(const Page& page, const lang::Rule& rule, std::size_t bid) {
  const lang::RequirementCatalogue& catalogue = page.assessment.rules->catalogue;
  std::vector<View> views;
  for (const std::string& id : rule.requirements) {
    const lang::Requirement* requirement = catalogue.find(id);
    const std::string anchor = requirement_anchor(page, bid, id);
    View view;
    view.text("id", id).text("anchor", anchor).flag("linked", !anchor.empty()).flag("last", &id == &rule.requirements.back());
    view.text("phase", requirement == nullptr ? std::string("–") : catalogue.phase_label(requirement->phase, page.words.language()));
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<View> clearing_views(const Page& page, const assess::Verdict& verdict) {
  std::vector<View> views;
  for (const std::string& text :
       clearing_texts(page.assessment, page.words, assess::find_clearing(page.assessment, verdict), Telling::brief))
    views.push_back(View().text("text", text));
  return views;
}

}  // namespace

View finding_view(Page& page, const assess::BidResult& bid, std::size_t bid_number, std::size_t contribution) {
  const assess::Contribution& line = bid.contributions[contribution];
  const assess::Verdict& verdict = page.assessment.verdicts[line.verdict];
  const lang::Rule& rule = page.assessment.rule_of(verdict);
  const Language language = page.words.language();
  const assess::VerdictExplanation& explanation = page.explanations.of(line.verdict);
  const std::string note = subject_note(page.assessment, page.words, verdict.subject, line.node);
  const std::string at = page.text("name.with_role", {{"name", node_name(page.assessment, page.words, line.node)},
                                                      {"role", role_at(page.assessment, page.words, bid, line.path)}});
  View view;
  view.text("finding_id", finding_anchor(bid_number, contribution)).text("rule", rule.id).text("title", rule.title.in(language));
  view.text("severity", std::string(lang::to_text(verdict.severity)))
      .text("severity_word", page.text("severity.label", {{"severity", severity_word(page.words, verdict.severity)}}));
  view.flag("escalated", verdict.severity != rule.severity).text("about", note.empty() ? at : at + " · " + note);
  view.text("evidence", explanation.evidence).text("why", rule.why.in(language));
  view.list("trees", tree_views(page, explanation));
  std::vector<View> clearing = clearing_views(page, verdict);
  view.flag("has_clearing", !clearing.empty()).list("clearing", std::move(clearing));
  view.text("harmless", rule.false_positives.in(language));
  view.text("reply",
            page.text("finding.reply_text", {{"ask", rule.ask.in(language)}, {"bidder", bidder_name(page.assessment, page.words, bid)}}));
  view.flag("statutory", rule.statutory).flag("data_rule", rule.data_rule).text("weight", weight_text(page, verdict, rule));
  view.text("thresholds", threshold_list(page.words, rule, Which::all));
  view.text("ilo", ilo_text(page, rule)).text("sources", sources_text(page, rule));
  view.flag("has_requirements", !rule.requirements.empty()).list("requirements", requirement_views(page, rule, bid_number));
  return view;
}

}  // namespace kede::reports
