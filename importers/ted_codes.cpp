#include "importers/ted_codes.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ted {
namespace {

template <std::size_t N>
std::optional<std::string> exact(const std::array<CodeWord, N>& table, std::string_view written) {
  for (const CodeWord& word : table) {
    if (word.written == written) return std::string(word.code);
  }
  return std::nullopt;
}

constexpr std::size_t kLongest = 80;

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

}  // namespace

std::string notice_number(std::string_view written) {
  written = trim(written);
  const std::size_t hyphen = written.rfind('-');
  if (hyphen == std::string_view::npos) return {};
  std::string_view left = trim(written.substr(0, hyphen));
  std::string_view right = trim(written.substr(hyphen + 1));
  const std::size_t slash = left.find("/S");
  std::string_view number = left;
  std::string_view year = right;
  if (slash != std::string_view::npos) {
    year = left.substr(0, slash);
    number = right;
  }
  if (!all_digits(number) || !all_digits(year) || year.size() != 4 || number.size() > 8) return {};
  while (number.size() > 1 && number[0] == '0') number.remove_prefix(1);
  return std::string(number) + '-' + std::string(year);
}

std::string lot_number(std::string_view written) {
  std::string_view text = trim(written);
  while (text.ends_with('.')) text.remove_suffix(1);
  if (all_digits(text)) {
    while (text.size() > 1 && text[0] == '0') text.remove_prefix(1);
  }
  return shorten(replace_invalid_utf8(text), kLongest);
}

// Longer names first where one begins with another.
std::optional<std::string> procedure_by_element(std::string_view name) {
  static constexpr std::array<CodeWord, 15> table = {{{"OPEN", "open"},
                                                      {"RESTRICTED", "selective"},
                                                      {"ACCELERATED", "selective"},
                                                      {"COMPETITIVE", "selective"},
                                                      {"INNOVATION", "selective"},
                                                      {"INVOLVING_NEGOTIATION", "selective"},
                                                      {"NEGOTIATED_WITHOUT", "limited"},
                                                      {"NEGOTIATED", "selective"},
                                                      {"AWARD_CONTRACT_WITHOUT_CALL", "limited"},
                                                      {"AWARD_CONTRACT_WITHOUT_PUBLICATION", "limited"},
                                                      {"AWARD_CONTRACT_WITH_PRIOR_PUBLICATION", "selective"},
                                                      {"AWARD_WITHOUT", "limited"},
                                                      {"CONCESSION_WITHOUT", "limited"},
                                                      {"AWARD_CONTRACT_WITHOUT", "limited"},
                                                      {"DIRECT", "direct"}}};
  const std::size_t at = name.find("PT_");
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = name.substr(at + 3);
  for (const CodeWord& word : table) {
    if (rest.starts_with(word.written)) return std::string(word.code);
  }
  return std::nullopt;
}

std::optional<std::string> procedure_by_code(std::string_view code) {
  static constexpr std::array<CodeWord, 14> table = {{{"1", "open"},
                                                      {"2", "selective"},
                                                      {"3", "selective"},
                                                      {"4", "selective"},
                                                      {"6", "selective"},
                                                      {"A", "direct"},
                                                      {"B", "selective"},
                                                      {"C", "selective"},
                                                      {"E", "selective"},
                                                      {"F", "limited"},
                                                      {"G", "selective"},
                                                      {"I", "selective"},
                                                      {"T", "limited"},
                                                      {"V", "limited"}}};
  return exact(table, code);
}

std::optional<std::string> category(std::string_view written) {
  static constexpr std::array<CodeWord, 9> table = {{{"WORKS", "works"},
                                                     {"SUPPLIES", "goods"},
                                                     {"SERVICES", "services"},
                                                     {"1", "works"},
                                                     {"2", "goods"},
                                                     {"4", "services"},
                                                     {"W", "works"},
                                                     {"U", "goods"},
                                                     {"S", "services"}}};
  return exact(table, written);
}

std::optional<std::string> award_basis(std::string_view code) {
  static constexpr std::array<CodeWord, 4> table = {{{"1", "price_only"}, {"2", "mixed"}, {"L", "price_only"}, {"M", "mixed"}}};
  return exact(table, code);
}

}  // namespace kede::importers::ted
