// From the words of publishers to the codes of the vocabulary, and the tell-tale values that mean "nothing".
// Used by the parts that read a release.
// Pure functions.
// Law: a word that is not known gives nothing; it is never bent to the nearest code.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// Eight digits of a classification whose scheme is CPV, or is not stated and the number has the form of CPV.
std::optional<std::string> cpv(std::string_view scheme, std::string_view id);
// Whether goods are bought, as far as the CPV division tells: 03 to 44 and 48.
bool cpv_means_goods(std::string_view cpv);

// "0", "N/A", "-", "none", "null", all zeros or nines …: stands where an identifier should, and is none.
bool is_empty_id(std::string_view id);
// "MD-PASSPORT", "COL-IDCARD-1234567": the scheme or number of a paper that tells a person's nationality.
bool is_identity_paper(std::string_view scheme_or_id);
// 0, 0.01, 1, 999999…, negative: an amount typed to get past a form. `unit` prices may well be 1.
enum class AmountOf { whole, unit };
bool is_filler_amount(std::string_view amount, AmountOf of);

// The text without HTML tags and entities (also doubly encoded ones).
std::string without_markup(std::string_view text);
// Whether the mailbox is of an office ("info@", "tenders@") rather than of a person.
bool is_office_mailbox(std::string_view email);

}  // namespace kede::importers::ocds
