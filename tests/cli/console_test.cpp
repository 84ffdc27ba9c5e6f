#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include "tests/cli/workspace.hpp"

namespace {

using namespace kede::test;
namespace fs = std::filesystem;

std::vector<fs::path> documents() {
  std::vector<fs::path> out;
  for (const fs::path file : {KEDE_SOURCE_DIR "/README.md", KEDE_SOURCE_DIR "/rules/README.md"}) {
    if (fs::exists(file)) out.push_back(file);
  }
  std::vector<fs::path> samples;
  for (const auto& entry : fs::directory_iterator(KEDE_SOURCE_DIR "/samples")) {
    if (fs::exists(entry.path() / "README.md")) samples.push_back(entry.path() / "README.md");
  }
  std::sort(samples.begin(), samples.end());
  out.insert(out.end(), samples.begin(), samples.end());
  return out;
}

// The commands of every ```console block: the lines "$ kede …".
std::vector<std::string> commands_in(const fs::path& document) {
  std::vector<std::string> out;
  bool inside = false;
  for (const std::string& line : lines_of(read_whole(document))) {
    if (line.starts_with("```")) {
      inside = !inside && line == "```console";
    } else if (inside && line.starts_with("$ kede")) {
      out.push_back(line.substr(2));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("every command that the documents show runs as written") {
  for (const fs::path& document : documents()) {
    DYNAMIC_SECTION(fs::relative(document, KEDE_SOURCE_DIR).string()) {
      // One folder for the whole document, as for a reader who follows it from the top.
      const Workspace workspace;
      for (const char* folder : {"samples", "rules"})
        fs::create_directory_symlink(fs::path(KEDE_SOURCE_DIR) / folder, workspace.folder() / folder);
      for (const std::string& command : commands_in(document)) {
        const Outcome outcome = workspace.run(command);
        INFO("$ " << command << "\n" << outcome.err);
        CHECK(outcome.exit == 0);
      }
    }
  }
}

TEST_CASE("every sample shows a command") {
  for (const fs::path& document : documents()) {
    if (document.parent_path().parent_path().filename() != "samples") continue;
    INFO(document);
    CHECK_FALSE(commands_in(document).empty());
  }
}
