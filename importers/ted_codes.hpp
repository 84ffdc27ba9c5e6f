// Numbers, words and codes of TED, whichever way it is published.
// Used by the readers of TED XML and TED CSV.
// Pure functions.
// Law: a code that is not known gives nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kede::importers::ted {

// "067028-2021", "2021/S 027-067028", "2021/S 27-67028" -> "67028-2021"; empty when it is none of them.
std::string notice_number(std::string_view written);
// "09" -> "9", "1." -> "1"; other numbers stay as they are written.
std::string lot_number(std::string_view written);

// "PT_OPEN", "F03_PT_NEGOTIATED_WITHOUT_COMPETITION": the name of the element of a form.
std::optional<std::string> procedure_by_element(std::string_view name);
// "1", "T": the code that the publisher gives (PR_PROC).
std::optional<std::string> procedure_by_code(std::string_view code);
// "SERVICES", "SUPPLIES", "WORKS", also the codes 1, 2, 4 and the letters W, U, S.
std::optional<std::string> category(std::string_view written);
// "1", "2": lowest price, best offer (AC_AWARD_CRIT), and the letters L and M.
std::optional<std::string> award_basis(std::string_view code);

}  // namespace kede::importers::ted
