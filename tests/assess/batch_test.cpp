// The verdicts of a screening are those of the interpreter, subject by subject, each in its own scope.
#include <catch2/catch.hpp>
#include <random>

#include "engine/assess/reasons.hpp"
#include "engine/lang/rule_loader.hpp"
#include "tests/assess/fixture.hpp"

using namespace kede;
using namespace kede::assess;
using testing::FactMap;
using testing::RecordList;
using testing::Scored;

namespace {

using Random = std::mt19937;
constexpr std::size_t kFirms = 80;
constexpr std::size_t kSupplies = 140;

std::string firm(std::size_t number) { return "firm" + std::to_string(number); }

// Two lots, rival bids, supplies that belong to a lot, to a bid or to nothing; lists open and closed; facts that nobody knows.
RecordList some_records(Random& random) {
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  const auto maybe = [&](FactMap& facts, const char* field, std::string value) {
    if (below(10) < 7) facts.insert_or_assign(field, std::move(value));
  };
  RecordList out = {{"contract", "c", {{"cpv_main", "90911200"}, {"labour_share", "70"}}},
                    {"lot", "l1", {{"contract", "c"}}},
                    {"lot", "l2", {{"contract", "c"}}}};
  for (std::size_t i = 0; i < kFirms; ++i) {
    FactMap facts{{"name", firm(i)}};
    for (const char* field : {"deposit_required", "suppliers_complete", "is_labour_provider", "owners_complete"})
      maybe(facts, field, below(2) == 0 ? "yes" : "no");
    maybe(facts, "employees", std::to_string(below(6)));
    out.push_back({"organisation", firm(i), facts});
  }
  for (std::size_t i = 0; i < 8; ++i) {
    FactMap facts{{"lot", i % 2 == 0 ? "l1" : "l2"}, {"contract", "c"}, {"bidder", firm(i)}};
    maybe(facts, "amount", std::to_string(1000 + 100 * below(5)) + " EUR");
    out.push_back({"bid", "b" + std::to_string(i), facts});
  }
  for (std::size_t i = 0; i < kSupplies; ++i) {
    FactMap facts{{"parent", firm(below(kFirms))}};
    maybe(facts, "child", firm(below(kFirms)));
    maybe(facts, "kind", below(2) == 0 ? "subcontract" : "labour_supply");
    if (below(3) == 0) facts.insert_or_assign("lot", below(2) == 0 ? "l1" : "l2");
    if (below(3) == 0) facts.insert_or_assign("bid", "b" + std::to_string(below(8)));
    out.push_back({"supply", "s" + std::to_string(i), facts});
  }
  return out;
}

const testing::RuleList kRules = {
    {"AA-01", "org.deposit_required || org.employees == 0", 40},
    {"AA-02", "org.downstream(3).exists(r, r.node.deposit_required)", 20},
    {"AA-03", "org.suppliers.all(s, s.kind == 'subcontract' && s.child.employees > 1)", 20, "documents", "organisation",
     R"("only_if": "org.is_labour_provider")"},
    {"AA-04", "bid.bidder.downstream(4).exists(r, r.node.deposit_required && r.tier > 1)", 20, "work", "bid"},
    {"AA-05", "edge.child.contracting_cycle_size >= 2", 20, "work", "supply", R"("only_if": "edge.kind == 'subcontract'")"},
    {"AA-06", "edge.child.downstream(2).count(r, r.node.deposit_required) >= 1", 20, "work", "supply"},
    {"AA-07", "bid.other_bids_count >= 2 && bid.amount < bid.other_bids_mean", 20, "price", "bid"},
    {"AA-08", "org.employees >= 1", 10, "work", "organisation",
     R"("escalations": [{"when": "org.employees >= 3", "severity": "medium", "weight": 20}, {"when": "org.deposit_required", "severity": "high", "weight": 40}])"}};

struct Counted {
  std::size_t fires = 0, clear = 0, unknown = 0, not_applicable = 0;
};

void compare(const Scored& scored, Counted& counted) {
  const WorldIndex& index = *scored.screening.index;
  for (const Verdict& verdict : scored.assessment().verdicts) {
    const lang::Rule& rule = scored.assessment().rule_of(verdict);
    const GraphWorld world(index, scope_of(index, verdict.subject));
    const lang::RuleResult expected = lang::evaluate_rule(rule, world.record_of(verdict.subject), world);
    INFO(rule.id << " on " << index.name_of(verdict.subject));
    CHECK(lang::to_text(verdict.outcome) == lang::to_text(expected.outcome));
    CHECK(verdict.would_fire == expected.would_fire);
    CHECK(verdict.open == (expected.outcome == lang::Outcome::unknown && expected.can_fire));
    const auto severity = [&](int level) { return level < 0 ? rule.severity : rule.escalations[static_cast<std::size_t>(level)].severity; };
    CHECK(verdict.severity == severity(expected.level));
    CHECK(verdict.possible_severity == severity(std::max(expected.level, expected.possible_level)));
    CHECK(reasons_of(scored.assessment(), verdict) == expected.reasons);
    std::size_t Counted::*counters[] = {&Counted::fires, &Counted::clear, &Counted::unknown, &Counted::not_applicable};
    ++(counted.*counters[static_cast<std::size_t>(verdict.outcome)]);
  }
}

}  // namespace

TEST_CASE("verdicts are those of the interpreter, also of walks that depend on lot and bid") {
  Random random(20261101);
  Counted counted;
  for (int world = 0; world < 4; ++world) compare(testing::scored(some_records(random), kRules), counted);
  for (const std::size_t count : {counted.fires, counted.clear, counted.unknown, counted.not_applicable}) CHECK(count > 50);
}

TEST_CASE("verdicts of the shipped rules are those of the interpreter") {
  Random random(7);
  auto rules = lang::load_built_in_rules(testing::vocabulary());
  REQUIRE(rules.ok());
  Counted counted;
  compare(testing::scored(testing::world_of(some_records(random)), std::make_unique<const lang::RulePack>(std::move(rules->pack))),
          counted);
  CHECK(counted.unknown > 1000);
  CHECK(counted.fires > 50);
}
