// One pass over an archive by libarchive, forward only.
// Made by ArchiveFiles, one for each pass.
// Owns the bytes it reads; belongs to one thread and stays at its place, since the library points back to it.
// Law: reads only the bytes it was given; a fault ends the pass and is told by good().
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/file_system.hpp"

struct archive;
struct archive_entry;

namespace kede::importers {

class ArchivePass {
 public:
  // `size` in bytes of the packed archive.
  ArchivePass(std::unique_ptr<ByteReader> bytes, std::uint64_t size);
  ArchivePass(const ArchivePass&) = delete;
  ArchivePass& operator=(const ArchivePass&) = delete;

  // Goes to the next member that is a file; false at the end or at a fault.
  bool next();
  // Of the member: unpacked bytes, 0 at its end or at a fault.
  std::size_t read(char* into, std::size_t size);
  std::string name() const;
  bool encrypted() const;
  std::uint64_t size_of_member() const;
  // Headers passed so far: the number of the member that next() went to, from 1.
  std::size_t passed() const { return passed_; }
  bool good() const { return good_; }
  // What the library says about a fault.
  std::string reason() const;

 private:
  static long on_read(archive*, void* self, const void** block);
  static std::int64_t on_seek(archive*, void* self, std::int64_t offset, int whence);

  std::unique_ptr<ByteReader> bytes_;
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::unique_ptr<archive, int (*)(archive*)> archive_;
  std::vector<char> buffer_;
  archive_entry* entry_ = nullptr;
  std::size_t passed_ = 0;
  bool good_ = false;
};

}  // namespace kede::importers
