// Numbers of lots, which are written in one way where the lot is described and in another where it is awarded.
#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "importers/ted_codes.hpp"
#include "importers/ted_xml/writing.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ted_xml {
namespace {

constexpr std::size_t kMost = 2'000;  // lots named by one award

// Words for "lot", without which "Nord 1" and "Süd 1" would be taken for the same.
bool means_lot(std::string_view word) {
  constexpr std::array<std::string_view, 22> words = {"lot",  "lote",  "lotto",         "los",    "losnr", "lotnr",    "lotno",   "lotul",
                                                      "lots", "daļa",  "iepirkumadaļa", "osa",    "dalis", "parti",    "perceel", "část",
                                                      "časť", "część", "zadanie",       "pakiet", "sklop", "delaftale"};
  return std::find(words.begin(), words.end(), bare_word(word)) != words.end();
}

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// "Lotto 1" -> "1"
std::string without_word(std::string_view text) {
  const std::size_t at = text.find_first_of("0123456789");
  if (at == std::string_view::npos || at == 0 || !means_lot(text.substr(0, at))) return {};
  const std::string rest = ted::lot_number(text.substr(at));
  return all_digits(rest) ? rest : std::string();
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size() && out.size() < kMost;) {
    const std::size_t begin = text.find_first_not_of(",;./+& \t\n", at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.size(), text.find_first_of(",;./+& \t\n", begin));
    out.push_back(ted::lot_number(text.substr(begin, end - begin)));
    at = end;
  }
  return out;
}

}  // namespace

std::vector<std::string> lots_of_award(const Writing& writing, std::string_view written) {
  if (trim(written).empty() || (writing.lots.empty() && writing.notice.no_lots)) return {};
  std::string whole = ted::lot_number(written);
  const auto is_known = [&](const std::string& id) { return writing.lots.contains(id); };
  if (writing.lots.empty() || is_known(whole)) return {std::move(whole)};
  if (std::string number = without_word(trim(written)); is_known(number)) return {std::move(number)};
  std::vector<std::string> parts = parts_of(written);
  if (parts.size() > 1 && std::all_of(parts.begin(), parts.end(), is_known)) return parts;
  return {std::move(whole)};
}

}  // namespace kede::importers::ted_xml
