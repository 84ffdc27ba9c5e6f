// Every diagnostic has its words, in both languages, and every word has its diagnostic.
#include <rapidjson/document.h>

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/base/message_catalogue.hpp"
#include "engine/base/resources.hpp"
#include "engine/base/text.hpp"
#include "tests/support/source_tree.hpp"

using namespace kede;
using testing::Keep;
using testing::SourceFile;

namespace {

bool is_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

// Every "KD1234" that stands in a string literal of the sources, with one place where it stands.
std::map<std::string, std::string> codes_in_sources() {
  std::map<std::string, std::string> out;
  for (const SourceFile& file : testing::source_files()) {
    const std::string code = testing::without_comments(file.text, Keep::strings);
    for (std::size_t at = code.find("\"KD"); at != std::string::npos; at = code.find("\"KD", at + 1)) {
      if (at + 7 < code.size() && code[at + 7] == '"' && is_digits(std::string_view(code).substr(at + 3, 4)))
        out.emplace(code.substr(at + 1, 6), file.path + ':' + std::to_string(testing::line_of(code, at)));
    }
  }
  return out;
}

// The names in braces; braces around anything else are an example of JSON.
std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> out;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789", at + 1);
    if (end != std::string_view::npos && text[end] == '}' && end > at + 1) out.emplace(text.substr(at + 1, end - at - 1));
  }
  return out;
}

MessageCatalogue catalogue() {
  auto built_in = MessageCatalogue::built_in();
  REQUIRE(built_in.ok());
  return std::move(built_in).value();
}

}  // namespace

TEST_CASE("every diagnostic that the sources name has a message and a page in both languages") {
  const auto codes = codes_in_sources();
  CHECK(codes.size() > 100);
  const MessageCatalogue words = catalogue();
  for (const auto& [code, place] : codes) {
    for (const Language language : {Language::en, Language::lv}) {
      const auto* found = words.find(code, language);
      if (found == nullptr || found->message.empty() || found->page.empty())
        FAIL_CHECK(place << ": " << code << " has no message or page in " << to_text(language));
    }
  }
}

TEST_CASE("every message of the catalogue is used") {
  const auto used = codes_in_sources();
  for (const std::string& code : catalogue().codes()) {
    INFO(code);
    CHECK(code.size() == 6);
    CHECK(used.contains(code));
  }
}

TEST_CASE("a message shows the same values in both languages, and nothing that nobody gives") {
  std::string sources;
  for (const SourceFile& file : testing::source_files()) sources += file.text;
  const MessageCatalogue words = catalogue();
  for (const std::string& code : words.codes()) {
    const auto* en = words.find(code, Language::en);
    const auto* lv = words.find(code, Language::lv);
    INFO(code);
    REQUIRE((en != nullptr && lv != nullptr));
    CHECK(placeholders(en->message) == placeholders(lv->message));
    CHECK(placeholders(en->hint) == placeholders(lv->hint));
    CHECK(en->hint.empty() == lv->hint.empty());
    for (const std::string& name : placeholders(en->message + en->hint)) {
      INFO(name);
      CHECK(sources.find('"' + name + '"') != std::string::npos);
    }
  }
}

TEST_CASE("a code stands in one catalogue file only, that of its layer") {
  const std::map<std::string, std::set<std::string>> digits_of = {
      {"base", {"0"}},  {"importers", {"1"}}, {"ocds", {"1"}},   {"workbook", {"1"}}, {"lang", {"2"}},
      {"rules", {"2"}}, {"model", {"3"}},     {"assess", {"4"}}, {"store", {"4"}},    {"reports", {"5"}}};
  std::map<std::string, std::string> file_of;
  for (const std::string_view name : resource_names("reports/i18n/diagnostics/")) {
    const std::string stem(name.substr(name.rfind('/') + 1, name.size() - name.rfind('/') - 6));
    INFO(name);
    rapidjson::Document document;
    document.Parse(resource(name)->data(), resource(name)->size());
    REQUIRE(document.IsObject());
    for (const auto& entry : document.GetObject()) {
      const std::string code = entry.name.GetString();
      INFO(code);
      CHECK(file_of.emplace(code, stem).second);
      if (const auto digits = digits_of.find(stem); digits != digits_of.end()) CHECK(digits->second.contains(code.substr(2, 1)));
    }
  }
}

TEST_CASE("the words of a message do not begin or end with a space and do not end like a sentence") {
  const MessageCatalogue words = catalogue();
  for (const std::string& code : words.codes()) {
    for (const Language language : {Language::en, Language::lv}) {
      INFO(code << ' ' << to_text(language));
      const auto* found = words.find(code, language);
      REQUIRE(found != nullptr);
      CHECK(trim(found->message) == found->message);
      CHECK(trim(found->hint) == found->hint);
      CHECK_FALSE(found->message.ends_with('.'));
    }
  }
}
