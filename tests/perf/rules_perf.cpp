// Times of rules over many subjects, in processor time, printed and never asserted: rules about one thing each, by kernels and by the
// interpreter. Run: build/release/bin/kede_rules_perf [NODES]   (1,000,000 unless told; 15 % of the facts are unknown)
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "engine/graph/propagation.hpp"
#include "engine/lang/condition.hpp"
#include "engine/lang/kernels.hpp"
#include "engine/lang/rule_loader.hpp"

namespace {

using namespace kede;
using namespace kede::lang;

// Of this process alone: what others do on the machine does not count.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

// Organisations whose facts follow from their number.
class NumberedWorld final : public World {
 public:
  NumberedWorld(const model::Vocabulary& vocabulary, const Tables& tables) : vocabulary_(vocabulary), tables_(tables) {}

  Value field(RecordValue record, model::FieldId id) const override {
    const model::Field& field = vocabulary_.field(id);
    const std::uint64_t random = mixed(static_cast<std::uint64_t>(record.handle) * 1024 + static_cast<std::uint64_t>(id));
    if (random % 100 < 15) return field.type.is_list ? Value(List::open({}, {})) : Value::unknown(model::UnknownReason::missing, "");
    return scalar(field, random / 100);
  }
  Value downstream(RecordValue, int) const override { return Value(List::open({}, {})); }
  Value upstream(RecordValue, int) const override { return Value(List::open({}, {})); }
  Value owners_up(RecordValue, int) const override { return Value(List::open({}, {})); }
  Value group(RecordValue) const override { return Value(List::open({}, {})); }
  Value same_address(RecordValue) const override { return Value(List::open({}, {})); }
  std::string name_of(RecordValue) const override { return "node"; }
  Date as_of() const override { return date_of_day_number(20'780); }
  const Tables& tables() const override { return tables_; }

 private:
  Value scalar(const model::Field& field, std::uint64_t random) const {
    constexpr std::string_view countries[] = {"LV", "LT", "EE", "PL", "BY", "UZ", "IN", "BD"};
    switch (field.type.base) {
      case model::BaseType::boolean: return Value(random % 4 == 0);
      case model::BaseType::integer: return Value(static_cast<std::int64_t>(random % 300));
      case model::BaseType::real: return Value(static_cast<double>(random % 800) / 10);
      case model::BaseType::percent: return Value(model::Percent{static_cast<double>(random % 100)});
      case model::BaseType::money: return Value(Money{static_cast<std::int64_t>(random % 2000) * Money::kScale, Currency::eur()});
      case model::BaseType::date: return Value(date_of_day_number(15'000 + static_cast<int>(random % 5700)));
      case model::BaseType::days: return Value(Days{static_cast<std::int64_t>(random % 60)});
      case model::BaseType::country: return Value::text(countries[random % std::size(countries)]);
      case model::BaseType::code: {
        const auto& codes = vocabulary_.code_list(field.type.codes).values;
        return Value::text(codes[random % codes.size()].first);
      }
      default: return Value::text("text");
    }
  }

  const model::Vocabulary& vocabulary_;
  const Tables& tables_;
};

class OneWorld final : public SubjectWorlds {
 public:
  explicit OneWorld(const World& world) : world_(world) {}
  const World& world(RecordValue) override { return world_; }

 private:
  const World& world_;
};

std::vector<RecordHandle> numbers(std::size_t count) {
  std::vector<RecordHandle> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<RecordHandle>(i));
  return out;
}

struct Counts {
  std::size_t yes = 0;
  std::size_t unknown = 0;
};

// All rows on one thread, chunk by chunk, as evaluate_all() does it.
Counts run_kernels(const Kernels& kernels, const Columns& columns, SubjectWorlds& worlds) {
  Counts counts;
  KernelRun run(kernels, columns, worlds);
  const std::size_t rows = columns.rows(kernels.kind());
  for (std::size_t begin = 0; begin < rows; begin += KernelRun::kChunk) {
    const std::size_t count = std::min(KernelRun::kChunk, rows - begin);
    run.start(begin, count);
    for (std::uint32_t c = 0; c < kernels.size(); ++c) {
      const Truths truths = run.truths(c);
      std::size_t no = 0;
      std::size_t yes = 0;
      for (std::size_t w = 0; w < truths.yes.size(); ++w) {
        yes += static_cast<std::size_t>(std::popcount(truths.yes[w]));
        no += static_cast<std::size_t>(std::popcount(truths.no[w]));
      }
      counts.yes += yes;
      counts.unknown += count - yes - no;
    }
  }
  return counts;
}

Counts run_interpreter(const std::vector<const Condition*>& conditions, const Columns& columns, const World& world, model::KindId kind,
                       std::size_t rows) {
  Counts counts;
  for (const Condition* condition : conditions) {
    for (std::size_t row = 0; row < rows; ++row) {
      Environment environment;
      environment.bind("org", Value(columns.record(kind, row)));
      const Truth truth = evaluate_condition(*condition, environment, world).truth;
      counts.yes += truth == Truth::yes ? 1U : 0U;
      counts.unknown += truth == Truth::unknown ? 1U : 0U;
    }
  }
  return counts;
}

using Conditions = std::vector<const Condition*>;

// Rules of the shipped pack that look at nothing but the facts of an organisation.
Conditions scalar_conditions(const RulePack& pack, const model::Vocabulary& vocabulary, model::KindId kind) {
  Conditions out;
  for (const Rule& rule : pack.rules) {
    if (rule.applies_to != kind) continue;
    Kernels alone(kind, rule.variable);
    alone.add(rule.when);
    bool scalar = true;
    for (const model::FieldId id : alone.fields()) {
      const model::Field& field = vocabulary.field(id);
      scalar = scalar && !field.derived && !field.type.is_list && field.kind == kind && field.type.base != model::BaseType::ref;
    }
    if (scalar) out.push_back(&rule.when);
  }
  return out;
}

// Rules of three leaves each, a fact against a constant, like those of the trial in performance.md: every field in turn, so that few leaves
// are the same.
std::vector<Condition> plain_conditions(const model::Vocabulary& vocabulary, model::KindId kind, std::size_t count) {
  Scope scope;
  scope.vocabulary = &vocabulary;
  scope.add_record("org", kind);
  std::vector<std::string> leaves;
  for (int round = 1; leaves.size() < 3 * count; ++round) {
    for (const model::FieldId id : vocabulary.kind(kind).fields) {
      const model::Field& field = vocabulary.field(id);
      if (field.derived || field.is_private || field.type.is_list) continue;
      const std::string name = "org." + field.name;
      switch (field.type.base) {
        case model::BaseType::boolean: leaves.push_back(name); break;
        case model::BaseType::integer: leaves.push_back(fmt::format("{} >= {}", name, 40 * round)); break;
        case model::BaseType::real: leaves.push_back(fmt::format("{} > {}.5", name, 20 * round)); break;
        case model::BaseType::percent: leaves.push_back(fmt::format("{} < percent({})", name, 20 * round)); break;
        case model::BaseType::money: leaves.push_back(fmt::format("{} > money({}, 'EUR')", name, 300 * round)); break;
        case model::BaseType::days: leaves.push_back(fmt::format("{} > days({})", name, 10 * round)); break;
        case model::BaseType::code:
          leaves.push_back(fmt::format("{} != '{}'", name, vocabulary.code_list(field.type.codes).values.front().first));
          break;
        default: break;
      }
    }
  }
  std::vector<Condition> out;
  for (std::size_t i = 0; i < count; ++i) {
    Condition& condition = out.emplace_back();
    condition.shape = i % 3 == 0 ? Condition::Shape::all : i % 3 == 1 ? Condition::Shape::any : Condition::Shape::at_least;
    condition.at_least = 2;
    for (std::size_t k = 0; k < 3; ++k) {
      auto expression = check_condition(leaves[(i * 3 + k * 7) % leaves.size()], scope);
      if (!expression) std::abort();
      condition.children.emplace_back().expression = std::move(expression).value();
    }
  }
  return out;
}

void time_rules(std::string_view title, const Conditions& conditions, const model::Vocabulary& vocabulary, const World& world,
                model::KindId kind, std::size_t nodes) {
  OneWorld worlds(world);
  Kernels kernels(kind, "org");
  for (const Condition* condition : conditions) kernels.add(*condition);
  Columns columns(vocabulary);
  columns.add_records(kind, numbers(nodes));
  double begin = cpu_seconds();
  for (const model::FieldId field : kernels.fields()) columns.build(field, world);
  fmt::print("{}: {} rules over {} fields of {} nodes; columns built in {:.2f} s\n", title, conditions.size(), kernels.fields().size(),
             nodes, cpu_seconds() - begin);
  const auto each = [&](double seconds, std::size_t rows) { return seconds * 1e9 / static_cast<double>(rows * conditions.size()); };
  for (int round = 0; round < 3; ++round) {
    begin = cpu_seconds();
    const Counts counts = run_kernels(kernels, columns, worlds);
    const double seconds = cpu_seconds() - begin;
    fmt::print("  kernels        {:>8.2f} ns per rule and node   {:.3f} s   yes {} unknown {}\n", each(seconds, nodes), seconds, counts.yes,
               counts.unknown);
  }
  const std::size_t sample = std::min<std::size_t>(nodes, 5000);
  begin = cpu_seconds();
  const Counts counts = run_interpreter(conditions, columns, world, kind, sample);
  fmt::print("  interpreter    {:>8.2f} ns per rule and node   on {} nodes   yes {} unknown {}\n", each(cpu_seconds() - begin, sample),
             sample, counts.yes, counts.unknown);
}

// Three links for every two organisations, mostly downwards, as many lists closed as open; a link back for every thousand.
Adjacency invented_links(std::size_t nodes) {
  Adjacency out;
  out.open.resize(words_for(nodes));
  out.cyclic.resize(words_for(nodes));
  for (std::size_t row = 0; row < nodes; ++row) {
    out.offsets.push_back(static_cast<std::uint32_t>(out.targets.size()));
    if (mixed(row) % 2 == 0) set_bit(out.open.data(), row);
    for (std::size_t link = 0; link < 1 + row % 2; ++link)
      out.targets.push_back(static_cast<std::uint32_t>(mixed(row * 2 + link + 7) % nodes));
    if (row % 1000 == 0) set_bit(out.cyclic.data(), row);
  }
  out.offsets.push_back(static_cast<std::uint32_t>(out.targets.size()));
  return out;
}

void time_chains(const model::Vocabulary& vocabulary, const World& world, model::KindId kind, std::size_t nodes) {
  Scope scope;
  scope.vocabulary = &vocabulary;
  scope.add_record("org", kind);
  auto expression = check_condition("org.downstream(6).exists(r, r.node.deposit_required && r.node.employees < 20)", scope);
  if (!expression) std::abort();
  Condition condition;
  condition.expression = std::move(expression).value();
  Kernels kernels(kind, "org", {}, Kernels::Chains::at_once);
  kernels.add(condition);
  OneWorld worlds(world);
  Columns columns(vocabulary);
  columns.add_records(kind, numbers(nodes));
  for (const model::FieldId field : kernels.fields()) columns.build(field, world);
  const Adjacency links = invented_links(nodes);
  fmt::print("six tiers down from each of {} nodes over {} links\n", nodes, links.targets.size());
  for (int round = 0; round < 3; ++round) {
    const double begin = cpu_seconds();
    ChainAnswers answers;
    kernels.ask_chains(links, columns, worlds, answers);
    fmt::print("  all at once    {:>8.1f} ms\n", (cpu_seconds() - begin) * 1e3);
  }
}

// Who does the work has a number above the one it is done for, but for one link in a hundred, which leads a little back: small cycles.
graph::WeightedLinks invented_factors(std::size_t nodes) {
  graph::WeightedLinks out;
  for (std::size_t row = 0; row < nodes; ++row) {
    out.offsets.push_back(static_cast<std::uint32_t>(out.targets.size()));
    for (std::size_t link = 0; link < 1 + row % 2; ++link) {
      const std::uint64_t any = mixed(row * 2 + link + 7);
      const std::size_t below = any % 100 == 0 ? row - std::min<std::size_t>(row, any % 7) : row + 1 + any % 50;
      out.targets.push_back(static_cast<std::uint32_t>(std::min(below, nodes - 1)));
      out.factors.push_back(0.2 + static_cast<double>(any % 8) / 10);
    }
  }
  out.offsets.push_back(static_cast<std::uint32_t>(out.targets.size()));
  return out;
}

void time_propagation(std::size_t nodes) {
  const graph::WeightedLinks links = invented_factors(nodes);
  double begin = cpu_seconds();
  const graph::Propagation propagation(links);
  fmt::print("what arrives at each of {} nodes over {} links; order made in {:.1f} ms\n", nodes, links.targets.size(),
             (cpu_seconds() - begin) * 1e3);
  std::vector<double> points;
  for (std::size_t row = 0; row < nodes; ++row) points.push_back(static_cast<double>(mixed(row) % 120));
  for (int round = 0; round < 3; ++round) {
    begin = cpu_seconds();
    const std::vector<double> best = propagation.strongest(points);
    fmt::print("  all at once    {:>8.1f} ms   most {:.1f}\n", (cpu_seconds() - begin) * 1e3, *std::max_element(best.begin(), best.end()));
  }
}

}  // namespace

int main(int count, char** values) {
  const std::size_t nodes = count > 1 ? std::strtoul(values[1], nullptr, 10) : 1'000'000;
  const auto vocabulary = model::Vocabulary::built_in();
  const auto rules = vocabulary ? load_built_in_rules(*vocabulary) : Result<LoadedRules>(std::vector<Diagnostic>{});
  if (!rules) return 1;
  const model::KindId kind = vocabulary->find_kind("organisation")->id;
  const NumberedWorld world(*vocabulary, rules->tables);
  const std::vector<Condition> plain = plain_conditions(*vocabulary, kind, 80);
  Conditions plain_rules;
  for (const Condition& condition : plain) plain_rules.push_back(&condition);
  time_rules("a fact against a constant, three to a rule", plain_rules, *vocabulary, world, kind, nodes);
  time_rules("rules of the shipped pack without lists", scalar_conditions(rules->pack, *vocabulary, kind), *vocabulary, world, kind, nodes);
  time_chains(*vocabulary, world, kind, nodes);
  time_propagation(nodes);
  return 0;
}
