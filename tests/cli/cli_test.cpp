#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "tests/cli/script.hpp"

namespace {

using namespace kede::test;
namespace fs = std::filesystem;

std::vector<fs::path> scripts() {
  const char* only = std::getenv("KEDE_SCRIPT");
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(KEDE_SOURCE_DIR "/tests/cli")) {
    const bool wanted = only == nullptr || entry.path().filename() == only;
    if (wanted && entry.path().extension() == ".test") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool blessing() {
  const char* wish = std::getenv("KEDE_BLESS");
  return wish != nullptr && std::string_view(wish) == "1";
}

std::vector<std::string> seen(const Workspace& workspace, const std::string& text) {
  std::vector<std::string> lines = lines_of(workspace.reduced(text));
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

// Holds the expectation against what happened; when blessing, what happened becomes the expectation.
void compare(std::vector<std::string>& expected, const std::vector<std::string>& actual, const std::string& what) {
  if (lines_match(expected, actual)) return;
  if (blessing()) {
    expected = actual;
    return;
  }
  FAIL_CHECK(what << ": " << difference(expected, actual));
}

void run_step(Step& step, const Workspace& workspace, const std::string& where) {
  if (step.kind == Step::Kind::preparation) prepare(step, workspace);
  if (step.kind != Step::Kind::command) return;
  std::string input;
  for (const std::string& line : step.input) input += workspace.expanded(line) + '\n';
  const Outcome outcome = workspace.run(step.line, input);
  const std::string what = where + ": $ " + step.line;
  if (outcome.timed_out) FAIL_CHECK(what << ": took too long");
  compare(step.out, seen(workspace, outcome.out), what + " (stdout)");
  compare(step.err, seen(workspace, outcome.err), what + " (stderr)");
  if (blessing()) step.exit = outcome.exit;
  if (outcome.exit != step.exit) FAIL_CHECK(what << ": exit " << outcome.exit << " instead of " << step.exit);
}

}  // namespace

TEST_CASE("commands say and do what their scripts expect", "[scripts]") {
  for (const fs::path& file : scripts()) {
    DYNAMIC_SECTION(file.stem().string()) {
      const std::string before = read_whole(file);
      std::vector<Step> steps = read_script(before);
      CHECK(std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.kind == Step::Kind::command; }));
      const Workspace workspace;
      for (Step& step : steps) run_step(step, workspace, file.filename().string());
      const std::string after = write_script(steps);
      if (blessing() && after != before) write_whole(file, after);
    }
  }
}

TEST_CASE("an ellipsis stands for anything, and nothing else does") {
  CHECK(lines_match({}, {}));
  CHECK(lines_match({"a", "…", "c"}, {"a", "c"}));
  CHECK(lines_match({"a", "…", "c"}, {"a", "b", "b", "c"}));
  CHECK(lines_match({"…"}, {}));
  CHECK(lines_match({"x … y …"}, {"x 1 y 2"}));
  CHECK_FALSE(lines_match({"a"}, {"a", "b"}));
  CHECK_FALSE(lines_match({"a", "b"}, {"a"}));
  CHECK_FALSE(lines_match({"x … y"}, {"x 1 z"}));
  CHECK_FALSE(lines_match({"…", "c"}, {"a", "b"}));
}

TEST_CASE("a script is rewritten without loss") {
  const std::string script =
      "## Two commands\n\n+ file a.csv\nx;y\n\n$ kede rules eval \"1 + 1\"\n2\n\n$ kede nothing\n# stdin:\nline\n# stdout:\n\\$ 5\n# "
      "stderr:\nwrong …\nexit: 2\n";
  const auto steps = read_script(script);
  REQUIRE(steps.size() == 4);
  CHECK(steps[1].body == std::vector<std::string>{"x;y"});
  CHECK(steps[3].out == std::vector<std::string>{"$ 5"});
  CHECK(steps[3].exit == 2);
  const auto again = read_script(write_script(steps));
  REQUIRE(again.size() == 4);
  CHECK(again[3].out == steps[3].out);
  CHECK(again[3].err == steps[3].err);
  CHECK(write_script(again) == write_script(steps));
}

TEST_CASE("words keep together what is quoted") {
  CHECK(words_of("kede explain 'a b' \"c d\" \"\" e") == std::vector<std::string>{"kede", "explain", "a b", "c d", "", "e"});
}
