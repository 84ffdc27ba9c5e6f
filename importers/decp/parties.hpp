// The firms and authorities of DECP, which names them by number and type of number.
// Made once for each import; used by the reader of contracts.
// Remembers which firms were written; belongs to one thread.
// Law: establishments (SIRET) of one firm are the firm (SIREN); a number that cannot be of its type counts only within its contract.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "importers/decp/element.hpp"
#include "importers/decp/fields.hpp"
#include "importers/record_maker.hpp"

namespace kede::importers::decp {

class Parties {
 public:
  explicit Parties(const Fields& fields) : fields_(fields) {}

  // The key of the firm that the element names, written on first sight; empty when it has no number.
  std::string refer(const SourceScope& scope, const Element& party, const std::string& place, const std::string& contract_key,
                    std::string_view role);

 private:
  const Fields& fields_;
  std::unordered_set<std::string> written_;
};

}  // namespace kede::importers::decp
