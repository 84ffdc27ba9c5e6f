#include "tests/cli/workspace.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace kede::test {

namespace fs = std::filesystem;

namespace {

// The program that was built together with the running test: bin/kede where this is tests/test_cli.
std::string program_path() { return (fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "bin/kede").string(); }

}  // namespace

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool started = false;
  char quote = 0;
  for (const char c : line) {
    if (quote != 0) {
      c == quote ? void(quote = 0) : word.push_back(c);
    } else if (c == '"' || c == '\'') {
      quote = c;
      started = true;
    } else if (c == ' ') {
      if (started) words.push_back(std::move(word));
      word.clear();
      started = false;
    } else {
      word.push_back(c);
      started = true;
    }
  }
  if (started) words.push_back(std::move(word));
  return words;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

std::string read_whole(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_whole(const fs::path& file, std::string_view bytes) {
  if (file.has_parent_path()) fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out) throw std::runtime_error("cannot write " + file.string());
}

Workspace::Workspace() {
  std::string name = (fs::temp_directory_path() / "kede-cli-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  folder_ = fs::canonical(name);
}

Workspace::~Workspace() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string Workspace::expanded(std::string text) const {
  return replaced(replaced(std::move(text), "$TMP", folder_.string()), "$ROOT", KEDE_SOURCE_DIR);
}

std::string Workspace::reduced(std::string text) const {
  return replaced(replaced(std::move(text), folder_.string(), "$TMP"), KEDE_SOURCE_DIR, "$ROOT");
}

Outcome Workspace::show_file(const std::string& name) const {
  const fs::path file = folder_ / name;
  if (!fs::is_regular_file(file)) return {.out = {}, .err = "no file " + name + "\n", .exit = 1};
  return {.out = read_whole(file), .err = {}, .exit = 0};
}

Outcome Workspace::list_folder(const std::string& name) const {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / name)) {
    if (entry.is_regular_file()) names.push_back(fs::relative(entry.path(), folder_ / name).string());
  }
  std::sort(names.begin(), names.end());
  Outcome outcome{.out = {}, .err = {}, .exit = 0};
  for (const std::string& each : names) outcome.out += each + '\n';
  return outcome;
}

Outcome Workspace::run(std::string_view line, const std::string& input) const {
  std::vector<std::string> words = words_of(line);
  for (std::string& word : words) word = expanded(std::move(word));
  const char* path = std::getenv("PATH");
  Program program{.command = {},
                  .environment = {std::string("PATH=") + (path == nullptr ? "/usr/bin:/bin" : path), "HOME=" + folder_.string(), "LANG=C"},
                  .folder = folder_.string(),
                  .input = input};
  auto word = words.begin();
  if (const char* leaks = std::getenv("LSAN_OPTIONS")) program.environment.push_back(std::string("LSAN_OPTIONS=") + leaks);
  // What the line sets comes first: of two settings of one name the first counts.
  for (; word != words.end() && word->find('=') != std::string::npos; ++word)
    program.environment.insert(program.environment.begin(), *word);
  if (word == words.end()) throw std::runtime_error("no command in: " + std::string(line));
  if (*word == "cat" && word + 1 != words.end()) return show_file(*(word + 1));
  if (*word == "ls" && word + 1 != words.end()) return list_folder(*(word + 1));
  if (*word != "kede") throw std::runtime_error("not a command of these tests: " + *word);
  program.command.assign(word, words.end());
  program.command.front() = program_path();
  return run_program(program);
}

}  // namespace kede::test
