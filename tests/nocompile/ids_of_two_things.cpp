// An edge cannot be looked up as a node.
// expect: could not convert .*EdgeId.* to .*NodeId|cannot convert .*EdgeId.* to .*NodeId
#include "engine/base/ids.hpp"

namespace kede {
std::size_t degree(NodeId node) { return index(node); }
#ifdef KEDE_RIGHT
std::size_t degree_of_first() { return degree(make_id<NodeId>(0)); }
#else
std::size_t degree_of_first() { return degree(make_id<EdgeId>(0)); }
#endif
}  // namespace kede
