// The laws of the score, held on generated worlds (rule_language.md §7). The generator is seeded: every run sees the same worlds.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "engine/assess/what_if.hpp"
#include "engine/base/message_catalogue.hpp"
#include "engine/base/text.hpp"
#include "reports/json/json_report.hpp"
#include "tests/assess/fixture.hpp"

using namespace kede;
using namespace kede::assess;
using testing::RecordList;
using testing::RecordText;
using testing::Scored;

namespace {

constexpr int kRounds = 150;
constexpr double kNothing = 1e-12;
constexpr const char* kFacts[] = {"deposit_required",  "recruitment_loan",   "fee_deducted_from_wages",
                                  "grievance_channel", "is_labour_provider", "suppliers_complete"};
constexpr std::size_t kFirms = 9;

const testing::RuleList kRules = {
    {"AA-01", "org.deposit_required", 40, "work", "organisation", R"("group": "debt")"},
    {"AA-02", "org.recruitment_loan || org.fee_deducted_from_wages", 60, "work", "organisation",
     R"("group": "debt", "only_if": "org.is_labour_provider")"},
    {"AA-03", "!org.grievance_channel", 10, "documents"},
    {"AA-04", "org.deposit_required && org.recruitment_loan", 20, "work", "organisation",
     R"("escalations": [{"when": "org.fee_deducted_from_wages", "severity": "critical", "weight": 70}])"},
    {"AA-05", "org.fee_deducted_from_wages", 30, "work"},
    {"BB-01", "org.downstream(5).exists(r, r.node.recruitment_loan && !r.node.grievance_channel)", 35, "record"},
    {"AA-06", "org.downstream(4).exists(r, r.node.deposit_required)", 45, "work", "organisation", R"("group": "debt")"},
    {"BB-02", "org.downstream(5).exists(r, r.tier <= 2 && r.node.is_labour_provider)", 15, "record"},
    {"BB-03", "org.downstream(5).exists(r, r.via.kind == 'labour_supply' && r.node.deposit_required)", 40, "record"},
    {"CC-01", "!edge.approved", 30, "place", "supply", R"("only_if": "edge.kind != 'transport'")"},
    {"DD-01", "org.deposit_required", 50, "price", "organisation", R"("floor": "high", "only_if": "org.is_labour_provider")"},
    {"EE-01", "org.is_labour_provider", 30, "place", "organisation", R"("prior": true)"}};

std::string patterns() { return testing::pattern("PAT-01", R"({"all": ["AA-01", {"any": ["AA-03", "EE-01"]}]})"); }

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }
  bool once_in(std::size_t count) { return below(count) == 0; }
  std::mt19937& random() { return random_; }

  RecordText supply(std::size_t number) {
    constexpr const char* kinds[] = {"labour_supply", "subcontract", "material_supply", "transport"};
    RecordText record{"supply", "s" + std::to_string(number)};
    record.facts.insert_or_assign("parent", firm());
    record.facts.insert_or_assign("child", firm());
    record.facts.insert_or_assign("kind", kinds[below(4)]);
    if (once_in(3)) record.facts.insert_or_assign("share_percent", std::to_string(5 + below(96)));
    if (once_in(2)) record.facts.insert_or_assign("approved", once_in(2) ? "yes" : "no");
    if (once_in(3)) record.facts.insert_or_assign("bid", "b" + std::to_string(below(3)));
    return record;
  }

  RecordList world() {
    RecordList records = {{"contract", "c"}};
    for (std::size_t i = 0; i < kFirms; ++i) {
      RecordText record{"organisation", "f" + std::to_string(i), {{"name", "f" + std::to_string(i)}}};
      for (const char* fact : kFacts) {
        if (once_in(2)) record.facts.insert_or_assign(fact, once_in(2) ? "yes" : "no");
      }
      records.push_back(std::move(record));
    }
    for (std::size_t i = 0; i < 3; ++i)
      records.push_back({"bid", "b" + std::to_string(i), {{"contract", "c"}, {"bidder", "f" + std::to_string(i)}}});
    for (std::size_t i = 0; i < 3 + below(14); ++i) records.push_back(supply(i));
    for (std::size_t i = 0; i < below(4); ++i)
      records.push_back({"ownership", "o" + std::to_string(i), {{"subject", firm()}, {"owner", firm()}, {"role", "shareholder"}}});
    return records;
  }

 private:
  std::string firm() { return "f" + std::to_string(below(kFirms)); }
  std::mt19937 random_;
};

Scored screened(const RecordList& records, unsigned threads = 1) {
  return testing::scored(testing::world_of(records), testing::pack_of(kRules, patterns()), threads);
}

std::map<std::string, std::string> outcomes(const Scored& drawn) {
  std::map<std::string, std::string> out;
  for (const Verdict& verdict : drawn.assessment().verdicts)
    out[drawn.assessment().rule_of(verdict).id + ' ' + drawn.world.key_of(verdict.subject)] = lang::to_text(verdict.outcome);
  return out;
}

std::string first_difference(const std::string& found, const std::string& expected) {
  const auto left = split(found, '\n');
  const auto right = split(expected, '\n');
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if (left[i] != right[i]) return std::string(left[i]) + " instead of " + std::string(right[i]);
  }
  return left.size() == right.size() ? "" : "more or fewer lines";
}

// The records, but for these firms and what ties anybody to them.
RecordList rest_without(const RecordList& records, const std::set<std::string>& removed) {
  RecordList rest;
  for (const RecordText& record : records) {
    const auto names = [&](const char* field) {
      const auto found = record.facts.find(field);
      return found != record.facts.end() && removed.contains(model::to_text(found->second.as(*testing::vocabulary().find_field(
                                                testing::vocabulary().find_kind(record.kind)->id, field))));
    };
    const bool linked =
        record.kind == "supply" ? names("child") || names("parent") : record.kind == "ownership" && (names("subject") || names("owner"));
    if (!removed.contains(record.key) && !linked) rest.push_back(record);
  }
  return rest;
}

std::vector<std::string> bids() { return {"b0", "b1", "b2"}; }

}  // namespace

TEST_CASE("every score is a range, a coverage and a sum of lines") {
  Generator generate(1);
  for (int round = 0; round < kRounds; ++round) {
    const Scored drawn = screened(generate.world());
    for (const BidResult& bid : drawn.assessment().bids) {
      REQUIRE(bid.score.low() <= bid.score.high());
      REQUIRE(bid.score.coverage >= 0);
      REQUIRE(bid.score.coverage <= 1);
      double points = 0, possible = 0;
      for (const Contribution& line : bid.contributions) {
        points += line.counted ? line.points : 0;
        possible += line.counted_possible ? line.possible_points : 0;
      }
      REQUIRE(points == bid.score.points);
      REQUIRE(possible == bid.score.possible_points);
      const bool green = bid.score.band == Band::nothing_found;
      REQUIRE((!green || (bid.score.coverage >= 0.8 && bid.score.high() < kBandLimits[0])));
    }
  }
}

TEST_CASE("making an unknown fact known flips no verdict and widens no range") {
  Generator generate(2);
  for (int round = 0; round < kRounds; ++round) {
    RecordList records = generate.world();
    const Scored before = screened(records);
    RecordText& told = records[1 + generate.below(records.size() - 1)];
    const char* fact = told.kind == "supply" ? "approved" : kFacts[generate.below(std::size(kFacts))];
    if ((told.kind != "organisation" && told.kind != "supply") || told.facts.contains(fact)) continue;
    told.facts.insert_or_assign(fact, generate.once_in(2) ? "yes" : "no");
    const Scored after = screened(records);
    INFO("round " << round << ": " << told.key << ' ' << fact);
    const auto now = outcomes(after);
    for (const auto& [verdict, outcome] : outcomes(before)) {
      INFO(verdict);
      REQUIRE((outcome == "unknown" || now.at(verdict) == outcome));
    }
    for (const std::string& bid : bids()) {
      REQUIRE(after.score(bid).points >= before.score(bid).points - kNothing);
      REQUIRE(after.score(bid).possible_points <= before.score(bid).possible_points + kNothing);
    }
  }
}

TEST_CASE("adding a link lowers no score, and taking it away raises none") {
  Generator generate(3);
  for (int round = 0; round < kRounds; ++round) {
    RecordList records = generate.world();
    const Scored without = screened(records);
    records.push_back(generate.supply(100));
    const Scored with = screened(records);
    INFO("round " << round);
    for (const std::string& bid : bids()) REQUIRE(with.score(bid).points >= without.score(bid).points - kNothing);
  }
}

TEST_CASE("removing a supplier raises no score") {
  Generator generate(4);
  for (int round = 0; round < kRounds; ++round) {
    const RecordList records = generate.world();
    const std::string removed = "f" + std::to_string(3 + generate.below(kFirms - 3));  // no bidder
    const Scored with = screened(records);
    const Scored without = screened(rest_without(records, {removed}));
    INFO("round " << round << " without " << removed);
    for (const std::string& bid : bids()) REQUIRE(without.score(bid).points <= with.score(bid).points + kNothing);
  }
}

TEST_CASE("a bid without a supplier has no higher score, and the one it would have if the supplier were not in the data") {
  Generator generate(8);
  std::size_t compared = 0;
  for (int round = 0; round < kRounds; ++round) {
    const RecordList records = generate.world();
    const Scored with = screened(records);
    const std::string removed = "f" + std::to_string(3 + generate.below(kFirms - 3));  // no bidder
    for (std::size_t b = 0; b < with.assessment().bids.size(); ++b) {
      const auto found = without_supplier(with.assessment(), b, with.world.node(removed));
      if (!found) continue;
      INFO("round " << round << " without " << removed);
      REQUIRE(found->after.points <= found->before.points + kNothing);
      REQUIRE(found->after.possible_points <= found->before.possible_points + kNothing);
      std::set<std::string> gone;
      for (const NodeId node : found->gone) gone.insert(with.world.key_of(node));
      const Scored without = screened(rest_without(records, gone));
      const std::string bid = with.world.key_of(with.assessment().bids[b].bid);
      REQUIRE(without.score(bid).points == Approx(found->after.points).margin(kNothing));
      ++compared;
    }
  }
  CHECK(compared > 30);
}

TEST_CASE("the order of the input changes nothing") {
  Generator generate(5);
  for (int round = 0; round < kRounds; ++round) {
    RecordList records = generate.world();
    const std::string expected = testing::told(screened(records));
    for (int shuffle = 0; shuffle < 2; ++shuffle) {
      std::shuffle(records.begin(), records.end(), generate.random());
      INFO("round " << round);
      REQUIRE(first_difference(testing::told(screened(records)), expected) == "");
    }
  }
}

TEST_CASE("the number of threads changes no byte of the report") {
  const Result<MessageCatalogue> messages = MessageCatalogue::built_in();
  REQUIRE(messages.ok());
  const auto bytes = [&](const RecordList& records, unsigned threads) {
    const Scored drawn = screened(records, threads);
    const auto files =
        reports::json_report.write(drawn.assessment(), {.language = Language::lv, .messages = &*messages, .diagnostics = {}});
    REQUIRE(files.ok());
    return files->front().bytes;
  };
  Generator generate(7);
  for (int round = 0; round < 3; ++round) {
    const RecordList records = generate.world();
    const std::string expected = bytes(records, 1);
    for (const unsigned threads : {2U, 8U}) REQUIRE(bytes(records, threads) == expected);
  }
}

TEST_CASE("the number of threads changes nothing") {
  Generator generate(6);
  for (int round = 0; round < 30; ++round) {
    const RecordList records = generate.world();
    const std::string expected = testing::told(screened(records, 1));
    for (const unsigned threads : {2U, 8U}) REQUIRE(first_difference(testing::told(screened(records, threads)), expected) == "");
  }
}
