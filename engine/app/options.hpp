// Options shared by commands, and how a command line is read.
// Used by every cmd_*.cpp.
// Plain values.
// Law: an unknown option is an error that names the nearest right one; --help always works.
#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/positional_options.hpp>
#include <boost/program_options/variables_map.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/app/command.hpp"
#include "engine/base/diagnostic.hpp"

namespace kede::app {

namespace po = boost::program_options;

struct TalkOptions {
  Language language = Language::en;
  bool quiet = false;
  bool json_diagnostics = false;
};

// --lang, --quiet, --json-diagnostics, --help
void add_talk_options(po::options_description& options);

// What reading a command line gives: the values, or the exit code with which the command ends (help was shown, or usage was wrong).
struct ParsedLine {
  po::variables_map values;
  TalkOptions talk;
  std::optional<int> exit;
};

// `help` is the key of the command's help page in cli.json.
ParsedLine parse_line(std::span<const std::string> arguments, const po::options_description& options,
                      const po::positional_options_description& positional, std::string_view help, Outside& outside);

// Prints diagnostics to stderr, as text or as JSON Lines. Notes are left out when quiet.
void print_diagnostics(const std::vector<Diagnostic>& diagnostics, const TalkOptions& talk, Outside& outside);
// The same for a sink: the first of each code, then how many more there were of it.
void print_diagnostics(const DiagnosticSink& sink, const TalkOptions& talk, Outside& outside);

}  // namespace kede::app
