#include "engine/model/fact.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/records.hpp"

using namespace kede;
using namespace kede::model;

TEST_CASE("the names of the reasons for not knowing lead back to them") {
  std::set<std::string_view> names;
  for (std::uint8_t i = 0; i < 10; ++i) {
    const auto reason = static_cast<UnknownReason>(i);
    CHECK(names.insert(to_text(reason)).second);
    CHECK(unknown_reason(to_text(reason)) == reason);
  }
  CHECK(to_text(UnknownReason::missing) == "missing");
  CHECK(to_text(UnknownReason::unreadable) == "unreadable");
  CHECK(to_text(UnknownReason::below_match_threshold) == "below_match_threshold");
  CHECK_FALSE(unknown_reason("clear"));
  CHECK_FALSE(unknown_reason(""));
}

TEST_CASE("a decision of an authority weighs most and open sources least") {
  CHECK(confidence(EvidenceClass::register_or_decision) == 1.0);
  CHECK(confidence(EvidenceClass::computed) == 0.9);
  CHECK(confidence(EvidenceClass::declaration) == 0.7);
  CHECK(confidence(EvidenceClass::open_source) == 0.5);
  CHECK(to_text(EvidenceClass::declaration) == "declaration");
}

TEST_CASE("the neutral text of a value says what it is, and an open list says that it goes on") {
  const auto text = [](Value value) { return to_text(value); };
  CHECK(text(Scalar(true)) == "yes");
  CHECK(text(Scalar(false)) == "no");
  CHECK(text(Scalar(std::int64_t{-3})) == "-3");
  CHECK(text(Scalar(0.1)) == "0.1");
  CHECK(text(Scalar(Percent{12.5})) == "12.5 %");
  CHECK(text(Scalar(Money{125'000, Currency::eur()})) == "12.50 EUR");
  CHECK(text(Scalar(testing::day("2026-01-31"))) == "2026-01-31");
  CHECK(text(Scalar(std::string("Ķēde"))) == "Ķēde");
  CHECK(text(Scalar(Ref{KindId{}, "org-1"})) == "org-1");
  CHECK(text(List{{}, true}) == "[]");
  CHECK(text(List{{}, false}) == "[…]");
  CHECK(text(List{{std::string("a"), std::string("b")}, true}) == "[a, b]");
  CHECK(text(List{{std::string("a")}, false}) == "[a, …]");
  CHECK(text(Unknown{UnknownReason::withheld}) == "unknown (withheld)");
}

TEST_CASE("unknown is not false, not zero and not empty") {
  const Value unknown = Unknown{};
  CHECK_FALSE((unknown == Value(Scalar(false))));
  CHECK_FALSE((unknown == Value(Scalar(std::int64_t{0}))));
  CHECK_FALSE((unknown == Value(Scalar(std::string()))));
  CHECK_FALSE((unknown == Value(List{})));
  CHECK_FALSE((Value(Unknown{UnknownReason::missing}) == Value(Unknown{UnknownReason::withheld})));
}
