#include "importers/ted_csv/cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/base/text.hpp"
#include "importers/ted_codes.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ted_csv {
namespace {

constexpr std::size_t kMost = 500;  // winners in one cell

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = failure == std::errc{} && end == text.data() + text.size() && !text.empty();
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<unsigned> month_of(std::string_view text) {
  constexpr std::array<std::string_view, 12> names = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string lower = ascii_lower(text);
  const auto found = std::find(names.begin(), names.end(), lower);
  if (found != names.end()) return static_cast<unsigned>(found - names.begin()) + 1;
  return number(text);
}

}  // namespace

std::vector<std::string_view> split_cell(std::string_view cell) {
  std::vector<std::string_view> out;
  if (trim(cell).empty()) return out;
  for (std::size_t begin = 0; out.size() < kMost;) {
    const std::size_t end = cell.find("---", begin);
    out.push_back(trim(cell.substr(begin, end == std::string_view::npos ? end : end - begin)));
    if (end == std::string_view::npos) break;
    begin = end + 3;
  }
  return out;
}

std::optional<Date> read_date(std::string_view cell) {
  if (const auto iso = parse_iso_date(cell)) return plausible(*iso) ? iso : std::nullopt;
  cell = cell.substr(0, cell.find(' '));
  const char separator = cell.find('/') != std::string_view::npos ? '/' : '-';
  const std::vector<std::string_view> parts = split(cell, separator);
  if (parts.size() != 3) return std::nullopt;
  const auto day = number(parts[0]);
  const auto month = month_of(parts[1]);
  const auto year = number(parts[2]);
  if (!day || !month || !year || (parts[2].size() != 2 && parts[2].size() != 4)) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(parts[2].size() == 2 ? 2000 + *year : *year)),
                                         std::chrono::month(*month), std::chrono::day(*day)};
  return date.ok() && plausible(Date(date)) ? std::optional(Date(date)) : std::nullopt;
}

std::optional<std::string> procedure(std::string_view cell) {
  static constexpr std::array<CodeWord, 12> table = {{{"ope", "open"},
                                                      {"res", "selective"},
                                                      {"acr", "selective"},
                                                      {"acn", "selective"},
                                                      {"nic", "selective"},
                                                      {"nip", "selective"},
                                                      {"neg", "selective"},
                                                      {"cod", "selective"},
                                                      {"inp", "selective"},
                                                      {"noc", "limited"},
                                                      {"nop", "limited"},
                                                      {"awp", "limited"}}};
  return look_up(table, cell);
}

bool is_yes(std::string_view cell) { return cell == "Y" || cell == "1" || cell == "y" || cell == "YES"; }
bool is_no(std::string_view cell) { return cell == "N" || cell == "0" || cell == "n" || cell == "NO"; }

bool is_public_type(std::string_view cell) {
  return cell == "1" || cell == "3" || cell == "5" || cell == "6" || cell == "N" || cell == "R";
}

std::string notice_number(std::string_view id, std::string_view url) {
  if (const std::size_t at = url.find("NOTICE:"); at != std::string_view::npos) {
    const std::string_view rest = url.substr(at + 7);
    if (std::string named = ted::notice_number(rest.substr(0, rest.find(':'))); !named.empty()) return named;
  }
  if (id.ends_with(".0")) id.remove_suffix(2);
  if (id.size() > 4 && id.size() < 13 && std::all_of(id.begin(), id.end(), is_digit))
    return ted::notice_number(std::string(id.substr(4)) + '-' + std::string(id.substr(0, 4)));
  return std::string(id);
}

}  // namespace kede::importers::ted_csv
