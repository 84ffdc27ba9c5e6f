#include "engine/base/resources.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "engine/base/file_system.hpp"

using namespace kede;

TEST_CASE("embedded files are the files of the repository, byte for byte") {
  const DiskFileSystem disk;
  const auto names = resource_names("rules/");
  CHECK_FALSE(names.empty());
  for (const std::string_view name : names) {
    INFO(name);
    const auto on_disk = disk.read_all(std::string(KEDE_SOURCE_DIR) + '/' + std::string(name));
    REQUIRE(on_disk.ok());
    CHECK((*resource(name) == on_disk.value()));
  }
}

TEST_CASE("embedded files are listed in byte order and found by their whole name only") {
  const auto names = resource_names("");
  CHECK(std::is_sorted(names.begin(), names.end()));
  for (const std::string_view name : names) CHECK(resource(name).has_value());
  CHECK_FALSE(resource("rules/vocabulary"));
  CHECK_FALSE(resource("rules/"));
  CHECK_FALSE(resource(""));
  CHECK(resource_names("no/such/").empty());
  CHECK(std::count(engine_version().begin(), engine_version().end(), '.') == 2);
}
