#include "engine/lang/detail/pack_reader.hpp"

#include <algorithm>
#include <charconv>

#include "engine/base/hash.hpp"
#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/detail/requirement_reader.hpp"

namespace kede::lang::detail {
namespace {

constexpr int kFormat = 1;
constexpr std::string_view kOtherTransfers[] = {"ownership", "office", "same_address"};
constexpr std::string_view kOptionalTransfers[] = {"consortium"};

// "P24M", "P2Y"
std::optional<int> months_of(std::string_view period) {
  if (period.size() < 3 || period.size() > 6 || period.front() != 'P') return std::nullopt;
  const char unit = period.back();
  const std::string_view digits = period.substr(1, period.size() - 2);
  int number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem != std::errc() || end != digits.data() + digits.size() || number < 1) return std::nullopt;
  if (unit == 'M') return number;
  return unit == 'Y' ? std::optional(number * 12) : std::nullopt;
}

bool is_version(std::string_view text) {
  const auto parts = split(text, '.');
  return parts.size() == 3 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && part.size() < 6 && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
         });
}

}  // namespace

PackReader::PackReader(const model::Vocabulary& vocabulary, const Tables& tables, const Overrides* overrides)
    : vocabulary_(vocabulary), tables_(tables) {
  references_.overrides = overrides;
  references_.vocabulary = &vocabulary;
  references_.tables = &tables;
}

std::optional<JsonNode> PackReader::parse(std::string_view text, const std::string& file) {
  auto json = read_json(text, file);
  if (json) return std::move(json).value();
  for (Diagnostic& diagnostic : std::move(json).diagnostics()) faults_.push_back(std::move(diagnostic));
  return std::nullopt;
}

void PackReader::check_format(const JsonAt& root) {
  const auto at = root.member("kede_rules");
  if (at && integer_of(*at->json) != kFormat) {
    faults_.push_back(fault("KD2316", *at).arg("found", at->text()).arg("known", std::to_string(kFormat)));
  }
}

void PackReader::read_sources(std::string_view text, const std::string& file) {
  const auto json = parse(text, file);
  if (!json) return;
  const JsonAt root{&*json, &file, ""};
  const auto sources = root.member("sources");
  if (!sources) {
    faults_.push_back(fault("KD2307", root).arg("what", "file").arg("key", "sources"));
    return;
  }
  if (!expect(*sources, JsonNode::Type::object, faults_)) return;
  for (std::size_t i = 0; i < sources->size(); ++i) {
    const JsonAt at = sources->value(i);
    if (!expect(at, JsonNode::Type::object, faults_)) continue;
    RuleSource source;
    source.key = sources->json->keys[i];
    source.title = read_string(at, "title", faults_);
    source.issuer = read_string(at, "issuer", faults_);
    source.year = read_string(at, "year", faults_);
    references_.sources.emplace(source.key, std::move(source));
  }
}

void PackReader::read_requirements(std::string_view text, const std::string& file) {
  const auto json = parse(text, file);
  if (!json) return;
  const JsonAt root{&*json, &file, ""};
  pack_.catalogue = read_catalogue(root, references_, faults_);
  pack_.catalogue.hash = sha256(text);
  references_.requirements.emplace();
  for (const Requirement& item : pack_.catalogue.requirements) references_.requirements->insert(item.id);
}

void PackReader::read_description(std::string_view text, const std::string& file) {
  const auto json = parse(text, file);
  if (!json) return;
  const JsonAt root{&*json, &file, ""};
  constexpr std::string_view required[] = {"kede_rules", "pack", "dimensions", "transfer", "lists"};
  constexpr std::string_view optional[] = {"patterns"};
  if (!check_keys(root, "pack", required, optional, faults_)) return;
  check_format(root);
  if (const auto pack = root.member("pack")) read_pack(*pack);
  read_dimensions(root);
  read_transfer(root);
  read_lists(root);
  read_patterns(root);
}

void PackReader::read_pack(const JsonAt& at) {
  constexpr std::string_view required[] = {"id", "version", "languages", "needs_vocabulary", "licence", "maintainer"};
  constexpr std::string_view optional[] = {"title", "defaults"};
  if (!check_keys(at, "pack", required, optional, faults_)) return;
  pack_.id = read_string(at, "id", faults_);
  pack_.version = read_string(at, "version", faults_);
  if (const auto version = at.member("version"); version && version->is(JsonNode::Type::string) && !is_version(pack_.version)) {
    faults_.push_back(fault("KD2312", *version).arg("value", pack_.version).arg("form", "1.2.0"));
  }
  read_string(at, "licence", faults_);
  read_string(at, "maintainer", faults_);
  read_text(at, "title", faults_);
  const auto languages = read_strings(at, "languages", faults_);
  for (const std::string_view language : {"en", "lv"}) {
    const auto listed = at.member("languages");
    if (listed && std::find(languages.begin(), languages.end(), language) == languages.end())
      faults_.push_back(fault("KD2310", *listed).arg("language", std::string(language)));
  }
  read_integer(at, "needs_vocabulary", 1, 1, faults_);
  const auto defaults = at.member("defaults");
  constexpr std::string_view known[] = {"chain_depth", "stale_after"};
  if (!defaults || !check_keys(*defaults, "defaults", {}, known, faults_)) return;
  if (const auto depth = read_integer(*defaults, "chain_depth", 1, 12, faults_)) pack_.chain_depth = static_cast<int>(*depth);
  const std::string period = read_string(*defaults, "stale_after", faults_);
  if (const auto stale = defaults->member("stale_after"); stale && stale->is(JsonNode::Type::string)) {
    const auto months = months_of(period);
    if (!months) faults_.push_back(fault("KD2312", *stale).arg("value", period).arg("form", "P24M"));
    pack_.stale_after_months = months.value_or(0);
  }
}

void PackReader::read_dimensions(const JsonAt& root) {
  for (const JsonAt& item : read_items(root, "dimensions", faults_, true)) {
    constexpr std::string_view keys[] = {"id", "label"};
    if (!check_keys(item, "dimension", keys, {}, faults_)) continue;
    Dimension dimension{read_string(item, "id", faults_), read_text(item, "label", faults_)};
    const auto& known = references_.dimensions;
    if (std::find(known.begin(), known.end(), dimension.id) != known.end())
      faults_.push_back(fault("KD2314", item).arg("id", dimension.id).arg("other", "/dimensions"));
    references_.dimensions.push_back(dimension.id);
    pack_.dimensions.push_back(std::move(dimension));
  }
}

void PackReader::read_transfer(const JsonAt& root) {
  const auto at = root.member("transfer");
  if (!at || !expect(*at, JsonNode::Type::object, faults_)) return;
  std::vector<std::string> wanted;
  if (const model::CodeList* codes = vocabulary_.find_code_list("supply_kind")) {
    for (const auto& [code, label] : codes->values) wanted.push_back(code);
  }
  wanted.insert(wanted.end(), std::begin(kOtherTransfers), std::end(kOtherTransfers));
  std::vector<std::string> known = wanted;
  known.insert(known.end(), std::begin(kOptionalTransfers), std::end(kOptionalTransfers));
  for (std::size_t i = 0; i < at->size(); ++i) {
    const std::string& key = at->json->keys[i];
    if (std::find(known.begin(), known.end(), key) == known.end())
      faults_.push_back(fault("KD2331", at->value(i)).arg("key", key).suggest(nearest(key, known)));
    if (const auto factor = read_number(*at, key, 0, 1, faults_)) pack_.transfer[key] = *factor;
  }
  for (const std::string& key : wanted) {
    if (at->json->find(key) == nullptr) faults_.push_back(fault("KD2332", *at).arg("key", key));
  }
}

void PackReader::read_lists(const JsonAt& root) {
  std::vector<std::string> known;
  for (const Table& table : tables_.all()) known.push_back(table.description().name);
  for (const JsonAt& item : read_items(root, "lists", faults_)) {
    if (!expect(item, JsonNode::Type::string, faults_)) continue;
    if (tables_.find(item.text()) == nullptr)
      faults_.push_back(fault("KD2330", item).arg("list", item.text()).suggest(nearest(item.text(), known)));
    pack_.lists.push_back(item.text());
  }
}

void PackReader::read_patterns(const JsonAt& root) {
  for (const JsonAt& item : read_items(root, "patterns", faults_)) {
    constexpr std::string_view keys[] = {"id", "title", "reading", "members"};
    if (!check_keys(item, "pattern", keys, {}, faults_)) continue;
    Pattern pattern;
    pattern.id = read_string(item, "id", faults_);
    pattern.title = read_text(item, "title", faults_);
    pattern.reading = read_text(item, "reading", faults_);
    if (const auto members = item.member("members")) pattern.members = read_member(*members);
    const bool twice =
        std::any_of(pack_.patterns.begin(), pack_.patterns.end(), [&](const Pattern& other) { return other.id == pattern.id; });
    if (twice) faults_.push_back(fault("KD2314", item).arg("id", pattern.id).arg("other", "/patterns"));
    pack_.patterns.push_back(std::move(pattern));
  }
}

Pattern::Member PackReader::read_member(const JsonAt& at) {
  Pattern::Member member;
  if (at.is(JsonNode::Type::string)) {
    member.rule = at.text();
    pattern_rules_.emplace_back(at.text(), at.place());
    return member;
  }
  for (const std::string_view key : {"all", "any"}) {
    if (!at.member(key)) continue;
    const std::string_view keys[] = {key};
    check_keys(at, "pattern", keys, {}, faults_);
    member.all = key == "all";
    for (const JsonAt& item : read_items(at, key, faults_, true)) member.members.push_back(read_member(item));
    return member;
  }
  faults_.push_back(fault("KD2341", at));
  return member;
}

void PackReader::read_rules(std::string_view text, const std::string& file) {
  const auto json = parse(text, file);
  if (!json) return;
  const JsonAt root{&*json, &file, ""};
  constexpr std::string_view keys[] = {"kede_rules", "rules"};
  if (!check_keys(root, "file", keys, {}, faults_)) return;
  check_format(root);
  for (const JsonAt& item : read_items(root, "rules", faults_)) {
    Rule rule = read_rule(item, references_, faults_);
    rule.pack = pack_.id;
    pack_.rules.push_back(std::move(rule));
  }
}

void PackReader::check_ids() {
  auto& rules = pack_.rules;
  std::stable_sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  for (std::size_t i = 1; i < rules.size(); ++i) {
    if (rules[i].id.empty() || rules[i].id != rules[i - 1].id) continue;
    faults_.push_back(error("KD2314")
                          .at({.file = rules[i].file, .pointer = rules[i].pointer + "/id"})
                          .arg("id", rules[i].id)
                          .arg("other", rules[i - 1].file + '#' + rules[i - 1].pointer));
  }
  std::vector<std::string> ids;
  for (const Rule& rule : rules) ids.push_back(rule.id);
  for (auto& [id, place] : pattern_rules_) {
    if (pack_.find(id) == nullptr) faults_.push_back(error("KD2333").at(place).arg("rule", id).suggest(nearest(id, ids)));
  }
}

// Every override must mean a threshold that there is.
void PackReader::check_overrides() {
  if (references_.overrides == nullptr) return;
  std::vector<std::string> ids;
  for (const Rule& rule : pack_.rules) ids.push_back(rule.id);
  for (const Override& item : references_.overrides->items) {
    const Rule* rule = pack_.find(item.rule);
    if (rule == nullptr) {
      faults_.push_back(error("KD2344").at(item.place).arg("rule", item.rule).suggest(nearest(item.rule, ids)));
      continue;
    }
    std::vector<std::string> names;
    for (const Threshold& threshold : rule->thresholds) names.push_back(threshold.name);
    if (std::find(names.begin(), names.end(), item.threshold) == names.end()) {
      faults_.push_back(
          error("KD2345").at(item.place).arg("rule", item.rule).arg("name", item.threshold).suggest(nearest(item.threshold, names)));
    }
  }
  pack_.overrides = references_.overrides->source;
}

Result<RulePack> PackReader::finish() {
  check_ids();
  check_overrides();
  if (!faults_.empty()) return std::move(faults_);
  return std::move(pack_);
}

}  // namespace kede::lang::detail
