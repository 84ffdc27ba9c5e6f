// Files behind an interface, so that tests need no disk.
// Made by main (the real one) and by tests (one in memory); used by importers, rules and reports.
// A ByteReader belongs to one thread.
// Law: a listing is sorted by name in byte order, whatever the disk gives.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kede {

// Reads a file from front to back, or from a place again.
class ByteReader {
 public:
  virtual ~ByteReader() = default;
  // Fills at most `size` bytes; 0 at the end of the file.
  virtual std::size_t read(char* into, std::size_t size) = 0;
  virtual void seek(std::uint64_t offset) = 0;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  virtual bool is_folder(const std::string& path) const = 0;
  virtual bool exists(const std::string& path) const = 0;
  virtual std::uint64_t size(const std::string& path) const = 0;
  // Every file under `folder`, at any depth, hidden ones left out; links to folders are not followed.
  virtual std::vector<std::string> list(const std::string& folder) const = 0;
  virtual Result<std::unique_ptr<ByteReader>> open(const std::string& path) const = 0;
  // Writes the whole file, through a temporary name, creating folders as needed.
  virtual Result<void> write(const std::string& path, std::string_view bytes) = 0;

  // The whole file; KD0003 when it is larger than `limit` bytes.
  Result<std::string> read_all(const std::string& path, std::uint64_t limit = 1ULL << 30U) const;
};

class StandardInput;

// The disk, and "-": what is piped into the program, which is kept in an unnamed temporary file so that it can be read twice.
class DiskFileSystem final : public FileSystem {
 public:
  DiskFileSystem();
  ~DiskFileSystem() override;
  bool is_folder(const std::string& path) const override;
  bool exists(const std::string& path) const override;
  std::uint64_t size(const std::string& path) const override;
  std::vector<std::string> list(const std::string& folder) const override;
  Result<std::unique_ptr<ByteReader>> open(const std::string& path) const override;
  Result<void> write(const std::string& path, std::string_view bytes) override;

 private:
  std::unique_ptr<StandardInput> standard_input_;
};

class MemoryFileSystem final : public FileSystem {
 public:
  MemoryFileSystem() = default;
  explicit MemoryFileSystem(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  bool is_folder(const std::string& path) const override;
  bool exists(const std::string& path) const override;
  std::uint64_t size(const std::string& path) const override;
  std::vector<std::string> list(const std::string& folder) const override;
  Result<std::unique_ptr<ByteReader>> open(const std::string& path) const override;
  Result<void> write(const std::string& path, std::string_view bytes) override;
  const std::map<std::string, std::string>& files() const { return files_; }

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace kede
