#include "tests/assess/fixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/base/message_catalogue.hpp"
#include "engine/base/resources.hpp"
#include "engine/lang/rule_loader.hpp"

namespace kede::testing {
namespace {

constexpr std::string_view kPack = R"({
 "kede_rules": 1,
 "pack": {"id": "test.assess", "version": "0.1.0", "languages": ["en", "lv"], "needs_vocabulary": 1, "licence": "none", "maintainer": "tests"},
 "dimensions": [DIMENSIONS],
 "transfer": {
  "subcontract": 0.8, "service": 0.8, "transport": 0.8, "accommodation": 0.8, "labour_supply": 0.9, "agency_workers": 0.9, "recruitment": 0.9,
  "self_employed": 0.9, "material_supply": 0.6, "manufacturing": 0.6, "ownership": 0.7, "office": 0.5, "same_address": 0.2
 },
 "lists": [],
 "patterns": [PATTERNS]
})";

constexpr std::string_view kRule = R"({
 "id": "ID", "dimension": "DIMENSION", "applies_to": "KIND", "when": WHEN,
 "severity": "SEVERITY", "weight": WEIGHT, MORE
 "title": {"en": "Title", "lv": "Nosaukums"}, "why": {"en": "Why", "lv": "Kāpēc"}, "weight_reason": {"en": "Test.", "lv": "Tests."},
 "evidence": {"en": "so", "lv": "tā"}, "ask": {"en": "Is it so?", "lv": "Vai tā ir?"}, "false_positives": {"en": "None.", "lv": "Nav."},
 "sources": [{"key": "ILO-IND", "section": "1", "verified": true}],
 "tests": [{"name": "1", "given": {}, "expect": "fires"}, {"name": "2", "given": {}, "expect": "clear"}, {"name": "3", "given": {}, "expect": "unknown"}]
})";

std::string filled(std::string text, const std::vector<std::pair<std::string_view, std::string>>& values) {
  for (const auto& [name, value] : values) text.replace(text.find(name), name.size(), value);
  return text;
}

std::string severity_of(double weight) { return weight <= 15 ? "low" : weight < 30 ? "medium" : weight < 50 ? "high" : "critical"; }

std::string when_json(const std::string& when) {
  return when.starts_with('{') ? when : R"({"is": ")" + when + R"(", "say": {"en": "it is so", "lv": "tā ir"}})";
}

std::string rule_json(const RuleText& rule) {
  return filled(std::string(kRule), {{"ID", rule.id},
                                     {"DIMENSION", rule.dimension},
                                     {"KIND", rule.applies_to},
                                     {"WHEN", when_json(rule.when)},
                                     {"SEVERITY", severity_of(rule.weight)},
                                     {"WEIGHT", fmt::format("{}", rule.weight)},
                                     {"MORE", rule.more.empty() ? "" : rule.more + ','}});
}

std::string dimensions_json() {
  std::string out;
  for (const char* id : {"work", "documents", "goods", "price", "record", "place"})
    out += fmt::format(R"({}{{"id": "{}", "label": {{"en": "{}", "lv": "{}"}}}})", out.empty() ? "" : ",", id, id, id);
  return out;
}

const lang::Tables& tables() {
  static const Result<lang::Tables> loaded = lang::load_built_in_tables();
  REQUIRE(loaded.ok());
  return *loaded;
}

std::string messages(const std::vector<Diagnostic>& diagnostics) {
  static const Result<MessageCatalogue> catalogue = MessageCatalogue::built_in();
  REQUIRE(catalogue.ok());
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) out += catalogue->render(diagnostic, Language::en);
  return out;
}

}  // namespace

std::string pattern(std::string_view id, std::string_view members) {
  return fmt::format(R"({{"id": "{}", "title": {{"en": "P", "lv": "P"}}, "reading": {{"en": "R", "lv": "R"}}, "members": {}}})", id,
                     members);
}

std::unique_ptr<const lang::RulePack> pack_of(const RuleList& rules, std::string_view patterns, std::string_view requirements) {
  const std::string pack_json = filled(std::string(kPack), {{"DIMENSIONS", dimensions_json()}, {"PATTERNS", std::string(patterns)}});
  std::string rules_json;
  for (const RuleText& rule : rules) rules_json += (rules_json.empty() ? "" : ",") + rule_json(rule);
  rules_json = R"({"kede_rules": 1, "rules": [)" + rules_json + "]}";
  const lang::PackFile files[] = {{"test/pack.json", pack_json}, {"test/rules.json", rules_json}};
  auto pack = lang::load_pack(files, vocabulary(), tables(), resource("rules/sources.json").value_or(""), requirements);
  INFO((pack ? std::string() : messages(pack.diagnostics())));
  REQUIRE(pack.ok());
  return std::make_unique<const lang::RulePack>(std::move(pack).value());
}

Scored scored(World world, std::unique_ptr<const lang::RulePack> rules, unsigned threads) {
  Scored out;
  out.world = std::move(world);
  out.rules = std::move(rules);
  out.screening = assess::assess(*out.world.graph, *out.rules, tables(), {.as_of = day("2026-11-01"), .threads = threads});
  return out;
}

Scored scored(std::string_view drawing, const ChainFacts& facts, const RuleList& rules, std::string_view patterns) {
  return scored(chain(drawing, facts), pack_of(rules, patterns));
}

Scored scored(const RecordList& records, const RuleList& rules, std::string_view patterns) {
  return scored(world_of(records), pack_of(rules, patterns));
}

const assess::BidResult& Scored::result(std::string_view key, std::string_view supplier) const {
  const EntityId record = world.entity(key);
  const auto found = std::find_if(assessment().bids.begin(), assessment().bids.end(), [&](const assess::BidResult& bid) {
    return bid.bid == record && (supplier.empty() || bid.bidder == world.node(supplier));
  });
  INFO("result of " << key << ' ' << supplier);
  REQUIRE(found != assessment().bids.end());
  return *found;
}

const assess::Verdict& Scored::verdict(std::string_view rule, std::string_view key) const {
  const EntityId subject = world.entity(key);
  const auto& verdicts = assessment().verdicts;
  const auto found = std::find_if(verdicts.begin(), verdicts.end(), [&](const assess::Verdict& verdict) {
    return verdict.subject == subject && assessment().rule_of(verdict).id == rule;
  });
  INFO("verdict of " << rule << " on " << key);
  REQUIRE(found != verdicts.end());
  return *found;
}

std::string Scored::outcome(std::string_view rule, std::string_view key) const {
  return std::string(lang::to_text(verdict(rule, key).outcome));
}

const assess::Contribution* Scored::line(const assess::BidResult& result, std::string_view rule, std::string_view node) const {
  const NodeId place = world.node(node);
  const auto found = std::find_if(result.contributions.begin(), result.contributions.end(), [&](const assess::Contribution& line) {
    return line.node == place && assessment().rule_of(assessment().verdicts[line.verdict]).id == rule;
  });
  return found == result.contributions.end() ? nullptr : &*found;
}

namespace {

class Teller {
 public:
  explicit Teller(const Scored& scored) : scored_(scored), assessment_(scored.assessment()) {}

  std::string tell() {
    std::vector<std::string> parts;
    for (const assess::Verdict& verdict : assessment_.verdicts) parts.push_back(verdict_text(verdict));
    for (const assess::BidResult& bid : assessment_.bids) parts.push_back(bid_text(bid));
    std::sort(parts.begin(), parts.end());
    return fmt::format("{}", fmt::join(parts, "\n"));
  }

 private:
  std::string name(std::size_t v) const {
    const assess::Verdict& verdict = assessment_.verdicts[v];
    return assessment_.rule_of(verdict).id + '@' + scored_.world.key_of(verdict.subject);
  }

  std::string verdict_text(const assess::Verdict& verdict) const {
    return fmt::format("verdict {}@{} {} {} {} {:a} {:a} {} {}", assessment_.rule_of(verdict).id, scored_.world.key_of(verdict.subject),
                       lang::to_text(verdict.outcome), lang::to_text(verdict.severity), lang::to_text(verdict.possible_severity),
                       verdict.points, verdict.possible_points, verdict.would_fire, verdict.open);
  }

  std::string bid_text(const assess::BidResult& bid) const {
    std::string out = fmt::format("bid {} {} {:a} {:a} {:a} {} floor {} rank {}", scored_.world.key_of(bid.bid),
                                  bid.bidder ? scored_.world.key_of(*bid.bidder) : "nobody", bid.score.points, bid.score.possible_points,
                                  bid.score.coverage, assess::to_text(bid.score.band),
                                  bid.score.floor ? lang::to_text(*bid.score.floor) : "none", bid.rank);
    for (const std::string& id : bid.score.patterns) out += ' ' + id;
    for (const assess::Contribution& line : bid.contributions)
      out += fmt::format("\n  line {} {} {:a} {:a} {:a} {} {}", name(line.verdict), drawn(scored_.world, *bid.bidder, line.path),
                         line.factor, line.points, line.possible_points, line.counted, line.counted_possible);
    for (const assess::FlaggedChain& chain : bid.chains) {
      out += fmt::format("\n  chain {} {:a} {:a} {} {} {}", drawn(scored_.world, *bid.bidder, chain.path), chain.factor, chain.points,
                         lang::to_text(chain.strongest), chain.tier_min, chain.tier_max);
      for (const std::size_t i : chain.contributions) out += ' ' + name(bid.contributions[i].verdict);
    }
    for (const assess::Question& question : bid.questions)
      out += fmt::format("\n  question {} {} {:a}", name(question.verdict), scored_.world.key_of(question.node), question.gain);
    for (const std::size_t v : bid.context) out += "\n  context " + name(v);
    return out;
  }

  const Scored& scored_;
  const assess::Assessment& assessment_;
};

}  // namespace

std::string told(const Scored& scored) { return Teller(scored).tell(); }

std::vector<std::string> counted_lines(const Scored& scored, const assess::BidResult& result) {
  std::vector<std::string> out;
  for (const assess::Contribution& line : result.contributions) {
    if (!line.counted) continue;
    const lang::Rule& rule = scored.assessment().rule_of(scored.assessment().verdicts[line.verdict]);
    out.push_back(fmt::format("{} {}: {} x{:.4g} = {:.3f}", rule.id, scored.world.key_of(line.node),
                              drawn(scored.world, *result.bidder, line.path), line.factor, line.points));
  }
  return out;
}

}  // namespace kede::testing
