#include "engine/app/rules_diff.hpp"

#include <fmt/format.h>

#include <map>

#include "engine/app/cmd.hpp"
#include "engine/assess/explain.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/threshold_text.hpp"
#include "reports/labels.hpp"

namespace kede::app {
namespace {

constexpr std::string_view kBuiltIn = "built-in";
constexpr std::size_t kMostListed = 200;

std::string condition_text(const lang::Condition& condition) {
  using Shape = lang::Condition::Shape;
  if (condition.shape == Shape::leaf) return condition.expression.text();
  constexpr std::string_view words[] = {"", "all", "any", "none", "at_least"};
  std::vector<std::string> parts;
  for (const lang::Condition& child : condition.children) parts.push_back(condition_text(child));
  const std::string count = condition.shape == Shape::at_least ? " " + std::to_string(condition.at_least) : "";
  return fmt::format("{}{}({})", words[static_cast<std::size_t>(condition.shape)], count, join(parts, ", "));
}

std::string both(const model::LocalText& text) { return text.en + " / " + text.lv; }

std::string template_text(const lang::TextTemplate& text) {
  std::string out;
  for (const auto* parts : {&text.en, &text.lv}) {
    for (const lang::TextTemplate::Part& part : *parts) out += part.is_expression ? "{" + part.expression.text() + "}" : part.text.en;
    out += '/';
  }
  return out;
}

std::string bid_name(const assess::Assessment& assessment, const assess::BidResult& bid) {
  const identity::Resolved& resolved = assessment.graph->resolved();
  return bid.bidder ? assess::display_name(resolved, assessment.graph->entity_of(*bid.bidder)) : assess::display_name(resolved, bid.bid);
}

// The rules of both packs, by id.
struct RulePair {
  const lang::Rule* a = nullptr;
  const lang::Rule* b = nullptr;
};

class Differ {
 public:
  explicit Differ(Language language) : language_(language), words_(reports::Words::built_in(language)) {}

  void rules(const lang::RulePack& a, const lang::RulePack& b) {
    std::map<std::string, RulePair> pairs;
    for (const lang::Rule& rule : a.rules) pairs[rule.id].a = &rule;
    for (const lang::Rule& rule : b.rules) pairs[rule.id].b = &rule;
    for (const auto& [id, pair] : pairs) {
      if (pair.a == nullptr || pair.b == nullptr) {
        const lang::Rule& rule = pair.a == nullptr ? *pair.b : *pair.a;
        add(id + "  " + text(pair.a == nullptr ? "diff.added" : "diff.removed") + ": " + rule.title.in(language_));
      } else {
        changed(id, aspects_of(*pair.a), aspects_of(*pair.b));
      }
    }
  }

  void verdicts(const assess::Assessment& a, const assess::Assessment& b) {
    // By rule and subject: the numbers of rules differ between packs, those of subjects do not.
    const auto keyed = [](const assess::Assessment& from) {
      std::map<std::pair<std::string, EntityId>, const assess::Verdict*> out;
      for (const assess::Verdict& verdict : from.verdicts) out.emplace(std::pair(from.rule_of(verdict).id, verdict.subject), &verdict);
      return out;
    };
    const auto before = keyed(a);
    const auto after = keyed(b);
    for (const auto& [key, verdict] : after) {
      const auto old = before.find(key);
      const std::string from = old == before.end() ? "–" : state(*old->second);
      if (from != state(*verdict)) list(key, from, state(*verdict), a);
    }
    for (const auto& [key, verdict] : before) {
      if (!after.contains(key)) list(key, state(*verdict), "–", a);
    }
    if (verdicts_ > kMostListed) add(text("diff.more", {{"count", std::to_string(verdicts_ - kMostListed)}}));
  }

  void scores(const assess::Assessment& a, const assess::Assessment& b) {
    for (std::size_t i = 0; i < a.bids.size(); ++i) {
      const assess::Score& before = a.bids[i].score;
      // The order of the roots is that of the data, the same for both.
      const assess::Score& after = b.bids[i].score;
      const auto shown = [&](const assess::Score& score) {
        return reports::band_word(words_, score.band) + " " + reports::score_text(words_, score);
      };
      if (shown(before) != shown(after)) add(bid_name(a, a.bids[i]) + ": " + shown(before) + " → " + shown(after));
    }
  }

  void heading(const std::string& key) { headings_.emplace_back(lines_.size(), text(key)); }
  bool found() const { return !lines_.empty(); }

  // Each heading with its lines; "nothing" under those that have none.
  std::string take() const {
    std::string out;
    for (std::size_t h = 0; h < headings_.size(); ++h) {
      const std::size_t end = h + 1 < headings_.size() ? headings_[h + 1].first : lines_.size();
      out += (h > 0 ? "\n" : "") + headings_[h].second + "\n";
      if (headings_[h].first == end) out += "  " + text("diff.nothing") + "\n";
      for (std::size_t i = headings_[h].first; i < end; ++i) out += "  " + lines_[i] + "\n";
    }
    return out;
  }

 private:
  std::string text(const std::string& key, const std::vector<std::pair<std::string, std::string>>& values = {}) const {
    return cli_text(key, language_, values);
  }
  void add(std::string line) { lines_.push_back(std::move(line)); }

  void changed(const std::string& id, const Aspects& a, const Aspects& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i].second != b[i].second) add(id + "  " + a[i].first + ": " + a[i].second + " → " + b[i].second);
    }
  }

  std::string state(const assess::Verdict& verdict) const {
    const std::string outcome = text("outcome." + std::string(lang::to_text(verdict.outcome)));
    if (verdict.outcome != lang::Outcome::fires) return outcome;
    return outcome + fmt::format(" ({}, {:.1f})", reports::severity_word(words_, verdict.severity), verdict.points * 100);
  }

  void list(const std::pair<std::string, EntityId>& key, const std::string& from, const std::string& to, const assess::Assessment& data) {
    if (++verdicts_ <= kMostListed)
      add(key.first + "  " + assess::display_name(data.graph->resolved(), key.second) + ": " + from + " → " + to);
  }

  Language language_;
  reports::Words words_;
  std::vector<std::string> lines_;
  std::vector<std::pair<std::size_t, std::string>> headings_;
  std::size_t verdicts_ = 0;
};

Result<lang::LoadedRules> load_pack(const std::string& name, const FileSystem& files, const model::Vocabulary& vocabulary) {
  return load_rules(name == kBuiltIn ? std::string() : name, "", files, vocabulary);
}

}  // namespace

Aspects aspects_of(const lang::Rule& rule) {
  std::vector<std::string> escalations;
  for (const lang::Escalation& each : rule.escalations)
    escalations.push_back(fmt::format("{} {} {}", lang::to_text(each.severity), each.weight, condition_text(each.when)));
  std::vector<std::string> thresholds;
  for (const lang::Threshold& each : rule.thresholds) thresholds.push_back(each.name + " = " + lang::to_text(each.value));
  std::vector<std::string> sources;
  for (const lang::RuleSource& each : rule.sources) sources.push_back(each.key + (each.section.empty() ? "" : " " + each.section));
  std::vector<std::string> ilo;
  for (const int number : rule.ilo) ilo.push_back(std::to_string(number));
  const auto day = [](const std::optional<Date>& date) { return date ? to_iso(*date) : std::string("–"); };
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  return {{"only_if", rule.only_if ? condition_text(*rule.only_if) : "–"},
          {"when", condition_text(rule.when)},
          {"thresholds", join(thresholds, ", ")},
          {"severity", std::string(lang::to_text(rule.severity))},
          {"weight", fmt::format("{}", rule.weight)},
          {"escalations", join(escalations, "; ")},
          {"group", rule.group},
          {"dimension", rule.dimension},
          {"floor", rule.floor ? std::string(lang::to_text(*rule.floor)) : "–"},
          {"prior", flag(rule.prior)},
          {"statutory", flag(rule.statutory)},
          {"since", day(rule.since)},
          {"until", day(rule.until)},
          {"requirements", join(rule.requirements, ", ")},
          {"ilo", join(ilo, ", ")},
          {"sources", join(sources, "; ")},
          {"title", both(rule.title)},
          {"why", both(rule.why)},
          {"ask", both(rule.ask)},
          {"false_positives", both(rule.false_positives)},
          {"weight_reason", both(rule.weight_reason)},
          {"evidence", template_text(rule.evidence)}};
}

RulesResult diff_packs(const PackDiff& wanted, const FileSystem& files, const Clock& clock) {
  const auto refused = [](std::vector<Diagnostic> diagnostics) {
    return RulesResult{.out = {}, .diagnostics = std::move(diagnostics), .exit = exit_bad_input};
  };
  const auto vocabulary = model::Vocabulary::built_in();
  if (!vocabulary) return refused(vocabulary.diagnostics());
  auto a = load_pack(wanted.pack_a, files, *vocabulary);
  if (!a) return refused(std::move(a).diagnostics());
  auto b = load_pack(wanted.pack_b, files, *vocabulary);
  if (!b) return refused(std::move(b).diagnostics());
  Differ differ(wanted.language);
  differ.heading("diff.rules");
  differ.rules(a->pack, b->pack);
  RulesResult result;
  if (!wanted.on.inputs.empty()) {
    RunOptions options = wanted.on;
    options.rules_folder = wanted.pack_a == kBuiltIn ? "" : wanted.pack_a;
    auto run = run_pipeline(options, files, clock);
    if (!run) return refused(std::move(run).diagnostics());
    const Run& data = **run;
    const assess::Assessment& before = data.screening.assessment;
    const assess::Screening after = assess::assess(data.graph, b->pack, b->tables, {.as_of = before.as_of, .threads = options.jobs});
    differ.heading("diff.verdicts");
    differ.verdicts(before, after.assessment);
    differ.heading("diff.scores");
    differ.scores(before, after.assessment);
  }
  result.out = differ.take();
  result.exit = differ.found() ? exit_findings : exit_done;
  return result;
}

}  // namespace kede::app
