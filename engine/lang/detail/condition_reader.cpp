#include "engine/lang/detail/condition_reader.hpp"

#include <array>

#include "engine/lang/detail/threshold_reader.hpp"

namespace kede::lang::detail {
namespace {

using Shape = Condition::Shape;

struct Group {
  std::string_view key;
  Shape shape;
};
constexpr std::array kGroups = {Group{"all", Shape::all}, Group{"any", Shape::any}, Group{"none", Shape::none}};

void read_leaf(const JsonAt& at, const Scope& scope, Condition& out, Faults& faults) {
  if (!expect(at, JsonNode::Type::string, faults)) return;
  auto checked = check_condition(at.text(), scope);
  if (checked) {
    out.expression = std::move(checked).value();
  } else {
    add_checker_faults(std::move(checked).diagnostics(), at, faults);
  }
}

void read_children(const JsonAt& at, std::string_view key, const std::string& relative, const Scope& scope, Condition& out,
                   Faults& faults) {
  const std::string base = relative + '/' + std::string(key);
  for (const JsonAt& item : read_items(at, key, faults, true)) {
    out.children.push_back(read_condition(item, base + '/' + std::to_string(out.children.size()), scope, faults));
  }
}

void read_at_least(const JsonAt& at, const std::string& relative, const Scope& scope, Condition& out, Faults& faults) {
  constexpr std::string_view keys[] = {"at_least", "of"};
  out.shape = Shape::at_least;
  check_keys(at, "condition", keys, {}, faults);
  read_children(at, "of", relative, scope, out, faults);
  const auto wanted = at.member("at_least");
  if (!wanted || !expect(*wanted, JsonNode::Type::number, faults)) return;
  const auto number = integer_of(*wanted->json);
  const auto most = static_cast<long>(out.children.size());
  if (number && *number >= 1 && *number <= most) {
    out.at_least = static_cast<int>(*number);
  } else {
    faults.push_back(fault("KD2324", *wanted).arg("value", wanted->text()).arg("count", std::to_string(most)));
  }
}

}  // namespace

Condition read_condition(const JsonAt& at, const std::string& relative, const Scope& scope, Faults& faults) {
  Condition out;
  out.pointer = relative;
  if (at.is(JsonNode::Type::string)) {
    read_leaf(at, scope, out, faults);
    return out;
  }
  if (const auto is = at.member("is")) {
    constexpr std::string_view keys[] = {"is"};
    constexpr std::string_view more[] = {"say"};
    check_keys(at, "condition", keys, more, faults);
    read_leaf(*is, scope, out, faults);
    out.say = read_filled_text(at, "say", scope, faults);
    return out;
  }
  for (const Group& group : kGroups) {
    if (!at.member(group.key)) continue;
    const std::string_view keys[] = {group.key};
    check_keys(at, "condition", keys, {}, faults);
    out.shape = group.shape;
    read_children(at, group.key, relative, scope, out, faults);
    return out;
  }
  if (at.member("at_least") || at.member("of")) {
    read_at_least(at, relative, scope, out, faults);
    return out;
  }
  constexpr std::string_view known[] = {"is", "all", "any", "none", "at_least"};
  Diagnostic problem = fault("KD2319", at);
  if (at.is(JsonNode::Type::object) && at.size() > 0) problem.candidates = nearest_of(at.json->keys.front(), known);
  faults.push_back(std::move(problem));
  return out;
}

std::optional<Condition> read_condition_member(const JsonAt& object, std::string_view key, const std::string& relative, const Scope& scope,
                                               Faults& faults) {
  const auto at = object.member(key);
  if (!at) return std::nullopt;
  return read_condition(*at, relative, scope, faults);
}

void add_checker_faults(std::vector<Diagnostic> diagnostics, const JsonAt& at, Faults& faults) {
  for (Diagnostic& diagnostic : diagnostics) {
    diagnostic.where.file = *at.file;
    diagnostic.where.pointer = at.pointer;
    for (Diagnostic& note : diagnostic.notes) {
      note.where.file = *at.file;
      note.where.pointer = at.pointer;
    }
    faults.push_back(std::move(diagnostic));
  }
}

}  // namespace kede::lang::detail
