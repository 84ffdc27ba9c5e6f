#include "engine/assess/clearing.hpp"

#include <algorithm>
#include <deque>
#include <map>

#include "engine/assess/assess.hpp"
#include "engine/assess/other_values.hpp"
#include "engine/assess/overlay_world.hpp"

namespace kede::assess {

using lang::Condition;
using lang::Outcome;
using lang::Truth;
using lang::Value;
using How = FactChange::How;

namespace {

constexpr std::size_t kMostFacts = 64;
constexpr std::size_t kMostTrials = 4'000;
constexpr std::size_t kMostTrialsOfFew = 50'000;  // so many that sets of kExactFacts are all tried
constexpr std::size_t kMostSets = 50'000;
constexpr std::size_t kMostTold = 8;
constexpr std::size_t kSizeOfOtherWay = 2;  // a rule that ceases to apply is told only when it takes few facts

using Facts = std::uint64_t;  // a set of facts, one bit each
using Numbers = std::vector<std::size_t>;

// The next choice of so many out of `count`, in lexicographic order; false after the last.
bool next_choice(Numbers& chosen, std::size_t count) {
  std::size_t at = chosen.size();
  while (at > 0 && chosen[at - 1] == count - chosen.size() + at - 1) --at;
  if (at == 0) return false;
  ++chosen[at - 1];
  for (; at < chosen.size(); ++at) chosen[at] = chosen[at - 1] + 1;
  return true;
}

// Looks for sets of facts whose change makes the rule's condition (when, or only_if) false and the outcome `goal`.
class Search {
 public:
  Search(const lang::Rule& rule, lang::RecordValue subject, const GraphWorld& world, Outcome goal)
      : rule_(rule),
        condition_(goal == Outcome::clear ? rule.when : *rule.only_if),
        subject_(subject),
        world_(world),
        overlay_(world),
        goal_(goal),
        named_(named_in(rule)) {
    evaluate();
  }

  // In order of size; the sets found are all of the least size that any has.
  std::vector<Change> find(std::size_t largest) {
    std::vector<Change> found;
    for (std::size_t size = 1; size <= std::min(largest, facts_.size()) && found.empty() && !is_exhausted(); ++size) found = of_size(size);
    proven_ = !found.empty() && (found.front().size() == 1 || !has_more_facts_);
    if (found.empty() && is_exhausted()) found = greedy();
    return found;
  }
  bool is_proven() const { return proven_; }

 private:
  struct Fact {
    FactKey key;
    Value now;
    std::vector<Value> others;
  };

  bool is_exhausted() const {
    return facts_.size() <= kExactFacts ? trials_ >= kMostTrialsOfFew : trials_ >= kMostTrials || sets_ >= kMostSets;
  }

  // The outcome as the facts stand in the overlay; remembers what is read that was not read before.
  Outcome evaluate() {
    ++trials_;
    lang::RuleExplanation explanation;
    const Outcome outcome = lang::evaluate_rule(rule_, subject_, overlay_, &explanation).outcome;
    look(goal_ == Outcome::clear ? explanation.when : *explanation.only_if);
    return outcome;
  }
  bool is_reached() const { return lang::evaluate_rule(rule_, subject_, overlay_).outcome == goal_; }

  void look(const lang::Explanation& node) {
    before_.try_emplace(node.condition, node.truth.truth);
    truth_[node.condition] = node.truth.truth;
    for (const lang::FieldRead& read : node.reads) read_by_[node.condition] |= bit_of(read);
    for (const lang::Explanation& child : node.children) look(child);
  }

  Facts bit_of(const lang::FieldRead& read) {
    const FactKey key{read.record, read.field};
    const auto [known, is_new] = number_of_.try_emplace(key, facts_.size());
    if (is_new) {
      if (const auto number = number_of(read.value)) named_.read.push_back(*number);
      const bool is_changeable = has_other_values(read.field);
      has_more_facts_ = has_more_facts_ || (is_changeable && facts_.size() == kMostFacts);
      if (!is_changeable || has_more_facts_) {
        known->second = kMostFacts;
      } else {
        facts_.push_back({key, world_.field(key.record, key.field), {}});
      }
    }
    return known->second == kMostFacts ? 0 : Facts{1} << known->second;
  }

  const model::Vocabulary& vocabulary() const { return world_.index().resolved().vocabulary(); }

  // Another buyer, supplier or bidder would be another case, not another fact of this one.
  bool has_other_values(model::FieldId id) const {
    const model::FieldType& type = vocabulary().field(id).type;
    return type.is_list || (type.base != model::BaseType::ref && type.base != model::BaseType::record);
  }

  const std::vector<Value>& others(Fact& fact) {
    if (fact.others.empty()) fact.others = other_values(vocabulary(), vocabulary().field(fact.key.field), fact.now, named_, world_.as_of());
    return fact.others;
  }

  using Truths = std::map<const Condition*, Truth>;

  // Whether the condition can turn out as wanted when only these facts change: what reads none of them stays as it is.
  bool can_be(const Condition& condition, bool wanted, Facts changed, const Truths& truths) const {
    const auto count = [&](bool part) {
      return static_cast<std::size_t>(std::count_if(condition.children.begin(), condition.children.end(),
                                                    [&](const Condition& child) { return can_be(child, part, changed, truths); }));
    };
    const std::size_t all = condition.children.size();
    switch (condition.shape) {
      case Condition::Shape::all: return wanted ? count(true) == all : count(false) > 0;
      case Condition::Shape::any: return wanted ? count(true) > 0 : count(false) == all;
      case Condition::Shape::none: return wanted ? count(false) == all : count(true) > 0;
      case Condition::Shape::at_least: {
        const auto needed = static_cast<std::size_t>(condition.at_least);
        return wanted ? count(true) >= needed : count(false) + needed > all;
      }
      case Condition::Shape::leaf: break;
    }
    const auto read = read_by_.find(&condition);
    if (read != read_by_.end() && (read->second & changed) != 0) return true;
    return truths.at(&condition) == (wanted ? Truth::yes : Truth::no);
  }

  std::vector<Change> of_size(std::size_t size) {
    std::vector<Change> found;
    const std::size_t count = facts_.size();
    Numbers chosen(size);
    for (std::size_t i = 0; i < size; ++i) chosen[i] = i;
    do {
      ++sets_;
      if (can_be(condition_, false, bits(chosen, 0), before_) && try_values(chosen, 0)) found.push_back(told(chosen));
      for (const std::size_t fact : chosen) overlay_.restore(facts_[fact].key);
    } while (found.size() < kMostTold && !is_exhausted() && next_choice(chosen, count));
    return found;
  }

  static Facts bits(const Numbers& chosen, std::size_t from) {
    Facts out = 0;
    for (std::size_t i = from; i < chosen.size(); ++i) out |= Facts{1} << chosen[i];
    return out;
  }

  // Leaves the values that reach the goal in the overlay. A value after which the rest cannot reach it any more is not followed.
  bool try_values(const Numbers& chosen, std::size_t at) {
    Fact& fact = facts_[chosen[at]];
    const bool is_last = at + 1 == chosen.size();
    for (const Value& value : others(fact)) {
      if (is_exhausted()) return false;
      overlay_.change(fact.key, value);
      const Outcome outcome = evaluate();
      if (is_last ? outcome == goal_ : can_be(condition_, false, bits(chosen, at + 1), truth_) && try_values(chosen, at + 1)) return true;
    }
    overlay_.restore(fact.key);
    return false;
  }

  // How many facts the condition is away from being false (or true), if each leaf took one.
  std::size_t distance(const Condition& condition, bool wanted) const {
    std::vector<std::size_t> parts;
    const bool part_wanted = condition.shape == Condition::Shape::none ? !wanted : wanted;
    for (const Condition& child : condition.children) parts.push_back(distance(child, part_wanted));
    std::sort(parts.begin(), parts.end());
    const std::size_t all = parts.size();
    std::size_t needed = 0;
    switch (condition.shape) {
      case Condition::Shape::leaf: return truth_.at(&condition) == (wanted ? Truth::yes : Truth::no) ? 0 : 1;
      case Condition::Shape::all: needed = wanted ? all : 1; break;
      case Condition::Shape::any: needed = wanted ? 1 : all; break;
      case Condition::Shape::none: needed = wanted ? all : 1; break;
      case Condition::Shape::at_least:
        needed = wanted ? static_cast<std::size_t>(condition.at_least) : all + 1 - static_cast<std::size_t>(condition.at_least);
        break;
    }
    std::size_t sum = 0;
    for (std::size_t i = 0; i < std::min(needed, all); ++i) sum += parts[i];
    return sum;
  }

  // One change after the other, each the first that brings the goal nearer; then whatever turns out not to be needed is taken back.
  std::vector<Change> greedy() {
    Numbers chosen;
    evaluate();
    for (std::size_t best = distance(condition_, false); best > 0;) {
      const std::size_t before = best;
      for (std::size_t f = 0; f < facts_.size() && best == before; ++f) {
        if (std::find(chosen.begin(), chosen.end(), f) != chosen.end()) continue;
        if (improve(f, best)) chosen.push_back(f);
      }
      if (best == before) break;
    }
    if (!is_reached()) return {};
    for (std::size_t i = chosen.size(); i-- > 0;) {
      const FactKey& key = facts_[chosen[i]].key;
      const Value value = overlay_.field(key.record, key.field);
      overlay_.restore(key);
      if (is_reached()) {
        chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        overlay_.change(key, value);
      }
    }
    return {told(chosen)};
  }

  bool improve(std::size_t f, std::size_t& best) {
    for (const Value& value : others(facts_[f])) {
      overlay_.change(facts_[f].key, value);
      evaluate();
      const std::size_t now = distance(condition_, false);
      if (now < best) {
        best = now;
        return true;
      }
    }
    overlay_.restore(facts_[f].key);
    return false;
  }

  // The change as people are told it: of each value the nearest, or all that do.
  Change told(const Numbers& chosen) {
    Change out;
    for (const std::size_t f : chosen) {
      Fact& fact = facts_[f];
      const model::Field& field = vocabulary().field(fact.key.field);
      FactChange change;
      change.entity = GraphWorld::entity_of(fact.key.record);
      change.field = fact.key.field;
      change.now = fact.now;
      const Value value = overlay_.field(fact.key.record, fact.key.field);
      if (field.type.is_list) {
        tell_list(fact, value, change);
      } else if (lang::is_absent(fact.now) && works_whatever(fact, value)) {
        change.how = How::stated;
      } else if (steps_of(value)) {
        tell_quantity(fact, value, change);
      } else if (field.type.base == model::BaseType::code) {
        tell_code(fact, field, value, change);
      } else {
        tell_text(fact, field, value, change);
      }
      change.of_register = is_of_register(fact, field);
      out.push_back(std::move(change));
    }
    return out;
  }

  // Whether the goal is reached with this value too; the overlay goes back to `chosen`.
  bool works(const Fact& fact, Value value, const Value& chosen) {
    overlay_.change(fact.key, std::move(value));
    const bool reached = is_reached();
    overlay_.change(fact.key, chosen);
    return reached;
  }

  bool works_whatever(Fact& fact, const Value& chosen) {
    const auto& all = others(fact);
    return all.size() > 1 && std::all_of(all.begin(), all.end(), [&](const Value& value) { return works(fact, value, chosen); });
  }

  // From a value that does towards the present one (or one that does not) as far as it goes.
  void tell_quantity(Fact& fact, const Value& chosen, FactChange& change) {
    std::int64_t good = *steps_of(chosen);
    std::optional<std::int64_t> bad = steps_of(fact.now);
    if (!bad) {
      for (const Value& value : others(fact)) {
        if (!bad && !works(fact, value, chosen)) bad = steps_of(value);
      }
    }
    const bool is_upwards = bad && good > *bad;
    while (bad && std::abs(good - *bad) > 1) {
      const std::int64_t middle = *bad + (good - *bad) / 2;
      (works(fact, value_at(middle, chosen), chosen) ? good : *bad) = middle;
    }
    change.how = is_upwards ? How::at_least : How::at_most;
    change.values = {value_at(good, chosen)};
    // What stands between two limits is said as it is.
    const auto& all = others(fact);
    const bool is_between = std::any_of(all.begin(), all.end(), [&](const Value& value) {
      const auto steps = steps_of(value);
      return steps && (is_upwards ? *steps > good : *steps < good) && !works(fact, value, chosen);
    });
    if (is_between) change.how = How::one_of;
    overlay_.change(fact.key, change.values.front());
  }

  void tell_code(const Fact& fact, const model::Field& field, const Value& chosen, FactChange& change) {
    std::vector<Value> good;
    std::vector<Value> bad;
    for (const auto& [code, label] : vocabulary().code_list(field.type.codes).values)
      (works(fact, Value(code), chosen) ? good : bad).emplace_back(code);
    constexpr std::size_t kFew = 3;
    change.how = good.size() <= kFew || good.size() + kFew < bad.size() ? How::one_of : How::none_of;
    change.values = change.how == How::one_of ? std::move(good) : std::move(bad);
  }

  void tell_text(Fact& fact, const model::Field& field, const Value& chosen, FactChange& change) {
    change.how = field.type.base == model::BaseType::boolean ? How::one_of : How::different;
    change.values = {chosen};
    if (change.how == How::one_of || !lang::is_absent(fact.now)) return;
    change.how = How::none_of;
    const auto& all = others(fact);
    change.values.clear();
    std::copy_if(all.begin(), all.end(), std::back_inserter(change.values),
                 [&](const Value& value) { return !works(fact, value, chosen); });
  }

  // Every item may stay that does no harm.
  void tell_list(const Fact& fact, const Value& chosen, FactChange& change) {
    const auto* now = fact.now.as<lang::List>();
    std::vector<Value> kept = chosen.as<lang::List>()->all();
    const std::vector<Value> before = now == nullptr ? std::vector<Value>() : now->all();
    const auto holds = [](const std::vector<Value>& items, const Value& item) {
      return std::any_of(items.begin(), items.end(), [&](const Value& other) { return lang::to_text(other) == lang::to_text(item); });
    };
    std::vector<Value> removed;
    for (const Value& item : before) {
      if (holds(kept, item)) continue;
      kept.push_back(item);
      const Value longer(lang::List::closed(kept));
      if (works(fact, longer, chosen)) continue;
      kept.pop_back();
      removed.push_back(item);
    }
    std::vector<Value> added;
    std::copy_if(kept.begin(), kept.end(), std::back_inserter(added), [&](const Value& item) { return !holds(before, item); });
    overlay_.change(fact.key, Value(lang::List::closed(std::move(kept))));
    change.closes = now == nullptr || !now->complete;
    change.how = !added.empty() ? How::with : removed.empty() ? How::none : How::without;
    change.values = added.empty() ? std::move(removed) : std::move(added);
    if (change.how == How::none && !before.empty()) change.how = How::stated;
  }

  bool is_of_register(const Fact& fact, const model::Field& field) const {
    if (field.derived && std::holds_alternative<model::ClosedByCheck>(field.derived->complete)) return true;
    const auto& resolved = world_.index().resolved();
    const auto* stored = resolved.fact(GraphWorld::entity_of(fact.key.record), fact.key.field);
    return stored != nullptr && std::any_of(stored->witnesses.begin(), stored->witnesses.end(), [&](const identity::Witness& witness) {
             return resolved.dataset().provenance_of(witness.fact, witness.record).evidence == model::EvidenceClass::register_or_decision;
           });
  }

  const lang::Rule& rule_;
  const Condition& condition_;
  const lang::RecordValue subject_;
  const GraphWorld& world_;
  OverlayWorld overlay_;
  const Outcome goal_;
  NamedValues named_;
  std::deque<Fact> facts_;  // in the order of first reading; grows while it is looked at
  std::map<FactKey, std::size_t> number_of_;
  std::map<const Condition*, Facts> read_by_;
  Truths before_;
  Truths truth_;  // as last evaluated
  std::size_t trials_ = 0;
  std::size_t sets_ = 0;
  bool has_more_facts_ = false;  // than are looked at
  bool proven_ = false;
};

}  // namespace

Clearing find_clearing(const Assessment& assessment, const Verdict& verdict) {
  Clearing out;
  if (verdict.outcome != Outcome::fires) return out;
  const lang::Rule& rule = assessment.rule_of(verdict);
  const WorldIndex& index = static_cast<const GraphWorld*>(assessment.world)->index();
  const GraphWorld world(index, scope_of(index, verdict.subject));
  Search clear(rule, world.record_of(verdict.subject), world, Outcome::clear);
  out.smallest = clear.find(kMostFacts);
  out.proven = clear.is_proven();
  if (rule.only_if) {
    Search not_applicable(rule, world.record_of(verdict.subject), world, Outcome::not_applicable);
    auto found = not_applicable.find(kSizeOfOtherWay);
    if (!found.empty()) out.not_applicable = std::move(found.front());
  }
  return out;
}

}  // namespace kede::assess
