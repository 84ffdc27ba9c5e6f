#include "engine/lang/detail/threshold_reader.hpp"

#include <algorithm>

#include "engine/base/suggest.hpp"
#include "engine/lang/detail/condition_reader.hpp"
#include "engine/lang/detail/empty_world.hpp"
#include "engine/lang/interpret.hpp"
#include "engine/lang/threshold_text.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::string_view kOpen = "{limit.";

bool is_name(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool may_be_threshold(Type type) { return is_quantity(type) || type.is(TypeTag::date); }

struct ReadValue {
  Type type;
  Value value;
};

// A constant expression; `at` is where it stands.
std::optional<ReadValue> read_value(const std::string& expression, const JsonAt& at, const References& references, Faults& faults) {
  Scope scope;
  scope.vocabulary = references.vocabulary;
  scope.tables = references.tables;
  auto checked = check(expression, scope);
  if (!checked) {
    add_checker_faults(std::move(checked).diagnostics(), at, faults);
    return std::nullopt;
  }
  Value value = evaluate(*checked, Environment(), EmptyWorld());
  const bool constant = checked->variables().empty() && !is_absent(value) && may_be_threshold(checked->type());
  if (constant) return ReadValue{checked->type(), std::move(value)};
  faults.push_back(fault("KD2342", at).arg("expression", expression));
  return std::nullopt;
}

// The value that an authority set for it, if any.
std::optional<Value> override_of(const Override& item, Type wanted, const References& references, Faults& faults) {
  JsonNode node;
  node.type = JsonNode::Type::string;
  node.text = item.expression;
  const JsonAt at{&node, &item.place.file, item.place.pointer + "/value"};
  auto read = read_value(item.expression, at, references, faults);
  if (!read) return std::nullopt;
  if (read->type == wanted) return std::move(read->value);
  faults.push_back(fault("KD2347", at)
                       .arg("rule", item.rule)
                       .arg("name", item.threshold)
                       .arg("given", type_text(read->type, *references.vocabulary))
                       .arg("expected", type_text(wanted, *references.vocabulary)));
  return std::nullopt;
}

std::string filled(const std::string& text, const std::vector<Constant>& limits, Language language, const JsonAt& at, Faults& faults) {
  std::string out;
  std::size_t from = 0;
  for (std::size_t begin = text.find(kOpen); begin != std::string::npos; begin = text.find(kOpen, from)) {
    const std::size_t end = text.find('}', begin);
    const std::string name = text.substr(begin + kOpen.size(), end == std::string::npos ? end : end - begin - kOpen.size());
    const auto found = std::find_if(limits.begin(), limits.end(), [&](const Constant& each) { return each.name == name; });
    if (end == std::string::npos || found == limits.end()) {
      std::vector<std::string> names;
      for (const Constant& each : limits) names.push_back(each.name);
      faults.push_back(fault("KD2343", at).arg("name", name).suggest(nearest(name, names)));
      return text;
    }
    out.append(text, from, begin - from).append(threshold_text(found->value, language));
    from = end + 1;
  }
  return out.append(text, from);
}

}  // namespace

std::vector<Threshold> read_thresholds(const JsonAt& rule, const std::string& id, const References& references, Scope& scope,
                                       Faults& faults) {
  std::vector<Threshold> out;
  const auto all = rule.member("thresholds");
  if (!all || !expect(*all, JsonNode::Type::object, faults)) return out;
  for (std::size_t i = 0; i < all->size(); ++i) {
    const JsonAt at = all->value(i);
    constexpr std::string_view keys[] = {"value", "say"};
    if (!check_keys(at, "threshold", keys, {}, faults)) continue;
    Threshold threshold;
    threshold.name = all->json->keys[i];
    if (!is_name(threshold.name)) faults.push_back(fault("KD2312", at).arg("value", threshold.name).arg("form", "share_passed_on"));
    threshold.say = read_text(at, "say", faults);
    const auto value = at.member("value");
    if (!value || !expect(*value, JsonNode::Type::string, faults)) continue;
    auto read = read_value(value->text(), *value, references, faults);
    if (!read) continue;
    threshold.standard = read->value;
    threshold.value = std::move(read->value);
    const Override* item = references.overrides == nullptr ? nullptr : references.overrides->find(id, threshold.name);
    auto other = item == nullptr ? std::nullopt : override_of(*item, read->type, references, faults);
    if (other) {
      threshold.value = std::move(*other);
      threshold.reason = item->reason;
    }
    scope.limits.push_back({threshold.name, read->type, threshold.value});
    out.push_back(std::move(threshold));
  }
  return out;
}

model::LocalText read_filled_text(const JsonAt& object, std::string_view key, const Scope& scope, Faults& faults, std::size_t most) {
  model::LocalText text = read_text(object, key, faults, most);
  const auto at = object.member(key);
  if (!at) return text;
  text.en = filled(text.en, scope.limits, Language::en, *at, faults);
  text.lv = filled(text.lv, scope.limits, Language::lv, *at, faults);
  return text;
}

}  // namespace kede::lang::detail
