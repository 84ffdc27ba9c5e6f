#include "importers/archive_pass.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "importers/unpacking.hpp"

namespace kede::importers {

ArchivePass::ArchivePass(std::unique_ptr<ByteReader> bytes, std::uint64_t size)
    : bytes_(std::move(bytes)), size_(size), archive_(archive_read_new(), archive_read_free), buffer_(kPiece) {
  archive_read_support_filter_all(archive_.get());
  archive_read_support_format_zip(archive_.get());
  archive_read_support_format_tar(archive_.get());
  archive_read_support_format_7zip(archive_.get());
  archive_read_set_read_callback(archive_.get(), &ArchivePass::on_read);
  archive_read_set_seek_callback(archive_.get(), &ArchivePass::on_seek);
  archive_read_set_callback_data(archive_.get(), this);
  good_ = archive_read_open1(archive_.get()) == ARCHIVE_OK;
}

bool ArchivePass::next() {
  while (good_) {
    const int status = archive_read_next_header(archive_.get(), &entry_);
    if (status == ARCHIVE_EOF) return false;
    good_ = status == ARCHIVE_OK || status == ARCHIVE_WARN;
    ++passed_;
    if (good_ && archive_entry_filetype(entry_) == AE_IFREG) return true;
  }
  return false;
}

std::size_t ArchivePass::read(char* into, std::size_t size) {
  const la_ssize_t got = archive_read_data(archive_.get(), into, size);
  good_ = got >= 0;
  return got > 0 ? static_cast<std::size_t>(got) : 0;
}

std::string ArchivePass::name() const {
  const char* name = archive_entry_pathname_utf8(entry_);
  if (name == nullptr) name = archive_entry_pathname(entry_);
  return name == nullptr ? std::string() : replace_invalid_utf8(name);
}

bool ArchivePass::encrypted() const { return archive_entry_is_data_encrypted(entry_) != 0; }

std::uint64_t ArchivePass::size_of_member() const {
  return static_cast<std::uint64_t>(std::max<la_int64_t>(0, archive_entry_size(entry_)));
}

std::string ArchivePass::reason() const {
  const char* text = archive_error_string(archive_.get());
  return text == nullptr ? std::string() : replace_invalid_utf8(text);
}

long ArchivePass::on_read(archive*, void* self, const void** block) {
  auto& pass = *static_cast<ArchivePass*>(self);
  const std::size_t got = pass.bytes_->read(pass.buffer_.data(), pass.buffer_.size());
  pass.at_ += got;
  *block = pass.buffer_.data();
  return static_cast<long>(got);
}

std::int64_t ArchivePass::on_seek(archive*, void* self, std::int64_t offset, int whence) {
  auto& pass = *static_cast<ArchivePass*>(self);
  const auto size = static_cast<std::int64_t>(pass.size_);
  const std::int64_t base = whence == SEEK_END ? size : whence == SEEK_CUR ? static_cast<std::int64_t>(pass.at_) : 0;
  if (offset > size || offset < -size || base + offset < 0 || base + offset > size) return ARCHIVE_FATAL;
  pass.at_ = static_cast<std::uint64_t>(base + offset);
  pass.bytes_->seek(pass.at_);
  return base + offset;
}

}  // namespace kede::importers
