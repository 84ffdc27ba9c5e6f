// The smallest change that would clear a flag, held against every change there is, on generated rules and worlds.
#include "engine/assess/clearing.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "engine/assess/overlay_world.hpp"
#include "tests/assess/fixture.hpp"

using namespace kede;
using namespace kede::assess;
using lang::Value;
using testing::Scored;
using How = FactChange::How;

namespace {

constexpr const char* kAnswers[] = {"deposit_required", "recruitment_loan", "fee_deducted_from_wages", "grievance_channel"};
constexpr std::int64_t kMostEmployees = 9;
constexpr const char* kLeaves[] = {
    "org.deposit_required",
    "org.recruitment_loan || org.fee_deducted_from_wages",
    "!org.grievance_channel",
    "org.employees < 5",
    "org.employees >= 2 && org.employees <= 6",
    "org.employees * 2 > 6 && org.recruitment_loan",
    "org.deposit_required ? org.employees > 1 : org.grievance_channel",
    "!known(org.fee_deducted_from_wages) || org.fee_deducted_from_wages",
};

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}
  std::size_t below(std::size_t count) { return random_() % count; }

  std::string condition(int depth) {
    if (depth == 0 || below(4) == 0) return std::string("\"") + kLeaves[below(std::size(kLeaves))] + '"';
    const std::string parts = condition(depth - 1) + ", " + condition(depth - 1) + ", " + condition(depth - 1);
    switch (below(4)) {
      case 0: return R"({"all": [)" + parts + "]}";
      case 1: return R"({"none": [)" + parts + "]}";
      case 2: return R"({"at_least": 2, "of": [)" + parts + "]}";
      default: return R"({"any": [)" + parts + "]}";
    }
  }

  testing::RecordList world() {
    testing::RecordText record{"organisation", "f", {{"name", "Firm"}}};
    for (const char* answer : kAnswers) {
      if (below(4) != 0) record.facts.insert_or_assign(answer, below(2) == 0 ? "yes" : "no");
    }
    if (below(4) != 0) record.facts.insert_or_assign("employees", std::to_string(below(kMostEmployees + 1)));
    return {record};
  }

 private:
  std::mt19937 random_;
};

FactKey fact(const Scored& drawn, std::string_view field) {
  const auto& world = static_cast<const GraphWorld&>(*drawn.assessment().world);
  return {world.record_of(drawn.world.entity("f")), testing::vocabulary().field_id("organisation." + std::string(field))};
}

lang::Outcome outcome(const Scored& drawn, const Verdict& verdict, const OverlayWorld& overlay) {
  const auto& world = static_cast<const GraphWorld&>(*drawn.assessment().world);
  return lang::evaluate_rule(drawn.assessment().rule_of(verdict), world.record_of(verdict.subject), overlay).outcome;
}

// The least number of facts that must change, by trying every value of every fact; 0 when none will do.
class BruteForce {
 public:
  BruteForce(const Scored& drawn, const Verdict& verdict)
      : drawn_(drawn), verdict_(verdict), overlay_(static_cast<const GraphWorld&>(*drawn.assessment().world)) {
    for (const char* answer : kAnswers) facts_.push_back({fact(drawn, answer), {Value(true), Value(false)}});
    facts_.push_back({fact(drawn, "employees"), {}});
    for (std::int64_t number = 0; number <= kMostEmployees; ++number) facts_.back().second.emplace_back(number);
  }

  std::size_t least() {
    best_ = facts_.size() + 1;
    try_from(0, 0);
    return best_ > facts_.size() ? 0 : best_;
  }

 private:
  void try_from(std::size_t at, std::size_t changed) {
    if (changed >= best_) return;
    if (at == facts_.size()) {
      if (outcome(drawn_, verdict_, overlay_) == lang::Outcome::clear) best_ = changed;
      return;
    }
    try_from(at + 1, changed);
    for (const Value& value : facts_[at].second) {
      overlay_.change(facts_[at].first, value);
      try_from(at + 1, changed + 1);
    }
    overlay_.restore(facts_[at].first);
  }

  const Scored& drawn_;
  const Verdict& verdict_;
  OverlayWorld overlay_;
  std::vector<std::pair<FactKey, std::vector<Value>>> facts_;
  std::size_t best_ = 0;
};

bool clears(const Scored& drawn, const Verdict& verdict, const Change& change) {
  const auto& world = static_cast<const GraphWorld&>(*drawn.assessment().world);
  OverlayWorld overlay(world);
  for (const FactChange& each : change) {
    const bool is_number = each.field == fact(drawn, "employees").field;
    const Value any = is_number ? Value(std::int64_t{3}) : Value(true);
    overlay.change({world.record_of(each.entity), each.field}, each.how == How::stated ? any : each.values.front());
  }
  return outcome(drawn, verdict, overlay) == lang::Outcome::clear;
}

std::string told(const Scored& drawn, std::string_view rule, std::string_view key, std::size_t which = 0) {
  const Clearing clearing = find_clearing(drawn.assessment(), drawn.verdict(rule, key));
  return which < clearing.smallest.size() ? change_text(drawn.assessment(), clearing.smallest[which], Language::en) : "";
}

}  // namespace

TEST_CASE("the change that is told clears the flag, and none is smaller") {
  Generator generate(11);
  testing::RuleList rules;
  for (int i = 0; i < 60; ++i) {
    const std::string when = R"({"any": [)" + generate.condition(2) + ", " + generate.condition(1) + "]}";
    const bool about_data = when.find("known(") != std::string::npos;
    rules.push_back({"AA-" + std::to_string(10 + i), when, 20, "work", "organisation", about_data ? R"("data_rule": true)" : ""});
  }
  std::size_t checked = 0;
  std::size_t impossible = 0;
  for (int round = 0; round < 4; ++round) {
    const Scored drawn = testing::scored(testing::world_of(generate.world()), testing::pack_of(rules));
    for (const Verdict& verdict : drawn.assessment().verdicts) {
      if (verdict.outcome != lang::Outcome::fires) continue;
      const std::size_t least = BruteForce(drawn, verdict).least();
      const Clearing clearing = find_clearing(drawn.assessment(), verdict);
      INFO("round " << round << ' ' << rules[verdict.rule].when);
      REQUIRE(clearing.smallest.empty() == (least == 0));
      impossible += least == 0 ? 1 : 0;
      if (least == 0) continue;
      REQUIRE(clearing.proven);
      for (const Change& change : clearing.smallest) {
        INFO(change_text(drawn.assessment(), change, Language::en));
        REQUIRE(change.size() == least);
        REQUIRE(clears(drawn, verdict, change));
      }
      ++checked;
    }
  }
  CHECK(checked > 100);
  CHECK(impossible < checked);
}

TEST_CASE("a change is told in words, as near to what stands there as can be") {
  const Scored drawn =
      testing::scored({{"organisation",
                        "f",
                        {{"name", "Firm"},
                         {"employees", "2"},
                         {"deposit_required", "yes"},
                         {"tax_debt", "2300 EUR"},
                         {"contract_clauses", "[deposit, exit_penalty]"},
                         {"passports_kept_by", "employer"},
                         {"founded", "2026-05-10"}}},
                       {"list_entry", "hit", {{"organisation", "f"}, {"list", "sanctions"}, {"result", "match"}}},
                       {"list_entry", "check", {{"organisation", "f"}, {"list", "convictions"}, {"result", "match"}}},
                       {"event", "e1", {{"organisation", "f"}, {"type", "conviction"}, {"description", "Judgment 1"}, {"final", "yes"}}},
                       {"event", "e2", {{"organisation", "f"}, {"type", "conviction"}, {"description", "Judgment 2"}, {"final", "no"}}}},
                      {{"AA-01", "org.employees < 5", 20},
                       {"AA-02", "org.deposit_required", 20},
                       {"AA-03", "org.tax_debt > money(150, 'EUR')", 20},
                       {"AA-04", "'deposit' in org.contract_clauses", 20},
                       {"AA-05", "org.passports_kept_by in ['employer', 'agency']", 20},
                       {"AA-06", "days_between(org.founded, as_of) < days(365)", 20},
                       {"AA-07", "org.convictions.exists(c, c.final)", 20},
                       {"AA-08", R"({"any": ["org.deposit_required", "org.recruitment_loan"]})", 20},
                       {"AA-09", "!known(org.grievance_channel)", 20, "work", "organisation", R"("data_rule": true)"},
                       {"AA-11", "size(org.sanctions) >= 1", 20},
                       {"AA-10", "org.deposit_required", 20, "work", "organisation", R"("only_if": "org.employees < 10")"}});
  CHECK(told(drawn, "AA-01", "f") == "Firm: employees were at least 5 (now 2)");
  CHECK(told(drawn, "AA-02", "f") == "Firm: deposit required were no (now yes)");
  CHECK(told(drawn, "AA-03", "f") ==
        "Firm: tax debt were at most 150.00\xC2\xA0"
        "EUR (now 2,300.00\xC2\xA0"
        "EUR)");
  CHECK(told(drawn, "AA-04", "f") == "“Firm: contract clauses” did not show: deposit by the worker");
  CHECK(told(drawn, "AA-05", "f") == "Firm: identity documents kept by were worker (now employer)");
  CHECK(told(drawn, "AA-06", "f") == "Firm: founded were 2025-11-01 or earlier (now 2026-05-10)");
  CHECK(told(drawn, "AA-07", "f") == "the register or decision did not show in “Firm: convictions”: Judgment 1");
  CHECK(told(drawn, "AA-08", "f") ==
        "Firm: deposit required were no (now yes); and Firm: recruitment loan were no (now unknown (not stated))");
  CHECK(told(drawn, "AA-09", "f") == "Firm: grievance channel were stated (now unknown (not stated))");
  CHECK(told(drawn, "AA-11", "f") == "the register or decision did not show in “Firm: sanctions matches”: list check hit");
  const Clearing other_way = find_clearing(drawn.assessment(), drawn.verdict("AA-10", "f"));
  REQUIRE(other_way.not_applicable);
  CHECK(change_text(drawn.assessment(), *other_way.not_applicable, Language::en) == "Firm: employees were at least 10 (now 2)");
  CHECK(find_clearing(drawn.assessment(), drawn.verdict("AA-01", "f")).smallest.size() == 1);
}

TEST_CASE("what is not a flag has nothing to clear") {
  const Scored drawn = testing::scored({{"organisation", "f", {{"name", "Firm"}, {"deposit_required", "no"}}}},
                                       {{"AA-01", "org.deposit_required", 20}, {"AA-02", "org.recruitment_loan", 20}});
  for (const char* rule : {"AA-01", "AA-02"}) CHECK(find_clearing(drawn.assessment(), drawn.verdict(rule, "f")).smallest.empty());
}

TEST_CASE("of twelve facts every set is tried; of many more a change is found, and it is not claimed to be the smallest") {
  for (const std::size_t count : {std::size_t{12}, std::size_t{20}}) {
    testing::RecordText firm{"organisation", "f", {{"name", "Firm"}}};
    std::string parts;
    for (const model::Field& field : testing::vocabulary().fields()) {
      const bool is_answer = field.type == model::FieldType{.base = model::BaseType::boolean} && !field.derived &&
                             testing::vocabulary().kind(field.kind).name == "organisation";
      if (!is_answer || firm.facts.size() > count) continue;
      firm.facts.insert_or_assign(field.name, "yes");
      parts += (parts.empty() ? "\"org." : ", \"org.") + field.name + '"';
    }
    REQUIRE(firm.facts.size() == count + 1);
    const Scored drawn = testing::scored({firm}, {{"AA-01", R"({"any": [)" + parts + "]}", 20}});
    const Verdict& verdict = drawn.verdict("AA-01", "f");
    const Clearing clearing = find_clearing(drawn.assessment(), verdict);
    INFO(count << " facts");
    REQUIRE(clearing.smallest.size() == 1);
    CHECK(clearing.smallest.front().size() == count);
    CHECK(clears(drawn, verdict, clearing.smallest.front()));
    CHECK(clearing.proven == (count <= kExactFacts));
  }
}
