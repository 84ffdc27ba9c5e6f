// Which notice of a run stands for which: newer versions and change notices take the place of the notices they repeat.
// The heads are read before the import proper; the plans tell it what to read and under which names.
// Plain values.
// Law: of the versions of one notice only the newest is read, a notice is never replaced by itself, and identifiers that different notices
// share by mistake bring nothing together.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "importers/xml.hpp"

namespace kede::importers::eforms {

// What a notice says of itself.
struct Head {
  std::string path;
  std::string notice;                // BT-701
  std::string version;               // BT-757
  std::string process;               // BT-04
  std::string published;             // number in the Official Journal, without leading zeros: "123456-2024"
  std::string sent;                  // BT-05: date and time, compared as text
  std::string type;                  // BT-02
  std::vector<std::string> changes;  // BT-758: "<notice>-<version>" or a number in the Official Journal
  bool modifies_contract = false;    // adds to what was published; takes the place of nothing
};
Head head_of(pugi::xml_node root, const std::string& path);

struct Plan {
  std::string notice;                 // names the notice in keys
  std::string process;                // empty when the notice belongs to no procedure
  std::string replaced_by;            // path of the notice that is read instead
  bool identifier_is_shared = false;  // a different notice has the same identifier and version
  bool shares_process = false;
};
// One for each head, in the same order.
std::vector<Plan> plan_notices(const std::vector<Head>& heads);

}  // namespace kede::importers::eforms
