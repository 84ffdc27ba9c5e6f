#include <map>
#include <set>

#include "engine/lang/condition.hpp"
#include "engine/lang/condition_walk.hpp"
#include "engine/lang/json_world.hpp"
#include "engine/lang/kernels.hpp"
#include "engine/lang/pack_tests.hpp"
#include "tests/lang/pack_fixture.hpp"

using namespace kede;
using namespace kede::lang;
using namespace kede::lang::fixture;

namespace {

class OneWorld final : public SubjectWorlds {
 public:
  explicit OneWorld(const World& world) : world_(world) {}
  const World& world(RecordValue) override { return world_; }

 private:
  const World& world_;
};

// Every record that can be got to from the variables.
class Records {
 public:
  explicit Records(const World& world) : world_(world) {}

  void visit(const Value& value) {
    if (const auto* list = value.as<List>()) {
      for (const Value& item : list->all()) visit(item);
    } else if (const auto* reached = value.as<Reached>()) {
      visit(Value(reached->node));
      visit(Value(reached->via));
    } else if (const auto* record = value.as<RecordValue>(); record != nullptr && seen_.insert(*record).second) {
      by_kind_[record->kind].push_back(record->handle);
      for (const model::FieldId field : vocabulary().kind(record->kind).fields) visit(world_.field(*record, field));
      if (vocabulary().kind(record->kind).name != "organisation") return;
      for (const Value& near : {world_.same_address(*record), world_.group(*record), world_.downstream(*record, 12)}) visit(near);
    }
  }
  void add_to(Columns& columns) const {
    for (const auto& [kind, handles] : by_kind_) columns.add_records(kind, handles);
  }

 private:
  const World& world_;
  std::set<RecordValue> seen_;
  std::map<model::KindId, std::vector<RecordHandle>> by_kind_;
};

std::vector<const Condition*> conditions_of(const Rule& rule) {
  std::vector<const Condition*> out{&rule.when};
  if (rule.only_if) out.push_back(&*rule.only_if);
  for (const Escalation& escalation : rule.escalations) out.push_back(&escalation.when);
  return out;
}

void compare(const Rule& rule, const JsonWorld& world, std::size_t& compared) {
  Kernels kernels(rule.applies_to, rule.variable);
  const std::vector<const Condition*> conditions = conditions_of(rule);
  for (const Condition* condition : conditions) kernels.add(*condition);
  Records records(world);
  records.visit(Value(*world.find(rule.variable)));
  const Environment environment = world.environment();
  for (const model::Kind& kind : vocabulary().kinds()) {
    if (const Value* variable = environment.find(kind.variable)) records.visit(*variable);
  }
  Columns columns(vocabulary());
  records.add_to(columns);
  for (const model::FieldId field : kernels.fields()) columns.build(field, world);
  OneWorld worlds(world);
  KernelRun run(kernels, columns, worlds);
  const std::size_t rows = columns.rows(rule.applies_to);
  run.start(0, rows);
  for (std::uint32_t c = 0; c < conditions.size(); ++c) {
    const Truths truths = run.truths(c);
    for (std::size_t row = 0; row < rows; ++row) {
      Environment subject;
      subject.bind(rule.variable, Value(columns.record(rule.applies_to, row)));
      const Truth expected = evaluate_condition(*conditions[c], subject, world).truth;
      ++compared;
      if (truths.of(row) != expected) FAIL_CHECK("condition " << c << ": " << to_text(expected) << " but " << to_text(truths.of(row)));
    }
  }
  // Nothing that the shipped rules say needs the interpreter.
  CHECK(run.interpreted() == 0);
}

}  // namespace

TEST_CASE("kernels say of every shipped rule, in the worlds of its own tests, what the interpreter says") {
  const auto rules = load_built_in_rules(vocabulary());
  REQUIRE(rules.ok());
  std::size_t compared = 0;
  for (const Rule& rule : rules->pack.rules) {
    std::set<std::string> used;
    for_each_expression(rule, [&](const CheckedExpression& expression) { used.merge(tables_used(expression)); });
    const std::vector<std::string> tables_read(used.begin(), used.end());
    for (const RuleTest& test : rule.tests) {
      INFO(rule.id << ": " << test.name);
      const Place given{.file = rule.file, .pointer = test.pointer};
      const auto world = JsonWorld::read(*test.given, given, vocabulary(), rules->tables, kTestDate, &tables_read);
      REQUIRE(world.ok());
      compare(rule, **world, compared);
    }
  }
  CHECK(compared > 500);
}
