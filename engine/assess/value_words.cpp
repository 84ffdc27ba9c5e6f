#include "engine/assess/value_words.hpp"

#include <rapidjson/document.h>

#include <map>

#include "engine/base/resources.hpp"
#include "engine/base/text.hpp"

namespace kede::assess {
namespace {

using Words = std::map<std::string, model::LocalText, std::less<>>;

Words read_words() {
  Words words;
  rapidjson::Document document;
  const std::string_view json = resource("reports/i18n/values.json").value_or("{}");
  document.Parse(json.data(), json.size());
  if (!document.IsObject()) return words;
  for (const auto& entry : document.GetObject())
    words[entry.name.GetString()] = {entry.value["en"].GetString(), entry.value["lv"].GetString()};
  return words;
}

}  // namespace

std::string value_word(std::string_view key, Language language, const std::vector<std::pair<std::string, std::string>>& values) {
  static const Words words = read_words();
  const auto found = words.find(key);
  return found == words.end() ? std::string(key) : fill_template(found->second.in(language), values);
}

}  // namespace kede::assess
