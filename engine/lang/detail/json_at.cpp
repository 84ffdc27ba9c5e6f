#include "engine/lang/detail/json_at.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/base/suggest.hpp"
#include "engine/base/text.hpp"

namespace kede::lang::detail {
namespace {

bool contains(Names names, std::string_view key) { return std::find(names.begin(), names.end(), key) != names.end(); }

std::string number_text(double number) { return fmt::format("{}", number); }

}  // namespace

std::optional<JsonAt> JsonAt::member(std::string_view key) const {
  const JsonNode* found = json->find(key);
  if (found == nullptr) return std::nullopt;
  return JsonAt{found, file, pointer + '/' + pointer_part(key)};
}

JsonAt JsonAt::item(std::size_t position) const { return {&json->children[position], file, pointer + '/' + std::to_string(position)}; }

JsonAt JsonAt::value(std::size_t position) const {
  return {&json->children[position], file, pointer + '/' + pointer_part(json->keys[position])};
}

Diagnostic fault(std::string_view code, const JsonAt& at) { return error(code).at(at.place()); }

std::vector<std::string> nearest_of(std::string_view word, Names names) {
  return nearest(word, std::vector<std::string>(names.begin(), names.end()));
}

bool expect(const JsonAt& at, JsonNode::Type type, Faults& faults) {
  if (at.is(type)) return true;
  faults.push_back(fault("KD2308", at).arg("expected", std::string(to_text(type))).arg("found", std::string(to_text(at.json->type))));
  return false;
}

bool check_keys(const JsonAt& at, std::string_view what, Names required, Names optional, Faults& faults) {
  if (!expect(at, JsonNode::Type::object, faults)) return false;
  std::vector<std::string_view> names(required.begin(), required.end());
  names.insert(names.end(), optional.begin(), optional.end());
  for (std::size_t i = 0; i < at.size(); ++i) {
    const std::string& key = at.json->keys[i];
    if (!contains(names, key)) {
      faults.push_back(fault("KD2306", at.value(i)).arg("what", std::string(what)).arg("key", key).suggest(nearest_of(key, names)));
    }
  }
  for (const std::string_view key : required) {
    if (at.json->find(key) == nullptr) faults.push_back(fault("KD2307", at).arg("what", std::string(what)).arg("key", std::string(key)));
  }
  return true;
}

std::string read_string(const JsonAt& object, std::string_view key, Faults& faults) {
  const auto at = object.member(key);
  if (!at || !expect(*at, JsonNode::Type::string, faults)) return {};
  return at->text();
}

bool read_flag(const JsonAt& object, std::string_view key, Faults& faults) {
  const auto at = object.member(key);
  return at && expect(*at, JsonNode::Type::boolean, faults) && at->json->flag;
}

std::optional<double> number_of(const JsonNode& json) {
  if (!json.is(JsonNode::Type::number)) return std::nullopt;
  double number = 0;
  const auto [end, problem] = std::from_chars(json.text.data(), json.text.data() + json.text.size(), number);
  if (problem != std::errc() || end != json.text.data() + json.text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<long> integer_of(const JsonNode& json) {
  if (!json.is(JsonNode::Type::number)) return std::nullopt;
  long number = 0;
  const auto [end, problem] = std::from_chars(json.text.data(), json.text.data() + json.text.size(), number);
  if (problem != std::errc() || end != json.text.data() + json.text.size()) return std::nullopt;
  return number;
}

std::optional<double> read_number(const JsonAt& object, std::string_view key, double low, double high, Faults& faults) {
  const auto at = object.member(key);
  if (!at || !expect(*at, JsonNode::Type::number, faults)) return std::nullopt;
  const auto number = number_of(*at->json);
  if (number && *number >= low && *number <= high) return number;
  faults.push_back(fault("KD2313", *at).arg("value", at->text()).arg("low", number_text(low)).arg("high", number_text(high)));
  return std::nullopt;
}

std::optional<long> read_integer(const JsonAt& object, std::string_view key, long low, long high, Faults& faults) {
  const auto at = object.member(key);
  if (!at || !expect(*at, JsonNode::Type::number, faults)) return std::nullopt;
  const auto number = integer_of(*at->json);
  if (number && *number >= low && *number <= high) return number;
  faults.push_back(fault("KD2313", *at).arg("value", at->text()).arg("low", std::to_string(low)).arg("high", std::to_string(high)));
  return std::nullopt;
}

std::optional<Date> read_date(const JsonAt& object, std::string_view key, Faults& faults) {
  const auto at = object.member(key);
  if (!at || !expect(*at, JsonNode::Type::string, faults)) return std::nullopt;
  const auto date = at->text().size() == 10 ? parse_iso_date(at->text()) : std::nullopt;
  if (!date) faults.push_back(fault("KD2317", *at).arg("value", at->text()));
  return date;
}

model::LocalText read_text(const JsonAt& object, std::string_view key, Faults& faults, std::size_t most) {
  constexpr std::string_view languages[] = {"en", "lv"};
  model::LocalText text;
  const auto at = object.member(key);
  if (!at || !check_keys(*at, key, {}, languages, faults)) return text;
  for (const std::string_view language : languages) {
    const auto words = at->member(language);
    if (!words) {
      faults.push_back(fault("KD2310", *at).arg("language", std::string(language)));
      continue;
    }
    if (!expect(*words, JsonNode::Type::string, faults)) continue;
    if (trim(words->text()).empty()) faults.push_back(fault("KD2310", *words).arg("language", std::string(language)));
    if (const std::size_t length = code_points(words->text()); most > 0 && length > most) {
      faults.push_back(fault("KD2311", *words).arg("length", std::to_string(length)).arg("limit", std::to_string(most)));
    }
    (language == "en" ? text.en : text.lv) = words->text();
  }
  return text;
}

std::vector<JsonAt> read_items(const JsonAt& object, std::string_view key, Faults& faults, bool filled) {
  std::vector<JsonAt> items;
  const auto at = object.member(key);
  if (!at || !expect(*at, JsonNode::Type::array, faults)) return items;
  for (std::size_t i = 0; i < at->size(); ++i) items.push_back(at->item(i));
  if (filled && items.empty()) faults.push_back(fault("KD2318", *at));
  return items;
}

std::vector<std::string> read_strings(const JsonAt& object, std::string_view key, Faults& faults) {
  std::vector<std::string> out;
  for (const JsonAt& item : read_items(object, key, faults)) {
    if (expect(item, JsonNode::Type::string, faults)) out.push_back(item.text());
  }
  return out;
}

}  // namespace kede::lang::detail
