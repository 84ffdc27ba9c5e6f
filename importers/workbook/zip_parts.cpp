#include "importers/workbook/zip_parts.hpp"

#include <zip.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "engine/base/text.hpp"

namespace kede::importers::workbook {
namespace {

constexpr std::size_t kBlock = 1U << 16U;
constexpr std::uint64_t kRatioFrom = 1U << 20U;

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = (value << 8U) | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

struct CloseZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

struct Inflated {
  std::string text;
  std::size_t consumed = 0;
  bool finished = false;
};

// Unpacks a raw deflate stream as far as the input and the limit go.
Inflated inflate_head(std::string_view packed, std::size_t limit) {
  Inflated out;
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return out;
  std::string input(packed);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  std::string block(kBlock, '\0');
  int state = Z_OK;
  while (state == Z_OK && out.text.size() < limit) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    state = inflate(&stream, Z_NO_FLUSH);
    const std::size_t made = block.size() - stream.avail_out;
    out.text.append(block.data(), made);
    if (made == 0 && stream.avail_in == 0) break;
  }
  out.finished = state == Z_STREAM_END;
  out.consumed = input.size() - stream.avail_in;
  inflateEnd(&stream);
  return out;
}

}  // namespace

struct ZipParts::Archive {
  std::unique_ptr<zip_t, CloseZip> zip;
};

ZipParts::ZipParts(std::unique_ptr<Archive> archive, std::string path, const Limits& limits)
    : archive_(std::move(archive)), path_(std::move(path)), limits_(limits) {}
ZipParts::ZipParts(ZipParts&&) noexcept = default;
ZipParts& ZipParts::operator=(ZipParts&&) noexcept = default;
ZipParts::~ZipParts() = default;

Result<ZipParts> ZipParts::open(std::string_view bytes, const std::string& path, const Limits& limits) {
  if (bytes.empty()) return error("KD1201").at({.file = path});
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return error("KD1203").at({.file = path});
  if (!bytes.starts_with("PK")) return error("KD1202").at({.file = path});
  zip_error_t failure;
  zip_error_init(&failure);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &failure);
  if (source == nullptr) return error("KD1202").at({.file = path});
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &failure);
  zip_error_fini(&failure);
  if (zip == nullptr) {
    zip_source_free(source);
    return error("KD1202").at({.file = path});
  }
  auto archive = std::make_unique<Archive>();
  archive->zip.reset(zip);
  ZipParts parts(std::move(archive), path, limits);
  const zip_int64_t count = zip_get_num_entries(zip, 0);
  if (count < 0 || static_cast<std::uint64_t>(count) > limits.parts) return error("KD1205").at({.file = path});
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    const char* name = zip_get_name(zip, i, ZIP_FL_ENC_GUESS);
    parts.names_.emplace_back(name == nullptr ? "" : name);
  }
  return parts;
}

bool ZipParts::has(std::string_view name) const {
  return std::any_of(names_.begin(), names_.end(), [&](const std::string& one) { return equals_ignoring_ascii_case(one, name); });
}

Result<std::string> ZipParts::read(std::string_view name) {
  const auto found =
      std::find_if(names_.begin(), names_.end(), [&](const std::string& one) { return equals_ignoring_ascii_case(one, name); });
  if (found == names_.end()) return error("KD1206").at({.file = path_}).arg("part", std::string(name));
  const auto index = static_cast<zip_uint64_t>(found - names_.begin());
  zip_stat_t stat;
  zip_stat_init(&stat);
  std::uint64_t packed = 0;
  if (zip_stat_index(archive_->zip.get(), index, 0, &stat) == 0 && (stat.valid & ZIP_STAT_COMP_SIZE) != 0) packed = stat.comp_size;
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive_->zip.get(), index, 0));
  if (!file) return error("KD1202").at({.file = path_});
  std::string out;
  std::string block(kBlock, '\0');
  while (true) {
    const zip_int64_t count = zip_fread(file.get(), block.data(), block.size());
    if (count < 0) return error("KD1202").at({.file = path_});
    if (count == 0) return out;
    out.append(block.data(), static_cast<std::size_t>(count));
    unpacked_ += static_cast<std::uint64_t>(count);
    const bool blown_up = out.size() > kRatioFrom && out.size() / std::max<std::uint64_t>(packed, 1) > limits_.ratio;
    if (unpacked_ > limits_.unzipped_bytes || blown_up) return error("KD1205").at({.file = path_});
  }
}

std::vector<std::pair<std::string, std::string>> zip_parts_at_head(std::string_view head, std::size_t limit) {
  constexpr std::size_t kHeader = 30;
  std::vector<std::pair<std::string, std::string>> parts;
  std::size_t at = 0;
  while (at + kHeader <= head.size() && head.substr(at, 4) == std::string_view("PK\x03\x04", 4)) {
    const std::uint32_t flags = little_endian(head, at + 6, 2);
    const std::uint32_t method = little_endian(head, at + 8, 2);
    const std::uint32_t packed = little_endian(head, at + 18, 4);
    const std::size_t name_size = little_endian(head, at + 26, 2);
    const std::size_t data = at + kHeader + name_size + little_endian(head, at + 28, 2);
    if (data > head.size() || (flags & 1U) != 0) break;
    const std::string name(head.substr(at + kHeader, name_size));
    const bool size_follows = (flags & 8U) != 0;
    const std::string_view body = head.substr(data, size_follows ? std::string_view::npos : packed);
    if (method == 0) {
      if (size_follows) break;
      parts.emplace_back(name, std::string(body.substr(0, limit)));
      at = data + packed;
      continue;
    }
    Inflated inflated = inflate_head(body, limit);
    parts.emplace_back(name, std::move(inflated.text));
    if (!inflated.finished && size_follows) break;
    at = data + (size_follows ? inflated.consumed : packed);
    if (size_follows) at += head.substr(at, 4) == std::string_view("PK\x07\x08", 4) ? 16U : 12U;
  }
  return parts;
}

}  // namespace kede::importers::workbook
