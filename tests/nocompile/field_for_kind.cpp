// A field is not a kind.
// expect: cannot convert .*FieldId.* to .*KindId|could not convert .*FieldId.* to .*KindId
#include "engine/model/vocabulary.hpp"

namespace kede::model {
#ifdef KEDE_RIGHT
const std::string& name_of(const Vocabulary& vocabulary, KindId id) { return vocabulary.kind(id).name; }
#else
const std::string& name_of(const Vocabulary& vocabulary, FieldId id) { return vocabulary.kind(id).name; }
#endif
}  // namespace kede::model
