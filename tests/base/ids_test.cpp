#include "engine/base/ids.hpp"

#include <catch2/catch.hpp>
#include <concepts>
#include <type_traits>

using namespace kede;

static_assert(!std::convertible_to<EntityId, NodeId>);
static_assert(!std::convertible_to<EntityId, std::size_t>);
static_assert(!std::convertible_to<std::size_t, EntityId>);
static_assert(!std::equality_comparable_with<EntityId, NodeId>);

namespace {
template <class A, class B>
concept can_add = requires(A a, B b) {
  a + b;
};
template <class Id>
concept can_count = requires(Id id) {
  ++id;
};
}  // namespace
static_assert(!can_add<EntityId, int> && !can_add<EntityId, EntityId> && !can_count<NodeId>);

TEST_CASE("an id opens to its position and back, and ids of one kind are ordered") {
  for (const std::size_t position : {std::size_t{0}, std::size_t{1}, std::size_t{4'294'967'294}}) {
    CHECK(index(make_id<EntityId>(position)) == position);
    CHECK(index(make_id<EdgeId>(position)) == position);
  }
  CHECK(make_id<NodeId>(1) < make_id<NodeId>(2));
  CHECK(make_id<NodeId>(3) == make_id<NodeId>(3));
}
