// Bids without a supplier, choke points and missing facts, on drawn chains.
#include "engine/assess/what_if.hpp"

#include <catch2/catch.hpp>

#include "engine/assess/choke_points.hpp"
#include "engine/assess/open_facts.hpp"
#include "tests/assess/fixture.hpp"

using namespace kede;
using namespace kede::assess;
using testing::Scored;

namespace {

const testing::RuleList kRules = {
    {"AA-01", "org.deposit_required", 40, "work"},
    {"AA-02", "org.recruitment_loan || org.fee_deducted_from_wages", 60, "documents"},
    {"BB-01", "bid.supplies.exists(e, e.child.deposit_required)", 35, "record", "bid"},
    {"BB-02", "bid.supplies.count(e, e.kind == 'labour_supply') < 1", 30, "price", "bid"},
};

// Two ways lead to `sub`, one to `mill` and what is below it.
Scored drawn() {
  return testing::scored(R"(
    buyer -> main -> agency ~> sub [closed]
                  \-> other ~> sub
                  \=> mill => farm [closed]
  )",
                         {{"sub", {{"deposit_required", "yes"}}},
                          {"farm", {{"recruitment_loan", "yes"}}},
                          {"mill", {{"deposit_required", "yes"}}},
                          {"main", {{"deposit_required", "no"}, {"recruitment_loan", "no"}}}},
                         kRules);
}

std::size_t bid_number(const Scored& scored) {
  const auto& bids = scored.assessment().bids;
  return static_cast<std::size_t>(&scored.result("bid-main") - bids.data());
}

std::vector<std::string> names(const Scored& scored, const std::vector<NodeId>& nodes) {
  std::vector<std::string> out;
  for (const NodeId node : nodes) out.push_back(scored.world.key_of(node));
  return out;
}

std::optional<WhatIf> without(const Scored& scored, std::string_view supplier) {
  return without_supplier(scored.assessment(), bid_number(scored), scored.world.node(supplier));
}

}  // namespace

TEST_CASE("with a supplier goes what is reached through it only") {
  const Scored scored = drawn();
  const auto mill = without(scored, "mill");
  REQUIRE(mill);
  CHECK(names(scored, mill->gone) == std::vector<std::string>{"mill", "farm"});
  CHECK(mill->after.points < mill->before.points);
  const auto agency = without(scored, "agency");
  REQUIRE(agency);
  CHECK(names(scored, agency->gone) == std::vector<std::string>{"agency"});
  CHECK(agency->after.points == Approx(agency->before.points));  // the other way to sub is as good
}

TEST_CASE("the bidder itself, and who is in another chain, cannot be left out") {
  const Scored scored = drawn();
  CHECK_FALSE(without(scored, "main"));
  CHECK_FALSE(without(scored, "buyer"));
}

TEST_CASE("the firm that all ways pass is the choke point") {
  const Scored scored = drawn();
  const BidResult& bid = scored.result("bid-main");
  const auto points = choke_points(scored.assessment(), bid);
  std::vector<std::string> keys;
  for (const ChokePoint& point : points) keys.push_back(scored.world.key_of(point.node));
  REQUIRE(keys.size() >= 3);
  // Two flags at or below mill, one at sub; neither agency nor other covers sub, since there are two ways.
  CHECK(keys[0] == "mill");
  CHECK(std::find(keys.begin(), keys.end(), "sub") != keys.end());
  double counted_at_mill = 0;
  for (const Contribution& line : bid.contributions) {
    const std::string key = scored.world.key_of(line.node);
    if (line.counted && (key == "mill" || key == "farm")) counted_at_mill += line.points;
  }
  CHECK(points[0].points == Approx(counted_at_mill));
  CHECK(points[0].share == Approx(counted_at_mill / bid.score.points));
  CHECK(points[0].flags.size() == 2);
}

TEST_CASE("a missing fact is worth what all questions that wait for it are worth") {
  const Scored scored = testing::scored("buyer -> main ~> sub [closed]", {{"main", {{"fee_deducted_from_wages", "no"}}}},
                                        {{"AA-01", "org.deposit_required", 40, "work"},
                                         {"AA-02", "org.deposit_required && org.recruitment_loan", 20, "documents"},
                                         {"AA-03", "org.fee_deducted_from_wages && org.grievance_channel", 20, "record"}});
  const BidResult& bid = scored.result("bid-main");
  const auto facts = open_facts(scored.assessment(), bid.questions);
  REQUIRE_FALSE(facts.empty());
  const auto& vocabulary = testing::vocabulary();
  const auto find = [&](std::string_view key, std::string_view field) {
    return std::find_if(facts.begin(), facts.end(), [&](const OpenFact& fact) {
      return fact.entity == scored.world.entity(key) && fact.field == vocabulary.field_id("organisation." + std::string(field));
    });
  };
  const auto deposit = find("main", "deposit_required");
  REQUIRE(deposit == facts.begin());
  CHECK(deposit->verdicts.size() == 2);
  double worth = 0;
  for (const Question& question : bid.questions) {
    if (scored.world.key_of(question.node) == "main" &&
        scored.assessment().rule_of(scored.assessment().verdicts[question.verdict]).id != "AA-03")
      worth += question.gain;
  }
  CHECK(deposit->gain == Approx(worth));
  CHECK(find("main", "grievance_channel") == facts.end());  // no answer could make that rule fire
  CHECK(find("sub", "deposit_required") != facts.end());
  for (std::size_t i = 1; i < facts.size(); ++i) CHECK(facts[i - 1].gain >= facts[i].gain);
}

TEST_CASE("what fires only because a supplier is missing is not counted") {
  const Scored scored = testing::scored(
      "buyer -> main ~> sub [closed]", {{"sub", {{"deposit_required", "yes"}}}},
      {{"AA-01", "org.deposit_required", 40, "work"}, {"BB-02", "org.downstream(3).count(r, r.node.deposit_required) < 1", 30, "price"}});
  const auto found = without(scored, "sub");
  REQUIRE(found);
  CHECK(found->before.points > 0);
  CHECK(found->after.points == Approx(0));
  CHECK(found->after.possible_points <= found->before.possible_points);
  CHECK(found->flags_gone.size() == 1);
}
