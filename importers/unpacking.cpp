#include "importers/unpacking.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace kede::importers {
namespace {

// A frame may ask its reader for any amount of memory; this is what `zstd --long=27` needs, the most that other programs grant unasked.
constexpr int kLargestWindow = 27;

// The packed bytes that wait to be unpacked.
class Waiting {
 public:
  Waiting(std::string_view first, Unpacking::Read read) : read_(std::move(read)), bytes_(kPiece), size_(first.size()) {
    std::memcpy(bytes_.data(), first.data(), first.size());
  }
  char* begin() { return bytes_.data(); }
  std::size_t size() const { return size_; }
  bool refill() {
    size_ = read_(bytes_.data(), bytes_.size());
    return size_ > 0;
  }

 private:
  Unpacking::Read read_;
  std::vector<char> bytes_;
  std::size_t size_;
};

class Gzip final : public Unpacking {
 public:
  Gzip(std::string_view first, Read read) : input_(first, std::move(read)) {
    take_input();
    active_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
    ended_ = !active_;
  }
  ~Gzip() override {
    if (active_) inflateEnd(&stream_);
  }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  std::size_t read(char* into, std::size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(into);
    stream_.avail_out = static_cast<uInt>(size);
    while (!ended_ && stream_.avail_out > 0) {
      if (stream_.avail_in == 0 && !refill()) {
        damage_ = "KD1001";
        break;
      }
      const int status = inflate(&stream_, Z_NO_FLUSH);
      if (status == Z_STREAM_END) {
        next_member();
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        damage_ = "KD1002";
        ended_ = true;
      }
    }
    ended_ = ended_ || !damage_.empty();
    return size - stream_.avail_out;
  }

 private:
  void take_input() {
    stream_.next_in = reinterpret_cast<Bytef*>(input_.begin());
    stream_.avail_in = static_cast<uInt>(input_.size());
  }
  bool refill() {
    const bool more = input_.refill();
    take_input();
    return more;
  }
  void next_member() {
    const bool at_end = stream_.avail_in == 0 && !refill();
    if (at_end || *stream_.next_in != 0x1F) {  // the end, or padding after the last member
      ended_ = true;
    } else {
      inflateReset(&stream_);
    }
  }

  Waiting input_;
  z_stream stream_{};
  bool active_ = false;
  bool ended_ = false;
};

class Zstandard final : public Unpacking {
 public:
  Zstandard(std::string_view first, Read read)
      : input_(first, std::move(read)), stream_(ZSTD_createDStream(), ZSTD_freeDStream), in_{input_.begin(), input_.size(), 0} {
    ended_ = stream_ == nullptr || ZSTD_isError(ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kLargestWindow)) != 0;
  }

  std::size_t read(char* into, std::size_t size) override {
    ZSTD_outBuffer out{into, size, 0};
    while (!ended_ && out.pos < out.size) {
      if (in_.pos == in_.size && !(refill() || flush(out))) break;
      step(out);
    }
    return out.pos;
  }

 private:
  bool refill() {
    if (!input_.refill()) return false;
    in_ = {input_.begin(), input_.size(), 0};
    return true;
  }
  void step(ZSTD_outBuffer& out) {
    const std::size_t status = ZSTD_decompressStream(stream_.get(), &out, &in_);
    if (ZSTD_isError(status) != 0) {
      damage_ = "KD1002";
      ended_ = true;
    } else {
      inside_frame_ = status != 0;
    }
  }
  // No more input: what the decoder still holds is given out. False when that was all.
  bool flush(ZSTD_outBuffer& out) {
    const std::size_t before = out.pos;
    if (inside_frame_) step(out);
    if (out.pos > before) return true;
    if (inside_frame_ && damage_.empty()) damage_ = "KD1001";
    ended_ = true;
    return false;
  }

  Waiting input_;
  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream_;
  ZSTD_inBuffer in_;
  bool inside_frame_ = false;
  bool ended_ = false;
};

}  // namespace

Compression compression_of(std::string_view first) {
  if (first.starts_with("\x1F\x8B")) return Compression::gzip;
  if (first.starts_with("\x28\xB5\x2F\xFD")) return Compression::zstd;
  return Compression::none;
}

std::unique_ptr<Unpacking> unpack(Compression compression, std::string_view first, Unpacking::Read read) {
  if (compression == Compression::zstd) return std::make_unique<Zstandard>(first, std::move(read));
  return std::make_unique<Gzip>(first, std::move(read));
}

}  // namespace kede::importers
