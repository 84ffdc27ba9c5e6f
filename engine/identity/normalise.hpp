// Names and identifiers in the one form in which they are compared.
// Used by resolve(); fuzzy matching builds on the same forms.
// Pure functions.
// Law: normalising never makes two different register numbers equal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kede::identity {

// Case folded (Unicode), compatibility forms unified, quotes and punctuation removed, white space collapsed. Diacritics stay: they tell
// names apart.
std::string normalise_name(std::string_view name);

// Letters and digits only, capitals: "LV 4000-3009618" -> "LV40003009618".
std::string normalise_identifier(std::string_view identifier);

// A strong identifier as scheme and normalised value. Nothing for stand-ins such as "0", "n/a", "-", and nothing for a LEI or a VAT number
// that fails its published check: a typing error must neither bring firms together nor keep one apart from itself.
struct Identifier {
  std::string scheme;
  std::string value;
  std::string text() const { return scheme + ':' + value; }
  auto operator<=>(const Identifier&) const = default;
};

// The registration number with its scheme, or with the country where the scheme is not given. Latvian numbers are always scheme LV-RE;
// one that fails the check rule of the register keeps its value behind a "?" and is not to be trusted.
std::optional<Identifier> registration_identifier(std::string_view number, std::string_view scheme, std::string_view country);
// A VAT number, with a scheme for each country, since one firm may have several; that of a Latvian company ("LV" and its registration
// number) gives scheme LV-RE.
std::optional<Identifier> vat_identifier(std::string_view number, std::string_view country);
std::optional<Identifier> lei_identifier(std::string_view lei);
// "SCHEME:id"
std::optional<Identifier> other_identifier(std::string_view text);

}  // namespace kede::identity
