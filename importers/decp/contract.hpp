// Writes what one contract or concession of DECP says: the contract, its award, its subcontracts and its modifications.
// Called by the importer for each record.
// A pure function apart from the sink behind the scope.
// Law: who passed work on is stated only where the contract has one holder; a contract without number or buyer is rejected.
#pragma once

#include <optional>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "importers/decp/parties.hpp"

namespace kede::importers::decp {

// KD1550: the number or the buyer is missing.
std::optional<Diagnostic> read_contract(const SourceScope& scope, const Fields& fields, Parties& parties, const Element& contract,
                                        const std::string& place);

}  // namespace kede::importers::decp
