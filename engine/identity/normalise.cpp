#include "engine/identity/normalise.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"

namespace kede::identity {
namespace {

bool is_ascii_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

// The common case without ICU: plain ASCII.
std::string normalise_ascii(std::string_view name) {
  std::string out;
  for (const char c : ascii_lower(name)) {
    if (is_ascii_word(c) || c == '&' || c == '+') {
      out.push_back(c);
    } else if (c != '.' && c != '\'' && c != '`' && !out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// "0", "n/a", "nav zināms": an identifier has at least three characters, a digit, and not the same character all over (0000, 9999).
bool is_stand_in(std::string_view value) {
  return value.size() < 3 || value.find_first_of("0123456789") == std::string_view::npos ||
         value.find_first_not_of(value.front()) == std::string_view::npos;
}

std::optional<Identifier> identifier(std::string scheme, std::string value) {
  if (is_stand_in(value)) return std::nullopt;
  return Identifier{std::move(scheme), std::move(value)};
}

}  // namespace

std::string normalise_name(std::string_view name) {
  if (std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return normalise_ascii(name);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return normalise_ascii(name);
  const icu::UnicodeString folded =
      folder->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size()))), status);
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    if (u_isalnum(c) || c == '&' || c == '+' || u_charType(c) == U_NON_SPACING_MARK) {
      kept.append(c);
    } else if (c != '.' && c != '\'' && c != '`' && c != 0x2019 && c != 0x2018 && !kept.isEmpty() &&
               kept.charAt(kept.length() - 1) != ' ') {
      kept.append(static_cast<char16_t>(' '));
    }
  }
  std::string out;
  kept.trim().toUTF8String(out);
  return out;
}

std::string normalise_identifier(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') {
      out.push_back(static_cast<char>(c - 'a' + 'A'));
    } else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80) {
      out.push_back(c);
    }
  }
  return out;
}

std::optional<Identifier> registration_identifier(std::string_view number, std::string_view scheme, std::string_view country) {
  std::string value = normalise_identifier(number);
  std::string register_name = normalise_identifier(scheme).empty() ? std::string() : std::string(trim(scheme));
  std::transform(register_name.begin(), register_name.end(), register_name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (register_name == "XI-LEI" || register_name == "LEI") return lei_identifier(number);
  if (register_name == "LV-RE" || (register_name.empty() && country == "LV")) {
    if (value.starts_with("LV")) value.erase(0, 2);
    return valid_lv_registration_number(value) ? identifier("LV-RE", value) : identifier("LV-RE", "?" + value);
  }
  if (register_name.empty() && country.empty()) return std::nullopt;
  if (value.starts_with(normalise_identifier(register_name)) && !register_name.empty())
    value.erase(0, normalise_identifier(register_name).size());
  return identifier(register_name.empty() ? "REG-" + std::string(country) : register_name, value);
}

std::optional<Identifier> vat_identifier(std::string_view number, std::string_view country) {
  std::string value = normalise_identifier(number);
  const bool has_prefix = value.size() > 2 && value[0] >= 'A' && value[0] <= 'Z' && value[1] >= 'A' && value[1] <= 'Z';
  if (!has_prefix && country.size() != 2) return std::nullopt;
  if (is_stand_in(has_prefix ? std::string_view(value).substr(2) : value)) return std::nullopt;
  if (!has_prefix) value.insert(0, country);
  if (value.starts_with("GR")) value.replace(0, 2, "EL");  // Greek VAT numbers begin with EL
  if (value.starts_with("LV") && valid_lv_registration_number(std::string_view(value).substr(2)))
    return identifier("LV-RE", value.substr(2));
  if (check_vat(value) == IdentifierCheck::fails) return std::nullopt;
  return identifier("VAT-" + value.substr(0, 2), value);
}

std::optional<Identifier> lei_identifier(std::string_view lei) {
  std::string value = normalise_identifier(lei);
  return valid_lei(value) ? identifier("LEI", value) : std::nullopt;
}

std::optional<Identifier> other_identifier(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string scheme = ascii_lower(text.substr(0, colon));
  if (scheme == "vat") return vat_identifier(text.substr(colon + 1), "");
  return registration_identifier(text.substr(colon + 1), text.substr(0, colon), "");
}

}  // namespace kede::identity
