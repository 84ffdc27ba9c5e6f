#include <algorithm>

#include "engine/assess/reasons.hpp"
#include "reports/json/json_parts.hpp"
#include "reports/labels.hpp"
#include "reports/names.hpp"

namespace kede::reports {

using lang::Outcome;

void JsonParts::write_verdicts() {
  std::set<std::size_t> shown;
  std::set<std::size_t> explained;
  for (std::size_t v = 0; v < assessment_.verdicts.size(); ++v) {
    if (assessment_.verdicts[v].outcome == Outcome::fires) shown.insert(v), explained.insert(v);
  }
  for (const assess::BidResult& bid : assessment_.bids) {
    for (const assess::Contribution& line : bid.contributions) {
      if (listing_.lists(bid, line)) shown.insert(line.verdict);
    }
    for (const std::size_t v : bid.context) {
      if (listing_.lists_context(v)) shown.insert(v);
    }
    if (listing_.is_brief()) continue;
    for (std::size_t q = 0; q < std::min(bid.questions.size(), kQuestionsShown); ++q) explained.insert(bid.questions[q].verdict);
  }
  for (const assess::ContractResult& contract : assessment_.contracts) {
    for (const std::size_t v : contract.context) {
      if (listing_.lists_context(v)) shown.insert(v);
    }
  }
  out_.array("verdicts", [&] {
    for (const std::size_t v : shown) out_.object("", [&] { write_verdict(v, explained.contains(v)); });
  });
}

void JsonParts::write_verdict(std::size_t verdict, bool explained) {
  const assess::Verdict& found = assessment_.verdicts[verdict];
  out_.text("id", verdict_key(verdict));
  out_.text("rule", assessment_.rule_of(found).id);
  write_named("subject", found.subject);
  out_.text("outcome", lang::to_text(found.outcome));
  out_.text("severity", lang::to_text(found.severity));
  out_.text("possible_severity", lang::to_text(found.possible_severity));
  out_.number("points", found.points);
  out_.number("possible_points", found.possible_points);
  out_.flag("would_fire", found.would_fire);
  const lang::Reasons reasons = assess::reasons_of(assessment_, found);
  out_.array("reasons", [&] {
    for (const lang::Reason& reason : reasons.all()) {
      out_.object("", [&] {
        out_.text("reason", model::to_text(reason.reason));
        out_.text("text", reason_text(assessment_, words_, reason));
      });
    }
  });
  if (!explained) {
    out_.null("explanation");
    out_.null("clearing");
    return;
  }
  const assess::VerdictExplanation& explanation = explanations_.of(verdict);
  out_.object("explanation", [&] {
    out_.text("evidence", explanation.evidence);
    write_conditions("only_if", explanation.only_if);
    write_conditions("when", explanation.when);
  });
  write_clearing(found);
}

void JsonParts::write_conditions(std::string_view name, const std::vector<assess::ConditionLine>& lines) {
  constexpr std::string_view shapes[] = {"leaf", "all", "any", "none", "at_least"};
  out_.array(name, [&] {
    for (const assess::ConditionLine& line : lines) {
      out_.object("", [&] {
        out_.count("depth", line.depth);
        out_.text("shape", shapes[static_cast<std::size_t>(line.shape)]);
        out_.text("truth", lang::to_text(line.truth));
        out_.text("text", line.text);
        out_.text("expression", line.expression);
        out_.array("values", [&] {
          for (const assess::ValueUsed& used : line.values) out_.object("", [&] { write_value(used); });
        });
        out_.array("lists", [&] {
          for (const assess::ListUsed& used : line.lists) out_.object("", [&] { write_list(used); });
        });
        out_.array("reasons", [&] {
          for (const std::string& reason : line.reasons) out_.text("", reason);
        });
      });
    }
  });
}

void JsonParts::write_list(const assess::ListUsed& used) {
  out_.text("list", used.list);
  out_.text("text", used.text);
  out_.array("details", [&] {
    for (const std::string& detail : used.details) out_.text("", detail);
  });
  out_.text("source", used.source);
}

void JsonParts::write_value(const assess::ValueUsed& used) {
  const model::Vocabulary& vocabulary = assessment_.graph->resolved().vocabulary();
  out_.text("entity", entity_key(assessment_, used.entity));
  used.field ? out_.text("field", vocabulary.field(*used.field).name) : out_.null("field");
  out_.text("label", used.label);
  out_.text("value", used.value);
  out_.flag("known", used.known);
  out_.array("witnesses", [&] {
    for (std::size_t i = 0; i < used.provenance.size(); ++i) {
      const model::Provenance& provenance = used.provenance[i];
      out_.object("", [&] {
        out_.text("file", source_path(assessment_, provenance));
        out_.text("place", provenance.place);
        provenance.date ? out_.text("date", to_iso(*provenance.date)) : out_.null("date");
        out_.text("evidence", model::to_text(provenance.evidence));
        out_.text("value", i < used.witness_values.size() ? used.witness_values[i] : std::string());
      });
    }
  });
}

void JsonParts::write_rules() {
  std::vector<assess::Counts> counts(assessment_.rules->rules.size());
  for (const assess::Verdict& verdict : assessment_.verdicts) {
    std::size_t assess::Counts::*counters[] = {&assess::Counts::fires, &assess::Counts::clear, &assess::Counts::unknown,
                                               &assess::Counts::not_applicable};
    ++(counts[verdict.rule].*counters[static_cast<std::size_t>(verdict.outcome)]);
    if (verdict.outcome == Outcome::fires)
      called_.insert(assessment_.rule_of(verdict).requirements.begin(), assessment_.rule_of(verdict).requirements.end());
  }
  out_.array("indicators", [&] {
    for (std::uint32_t rule = 0; rule < assessment_.rules->rules.size(); ++rule) out_.object("", [&] { write_rule(rule, counts); });
  });
}

void JsonParts::write_thresholds(const lang::Rule& rule) {
  out_.array("thresholds", [&] {
    for (const lang::Threshold& threshold : rule.thresholds) {
      out_.object("", [&] {
        out_.text("name", threshold.name);
        out_.text("measures", threshold.say.in(words_.language()));
        out_.text("value", lang::to_text(threshold.value));
        out_.text("standard", lang::to_text(threshold.standard));
        threshold.is_overridden() ? out_.text("reason", threshold.reason) : out_.null("reason");
      });
    }
  });
}

void JsonParts::write_rule(std::uint32_t number, const std::vector<assess::Counts>& counts) {
  const lang::Rule& rule = assessment_.rules->rules[number];
  const Language language = words_.language();
  const std::pair<std::string_view, std::string> texts[] = {
      {"id", rule.id},
      {"title", rule.title.in(language)},
      {"why", rule.why.in(language)},
      {"dimension", rule.dimension},
      {"group", rule.group},
      {"applies_to", assessment_.graph->resolved().vocabulary().kind(rule.applies_to).name},
      {"severity", std::string(lang::to_text(rule.severity))},
      {"weight_reason", rule.weight_reason.in(language)},
      {"ask", rule.ask.in(language)},
      {"false_positives", rule.false_positives.in(language)}};
  for (const auto& [name, value] : texts) out_.text(name, value);
  out_.number("weight", rule.weight);
  out_.flag("prior", rule.prior);
  out_.flag("statutory", rule.statutory);
  out_.flag("data_rule", rule.data_rule);
  rule.floor ? out_.text("floor", lang::to_text(*rule.floor)) : out_.null("floor");
  out_.array("ilo", [&] {
    for (const int item : rule.ilo) out_.count("", item);
  });
  out_.array("requirements", [&] {
    for (const std::string& id : rule.requirements) out_.text("", id);
  });
  out_.array("sources", [&] {
    for (const lang::RuleSource& source : rule.sources) {
      out_.object("", [&] {
        const std::pair<std::string_view, std::string> parts[] = {
            {"key", source.key}, {"section", source.section}, {"title", source.title}, {"issuer", source.issuer}, {"year", source.year}};
        for (const auto& [name, value] : parts) out_.text(name, value);
        out_.flag("verified", source.verified);
      });
    }
  });
  write_thresholds(rule);
  out_.object("verdicts", [&] {
    const assess::Counts& found = counts[number];
    const std::pair<std::string_view, std::size_t> rows[] = {
        {"fires", found.fires}, {"clear", found.clear}, {"unknown", found.unknown}, {"not_applicable", found.not_applicable}};
    for (const auto& [name, value] : rows) out_.count(name, static_cast<std::int64_t>(value));
  });
}

}  // namespace kede::reports
