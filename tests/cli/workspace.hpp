// A fresh folder in which commands are tried, and how a command line is read and run there.
// Made by each command-line test.
// Removes its folder at the end; one thread.
// Law: the real program runs, in an environment of PATH, HOME and LANG=C only.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/process.hpp"

namespace kede::test {

// Words of a command line; "…" and '…' keep spaces together. Nothing else is special.
std::vector<std::string> words_of(std::string_view line);
std::vector<std::string> lines_of(std::string_view text);
std::string replaced(std::string text, std::string_view from, std::string_view to);
std::string read_whole(const std::filesystem::path& file);
void write_whole(const std::filesystem::path& file, std::string_view bytes);

class Workspace {
 public:
  Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  ~Workspace();

  const std::filesystem::path& folder() const { return folder_; }
  // $TMP and $ROOT written out.
  std::string expanded(std::string text) const;
  // The other way round, so that expectations hold on every machine.
  std::string reduced(std::string text) const;
  // "NAME=value … kede …", or "cat FILE" and "ls FOLDER", which need no program.
  Outcome run(std::string_view line, const std::string& input = {}) const;

 private:
  Outcome show_file(const std::string& name) const;
  Outcome list_folder(const std::string& name) const;
  std::filesystem::path folder_;
};

}  // namespace kede::test
