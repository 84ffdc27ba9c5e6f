// Times of every importer into a sink that only counts, printed and never asserted: the sample of each (or the files given), repeated to
// the size given. Each is measured at that size and at a tenth of it, in a process of its own, so that the memory shows what grows with the
// file. Run: build/release/bin/kede_import_perf [MEGABYTES] [FILE…]
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "engine/base/text.hpp"
#include "importers/registry.hpp"
#include "importers/source.hpp"

namespace {

using namespace kede;
namespace fs = std::filesystem;

class CountingSink final : public model::RecordSink {
 public:
  SourceId add_source(model::Source) override { return static_cast<SourceId>(sources_++); }
  void complete_source(SourceId, model::Source) override {}
  void add(model::Record record) override {
    ++records;
    facts += record.facts.size();
  }
  void reject(model::Rejection) override { ++rejected; }

  std::size_t records = 0;
  std::size_t facts = 0;
  std::size_t rejected = 0;

 private:
  std::uint32_t sources_ = 0;
};

// A file that may be repeated: `before`, then `part` again and again with `between`, then `after`.
struct Repeatable {
  std::string before;
  std::string part;
  std::string between;
  std::string after;
  bool as_files = false;  // one document each: repeated as a file
};

// Digits in a row of five or more are counted up in each repetition, so that identifiers differ.
std::string renumbered(const std::string& part, std::size_t round) {
  std::string out = part;
  for (std::size_t at = 0; at < out.size();) {
    std::size_t end = at;
    while (end < out.size() && is_digit(out[end])) ++end;
    if (end - at >= 5) {
      std::size_t carry = round;
      for (std::size_t digit = end; digit-- > at && carry > 0; carry /= 10) {
        out[digit] = static_cast<char>('0' + (static_cast<std::size_t>(out[digit] - '0') + carry) % 10);
      }
    }
    at = end + 1;
  }
  return out;
}

Repeatable repeatable(const std::string& text) {
  const std::string_view trimmed = trim(text);
  if (trimmed.starts_with('<')) return {{}, text, {}, {}, true};
  if (trimmed.starts_with('[')) return {"[", std::string(trimmed.substr(1, trimmed.size() - 2)), ",\n", "]", false};
  if (trimmed.starts_with('{')) {
    const bool lines = trimmed.find("}\n{") != std::string_view::npos || trimmed.find('\n') == std::string_view::npos;
    return {{}, std::string(trimmed) + '\n', {}, {}, !lines};
  }
  const std::size_t header = text.find('\n');
  if (header == std::string::npos) return {{}, text, {}, {}, true};
  const bool ended = text.ends_with('\n');
  return {text.substr(0, header + 1), text.substr(header + 1) + (ended ? "" : "\n"), {}, {}, false};
}

std::vector<importers::InputFile> write_repeated(const fs::path& folder, const std::string& name, const std::string& text,
                                                 std::size_t bytes) {
  const Repeatable made = repeatable(text);
  std::vector<importers::InputFile> out;
  if (made.as_files) {
    for (std::size_t written = 0; written < bytes; written += made.part.size()) {
      out.push_back({(folder / (std::to_string(out.size()) + '-' + name)).string()});
      std::ofstream(out.back().path, std::ios::binary) << renumbered(made.part, out.size());
    }
    return out;
  }
  out.push_back({(folder / name).string()});
  std::ofstream file(out[0].path, std::ios::binary);
  file << made.before;
  for (std::size_t written = 0, round = 0; written < bytes; written += made.part.size(), ++round) {
    file << (round > 0 ? made.between : "") << renumbered(made.part, round);
  }
  file << made.after;
  return out;
}

struct Case {
  const importers::Importer* importer;
  std::map<std::string, std::string> files;  // name -> contents
};

std::optional<Case> case_of(const std::string& path) {
  const DiskFileSystem disk;
  const auto head = importers::read_head(disk, path);
  const auto bytes = disk.read_all(path);
  if (!head || !bytes) return std::nullopt;
  for (const importers::Importer* importer : importers::all_importers()) {
    if (importer->recognise(path, *head) > 50) return Case{importer, {{fs::path(path).filename().string(), *bytes}}};
  }
  return std::nullopt;
}

std::vector<Case> cases_of_samples() {
  std::vector<Case> out;
  const DiskFileSystem disk;
  for (const importers::Importer* importer : importers::all_importers()) {
    if (importer->name == "workbook") continue;  // filled in by hand, never of this size
    out.push_back({importer, {}});
    for (const std::string& path : disk.list(std::string(KEDE_SOURCE_DIR "/tests/importers/") + std::string(importer->name) + "/sample")) {
      out.back().files[fs::path(path).filename().string()] = disk.read_all(path).value();
    }
  }
  return out;
}

void measure(const Case& one, std::size_t bytes) {
  const fs::path folder = fs::temp_directory_path() / ("kede-import-perf-" + std::to_string(getpid()));
  fs::create_directories(folder);
  std::vector<importers::InputFile> files;
  for (const auto& [name, text] : one.files) {
    for (importers::InputFile& file : write_repeated(folder, name, text, bytes / one.files.size())) files.push_back(std::move(file));
  }
  std::uint64_t size = 0;
  for (const auto& file : files) size += fs::file_size(file.path);
  std::fflush(stdout);
  if (const pid_t child = fork(); child == 0) {
    const DiskFileSystem disk;
    const auto vocabulary = model::Vocabulary::built_in();
    DiagnosticSink diagnostics;
    CountingSink sink;
    importers::ImportContext context{.files = disk, .vocabulary = *vocabulary, .diagnostics = diagnostics};
    const auto begin = std::chrono::steady_clock::now();
    const auto read = one.importer->read(files, context, sink);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("{:<14} {:>7.1f} MB {:>8.3f} s {:>7.1f} MB/s {:>6} MiB {:>10} records {:>11} facts {:>8} rejected{}\n", one.importer->name,
               static_cast<double>(size) / 1e6, seconds, static_cast<double>(size) / 1e6 / seconds, usage.ru_maxrss / 1024, sink.records,
               sink.facts, sink.rejected, read ? "" : "  FAILED");
    std::fflush(stdout);
    _exit(0);
  } else {
    int status = 0;
    waitpid(child, &status, 0);
  }
  fs::remove_all(folder);
}

}  // namespace

int main(int count, char** values) {
  std::size_t megabytes = 200;
  int first = 1;
  if (count > 1) {
    const std::string_view text(values[1]);
    if (std::from_chars(text.data(), text.data() + text.size(), megabytes).ptr == text.data() + text.size()) first = 2;
  }
  std::vector<Case> cases;
  for (int i = first; i < count; ++i) {
    if (auto one = case_of(values[i])) {
      cases.push_back(std::move(*one));
    } else {
      fmt::print("{}: in no known format\n", values[i]);
    }
  }
  if (first == count) cases = cases_of_samples();
  for (const Case& one : cases) {
    measure(one, megabytes * 100'000);
    measure(one, megabytes * 1'000'000);
  }
  return 0;
}
