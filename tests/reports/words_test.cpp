#include "reports/words.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using kede::Language;
using kede::reports::Words;

namespace {

std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> names;
  const std::regex name("\\{([a-z_]+)\\}");
  for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at) names.insert((*at)[1]);
  return names;
}

// Every source and template of the reports, in one text.
std::string sources() {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(KEDE_SOURCE_DIR) + "/reports")) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".cpp" && extension != ".mustache") continue;
    std::ifstream file(entry.path());
    std::ostringstream text;
    text << file.rdbuf();
    all += text.str();
  }
  return all;
}

}  // namespace

TEST_CASE("both languages have the same words with the same names in them", "[words]") {
  const Words en = Words::built_in(Language::en);
  const Words lv = Words::built_in(Language::lv);
  REQUIRE(en.all().size() > 200);
  for (const auto& [key, text] : en.all()) {
    INFO(key);
    const auto other = lv.all().find(key);
    REQUIRE(other != lv.all().end());
    CHECK_FALSE(text.empty());
    CHECK_FALSE(other->second.empty());
    CHECK(placeholders(text) == placeholders(other->second));
  }
  CHECK(en.all().size() == lv.all().size());
}

TEST_CASE("a group of words is never a word itself, since templates reach words as group.key", "[words]") {
  const Words words = Words::built_in(Language::en);
  for (const auto& [key, text] : words.all()) {
    INFO(key);
    CHECK(std::count(key.begin(), key.end(), '.') == 1);
  }
}

TEST_CASE("no word is unused and no unknown word is used", "[words]") {
  const std::string all = sources();
  const Words words = Words::built_in(Language::en);
  for (const auto& [key, text] : words.all()) {
    INFO(key);
    const bool used = all.find('"' + key + '"') != std::string::npos || all.find("{{w." + key + "}}") != std::string::npos;
    CHECK(used);
  }
  const std::regex asked("(?:\\{\\{w\\.([a-z_.0-9]+)\\}\\}|text\\(\"([a-z_]+\\.[a-z_0-9.]+)\")");
  for (std::sregex_iterator at(all.begin(), all.end(), asked), end; at != end; ++at) {
    const std::string key = (*at)[1].matched ? (*at)[1].str() : (*at)[2].str();
    INFO(key);
    CHECK(words.all().contains(key));
  }
}

TEST_CASE("an unknown key is seen at once, and a value is never looked at for names", "[words]") {
  const Words words = Words::built_in(Language::en);
  CHECK(words.text("no.such_key") == "‹no.such_key›");
  CHECK(words.text("decision.lot", {{"lot", "{lot} {x}"}}) == "Lot: {lot} {x}");
}

TEST_CASE("no word accuses", "[words]") {
  for (const Language language : {Language::en, Language::lv}) {
    const Words words = Words::built_in(language);
    for (const auto& [key, text] : words.all()) {
      INFO(key << ": " << text);
      for (const std::string_view accusing :
           {"guilty", "offender", "criminal", "violator", "vainīg", "noziedz", "pārkāpēj", "likumpārkāp"}) {
        CHECK(text.find(accusing) == std::string::npos);
      }
    }
  }
}
