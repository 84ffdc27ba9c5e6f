// One invented procurement, as rows of the workbook: what a filled-in template looks like.
// Used by the template writer; read back by its tests.
// Constants.
// Law: every organisation, number and person in it is invented; registration numbers are well formed but not issued.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace kede::importers::workbook {

struct ExampleRow {
  std::string_view sheet;                                            // English name
  std::vector<std::pair<std::string_view, std::string_view>> cells;  // English name of the column; codes, "yes"/"no", ISO dates, plain decimals
};

const std::vector<ExampleRow>& example_rows();

}  // namespace kede::importers::workbook
