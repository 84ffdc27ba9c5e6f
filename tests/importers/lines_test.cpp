// Blocks of lines: every line once, whatever its length, in whatever pieces the text comes.
#include "importers/line_blocks.hpp"

#include <catch2/catch.hpp>

#include "importers/lines_ahead.hpp"

using namespace kede;
using namespace kede::importers;

namespace {

struct Lines {
  std::vector<std::string> texts;
  std::vector<std::uint32_t> numbers;
  std::vector<std::uint32_t> oversized;
};

template <class Source>
Lines all_of(Source& source) {
  Lines out;
  for (LineBlock block; source.next(block);) {
    for_each_line(block, [&](const char* begin, std::size_t size, std::uint32_t number) {
      out.texts.emplace_back(begin, size);
      out.numbers.push_back(number);
      if (block.oversized) out.oversized.push_back(number);
    });
  }
  return out;
}

Lines lines_of(const std::string& text, std::size_t longest, bool ahead) {
  MemoryFileSystem files;
  REQUIRE(files.write("file", text));
  const auto opened = SourceText::open(files, "file");
  LineBlocks blocks(*opened.value(), longest);
  if (!ahead) return all_of(blocks);
  LinesAhead reader(blocks);
  return all_of(reader);
}

}  // namespace

TEST_CASE("blocks of lines hold every line once, with its number") {
  std::string text;
  std::vector<std::string> expected;
  for (std::size_t i = 0; i < 40'000; ++i) {
    expected.push_back(std::string(i % 97, 'x') + std::to_string(i));
    text += expected.back() + '\n';
  }
  for (const bool ahead : {false, true}) {
    const Lines lines = lines_of(text + "last", 1'000'000, ahead);
    REQUIRE(lines.texts.size() == expected.size() + 1);
    CHECK(std::equal(expected.begin(), expected.end(), lines.texts.begin()));
    CHECK(lines.texts.back() == "last");
    CHECK(lines.numbers.back() == 40'001);
    CHECK(lines.oversized.empty());
  }
}

TEST_CASE("a line that is too long is told, and the lines around it are not harmed") {
  const std::string text = "before\n" + std::string(3'000'000, 'a') + "\nafter\n" + std::string(2'000'000, 'b');
  for (const bool ahead : {false, true}) {
    const Lines lines = lines_of(text, 1'000'000, ahead);
    REQUIRE(lines.numbers == std::vector<std::uint32_t>{1, 2, 3, 4});
    CHECK(lines.oversized == std::vector<std::uint32_t>{2, 4});
    CHECK(lines.texts[2] == "after");
  }
}

TEST_CASE("texts of no line and of one line without an end") {
  for (const bool ahead : {false, true}) {
    CHECK(lines_of("", 100, ahead).texts.empty());
    CHECK(lines_of("a", 100, ahead).texts == std::vector<std::string>{"a"});
    CHECK(lines_of("a\n\n", 100, ahead).texts == std::vector<std::string>{"a", ""});
  }
}

TEST_CASE("reading ahead can be given up before the end") {
  MemoryFileSystem files;
  REQUIRE(files.write("file", std::string(5'000'000, '\n')));
  const auto opened = SourceText::open(files, "file");
  LineBlocks blocks(*opened.value(), 1'000);
  LinesAhead reader(blocks);
  LineBlock block;
  CHECK(reader.next(block));
  CHECK(reader.next(block));
  CHECK(reader.next(block));
}
