// An id opens only through index().
// expect: cannot convert .*NodeId.* to .*(size_t|unsigned int)
#include "engine/base/ids.hpp"

namespace kede {
#ifdef KEDE_RIGHT
std::size_t position(NodeId node) { return index(node); }
#else
std::size_t position(NodeId node) { return node; }
#endif
}  // namespace kede
