// Ids of two things are never equal or different: the question makes no sense.
// expect: no match for .*operator==
#include "engine/base/ids.hpp"

namespace kede {
#ifdef KEDE_RIGHT
bool same(EntityId a, EntityId b) { return a == b; }
#else
bool same(EntityId a, NodeId b) { return a == b; }
#endif
}  // namespace kede
