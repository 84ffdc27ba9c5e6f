#include "engine/app/explain_text.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/app/command.hpp"
#include "engine/assess/explain.hpp"
#include "reports/leverage.hpp"
#include "reports/threshold_words.hpp"

namespace kede::app {
namespace {

using assess::ConditionLine;
using assess::ValueUsed;
using assess::Verdict;

// The organisation and what hangs on it.
std::set<EntityId> subjects_of(const Run& run, EntityId organisation) {
  std::set<EntityId> out{organisation};
  for (const std::string_view by : {"bid.bidder", "supply.child", "good.supplier", "good.manufacturer", "site.organisation"}) {
    const auto found = run.screening.index->referring(run.vocabulary.field_id(by), organisation);
    out.insert(found.begin(), found.end());
  }
  return out;
}

std::string_view mark(lang::Truth truth) {
  constexpr std::string_view marks[] = {"no ", "yes", "?  "};
  return marks[static_cast<std::size_t>(truth)];
}

std::string value_line(const Run& run, const ValueUsed& value, const std::string& indent) {
  std::string out = indent + value.label + " = " + value.value;
  for (std::size_t i = 0; i < value.provenance.size(); ++i) {
    const model::Provenance& at = value.provenance[i];
    out += "\n" + indent + "    [" + run.dataset.sources()[index(at.source)].path + "  " + at.place + "]";
    if (value.provenance.size() > 1) out += " " + value.witness_values[i];
  }
  return out + "\n";
}

std::string list_lines(const assess::ListUsed& used, const std::string& indent, Language language) {
  std::string out = indent + cli_text("explain.list", language) + " " + used.text + "\n";
  for (const std::string& detail : used.details) out += indent + "    " + detail + "\n";
  return out + indent + "    [" + used.source + "]\n";
}

std::string condition_text(const Run& run, const std::vector<ConditionLine>& lines, Language language) {
  std::string out;
  for (const ConditionLine& line : lines) {
    const std::string indent(4 + static_cast<std::size_t>(line.depth) * 2, ' ');
    out += indent + std::string(mark(line.truth)) + " " + line.text + "\n";
    for (const ValueUsed& value : line.values) out += value_line(run, value, indent + "      ");
    for (const assess::ListUsed& used : line.lists) out += list_lines(used, indent + "      ", language);
    if (!line.values.empty() || line.shape != lang::Condition::Shape::leaf) continue;
    for (const std::string& reason : line.reasons) out += indent + "      " + reason + "\n";
  }
  return out;
}

std::string outcome_text(const Verdict& verdict, Language language) {
  return cli_text("outcome." + std::string(lang::to_text(verdict.outcome)), language);
}

// "supply: night cleaning"
std::string subject_text(const Run& run, EntityId subject, Language language) {
  return run.vocabulary.kind(run.resolved.kind_of(subject)).label.in(language) + ": " + assess::display_name(run.resolved, subject);
}

// What would have to be otherwise for the flag not to be there.
std::string clearing_text(const Run& run, const Verdict& verdict, Language language) {
  const assess::Assessment& assessment = run.screening.assessment;
  const reports::Words words = reports::Words::built_in(language);
  std::string out;
  for (const std::string& line :
       reports::clearing_texts(assessment, words, assess::find_clearing(assessment, verdict), reports::Telling::full))
    out += "  " + line + "\n";
  return out;
}

// The conditions of a verdict with what they were decided by.
std::string reasoning_text(const Run& run, const Verdict& verdict, Language language) {
  const lang::Rule& rule = run.rules.pack.rules[verdict.rule];
  std::string out;
  const auto explained = assess::explain(run.screening.assessment, verdict, language);
  if (!explained.evidence.empty()) out += "    " + explained.evidence + "\n";
  if (!explained.only_if.empty())
    out += "  " + cli_text("explain.only_if", language) + "\n" + condition_text(run, explained.only_if, language);
  out += "  " + cli_text("explain.when", language) + "\n" + condition_text(run, explained.when, language);
  if (verdict.outcome == lang::Outcome::unknown) out += "  " + cli_text("explain.ask", language) + ": " + rule.ask.in(language) + "\n";
  if (verdict.outcome == lang::Outcome::fires)
    out += clearing_text(run, verdict, language) + "  " + cli_text("explain.false_positives", language) + ": " +
           rule.false_positives.in(language) + "\n";
  if (const std::string thresholds = reports::threshold_list(reports::Words::built_in(language), rule, reports::Which::all);
      !thresholds.empty())
    out += "  " + cli_text("explain.thresholds", language) + ": " + thresholds + "\n";
  return out + "\n";
}

bool says_something(const Verdict& verdict) { return verdict.outcome == lang::Outcome::fires || verdict.outcome == lang::Outcome::unknown; }

std::string verdict_text(const Run& run, const Verdict& verdict, EntityId organisation, bool full, Language language) {
  const lang::Rule& rule = run.rules.pack.rules[verdict.rule];
  std::string out = rule.id + "  " + rule.title.in(language) + "  —  " + outcome_text(verdict, language);
  if (verdict.subject != organisation) out += "  (" + subject_text(run, verdict.subject, language) + ")";
  return out + "\n" + (full ? reasoning_text(run, verdict, language) : std::string());
}

}  // namespace

std::string explain_text(const Run& run, EntityId organisation, const std::string& rule, Detail detail, Language language) {
  std::string out = assess::display_name(run.resolved, organisation) + "\n\n";
  const auto subjects = subjects_of(run, organisation);
  std::size_t shown = 0;
  for (const Verdict& verdict : run.screening.assessment.verdicts) {
    if (!subjects.contains(verdict.subject)) continue;
    const bool wanted = rule.empty() || run.rules.pack.rules[verdict.rule].id == rule;
    const bool says = says_something(verdict);
    if (!wanted || (rule.empty() && detail == Detail::said_something && !says)) continue;
    out += verdict_text(run, verdict, organisation, !rule.empty() || says || detail == Detail::everything, language);
    ++shown;
  }
  if (shown == 0) out += cli_text("explain.nothing", language) + "\n";
  return out;
}

std::string explain_rule_text(const Run& run, const lang::Rule& rule, Detail detail, Language language) {
  std::string out = rule.id + "  " + rule.title.in(language) + "\n\n" + rule.why.in(language) + "\n\n";
  std::map<lang::Outcome, std::size_t> left_out;
  for (const Verdict& verdict : run.screening.assessment.verdicts) {
    if (&run.rules.pack.rules[verdict.rule] != &rule) continue;
    if (detail == Detail::said_something && !says_something(verdict)) {
      ++left_out[verdict.outcome];
      continue;
    }
    out += subject_text(run, verdict.subject, language) + "  —  " + outcome_text(verdict, language) + "\n";
    out += reasoning_text(run, verdict, language);
  }
  for (const auto& [outcome, count] : left_out) {
    out += cli_text("outcome." + std::string(lang::to_text(outcome)), language) + ": " + std::to_string(count) + "\n";
  }
  return out;
}

}  // namespace kede::app
