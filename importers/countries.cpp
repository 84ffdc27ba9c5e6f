#include "importers/countries.hpp"

#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/text.hpp"

namespace kede::importers {
namespace {

constexpr const char* kLocales[] = {"en", "lv", "lt", "et", "ru", "uk", "be", "es", "pt", "fr", "de", "it",
                                    "pl", "ro", "nl", "sv", "fi", "da", "nb", "cs", "sk", "hu", "bg", "el",
                                    "hr", "sl", "sr", "sq", "mk", "ka", "hy", "tr", "ga", "mt", "is"};

struct Alias {
  const char* name;
  const char* code;
};
constexpr Alias kAliases[] = {{"uk", "GB"},
                              {"el", "GR"},
                              {"england", "GB"},
                              {"scotland", "GB"},
                              {"wales", "GB"},
                              {"northern ireland", "GB"},
                              {"great britain", "GB"},
                              {"united kingdom of great britain and northern ireland", "GB"},
                              {"united states of america", "US"},
                              {"usa", "US"},
                              {"republic of latvia", "LV"},
                              {"latvijas republika", "LV"},
                              {"republica moldova", "MD"},
                              {"republic of moldova", "MD"},
                              {"russian federation", "RU"},
                              {"republic of north macedonia", "MK"},
                              {"czech republic", "CZ"},
                              {"the netherlands", "NL"},
                              {"republic of ireland", "IE"},
                              {"slovak republic", "SK"},
                              {"viet nam", "VN"},
                              {"türkiye", "TR"},
                              {"hong kong", "HK"}};

std::string folded(std::string_view text) {
  text = trim(text);
  if (text.size() > 200) return {};
  UChar wide[512];
  UChar lower[512];
  std::int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(wide, 512, &length, text.data(), static_cast<std::int32_t>(text.size()), &status);
  const std::int32_t folded_length = u_strFoldCase(lower, 512, wide, length, U_FOLD_CASE_DEFAULT, &status);
  char out[1600];
  std::int32_t out_length = 0;
  u_strToUTF8(out, sizeof out, &out_length, lower, folded_length, &status);
  return U_SUCCESS(status) ? std::string(out, static_cast<std::size_t>(out_length)) : std::string();
}

std::string display_name(const std::string& code, const char* locale) {
  UChar wide[256];
  UErrorCode status = U_ZERO_ERROR;
  const std::string region = "und_" + code;
  const std::int32_t length = uloc_getDisplayCountry(region.c_str(), locale, wide, 256, &status);
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return {};
  char out[1024];
  std::int32_t out_length = 0;
  u_strToUTF8(out, sizeof out, &out_length, wide, length, &status);
  return U_SUCCESS(status) ? std::string(out, static_cast<std::size_t>(out_length)) : std::string();
}

}  // namespace

Countries::Countries() {
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) codes_.emplace(ascii_lower(*code), *code);
}

// A name that two states share in different languages is left out.
Countries::Names Countries::gather_names(const Names& codes) {
  Names out = codes;
  std::vector<std::string> ambiguous;
  const auto add = [&](const std::string& name, const std::string& code) {
    const std::string key = folded(name);
    if (key.empty()) return;
    const auto [found, fresh] = out.try_emplace(key, code);
    if (!fresh && found->second != code) ambiguous.push_back(key);
  };
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
    add(uloc_getISO3Country((std::string("und_") + *code).c_str()), *code);
    for (const char* locale : kLocales) add(display_name(*code, locale), *code);
  }
  for (const std::string& name : ambiguous) {
    if (name.size() > 3) out.erase(name);
  }
  for (const Alias& alias : kAliases) out[folded(alias.name)] = alias.code;
  return out;
}

std::optional<std::string> Countries::find(std::string_view written) const {
  if (trim(written).empty()) return std::nullopt;
  if (is_code(written)) return std::string(written);
  if (names_.empty()) names_ = gather_names(codes_);
  const auto found = names_.find(folded(written));
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

bool Countries::is_code(std::string_view alpha2) const {
  const auto found = codes_.find(ascii_lower(alpha2));
  return alpha2.size() == 2 && found != codes_.end() && found->second == alpha2;
}

std::optional<std::string> Countries::of_scheme(std::string_view scheme) const {
  if (scheme.size() < 5 || scheme.size() > 16 || scheme[2] != '-') return std::nullopt;
  const bool plain = std::all_of(scheme.begin() + 3, scheme.end(),
                                 [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
  if (!plain || !is_code(scheme.substr(0, 2))) return std::nullopt;
  return std::string(scheme.substr(0, 2));
}

std::optional<std::string> Countries::of_nuts(std::string_view code) const {
  if (code.size() < 3 || code.size() > 5) return std::nullopt;
  const bool plain = std::all_of(code.begin(), code.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
  const bool letters_only = std::none_of(code.begin() + 2, code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!plain || (letters_only && code.size() != 3)) return std::nullopt;
  const std::string_view state = code.substr(0, 2);
  if (state == "UK") return "GB";
  if (state == "EL") return "GR";
  if (!is_code(state) || letters_only) return std::nullopt;
  return std::string(state);
}

}  // namespace kede::importers
