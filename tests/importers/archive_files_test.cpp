// Archives as folders.
#include <archive.h>
#include <archive_entry.h>

#include <catch2/catch.hpp>

#include "importers/archive_files.hpp"
#include "importers/source.hpp"

using namespace kede;
using namespace kede::importers;

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

enum class Format { zip, tar_gz };

std::string packed(const Members& members, Format format) {
  std::string out(16U << 20U, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  if (format == Format::zip) {
    archive_write_set_format_zip(writer);
  } else {
    archive_write_set_format_pax_restricted(writer);
    archive_write_add_filter_gzip(writer);
  }
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  for (const auto& [name, bytes] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

std::string all_of(const FileSystem& files, const std::string& path) {
  const auto bytes = files.read_all(path);
  return bytes ? *bytes : "failed: " + bytes.diagnostics()[0].code;
}

std::vector<std::string> codes(const ArchiveFiles& files) {
  std::vector<std::string> out;
  for (const Diagnostic& each : files.take_diagnostics()) out.push_back(each.code);
  return out;
}

// Text that does not become smaller when packed.
std::string noise(std::size_t size) {
  std::string out(size, '\0');
  std::uint32_t state = 1;
  for (char& c : out) c = static_cast<char>((state = state * 1'664'525U + 1'013'904'223U) >> 24U);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an archive is a folder, whatever its kind") {
  for (const Format format : {Format::zip, Format::tar_gz}) {
    const std::string name = format == Format::zip ? "data/notices.zip" : "data/notices.tar.gz";
    MemoryFileSystem below({{"data/a.json", "{}"}, {name, packed({{"2024/b.xml", "<b/>"}, {"a.xml", "<a/>"}}, format)}});
    const ArchiveFiles files(below);
    CHECK(files.list("data") == Texts{"data/a.json", name + "/2024/b.xml", name + "/a.xml"});
    CHECK(files.list(name) == Texts{name + "/2024/b.xml", name + "/a.xml"});
    CHECK(files.list(name + "/2024") == Texts{name + "/2024/b.xml"});
    CHECK(files.is_folder(name));
    CHECK(files.is_folder(name + "/2024"));
    CHECK_FALSE(files.is_folder(name + "/a.xml"));
    CHECK(files.exists(name + "/a.xml"));
    CHECK_FALSE(files.exists(name + "/c.xml"));
    CHECK(files.size(name + "/a.xml") == 4);
    CHECK(all_of(files, name + "/a.xml") == "<a/>");  // backwards in the archive too
    CHECK(all_of(files, name + "/2024/b.xml") == "<b/>");
    CHECK(all_of(files, name + "/a.xml") == "<a/>");
    CHECK(all_of(files, "data/a.json") == "{}");
    CHECK(codes(files).empty());
  }
}

TEST_CASE("two members may be read side by side and from their beginning again") {
  const std::string long_text(300'000, 'x');
  MemoryFileSystem below({{"a.zip", packed({{"one", "1" + long_text}, {"two", "2" + long_text}}, Format::zip)}});
  const ArchiveFiles files(below);
  const auto one = files.open("a.zip/one");
  const auto two = files.open("a.zip/two");
  char byte = 0;
  REQUIRE(two.value()->read(&byte, 1) == 1);
  CHECK(byte == '2');
  REQUIRE(one.value()->read(&byte, 1) == 1);
  CHECK(byte == '1');
  one.value()->seek(200'000);
  REQUIRE(one.value()->read(&byte, 1) == 1);
  CHECK(byte == 'x');
  one.value()->seek(0);
  REQUIRE(one.value()->read(&byte, 1) == 1);
  CHECK(byte == '1');
}

TEST_CASE("the names of members never lead out of the archive, and no member is lost to another of its name") {
  MemoryFileSystem below({{"a.zip", packed({{"../../etc/passwd", "1"}, {"/x", "2"}, {"x", "3"}, {".hidden", "4"}}, Format::zip)}});
  const ArchiveFiles files(below);
  CHECK(files.list("a.zip") == Texts{"a.zip/etc/passwd", "a.zip/x", "a.zip/x#2"});
  CHECK(all_of(files, "a.zip/etc/passwd") == "1");
  CHECK(all_of(files, "a.zip/x#2") == "3");
  CHECK_FALSE(files.open("a.zip/../../etc/passwd"));
}

TEST_CASE("an archive that unpacks without end stops at the limit and says so") {
  MemoryFileSystem below({{"bomb.zip", packed({{"zeros", std::string(8U << 20U, '\0')}, {"good", "g"}}, Format::zip)}});
  const ArchiveFiles files(below, {.members = 10, .member_bytes = 1ULL << 40U, .expansion = 100, .free_expansion = 1'000});
  CHECK(all_of(files, "bomb.zip/zeros").size() < (2U << 20U));
  CHECK(codes(files) == Texts{"KD1005"});
  CHECK(all_of(files, "bomb.zip/good") == "g");
  const ArchiveFiles few(below, {.members = 1});
  CHECK(few.list("bomb.zip") == Texts{"bomb.zip/zeros"});
  CHECK(codes(few) == Texts{"KD1005"});
}

TEST_CASE("what stands before a damage is read") {
  std::string bytes = packed({{"one", noise(100'000)}, {"two", noise(100'000)}, {"three", noise(100'000)}}, Format::tar_gz);
  bytes.resize(bytes.size() / 2);
  MemoryFileSystem below({{"cut.tar.gz", bytes}, {"not.zip", "this is no archive"}, {"empty.zip", ""}});
  const ArchiveFiles files(below);
  CHECK(files.list("cut.tar.gz") == Texts{"cut.tar.gz/one", "cut.tar.gz/two"});
  CHECK(codes(files) == Texts{"KD1004"});
  CHECK(all_of(files, "cut.tar.gz/one") == noise(100'000));
  CHECK(files.list("not.zip").empty());
  CHECK(codes(files) == Texts{"KD1004"});
}

TEST_CASE("a spreadsheet is no archive, and what is packed in an archive is unpacked as elsewhere") {
  MemoryFileSystem below({{"book.xlsx", packed({{"[Content_Types].xml", "<x/>"}}, Format::zip)},
                          {"book", packed({{"[Content_Types].xml", "<x/>"}}, Format::zip)},
                          {"x.zip", packed({{"latin.csv", "a;b\n\xE2;\xEE\n"}}, Format::zip)}});
  const ArchiveFiles files(below);
  CHECK_FALSE(files.is_folder("book.xlsx"));
  CHECK_FALSE(files.is_folder("book"));
  const auto text = read_head(files, "x.zip/latin.csv");
  REQUIRE(text);
  CHECK(*text == "a;b\nâ;î\n");
}
