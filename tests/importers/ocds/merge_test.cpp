#include "importers/ocds/merge.hpp"

#include <rapidjson/document.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/base/file_system.hpp"
#include "importers/json.hpp"

using namespace kede;
using namespace kede::importers;
using namespace kede::importers::ocds;

namespace {

JsonDocument parsed(const std::string& text) {
  JsonDocument out;
  bool mended = false;
  const auto failure = out.parse(text, false, mended);
  REQUIRE_FALSE(failure.has_value());
  return out;
}

void merge_all(const std::vector<const rapidjson::Value*>& releases, rapidjson::Document& compiled) {
  Merging merging(compiled);
  for (const rapidjson::Value* release : releases) merging.add(*release);
  merging.finish();
}

// Merges a list of releases and compares with the expected compiled release, whatever the order of members.
void check_merge(const std::string& releases, const std::string& expected) {
  const JsonDocument in = parsed(releases);
  const JsonDocument out = parsed(expected);
  std::vector<const rapidjson::Value*> list;
  for (const auto& release : in.root().GetArray()) list.push_back(&release);
  rapidjson::Document compiled;
  merge_all(list, compiled);
  INFO(written(&compiled, 4000));
  CHECK(compiled == out.root());
}

std::string releases(const std::string& first, const std::string& second) {
  return R"([{"ocid": "a", "id": "1", "date": "2025-01-01", "tag": ["tender"], )" + first +
         R"(}, {"ocid": "a", "id": "2", "date": "2025-01-02", "tag": ["award"], )" + second + "}]";
}
std::string compiled(const std::string& members) {
  return R"({"ocid": "a", "id": "a-2025-01-02", "date": "2025-01-02", "tag": ["compiled"])" + members + "}";
}

}  // namespace

TEST_CASE("merging: later values win, null removes, empty objects and lists of things change nothing") {
  check_merge(releases(R"("tender": {"id": 1, "title": "A", "x": {"y": 1}})", R"("tender": {"title": "B", "x": {}})"),
              compiled(R"(, "tender": {"id": 1, "title": "B", "x": {"y": 1}})"));
  check_merge(releases(R"("tender": {"id": 1, "title": "A"})", R"("tender": {"title": null})"), compiled(R"(, "tender": {"id": 1})"));
  check_merge(releases(R"("awards": [{"id": "1", "title": "A"}])", R"("awards": [])"),
              compiled(R"(, "awards": [{"id": "1", "title": "A"}])"));
  check_merge(releases(R"("planning": {"budget": {}})", R"("awards": [])"), compiled(""));
}

TEST_CASE("merging: things with ids are matched, the number 1 and the text \"1\" are one id, others are appended") {
  check_merge(releases(R"("awards": [{"id": 1, "title": "A"}, {"id": "2"}])", R"("awards": [{"id": "1", "status": "active"}, {"id": 3}])"),
              compiled(R"(, "awards": [{"id": "1", "title": "A", "status": "active"}, {"id": "2"}, {"id": 3}])"));
  check_merge(releases(R"("awards": [{"title": "A"}])", R"("awards": [{"title": "B"}])"),
              compiled(R"(, "awards": [{"title": "A"}, {"title": "B"}])"));
  check_merge(releases(R"("awards": [{"id": "1"}, {"id": "1", "title": "twice"}])", R"("awards": [{"id": "1", "status": "active"}])"),
              compiled(R"(, "awards": [{"id": "1", "status": "active"}, {"id": "1", "title": "twice"}])"));
}

TEST_CASE("merging: lists of texts, and lists that the schema merges whole, are replaced") {
  check_merge(releases(R"("parties": [{"id": "p", "roles": ["buyer"], "additionalIdentifiers": [{"id": "1"}]}])",
                       R"("parties": [{"id": "p", "roles": ["payer"], "additionalIdentifiers": [{"id": "2"}]}])"),
              compiled(R"(, "parties": [{"id": "p", "roles": ["payer"], "additionalIdentifiers": [{"id": "2"}]}])"));
  check_merge(releases(R"("parties": [{"id": "p", "additionalIdentifiers": [{"id": "1"}]}])",
                       R"("parties": [{"id": "p", "additionalIdentifiers": []}])"),
              compiled(R"(, "parties": [{"id": "p", "additionalIdentifiers": []}])"));
}

TEST_CASE("merging: publishing the same release again changes nothing but its date") {
  const JsonDocument in = parsed(releases(R"("tender": {"id": "t", "items": [{"id": "1", "quantity": 2}]})",
                                          R"("awards": [{"id": "1", "suppliers": [{"id": "s"}]}])"));
  rapidjson::Document once;
  rapidjson::Document twice;
  const rapidjson::Value* first = &in.root()[0];
  const rapidjson::Value* second = &in.root()[1];
  merge_all({first, second}, once);
  merge_all({first, second, second}, twice);
  CHECK(once == twice);
}

TEST_CASE("merging: long lists and short updates give the same as short lists, one item without id among them") {
  std::string first = R"({"title": "nameless"})";
  std::string update = R"({"id": 7, "status": "active"})";
  std::string expected = first;
  for (int i = 0; i < 10; ++i) {
    const std::string id = std::to_string(i);
    first += ", {\"id\": \"" + id + "\"}";
    expected += ", {\"id\": \"" + id + (i == 7 ? "\", \"status\": \"active\"}" : "\"}");
  }
  const auto list = [](const std::string& items) { return "\"awards\": [" + items + "]"; };
  check_merge(releases(list(first), list(update)), compiled(", " + list(expected)));
  check_merge(releases(list(first), list(update + R"(, {"id": 7, "x": 1}, {"id": 70}, {"id": 71}, {"id": 72})")),
              compiled(", " + list(expected.substr(0, expected.find(R"("active"})")) + R"("active", "x": 1})" +
                                   expected.substr(expected.find(R"("active"})") + 9) + R"(, {"id": 70}, {"id": 71}, {"id": 72})")));
}

TEST_CASE("the last values of a versioned release are its state") {
  const JsonDocument in = parsed(
      R"({"ocid": "a", "tender": {"title": [{"releaseDate": "2025-01-01", "releaseID": "1", "value": "old"}, {"releaseDate": "2025-01-02", "releaseID": "2", "value": "new"}],
    "description": [{"releaseDate": "2025-01-01", "value": "x"}, {"releaseDate": "2025-01-02", "value": null}],
    "items": [{"id": "1", "quantity": [{"releaseDate": "2025-01-01", "value": 3}]}]}})");
  rapidjson::Document state;
  unversion(in.root(), state);
  CHECK(state == parsed(R"({"ocid": "a", "tender": {"title": "new", "items": [{"id": "1", "quantity": 3}]}})").root());
}

TEST_CASE("upgrading 1.0 moves organisations to parties and leaves references") {
  JsonDocument in = parsed(R"({"ocid": "a", "buyer": {"name": "Pilsēta", "identifier": {"scheme": "LV-RE", "id": "90000000001"}},
    "awards": [{"id": "1", "suppliers": [{"name": "Nameless id"}, {"id": "s", "name": "Given id"}]}]})");
  upgrade_to_1_1(in.document());
  const rapidjson::Value& root = in.root();
  CHECK(id_at(&root, "buyer/id") == "LV-RE-90000000001");
  CHECK(find(&root, "buyer/identifier") == nullptr);
  REQUIRE(items(&root, "parties", "").size() == 2);
  CHECK(id_at(items(&root, "parties", "")[0].value, "identifier/id") == "90000000001");
  CHECK(text_at(items(&root, "parties", "")[1].value, "name") == "Nameless id");
  JsonDocument again = parsed(R"({"ocid": "a", "parties": [{"id": "b"}], "buyer": {"id": "b", "name": "B"}})");
  const JsonDocument same = parsed(R"({"ocid": "a", "parties": [{"id": "b"}], "buyer": {"id": "b", "name": "B"}})");
  upgrade_to_1_1(again.document());
  CHECK(again.root() == same.root());
}

TEST_CASE("instants are compared across time zones") {
  CHECK(instant("2016-05-31T10:00:00+03:00") == instant("2016-05-31T07:00:00Z"));
  CHECK(instant("2016-05-31T10:00:00-0130") == instant("2016-05-31T11:30:00Z"));
  CHECK(instant("2016-05-31") == instant("2016-05-31T00:00:00.000Z"));
  CHECK_FALSE(instant("yesterday").has_value());
}

TEST_CASE("merging gives the expected results of the public merge cases") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(KEDE_SOURCE_DIR) / ".." / "shared" / "data" / "ocds-edge" / "ocds-merge";
  if (!fs::is_directory(folder)) {
    WARN("SKIPPED: the public merge cases are not at " << folder.string());
    return;
  }
  const DiskFileSystem disk;
  std::size_t cases = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string expected = entry.path().string();
    const std::size_t at = expected.find("-compiled.json");
    if (at == std::string::npos) continue;
    INFO(expected);
    check_merge(disk.read_all(expected.substr(0, at) + ".json").value(), disk.read_all(expected).value());
    ++cases;
  }
  CHECK(cases > 10);
}
