#include "importers/gleif/registers.hpp"

#include <algorithm>
#include <array>

namespace kede::importers::gleif {
namespace {

struct Pair {
  std::string_view code;
  std::string_view meaning;
};

std::string_view look_up(std::string_view code, const Pair* begin, const Pair* end) {
  const auto* found = std::find_if(begin, end, [&](const Pair& pair) { return pair.code == code; });
  return found == end ? std::string_view() : found->meaning;
}

}  // namespace

std::string_view scheme_of_authority(std::string_view authority) {
  constexpr std::array<Pair, 23> table = {
      {{"RA000017", "AT-FB"},   {"RA000025", "BE-BCE_KBO"}, {"RA000156", "HR-MBS"}, {"RA000163", "CZ-ICO"}, {"RA000170", "DK-CVR"},
       {"RA000181", "EE-RIK"},  {"RA000188", "FI-PRO"},     {"RA000402", "IE-CRO"}, {"RA000423", "LV-RE"},  {"RA000430", "LT-RC"},
       {"RA000451", "MD-IDNO"}, {"RA000463", "NL-KVK"},     {"RA000472", "NO-BRC"}, {"RA000473", "NO-BRC"}, {"RA000484", "PL-KRS"},
       {"RA000526", "SK-ORSR"}, {"RA000544", "SE-BLV"},     {"RA000567", "UA-EDR"}, {"RA000585", "GB-COH"}, {"RA000586", "GB-COH"},
       {"RA000587", "GB-COH"},  {"RA000189", "FR-RCS"},     {"RA000192", "FR-RCS"}}};
  return look_up(authority, table.begin(), table.end());
}

bool is_no_authority(std::string_view authority) { return authority == "RA888888" || authority == "RA999999"; }

std::string_view legal_form_of(std::string_view code) {
  constexpr std::array<Pair, 6> table = {{{"ES2D", "SIA"}, {"VJBO", "AS"}, {"BS22", "IK"}, {"3LCY", "PS"}, {"1IPK", "KS"}, {"AZTM", "SE"}}};
  if (code == "8888" || code == "9999") return {};
  const std::string_view name = look_up(code, table.begin(), table.end());
  return name.empty() ? code : name;
}

}  // namespace kede::importers::gleif
