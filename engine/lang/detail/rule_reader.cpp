#include "engine/lang/detail/rule_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/condition.hpp"
#include "engine/lang/condition_walk.hpp"
#include "engine/lang/detail/condition_reader.hpp"
#include "engine/lang/detail/text_template.hpp"
#include "engine/lang/detail/threshold_reader.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::size_t kTitleLength = 80;
constexpr std::string_view kSeverities[] = {"low", "medium", "high", "critical"};
constexpr std::string_view kOutcomes[] = {"fires", "clear", "unknown", "not_applicable"};

// LAB-02
bool is_rule_id(std::string_view id) {
  const std::size_t dash = id.find('-');
  if (dash < 2 || dash > 4 || dash == std::string_view::npos) return false;
  const std::string_view letters = id.substr(0, dash);
  const std::string_view digits = id.substr(dash + 1);
  return std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         (digits.size() == 2 || digits.size() == 3) &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_code(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

class RuleReader {
 public:
  RuleReader(const JsonAt& at, const References& references, Faults& faults) : at_(at), references_(references), faults_(faults) {}

  Rule read() {
    rule_.file = *at_.file;
    rule_.pointer = at_.pointer;
    constexpr std::string_view required[] = {"id",     "title",         "why",      "dimension", "applies_to", "when", "severity",
                                             "weight", "weight_reason", "evidence", "ask",       "sources",    "tests"};
    constexpr std::string_view optional[] = {"group",           "only_if", "escalations",  "prior", "statutory", "floor",     "data_rule",
                                             "false_positives", "ilo",     "requirements", "since", "until",     "thresholds"};
    if (!check_keys(at_, "rule", required, optional, faults_)) return std::move(rule_);
    read_names();
    rule_.thresholds = read_thresholds(at_, rule_.id, references_, scope_, faults_);
    read_texts();
    read_weight();
    read_conditions();
    read_references();
    read_validity();
    read_tests();
    check_data_rule();
    return std::move(rule_);
  }

 private:
  std::optional<JsonAt> member(std::string_view key) const { return at_.member(key); }

  void read_names() {
    rule_.id = read_string(at_, "id", faults_);
    if (const auto at = member("id"); at && at->is(JsonNode::Type::string) && !is_rule_id(rule_.id)) {
      faults_.push_back(fault("KD2312", *at).arg("value", rule_.id).arg("form", "LAB-02"));
    }
    rule_.dimension = read_string(at_, "dimension", faults_);
    if (const auto at = member("dimension"); at && at->is(JsonNode::Type::string)) {
      const auto& known = references_.dimensions;
      if (!known.empty() && std::find(known.begin(), known.end(), rule_.dimension) == known.end()) {
        faults_.push_back(fault("KD2325", *at).arg("dimension", rule_.dimension).suggest(nearest(rule_.dimension, known)));
      }
    }
    rule_.group = read_string(at_, "group", faults_);
    if (const auto at = member("group"); at && at->is(JsonNode::Type::string) && !is_code(rule_.group)) {
      faults_.push_back(fault("KD2312", *at).arg("value", rule_.group).arg("form", "debt_bondage"));
    }
    read_subject();
  }

  void read_subject() {
    scope_.vocabulary = references_.vocabulary;
    scope_.tables = references_.tables;
    const std::string name = read_string(at_, "applies_to", faults_);
    const auto at = member("applies_to");
    if (!at || !at->is(JsonNode::Type::string)) return;
    const model::Kind* kind = references_.vocabulary->find_kind(name);
    if (kind == nullptr || kind->variable.empty()) {
      std::vector<std::string> names;
      for (const model::Kind& one : references_.vocabulary->kinds()) {
        if (!one.variable.empty()) names.push_back(one.name);
      }
      faults_.push_back(fault("KD2326", *at).arg("kind", name).arg("kinds", join(names, ", ")).suggest(nearest(name, names)));
      return;
    }
    rule_.applies_to = kind->id;
    rule_.variable = kind->variable;
    scope_.add_record(kind->variable, kind->id);
  }

  void read_texts() {
    rule_.title = read_filled_text(at_, "title", scope_, faults_, kTitleLength);
    rule_.why = read_filled_text(at_, "why", scope_, faults_);
    rule_.weight_reason = read_text(at_, "weight_reason", faults_);
    rule_.ask = read_filled_text(at_, "ask", scope_, faults_);
    rule_.false_positives = read_filled_text(at_, "false_positives", scope_, faults_);
  }

  std::optional<RuleSeverity> read_severity(const JsonAt& object, std::string_view key) {
    const std::string word = read_string(object, key, faults_);
    const auto at = object.member(key);
    if (!at || !at->is(JsonNode::Type::string)) return std::nullopt;
    const auto severity = rule_severity(word);
    if (!severity) add_not_one_of(*at, kSeverities);
    return severity;
  }

  void add_not_one_of(const JsonAt& at, Names names) {
    faults_.push_back(fault("KD2309", at)
                          .arg("value", at.text())
                          .arg("allowed", fmt::format("{}", fmt::join(names, ", ")))
                          .suggest(nearest_of(at.text(), names)));
  }

  double read_weight_for(const JsonAt& object, std::optional<RuleSeverity> severity) {
    const auto weight = read_number(object, "weight", 1, 95, faults_);
    if (!weight) return 0;
    if (severity) {
      const auto [low, high] = weight_range(*severity);
      if (*weight < low || *weight > high) {
        faults_.push_back(fault("KD2320", *object.member("weight"))
                              .arg("weight", object.member("weight")->text())
                              .arg("severity", std::string(to_text(*severity)))
                              .arg("low", fmt::format("{}", low))
                              .arg("high", fmt::format("{}", high)));
      }
    }
    return *weight;
  }

  void read_weight() {
    const auto severity = read_severity(at_, "severity");
    rule_.severity = severity.value_or(RuleSeverity::low);
    rule_.weight = read_weight_for(at_, severity);
    rule_.prior = read_flag(at_, "prior", faults_);
    rule_.statutory = read_flag(at_, "statutory", faults_);
    rule_.data_rule = read_flag(at_, "data_rule", faults_);
    rule_.floor = read_severity(at_, "floor");
  }

  // Without a subject every name would be reported once more: the faulty applies_to is enough.
  void read_conditions() {
    if (rule_.variable.empty()) return;
    rule_.only_if = read_condition_member(at_, "only_if", "/only_if", scope_, faults_);
    if (auto when = read_condition_member(at_, "when", "/when", scope_, faults_)) rule_.when = std::move(*when);
    double weight = rule_.weight;
    RuleSeverity severity = rule_.severity;
    for (const JsonAt& item : read_items(at_, "escalations", faults_)) {
      constexpr std::string_view keys[] = {"when", "severity", "weight"};
      if (!check_keys(item, "escalation", keys, {}, faults_)) continue;
      Escalation escalation;
      if (auto when = read_condition_member(item, "when", fmt::format("/escalations/{}/when", rule_.escalations.size()), scope_, faults_))
        escalation.when = std::move(*when);
      const auto own = read_severity(item, "severity");
      escalation.severity = own.value_or(severity);
      escalation.weight = read_weight_for(item, own);
      if (own && escalation.weight > 0 && (escalation.weight <= weight || escalation.severity < severity)) {
        faults_.push_back(
            fault("KD2328", item).arg("weight", fmt::format("{}", escalation.weight)).arg("before", fmt::format("{}", weight)));
      }
      weight = escalation.weight;
      severity = escalation.severity;
      rule_.escalations.push_back(std::move(escalation));
    }
    rule_.evidence = read_template(at_, "evidence", scope_, faults_);
    rule_.local = true;
    for_each_expression(rule_, [this](const CheckedExpression& expression) {
      for (const std::string_view walk : {"downstream", "upstream", "owners_up", "group"}) {
        if (expression.uses_function(walk)) rule_.local = false;
      }
    });
  }

  void read_references() {
    for (const JsonAt& item : read_items(at_, "ilo", faults_)) {
      const auto number = integer_of(*item.json);
      if (number && *number >= 1 && *number <= 11) {
        rule_.ilo.push_back(static_cast<int>(*number));
      } else {
        faults_.push_back(fault("KD2313", item).arg("value", item.text()).arg("low", "1").arg("high", "11"));
      }
    }
    for (const JsonAt& item : read_items(at_, "requirements", faults_)) {
      if (!expect(item, JsonNode::Type::string, faults_)) continue;
      rule_.requirements.push_back(item.text());
      const auto& known = references_.requirements;
      if (known && !known->contains(item.text())) {
        faults_.push_back(fault("KD2322", item)
                              .arg("requirement", item.text())
                              .suggest(nearest(item.text(), std::vector<std::string>(known->begin(), known->end()))));
      }
    }
    for (const JsonAt& item : read_items(at_, "sources", faults_, true)) read_source(item);
  }

  void read_source(const JsonAt& item) {
    constexpr std::string_view required[] = {"key"};
    constexpr std::string_view optional[] = {"section", "verified"};
    if (!check_keys(item, "source", required, optional, faults_)) return;
    const std::string key = read_string(item, "key", faults_);
    RuleSource source;
    const auto known = references_.sources.find(key);
    if (known != references_.sources.end()) {
      source = known->second;
    } else if (const auto at = item.member("key"); at && at->is(JsonNode::Type::string) && !references_.sources.empty()) {
      std::vector<std::string> keys;
      for (const auto& [name, unused] : references_.sources) keys.push_back(name);
      faults_.push_back(fault("KD2323", *at).arg("source", key).suggest(nearest(key, keys)));
    }
    source.key = key;
    source.section = read_string(item, "section", faults_);
    source.verified = read_flag(item, "verified", faults_);
    rule_.sources.push_back(std::move(source));
  }

  void read_validity() {
    rule_.since = read_date(at_, "since", faults_);
    rule_.until = read_date(at_, "until", faults_);
    if (rule_.since && rule_.until && *rule_.until < *rule_.since) faults_.push_back(fault("KD2329", *member("until")));
  }

  void read_tests() {
    std::vector<std::string_view> missing = {"fires", "clear", "unknown"};
    for (const JsonAt& item : read_items(at_, "tests", faults_)) {
      constexpr std::string_view required[] = {"name", "given", "expect"};
      constexpr std::string_view optional[] = {"because", "severity"};
      if (!check_keys(item, "test", required, optional, faults_)) continue;
      RuleTest test;
      test.name = read_string(item, "name", faults_);
      test.expected = read_string(item, "expect", faults_);
      test.because = read_string(item, "because", faults_);
      test.severity = read_severity(item, "severity");
      test.pointer = item.pointer;
      if (const auto given = item.member("given"); given && expect(*given, JsonNode::Type::object, faults_))
        test.given = std::make_shared<const JsonNode>(*given->json);
      if (const auto at = item.member("expect"); at && at->is(JsonNode::Type::string)) {
        if (std::find(std::begin(kOutcomes), std::end(kOutcomes), test.expected) == std::end(kOutcomes)) add_not_one_of(*at, kOutcomes);
        std::erase(missing, test.expected);
      }
      check_because(item, test);
      rule_.tests.push_back(std::move(test));
    }
    if (const auto at = member("tests"); at && at->is(JsonNode::Type::array)) {
      for (const std::string_view outcome : missing) faults_.push_back(fault("KD2321", *at).arg("outcome", std::string(outcome)));
    }
  }

  void check_because(const JsonAt& item, const RuleTest& test) {
    if (test.because.empty() || rule_.variable.empty()) return;
    bool found = false;
    for_each_condition(rule_, [&](const Condition& condition) { found = found || condition.pointer == test.because; });
    if (!found) faults_.push_back(fault("KD2338", *item.member("because")).arg("pointer", test.because));
  }

  void check_data_rule() {
    std::string function;
    for_each_expression(rule_, [&](const CheckedExpression& expression) {
      for (const std::string_view name : {"known", "complete"}) {
        if (function.empty() && expression.uses_function(name)) function = name;
      }
    });
    if (!function.empty() && !rule_.data_rule) faults_.push_back(fault("KD2327", at_).arg("rule", rule_.id).arg("function", function));
  }

  const JsonAt& at_;
  const References& references_;
  Faults& faults_;
  Scope scope_;
  Rule rule_;
};

}  // namespace

Rule read_rule(const JsonAt& at, const References& references, Faults& faults) { return RuleReader(at, references, faults).read(); }

}  // namespace kede::lang::detail
