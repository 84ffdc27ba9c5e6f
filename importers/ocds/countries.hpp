// ISO 3166 alpha-2 codes from what publishers write: codes of two or three letters, and names in the languages of Europe and of the large OCDS publishers.
// Made once for an import; used wherever an address or place names a country.
// Const after construction, shared freely.
// Law: a name that is not surely a country gives nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kede::importers::ocds {

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
  std::unordered_map<std::string, std::string> codes_;  // folded name or code -> alpha-2
};

}  // namespace kede::importers::ocds
