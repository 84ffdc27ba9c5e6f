// The next id is not an id plus one.
// expect: no match for .*operator[+]
#include "engine/base/ids.hpp"

namespace kede {
#ifdef KEDE_RIGHT
NodeId next(NodeId node) { return make_id<NodeId>(index(node) + 1); }
#else
NodeId next(NodeId node) { return node + 1; }
#endif
}  // namespace kede
