#include "tests/lang/small_world.hpp"

using namespace kede::lang;
using namespace kede::lang::test;
using kede::Money;

namespace {

// Suppliers with workers 5 and 7, and optionally one of whom nothing is known.
SmallWorld suppliers(bool complete, bool with_unknown = false) {
  SmallWorld world;
  std::vector<Value> items{Value(SmallWorld::supply(1)), Value(SmallWorld::supply(2))};
  if (with_unknown) items.emplace_back(SmallWorld::supply(3));
  world.set(SmallWorld::org(0), "name", Value::text("A"));
  world.set(SmallWorld::org(0), "suppliers", Value(complete ? List::closed(items) : List::open(items, {})));
  for (unsigned i = 1; i <= 2; ++i) {
    world.set(SmallWorld::supply(i), "workers", Value::integer(3 + 2 * i));
    world.set(SmallWorld::supply(i), "amount", Value(euros(100 * i)));
    world.set(SmallWorld::supply(i), "kind", Value::text("goods"));
  }
  return world;
}

const SmallWorld kClosed = suppliers(true);
const SmallWorld kOpen = suppliers(false);
const SmallWorld kClosedUnknown = suppliers(true, true);
const SmallWorld kNothing;

}  // namespace

TEST_CASE("exists: an element is enough, but none found in an open list is unknown") {
  CHECK(truth("org.suppliers.exists(s, s.workers == 7)", kClosed) == Truth::yes);
  CHECK(truth("org.suppliers.exists(s, s.workers == 7)", kOpen) == Truth::yes);
  CHECK(truth("org.suppliers.exists(s, s.workers == 8)", kClosed) == Truth::no);
  CHECK(truth("org.suppliers.exists(s, s.workers == 8)", kOpen) == Truth::unknown);
  CHECK(truth("org.suppliers.exists(s, s.workers == 8)", kClosedUnknown) == Truth::unknown);
  CHECK(text_of("org.suppliers.exists(s, s.workers == 8)", kOpen) == "unknown (open_list: A.suppliers)");
  CHECK(text_of("org.suppliers.exists(s, s.workers == 8)", kClosedUnknown) == "unknown (missing: record 3.workers)");
}

TEST_CASE("all: a counterexample is enough, but none found in an open list is unknown") {
  CHECK(truth("org.suppliers.all(s, s.workers > 1)", kClosed) == Truth::yes);
  CHECK(truth("org.suppliers.all(s, s.workers > 1)", kOpen) == Truth::unknown);
  CHECK(truth("org.suppliers.all(s, s.workers > 6)", kOpen) == Truth::no);
  CHECK(truth("org.suppliers.all(s, s.workers > 1)", kClosedUnknown) == Truth::unknown);
  CHECK(truth("org.suppliers.all(s, s.workers > 6)", kClosedUnknown) == Truth::no);
}

TEST_CASE("exists_one: two are a no, one in an open list is unknown") {
  CHECK(truth("org.suppliers.exists_one(s, s.workers == 7)", kClosed) == Truth::yes);
  CHECK(truth("org.suppliers.exists_one(s, s.workers == 7)", kOpen) == Truth::unknown);
  CHECK(truth("org.suppliers.exists_one(s, s.workers > 1)", kOpen) == Truth::no);
  CHECK(truth("org.suppliers.exists_one(s, s.workers == 7)", kClosedUnknown) == Truth::unknown);
}

TEST_CASE("count and size are bounds") {
  CHECK(text_of("org.suppliers.count(s, s.workers > 1)", kClosed) == "2");
  CHECK(text_of("org.suppliers.count(s, s.workers > 1)", kClosedUnknown) == "2 to 3");
  CHECK(text_of("org.suppliers.count(s, s.workers > 1)", kOpen) == "2 or more");
  CHECK(text_of("org.suppliers.size()", kClosedUnknown) == "3");
  CHECK(text_of("org.suppliers.size()", kOpen) == "2 or more");
  CHECK(text_of("org.suppliers.size()", kNothing) == "0 or more");
}

TEST_CASE("a comparison of a bound is yes, no or unknown") {
  CHECK(truth("org.suppliers.size() >= 2", kOpen) == Truth::yes);
  CHECK(truth("org.suppliers.size() >= 3", kOpen) == Truth::unknown);
  CHECK(truth("org.suppliers.size() < 2", kOpen) == Truth::no);
  CHECK(truth("org.suppliers.size() == 1", kOpen) == Truth::no);
  CHECK(truth("org.suppliers.size() == 2", kOpen) == Truth::unknown);
  CHECK(truth("org.suppliers.size() != 1", kOpen) == Truth::yes);
  CHECK(truth("org.suppliers.count(s, s.workers > 1) > 3", kClosedUnknown) == Truth::no);
}

TEST_CASE("sum has a lower end, max may only rise, min may only fall") {
  CHECK(text_of("org.suppliers.sum(s, s.amount)", kClosed) == "300.00 EUR");
  CHECK(text_of("org.suppliers.sum(s, s.amount)", kOpen) == "300.00 EUR or more");
  CHECK(text_of("org.suppliers.sum(s, s.amount)", kClosedUnknown) == "300.00 EUR or more");
  CHECK(text_of("org.suppliers.max(s, s.workers)", kClosed) == "7");
  CHECK(text_of("org.suppliers.max(s, s.workers)", kOpen) == "7 or more");
  CHECK(text_of("org.suppliers.min(s, s.workers)", kOpen) == "5 or less");
  CHECK(text_of("org.suppliers.min(s, s.workers)", kClosedUnknown) == "5 or less");
  CHECK(text_of("org.suppliers.map(s, s.amount).sum()", kOpen) == "300.00 EUR or more");
  CHECK(truth("org.suppliers.sum(s, s.amount) > money(250, 'EUR')", kOpen) == Truth::yes);
}

TEST_CASE("of an empty complete list the sum is nothing, the extremes and the share are unknown") {
  SmallWorld world;
  world.set(SmallWorld::org(0), "suppliers", Value(List::closed({})));
  CHECK(text_of("org.suppliers.sum(s, s.amount)", world) == "0.00 EUR");
  CHECK(text_of("org.suppliers.sum(s, s.workers)", world) == "0");
  CHECK(truth("org.suppliers.max(s, s.workers) > 0", world) == Truth::unknown);
  CHECK(truth("org.suppliers.share(s, s.workers > 0) > percent(0)", world) == Truth::unknown);
  CHECK(truth("org.suppliers.exists(s, s.workers > 0)", world) == Truth::no);
  CHECK(truth("org.suppliers.all(s, s.workers > 0)", world) == Truth::yes);
}

TEST_CASE("share is a bound in percent") {
  CHECK(text_of("org.suppliers.share(s, s.workers > 6)", kClosed) == "50 %");
  CHECK(text_of("org.suppliers.share(s, s.workers > 6)", kOpen) == "0 % to 100 %");
  CHECK(truth("org.suppliers.share(s, s.workers > 1) > percent(60)", kClosedUnknown) == Truth::yes);
}

TEST_CASE("in and intersects: found is found, not found in an open list is unknown") {
  SmallWorld world;
  world.set(SmallWorld::org(0), "flags", Value(List::open({Value::text("remote")}, {})));
  CHECK(truth("'remote' in org.flags", world) == Truth::yes);
  CHECK(truth("'night' in org.flags", world) == Truth::unknown);
  CHECK(truth("org.flags.intersects(['night', 'remote'])", world) == Truth::yes);
  CHECK(truth("org.flags.intersects(['night'])", world) == Truth::unknown);
  CHECK(truth("org.flags.intersects([])", world) == Truth::no);
  CHECK(truth("org.flags.any_of('night', 'remote')", world) == Truth::yes);
  CHECK(truth("org.flags.any_of('night', 'guarded')", world) == Truth::unknown);
  world.set(SmallWorld::org(0), "flags", Value(List::closed({Value::text("remote")})));
  CHECK(truth("'night' in org.flags", world) == Truth::no);
  CHECK(truth("org.flags.intersects(['night'])", world) == Truth::no);
  CHECK(truth("org.role in ['goods', 'subcontract']", world) == Truth::unknown);
}

TEST_CASE("filter leaves the list open when it is not known whether an element belongs") {
  CHECK(text_of("org.suppliers.filter(s, s.workers > 6).size()", kClosed) == "1");
  CHECK(text_of("org.suppliers.filter(s, s.workers > 6).size()", kClosedUnknown) == "1 or more");
  CHECK(text_of("org.suppliers.map(s, s.kind).distinct().size()", kClosed) == "1");
  CHECK(text_of("org.suppliers.map(s, s.kind).distinct().size()", kClosedUnknown) == "1 or more");
}

TEST_CASE("known and complete are about the data themselves") {
  CHECK(truth("known(org.employees)", kNothing) == Truth::no);
  CHECK(truth("known(org.name)", kClosed) == Truth::yes);
  CHECK(truth("known(org.suppliers)", kNothing) == Truth::no);
  CHECK(truth("known(org.suppliers.size())", kOpen) == Truth::no);
  CHECK(truth("complete(org.suppliers)", kClosed) == Truth::yes);
  CHECK(truth("complete(org.suppliers)", kOpen) == Truth::no);
  CHECK(truth("!complete(org.suppliers)", kNothing) == Truth::yes);
}

TEST_CASE("a position in an open list is not settled") {
  CHECK(text_of("org.suppliers[0].workers", kClosed) == "5");
  CHECK(truth("org.suppliers[0].workers == 5", kOpen) == Truth::unknown);
  CHECK(truth("org.suppliers[2].workers == 5", kClosed) == Truth::unknown);
}

TEST_CASE("the tier of a node is a bound while a shorter path may be undiscovered") {
  SmallWorld world;
  const auto link = [&](unsigned from, unsigned edge, unsigned to, bool complete) {
    world.set(SmallWorld::org(from), "suppliers",
              Value(complete ? List::closed({Value(SmallWorld::supply(edge))}) : List::open({Value(SmallWorld::supply(edge))}, {})));
    world.set(SmallWorld::supply(edge), "child", Value(SmallWorld::org(to)));
    world.set(SmallWorld::supply(edge), "kind", Value::text("labour_supply"));
  };
  link(0, 1, 1, true);
  link(1, 2, 2, true);
  world.set(SmallWorld::org(2), "suppliers", Value(List::closed({})));
  world.set(SmallWorld::org(2), "licensed", Value(false));
  world.set(SmallWorld::org(1), "licensed", Value(true));
  CHECK(text_of("org.downstream(4).filter(r, !r.node.licensed).map(r, r.tier)", world) == "[2]");
  CHECK(truth("org.downstream(4).exists(r, r.via.kind == 'labour_supply' && !r.node.licensed)", world) == Truth::yes);
  CHECK(truth("org.downstream(1).exists(r, !r.node.licensed)", world) == Truth::no);
  link(0, 1, 1, false);
  CHECK(text_of("org.downstream(4).filter(r, !r.node.licensed).map(r, r.tier)", world) == "[1 to 2, …]");
  CHECK(truth("org.downstream(4).exists(r, r.tier >= 2)", world) == Truth::unknown);
  CHECK(truth("org.downstream(4).exists(r, r.tier <= 2 && !r.node.licensed)", world) == Truth::yes);
}
