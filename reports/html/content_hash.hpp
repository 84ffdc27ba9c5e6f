// The hash by which a content security policy names an inline script or style.
// Used by the HTML report and the catalogue pages.
// Pure function.
// Law: only what was built into the program may run or be applied.
#pragma once

#include <string>
#include <string_view>

namespace kede::reports {

// SHA-256 in base 64.
std::string content_hash(std::string_view bytes);

}  // namespace kede::reports
