#include "tests/cli/script.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace kede::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAny = "…";
constexpr std::string_view kInput = "# stdin:";
constexpr std::string_view kOut = "# stdout:";
constexpr std::string_view kErr = "# stderr:";
constexpr std::string_view kExit = "exit: ";

bool has_meaning(std::string_view line) {
  const std::string_view beginnings[] = {"$ ", "+ ", "## ", kInput, kOut, kErr, kExit, "\\"};
  return std::any_of(std::begin(beginnings), std::end(beginnings), [&](std::string_view beginning) { return line.starts_with(beginning); });
}

void drop_empty_end(std::vector<std::string>& lines) {
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
}

// "…" in the pattern stands for any characters.
bool line_matches(std::string_view pattern, std::string_view line) {
  const std::size_t gap = pattern.find(kAny);
  if (gap == std::string_view::npos) return pattern == line;
  if (!line.starts_with(pattern.substr(0, gap))) return false;
  line.remove_prefix(gap);
  pattern.remove_prefix(gap + kAny.size());
  for (std::size_t at = 0; at <= line.size(); ++at) {
    if (line_matches(pattern, line.substr(at))) return true;
  }
  return false;
}

std::vector<std::string> script_lines(const std::vector<std::string>& lines) {
  std::vector<std::string> out;
  for (const std::string& line : lines) out.push_back(has_meaning(line) ? '\\' + line : line);
  return out;
}

void append(std::string& text, const std::vector<std::string>& lines) {
  for (const std::string& line : script_lines(lines)) text += line + '\n';
}

std::size_t number_in(const std::string& word, int base) {
  std::size_t value = 0;
  const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value, base);
  if (failure != std::errc{} || end != word.data() + word.size()) throw std::runtime_error("not a number: " + word);
  return value;
}

// One line of so many bytes, in JSON that begins well: the reader must not keep it all in memory or wait for its end.
void write_long_line(const fs::path& file, std::size_t bytes) {
  if (file.has_parent_path()) fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << "{\"releases\":[{\"ocid\":\"";
  const std::string block(1U << 20U, 'a');
  for (std::size_t left = bytes; left > 0;) {
    const std::size_t count = std::min(left, block.size());
    out.write(block.data(), static_cast<std::streamsize>(count));
    left -= count;
  }
}

}  // namespace

std::vector<Step> read_script(std::string_view text) {
  std::vector<Step> steps;
  std::vector<std::string>* into = nullptr;
  for (const std::string& line : lines_of(text)) {
    Step* last = steps.empty() ? nullptr : &steps.back();
    const bool after_command = last != nullptr && last->kind == Step::Kind::command;
    if (line.starts_with("## ") || line == "##") {
      steps.push_back({.kind = Step::Kind::remark, .line = line, .body = {}, .input = {}, .out = {}, .err = {}});
      into = nullptr;
    } else if (line.starts_with("+ ")) {
      steps.push_back({.kind = Step::Kind::preparation, .line = line.substr(2), .body = {}, .input = {}, .out = {}, .err = {}});
      into = &steps.back().body;
    } else if (line.starts_with("$ ")) {
      steps.push_back({.kind = Step::Kind::command, .line = line.substr(2), .body = {}, .input = {}, .out = {}, .err = {}});
      into = &steps.back().out;
    } else if (after_command && line.starts_with(kExit)) {
      last->exit = static_cast<int>(number_in(line.substr(kExit.size()), 10));
    } else if (after_command && line == kInput) {
      into = &last->input;
    } else if (after_command && line == kOut) {
      into = &last->out;
    } else if (after_command && line == kErr) {
      into = &last->err;
    } else if (into != nullptr) {
      into->push_back(line.starts_with('\\') ? line.substr(1) : line);
    } else if (!line.empty()) {
      throw std::runtime_error("a line without a place: " + line);
    }
  }
  for (Step& step : steps) {
    for (auto* lines : {&step.body, &step.input, &step.out, &step.err}) drop_empty_end(*lines);
  }
  return steps;
}

std::string write_script(const std::vector<Step>& steps) {
  std::string text;
  for (const Step& step : steps) {
    if (!text.empty() && step.kind != Step::Kind::remark && !text.ends_with("\n\n") &&
        text.rfind("\n## ", text.size() - 2) == std::string::npos)
      text += '\n';
    if (step.kind == Step::Kind::remark) {
      if (!text.empty() && !text.ends_with("\n\n")) text += '\n';
      text += step.line + '\n';
      continue;
    }
    text += (step.kind == Step::Kind::command ? "$ " : "+ ") + step.line + '\n';
    append(text, step.body);
    if (!step.input.empty()) {
      text += std::string(kInput) + '\n';
      append(text, step.input);
      text += std::string(kOut) + '\n';
    }
    append(text, step.out);
    if (!step.err.empty()) {
      text += std::string(kErr) + '\n';
      append(text, step.err);
    }
    if (step.exit != 0) text += std::string(kExit) + std::to_string(step.exit) + '\n';
  }
  return text;
}

void prepare(const Step& step, const Workspace& workspace) {
  std::vector<std::string> words = words_of(step.line);
  for (std::string& word : words) word = workspace.expanded(std::move(word));
  const auto at = [&](std::size_t i) -> const std::string& {
    if (i >= words.size()) throw std::runtime_error("too few words: + " + step.line);
    return words[i];
  };
  const fs::path file = workspace.folder() / at(1);
  if (at(0) == "file") {
    std::string text;
    for (const std::string& line : step.body) text += line + '\n';
    write_whole(file, text);
  } else if (at(0) == "bytes") {
    std::string bytes;
    for (std::size_t i = 2; i < words.size(); ++i) bytes.push_back(static_cast<char>(number_in(words[i], 16)));
    write_whole(file, bytes);
  } else if (at(0) == "copy") {
    const fs::path to = workspace.folder() / at(2);
    fs::create_directories(to.parent_path());
    fs::copy(file, to, fs::copy_options::recursive);
  } else if (at(0) == "replace") {
    const std::string before = read_whole(file);
    if (before.find(at(2)) == std::string::npos) throw std::runtime_error("nothing to replace: + " + step.line);
    write_whole(file, replaced(before, at(2), at(3)));
  } else if (at(0) == "remove") {
    if (fs::remove_all(file) == 0) throw std::runtime_error("nothing to remove: + " + step.line);
  } else if (at(0) == "long-line") {
    write_long_line(file, number_in(at(2), 10));
  } else {
    throw std::runtime_error("unknown preparation: + " + step.line);
  }
}

bool lines_match(const std::vector<std::string>& expected, const std::vector<std::string>& actual) {
  // reach[j]: the expected lines so far can stand for the first j actual ones.
  std::vector<char> reach(actual.size() + 1, 0);
  reach[0] = 1;
  for (const std::string& line : expected) {
    std::vector<char> next(actual.size() + 1, 0);
    bool open = false;
    for (std::size_t j = 0; j <= actual.size(); ++j) {
      open = open || reach[j] != 0;
      if (line == kAny) {
        next[j] = open ? 1 : 0;
      } else if (j > 0 && reach[j - 1] != 0 && line_matches(line, actual[j - 1])) {
        next[j] = 1;
      }
    }
    reach = std::move(next);
  }
  return reach.back() != 0;
}

std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& actual) {
  std::size_t same = 0;
  while (same < expected.size() && same < actual.size() && line_matches(expected[same], actual[same])) ++same;
  std::string out = "the first difference is in line " + std::to_string(same + 1) + "\n--- expected\n";
  for (const std::string& line : expected) out += line + '\n';
  out += "--- actual\n";
  for (const std::string& line : actual) out += line + '\n';
  return out;
}

}  // namespace kede::test
