#include "tests/support/source_tree.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/base/file_system.hpp"
#include "engine/base/text.hpp"

namespace kede::testing {
namespace {

std::vector<SourceFile> read_all_sources() {
  const DiskFileSystem disk;
  const std::string root = std::string(KEDE_SOURCE_DIR) + '/';
  std::vector<SourceFile> out;
  for (const char* folder : {"engine", "importers", "reports"}) {
    for (const std::string& path : disk.list(root + folder)) {
      if (!path.ends_with(".cpp") && !path.ends_with(".hpp")) continue;
      auto text = disk.read_all(path);
      REQUIRE(text.ok());
      out.push_back({path.substr(root.size()), std::move(text).value(), {}});
    }
  }
  std::sort(out.begin(), out.end(), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  for (SourceFile& file : out) {
    file.lines = split(file.text, '\n');
    if (file.lines.back().empty()) file.lines.pop_back();
  }
  return out;
}

// The end of the literal that begins at `at` (its quote): one past the closing quote.
std::size_t end_of_literal(std::string_view source, std::size_t at) {
  if (at > 0 && source[at] == '"' && source[at - 1] == 'R') {
    const std::size_t open = source.find('(', at);
    const std::string close = ')' + std::string(source.substr(at + 1, open - at - 1)) + '"';
    return source.find(close, open) + close.size();
  }
  const char quote = source[at];
  std::size_t end = at + 1;
  while (end < source.size() && source[end] != quote && source[end] != '\n') end += source[end] == '\\' ? 2U : 1U;
  return end + 1;
}

bool is_digit_separator(std::string_view source, std::size_t at) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  return source[at] == '\'' && at > 0 && at + 1 < source.size() && is_hex(source[at - 1]) && is_hex(source[at + 1]);
}

}  // namespace

const std::vector<SourceFile>& source_files() {
  static const std::vector<SourceFile> files = read_all_sources();
  REQUIRE(files.size() > 100);
  return files;
}

std::string without_comments(std::string_view source, Keep keep) {
  std::string out(source);
  const auto blank = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < std::min(end, out.size()); ++i) {
      if (out[i] != '\n') out[i] = ' ';
    }
  };
  for (std::size_t at = 0; at < source.size();) {
    std::size_t end = at + 1;
    if (source.substr(at).starts_with("//")) {
      end = std::min(source.find('\n', at), source.size());
      blank(at, end);
    } else if (source.substr(at).starts_with("/*")) {
      end = std::min(source.find("*/", at), source.size() - 2) + 2;
      blank(at, end);
    } else if ((source[at] == '"' || source[at] == '\'') && !is_digit_separator(source, at)) {
      end = end_of_literal(source, at);
      if (keep == Keep::code_only) blank(at + 1, end - 1);
    }
    at = end;
  }
  return out;
}

std::size_t line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace kede::testing
