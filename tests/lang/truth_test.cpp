#include "engine/lang/truth.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace kede::lang;

namespace {

const Tri kNo = Tri::known(false);
const Tri kYes = Tri::known(true);
Tri unknown(const char* path = "a") { return Tri::unknown(Reasons(kede::model::UnknownReason::missing, path)); }
std::array<Tri, 3> three() { return {kNo, kYes, unknown()}; }

// What two-valued logic says for every way in which the unknowns may turn out.
template <class Operation>
Truth by_cases(Operation operation, Truth a, Truth b) {
  bool can_be_yes = false;
  bool can_be_no = false;
  for (const bool x : {false, true}) {
    for (const bool y : {false, true}) {
      const bool possible = (a == Truth::unknown || x == (a == Truth::yes)) && (b == Truth::unknown || y == (b == Truth::yes));
      if (possible) (operation(x, y) ? can_be_yes : can_be_no) = true;
    }
  }
  if (can_be_yes && can_be_no) return Truth::unknown;
  return can_be_yes ? Truth::yes : Truth::no;
}

}  // namespace

TEST_CASE("and, or and not agree with two-valued logic over every completion") {
  for (const Tri& a : three()) {
    for (const Tri& b : three()) {
      CHECK(both(a, b).truth == by_cases([](bool x, bool y) { return x && y; }, a.truth, b.truth));
      CHECK(either(a, b).truth == by_cases([](bool x, bool y) { return x || y; }, a.truth, b.truth));
      CHECK(negation(both(a, b)) == either(negation(a), negation(b)));
    }
    CHECK(negation(negation(a)) == a);
  }
}

TEST_CASE("an unknown result carries the reasons of both sides, a known one carries none") {
  const Tri joint = both(unknown("a"), unknown("b"));
  REQUIRE(joint.reasons.all().size() == 2);
  CHECK(joint.reasons.all()[0].path == "a");
  CHECK(both(kNo, unknown()).reasons.empty());
  CHECK(either(unknown(), kYes).reasons.empty());
}

TEST_CASE("at least k of n is yes, no or unknown by counting") {
  const std::array parts{kYes, kNo, unknown()};
  CHECK(at_least(1, parts).truth == Truth::yes);
  CHECK(at_least(2, parts).truth == Truth::unknown);
  CHECK(at_least(3, parts).truth == Truth::no);
  CHECK(at_least(0, {}).truth == Truth::yes);
  CHECK(at_least(1, {}).truth == Truth::no);
}

TEST_CASE("all, any and none fold as and, or and not or") {
  const std::array mixed{kYes, unknown()};
  CHECK(all_of(mixed).truth == Truth::unknown);
  CHECK(any_of(mixed).truth == Truth::yes);
  CHECK(none_of(mixed).truth == Truth::no);
  CHECK(all_of({}).truth == Truth::yes);
  CHECK(any_of({}).truth == Truth::no);
}

TEST_CASE("reasons are a bounded set whose union does not depend on the order") {
  Reasons up;
  Reasons down;
  for (int i = 0; i < 20; ++i) {
    up.add(Reasons(kede::model::UnknownReason::missing, "p" + std::to_string(100 + i)));
    down.add(Reasons(kede::model::UnknownReason::missing, "p" + std::to_string(119 - i)));
  }
  CHECK(up.all().size() == Reasons::kMost);
  CHECK(up == down);
  CHECK((up | up) == up);
}

TEST_CASE("a failure or a value that is no condition counts as unknown, never as no") {
  CHECK(truth_of(Value(Failure{"KD2201", {}, 0, 0})).truth == Truth::unknown);
  CHECK(truth_of(Value::integer(0)).truth == Truth::unknown);
  CHECK(truth_of(Value(false)).truth == Truth::no);
}
