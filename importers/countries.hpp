// ISO 3166 alpha-2 codes from what publishers write: codes of two or three letters, and names in the languages of Europe and elsewhere.
// Made once for an import; used wherever an address or place names a country.
// Belongs to one thread; the names are gathered from ICU when the first one is asked for, since that takes longer than a small import.
// Law: a name that is not surely a country gives nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kede::importers {

class Countries {
 public:
  Countries();
  std::optional<std::string> find(std::string_view written) const;
  bool is_code(std::string_view alpha2) const;
  // "GB-COH" -> GB: the state whose register the scheme names.
  std::optional<std::string> of_scheme(std::string_view scheme) const;
  // "LV006", "UKJ14" -> LV, GB.
  std::optional<std::string> of_nuts(std::string_view code) const;

 private:
  using Names = std::unordered_map<std::string, std::string>;  // folded name or code -> alpha-2
  static Names gather_names(const Names& codes);
  Names codes_;
  mutable Names names_;
};

}  // namespace kede::importers
