#include <catch2/catch.hpp>
#include <cmath>

#include "engine/lang/rule_loader.hpp"
#include "tests/assess/fixture.hpp"

using namespace kede;
using namespace kede::assess;
using testing::Scored;
using testing::scored;

namespace {

const testing::RuleList kDeposit = {{"AA-01", "org.deposit_required", 40}};
const testing::RuleList kOnlyIf = {{"AA-01", "org.deposit_required", 40, "work", "organisation", R"("only_if": "org.is_labour_provider")"}};

double p(double weight) { return -std::log(1 - weight / 100); }

Scored one(const testing::FactMap& facts, const testing::RuleList& rules) { return scored("buyer -> main", {{"main", facts}}, rules); }

std::vector<std::string> questions(const Scored& drawn, std::string_view bid) {
  std::vector<std::string> out;
  for (const Question& question : drawn.result(bid).questions)
    out.push_back(drawn.assessment().rule_of(drawn.assessment().verdicts[question.verdict]).id + ' ' + drawn.world.key_of(question.node));
  return out;
}

}  // namespace

TEST_CASE("low counts what is unknown as clear, high as fired") {
  const Scored unknown = one({}, kDeposit);
  CHECK(unknown.outcome("AA-01", "main") == "unknown");
  CHECK(unknown.score("bid-main").low() == 0);
  CHECK(unknown.score("bid-main").high() == Approx(40));
  CHECK(unknown.score("bid-main").coverage == 0);
  CHECK(unknown.score("bid-main").band == Band::insufficient);
  const Scored declared = one({{"deposit_required", "?"}}, kDeposit);
  CHECK(declared.score("bid-main").high() == Approx(40));
  const Scored clear = one({{"deposit_required", "no"}}, kDeposit);
  CHECK(clear.score("bid-main").high() == 0);
  CHECK(clear.score("bid-main").coverage == 1);
  CHECK(clear.score("bid-main").band == Band::nothing_found);
}

TEST_CASE("sources that disagree make the verdict unknown, not clear and not fired") {
  const Scored torn = scored({{"contract", "c"},
                              {"bid", "b", {{"contract", "c"}, {"bidder", "main"}}},
                              {"organisation", "main", {{"deposit_required", "yes"}}},
                              {"organisation", "main", {{"deposit_required", "no"}}}},
                             kDeposit);
  CHECK(torn.outcome("AA-01", "main") == "unknown");
  CHECK(torn.score("b").low() == 0);
  CHECK(torn.score("b").high() == Approx(40));
}

TEST_CASE("coverage is the share of the points that could be decided which were, weighted by what arrives at the bidder") {
  const Scored drawn = scored("buyer -> main => mill", {{"main", {{"deposit_required", "no"}}}}, kDeposit);
  CHECK(drawn.score("bid-main").coverage == Approx(1 / 1.6));
  const Scored both = scored("buyer -> main => mill", {{"mill", {{"deposit_required", "yes"}}}}, kDeposit);
  CHECK(both.score("bid-main").coverage == Approx(0.6 / 1.6));
}

TEST_CASE("a rule whose condition to apply is unknown would fire, and is never better than unknown") {
  const Scored would = one({{"deposit_required", "yes"}}, kOnlyIf);
  CHECK(would.outcome("AA-01", "main") == "unknown");
  CHECK(would.verdict("AA-01", "main").would_fire);
  CHECK(would.score("bid-main").high() == Approx(40));
  const Scored both_unknown = one({}, kOnlyIf);
  CHECK(both_unknown.outcome("AA-01", "main") == "unknown");
  CHECK_FALSE(both_unknown.verdict("AA-01", "main").would_fire);
  CHECK(both_unknown.score("bid-main").high() == Approx(40));
}

TEST_CASE("what can no longer fire widens no range and asks no question") {
  const Scored settled = one({{"deposit_required", "no"}}, kOnlyIf);
  CHECK(settled.outcome("AA-01", "main") == "unknown");
  CHECK(settled.score("bid-main").high() == 0);
  CHECK(settled.result("bid-main").questions.empty());
}

TEST_CASE("a rule that does not apply is neither decided nor decidable") {
  const Scored outside = one({{"is_labour_provider", "no"}, {"deposit_required", "yes"}}, kOnlyIf);
  CHECK(outside.outcome("AA-01", "main") == "not_applicable");
  CHECK(outside.score("bid-main").high() == 0);
  CHECK(outside.score("bid-main").coverage == 0);
  CHECK(outside.result("bid-main").contributions.empty());
}

TEST_CASE("a rule out of its dates says nothing") {
  const Scored later =
      one({{"deposit_required", "yes"}}, {{"AA-01", "org.deposit_required", 40, "work", "organisation", R"("since": "2027-01-01")"}});
  CHECK(later.assessment().verdicts.empty());
}

TEST_CASE("an open escalation widens the range of what already fires") {
  const testing::RuleList rules = {{"AA-01", "org.deposit_required", 40, "work", "organisation",
                                    R"("escalations": [{"when": "org.recruitment_loan", "severity": "critical", "weight": 70}])"}};
  const Scored open = one({{"deposit_required", "yes"}}, rules);
  CHECK(open.score("bid-main").low() == Approx(40));
  CHECK(open.score("bid-main").high() == Approx(70));
  const Scored higher = one({{"deposit_required", "yes"}, {"recruitment_loan", "yes"}}, rules);
  CHECK(higher.score("bid-main").low() == Approx(70));
  CHECK(higher.verdict("AA-01", "main").severity == lang::RuleSeverity::critical);
  const Scored lower = one({{"deposit_required", "yes"}, {"recruitment_loan", "no"}}, rules);
  CHECK(lower.score("bid-main").high() == Approx(40));
}

TEST_CASE("the first question is the one that could change most points") {
  const Scored drawn = scored(R"(
      buyer -> main ~> agency
                   \=> mill
    )",
                              {},
                              {{"AA-01", "org.deposit_required", 40, "work"},
                               {"AA-02", "org.recruitment_loan", 60, "documents"},
                               {"AA-03", "!org.grievance_channel", 10, "place"}});
  const std::vector<std::string> asked = questions(drawn, "bid-main");
  CHECK(asked == std::vector<std::string>{"AA-02 main", "AA-02 agency", "AA-02 mill", "AA-01 main", "AA-01 agency", "AA-01 mill",
                                          "AA-03 main", "AA-03 agency", "AA-03 mill"});
  const auto& all = drawn.result("bid-main").questions;
  CHECK(all[1].gain == Approx(0.9 * p(60)));
  CHECK(std::is_sorted(all.begin(), all.end(), [](const Question& a, const Question& b) { return a.gain > b.gain; }));
}

TEST_CASE("a list of suppliers that nobody called complete keeps the bid from being clear") {
  const testing::RuleList rules = {{"AA-01", "org.downstream(4).exists(r, r.node.deposit_required)", 40},
                                   {"AA-02", "org.deposit_required", 40, "documents"}};
  const testing::FactMap clean = {{"deposit_required", "no"}};
  const testing::ChainFacts facts = {{"main", clean}, {"sub", clean}};
  const auto band = [&](const char* drawing) { return scored(drawing, facts, rules).score("bid-main").band; };
  CHECK(band("buyer -> main [closed] -> sub [closed]") == Band::nothing_found);
  CHECK(band("buyer -> main [closed] -> sub") == Band::insufficient);
  CHECK(band("buyer -> main -> sub [closed]") == Band::insufficient);
  CHECK(band("buyer -> main [open] -> sub [closed]") == Band::insufficient);
}

TEST_CASE("a supplier that is told of without a name keeps the list open, whatever is said of the list") {
  const testing::RuleList rules = {{"AA-01", "org.downstream(4).exists(r, r.node.deposit_required)", 40}};
  testing::RecordList records = testing::chain_records("buyer -> main [closed] -> sub [closed]", {{"sub", {{"deposit_required", "no"}}}});
  CHECK(scored(records, rules).outcome("AA-01", "main") == "clear");
  records.push_back({"supply", "main>?", {{"parent", "main"}, {"kind", "labour_supply"}, {"share_percent", "40"}}});
  CHECK(scored(records, rules).outcome("AA-01", "main") == "unknown");
  records.back().facts.insert_or_assign("child", "nobody told of");
  CHECK(scored(records, rules).outcome("AA-01", "main") == "unknown");
}

TEST_CASE("an owner that is told of without a name keeps the list of owners open") {
  const testing::RuleList rules = {{"AA-01", "org.owners_up(4).exists(o, o.deposit_required)", 40}};
  testing::RecordList records = testing::chain_records(
      "buyer -> main\nholding == main",
      {{"holding", {{"deposit_required", "no"}, {"owners_complete", "yes"}}}, {"main", {{"owners_complete", "yes"}}}});
  CHECK(scored(records, rules).outcome("AA-01", "main") == "clear");
  records.push_back({"ownership", "state", {{"subject", "main"}, {"owner_type", "state"}}});
  CHECK(scored(records, rules).outcome("AA-01", "main") == "clear");
  records.push_back({"ownership", "whose", {{"subject", "main"}, {"share_max", "40"}}});
  CHECK(scored(records, rules).outcome("AA-01", "main") == "unknown");
}

TEST_CASE("no verdict on tiers survives from a list that is still open anywhere above") {
  const testing::RuleList rules = {{"AA-01", "org.downstream(6).exists(r, r.tier >= 3 && r.node.deposit_required)", 40}};
  const testing::ChainFacts facts = {{"v", {{"deposit_required", "yes"}}}};
  const char* closed = "buyer -> main [closed] -> a [closed] -> b [closed] ~> v [closed]\nmain -> c [closed]";
  CHECK(scored(closed, facts, rules).outcome("AA-01", "main") == "fires");
  // c may turn out to buy from v, which would then be at the second tier.
  const char* open = "buyer -> main [closed] -> a [closed] -> b [closed] ~> v [closed]\nmain -> c";
  const Scored drawn = scored(open, facts, rules);
  CHECK(drawn.outcome("AA-01", "main") == "unknown");
}

TEST_CASE("with the shipped rules, a bid whose suppliers are not all named is never green") {
  auto loaded = lang::load_built_in_rules(testing::vocabulary());
  REQUIRE(loaded.ok());
  for (const char* drawing : {"buyer -> main", "buyer -> main -> sub", "buyer -> main [closed] -> sub [closed]"}) {
    const Scored drawn = scored(testing::chain(drawing), std::make_unique<const lang::RulePack>(loaded->pack));
    CHECK(drawn.score("bid-main").band == Band::insufficient);
    CHECK(drawn.score("bid-main").low() <= drawn.score("bid-main").high());
    CHECK_FALSE(drawn.result("bid-main").questions.empty());
  }
}
