// From the words of OCDS publishers to the codes of the vocabulary.
// Used by the parts that read a release.
// Pure functions.
// Law: a word that is not known gives nothing; it is never bent to the nearest code.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "importers/written_values.hpp"

namespace kede::importers::ocds {

// camelCase, snake_case and capitals of the standard's code lists are all accepted.
std::optional<std::string> contract_status(std::string_view written);
std::optional<std::string> bid_status(std::string_view written);
std::optional<std::string> award_status(std::string_view written);
// Of a contract that has no award: how far it is, said as an award status.
std::optional<std::string> status_of_contract(std::string_view written);
std::optional<std::string> procurement_method(std::string_view written);
std::optional<std::string> main_category(std::string_view written);
std::optional<std::string> award_basis(std::string_view written);
std::optional<std::string> organisation_size(std::string_view written);
// Any role that the vocabulary does not know is "other"; nothing for an empty text.
std::optional<std::string> organisation_role(std::string_view written);

}  // namespace kede::importers::ocds
