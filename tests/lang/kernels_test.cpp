#include "engine/lang/kernels.hpp"

#include <algorithm>
#include <limits>
#include <random>

#include "engine/lang/condition.hpp"
#include "tests/lang/small_world.hpp"

using namespace kede::lang;
using namespace kede::lang::test;

namespace {

using Random = std::mt19937;
using kede::model::UnknownReason;

std::size_t below(Random& random, std::size_t limit) { return random() % limit; }
bool chance(Random& random, unsigned percent) { return random() % 100 < percent; }
std::string pick(Random& random, const std::vector<std::string>& from) { return from[below(random, from.size())]; }

// Sees the same world whatever the subject.
class OneWorld final : public SubjectWorlds {
 public:
  explicit OneWorld(const World& world) : world_(world) {}
  const World& world(RecordValue) override { return world_; }

 private:
  const World& world_;
};

constexpr unsigned kOrganisations = 70;  // more than one word of a bitmap
constexpr unsigned kSupplies = 90;

// Every kind of value and of not knowing, the ends of the number ranges, lists that are open, closed, empty, unknown.
class WorldMaker {
 public:
  explicit WorldMaker(Random& random) : random_(random) {}

  SmallWorld make() {
    for (unsigned i = 0; i < kOrganisations; ++i) organisation(SmallWorld::org(i));
    for (unsigned i = 0; i < kSupplies; ++i) supply(SmallWorld::supply(i));
    return std::move(world_);
  }

 private:
  void set(RecordValue record, const char* field, Value value) {
    constexpr UnknownReason reasons[] = {UnknownReason::missing,
                                         UnknownReason::declared_unknown,
                                         UnknownReason::withheld,
                                         UnknownReason::conflict,
                                         UnknownReason::stale,
                                         UnknownReason::unreadable,
                                         UnknownReason::no_rate,
                                         UnknownReason::no_row,
                                         UnknownReason::below_match_threshold};
    if (chance(random_, 8)) return;
    if (chance(random_, 8)) value = Value::unknown(reasons[below(random_, std::size(reasons))], "");
    world_.set(record, field, std::move(value));
  }

  Value integer() {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    if (chance(random_, 6)) return Value::integer(chance(random_, 50) ? least : most);
    const Value number = Value::integer(static_cast<std::int64_t>(below(random_, 7)) - 2);
    if (!chance(random_, 8)) return number;
    const Reasons open(UnknownReason::open_list, "x");
    if (chance(random_, 40)) return Value(Bound{number, Value(), open});
    return chance(random_, 50) ? Value(Bound{Value(), number, open}) : Value(Bound{number, Value::integer(6), open});
  }
  Value money() {
    const auto currency = chance(random_, 80) ? kede::Currency::eur() : *kede::Currency::parse("USD");
    if (chance(random_, 4)) return Value(kede::Money{std::numeric_limits<std::int64_t>::max(), currency});
    return Value(kede::Money{(static_cast<std::int64_t>(below(random_, 6)) - 1) * kede::Money::kScale, currency});
  }
  Value percent() { return Value(kede::model::Percent{static_cast<double>(below(random_, 5)) * 25}); }
  Value list(std::vector<Value> items) {
    if (chance(random_, 5)) return Value::unknown(UnknownReason::conflict, "");
    if (chance(random_, 5) && !items.empty()) items[0] = Value::unknown(UnknownReason::missing, "entry");
    return chance(random_, 60) ? Value(List::closed(std::move(items))) : Value(List::open(std::move(items), {}));
  }
  std::vector<Value> some(const std::vector<std::string>& texts) {
    std::vector<Value> out;
    for (const std::string& text : texts) {
      if (chance(random_, 40)) out.push_back(Value::text(text));
    }
    return out;
  }

  void organisation(RecordValue org) {
    for (const char* field : {"recruits_abroad", "documents_held", "documents_returned", "licensed"})
      set(org, field, Value(chance(random_, 50)));
    for (const char* field : {"employees", "inspections"}) set(org, field, integer());
    set(org, "hours", Value(chance(random_, 4) ? 1e308 : static_cast<double>(below(random_, 5)) / 2));
    set(org, "interval", Value(Days{static_cast<std::int64_t>(below(random_, 90))}));
    for (const char* field : {"worker_fee", "turnover"}) set(org, field, money());
    set(org, "home_share", percent());
    set(org, "founded", Value(*kede::parse_iso_date("2026-01-01") + std::chrono::days(below(random_, 300))));
    set(org, "role", Value::text(pick(random_, {"goods", "labour_supply", "subcontract"})));
    set(org, "name", Value::text(pick(random_, {"Alfa", "alfa", "Beta", ""})));
    set(org, "country", Value::text(pick(random_, {"LV", "XB", "XC", "XD"})));
    set(org, "cpv", Value::text(pick(random_, {"45210000", "45260000", "03110000"})));
    set(org, "parent", Value(SmallWorld::org(static_cast<unsigned>(below(random_, kOrganisations)))));
    set(org, "flags", list(some({"remote", "night", "guarded"})));
    set(org, "countries", list(some({"LV", "XB", "XC"})));
    std::vector<Value> suppliers;
    while (chance(random_, 55)) suppliers.emplace_back(SmallWorld::supply(static_cast<unsigned>(below(random_, kSupplies))));
    // The walks of this world need a list of records here; unknown lists and entries occur in the lists above.
    world_.set(org, "suppliers", Value(chance(random_, 60) ? List::closed(std::move(suppliers)) : List::open(std::move(suppliers), {})));
  }

  void supply(RecordValue edge) {
    set(edge, "child", Value(SmallWorld::org(static_cast<unsigned>(below(random_, kOrganisations)))));
    set(edge, "kind", Value::text(pick(random_, {"goods", "labour_supply"})));
    set(edge, "amount", money());
    set(edge, "share_percent", percent());
    set(edge, "workers", integer());
  }

  Random& random_;
  SmallWorld world_;
};

// Random well-typed expressions in everything that rules may write.
class Writer {
 public:
  explicit Writer(Random& random) : random_(random) {}

  std::string condition(const std::string& org, int depth) {
    switch (depth <= 0 ? below(random_, 5) : below(random_, 17)) {
      case 0:
      case 1: return org + "." + flag();
      case 2: return number(org, depth - 1) + comparison() + number(org, depth - 1);
      case 3:
      case 4: return plain(org);
      case 5: return "(" + condition(org, depth - 1) + " && " + condition(org, depth - 1) + ")";
      case 6: return "(" + condition(org, depth - 1) + " || " + condition(org, depth - 1) + ")";
      case 7: return "!(" + condition(org, depth - 1) + ")";
      case 8: return "(" + condition(org, depth - 1) + " ? " + condition(org, depth - 1) + " : " + condition(org, depth - 1) + ")";
      case 9: return amount(org, depth - 1) + comparison() + amount(org, depth - 1);
      case 10:
      case 11: return quantified(org, depth);
      case 12:
        return "known(" +
               pick(random_, {number(org, depth - 1), amount(org, depth - 1), org + "." + flag(), org + ".parent.country",
                              list(org, depth - 1), org + ".flags", org + ".parent.suppliers"}) +
               ")";
      case 13: return "complete(" + pick(random_, {list(org, depth - 1), org + ".flags", org + ".suppliers.map(s, s.kind)"}) + ")";
      case 14: return list(org, depth - 1) + ".share(s, " + edge_condition("s", depth - 1) + ")" + comparison() + "percent(50)";
      case 15: return pair(org, depth);
      default: return org + ".downstream(3).exists(r, r.tier" + comparison() + "2 && " + condition("r.node", depth - 2) + ")";
    }
  }

 private:
  std::string comparison() { return pick(random_, {" < ", " <= ", " > ", " >= ", " == ", " != "}); }
  std::string flag() { return pick(random_, {"recruits_abroad", "documents_held", "documents_returned", "licensed", "parent.licensed"}); }

  std::string list(const std::string& org, int depth) {
    switch (depth <= 0 ? 0 : below(random_, 5)) {
      case 0: return org + ".suppliers";
      case 1: return org + ".parent.suppliers";
      case 2: return "(" + org + ".licensed ? " + org + ".suppliers : " + org + ".parent.suppliers)";
      case 3: return "(" + org + ".suppliers + " + org + ".parent.suppliers)";
      default: return list(org, depth - 1) + ".filter(f, " + edge_condition("f", depth - 1) + ")";
    }
  }

  std::string quantified(const std::string& org, int depth) {
    const std::string macro = pick(random_, {"exists", "all", "exists_one"});
    const std::string name = "s" + std::to_string(depth);
    if (chance(random_, 70)) return list(org, depth - 1) + "." + macro + "(" + name + ", " + edge_condition(name, depth - 1) + ")";
    if (chance(random_, 50)) return org + ".flags." + macro + "(f, f in ['remote', 'night'] || " + org + ".licensed)";
    return org + ".downstream(2)." + macro + "(r, " + condition("r.node", depth - 2) + ")";
  }

  // Two variables, over one list or over two.
  std::string pair(const std::string& org, int depth) {
    return list(org, depth - 1) + ".exists(a, " + list(org, depth - 2) + "." + pick(random_, {"exists", "all"}) + "(b, a.workers" +
           comparison() + "b.workers && " + edge_condition("a", depth - 2) + "))";
  }

  std::string edge_condition(const std::string& edge, int depth) {
    switch (below(random_, depth <= 0 ? 4 : 6)) {
      case 0: return edge + ".workers" + comparison() + std::to_string(below(random_, 4));
      case 1: return edge + ".kind == 'goods'";
      case 2: return edge + ".share_percent > percent(20)";
      case 3: return edge + ".amount" + comparison() + "money(1, 'EUR')";
      case 4: return condition(edge + ".child", depth - 1);
      default: return "(" + edge_condition(edge, depth - 1) + " || " + edge_condition(edge, depth - 1) + ")";
    }
  }

  std::string number(const std::string& org, int depth) {
    switch (depth <= 0 ? below(random_, 3) : below(random_, 12)) {
      case 0: return std::to_string(below(random_, 4));
      case 1:
      case 2: return org + "." + pick(random_, {"employees", "inspections", "parent.employees"});
      case 3: return list(org, depth - 1) + ".size()";
      case 4: return list(org, depth - 1) + ".count(s, " + edge_condition("s", depth - 1) + ")";
      case 5: return list(org, depth - 1) + "." + pick(random_, {"sum", "min", "max"}) + "(s, s.workers)";
      case 6: return org + ".suppliers.map(s, s.kind).distinct().size()";
      case 7: return "-" + org + ".employees";
      case 8: return "(" + condition(org, depth - 1) + " ? " + number(org, depth - 1) + " : " + number(org, depth - 1) + ")";
      case 9: return "months_between(" + org + ".founded, as_of)";
      case 10: return org + ".downstream(2).count(r, " + condition("r.node", depth - 2) + ")";
      default: return "(" + number(org, depth - 1) + pick(random_, {" + ", " - ", " * ", " / ", " % "}) + number(org, depth - 1) + ")";
    }
  }

  std::string amount(const std::string& org, int depth) {
    switch (depth <= 0 ? below(random_, 2) : below(random_, 7)) {
      case 0: return "money(" + std::to_string(below(random_, 4)) + ", '" + pick(random_, {"EUR", "EUR", "USD"}) + "')";
      case 1: return org + "." + pick(random_, {"worker_fee", "turnover"});
      case 2: return list(org, depth - 1) + ".sum(s, s.amount)";
      case 3: return org + ".suppliers." + pick(random_, {"min", "max"}) + "(s, s.amount)";
      case 4: return amount(org, depth - 1) + " * " + org + ".home_share";
      case 5: return amount(org, depth - 1) + " * 0.5";
      default: return "(" + amount(org, depth - 1) + pick(random_, {" + ", " - "}) + amount(org, depth - 1) + ")";
    }
  }

  std::string plain(const std::string& org) {
    return pick(random_, {org + ".role == 'goods'",
                          org + ".role in ['goods', 'subcontract']",
                          "'remote' in " + org + ".flags",
                          org + ".country in " + org + ".countries",
                          org + ".flags.intersects(['night', 'guarded'])",
                          org + ".flags.intersects(" + org + ".parent.flags)",
                          org + ".flags.any_of('remote', 'night')",
                          org + ".flags.size() > 1",
                          "listed('countries', " + org + ".country)",
                          "lookup('countries', 'risky', " + org + ".country)",
                          "lookup('countries', 'group', " + org + ".country) == 'low'",
                          "lookup('countries', 'group', " + org + ".country) in ['high']",
                          "country_risk('risky', " + org + ".parent.country)",
                          "listed('goods', " + org + ".cpv, " + org + ".country)",
                          "lookup('goods', 'forced', " + org + ".cpv, " + org + ".parent.country)",
                          "lookup('countries', 'rate', " + org + ".country) > " + org + ".hours",
                          org + ".turnover < minimum_hourly_cost(" + org + ".country)",
                          "days_between(" + org + ".founded, as_of) < days(100)",
                          org + ".parent == " + org,
                          org + ".founded == " + org + ".parent.founded",
                          org + ".home_share >= percent(50)",
                          org + ".founded + days(30) > as_of",
                          "as_of > " + org + ".founded",
                          "double(" + org + ".employees) > " + org + ".hours",
                          org + ".hours * 2.0 > 3.0",
                          "1.5 >= " + org + ".hours",
                          org + ".interval > days(31)",
                          org + ".name.lower() == 'alfa'",
                          org + ".name < 'B'",
                          org + ".name.startsWith('A')",
                          "(known(" + org + ".country) ? " + org + ".country : " + org + ".parent.country) == 'LV'",
                          "true",
                          "2 > 3 || " + org + ".licensed",
                          org + ".licensed == " + org + ".documents_held",
                          org + ".employees in [1, 2, " + org + ".inspections]",
                          org + ".same_address().exists(o, o.licensed)",
                          org + ".suppliers == " + org + ".parent.suppliers"});
  }

  Random& random_;
};

Condition leaf(const std::string& text) {
  Condition out;
  out.expression = checked(text);
  return out;
}

Condition tree(Random& random, int depth) {
  if (depth == 0) return leaf(Writer(random).condition("org", 2));
  Condition out;
  constexpr Condition::Shape shapes[] = {Condition::Shape::all, Condition::Shape::any, Condition::Shape::none, Condition::Shape::at_least};
  out.shape = shapes[below(random, 4)];
  const std::size_t parts = 1 + below(random, 4);
  out.at_least = static_cast<int>(1 + below(random, parts));
  for (std::size_t i = 0; i < parts; ++i) out.children.push_back(tree(random, depth - 1));
  return out;
}

kede::model::KindId kind(std::string_view name) { return vocabulary().find_kind(name)->id; }

Columns columns_of(const SmallWorld& world, const std::set<kede::model::FieldId>& fields) {
  Columns columns(vocabulary());
  const auto handles = [](unsigned count) {
    std::vector<RecordHandle> out;
    for (unsigned i = 0; i < count; ++i) out.push_back(static_cast<RecordHandle>(i));
    return out;
  };
  columns.add_records(kind("organisation"), handles(kOrganisations));
  columns.add_records(kind("supply"), handles(kSupplies));
  for (const auto field : fields) columns.build(field, world);
  return columns;
}

struct Answers {
  std::size_t yes = 0, no = 0, unknown = 0;
  std::uint64_t interpreted = 0;
};

Adjacency adjacency_of(const SmallWorld& world) {
  Adjacency out;
  out.open.resize(words_for(kOrganisations));
  out.cyclic.resize(words_for(kOrganisations));
  const auto edges = vocabulary().field_id("organisation.suppliers");
  const auto child = vocabulary().field_id("supply.child");
  for (unsigned i = 0; i < kOrganisations; ++i) {
    out.offsets.push_back(static_cast<std::uint32_t>(out.targets.size()));
    const Value list = world.field(SmallWorld::org(i), edges);
    if (!list.as<List>()->complete) set_bit(out.open.data(), i);
    for (const Value& edge : list.as<List>()->all()) {
      const Value end = world.field(*edge.as<RecordValue>(), child);
      if (const auto* to = end.as<RecordValue>()) {
        out.targets.push_back(static_cast<std::uint32_t>(to->handle));
      } else {
        set_bit(out.open.data(), i);
      }
    }
  }
  out.offsets.push_back(static_cast<std::uint32_t>(out.targets.size()));
  for (unsigned i = 0; i < kOrganisations; ++i) {
    const auto leads_back = [&](unsigned from) {
      const auto* first = out.targets.data() + out.offsets[from];
      const auto* last = out.targets.data() + out.offsets[from + 1];
      return std::find(first, last, i) != last;
    };
    bool cyclic = leads_back(i);
    const Value met = world.downstream(SmallWorld::org(i), 12);
    for (const Value& reached : met.as<List>()->all())
      cyclic = cyclic || leads_back(static_cast<unsigned>(reached.as<Reached>()->node.handle));
    if (cyclic) set_bit(out.cyclic.data(), i);
  }
  return out;
}

// Both ways, for every organisation; in chunks of 64, so that a run has several.
void compare(const SmallWorld& world, const std::vector<Condition>& conditions, Answers& tally, const std::vector<std::string>& names,
             Kernels::Chains chains = Kernels::Chains::one_by_one) {
  Kernels kernels(kind("organisation"), "org", {}, chains);
  for (const Condition& condition : conditions) kernels.add(condition);
  const Columns columns = columns_of(world, kernels.fields());
  OneWorld worlds(world);
  ChainAnswers answers;
  if (kernels.asks_chains()) kernels.ask_chains(adjacency_of(world), columns, worlds, answers);
  KernelRun run(kernels, columns, worlds, &answers);
  for (unsigned begin = 0; begin < kOrganisations; begin += 64) {
    const unsigned rows = std::min(64U, kOrganisations - begin);
    run.start(begin, rows);
    for (std::uint32_t c = 0; c < conditions.size(); ++c) {
      const Truths truths = run.truths(c);
      for (unsigned row = 0; row < rows; ++row) {
        Environment environment;
        environment.bind("org", Value(SmallWorld::org(begin + row)));
        const Truth expected = evaluate_condition(conditions[c], environment, world).truth;
        ++(expected == Truth::yes ? tally.yes : expected == Truth::no ? tally.no : tally.unknown);
        INFO(names[c] << " of organisation " << begin + row);
        if (truths.of(row) != expected) FAIL_CHECK("interpreter: " << to_text(expected) << ", kernel: " << to_text(truths.of(row)));
        if (has_bit(truths.yes.data(), row) && has_bit(truths.no.data(), row)) FAIL_CHECK("yes and no at once");
      }
    }
  }
  tally.interpreted += run.interpreted();
}

}  // namespace

TEST_CASE("kernels say of every expression and every subject what the interpreter says") {
  Random random(4711);
  Answers tally;
  for (int w = 0; w < 16; ++w) {
    const SmallWorld world = WorldMaker(random).make();
    std::vector<Condition> conditions;
    std::vector<std::string> names;
    for (int i = 0; i < 60; ++i) {
      names.push_back(Writer(random).condition("org", 4));
      conditions.push_back(leaf(names.back()));
    }
    compare(world, conditions, tally, names);
  }
  // A law that held of one answer only would say little.
  const std::size_t all = tally.yes + tally.no + tally.unknown;
  CHECK(tally.yes > all / 8);
  CHECK(tally.no > all / 8);
  CHECK(tally.unknown > all / 8);
  // Whoever asks the interpreter always agrees with it: the kernels must do nearly all themselves.
  CHECK(tally.interpreted < all / 50);
}

TEST_CASE("kernels combine conditions as the interpreter does") {
  Random random(99);
  Answers tally;
  for (int w = 0; w < 6; ++w) {
    const SmallWorld world = WorldMaker(random).make();
    std::vector<Condition> conditions;
    for (int i = 0; i < 40; ++i) conditions.push_back(tree(random, 2));
    compare(world, conditions, tally, std::vector<std::string>(conditions.size(), "tree"));
  }
  CHECK(tally.interpreted < (tally.yes + tally.no + tally.unknown) / 50);
}

TEST_CASE("what is asked of all chains at once is what each walk finds") {
  Random random(31);
  Answers tally;
  for (int w = 0; w < 12; ++w) {
    const SmallWorld world = WorldMaker(random).make();
    std::vector<Condition> conditions;
    std::vector<std::string> names;
    for (int i = 0; i < 12; ++i) {
      const std::string macro = chance(random, 50) ? "exists" : "all";
      names.push_back("org.downstream(" + std::to_string(1 + below(random, 6)) + ")." + macro + "(r, " +
                      Writer(random).condition("r.node", 2) + ")");
      conditions.push_back(leaf(names.back()));
    }
    compare(world, conditions, tally, names, Kernels::Chains::at_once);
  }
  const std::size_t all = tally.yes + tally.no + tally.unknown;
  CHECK(tally.yes > all / 20);
  CHECK(tally.no > all / 20);
  CHECK(tally.unknown > all / 20);
  CHECK(tally.interpreted == 0);
}

TEST_CASE("what has no kernel is left to the interpreter, and what decides without it is not") {
  Random random(5);
  const SmallWorld world = WorldMaker(random).make();
  Answers tally;
  const std::string indexed = "org.flags[0] == 'remote'";
  compare(world, {leaf(indexed)}, tally, {indexed});
  CHECK(tally.interpreted == kOrganisations);
  Answers decided;
  const std::string absorbed = "false && org.flags[0] == 'remote'";
  compare(world, {leaf(absorbed)}, decided, {absorbed});
  CHECK(decided.interpreted == 0);
}
