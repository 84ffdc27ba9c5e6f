#include "importers/registry.hpp"

#include <array>

#include "importers/ocds/importer.hpp"
#include "importers/workbook/importer.hpp"

namespace kede::importers {

std::span<const Importer* const> all_importers() {
  static constexpr std::array kImporters = {&ocds::importer, &workbook::importer};
  return kImporters;
}

}  // namespace kede::importers
