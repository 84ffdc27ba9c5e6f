#include "engine/assess/data_gaps.hpp"

#include <algorithm>
#include <tuple>

#include "engine/assess/assess.hpp"
#include "engine/assess/other_values.hpp"
#include "engine/assess/overlay_world.hpp"
#include "engine/assess/subject_states.hpp"
#include "engine/base/parallel.hpp"

namespace kede::assess {

using lang::RecordValue;
using lang::Value;
using model::UnknownReason;

namespace {

constexpr std::size_t kChunk = 2048;     // verdicts that one thread takes at a time
constexpr std::size_t kMostSingled = 6;  // gaps of one verdict that are tried one by one

// Does the record say that the list is not complete?
bool is_false(const WorldIndex& index, EntityId entity, model::FieldId field) {
  const auto* fact = index.resolved().fact(entity, field);
  const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
  const auto* flag = scalar == nullptr ? nullptr : std::get_if<bool>(scalar);
  return flag != nullptr && !*flag;
}

// Which gap keeps this value open. `value` has reasons.
Gap gap_of(const GraphWorld& world, RecordValue record, const model::Field& field) {
  const model::Vocabulary& vocabulary = world.index().resolved().vocabulary();
  const EntityId entity = GraphWorld::entity_of(record);
  if (field.derived && !field.derived->function.empty()) return {GapWay::calculated, field.id, {}};
  if (field.derived) {
    if (const auto* check = std::get_if<model::ClosedByCheck>(&field.derived->complete))
      return {GapWay::check, vocabulary.field_id("list_entry.list"), check->list};
  }
  const auto closing = closing_field(vocabulary, field);
  const bool is_closed = closing && world.index().is_true(entity, *closing);
  if (closing && is_false(world.index(), entity, *closing)) return {GapWay::open, field.id, {}};
  if (field.derived) {
    if (closing && !is_closed) return {GapWay::column, *closing, {}};
    // Said to be complete, or closed by nature, and open all the same: some record does not say whether it belongs to the list.
    const bool may_close = !std::holds_alternative<model::AlwaysOpen>(field.derived->complete);
    if (may_close && !field.derived->where.empty()) return {GapWay::column, field.derived->where.front().first, {}};
    return {GapWay::open, field.id, {}};
  }
  const bool says_something = world.index().resolved().fact(entity, field.id) != nullptr;
  return closing && says_something && !is_closed ? Gap{GapWay::column, *closing, {}} : Gap{GapWay::column, field.id, {}};
}

// The list as it stands, said to be complete.
Value closed(const Value& list) {
  std::vector<Value> items;
  for (const Value& item : list.as<lang::List>()->all()) {
    const auto* reached = item.as<lang::Reached>();
    const auto* tier = reached == nullptr ? nullptr : reached->tier.as<lang::Bound>();
    if (tier == nullptr) {
      items.push_back(item);
      continue;
    }
    lang::Reached exact = *reached;
    exact.tier = tier->high;
    items.emplace_back(std::move(exact));
  }
  return lang::List::closed(std::move(items));
}

bool is_open_list(const Value& value) {
  const auto* list = value.as<lang::List>();
  return list != nullptr && !list->complete;
}

// The data as they would be if one gap were filled everywhere. Remembers which walks were open.
class SupposedWorld final : public lang::World {
 public:
  explicit SupposedWorld(const GraphWorld& below) : below_(below) {}
  // A null value closes lists as they stand; true in a field that closes lists does so too. No gap: the data as they are.
  void suppose(const Gap* gap, Value value) { gap_ = gap, value_ = std::move(value); }
  RecordValue record_of(EntityId entity) const { return below_.record_of(entity); }
  const std::set<Gap>& open_walks() const { return open_walks_; }

  Value field(RecordValue record, model::FieldId id) const override {
    const model::Field& field = below_.index().resolved().vocabulary().field(id);
    const Value value = field.derived ? derived(record, id) : below_.field(record, id);
    if (gap_ == nullptr || lang::reasons_of(value).empty()) return value;
    if (gap_of(below_, record, field) != *gap_) return value;
    if (id == gap_->field && !value_.is<lang::Null>()) return value_;
    const bool closes = value_.is<lang::Null>() || value_.is<bool>();
    return closes && is_open_list(value) ? closed(value) : value;
  }
  Value downstream(RecordValue organisation, int depth) const override {
    return closable(organisation, below_.downstream(organisation, depth), "organisation.suppliers");
  }
  Value upstream(RecordValue organisation, int depth) const override {
    return walked(below_.upstream(organisation, depth), {GapWay::open, id("organisation.customers"), {}});
  }
  Value owners_up(RecordValue organisation, int depth) const override {
    return closable(organisation, below_.owners_up(organisation, depth), "organisation.owners");
  }
  Value group(RecordValue organisation) const override {
    return walked(below_.group(organisation), {GapWay::open, id("organisation.owned"), {}});
  }
  Value same_address(RecordValue organisation) const override {
    return walked(below_.same_address(organisation), {GapWay::calculated, id("organisation.same_address"), {}});
  }
  std::string name_of(RecordValue record) const override { return below_.name_of(record); }
  Date as_of() const override { return below_.as_of(); }
  const lang::Tables& tables() const override { return below_.tables(); }

 private:
  model::FieldId id(std::string_view field) const { return below_.index().resolved().vocabulary().field_id(field); }

  // The same verdict is looked at many times, and such a field is calculated from many records.
  const Value& derived(RecordValue record, model::FieldId field) const {
    const auto [entry, is_new] = derived_.try_emplace({record, field});
    if (is_new) entry->second = below_.field(record, field);
    return entry->second;
  }

  // A walk along `list`, which stays open where one of the organisations on it says that its own list is not complete.
  Value closable(RecordValue organisation, Value found, std::string_view list) const {
    const model::FieldId closing = id(std::string(list) + "_complete");
    const auto says_no = [&](const Value& item) {
      const auto* reached = item.as<lang::Reached>();
      const RecordValue* record = reached == nullptr ? item.as<RecordValue>() : &reached->node;
      return is_false(below_.index(), GraphWorld::entity_of(*record), closing);
    };
    const auto* items = found.as<lang::List>();
    const bool stays_open =
        items != nullptr && (says_no(Value(organisation)) || std::any_of(items->all().begin(), items->all().end(), says_no));
    return walked(std::move(found), stays_open ? Gap{GapWay::open, id(list), {}} : Gap{GapWay::column, closing, {}});
  }

  Value walked(Value found, Gap gap) const {
    if (!is_open_list(found)) return found;
    if (gap_ != nullptr && *gap_ == gap) return closed(found);
    open_walks_.insert(std::move(gap));
    return found;
  }

  const GraphWorld& below_;
  const Gap* gap_ = nullptr;
  Value value_;
  mutable std::map<FactKey, Value> derived_;
  mutable std::set<Gap> open_walks_;
};

// For these reasons a condition is unknown also where every fact is known: nothing can be calculated with a value, or a list has no row.
bool is_of_calculation(const lang::Reason& reason) {
  return reason.reason == UnknownReason::unreadable || reason.reason == UnknownReason::no_row || reason.reason == UnknownReason::no_rate ||
         reason.reason == UnknownReason::stale;
}

// What is found open while one verdict is explained.
struct Awaited {
  std::set<Gap> gaps;
  bool has_such_facts = false;       // a fact is not known for a reason of calculation
  std::optional<Currency> currency;  // of an amount that stands beside
};

// What is decided does not wait, whatever it has read.
void gather(const lang::Explanation& node, const GraphWorld& world, const SupposedWorld& supposed, Awaited& awaited) {
  for (const lang::FieldRead& read : node.reads) {
    if (const auto* money = read.value.as<Money>(); money != nullptr && !awaited.currency) awaited.currency = money->currency;
  }
  if (node.truth.truth != lang::Truth::unknown) return;
  for (const lang::FieldRead& read : node.reads) {
    const lang::Reasons reasons = lang::reasons_of(read.value);
    if (reasons.empty()) continue;
    awaited.has_such_facts = awaited.has_such_facts || std::any_of(reasons.all().begin(), reasons.all().end(), is_of_calculation);
    awaited.gaps.insert(gap_of(world, read.record, world.index().resolved().vocabulary().field(read.field)));
  }
  if (node.condition->shape == lang::Condition::Shape::leaf && asks_walk(node.condition->expression))
    awaited.gaps.insert(supposed.open_walks().begin(), supposed.open_walks().end());
  for (const lang::Explanation& child : node.children) gather(child, world, supposed, awaited);
}

struct ChunkFound {
  std::map<Gap, GapUse> uses;
  VerdictCounts elsewhere;
};

// Looks at one verdict after the other; belongs to one thread.
class GapFinder {
 public:
  GapFinder(const Assessment& assessment, const WorldIndex& index, const SubjectStates& states, const std::set<model::FieldId>& closing,
            ChunkFound& found)
      : assessment_(assessment), index_(index), states_(states), closing_(closing), found_(found) {}

  void look_at(const Verdict& verdict) {
    const auto state = states_.of(verdict.rule, verdict.subject);
    if (!state) return count(verdict.rule, search(verdict));
    auto [seen, is_new] = seen_.try_emplace({verdict.rule, *state});
    if (is_new) seen->second = search(verdict);
    count(verdict.rule, seen->second);
  }

 private:
  struct Tried {
    Gap gap;
    bool decides = false;
  };

  void count(std::uint32_t rule, const std::vector<Tried>& waits_for) {
    if (waits_for.empty()) ++found_.elsewhere[rule];
    for (const Tried& tried : waits_for) {
      GapUse& use = found_.uses[tried.gap];
      ++use.waiting[rule];
      if (tried.decides) ++use.decides[rule];
    }
  }

  std::vector<Tried> search(const Verdict& verdict) {
    const GraphWorld world(index_, scope_of(index_, verdict.subject));
    SupposedWorld supposed(world);
    lang::RuleExplanation explanation;
    lang::evaluate_rule(assessment_.rule_of(verdict), supposed.record_of(verdict.subject), supposed, &explanation);
    Awaited awaited;
    if (explanation.only_if) gather(*explanation.only_if, world, supposed, awaited);
    gather(explanation.when, world, supposed, awaited);
    std::vector<Tried> out;
    for (const Gap& gap : awaited.gaps) {
      const bool is_tried = awaited.gaps.size() <= kMostSingled && gap.way != GapWay::open;
      out.push_back({gap, is_tried && decides(verdict, gap, awaited, supposed)});
    }
    return out;
  }

  bool decides(const Verdict& verdict, const Gap& gap, const Awaited& awaited, SupposedWorld& supposed) {
    bool is_decided = false;
    for (const Value& value : values_of(verdict.rule, gap, awaited.currency)) {
      supposed.suppose(&gap, value);
      const lang::RuleResult result = lang::evaluate_rule(assessment_.rule_of(verdict), supposed.record_of(verdict.subject), supposed);
      supposed.suppose(nullptr, Value());
      const bool is_unknown = result.outcome == lang::Outcome::unknown;
      const auto& why = result.reasons.all();
      const bool is_certain = awaited.gaps.size() == 1 || !awaited.has_such_facts;
      if (is_unknown && !(is_certain && std::all_of(why.begin(), why.end(), is_of_calculation))) return false;
      is_decided = is_decided || !is_unknown;
    }
    return is_decided;
  }

  // Every answer that could make a difference to the rule.
  const std::vector<Value>& values_of(std::uint32_t rule, const Gap& gap, const std::optional<Currency>& currency) {
    auto [entry, is_new] = values_.try_emplace({rule, gap, currency ? std::string(currency->code()) : std::string()});
    if (!is_new) return entry->second;
    std::vector<Value>& out = entry->second;
    const model::Vocabulary& vocabulary = index_.resolved().vocabulary();
    const model::Field& field = vocabulary.field(gap.field);
    if (gap.way == GapWay::check) {
      out.emplace_back();
    } else if (closing_.contains(gap.field)) {
      out.emplace_back(true);
    } else {
      if (field.type.is_list) out.emplace_back();
      const Value now = field.type.base == model::BaseType::money && currency ? Value(Money{1, *currency}) : Value(lang::Unknown{});
      const bool is_of_records = field.type.base == model::BaseType::record || field.type.base == model::BaseType::ref;
      if (!is_of_records)
        for (Value& value : other_values(vocabulary, field, now, named_in(assessment_.rules->rules[rule]), assessment_.as_of))
          out.push_back(std::move(value));
    }
    return out;
  }

  const Assessment& assessment_;
  const WorldIndex& index_;
  const SubjectStates& states_;
  const std::set<model::FieldId>& closing_;
  ChunkFound& found_;
  std::map<std::pair<std::uint32_t, std::string>, std::vector<Tried>> seen_;
  std::map<std::tuple<std::uint32_t, Gap, std::string>, std::vector<Value>> values_;
};

void add(VerdictCounts& to, const VerdictCounts& counts) {
  for (const auto& [rule, count] : counts) to[rule] += count;
}

}  // namespace

std::string_view to_text(GapWay way) {
  constexpr std::string_view texts[] = {"column", "check", "calculated", "open"};
  return texts[static_cast<std::size_t>(way)];
}

std::size_t total(const VerdictCounts& counts) {
  std::size_t sum = 0;
  for (const auto& [rule, count] : counts) sum += count;
  return sum;
}

std::optional<model::FieldId> closing_field(const model::Vocabulary& vocabulary, const model::Field& field) {
  if (field.derived) {
    const auto* by = std::get_if<model::ClosedByField>(&field.derived->complete);
    return by == nullptr || !field.derived->function.empty() ? std::nullopt : std::optional(by->field);
  }
  const model::Field* own = field.type.is_list ? vocabulary.find_field(field.kind, field.name + "_complete") : nullptr;
  return own == nullptr ? std::nullopt : std::optional(own->id);
}

std::set<model::FieldId> closing_fields(const model::Vocabulary& vocabulary) {
  std::set<model::FieldId> out;
  for (const model::Field& field : vocabulary.fields()) {
    if (const auto closing = closing_field(vocabulary, field)) out.insert(*closing);
  }
  return out;
}

Gaps find_gaps(const Assessment& assessment, unsigned threads) {
  const WorldIndex& index = static_cast<const GraphWorld*>(assessment.world)->index();
  const std::set<model::FieldId> closing = closing_fields(index.resolved().vocabulary());
  const SubjectStates states(index, *assessment.rules);
  std::vector<std::size_t> unknown;
  for (std::size_t v = 0; v < assessment.verdicts.size(); ++v) {
    if (assessment.verdicts[v].outcome == lang::Outcome::unknown) unknown.push_back(v);
  }
  std::vector<ChunkFound> chunks((unknown.size() + kChunk - 1) / kChunk);
  parallel_for(chunks.size(), threads, [&](std::size_t c) {
    GapFinder finder(assessment, index, states, closing, chunks[c]);
    for (std::size_t i = c * kChunk; i < std::min(unknown.size(), (c + 1) * kChunk); ++i) finder.look_at(assessment.verdicts[unknown[i]]);
  });
  Gaps out;
  std::map<Gap, GapUse> uses;
  for (const ChunkFound& chunk : chunks) {
    add(out.elsewhere, chunk.elsewhere);
    for (const auto& [gap, use] : chunk.uses) add(uses[gap].decides, use.decides), add(uses[gap].waiting, use.waiting);
  }
  for (auto& [gap, use] : uses) use.gap = gap, out.uses.push_back(std::move(use));
  std::stable_sort(out.uses.begin(), out.uses.end(), [](const GapUse& a, const GapUse& b) {
    return std::pair(total(a.decides), total(a.waiting)) > std::pair(total(b.decides), total(b.waiting));
  });
  return out;
}

}  // namespace kede::assess
