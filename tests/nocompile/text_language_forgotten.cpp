// A text for people has no value without a language.
// expect: cannot convert .*LocalText.* to .*string|could not convert .*LocalText.* to .*string|conversion from .*LocalText.* to non-scalar
// type .*string
#include "engine/model/vocabulary.hpp"

namespace kede::model {
#ifdef KEDE_RIGHT
std::string label(const Kind& kind, Language language) { return kind.label.in(language); }
#else
std::string label(const Kind& kind, Language) { return kind.label; }
#endif
}  // namespace kede::model
