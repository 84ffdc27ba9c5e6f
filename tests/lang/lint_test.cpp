#include "engine/lang/lint.hpp"

#include "tests/lang/pack_fixture.hpp"

using namespace kede;
using namespace kede::lang;
using namespace kede::lang::fixture;

namespace {

constexpr const char* kTests = R"([
    {"name": "a", "given": {"org": {}}, "expect": "fires"}, {"name": "b", "given": {"org": {}}, "expect": "clear"}, {"name": "c", "given": {"org": {}}, "expect": "unknown"}])";

std::string lints(std::vector<Keys> rules, const Keys& pack = description()) {
  for (Keys& keys : rules) keys["tests"] = kTests;
  const auto loaded = load(rules, pack);
  if (!loaded.ok()) return shown(loaded.diagnostics());
  return shown(lint_pack(*loaded, vocabulary()));
}

}  // namespace

TEST_CASE("a sound pack has no warnings") { CHECK(lints({rule()}).empty()); }

TEST_CASE("a condition that is always the same is noticed") {
  const std::string evidence = text("{org.name}", "{org.name}");
  CHECK(lints({rule({{"when", R"({"all": ["org.recruitment_loan", "1 < 2"]})"}, {"evidence", evidence}})}) ==
        "small/recruitment.json#/rules/0/when/all/1: warning KD2601: REC-01: this condition is always the same: 1 < 2\n");
  CHECK(lints({rule({{"when", R"({"all": ["org.recruitment_loan", "org.employees == org.employees"]})"}, {"evidence", evidence}})})
            .find("KD2601") != std::string::npos);
  CHECK(lints({rule({{"when", R"("org.founded < as_of")"}, {"evidence", evidence}})}).empty());
}

TEST_CASE("two rules with one condition are noticed whatever their spaces") {
  const std::string evidence = text("{org.name}", "{org.name}");
  CHECK(lints({rule({{"when", R"("org.recruitment_loan&&org.deposit_required")"}, {"evidence", evidence}}),
               rule({{"id", R"("REC-02")"}, {"when", R"("org.recruitment_loan && org.deposit_required")"}, {"evidence", evidence}})}) ==
        "small/recruitment.json#/rules/1/when: warning KD2602: REC-02 has the same condition as REC-01\n");
}

TEST_CASE("a list that no rule uses, and one that is used but not declared, are noticed") {
  CHECK(lints({rule()}, description({{"lists", R"(["countries"])"}})) ==
        "pack.json#/lists: warning KD2603: the list “countries” is not used by any rule\n");
  const Keys uses = rule({{"when", R"x("listed('restricted_regions', org.region)")x"}, {"evidence", text("{org.region}", "{org.region}")}});
  CHECK(lints({uses}) == "pack.json#/lists: warning KD2607: the rules use the list “restricted_regions”, which pack.json does not name\n");
  CHECK(lints({uses}, description({{"lists", R"(["restricted_regions"])"}})).empty());
}

TEST_CASE("evidence that no condition looked at is noticed") {
  CHECK(lints({rule({{"evidence", text("{org.name} {org.employees}", "{org.name} {org.employees}")}})}) ==
        "small/recruitment.json#/rules/0/evidence: warning KD2604: REC-01: the evidence shows “org.employees”, which no condition uses\n");
}

TEST_CASE("a rule about the data says when it misleads, and only such a rule is marked") {
  const std::string evidence = text("{org.name}", "{org.name}");
  CHECK(lints({rule({{"when", R"x("!complete(org.suppliers)")x"}, {"data_rule", "true"}, {"evidence", evidence}})}) ==
        "small/recruitment.json#/rules/0: warning KD2605: REC-01 uses known() or complete() and says nothing about false positives\n");
  CHECK(lints({rule({{"when", R"x("!complete(org.suppliers)")x"},
                     {"data_rule", "true"},
                     {"evidence", evidence},
                     {"false_positives", text("a", "b")}})})
            .empty());
  CHECK(lints({rule({{"data_rule", "true"}})}) ==
        "small/recruitment.json#/rules/0/data_rule: warning KD2606: REC-01 is marked as a data rule but uses neither known() nor "
        "complete()\n");
}

TEST_CASE("a rule that can never fire is noticed, with the two demands that exclude each other") {
  const std::string evidence = text("{org.name}", "{org.name}");
  const auto noticed = [&](const std::string& when) { return lints({rule({{"when", when}, {"evidence", evidence}})}); };
  CHECK(noticed(R"({"all": ["org.employees < 5", {"any": ["org.recruitment_loan"]}, "10 < org.employees"]})") ==
        "small/recruitment.json#/rules/0/when: warning KD2608: REC-01 can never fire: “org.employees < 5” and “10 < org.employees” exclude "
        "each other\n");
  for (const char* never :
       {R"({"all": ["org.recruitment_loan", "!org.recruitment_loan"]})", R"("org.employees < 5 && org.employees >= 5")",
        R"({"all": ["org.country == 'LV'", "org.country == 'EE'"]})", R"({"none": ["org.employees > 3", "org.employees < 9"]})",
        R"("org.employees == 5 && org.employees != 5")", R"j("org.founded > date('2026-01-01') && org.founded < date('2025-01-01')")j"}) {
    CHECK(noticed(never).find("KD2608") != std::string::npos);
  }
  for (const char* possible :
       {R"("org.employees <= 5 && org.employees >= 5")", R"("org.employees < 5 || org.employees > 10")",
        R"({"any": ["org.recruitment_loan", "!org.recruitment_loan"]})", R"({"none": ["org.employees < 5", "org.employees > 10"]})",
        R"j("org.worker_fee > money(10, 'EUR') && org.worker_fee < money(20, 'USD')")j"}) {
    CHECK(noticed(possible).find("KD2608") == std::string::npos);
  }
}
