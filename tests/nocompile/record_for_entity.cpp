// A record of the input is not yet a thing of the world.
// expect: cannot convert .*RecordId.* to .*EntityId|could not convert .*RecordId.* to .*EntityId
#include "engine/identity/resolved.hpp"

namespace kede::identity {
#ifdef KEDE_RIGHT
std::size_t facts(const Resolved& resolved, EntityId id) { return resolved.facts_of(id).size(); }
#else
std::size_t facts(const Resolved& resolved, model::RecordId id) { return resolved.facts_of(id).size(); }
#endif
}  // namespace kede::identity
