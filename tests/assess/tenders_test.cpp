#include <catch2/catch.hpp>
#include <cmath>

#include "tests/assess/fixture.hpp"

using namespace kede;
using namespace kede::assess;
using testing::FactMap;
using testing::RecordList;
using testing::Scored;
using testing::scored;

namespace {

const testing::RuleList kDeposit = {{"AA-01", "org.deposit_required", 50}};
const double kPoints = -std::log(0.5);

RecordList operator+(RecordList left, const RecordList& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

testing::RecordText bad(const char* key) { return {"organisation", key, {{"name", key}, {"deposit_required", "yes"}}}; }
testing::RecordText firm(const char* key) { return {"organisation", key, {{"name", key}}}; }

const RecordList kTwoLots = {{"contract", "c"}, {"lot", "l1", {{"contract", "c"}}}, {"lot", "l2", {{"contract", "c"}}}};

}  // namespace

TEST_CASE("a subcontractor of one lot does not burden the same bidder's bid for another") {
  const RecordList base = kTwoLots + RecordList{firm("main"),
                                                bad("sub"),
                                                {"bid", "b1", {{"contract", "c"}, {"lot", "l1"}, {"bidder", "main"}}},
                                                {"bid", "b2", {{"contract", "c"}, {"lot", "l2"}, {"bidder", "main"}}}};
  for (const FactMap& link : {FactMap{{"lot", "l1"}}, FactMap{{"bid", "b1"}}, FactMap{{"lot", "l1"}, {"bid", "b1"}}}) {
    FactMap facts = link;
    facts.insert_or_assign("parent", "main");
    facts.insert_or_assign("child", "sub");
    const Scored drawn = scored(base + RecordList{{"supply", "s", facts}}, kDeposit);
    CHECK(drawn.score("b1").points == Approx(0.8 * kPoints));
    CHECK(drawn.score("b2").points == 0);
  }
  const Scored both = scored(base + RecordList{{"supply", "s", {{"parent", "main"}, {"child", "sub"}, {"contract", "c"}}}}, kDeposit);
  CHECK(both.score("b1").points == both.score("b2").points);
  CHECK(both.score("b1").points > 0);
}

TEST_CASE("bids are ranked within their lot") {
  const Scored drawn = scored(kTwoLots + RecordList{firm("x"),
                                                    bad("y"),
                                                    bad("z"),
                                                    {"bid", "b1", {{"contract", "c"}, {"lot", "l1"}, {"bidder", "x"}}},
                                                    {"bid", "b2", {{"contract", "c"}, {"lot", "l1"}, {"bidder", "y"}}},
                                                    {"bid", "b3", {{"lot", "l2"}, {"bidder", "z"}}}},
                              kDeposit);
  CHECK(drawn.result("b2").rank == 1);
  CHECK(drawn.result("b1").rank == 2);
  CHECK(drawn.result("b3").rank == 1);
  CHECK(drawn.result("b3").contract == drawn.world.entity("c"));  // through its lot
  CHECK(drawn.assessment().contracts.at(0).bids.size() == 3);
}

TEST_CASE("goods of one lot do not burden bids for another") {
  const testing::RuleList rules = {{"AA-01", "good.origin_country == 'LT'", 50, "goods", "good"}};
  const RecordList base = kTwoLots + RecordList{firm("main"),
                                                {"bid", "b1", {{"contract", "c"}, {"lot", "l1"}, {"bidder", "main"}}},
                                                {"bid", "b2", {{"contract", "c"}, {"lot", "l2"}, {"bidder", "main"}}}};
  const auto goods = [](FactMap facts) {
    facts.insert_or_assign("origin_country", "LT");
    return RecordList{{"good", "g", facts}};
  };
  const Scored by_bid = scored(base + goods({{"bid", "b1"}}), rules);
  CHECK(by_bid.score("b1").points == Approx(kPoints));
  CHECK(by_bid.score("b2").points == 0);
  const Scored by_lot = scored(base + goods({{"lot", "l1"}, {"supplier", "main"}}), rules);
  CHECK(by_lot.score("b1").points == Approx(kPoints));
  CHECK(by_lot.score("b2").points == 0);
}

TEST_CASE("what a member of a consortium does reaches the bid whole, also rules about its chain") {
  const testing::RuleList rules = {{"AA-01", "org.deposit_required", 50},
                                   {"AA-02", "org.downstream(4).exists(r, r.node.recruitment_loan)", 40, "documents"}};
  const Scored drawn = scored({{"contract", "c"},
                               firm("lead"),
                               bad("member"),
                               {"organisation", "sub", {{"name", "sub"}, {"recruitment_loan", "yes"}}},
                               {"bid", "b", {{"contract", "c"}, {"bidder", "lead"}, {"members", "[lead, member]"}}},
                               {"supply", "s", {{"parent", "member"}, {"child", "sub"}, {"bid", "b"}}}},
                              rules);
  const BidResult& bid = drawn.result("b");
  REQUIRE(drawn.line(bid, "AA-01", "member") != nullptr);
  CHECK(drawn.line(bid, "AA-01", "member")->factor == 1);
  REQUIRE(drawn.line(bid, "AA-02", "member") != nullptr);
  CHECK(drawn.line(bid, "AA-02", "member")->factor == 1);
  CHECK(drawn.line(bid, "AA-02", "sub") == nullptr);
  CHECK(drawn.assessment().bids.size() == 1);
}

TEST_CASE("a consortium that names no lead is seen from its first member") {
  const Scored drawn =
      scored({{"contract", "c"}, firm("one"), bad("two"), {"bid", "b", {{"contract", "c"}, {"members", "[one, two]"}}}}, kDeposit);
  CHECK(drawn.result("b").bidder == drawn.world.node("one"));
  CHECK(drawn.score("b").points == Approx(kPoints));
}

TEST_CASE("members of a consortium are joined for their own bid only") {
  const Scored drawn = scored({{"contract", "c"},
                               firm("lead"),
                               bad("member"),
                               {"bid", "together", {{"contract", "c"}, {"bidder", "lead"}, {"members", "[lead, member]"}}},
                               {"bid", "alone", {{"contract", "c"}, {"bidder", "lead"}}}},
                              kDeposit);
  CHECK(drawn.score("together").points == Approx(kPoints));
  CHECK(drawn.score("alone").points == 0);
}

TEST_CASE("a firm that bids and is a rival's subcontractor counts in both, each time with its own chain") {
  const Scored drawn = scored({{"contract", "c"},
                               firm("one"),
                               firm("two"),
                               bad("three"),
                               {"organisation", "four", {{"name", "four"}, {"recruitment_loan", "yes"}}},
                               {"bid", "b1", {{"contract", "c"}, {"bidder", "one"}}},
                               {"bid", "b2", {{"contract", "c"}, {"bidder", "two"}}},
                               {"supply", "s1", {{"parent", "one"}, {"child", "two"}, {"bid", "b1"}}},
                               {"supply", "s2", {{"parent", "two"}, {"child", "three"}, {"bid", "b2"}}},
                               {"supply", "s3", {{"parent", "two"}, {"child", "four"}, {"bid", "b1"}, {"kind", "labour_supply"}}}},
                              {{"AA-01", "org.deposit_required", 50}, {"AA-02", "org.recruitment_loan", 50, "documents"}});
  CHECK(drawn.line(drawn.result("b2"), "AA-01", "three") != nullptr);
  CHECK(drawn.line(drawn.result("b1"), "AA-01", "three") == nullptr);
  CHECK(drawn.line(drawn.result("b1"), "AA-02", "four")->factor == Approx(0.72));
  CHECK(drawn.line(drawn.result("b2"), "AA-02", "four") == nullptr);
}

TEST_CASE("an award that no bid explains is a root, one for each supplier of a joint award") {
  const Scored drawn = scored({{"contract", "c"},
                               firm("one"),
                               bad("two"),
                               bad("sub"),
                               {"award", "w", {{"contract", "c"}, {"suppliers", "[one, two]"}, {"status", "active"}}},
                               {"supply", "s", {{"parent", "one"}, {"child", "sub"}, {"award", "w"}}}},
                              kDeposit);
  CHECK(drawn.assessment().bids.size() == 2);
  CHECK(drawn.result("w", "one").is_award);
  CHECK(drawn.result("w", "one").rank == 0);
  CHECK(drawn.result("w", "one").score.points == Approx(0.8 * kPoints));
  CHECK(drawn.result("w", "two").score.points == Approx(kPoints));
}

TEST_CASE("a supplier that an award names twice is one root") {
  const Scored drawn = scored({{"contract", "c"},
                               {"organisation", "one", {{"vat_number", "LV40003009618"}}},
                               {"organisation", "again", {{"vat_number", "LV40003009618"}}},
                               {"award", "w", {{"contract", "c"}, {"suppliers", "[one, again]"}}}},
                              kDeposit);
  CHECK(drawn.assessment().bids.size() == 1);
}

TEST_CASE("an award is explained by a bid of its own lot only") {
  const RecordList base = kTwoLots + RecordList{firm("one"), {"bid", "b1", {{"contract", "c"}, {"lot", "l1"}, {"bidder", "one"}}}};
  const auto roots = [&](FactMap award) {
    award.insert_or_assign("contract", "c");
    award.insert_or_assign("suppliers", "[one]");
    return scored(base + RecordList{{"award", "w", award}}, kDeposit).assessment().bids.size();
  };
  CHECK(roots({{"lot", "l1"}}) == 1);
  CHECK(roots({}) == 1);
  CHECK(roots({{"lot", "l2"}}) == 2);
  CHECK(roots({{"lot", "l2"}, {"bid", "b1"}}) == 1);
  CHECK(roots({{"lot", "l2"}, {"status", "cancelled"}}) == 1);
}

TEST_CASE("awards of two lots keep their subcontractors apart") {
  const Scored drawn = scored(kTwoLots + RecordList{firm("one"),
                                                    bad("sub"),
                                                    {"award", "w1", {{"contract", "c"}, {"lot", "l1"}, {"suppliers", "[one]"}}},
                                                    {"award", "w2", {{"contract", "c"}, {"lot", "l2"}, {"suppliers", "[one]"}}},
                                                    {"supply", "s", {{"parent", "one"}, {"child", "sub"}, {"award", "w1"}}}},
                              kDeposit);
  CHECK(drawn.score("w1").points > 0);
  CHECK(drawn.score("w2").points == 0);
}

TEST_CASE("a rule about an award counts at the award") {
  const Scored drawn =
      scored({{"contract", "c"}, firm("one"), {"award", "w", {{"contract", "c"}, {"suppliers", "[one]"}, {"has_subcontracting", "yes"}}}},
             {{"AA-01", "award.has_subcontracting", 30, "work", "award"}});
  CHECK(drawn.score("w").low() == Approx(30));
}

TEST_CASE("links of another contract are not followed, links of none are") {
  const RecordList base = {
      {"contract", "c"}, {"contract", "other"}, firm("main"), bad("sub"), {"bid", "b", {{"contract", "c"}, {"bidder", "main"}}}};
  const auto points = [&](FactMap facts) {
    facts.insert_or_assign("parent", "main");
    facts.insert_or_assign("child", "sub");
    return scored(base + RecordList{{"supply", "s", facts}}, kDeposit).score("b").points;
  };
  CHECK(points({{"contract", "other"}}) == 0);
  CHECK(points({{"contract", "c"}}) == Approx(0.8 * kPoints));
  CHECK(points({}) == Approx(0.8 * kPoints));
}

TEST_CASE("a bid without a named bidder stays, grey") {
  const Scored drawn = scored(
      {{"contract", "c"}, {"bid", "b", {{"contract", "c"}}}, {"bid", "invited", {{"contract", "c"}, {"status", "invited"}}}}, kDeposit);
  CHECK(drawn.assessment().bids.size() == 1);
  CHECK(drawn.score("b").band == Band::insufficient);
  CHECK(drawn.result("b").rank == 1);
}

TEST_CASE("a prior is context: it adds no points, no coverage and no question, and ranks nobody") {
  const testing::RuleList rules = {{"AA-01", "org.deposit_required", 50},
                                   {"BB-01", "contract.labour_share >= percent(60)", 60, "place", "contract", R"("prior": true)"},
                                   {"BB-02", "bid.price_book_used", 60, "price", "bid", R"("prior": true)"}};
  const Scored drawn = scored({{"contract", "c", {{"labour_share", "70"}}},
                               {"organisation", "one", {{"name", "one"}, {"deposit_required", "no"}}},
                               {"organisation", "two", {{"name", "two"}, {"deposit_required", "no"}}},
                               {"bid", "b1", {{"contract", "c"}, {"bidder", "one"}, {"price_book_used", "yes"}}},
                               {"bid", "b2", {{"contract", "c"}, {"bidder", "two"}}}},
                              rules);
  for (const char* bid : {"b1", "b2"}) {
    CHECK(drawn.score(bid).high() == 0);
    CHECK(drawn.score(bid).coverage == 1);
    CHECK(drawn.score(bid).band == Band::nothing_found);
    CHECK(drawn.result(bid).rank == 1);
    CHECK(drawn.result(bid).questions.empty());
    CHECK(drawn.result(bid).context.size() == 2);
  }
  CHECK(drawn.assessment().contracts.at(0).context.size() == 1);
}

TEST_CASE("a compound pattern raises the class by one") {
  const testing::RuleList rules = {{"AA-01", "org.deposit_required", 20},
                                   {"AA-02", "org.recruitment_loan", 10, "documents"},
                                   {"AA-03", "org.fee_deducted_from_wages", 10, "place"}};
  const std::string pattern = testing::pattern("PAT-01", R"({"all": ["AA-01", {"any": ["AA-02", "AA-03"]}]})");
  const auto score = [&](const FactMap& main, const FactMap& sub) {
    return scored("buyer -> main -> sub", {{"main", main}, {"sub", sub}}, rules, pattern).score("bid-main");
  };
  CHECK(score({{"deposit_required", "yes"}}, {}).band == Band::medium);
  CHECK(score({{"deposit_required", "yes"}}, {}).patterns.empty());
  const Score raised = score({{"deposit_required", "yes"}}, {{"fee_deducted_from_wages", "yes"}});
  CHECK(raised.band == Band::high);
  CHECK(raised.patterns == std::vector<std::string>{"PAT-01"});
  CHECK(raised.low() < 65);
}
