#include "engine/base/file_system.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace kede {
namespace fs = std::filesystem;
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

class DiskReader final : public ByteReader {
 public:
  explicit DiskReader(FileHandle file) : file_(std::move(file)) {}
  std::size_t read(char* into, std::size_t size) override { return std::fread(into, 1, size, file_.get()); }
  void seek(std::uint64_t offset) override { fseeko(file_.get(), static_cast<off_t>(offset), SEEK_SET); }

 private:
  FileHandle file_;
};

// Reads a file that others read too, from its own place.
class SharedReader final : public ByteReader {
 public:
  explicit SharedReader(int descriptor) : descriptor_(descriptor) {}
  std::size_t read(char* into, std::size_t size) override {
    const ssize_t got = pread(descriptor_, into, size, static_cast<off_t>(at_));
    at_ += got > 0 ? static_cast<std::uint64_t>(got) : 0;
    return got > 0 ? static_cast<std::size_t>(got) : 0;
  }
  void seek(std::uint64_t offset) override { at_ = offset; }

 private:
  int descriptor_;
  std::uint64_t at_ = 0;
};

class MemoryReader final : public ByteReader {
 public:
  explicit MemoryReader(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* into, std::size_t size) override {
    const std::size_t count = std::min(size, bytes_.size() - at_);
    std::memcpy(into, bytes_.data() + at_, count);
    at_ += count;
    return count;
  }
  void seek(std::uint64_t offset) override { at_ = std::min<std::size_t>(static_cast<std::size_t>(offset), bytes_.size()); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

// "dir" and "dir/" are one folder.
std::string as_prefix(const std::string& folder) { return folder.ends_with('/') ? folder : folder + '/'; }

Diagnostic failed(std::string_view code, const std::string& path, const std::string& reason) {
  return error(code).at({.file = path}).arg("path", path).arg("reason", reason);
}

constexpr std::string_view kStandardInput = "-";

}  // namespace

// Copied on first use.
class StandardInput {
 public:
  // Nothing when there is no room for the copy.
  std::optional<int> descriptor() {
    if (!tried_) copy();
    return failed_ ? std::nullopt : std::optional(fileno(copy_.get()));
  }
  std::uint64_t size() { return descriptor() ? size_ : 0; }

 private:
  void copy() {
    tried_ = true;
    copy_.reset(std::tmpfile());
    failed_ = copy_ == nullptr;
    std::string block(1U << 18U, '\0');
    for (std::size_t got = 1; got > 0 && !failed_;) {
      got = std::fread(block.data(), 1, block.size(), stdin);
      failed_ = std::fwrite(block.data(), 1, got, copy_.get()) != got;
      size_ += got;
    }
    failed_ = failed_ || std::fflush(copy_.get()) != 0;
  }

  FileHandle copy_;
  std::uint64_t size_ = 0;
  bool tried_ = false;
  bool failed_ = false;
};

DiskFileSystem::DiskFileSystem() : standard_input_(std::make_unique<StandardInput>()) {}
DiskFileSystem::~DiskFileSystem() = default;

Result<std::string> FileSystem::read_all(const std::string& path, std::uint64_t limit) const {
  auto reader = open(path);
  if (!reader) return std::move(reader).diagnostics();
  std::string bytes;
  std::string block(1U << 16U, '\0');
  while (const std::size_t count = reader.value()->read(block.data(), block.size())) {
    bytes.append(block.data(), count);
    if (bytes.size() > limit) return error("KD0003").at({.file = path}).arg("limit", std::to_string(limit));
  }
  return bytes;
}

bool DiskFileSystem::is_folder(const std::string& path) const {
  std::error_code failure;
  return fs::is_directory(path, failure);
}

bool DiskFileSystem::exists(const std::string& path) const {
  std::error_code failure;
  return path == kStandardInput || fs::exists(path, failure);
}

std::uint64_t DiskFileSystem::size(const std::string& path) const {
  if (path == kStandardInput) return standard_input_->size();
  std::error_code failure;
  const auto bytes = fs::file_size(path, failure);
  return failure ? 0 : bytes;
}

std::vector<std::string> DiskFileSystem::list(const std::string& folder) const {
  std::vector<std::string> files;
  std::error_code failure;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, failure);
  for (; !failure && walk != fs::recursive_directory_iterator(); walk.increment(failure)) {
    const bool hidden = walk->path().filename().string().starts_with(".");
    if (hidden && walk->is_directory()) walk.disable_recursion_pending();
    if (!hidden && walk->is_regular_file()) files.push_back(walk->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::unique_ptr<ByteReader>> DiskFileSystem::open(const std::string& path) const {
  if (path == kStandardInput) {
    const auto descriptor = standard_input_->descriptor();
    if (!descriptor) return failed("KD0002", path, "no room for a temporary copy of what is piped in");
    return std::unique_ptr<ByteReader>(std::make_unique<SharedReader>(*descriptor));
  }
  if (is_folder(path)) return failed("KD0002", path, "this is a folder");
  FileHandle file(std::fopen(path.c_str(), "rb"));
  if (!file) return exists(path) ? failed("KD0002", path, std::strerror(errno)) : failed("KD0001", path, "");
  std::setvbuf(file.get(), nullptr, _IOFBF, 1U << 18U);
  return std::unique_ptr<ByteReader>(std::make_unique<DiskReader>(std::move(file)));
}

Result<void> DiskFileSystem::write(const std::string& path, std::string_view bytes) {
  std::error_code failure;
  const fs::path target(path);
  if (target.has_parent_path()) fs::create_directories(target.parent_path(), failure);
  const std::string temporary = path + ".part";
  {
    FileHandle file(std::fopen(temporary.c_str(), "wb"));
    if (!file) return failed("KD0004", path, std::strerror(errno));
    if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() || std::fflush(file.get()) != 0) {
      const std::string reason = std::strerror(errno);
      fs::remove(temporary, failure);
      return failed("KD0004", path, reason);
    }
  }
  fs::rename(temporary, target, failure);
  if (failure) {
    const std::string reason = failure.message();
    fs::remove(temporary, failure);
    return failed("KD0004", path, reason);
  }
  return {};
}

bool MemoryFileSystem::is_folder(const std::string& path) const {
  const auto found = files_.lower_bound(as_prefix(path));
  return found != files_.end() && found->first.starts_with(as_prefix(path));
}

bool MemoryFileSystem::exists(const std::string& path) const { return files_.contains(path) || is_folder(path); }

std::uint64_t MemoryFileSystem::size(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? 0 : found->second.size();
}

std::vector<std::string> MemoryFileSystem::list(const std::string& folder) const {
  std::vector<std::string> files;
  for (const auto& [path, bytes] : files_) {
    const bool hidden = path.find("/.", as_prefix(folder).size() - 1) != std::string::npos;
    if (path.starts_with(as_prefix(folder)) && !hidden) files.push_back(path);
  }
  return files;
}

Result<std::unique_ptr<ByteReader>> MemoryFileSystem::open(const std::string& path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return failed("KD0001", path, "");
  return std::unique_ptr<ByteReader>(std::make_unique<MemoryReader>(found->second));
}

Result<void> MemoryFileSystem::write(const std::string& path, std::string_view bytes) {
  files_[path] = std::string(bytes);
  return {};
}

}  // namespace kede
