// The sources of the engine, as text.
// Used by the tests of the laws that the sources themselves must keep.
// Read once; const afterwards.
// Law: every file under engine/, importers/ and reports/ is seen, none is left out by hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kede::testing {

struct SourceFile {
  std::string path;  // from the root of the repository: "engine/base/text.hpp"
  std::string text;
  std::vector<std::string_view> lines;  // into `text`, without the empty one after the last line feed
  bool is_header() const { return path.ends_with(".hpp"); }
  std::string_view folder() const { return std::string_view(path).substr(0, path.rfind('/')); }
};

// In order of path.
const std::vector<SourceFile>& source_files();
// The text with comments and, on demand, the contents of string literals replaced by spaces; line feeds stay.
enum class Keep { strings, code_only };
std::string without_comments(std::string_view source, Keep keep);
// The number of the line (from 1) at a byte.
std::size_t line_of(std::string_view text, std::size_t at);

}  // namespace kede::testing
