// Reads, checks and rewrites the files tests/cli/*.test; their form is described in README.md beside them.
// Used by cli_test.
// Plain values; one thread.
// Law: what is not expected is a failure, and rewriting changes only the expectations that do not hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/workspace.hpp"

namespace kede::test {

struct Step {
  enum class Kind { remark, preparation, command };
  Kind kind = Kind::remark;
  std::string line;                // as written, without "$ " and "+ "
  std::vector<std::string> body;   // of a preparation: the content of a file
  std::vector<std::string> input;  // of a command: its standard input
  std::vector<std::string> out;
  std::vector<std::string> err;
  int exit = 0;
};

std::vector<Step> read_script(std::string_view text);
std::string write_script(const std::vector<Step>& steps);

// "+ file NAME", "+ bytes NAME 61 ff", "+ copy FROM TO", "+ replace FILE OLD NEW", "+ remove FILE", "+ long-line FILE BYTES".
void prepare(const Step& step, const Workspace& workspace);

// Whether the lines are as expected: a line "…" stands for any lines, "…" in a line for any characters.
bool lines_match(const std::vector<std::string>& expected, const std::vector<std::string>& actual);
// The two beside each other, with the first difference pointed out.
std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& actual);

}  // namespace kede::test
