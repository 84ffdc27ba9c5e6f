#include <catch2/catch.hpp>

#include <pugixml.hpp>

#include <map>
#include <regex>
#include <set>

#include "engine/lang/builtins.hpp"
#include "engine/lang/rule_loader.hpp"
#include "reports/html/catalogue.hpp"
#include "reports/html/content_hash.hpp"
#include "tests/support/records.hpp"

using namespace kede;
using testing::vocabulary;

namespace {

const lang::LoadedRules& rules() {
  static const Result<lang::LoadedRules> loaded = lang::load_built_in_rules(vocabulary());
  REQUIRE(loaded.ok());
  return *loaded;
}

const std::map<std::string, std::string>& pages() {
  static const auto made = [] {
    std::map<std::string, std::string> out;
    const auto files = reports::catalogue_pages(rules(), vocabulary());
    REQUIRE(files.ok());
    for (const reports::OutputFile& file : *files) out[file.name] = file.bytes;
    return out;
  }();
  return made;
}

// As XML: the doctype goes, void elements close.
pugi::xml_document parsed(std::string html) {
  html = std::regex_replace(html, std::regex("<(meta|br)([^>]*)>"), "<$1$2/>");
  html = html.substr(html.find("<html"));
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_buffer(html.data(), html.size());
  INFO(result.description() << " at " << html.substr(static_cast<std::size_t>(result.offset), 120));
  REQUIRE(result);
  return document;
}

std::set<std::string> ids_in(const pugi::xml_document& document) {
  std::set<std::string> ids;
  for (const pugi::xpath_node& node : document.select_nodes("//*[@id]")) {
    INFO(node.node().attribute("id").value());
    CHECK(ids.insert(node.node().attribute("id").value()).second);
  }
  return ids;
}

}  // namespace

TEST_CASE("the pages hold every rule, pattern, requirement, list, kind and function", "[catalogue]") {
  REQUIRE(pages().size() == 3);
  for (const char* name : {"en.html", "lv.html"}) {
    const std::string& html = pages().at(name);
    const std::set<std::string> ids = ids_in(parsed(html));
    INFO(name);
    for (const lang::Rule& rule : rules().pack.rules) CHECK(ids.contains(rule.id));
    for (const lang::Pattern& pattern : rules().pack.patterns) CHECK(ids.contains(pattern.id));
    for (const lang::Requirement& item : rules().pack.catalogue.requirements) CHECK(ids.contains(item.id));
    for (const lang::Table& table : rules().tables.all()) CHECK(ids.contains("list-" + table.description().name));
    for (const model::Kind& kind : vocabulary().kinds()) CHECK(ids.contains("kind-" + kind.name));
    for (const lang::Builtin& builtin : lang::builtins()) {
      if (lang::available(builtin, lang::Mode::author)) CHECK(html.find(std::string(builtin.name) + "(") != std::string::npos);
    }
    CHECK(html.find("‹") == std::string::npos);  // a word that does not exist
  }
}

TEST_CASE("both pages have the same places, and every link arrives", "[catalogue]") {
  CHECK(ids_in(parsed(pages().at("en.html"))) == ids_in(parsed(pages().at("lv.html"))));
  for (const auto& [name, html] : pages()) {
    const pugi::xml_document document = parsed(html);
    const std::set<std::string> ids = ids_in(document);
    for (const pugi::xpath_node& link : document.select_nodes("//a[@href]")) {
      const std::string target = link.node().attribute("href").value();
      INFO(name << " -> " << target);
      CHECK((target.starts_with('#') ? ids.contains(target.substr(1)) : pages().contains(target)));
    }
  }
}

TEST_CASE("the pages run nothing and load nothing, and only their own style applies", "[catalogue]") {
  for (const auto& [name, html] : pages()) {
    INFO(name);
    const pugi::xml_document document = parsed(html);
    CHECK(document.select_nodes("//script | //link | //img | //iframe | //@style | //@src").empty());
    const std::string style = document.select_node("//style").node().text().get();
    const std::size_t from = html.find("<style>") + 7;
    const std::string written = html.substr(from, html.find("</style>") - from);
    CHECK(html.find("style-src 'sha256-" + reports::content_hash(written) + "'") != std::string::npos);
    CHECK(html.find("default-src 'none'") != std::string::npos);
    for (const pugi::xpath_node& cell : document.select_nodes("//th")) CHECK(cell.node().attribute("scope"));
  }
  CHECK(reports::content_hash("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}
