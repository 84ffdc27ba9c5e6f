// What is proposed for a lot: in proportion, complete, and no more than needed.
#include "engine/assess/remedy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <set>

#include "engine/base/resources.hpp"
#include "engine/lang/condition.hpp"
#include "engine/lang/rule_loader.hpp"
#include "tests/assess/fixture.hpp"

using namespace kede;
using namespace kede::assess;
using testing::RecordList;
using testing::Scored;

namespace {

std::string requirement(std::string_view id, std::string_view phase, std::string_view when) {
  const std::string text = R"({"en": "t", "lv": "t"})";
  return fmt::format(R"({{"id": "{}", "phase": "{}", "text": {}, "legal_basis": {}, "proportionality": {}, "proportionate_when": {},
                         "evidence": {}, "indicators": []}})",
                     id, phase, text, text, text, when, text);
}

std::string catalogue(const std::vector<std::string>& requirements) {
  return fmt::format(R"({{"kede_requirements": 1, "notes": {{"en": "n", "lv": "n"}},
    "phases": [{{"id": "before", "label": {{"en": "b", "lv": "b"}}}}, {{"id": "after", "label": {{"en": "a", "lv": "a"}}}}],
    "requirements": [{}]}})",
                     fmt::join(requirements, ","));
}

// AA-01 fires or is open by deposit_required, AA-02 by recruitment_loan, AA-03 by fee_deducted_from_wages.
Scored drawn(const RecordList& records, const std::vector<std::string>& requirements) {
  const std::string json = catalogue(requirements);
  const auto answered_by = [&](const std::vector<std::string>& ids) {
    std::vector<std::string> there;
    for (const std::string& id : ids) {
      if (json.find(id) != std::string::npos) there.push_back('"' + id + '"');
    }
    return fmt::format(R"("requirements": [{}])", fmt::join(there, ","));
  };
  const testing::RuleList rules = {
      {"AA-01", "org.deposit_required", 50, "work", "organisation", answered_by({"REQ-AAA-01", "REQ-AAA-02", "REQ-BBB-01"})},
      {"AA-02", "org.recruitment_loan", 50, "work", "organisation", answered_by({"REQ-AAA-01", "REQ-AAA-03"})},
      {"AA-03", "org.fee_deducted_from_wages", 50, "work", "organisation", answered_by({"REQ-AAA-03"})}};
  return testing::scored(testing::world_of(records), testing::pack_of(rules, {}, json));
}

RecordList tender(const testing::FactMap& contract, const testing::FactMap& firm) {
  RecordList out = {{"contract", "c", contract}, {"organisation", "main", firm}, {"bid", "b", {{"contract", "c"}, {"bidder", "main"}}}};
  return out;
}

Remedy only(const Scored& scored) {
  auto places = all_places(scored.assessment());
  REQUIRE(places.size() == 1);
  return remedy_for(scored.assessment(), std::move(places.front()));
}

std::string id_of(const Scored& scored, std::uint32_t requirement) { return scored.rules->catalogue.requirements[requirement].id; }

// "before: REQ-AAA-01 < AA-01 ?AA-02 (1 to check)", one line for each proposal; "-" before what is left out; "!" before what nothing
// answers.
std::string shown(const Scored& scored, const Remedy& remedy) {
  std::string out;
  const auto answers = [&](const std::vector<std::uint32_t>& flags) {
    std::string text = " <";
    for (const std::uint32_t f : flags) text += (remedy.flags[f].is_flag() ? " " : " ?") + scored.rules->rules[remedy.flags[f].rule].id;
    return text;
  };
  for (const PhaseRemedy& phase : remedy.phases) {
    for (const Proposal& each : phase.proposals) {
      out += scored.rules->catalogue.phases[phase.phase].id + ": " + id_of(scored, each.requirement) + answers(each.answers);
      if (!each.to_check.empty()) out += fmt::format(" ({} to check)", each.to_check.size());
      out += '\n';
    }
  }
  for (const LeftOut& each : remedy.left_out) out += "- " + id_of(scored, each.requirement) + answers(each.answers) + '\n';
  for (const std::uint32_t f : remedy.unanswered) out += "! " + scored.rules->rules[remedy.flags[f].rule].id + '\n';
  return out;
}

std::string shown(const Scored& scored) { return shown(scored, only(scored)); }

const std::string kSmall = R"x("contract.value >= money(42000, 'EUR')")x";
const std::string kAlways = R"("always")";

}  // namespace

TEST_CASE("one requirement that answers two flags is better than two, flags are shown before open questions") {
  const std::vector<std::string> all = {requirement("REQ-AAA-01", "before", kAlways), requirement("REQ-AAA-02", "before", kAlways),
                                        requirement("REQ-AAA-03", "before", kAlways), requirement("REQ-BBB-01", "after", kAlways)};
  CHECK(shown(drawn(tender({}, {{"deposit_required", "yes"}, {"recruitment_loan", "?"}, {"fee_deducted_from_wages", "no"}}), all)) ==
        "before: REQ-AAA-01 < AA-01 ?AA-02\nafter: REQ-BBB-01 < AA-01\n");
  CHECK(shown(drawn(tender({}, {{"deposit_required", "?"}, {"recruitment_loan", "?"}, {"fee_deducted_from_wages", "yes"}}), all)) ==
        "before: REQ-AAA-01 < ?AA-01 ?AA-02\nbefore: REQ-AAA-03 < AA-03 ?AA-02\nafter: REQ-BBB-01 < ?AA-01\n");
  CHECK(shown(drawn(tender({}, {{"deposit_required", "no"}, {"recruitment_loan", "no"}, {"fee_deducted_from_wages", "no"}}), all)).empty());
}

TEST_CASE("what is out of proportion is not proposed, what is not known to be in proportion is marked") {
  const std::vector<std::string> all = {requirement("REQ-AAA-01", "before", kSmall), requirement("REQ-AAA-02", "before", kAlways),
                                        requirement("REQ-AAA-03", "before", kSmall)};
  const testing::FactMap firm = {{"deposit_required", "yes"}, {"recruitment_loan", "yes"}, {"fee_deducted_from_wages", "no"}};
  CHECK(shown(drawn(tender({{"value", "50000 EUR"}}, firm), all)) == "before: REQ-AAA-01 < AA-01 AA-02\n");
  CHECK(shown(drawn(tender({{"value", "41999.99 EUR"}}, firm), all)) ==
        "before: REQ-AAA-02 < AA-01\n- REQ-AAA-01 < AA-01 AA-02\n- REQ-AAA-03 < AA-02\n! AA-02\n");
  CHECK(shown(drawn(tender({}, firm), all)) == "before: REQ-AAA-01 < AA-01 AA-02 (1 to check)\n");
  // Equally many: the sure one.
  const testing::FactMap deposit = {{"deposit_required", "yes"}, {"recruitment_loan", "no"}, {"fee_deducted_from_wages", "no"}};
  CHECK(shown(drawn(tender({}, deposit), all)) == "before: REQ-AAA-02 < AA-01\n");
}

TEST_CASE("the conditions to check are those that are unknown, the reasons those that do not hold") {
  const std::string when = R"x({"any": [{"all": ["contract.onsite", "contract.framework"]}, {"none": ["contract.social_clause"]}]})x";
  const std::vector<std::string> all = {requirement("REQ-AAA-03", "before", when)};
  const testing::FactMap firm = {{"deposit_required", "no"}, {"recruitment_loan", "no"}, {"fee_deducted_from_wages", "yes"}};
  const Scored open = drawn(tender({{"onsite", "yes"}, {"social_clause", "yes"}}, firm), all);
  const Remedy asked = only(open);
  const Conditions& to_check = asked.phases.at(0).proposals.at(0).to_check;
  REQUIRE(to_check.size() == 1);
  CHECK(to_check[0]->expression.text() == "contract.framework");
  const Scored closed = drawn(tender({{"onsite", "yes"}, {"framework", "no"}, {"social_clause", "yes"}}, firm), all);
  const Remedy refused = only(closed);
  CHECK(refused.phases.empty());
  const Conditions& because = refused.left_out.at(0).because;
  REQUIRE(because.size() == 2);
  CHECK(because[0]->expression.text() == "contract.framework");
  CHECK(because[1]->expression.text() == "contract.social_clause");
}

TEST_CASE("each lot is answered for itself") {
  const std::string when = R"x("(known(lot) ? lot.value : contract.value) >= money(42000, 'EUR')")x";
  const std::vector<std::string> all = {requirement("REQ-AAA-01", "before", when)};
  const RecordList records = {{"contract", "c", {{"value", "100000 EUR"}}},
                              {"lot", "l1", {{"contract", "c"}, {"value", "90000 EUR"}}},
                              {"lot", "l2", {{"contract", "c"}, {"value", "10000 EUR"}}},
                              {"organisation", "main", {{"deposit_required", "yes"}, {"recruitment_loan", "no"}}},
                              {"organisation", "other", {{"deposit_required", "no"}, {"recruitment_loan", "yes"}}},
                              {"bid", "b1", {{"contract", "c"}, {"lot", "l1"}, {"bidder", "main"}}},
                              {"bid", "b2", {{"contract", "c"}, {"lot", "l2"}, {"bidder", "main"}}},
                              {"bid", "b3", {{"contract", "c"}, {"lot", "l1"}, {"bidder", "other"}}}};
  const Scored scored = drawn(records, all);
  auto places = all_places(scored.assessment());
  REQUIRE(places.size() == 2);
  CHECK(places[0].bids.size() == 2);
  CHECK(shown(scored, remedy_for(scored.assessment(), places[0])) == "before: REQ-AAA-01 < AA-01 AA-02\n! AA-03\n");
  CHECK(shown(scored, remedy_for(scored.assessment(), places[1])) == "- REQ-AAA-01 < AA-01\n! AA-01\n! AA-03\n");
}

TEST_CASE("a high risk is known, excluded, or open as long as questions are") {
  const std::vector<std::string> all = {requirement("REQ-AAA-03", "before", R"("risk >= 35.0")")};
  const auto with = [&](const char* deposit, const char* fee) {
    return shown(drawn(tender({}, {{"deposit_required", deposit}, {"recruitment_loan", "no"}, {"fee_deducted_from_wages", fee}}), all));
  };
  CHECK(with("yes", "yes") == "before: REQ-AAA-03 < AA-03\n! AA-01\n");
  CHECK(with("no", "?") == "before: REQ-AAA-03 < ?AA-03 (1 to check)\n");
  CHECK(with("yes", "?") == "before: REQ-AAA-03 < ?AA-03\n! AA-01\n");
  const std::vector<std::string> never = {requirement("REQ-AAA-03", "before", R"("risk >= 99.0")")};
  CHECK(shown(drawn(tender({}, {{"deposit_required", "no"}, {"recruitment_loan", "no"}, {"fee_deducted_from_wages", "yes"}}), never)) ==
        "- REQ-AAA-03 < AA-03\n! AA-03\n");
}

TEST_CASE("a procurement without bids is answered by its lots, bids without a procurement by themselves") {
  const std::vector<std::string> all = {requirement("REQ-AAA-01", "before", kAlways)};
  const RecordList lots = {{"contract", "c"}, {"lot", "l1", {{"contract", "c"}}}, {"lot", "l2", {{"contract", "c"}}}};
  CHECK(all_places(drawn(lots, all).assessment()).size() == 2);
  const Scored loose = drawn({{"organisation", "main", {{"deposit_required", "yes"}}}, {"bid", "b", {{"bidder", "main"}}}}, all);
  CHECK(shown(loose).starts_with("before: REQ-AAA-01 < AA-01"));
}

TEST_CASE("over the shipped rules: in proportion, honest about what it answers, and smallest in each phase") {
  const auto tables = lang::load_built_in_tables();
  REQUIRE(tables.ok());
  auto loaded = lang::load_built_in_rules(testing::vocabulary());
  REQUIRE(loaded.ok());
  const auto firm = [](const char* key, const testing::FactMap& facts) { return testing::RecordText{"organisation", key, facts}; };
  for (const char* value : {"9000 EUR", "30000 EUR", "500000 EUR", "?"}) {
    const RecordList records = {{"contract", "c", {{"estimated_value", value}, {"main_category", "services"}, {"cpv_main", "90911200"}}},
                                firm("main", {{"deposit_required", "yes"}, {"employees", "3"}, {"suppliers_complete", "no"}}),
                                firm("agency", {{"licence_employment_agency", "none"}, {"is_labour_provider", "yes"}}),
                                {"bid", "b", {{"contract", "c"}, {"bidder", "main"}, {"amount", "100000 EUR"}}},
                                {"supply", "s", {{"parent", "main"}, {"child", "agency"}, {"contract", "c"}, {"kind", "labour_supply"}}}};
    const Scored scored = testing::scored(testing::world_of(records), std::make_unique<const lang::RulePack>(loaded->pack));
    const Remedy remedy = only(scored);
    const auto& catalogue = scored.rules->catalogue;
    INFO(value);
    CHECK(std::any_of(remedy.flags.begin(), remedy.flags.end(), [](const RemedyFlag& flag) { return flag.is_flag(); }));
    std::set<std::uint32_t> refused;
    for (const LeftOut& left : remedy.left_out) {
      refused.insert(left.requirement);
      CHECK_FALSE(left.because.empty());
    }
    std::set<std::string> ids;
    std::set<std::uint32_t> answered;
    for (const PhaseRemedy& phase : remedy.phases) {
      std::set<std::uint32_t> wanted;
      std::vector<std::set<std::uint32_t>> candidates;
      for (std::uint32_t r = 0; r < catalogue.requirements.size(); ++r) {
        if (catalogue.requirements[r].phase != catalogue.phases[phase.phase].id || refused.contains(r)) continue;
        std::set<std::uint32_t> own;
        for (std::uint32_t f = 0; f < remedy.flags.size(); ++f) {
          const auto& named = scored.rules->rules[remedy.flags[f].rule].requirements;
          if (std::find(named.begin(), named.end(), catalogue.requirements[r].id) != named.end()) own.insert(f);
        }
        wanted.insert(own.begin(), own.end());
        candidates.push_back(std::move(own));
      }
      std::set<std::uint32_t> held;
      for (const Proposal& each : phase.proposals) {
        CHECK(ids.insert(catalogue.requirements[each.requirement].id).second);
        CHECK_FALSE(refused.contains(each.requirement));
        held.insert(each.answers.begin(), each.answers.end());
      }
      CHECK(held == wanted);
      answered.insert(held.begin(), held.end());
      REQUIRE(candidates.size() < 14);
      for (std::uint32_t choice = 0; choice < (1U << candidates.size()); ++choice) {
        std::set<std::uint32_t> covered;
        for (std::size_t c = 0; c < candidates.size(); ++c) {
          if ((choice >> c & 1U) != 0) covered.insert(candidates[c].begin(), candidates[c].end());
        }
        if (covered == wanted) REQUIRE(static_cast<std::size_t>(std::popcount(choice)) >= phase.proposals.size());
      }
    }
    for (std::uint32_t f = 0; f < remedy.flags.size(); ++f)
      CHECK(answered.contains(f) != (std::find(remedy.unanswered.begin(), remedy.unanswered.end(), f) != remedy.unanswered.end()));
    const bool is_small = std::string_view(value) == "9000 EUR" || std::string_view(value) == "30000 EUR";
    const auto refuses = [&](const char* id) {
      return refused.contains(static_cast<std::uint32_t>(catalogue.find(id) - catalogue.requirements.data()));
    };
    CHECK(refuses("REQ-SPC-01") == is_small);
    CHECK(refuses("REQ-EXC-07") == (std::string_view(value) == "9000 EUR"));
  }
}
