#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include "tests/cli/workspace.hpp"

namespace {

using namespace kede::test;
namespace fs = std::filesystem;

std::vector<fs::path> documents() {
  std::vector<fs::path> out;
  for (const fs::path file :
       {KEDE_SOURCE_DIR "/README.md", KEDE_SOURCE_DIR "/rules/README.md", KEDE_SOURCE_DIR "/rules/new-indicator.md"}) {
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

// What a reader does, in order: runs a command, or writes a file.
struct Action {
  std::string command;  // "kede …", or
  std::string file;     // written with
  std::string content;
};

// The lines "$ kede …" of every ```console block, and the files shown in blocks such as ```json my-rules/core/LAB-17.json.
std::vector<Action> actions_in(const fs::path& document) {
  std::vector<Action> out;
  enum class Block { none, commands, file, other } block = Block::none;
  for (const std::string& line : lines_of(read_whole(document))) {
    if (line.starts_with("```")) {
      const std::size_t space = line.find(' ');
      if (block != Block::none) {
        block = Block::none;
      } else if (line == "```console") {
        block = Block::commands;
      } else if (space != std::string::npos) {
        block = Block::file;
        out.push_back({"", line.substr(space + 1), ""});
      } else {
        block = Block::other;
      }
    } else if (block == Block::commands && line.starts_with("$ kede")) {
      out.push_back({line.substr(2), "", ""});
    } else if (block == Block::file) {
      out.back().content += line + '\n';
    }
  }
  return out;
}

}  // namespace

TEST_CASE("every command that the documents show runs as written", "[documents]") {
  for (const fs::path& document : documents()) {
    DYNAMIC_SECTION(fs::relative(document, KEDE_SOURCE_DIR).string()) {
      // One folder for the whole document, as for a reader who follows it from the top.
      const Workspace workspace;
      for (const char* folder : {"samples", "rules"})
        fs::create_directory_symlink(fs::path(KEDE_SOURCE_DIR) / folder, workspace.folder() / folder);
      for (const Action& action : actions_in(document)) {
        if (action.command.empty()) {
          write_whole(workspace.folder() / action.file, action.content);
          continue;
        }
        const Outcome outcome = workspace.run(action.command);
        INFO("$ " << action.command << "\n" << outcome.out << outcome.err);
        CHECK(outcome.exit == 0);
      }
    }
  }
}

TEST_CASE("every sample shows a command") {
  for (const fs::path& document : documents()) {
    if (document.parent_path().parent_path().filename() != "samples") continue;
    INFO(document);
    CHECK_FALSE(actions_in(document).empty());
  }
}
