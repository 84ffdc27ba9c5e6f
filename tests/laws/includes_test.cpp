// One direction: what each layer may include. The same direction stands in CMakeLists.txt as what each target links.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <set>

#include "engine/base/text.hpp"
#include "tests/support/source_tree.hpp"

using namespace kede;
using testing::SourceFile;

namespace {

using Names = std::set<std::string, std::less<>>;

// Layer -> the layers below it that it may use; every layer may use itself.
const std::map<std::string, Names, std::less<>> kMayUse = {
    {"engine/base", {}},
    {"engine/model", {"engine/base"}},
    {"engine/identity", {"engine/base", "engine/model"}},
    {"engine/graph", {"engine/base", "engine/model", "engine/identity"}},
    {"engine/lang", {"engine/base", "engine/model"}},
    {"engine/assess", {"engine/base", "engine/model", "engine/identity", "engine/graph", "engine/lang"}},
    {"engine/store", {"engine/base", "engine/model", "engine/identity"}},
    {"engine/app",
     {"engine/base", "engine/model", "engine/identity", "engine/graph", "engine/lang", "engine/assess", "engine/store", "importers",
      "reports"}},
    {"importers", {"engine/base", "engine/model"}},
    {"reports", {"engine/base", "engine/model", "engine/identity", "engine/graph", "engine/lang", "engine/assess"}},
};

// Made beside the embedded files when the program is configured.
const Names kGenerated = {"resource_symbols.inc", "resource_table.inc"};

std::string layer_of(std::string_view path) {
  for (const auto& [layer, uses] : kMayUse) {
    if (path.starts_with(layer + '/')) return layer;
  }
  return {};
}

struct Include {
  std::string name;
  bool quoted;
  std::size_t line;
};

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> out;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string_view line = trim(file.lines[i]);
    if (!line.starts_with("#include")) continue;
    const std::string_view name = trim(line.substr(8));
    REQUIRE(name.size() > 2);
    const std::size_t end = name.find(name[0] == '"' ? '"' : '>', 1);
    out.push_back({std::string(name.substr(1, end - 1)), name[0] == '"', i + 1});
  }
  return out;
}

}  // namespace

TEST_CASE("the table of directions has no circle") {
  for (const auto& [layer, uses] : kMayUse) {
    for (const std::string& used : uses) {
      CHECK_FALSE(kMayUse.at(used).contains(layer));
      for (const std::string& below : kMayUse.at(used)) {
        INFO(layer << " uses " << used << ", which uses " << below);
        CHECK(uses.contains(below));
      }
    }
  }
}

TEST_CASE("no include goes against the direction") {
  for (const SourceFile& file : testing::source_files()) {
    const std::string layer = layer_of(file.path);
    INFO(file.path);
    REQUIRE_FALSE(layer.empty());
    for (const Include& include : includes_of(file)) {
      const std::string used = layer_of(include.name);
      if (!include.quoted || used == layer || (!used.empty() && kMayUse.at(layer).contains(used)) || kGenerated.contains(include.name))
        continue;
      FAIL_CHECK(file.path << ':' << include.line << " may not include " << include.name);
    }
  }
}

TEST_CASE("every include says where the file lives, from the root of the repository") {
  Names paths;
  for (const SourceFile& file : testing::source_files()) paths.insert(file.path);
  for (const SourceFile& file : testing::source_files()) {
    for (const Include& include : includes_of(file)) {
      if (include.quoted && !paths.contains(include.name) && !kGenerated.contains(include.name))
        FAIL_CHECK(file.path << ':' << include.line << " includes " << include.name << ", which is not there");
      if (!include.quoted && !layer_of(include.name).empty())
        FAIL_CHECK(file.path << ':' << include.line << " takes " << include.name << " for a header of the system");
    }
  }
}

TEST_CASE("a source includes its own header first, which proves that the header compiles alone") {
  Names headers;
  for (const SourceFile& file : testing::source_files()) {
    if (file.is_header()) headers.insert(file.path);
  }
  for (const SourceFile& file : testing::source_files()) {
    const std::string own = file.path.substr(0, file.path.rfind('.')) + ".hpp";
    if (file.is_header() || !headers.contains(own)) continue;
    const auto includes = includes_of(file);
    INFO(file.path);
    REQUIRE_FALSE(includes.empty());
    CHECK(includes.front().name == own);
  }
}

TEST_CASE("a header under detail is private to its folder") {
  for (const SourceFile& file : testing::source_files()) {
    for (const Include& include : includes_of(file)) {
      const std::size_t detail = include.name.find("/detail/");
      if (detail != std::string::npos && !file.path.starts_with(include.name.substr(0, detail + 1)))
        FAIL_CHECK(file.path << ':' << include.line << " includes " << include.name);
    }
  }
}

TEST_CASE("importers and reports do not know each other's insides") {
  const auto own_folder = [](std::string_view path) -> std::optional<std::string> {
    for (const char* root : {"importers/", "reports/"}) {
      const std::size_t slash = path.find('/', std::string_view(root).size());
      if (path.starts_with(root) && slash != std::string_view::npos) return std::string(path.substr(0, slash + 1));
    }
    return std::nullopt;
  };
  for (const SourceFile& file : testing::source_files()) {
    const auto own = own_folder(file.path);
    if (!own) continue;
    for (const Include& include : includes_of(file)) {
      const auto other = own_folder(include.name);
      if (other && *other != *own) FAIL_CHECK(file.path << ':' << include.line << " includes " << include.name);
    }
  }
}

TEST_CASE("heavy headers are included by sources only, so that what includes a header of ours stays cheap") {
  // The last two are the way to XML for the importers of XML alone, which need pugixml in any case.
  const Names allowed = {"engine/graph/bgl_adapter.hpp", "importers/xml.hpp", "importers/xml_records.hpp"};
  for (const SourceFile& file : testing::source_files()) {
    if (!file.is_header() || allowed.contains(file.path) || file.folder().ends_with("/detail") || file.path.starts_with("engine/app/"))
      continue;
    for (const Include& include : includes_of(file)) {
      for (const std::string_view heavy : {"rapidjson/document.h", "rapidjson/reader.h", "rapidjson/schema.h", "fmt/", "boost/", "unicode/",
                                           "pugixml", "graphviz/", "openssl/", "sqlite3", "iostream", "regex"}) {
        if (include.name.starts_with(heavy)) FAIL_CHECK(file.path << ':' << include.line << " includes " << include.name);
      }
    }
  }
}
