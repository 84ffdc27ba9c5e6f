#include <catch2/catch.hpp>
#include <cmath>

#include "engine/assess/count_points.hpp"
#include "tests/assess/fixture.hpp"

using namespace kede;
using namespace kede::assess;
using testing::Scored;
using testing::scored;

namespace {

double p(double weight) { return -std::log(1 - weight / 100); }

CountedLine line(std::string_view dimension, std::string_view group, std::size_t node, double points, double possible) {
  return {dimension, group, make_id<NodeId>(node), points, possible};
}

// "101": which lines count.
std::string marks(const std::vector<CountedLine>& lines, bool CountedLine::*mark) {
  std::string out;
  for (const CountedLine& each : lines) out += each.*mark ? '1' : '0';
  return out;
}

Score score_of(double low, double high, double coverage) {
  Score score;
  score.points = p(low);
  score.possible_points = p(high);
  score.coverage = coverage;
  return score;
}

}  // namespace

TEST_CASE("a weight is worth -ln(1 - w/100) points, and one rule alone shows its weight") {
  for (const double weight : {5.0, 25.0, 40.0, 60.0, 80.0}) {
    const Scored one = scored("buyer -> main", {{"main", {{"deposit_required", "yes"}}}},
                              {{.id = "AA-01", .when = "org.deposit_required", .weight = weight}});
    CHECK(one.score("bid-main").points == Approx(p(weight)));
    CHECK(one.score("bid-main").low() == Approx(weight));
    CHECK(one.score("bid-main").high() == Approx(weight));
  }
}

TEST_CASE("of one group at one node only the largest line counts") {
  std::vector<CountedLine> lines = {line("a", "g", 1, 0.2, 0.2), line("a", "g", 1, 0.5, 0.5), line("a", "h", 1, 0.1, 0.1)};
  CHECK(count_points(lines).points == Approx(0.6));
  CHECK(marks(lines, &CountedLine::counted) == "011");
}

TEST_CASE("a rule about the chain and the hits of its group further down are one finding: the larger line counts") {
  const auto marked = [](std::vector<double> of_chain, std::vector<double> further_down) {
    std::vector<CountedLine> lines;
    for (const double points : of_chain) {
      lines.push_back(line("a", "g", 0, points, points));
      lines.back().of_chain = true;
    }
    for (const double points : further_down) lines.push_back(line("a", "g", lines.size() + 1, points, points));
    count_points(lines);
    return marks(lines, &CountedLine::counted);
  };
  CHECK(marked({0.5}, {0.3}) == "10");
  CHECK(marked({0.3}, {0.5}) == "01");
  CHECK(marked({0.4}, {0.5, 0.3}) == "011");
  CHECK(marked({0.6}, {0.5, 0.3}) == "101");
  CHECK(marked({0.6}, {}) == "1");
  std::vector<CountedLine> other_group = {line("a", "g", 0, 0.5, 0.5), line("a", "h", 1, 0.3, 0.3)};
  other_group[0].of_chain = true;
  count_points(other_group);
  CHECK(marks(other_group, &CountedLine::counted) == "11");
}

TEST_CASE("of one dimension only the two strongest groups count, over the whole chain") {
  std::vector<CountedLine> lines = {line("a", "g", 1, 0.2, 0.2), line("a", "h", 2, 0.5, 0.5), line("a", "i", 3, 0.3, 0.3),
                                    line("b", "j", 3, 0.1, 0.1)};
  CHECK(count_points(lines).points == Approx(0.9));
  CHECK(marks(lines, &CountedLine::counted) == "0111");
}

TEST_CASE("ten paperwork gaps never outrank one fact about withheld pay") {
  std::vector<CountedLine> paper;
  const std::string gaps = "abcdefghij";
  for (std::size_t i = 0; i < gaps.size(); ++i)
    paper.push_back(line("documents", std::string_view(gaps).substr(i, 1), i % 3, p(15), p(15)));
  std::vector<CountedLine> wages = {line("work", "wages", 1, p(70), p(70))};
  CHECK(count_points(paper).points == Approx(2 * p(15)));
  CHECK(count_points(paper).points < count_points(wages).points);
}

TEST_CASE("what could count is chosen by what is possible, and the sum of it is never below what counts") {
  std::vector<CountedLine> lines = {line("a", "g", 1, 0.5, 0.5), line("a", "g", 1, 0, 0.9), line("a", "h", 1, 0.3, 0.3),
                                    line("a", "i", 1, 0, 0.4)};
  const Sums sums = count_points(lines);
  CHECK(sums.points == Approx(0.8));
  CHECK(sums.possible_points == Approx(1.3));
  CHECK(marks(lines, &CountedLine::counted) == "1010");
  CHECK(marks(lines, &CountedLine::counted_possible) == "0101");
}

TEST_CASE("the worked example of the design comes out of a drawn chain, line by line") {
  const auto only = [](const std::string& name) { return R"("only_if": "org.name == ')" + name + "'\""; };
  const Scored example = scored(R"(
      buyer -> main ~> agency
                   \=> trader => mill
    )",
                                {{"main", {{"deposit_required", "yes"}, {"grievance_channel", "yes"}}},
                                 {"agency", {{"recruitment_loan", "yes"}}},
                                 {"mill", {{"fee_deducted_from_wages", "yes"}}}},
                                {{"TRN-01", "org.deposit_required", 25, "record", "organisation", only("main")},
                                 {"REC-01", "org.recruitment_loan", 40, "work", "organisation", only("agency")},
                                 {"GDS-02", "org.fee_deducted_from_wages", 35, "goods", "organisation", only("mill")},
                                 {"DOC-01", "org.contract_language_ok", 60, "documents", "organisation", only("agency")},
                                 {"CLR-01", "!org.grievance_channel", 45.12, "place", "organisation", only("main")}});
  const BidResult& bid = example.result("bid-main");
  CHECK(testing::counted_lines(example, bid) == std::vector<std::string>{"REC-01 agency: main ~> agency x0.9 = 0.460",
                                                                         "TRN-01 main: main x1 = 0.288",
                                                                         "GDS-02 mill: main => trader => mill x0.36 = 0.155"});
  CHECK(bid.score.points == Approx(0.903).margin(0.0005));
  CHECK(std::round(bid.score.low()) == 59);
  CHECK(bid.score.possible_points - bid.score.points == Approx(0.825).margin(0.0005));
  CHECK(std::round(bid.score.high()) == 82);
  CHECK(std::round(bid.score.coverage * 100) == 65);
  std::vector<double> shares;
  for (const Contribution& each : bid.contributions) shares.push_back(std::round(100 * each.points / bid.score.points));
  CHECK(shares == std::vector<double>{51, 32, 17, 0});
  REQUIRE(bid.questions.size() == 1);
  CHECK(example.world.key_of(bid.questions[0].node) == "agency");
  CHECK(bid.questions[0].gain == Approx(0.825).margin(0.0005));
}

TEST_CASE("two scores that both show 99 are still ordered") {
  const testing::RuleList rules = {{"AA-01", "org.deposit_required", 80, "work"},
                                   {"AA-02", "org.recruitment_loan", 80, "documents"},
                                   {"AA-03", "org.fee_deducted_from_wages", 80, "goods"},
                                   {"AA-04", "!org.grievance_channel", 10, "price"}};
  const testing::FactMap worst = {
      {"deposit_required", "yes"}, {"recruitment_loan", "yes"}, {"fee_deducted_from_wages", "yes"}, {"grievance_channel", "no"}};
  testing::FactMap bad = worst;
  bad.insert_or_assign("grievance_channel", "yes");
  const Scored both = scored("buyer -> one\nbuyer -> two", {{"one", bad}, {"two", worst}}, rules);
  CHECK(std::floor(both.score("bid-one").low()) == 99);
  CHECK(std::floor(both.score("bid-two").low()) == 99);
  CHECK(both.score("bid-one").points < both.score("bid-two").points);
  CHECK(both.result("bid-two").rank == 1);
  CHECK(both.result("bid-one").rank == 2);
  const ContractResult& contract = both.assessment().contracts.at(0);
  CHECK(both.assessment().bids[contract.bids[0]].bid == both.world.entity("bid-two"));
}

TEST_CASE("bids with equal points share a rank") {
  const Scored three = scored("buyer -> one\nbuyer -> two\nbuyer -> three", {{"two", {{"deposit_required", "yes"}}}},
                              {{"AA-01", "org.deposit_required", 40}});
  CHECK(three.result("bid-two").rank == 1);
  CHECK(three.result("bid-one").rank == 2);
  CHECK(three.result("bid-three").rank == 2);
}

TEST_CASE("equal chains share a rank, whatever the order of their links") {
  const testing::FactMap hit = {{"deposit_required", "yes"}};
  const Scored two =
      scored("buyer -> one ~> a -> b => c\nbuyer -> two => d -> e ~> f", {{"c", hit}, {"f", hit}}, {{"AA-01", "org.deposit_required", 40}});
  CHECK(two.score("bid-one").points == Approx(two.score("bid-two").points));
  CHECK(two.result("bid-one").rank == 1);
  CHECK(two.result("bid-two").rank == 1);
}

TEST_CASE("the band follows the headline score") {
  CHECK(band_of(score_of(4.9, 4.9, 1)) == Band::nothing_found);
  CHECK(band_of(score_of(5, 5, 1)) == Band::low);
  CHECK(band_of(score_of(15, 95, 0.1)) == Band::medium);
  CHECK(band_of(score_of(35, 95, 0.1)) == Band::high);
  Score at_limit = score_of(15, 95, 1);
  at_limit.points -= 1e-15;  // as the order of a sum may leave it
  CHECK(band_of(at_limit) == Band::medium);
  CHECK(band_of(score_of(65, 95, 0.1)) == Band::critical);
}

TEST_CASE("no green label on thin data, and no low one") {
  CHECK(band_of(score_of(0, 0, 0.8)) == Band::nothing_found);
  CHECK(band_of(score_of(0, 0, 0.79)) == Band::insufficient);
  CHECK(band_of(score_of(0, 5, 0.99)) == Band::insufficient);
  CHECK(band_of(score_of(0, 0, 0)) == Band::insufficient);
  CHECK(band_of(score_of(10, 14, 0.8)) == Band::low);
  CHECK(band_of(score_of(10, 14, 0.79)) == Band::insufficient);
  CHECK(band_of(score_of(10, 15, 0.99)) == Band::insufficient);
}

TEST_CASE("a pattern raises the class by one, never more; being made of flags, it raises low at least") {
  const auto raised = [](double low, double coverage) {
    Score score = score_of(low, low, coverage);
    score.patterns = {"PAT-01", "PAT-02"};
    return band_of(score);
  };
  CHECK(raised(1, 1) == Band::medium);
  CHECK(raised(1, 0) == Band::medium);
  CHECK(raised(10, 1) == Band::medium);
  CHECK(raised(10, 0) == Band::medium);
  CHECK(raised(20, 1) == Band::high);
  CHECK(raised(40, 1) == Band::critical);
  CHECK(raised(70, 1) == Band::critical);
}

TEST_CASE("a floor holds whatever the total, and never lowers") {
  Score score = score_of(1, 1, 0.1);
  score.floor = lang::RuleSeverity::high;
  CHECK(band_of(score) == Band::high);
  score = score_of(80, 80, 1);
  score.floor = lang::RuleSeverity::medium;
  CHECK(band_of(score) == Band::critical);
}

TEST_CASE("a bid without anything that could be decided is grey") {
  const Scored bare =
      scored("buyer -> main", {}, {{"AA-01", "org.deposit_required", 40, "work", "organisation", R"("only_if": "org.name == 'x'")"}});
  CHECK(bare.outcome("AA-01", "main") == "not_applicable");
  CHECK(bare.score("bid-main").coverage == 0);
  CHECK(bare.score("bid-main").band == Band::insufficient);
}
