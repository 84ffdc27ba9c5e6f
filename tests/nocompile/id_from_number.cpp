// A number is not an id until somebody says of what.
// expect: cannot convert .*int.* to .*EntityId
#include "engine/base/ids.hpp"

namespace kede {
#ifdef KEDE_RIGHT
EntityId first() { return make_id<EntityId>(0); }
#else
EntityId first() { return 0; }
#endif
}  // namespace kede
