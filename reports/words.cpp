#include "reports/words.hpp"

#include <rapidjson/document.h>

#include <cassert>

#include "engine/base/resources.hpp"
#include "engine/base/text.hpp"

namespace kede::reports {

Words Words::built_in(Language language) {
  Words words;
  words.language_ = language;
  const auto bytes = resource("reports/i18n/" + std::string(to_text(language)) + ".json");
  assert(bytes);
  if (!bytes) return words;
  rapidjson::Document document;
  document.Parse(bytes->data(), bytes->size());
  assert(!document.HasParseError() && document.IsObject());
  if (document.HasParseError() || !document.IsObject()) return words;
  for (const auto& member : document.GetObject()) {
    words.texts_.emplace(std::string(member.name.GetString(), member.name.GetStringLength()),
                         std::string(member.value.GetString(), member.value.GetStringLength()));
  }
  return words;
}

std::string Words::text(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? "‹" + std::string(key) + "›" : found->second;
}

std::string Words::text(std::string_view key, const Arguments& arguments) const { return fill_template(text(key), arguments); }

}  // namespace kede::reports
