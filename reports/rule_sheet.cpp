#include "reports/rule_sheet.hpp"

#include <map>

#include "engine/assess/value_words.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/condition.hpp"
#include "reports/bid_lines.hpp"
#include "reports/labels.hpp"
#include "reports/threshold_words.hpp"

namespace kede::reports {

using lang::Condition;

namespace {

void add_condition(const Condition& condition, int depth, Language language, std::vector<SheetCondition>& out) {
  if (condition.shape == Condition::Shape::leaf) {
    const std::string& say = condition.say.in(language);
    const std::string& expression = condition.expression.text();
    out.push_back({depth, say.empty() ? expression : say, say.empty() ? std::string() : expression});
    return;
  }
  constexpr std::string_view keys[] = {"", "shape.all", "shape.any", "shape.none", "shape.at_least"};
  const std::string_view key = keys[static_cast<std::size_t>(condition.shape)];
  out.push_back({depth, assess::value_word(key, language, {{"count", std::to_string(condition.at_least)}}), {}});
  for (const Condition& child : condition.children) add_condition(child, depth + 1, language, out);
}

std::string evidence_text(const std::vector<lang::TextTemplate::Part>& parts, Language language) {
  std::string out;
  for (const lang::TextTemplate::Part& part : parts)
    out += part.is_expression ? "{" + part.expression.text() + "}" : part.text.in(language);
  return out;
}

class SheetWriter {
 public:
  SheetWriter(const lang::RulePack& pack, const model::Vocabulary& vocabulary, const lang::Rule& rule, const Words& words)
      : pack_(pack), vocabulary_(vocabulary), rule_(rule), words_(words), language_(words.language()) {}

  RuleSheet write() {
    out_.id = rule_.id;
    out_.title = rule_.title.in(language_);
    out_.why = rule_.why.in(language_);
    add_nature();
    add_conditions();
    add_texts();
    for (const int number : rule_.ilo) out_.ilo.push_back(ilo_word(words_, number));
    for (const lang::RuleSource& source : rule_.sources) out_.sources.push_back(source_words(words_, source));
    add_requirements();
    return std::move(out_);
  }

 private:
  void fact(std::string_view label, std::string text) {
    if (!text.empty()) out_.facts.emplace_back(words_.text(label), std::move(text));
  }

  void add_nature() {
    fact("sheet.dimension", dimension_label(pack_, rule_.dimension, language_));
    fact("sheet.group", rule_.group);
    fact("sheet.about", vocabulary_.kind(rule_.applies_to).label.in(language_));
    fact("sheet.weight", words_.text("sheet.weight_text", {{"severity", severity_word(words_, rule_.severity)},
                                                           {"weight", assess::number_text(rule_.weight, 1, language_)},
                                                           {"reason", rule_.weight_reason.in(language_)}}));
    std::vector<std::string> thresholds;
    for (const lang::Threshold& threshold : rule_.thresholds)
      thresholds.push_back(words_.text("sheet.threshold", {{"name", threshold.name}, {"threshold", threshold_words(words_, threshold)}}));
    fact("sheet.thresholds", join(thresholds, "; "));
    if (rule_.floor) fact("sheet.floor", severity_word(words_, *rule_.floor));
    if (rule_.prior) fact("sheet.nature", words_.text("sheet.prior"));
    if (rule_.statutory) fact("sheet.nature", words_.text("finding.statutory"));
    if (rule_.data_rule) fact("sheet.nature", words_.text("finding.data_rule_note"));
    if (rule_.since) fact("sheet.since", assess::date_text(*rule_.since, language_));
    if (rule_.until) fact("sheet.until", assess::date_text(*rule_.until, language_));
  }

  void add_conditions() {
    if (rule_.only_if) out_.conditions.push_back({words_.text("sheet.only_if"), sheet_conditions(*rule_.only_if, language_)});
    out_.conditions.push_back({words_.text("sheet.when"), sheet_conditions(rule_.when, language_)});
    for (const lang::Escalation& escalation : rule_.escalations) {
      const std::string title = words_.text("sheet.raised", {{"severity", severity_word(words_, escalation.severity)},
                                                             {"weight", assess::number_text(escalation.weight, 1, language_)}});
      out_.conditions.push_back({title, sheet_conditions(escalation.when, language_)});
    }
  }

  void add_texts() {
    fact("sheet.evidence", evidence_text(language_ == Language::lv ? rule_.evidence.lv : rule_.evidence.en, language_));
    fact("sheet.ask", rule_.ask.in(language_));
    fact("finding.harmless", rule_.false_positives.in(language_));
    std::map<lang::Outcome, std::size_t> tests;
    for (const lang::RuleTest& test : rule_.tests) {
      if (const auto outcome = lang::outcome_of(test.expected)) ++tests[*outcome];
    }
    std::vector<std::string> counts;
    for (const auto& [outcome, count] : tests) counts.push_back(outcome_word(words_, outcome) + " " + std::to_string(count));
    fact("sheet.tests", std::to_string(rule_.tests.size()) + " (" + join(counts, ", ") + ")");
  }

  void add_requirements() {
    for (const std::string& id : rule_.requirements) {
      const lang::Requirement* item = pack_.catalogue.find(id);
      if (item == nullptr) continue;
      out_.requirements.push_back({id, pack_.catalogue.phase_label(item->phase, language_), item->text.in(language_)});
    }
  }

  const lang::RulePack& pack_;
  const model::Vocabulary& vocabulary_;
  const lang::Rule& rule_;
  const Words& words_;
  Language language_;
  RuleSheet out_;
};

}  // namespace

std::vector<SheetCondition> sheet_conditions(const Condition& condition, Language language) {
  std::vector<SheetCondition> out;
  add_condition(condition, 0, language, out);
  return out;
}

std::string source_words(const Words& words, const lang::RuleSource& source) {
  std::vector<std::string> parts;
  for (const std::string& part : {source.title.empty() ? source.key : source.title, source.issuer, source.year, source.section}) {
    if (!part.empty()) parts.push_back(part);
  }
  const std::string whole = join(parts, ", ");
  return source.verified ? whole : words.text("finding.source_unverified", {{"source", whole}});
}

RuleSheet rule_sheet(const lang::RulePack& pack, const model::Vocabulary& vocabulary, const lang::Rule& rule, const Words& words) {
  return SheetWriter(pack, vocabulary, rule, words).write();
}

}  // namespace kede::reports
