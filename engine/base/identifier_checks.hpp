// Checks of published identifiers: LEI, Latvian registration number, VAT numbers of the European Union, country codes.
// Used by importers to point out typing errors and by engine/identity before it trusts an identifier.
// Pure functions.
// Law: a check says that a number is well formed, never that the organisation exists; where no rule is published, nothing is claimed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kede {

enum class IdentifierCheck : std::uint8_t { passes, fails, no_rule };

// ISO 17442: 18 capital letters or digits and 2 check digits; the number read with A=10 … Z=35 leaves 1 when divided by 97 (ISO 7064 MOD
// 97-10).
bool valid_lei(std::string_view lei);

// Latvian register of enterprises: 11 digits that begin with 4, 5 or 9; the digits times 9,1,4,8,3,10,2,5,7,6,1 add up to 3 modulo 11.
bool valid_lv_registration_number(std::string_view number);

// French register of firms (Sirene): 9 digits that pass the Luhn check. The first 9 of the 14 digits of a SIRET are the SIREN of its firm.
bool valid_siren(std::string_view number);

// ISO 3166-1 alpha-2 in capitals, and XK for Kosovo.
bool valid_country_code(std::string_view code);
// All of them in alphabetical order.
std::span<const std::string_view> country_codes();

// Without spaces, hyphens and points, in capitals.
std::string compact_identifier(std::string_view written);

// A VAT number with its prefix ("LV40003009497", "EL123456789"). The form per Member State and Northern Ireland (XI); for a Latvian legal
// entity also the check digit.
IdentifierCheck check_vat(std::string_view number);
inline bool valid_vat(std::string_view number) { return check_vat(number) == IdentifierCheck::passes; }

}  // namespace kede
