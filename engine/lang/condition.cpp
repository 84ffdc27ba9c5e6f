#include "engine/lang/condition.hpp"

namespace kede::lang {
namespace {

using Shape = Condition::Shape;

constexpr std::string_view kOutcomes[] = {"fires", "clear", "unknown", "not_applicable"};

Tri evaluate_leaf(const Condition& condition, const Environment& environment, const World& world, Explanation* explanation) {
  if (explanation == nullptr) return evaluate_truth(condition.expression, environment, world);
  Trace trace;
  Tri truth = evaluate_truth(condition.expression, environment, world, &trace);
  explanation->reads = trace.reads();
  explanation->deciders = trace.deciders();
  explanation->tables = trace.tables();
  return truth;
}

// Whether the parts found so far decide the answer whatever the rest says.
bool is_decided(const Condition& condition, const std::vector<Tri>& parts) {
  const Truth last = parts.back().truth;
  switch (condition.shape) {
    case Shape::all: return last == Truth::no;
    case Shape::any:
    case Shape::none: return last == Truth::yes;
    case Shape::at_least: {
      int yes = 0;
      int no = 0;
      for (const Tri& part : parts) {
        yes += part.truth == Truth::yes ? 1 : 0;
        no += part.truth == Truth::no ? 1 : 0;
      }
      return yes >= condition.at_least || static_cast<int>(condition.children.size()) - no < condition.at_least;
    }
    case Shape::leaf: break;
  }
  return false;
}

Tri combine(const Condition& condition, const std::vector<Tri>& parts) {
  switch (condition.shape) {
    case Shape::all: return all_of(parts);
    case Shape::any: return any_of(parts);
    case Shape::none: return none_of(parts);
    case Shape::at_least: {
      // Parts that were not looked at cannot change the answer; as unknown they leave it as it is.
      std::vector<Tri> whole = parts;
      whole.resize(condition.children.size(), Tri::unknown({}));
      return at_least(static_cast<std::size_t>(condition.at_least), whole);
    }
    case Shape::leaf: break;
  }
  return Tri::unknown(Reasons(model::UnknownReason::unreadable, ""));
}

// yes and unknown escalations, from the highest down.
void find_levels(const std::vector<Tri>& escalations, RuleResult& result) {
  for (std::size_t i = 0; i < escalations.size(); ++i) {
    const int level = static_cast<int>(i);
    if (escalations[i].truth == Truth::yes) result.level = level;
    if (escalations[i].truth != Truth::no) result.possible_level = level;
  }
}

void evaluate_escalations(const Rule& rule, Truth when, const Environment& environment, const World& world, RuleResult& result,
                          RuleExplanation* explanation) {
  if (rule.escalations.empty() || when == Truth::no) return;
  std::vector<Tri> truths;
  for (const Escalation& escalation : rule.escalations) {
    Explanation* tree = explanation == nullptr ? nullptr : &explanation->escalations.emplace_back();
    truths.push_back(evaluate_condition(escalation.when, environment, world, tree));
  }
  find_levels(truths, result);
  if (when == Truth::unknown) result.level = -1;
  if (result.outcome != Outcome::fires) return;
  for (std::size_t i = static_cast<std::size_t>(result.level + 1); i < truths.size(); ++i) result.reasons.add(truths[i].reasons);
}

}  // namespace

std::string_view to_text(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }

std::optional<Outcome> outcome_of(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kOutcomes); ++i) {
    if (kOutcomes[i] == text) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

Tri evaluate_condition(const Condition& condition, const Environment& environment, const World& world, Explanation* explanation) {
  if (explanation != nullptr) explanation->condition = &condition;
  Tri truth;
  if (condition.shape == Shape::leaf) {
    truth = evaluate_leaf(condition, environment, world, explanation);
  } else {
    if (explanation != nullptr) explanation->children.reserve(condition.children.size());
    std::vector<Tri> parts;
    parts.reserve(condition.children.size());
    for (const Condition& child : condition.children) {
      Explanation* tree = explanation == nullptr ? nullptr : &explanation->children.emplace_back();
      parts.push_back(evaluate_condition(child, environment, world, tree));
      if (explanation == nullptr && is_decided(condition, parts)) break;
    }
    truth = combine(condition, parts);
  }
  if (explanation != nullptr) explanation->truth = truth;
  return truth;
}

RuleResult evaluate_rule(const Rule& rule, RecordValue subject, const World& world, RuleExplanation* explanation) {
  RuleResult result;
  Environment environment;
  environment.bind(rule.variable, Value(subject));
  if (explanation != nullptr) explanation->when.condition = &rule.when;
  if (!rule.in_force(world.as_of())) {
    result.outcome = Outcome::not_applicable;
    return result;
  }
  Tri applies = Tri::known(true);
  if (rule.only_if) {
    Explanation* tree = explanation == nullptr ? nullptr : &explanation->only_if.emplace();
    applies = evaluate_condition(*rule.only_if, environment, world, tree);
    if (applies.truth == Truth::no && explanation == nullptr) {
      result.outcome = Outcome::not_applicable;
      return result;
    }
  }
  const Tri when = evaluate_condition(rule.when, environment, world, explanation == nullptr ? nullptr : &explanation->when);
  if (applies.truth == Truth::no) {
    result.outcome = Outcome::not_applicable;
    return result;
  }
  if (applies.truth == Truth::unknown || when.truth == Truth::unknown) {
    result.outcome = Outcome::unknown;
    result.reasons = applies.reasons | when.reasons;
    result.would_fire = when.truth == Truth::yes;
    result.can_fire = when.truth != Truth::no;
  } else {
    result.outcome = when.truth == Truth::yes ? Outcome::fires : Outcome::clear;
    result.can_fire = result.outcome == Outcome::fires;
  }
  evaluate_escalations(rule, when.truth, environment, world, result, explanation);
  return result;
}

}  // namespace kede::lang
