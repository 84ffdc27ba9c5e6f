#include <catch2/catch.hpp>
#include <cmath>
#include <ctime>

#include "engine/lang/rule_loader.hpp"
#include "tests/assess/fixture.hpp"

using namespace kede;
using namespace kede::assess;
using testing::chain;
using testing::RecordList;
using testing::Scored;
using testing::scored;
using testing::World;

namespace {

const testing::RuleList kDeposit = {{"AA-01", "org.deposit_required", 50}};
const testing::FactMap kHit = {{"deposit_required", "yes"}};
const double kPoints = -std::log(0.5);

// What of a hit at `node` reaches the bidder main.
double factor_at(const Scored& drawn, std::string_view node) {
  const Contribution* line = drawn.line(drawn.result("bid-main"), "AA-01", node);
  return line == nullptr ? 0 : line->factor;
}

std::string path_at(const Scored& drawn, std::string_view node) {
  const Contribution* line = drawn.line(drawn.result("bid-main"), "AA-01", node);
  return line == nullptr ? "none" : testing::drawn(drawn.world, drawn.world.node("main"), line->path);
}

}  // namespace

TEST_CASE("each kind of link has its own transfer factor") {
  CHECK(factor_at(scored("buyer -> main ~> v", {{"v", kHit}}, kDeposit), "v") == Approx(0.9));
  CHECK(factor_at(scored("buyer -> main -> v", {{"v", kHit}}, kDeposit), "v") == Approx(0.8));
  CHECK(factor_at(scored("buyer -> main => v", {{"v", kHit}}, kDeposit), "v") == Approx(0.6));
  CHECK(factor_at(scored("buyer -> main\nv == main", {{"v", kHit}}, kDeposit), "v") == Approx(0.7));
  const testing::FactMap home = {{"address", "Brīvības iela 1"}, {"city", "Rīga"}, {"country", "LV"}};
  testing::FactMap neighbour = home;
  neighbour.insert_or_assign("deposit_required", "yes");
  CHECK(factor_at(scored("buyer -> main\nbuyer -> v", {{"main", home}, {"v", neighbour}}, kDeposit), "v") == Approx(0.2));
}

TEST_CASE("an owner's hit reaches what it owns, not the other way round") {
  CHECK(factor_at(scored("buyer -> main == daughter", {{"daughter", kHit}}, kDeposit), "daughter") == 0);
}

TEST_CASE("the shipped pack has the factors of the design") {
  const auto rules = lang::load_built_in_rules(testing::vocabulary());
  REQUIRE(rules.ok());
  const std::map<std::string, double> expected = {{"labour_supply", 0.9},   {"agency_workers", 0.9}, {"subcontract", 0.8},
                                                  {"material_supply", 0.6}, {"manufacturing", 0.6},  {"ownership", 0.7},
                                                  {"same_address", 0.2}};
  for (const auto& [kind, factor] : expected) CHECK(rules->pack.transfer.at(kind) == factor);
}

TEST_CASE("factors multiply along a chain, and below 0.05 nothing arrives") {
  const Scored deep = scored("buyer -> main => a => b => c => d => e => f",
                             {{"a", kHit}, {"b", kHit}, {"c", kHit}, {"d", kHit}, {"e", kHit}, {"f", kHit}}, kDeposit);
  CHECK(factor_at(deep, "b") == Approx(0.36));
  CHECK(factor_at(deep, "e") == Approx(0.07776));
  CHECK(deep.line(deep.result("bid-main"), "AA-01", "f") == nullptr);
}

TEST_CASE("a hit so far down leaves the coverage and the range alone too") {
  const Scored deep = scored("buyer -> main => a => b => c => d => e => f",
                             {{"main", {{"deposit_required", "no"}}},
                              {"a", {{"deposit_required", "no"}}},
                              {"b", {{"deposit_required", "no"}}},
                              {"c", {{"deposit_required", "no"}}},
                              {"d", {{"deposit_required", "no"}}},
                              {"e", {{"deposit_required", "no"}}}},
                             kDeposit);
  CHECK(deep.outcome("AA-01", "f") == "unknown");
  CHECK(deep.score("bid-main").coverage == 1);
  CHECK(deep.score("bid-main").high() == 0);
}

TEST_CASE("the largest product over any path is taken, and by that path alone") {
  const Scored diamond = scored(R"(
      buyer -> main ~> a ~> v
                   \=> v
                   \-> b => v
    )",
                                {{"v", kHit}}, kDeposit);
  CHECK(factor_at(diamond, "v") == Approx(0.81));
  CHECK(path_at(diamond, "v") == "main ~> a ~> v");
  CHECK(diamond.result("bid-main").contributions.size() == 4);  // each of the four firms once
  CHECK(diamond.score("bid-main").points == Approx(0.81 * kPoints));
}

TEST_CASE("a fact reached by ten paths counts once") {
  std::string drawing = "buyer -> main";
  for (int i = 0; i < 10; ++i) drawing += "\nmain -> m" + std::to_string(i) + " -> v";
  const Scored many = scored(drawing, {{"v", kHit}}, kDeposit);
  CHECK(many.score("bid-main").points == Approx(0.64 * kPoints));
}

TEST_CASE("a cycle inflates nothing") {
  const Scored straight = scored("buyer -> main -> a -> b", {{"b", kHit}}, kDeposit);
  const Scored ring = scored("buyer -> main -> a -> b -> a\nb -> main\nb -> b", {{"b", kHit}}, kDeposit);
  CHECK(ring.score("bid-main").points == straight.score("bid-main").points);
  CHECK(ring.score("bid-main").possible_points == straight.score("bid-main").possible_points);
  const Scored self = scored("buyer -> main -> main", {{"main", kHit}}, kDeposit);
  CHECK(self.score("bid-main").points == Approx(kPoints));
}

TEST_CASE("a known volume share counts, an unknown one does not lower anything") {
  const auto with = [](const char* first, const char* second) {
    testing::ChainFacts facts = {{"v", kHit}};
    if (*first != '\0') facts["main>a"] = {{"share_percent", first}};
    if (*second != '\0') facts["a>v"] = {{"share_percent", second}};
    return factor_at(scored("buyer -> main -> a -> v", facts, kDeposit), "v");
  };
  CHECK(with("", "") == Approx(0.64));
  CHECK(with("50", "") == Approx(0.32));
  CHECK(with("", "50") == Approx(0.32));
}

TEST_CASE("shares are of the contract: below a link of 50 %, one of 30 % carries 30 %, not 15 %") {
  const auto with = [](const char* first, const char* second, const char* third) {
    return factor_at(scored("buyer -> main ~> a ~> b ~> v",
                            {{"v", kHit},
                             {"main>a", {{"share_percent", first}}},
                             {"a>b", {{"share_percent", second}}},
                             {"b>v", {{"share_percent", third}}}},
                            kDeposit),
                     "v");
  };
  const double transfer = 0.9 * 0.9 * 0.9;
  CHECK(with("50", "30", "30") == Approx(transfer * 0.3));
  CHECK(with("50", "50", "20") == Approx(transfer * 0.2));
  CHECK(with("30", "50", "?") == Approx(transfer * 0.3));
  CHECK(with("30", "50", "40") == Approx(transfer * 0.3));  // no more than 30 % can come through, and no less is said to
}

TEST_CASE("a wide way that is weaker at first can carry more in the end") {
  // To a: by labour with half of the volume (0.45), or as goods with all of it (0.6). Beyond a, only a tenth goes on.
  const Scored drawn =
      scored("buyer -> main ~> a -> v\nmain => a",
             {{"a", kHit}, {"v", kHit}, {"main>a", {{"share_percent", "50"}}}, {"a>v", {{"share_percent", "10"}}}}, kDeposit);
  CHECK(factor_at(drawn, "a") == Approx(0.6));
  CHECK(path_at(drawn, "a") == "main => a");
  CHECK(factor_at(drawn, "v") == Approx(0.9 * 0.8 * 0.1));
  CHECK(path_at(drawn, "v") == "main ~> a -> v");
}

TEST_CASE("every point is one line, and the lines add up to the total exactly") {
  const Scored drawn = scored(R"(
      buyer -> main -> a ~> b
                   \=> c => d
    )",
                              {{"a", kHit}, {"b", kHit}, {"d", kHit}, {"main", {{"recruitment_loan", "yes"}}}},
                              {{"AA-01", "org.deposit_required", 50}, {"AA-02", "org.recruitment_loan", 35, "documents"}});
  const BidResult& bid = drawn.result("bid-main");
  double points = 0, possible = 0;
  for (const Contribution& line : bid.contributions) {
    const Verdict& verdict = drawn.assessment().verdicts[line.verdict];
    CHECK(line.points == verdict.points * line.factor);
    CHECK(line.possible_points == verdict.possible_points * line.factor);
    if (line.counted) points += line.points;
    if (line.counted_possible) possible += line.possible_points;
  }
  CHECK(points == bid.score.points);
  CHECK(possible == bid.score.possible_points);
  double of_chains = 0;
  for (const FlaggedChain& each : bid.chains) of_chains += each.points;
  CHECK(of_chains == Approx(bid.score.points));
}

TEST_CASE("flagged chains are the paths to what fired, ranked by what they contribute") {
  const Scored drawn = scored(R"(
      buyer -> main ~> agency ~> sub
                   \=> mill
    )",
                              {{"sub", kHit}, {"mill", {{"deposit_required", "yes"}, {"recruitment_loan", "yes"}}}},
                              {{"AA-01", "org.deposit_required", 50}, {"AA-02", "org.recruitment_loan", 50, "documents"}});
  const BidResult& bid = drawn.result("bid-main");
  REQUIRE(bid.chains.size() == 2);
  CHECK(testing::drawn(drawn.world, *bid.bidder, bid.chains[0].path) == "main => mill");
  CHECK(bid.chains[0].points == Approx(1.2 * kPoints));
  CHECK(bid.chains[0].contributions.size() == 2);
  CHECK(testing::drawn(drawn.world, *bid.bidder, bid.chains[1].path) == "main ~> agency ~> sub");
  CHECK(bid.chains[1].points == Approx(0.81 * kPoints));
}

TEST_CASE("tiers are bounds while a list above is open") {
  const auto tiers = [](const char* drawing) {
    const Scored drawn = scored(drawing, {{"sub", kHit}}, kDeposit);
    const FlaggedChain& flagged = drawn.result("bid-main").chains.at(0);
    return std::pair(flagged.tier_min, flagged.tier_max);
  };
  CHECK(tiers("buyer -> main [closed] -> a [closed] ~> sub") == std::pair(2, 2));
  CHECK(tiers("buyer -> main [closed] -> a ~> sub") == std::pair(2, 2));  // what else a has is at the second tier too
  CHECK(tiers("buyer -> main -> a [closed] ~> sub") == std::pair(1, 2));
  CHECK(tiers("buyer -> main -> a -> b ~> sub") == std::pair(1, 3));
  CHECK(tiers("buyer -> main [closed] -> a -> b ~> sub") == std::pair(2, 3));
  CHECK(tiers("buyer -> main ~> sub") == std::pair(1, 1));
  CHECK(tiers("buyer -> main\nsub == main") == std::pair(0, 0));
}

TEST_CASE("a statutory or listed hit sets the band's floor, also where the link is too weak to carry points") {
  const auto floored = [](const char* drawing) {
    return scored(drawing, {{"v", kHit}}, {{"AA-01", "org.deposit_required", 50, "work", "organisation", R"("floor": "high")"}});
  };
  const Scored near = floored("buyer -> main => v");
  CHECK(near.score("bid-main").floor == lang::RuleSeverity::high);
  CHECK(near.score("bid-main").band == Band::high);
  const Scored far = floored("buyer -> main => a => b => c => d => e => v");
  CHECK(far.score("bid-main").band == Band::high);
  CHECK(far.score("bid-main").points == 0);
  const BidResult& bid = far.result("bid-main");
  REQUIRE(bid.chains.size() == 1);  // told, with the path, though it carries no points
  CHECK(testing::drawn(far.world, *bid.bidder, bid.chains[0].path) == "main => a => b => c => d => e => v");
  CHECK(bid.chains[0].points == 0);
  CHECK(far.line(bid, "AA-01", "v")->factor < 0.05);
  CHECK_FALSE(far.line(bid, "AA-01", "v")->counted);
}

TEST_CASE("what is unknown sets no floor") {
  const Scored unknown = scored("buyer -> main", {}, {{"AA-01", "org.deposit_required", 50, "work", "organisation", R"("floor": "high")"}});
  CHECK_FALSE(unknown.score("bid-main").floor);
  CHECK(unknown.score("bid-main").band == Band::insufficient);
}

TEST_CASE("a rule about the chain counts at the bidder only, one about a firm wherever it stands") {
  const Scored drawn =
      scored("buyer -> main [closed] -> a [closed] ~> sub [closed]", {{"sub", kHit}},
             {{"AA-01", "org.downstream(4).exists(r, r.node.deposit_required)", 40, "documents"}, {"AA-02", "org.deposit_required", 50}});
  const BidResult& bid = drawn.result("bid-main");
  CHECK(drawn.outcome("AA-01", "a") == "fires");
  CHECK(drawn.line(bid, "AA-01", "main") != nullptr);
  CHECK(drawn.line(bid, "AA-01", "a") == nullptr);
  CHECK(drawn.line(bid, "AA-02", "sub") != nullptr);
}

TEST_CASE("chains of a hundred thousand firms, straight, in a ring or fanned out, end quickly") {
  constexpr int kFirms = 100'000;
  for (const char* shape : {"straight", "ring", "fan"}) {
    INFO(shape);
    RecordList records = {{"contract", "c"}, {"bid", "bid-main", {{"contract", "c"}, {"bidder", "n0"}}}};
    for (int i = 0; i < kFirms; ++i) {
      records.push_back({"organisation", "n" + std::to_string(i), {{"deposit_required", "yes"}}});
      const int parent = shape == std::string("fan") ? 0 : i - 1;
      if (i > 0)
        records.push_back(
            {"supply", "s" + std::to_string(i), {{"parent", "n" + std::to_string(parent)}, {"child", "n" + std::to_string(i)}}});
    }
    if (shape == std::string("ring"))
      records.push_back({"supply", "back", {{"parent", "n" + std::to_string(kFirms - 1)}, {"child", "n0"}}});
    World world = testing::world_of(records);
    auto rules = testing::pack_of({{"AA-01", "org.deposit_required", 50},
                                   {"AA-02", "org.contracting_cycle_size >= 2", 30},
                                   {"AA-03", "org.downstream(6).exists(r, r.node.recruitment_loan)", 30, "documents"}});
    const std::clock_t start = std::clock();
    const Scored drawn = scored(std::move(world), std::move(rules));
    CHECK((std::clock() - start) / CLOCKS_PER_SEC < 30);  // of work, not of waiting; it takes about two
    CHECK(drawn.outcome("AA-02", "n5") == (shape == std::string("ring") ? "fires" : "unknown"));
    CHECK(drawn.score("bid-main").points == Approx(1.8 * kPoints));
  }
}
