// Runs a program as a person would, without a shell, and keeps everything it said.
// Used by the command-line tests.
// One call at a time per object; no state between calls.
// Law: no output is lost, a program that hangs is ended, and its surroundings hold only what the caller named.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace kede::test {

struct Program {
  std::vector<std::string> command;      // path of the program, then its arguments
  std::vector<std::string> environment;  // NAME=value
  std::string folder;                    // where it starts
  std::string input;                     // its standard input
  std::chrono::seconds limit{60};
};

struct Outcome {
  std::string out;
  std::string err;
  int exit = -1;  // 128 + signal when a signal ended it
  bool timed_out = false;
};

// Throws std::system_error when the program cannot be started at all.
Outcome run_program(const Program& program);

}  // namespace kede::test
