// What data are good for: what is said is counted as it is said, and a gap decides what filling it in would decide.
#include "engine/assess/data_quality.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "engine/assess/subject_states.hpp"
#include "tests/assess/fixture.hpp"

using namespace kede;
using namespace kede::assess;
using testing::FactMap;
using testing::RecordList;
using testing::Scored;
using testing::scored;

namespace {

const model::Vocabulary& words() { return testing::vocabulary(); }

std::string name_of(const Gap& gap) {
  const model::Field& field = words().field(gap.field);
  return std::string(to_text(gap.way)) + ' ' + (gap.list.empty() ? words().kind(field.kind).name + '.' + field.name : gap.list);
}

// "column organisation.employees: decides 1, waiting 2", sorted.
std::vector<std::string> gaps_of(const Scored& drawn, unsigned threads = 1) {
  std::vector<std::string> out;
  for (const GapUse& use : find_gaps(drawn.assessment(), threads).uses)
    out.push_back(name_of(use.gap) + ": decides " + std::to_string(total(use.decides)) + ", waiting " + std::to_string(total(use.waiting)));
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> gaps_of(const FactMap& facts, const std::string& when) {
  return gaps_of(scored(RecordList{{"organisation", "main", facts}}, {{"AA-01", when, 40}}));
}

using Lines = std::vector<std::string>;

// A record of an organisation in a source, with facts of these values.
model::Record record(SourceId source, const std::string& key, const std::vector<std::pair<std::string, model::Value>>& facts) {
  model::Record out{words().find_kind("organisation")->id, key, source, "rows!1", {}};
  for (const auto& [field, value] : facts) {
    model::Fact fact;
    fact.field = words().field_id("organisation." + field);
    fact.value = value;
    fact.place = field;
    out.facts.push_back(std::move(fact));
  }
  return out;
}

model::Value number(std::int64_t value) { return model::Scalar(value); }
model::Value unknown(model::UnknownReason reason) { return model::Unknown{reason}; }

Scored scored_of(model::Dataset dataset, const testing::RuleList& rules) {
  testing::World world;
  world.dataset = std::make_unique<const model::Dataset>(std::move(dataset));
  world.resolved = std::make_unique<const identity::Resolved>(identity::resolve(*world.dataset, words()));
  world.graph = std::make_unique<const graph::SupplyGraph>(graph::build_graph(*world.resolved));
  return scored(std::move(world), testing::pack_of(rules));
}

const FieldFill& fill_of(const KindFills& kinds, const std::string& field) {
  const model::FieldId id = words().field_id(field);
  return kinds.at(words().field(id).kind).fields.at(id);
}

std::size_t unknowns(const FieldFill& fill, model::UnknownReason reason) { return fill.unknown[static_cast<std::size_t>(reason)]; }

}  // namespace

TEST_CASE("what waits for two facts is decided by neither alone, and by the last one that is missing", "[check]") {
  CHECK(
      gaps_of({}, "org.deposit_required && org.is_labour_provider") ==
      Lines{"column organisation.deposit_required: decides 0, waiting 1", "column organisation.is_labour_provider: decides 0, waiting 1"});
  CHECK(gaps_of({{"is_labour_provider", "yes"}}, "org.deposit_required && org.is_labour_provider") ==
        Lines{"column organisation.deposit_required: decides 1, waiting 1"});
  CHECK(gaps_of({{"is_labour_provider", "no"}}, "org.deposit_required && org.is_labour_provider").empty());
}

TEST_CASE("a fact that would decide only if it says one thing does not decide", "[check]") {
  const std::string either = R"({"any": [{"is": "org.employees > 10"}, {"is": "org.deposit_required"}]})";
  CHECK(gaps_of({}, either) ==
        Lines{"column organisation.deposit_required: decides 0, waiting 1", "column organisation.employees: decides 0, waiting 1"});
  CHECK(gaps_of({{"employees", "3"}}, either) == Lines{"column organisation.deposit_required: decides 1, waiting 1"});
}

TEST_CASE("a fact that an undecided condition has read without need does not hide the one that decides", "[check]") {
  const std::string when = "(org.is_listed_company && org.is_public_body) || org.deposit_required";
  CHECK(gaps_of({{"is_public_body", "no"}}, when) ==
        Lines{"column organisation.deposit_required: decides 1, waiting 1", "column organisation.is_listed_company: decides 0, waiting 1"});
}

TEST_CASE("an answer that is declared unknown, withheld or not readable is waited for like one that was not given", "[check]") {
  for (const auto reason : {model::UnknownReason::declared_unknown, model::UnknownReason::withheld, model::UnknownReason::unreadable}) {
    CHECK(gaps_of({{"deposit_required", testing::FactText(unknown(reason))}}, "org.deposit_required") ==
          Lines{"column organisation.deposit_required: decides 1, waiting 1"});
  }
}

TEST_CASE("a number that is divided by decides, although nothing can be divided by zero", "[check]") {
  CHECK(gaps_of({{"turnover_last_year", "1000 EUR"}}, "org.turnover_last_year / double(org.employees) > money(100, 'EUR')") ==
        Lines{"column organisation.employees: decides 1, waiting 1"});
}

TEST_CASE("an amount decides in the currency that stands beside it", "[check]") {
  CHECK(gaps_of({{"fee_amount", "100.00 GBP"}}, "org.fee_amount > org.wage_month_net") ==
        Lines{"column organisation.wage_month_net: decides 1, waiting 1"});
}

TEST_CASE("an open list waits for what completes it: a column of its owner, or a check", "[check]") {
  CHECK(gaps_of({}, "org.suppliers.exists(s, s.kind == 'subcontract')") ==
        Lines{"column organisation.suppliers_complete: decides 1, waiting 1"});
  CHECK(gaps_of({}, "org.sanctions.exists(s, s.result == 'match')") == Lines{"check sanctions: decides 1, waiting 1"});
  CHECK(gaps_of({}, "org.customers.exists(s, s.kind == 'subcontract')") == Lines{"open organisation.customers: decides 0, waiting 1"});
}

TEST_CASE("a walk that may go on waits for the suppliers of every organisation on it", "[check]") {
  const testing::RuleList rules = {{"AA-01", "org.downstream(6).exists(r, r.node.deposit_required)", 40}};
  CHECK(gaps_of(scored("buyer -> main -> sub", {{"sub", {{"deposit_required", "no"}}}}, rules)) ==
        Lines{"column organisation.suppliers_complete: decides 3, waiting 3"});
  CHECK(gaps_of(scored("buyer -> main -> sub", {}, rules)) == Lines{"column organisation.deposit_required: decides 0, waiting 1",
                                                                    "column organisation.suppliers_complete: decides 2, waiting 3"});
}

TEST_CASE("a list that is said not to be complete is completed by no column", "[check]") {
  CHECK(gaps_of({{"suppliers_complete", "no"}}, "org.suppliers.exists(s, s.kind == 'subcontract')") ==
        Lines{"open organisation.suppliers: decides 0, waiting 1"});
  const testing::RuleList rules = {{"AA-01", "org.downstream(6).exists(r, r.node.deposit_required)", 40}};
  const Scored drawn = scored("buyer -> main -> sub [open]", {{"sub", {{"deposit_required", "no"}}}}, rules);
  CHECK(gaps_of(drawn) ==
        Lines{"column organisation.suppliers_complete: decides 1, waiting 1", "open organisation.suppliers: decides 0, waiting 2"});
}

TEST_CASE("where sources disagree, knowing which is right decides", "[check]") {
  const Scored torn =
      scored(RecordList{{"organisation", "main", {{"deposit_required", "yes"}}}, {"organisation", "main", {{"deposit_required", "no"}}}},
             {{"AA-01", "org.deposit_required", 40}});
  CHECK(gaps_of(torn) == Lines{"column organisation.deposit_required: decides 1, waiting 1"});
}

TEST_CASE("what waits for a row of a list waits for no column", "[check]") {
  const Scored drawn = scored(RecordList{{"organisation", "main", {{"country", "AQ"}}}},
                              {{"AA-01", "lookup('labour_cost', 'floor_hour', org.country, 2026) > money(1, 'EUR')", 40}});
  const Gaps gaps = find_gaps(drawn.assessment(), 1);
  CHECK(gaps.uses.empty());
  CHECK(gaps.elsewhere == VerdictCounts{{0, 1}});
}

TEST_CASE("a calculation that never has a result is decided by no column", "[check]") {
  CHECK(gaps_of({}, "org.employees / 0 > 1") == Lines{"column organisation.employees: decides 0, waiting 1"});
}

TEST_CASE("a gap decides exactly the verdicts that filling it in decides, whatever is filled in", "[check]") {
  std::mt19937 random(20261126);
  const testing::RuleList rules = {
      {"AA-01", "org.deposit_required && org.employees > 2", 40},
      {"AA-02", R"({"at_least": 2, "of": [{"is": "org.deposit_required"}, {"is": "org.is_listed_company"}, {"is": "org.employees > 3"}]})",
       40},
      {"AA-03", "org.is_listed_company || org.deposit_required", 40},
      {"AA-04", "org.suppliers.exists(s, s.child.deposit_required)", 40},
      {"AA-05", "org.employees > 1", 40, "work", "organisation", R"("only_if": "org.is_listed_company")"}};
  RecordList records;
  const auto maybe = [&](FactMap& facts, const char* field, const std::string& value) {
    if (random() % 3 == 0) facts.insert_or_assign(field, value);
  };
  for (int i = 0; i < 40; ++i) {
    FactMap facts;
    for (const char* field : {"deposit_required", "is_listed_company", "suppliers_complete"})
      maybe(facts, field, random() % 2 == 0 ? "yes" : "no");
    maybe(facts, "employees", std::to_string(random() % 6));
    records.push_back({"organisation", "o" + std::to_string(i), facts});
  }
  for (int i = 0; i < 30; ++i)
    records.push_back(
        {"supply",
         "s" + std::to_string(i),
         {{"parent", "o" + std::to_string(random() % 40)}, {"child", "o" + std::to_string(random() % 40)}, {"kind", "subcontract"}}});
  const Scored before = scored(records, rules);
  const Gaps gaps = find_gaps(before.assessment(), 2);
  const std::pair<const char*, Lines> columns[] = {
      {"deposit_required", {"yes", "no"}}, {"is_listed_company", {"yes", "no"}}, {"employees", {"1", "2", "3", "4", "100"}}};
  for (const auto& [column, values] : columns) {
    const auto& verdicts = before.assessment().verdicts;
    std::vector<bool> always(verdicts.size(), true);
    for (const std::string& value : values) {
      RecordList filled = records;
      for (testing::RecordText& text : filled) {
        if (text.kind == "organisation") text.facts.try_emplace(column, value);
      }
      const Scored after = scored(filled, rules);
      REQUIRE(after.assessment().verdicts.size() == verdicts.size());
      for (std::size_t v = 0; v < verdicts.size(); ++v)
        always[v] = always[v] && after.assessment().verdicts[v].outcome != lang::Outcome::unknown;
    }
    std::size_t decided = 0;
    for (std::size_t v = 0; v < verdicts.size(); ++v) decided += verdicts[v].outcome == lang::Outcome::unknown && always[v] ? 1U : 0U;
    const Gap wanted{GapWay::column, words().field_id(std::string("organisation.") + column), {}};
    const auto found = std::find_if(gaps.uses.begin(), gaps.uses.end(), [&](const GapUse& use) { return use.gap == wanted; });
    INFO(column);
    REQUIRE(found != gaps.uses.end());
    CHECK(total(found->decides) == decided);
    CHECK(decided > 0);
    CHECK(total(found->waiting) > decided);
  }
}

TEST_CASE("two subjects are taken for alike only where the rule can see nothing but them", "[check]") {
  const testing::RuleList rules = {{"AA-01", "org.deposit_required", 40},
                                   {"AA-02", "org.suppliers.exists(s, s.child.deposit_required)", 40},
                                   {"AA-03", "org.downstream(6).exists(r, r.node.deposit_required)", 40}};
  const Scored drawn = scored("buyer -> main -> sub", {{"main", {{"deposit_required", "no"}}}}, rules);
  const WorldIndex& index = static_cast<const GraphWorld*>(drawn.assessment().world)->index();
  const SubjectStates states(index, *drawn.rules);
  const EntityId main = drawn.world.entity("main");
  const EntityId sub = drawn.world.entity("sub");
  const EntityId buyer = drawn.world.entity("buyer");
  CHECK(states.of(0, sub) == states.of(0, buyer));
  CHECK(states.of(0, sub) != states.of(0, main));
  CHECK_FALSE(states.of(1, main).has_value());
  CHECK(states.of(1, sub) == states.of(1, buyer));
  CHECK_FALSE(states.of(2, sub).has_value());
}

TEST_CASE("an unknown is counted as said and not known, and conflicts in every file that takes part", "[check]") {
  model::Dataset dataset;
  const SourceId first = dataset.add_source({.path = "a.csv", .sha256 = "", .bytes = 0, .format = "test", .date = {}});
  const SourceId second = dataset.add_source({.path = "b.csv", .sha256 = "", .bytes = 0, .format = "test", .date = {}});
  dataset.add(record(first, "x", {{"employees", number(3)}}));
  dataset.add(record(first, "y", {{"employees", unknown(model::UnknownReason::withheld)}}));
  dataset.add(record(first, "z", {{"employees", unknown(model::UnknownReason::unreadable)}}));
  dataset.add(record(first, "w", {{"employees", number(5)}}));
  dataset.add(record(first, "silent", {}));
  dataset.add(record(second, "w", {{"employees", number(6)}}));
  dataset.add(record(second, "y", {{"employees", number(7)}}));
  dataset.reject({.source = second, .place = "rows!9", .reason = error("KD0019"), .excerpt = ""});
  const Scored drawn = scored_of(std::move(dataset), {{"AA-01", "org.employees > 2", 40}});
  const DataQuality quality = data_quality(drawn.assessment(), 1);

  const KindFills& in_first = quality.sources[index(first)].kinds;
  const FieldFill& fill = fill_of(in_first, "organisation.employees");
  CHECK(fill.known == 1);
  CHECK(unknowns(fill, model::UnknownReason::withheld) == 1);
  CHECK(unknowns(fill, model::UnknownReason::unreadable) == 1);
  CHECK(unknowns(fill, model::UnknownReason::conflict) == 1);
  CHECK(in_first.begin()->second.things == 5);
  CHECK(fill.stated() == 4);
  CHECK(quality.sources[index(first)].rejected.empty());

  const SourceFill& in_second = quality.sources[index(second)];
  CHECK(in_second.rejected == std::map<std::string, std::size_t>{{"KD0019", 1}});
  CHECK(fill_of(in_second.kinds, "organisation.employees").known == 1);
  CHECK(unknowns(fill_of(in_second.kinds, "organisation.employees"), model::UnknownReason::conflict) == 1);

  const FieldFill& together = fill_of(quality.together, "organisation.employees");
  CHECK(together.known == 2);
  CHECK(unknowns(together, model::UnknownReason::conflict) == 1);
  CHECK(unknowns(together, model::UnknownReason::unreadable) == 1);
  CHECK(quality.together.begin()->second.things == 5);
  CHECK(quality.together.begin()->second.records == 7);
}

TEST_CASE("several records about one thing are one thing, and what one of them says is said", "[check]") {
  model::Dataset dataset;
  const SourceId source = dataset.add_source({.path = "a.csv", .sha256 = "", .bytes = 0, .format = "test", .date = {}});
  dataset.add(record(source, "x", {{"employees", unknown(model::UnknownReason::declared_unknown)}}));
  dataset.add(record(source, "x", {{"employees", number(4)}}));
  const Scored drawn = scored_of(std::move(dataset), {{"AA-01", "org.employees > 2", 40}});
  const KindFill fill = data_quality(drawn.assessment(), 1).sources.front().kinds.begin()->second;
  CHECK(fill.records == 2);
  CHECK(fill.things == 1);
  CHECK(fill.fields.at(words().field_id("organisation.employees")).known == 1);
}

TEST_CASE("a rule is decided for all, for some or for none of what it judges, or has nothing to judge", "[check]") {
  const testing::RuleList rules = {{"AA-01", "org.deposit_required", 40},
                                   {"AA-02", "org.employees > 2", 40},
                                   {"AA-03", "org.is_listed_company", 40},
                                   {"AA-04", "org.is_listed_company", 40, "work", "organisation", R"("only_if": "org.employees > 1000")"},
                                   {"AA-05", "good.origin_country == 'LV'", 40, "goods", "good"}};
  const RecordList records = {{"organisation", "a", {{"employees", "3"}, {"deposit_required", "no"}}},
                              {"organisation", "b", {{"deposit_required", "yes"}}}};
  const Scored drawn = scored(records, rules);
  const DataQuality quality = data_quality(drawn.assessment(), 1);
  CHECK(quality.rules[0].state == RuleState::for_all);
  CHECK(quality.rules[1].state == RuleState::for_some);
  CHECK(quality.rules[2].state == RuleState::for_none);
  CHECK(quality.rules[3].state == RuleState::for_none);
  CHECK(quality.rules[3].not_applicable == 1);
  CHECK(quality.rules[4].state == RuleState::nothing_to_judge);
}

TEST_CASE("what is missing is what rules use and nobody states, the most useful first", "[check]") {
  const testing::RuleList rules = {{"AA-01", "org.is_listed_company && org.is_public_body", 40}, {"AA-02", "org.deposit_required", 40}};
  const Scored drawn =
      scored(RecordList{{"organisation", "a", {{"employees", "3"}, {"is_public_body", "yes"}}}, {"organisation", "b"}}, rules);
  const DataQuality quality = data_quality(drawn.assessment(), 1);
  const model::KindId kind = words().find_kind("organisation")->id;
  const auto missing = quality.missing(words(), kind, quality.together.at(kind));
  CHECK(missing ==
        std::vector<model::FieldId>{words().field_id("organisation.deposit_required"), words().field_id("organisation.is_listed_company")});
}
