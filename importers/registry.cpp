#include "importers/registry.hpp"

#include <array>

#include "importers/bods/importer.hpp"
#include "importers/decp/importer.hpp"
#include "importers/eforms/importer.hpp"
#include "importers/eis/importer.hpp"
#include "importers/espd/importer.hpp"
#include "importers/ftm/importer.hpp"
#include "importers/gleif/importer.hpp"
#include "importers/iub/importer.hpp"
#include "importers/lists/importer.hpp"
#include "importers/ocds/importer.hpp"
#include "importers/ted_csv/importer.hpp"
#include "importers/ted_xml/importer.hpp"
#include "importers/ur/importer.hpp"
#include "importers/us_subawards/importer.hpp"
#include "importers/vid/importer.hpp"
#include "importers/workbook/importer.hpp"

namespace kede::importers {

std::span<const Importer* const> all_importers() {
  static constexpr std::array kImporters = {
      &bods::importer,  &decp::importer,         &eforms::importer, &eis::importer,      &espd::importer,    &ftm::importer,
      &gleif::importer, &iub::importer,          &lists::importer,  &ocds::importer,     &ted_csv::importer, &ted_xml::importer,
      &ur::importer,    &us_subawards::importer, &vid::importer,    &workbook::importer,
  };
  return kImporters;
}

}  // namespace kede::importers
