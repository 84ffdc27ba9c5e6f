#include "importers/ftm/values.hpp"

#include <algorithm>
#include <unordered_set>

#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"

namespace kede::importers::ftm {
namespace {

constexpr std::size_t kMost = 2000;
constexpr std::size_t kFew = 16;
constexpr std::size_t kRaw = 120;

std::string joined(const std::vector<std::string_view>& texts) {
  std::string out;
  for (const std::string_view text : texts) {
    if (out.size() > kRaw) break;
    out.append(out.empty() ? "" : "; ").append(text);
  }
  return shorten(out, kRaw);
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::optional<std::string> country_of(std::string_view code) {
  if (code.size() != 2 && (code.size() < 4 || code[2] != '-')) return std::nullopt;
  std::string state{upper(code[0]), upper(code[1])};
  if (state == "UK") state = "GB";
  return valid_country_code(state) ? std::optional(std::move(state)) : std::nullopt;
}

void put_country(RecordMaker& maker, model::FieldId field, const std::vector<std::string_view>& codes, std::string_view inside) {
  if (codes.empty()) return;
  const auto first = country_of(codes.front());
  for (const std::string_view code : codes) {
    if (country_of(code) != first) return maker.put_unknown(field, model::UnknownReason::conflict, inside, joined(codes));
  }
  if (!first) return maker.put_unknown(field, model::UnknownReason::unreadable, inside, joined(codes));
  maker.put_value(field, model::Scalar(*first), inside, codes.front().size() == 2 ? std::string() : std::string(codes.front()));
}

void put_day(RecordMaker& maker, model::FieldId field, const std::vector<std::string_view>& dates, std::string_view inside) {
  if (dates.empty()) return;
  std::optional<Date> day;
  for (const std::string_view written : dates) {
    const auto read = parse_iso_date(written);
    if (!read || !plausible(*read)) continue;
    if (day && *day != *read) return maker.put_unknown(field, model::UnknownReason::conflict, inside, joined(dates));
    day = read;
  }
  if (!day) return maker.put_unknown(field, model::UnknownReason::unreadable, inside, joined(dates));
  maker.put_value(field, model::Scalar(*day), inside);
}

std::vector<std::string_view> different(std::vector<std::string_view> texts) {
  if (texts.size() > kMost) texts.resize(kMost);
  std::vector<std::string_view> out;
  out.reserve(texts.size());
  std::unordered_set<std::string_view> seen;
  const bool few = texts.size() <= kFew;
  for (const std::string_view text : texts) {
    if (few ? std::find(out.begin(), out.end(), text) == out.end() : seen.insert(text).second) out.push_back(text);
  }
  return out;
}

std::string scheme_of_country(std::string_view kind, std::string_view country) {
  return country == "LV" ? "LV-RE" : std::string(kind) + '-' + std::string(country);
}

}  // namespace kede::importers::ftm
