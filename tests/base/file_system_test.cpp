#include "engine/base/file_system.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>

using namespace kede;
namespace fs = std::filesystem;

namespace {

// A folder of its own for each test, removed with everything in it.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "kede-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  std::string at(std::string_view name) const { return path_ + '/' + std::string(name); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void check_as_file_system(FileSystem& files, const std::string& root) {
  CHECK_FALSE(files.exists(root + "/a.txt"));
  CHECK(files.list(root).empty());
  REQUIRE(files.write(root + "/b/two.txt", "2").ok());
  REQUIRE(files.write(root + "/a.txt", std::string("one\0two", 7)).ok());
  REQUIRE(files.write(root + "/b.txt", "").ok());
  REQUIRE(files.write(root + "/b/.hidden", "x").ok());
  REQUIRE(files.write(root + "/.hidden/three.txt", "x").ok());

  CHECK(files.is_folder(root));
  CHECK(files.is_folder(root + "/b"));
  CHECK_FALSE(files.is_folder(root + "/a.txt"));
  CHECK(files.exists(root + "/b"));
  CHECK(files.exists(root + "/a.txt"));
  CHECK(files.size(root + "/a.txt") == 7);
  CHECK(files.size(root + "/none") == 0);
  CHECK(files.list(root) == std::vector<std::string>{root + "/a.txt", root + "/b.txt", root + "/b/two.txt"});
  CHECK(files.list(root + "/b") == std::vector<std::string>{root + "/b/two.txt"});
  CHECK(files.list(root + "/") == files.list(root));
  CHECK(files.is_folder(root + "/b/"));

  const auto all = files.read_all(root + "/a.txt");
  REQUIRE(all.ok());
  CHECK(all.value() == std::string("one\0two", 7));
  CHECK(files.read_all(root + "/b.txt").value().empty());

  REQUIRE(files.write(root + "/a.txt", "again").ok());
  CHECK(files.read_all(root + "/a.txt").value() == "again");
}

void check_missing(const FileSystem& files, const std::string& path) {
  const auto opened = files.open(path);
  REQUIRE_FALSE(opened);
  CHECK(opened.diagnostics()[0].code == "KD0001");
  CHECK(opened.diagnostics()[0].where.file == path);
  const auto read = files.read_all(path);
  REQUIRE_FALSE(read);
  CHECK(read.diagnostics()[0].code == "KD0001");
}

}  // namespace

TEST_CASE("files in memory and on the disk behave alike") {
  const Folder folder;
  DiskFileSystem disk;
  check_as_file_system(disk, folder.path());
  MemoryFileSystem memory;
  check_as_file_system(memory, "/in/memory");
}

TEST_CASE("a listing is sorted by name in byte order") {
  const Folder folder;
  DiskFileSystem disk;
  MemoryFileSystem memory;
  for (const std::string name : {"b", "B", "a-1", "a/x", "a.b", "ā", "10", "9"}) {
    REQUIRE(disk.write(folder.at(name), "").ok());
    REQUIRE(memory.write("m/" + name, "").ok());
  }
  std::vector<std::string> on_disk = disk.list(folder.path());
  std::vector<std::string> in_memory = memory.list("m");
  CHECK(std::is_sorted(on_disk.begin(), on_disk.end()));
  REQUIRE(on_disk.size() == in_memory.size());
  for (std::size_t i = 0; i < on_disk.size(); ++i) CHECK(on_disk[i].substr(folder.path().size()) == in_memory[i].substr(1));
}

TEST_CASE("a file that is not there is KD0001") {
  const Folder folder;
  check_missing(DiskFileSystem(), folder.at("none.json"));
  check_missing(MemoryFileSystem(), "none.json");
  CHECK(DiskFileSystem().list(folder.at("none")).empty());
}

TEST_CASE("a folder cannot be read as a file") {
  const Folder folder;
  const auto opened = DiskFileSystem().open(folder.path());
  REQUIRE_FALSE(opened);
  CHECK(opened.diagnostics()[0].code == "KD0002");
}

TEST_CASE("a file larger than the limit is KD0003, one as large as the limit is read") {
  MemoryFileSystem memory;
  REQUIRE(memory.write("big", std::string(100, 'x')).ok());
  CHECK(memory.read_all("big", 100).ok());
  const auto read = memory.read_all("big", 99);
  REQUIRE_FALSE(read);
  CHECK(read.diagnostics()[0].code == "KD0003");
}

TEST_CASE("a write is whole or not at all, and leaves nothing half-written behind") {
  const Folder folder;
  DiskFileSystem disk;
  REQUIRE(disk.write(folder.at("deep/er/file.txt"), "content").ok());
  CHECK(disk.list(folder.path()) == std::vector<std::string>{folder.at("deep/er/file.txt")});

  const auto onto_folder = disk.write(folder.at("deep"), "content");
  REQUIRE_FALSE(onto_folder);
  CHECK(onto_folder.diagnostics()[0].code == "KD0004");
  CHECK(disk.list(folder.path()) == std::vector<std::string>{folder.at("deep/er/file.txt")});

  const auto under_file = disk.write(folder.at("deep/er/file.txt/below"), "content");
  REQUIRE_FALSE(under_file);
  CHECK(under_file.diagnostics()[0].code == "KD0004");
  CHECK(disk.read_all(folder.at("deep/er/file.txt")).value() == "content");
}

TEST_CASE("a link to a folder is not followed") {
  const Folder folder;
  DiskFileSystem disk;
  REQUIRE(disk.write(folder.at("a/file.txt"), "").ok());
  fs::create_directory_symlink(folder.path(), folder.at("a/loop"));
  CHECK(disk.list(folder.path()) == std::vector<std::string>{folder.at("a/file.txt")});
}

TEST_CASE("a reader can go back to any place") {
  const Folder folder;
  DiskFileSystem disk;
  REQUIRE(disk.write(folder.at("digits"), "0123456789").ok());
  MemoryFileSystem memory;
  REQUIRE(memory.write("digits", "0123456789").ok());
  for (const auto& [files, path] : {std::pair<const FileSystem*, std::string>{&disk, folder.at("digits")}, {&memory, "digits"}}) {
    auto opened = files->open(path);
    REQUIRE(opened.ok());
    ByteReader& reader = *opened.value();
    std::string bytes(4, ' ');
    CHECK(reader.read(bytes.data(), 4) == 4);
    CHECK(bytes == "0123");
    reader.seek(8);
    CHECK(reader.read(bytes.data(), 4) == 2);
    CHECK(bytes.substr(0, 2) == "89");
    CHECK(reader.read(bytes.data(), 4) == 0);
    reader.seek(0);
    CHECK(reader.read(bytes.data(), 1) == 1);
    CHECK(bytes[0] == '0');
    reader.seek(1000);
    CHECK(reader.read(bytes.data(), 4) == 0);
  }
}
