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
  std::string_view sheet;  // English name
  std::string_view cells;  // "column=value" in lines: English names of columns; codes, "yes"/"no", ISO dates, plain decimals
};

std::span<const ExampleRow> example_rows();
std::vector<std::pair<std::string_view, std::string_view>> cells_of(const ExampleRow& row);

}  // namespace kede::importers::workbook
