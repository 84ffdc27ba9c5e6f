// The register that an identifier of a GLEIF registration authority stands for, as a scheme of org-id.guide.
// Used by the record maker.
// Pure functions over a fixed table.
// Law: only authorities whose numbers are surely those of the scheme are in the table; all others keep their own code as the scheme.
#pragma once

#include <string_view>

namespace kede::importers::gleif {

// "RA000423" -> "LV-RE"; empty for authorities that are not in the table.
std::string_view scheme_of_authority(std::string_view authority);
// "RA888888" and "RA999999" stand for no authority of the list.
bool is_no_authority(std::string_view authority);
// The usual abbreviation of a Latvian legal form ("ES2D" -> "SIA"), else the ISO 20275 code itself; empty for codes that stand for none.
std::string_view legal_form_of(std::string_view code);

}  // namespace kede::importers::gleif
