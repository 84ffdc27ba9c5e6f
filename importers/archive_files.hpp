// Archives (ZIP, tar also when compressed, 7z) seen as folders: "notices.zip/2024/a.xml" is a file.
// Made by the app around the file system of the disk; importers open members as they open any file.
// Refers to the files below, which must outlive it. Belongs to one thread at a time.
// Law: nothing of an archive is written to disk, and the name of a member is only ever a name; every member is listed or told about.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/base/file_system.hpp"

namespace kede::importers {

class ArchivePass;

// KD1004: the archive cannot be read, or not beyond a place. KD1005: a limit was reached. KD1006: a member is encrypted.
struct ArchiveLimits {
  std::size_t members = 200'000;
  std::uint64_t member_bytes = 16ULL << 30U;  // unpacked
  std::uint64_t expansion = 1'000;            // unpacked bytes for each packed one, once a member is larger than the next line
  std::uint64_t free_expansion = 64ULL << 20U;
};

class ArchiveFiles final : public FileSystem {
 public:
  explicit ArchiveFiles(const FileSystem& files, ArchiveLimits limits = {});
  ~ArchiveFiles() override;

  bool is_folder(const std::string& path) const override;  // an archive is one
  bool exists(const std::string& path) const override;
  std::uint64_t size(const std::string& path) const override;
  // Files in archives beneath `folder` included, in the order of the archive.
  std::vector<std::string> list(const std::string& folder) const override;
  Result<std::unique_ptr<ByteReader>> open(const std::string& path) const override;
  Result<void> write(const std::string& path, std::string_view bytes) override;

  // What went wrong while archives were listed; each is given once.
  std::vector<Diagnostic> take_diagnostics() const;

 private:
  struct Archive;
  class MemberReader;
  class KeptReader;
  // The archive at this path, read on first sight; nullptr when there is none.
  Archive* archive_at(const std::string& path) const;
  void take_in(Archive& archive) const;
  // The archive in which the path lies, and the rest of the path.
  std::pair<Archive*, std::string> member_of(const std::string& path) const;
  // A pass that has gone to the member whose header is at `position`; nullptr when the archive can no longer be read.
  std::unique_ptr<ArchivePass> pass_at(Archive& archive, std::size_t position) const;

  const FileSystem& files_;
  ArchiveLimits limits_;
  mutable std::map<std::string, std::unique_ptr<Archive>, std::less<>> archives_;  // by path; nullptr: looked at, and none
  mutable std::vector<Diagnostic> diagnostics_;
};

}  // namespace kede::importers
