// A table written inside a rule test, read as if it were the CSV file of the table it replaces.
// Used by JsonWorldReader.
// Pure.
// Law: columns and types are those of the real table, so that a test cannot rely on a column that does not exist.
#pragma once

#include "engine/lang/detail/json_at.hpp"
#include "engine/lang/tables.hpp"

namespace kede::lang::detail {

// [{"country": "LV", …}] or {"rows": […], "as_of": "…", "stale_after_months": 12, "complete": false}.
std::optional<Table> read_inline_table(const JsonAt& at, const TableDescription& like, Faults& faults);

}  // namespace kede::lang::detail
