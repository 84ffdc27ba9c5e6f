#include "importers/source.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "importers/text_decoding.hpp"

namespace kede::importers {
namespace {

constexpr std::size_t kPiece = 64U << 10U;

// Raw bytes of the file, counted and hashed.
class RawBytes {
 public:
  RawBytes(const FileSystem& files, std::string path) : files_(files), path_(std::move(path)) {}

  Result<void> open() {
    auto opened = files_.open(path_);
    if (!opened) return std::move(opened).diagnostics();
    reader_ = std::move(opened).value();
    return {};
  }

  std::size_t read(char* into, std::size_t size) {
    const std::size_t got = reader_->read(into, size);
    if (hashing_) hash_.add({into, got});
    count_ += got;
    return got;
  }

  void seek(std::uint64_t offset) {
    reader_->seek(offset);
    hashing_ = false;
  }

  std::uint64_t count() const { return count_; }
  std::string finish() { return hashing_ ? hash_.finish() : std::string(); }
  const std::string& path() const { return path_; }

 private:
  const FileSystem& files_;
  std::string path_;
  std::unique_ptr<ByteReader> reader_;
  Sha256 hash_;
  std::uint64_t count_ = 0;
  bool hashing_ = true;
};

// The bytes inside a gzip file of one or more members.
class Unpacked {
 public:
  explicit Unpacked(RawBytes& raw) : raw_(raw), input_(kPiece) {}
  ~Unpacked() {
    if (active_) inflateEnd(&stream_);
  }
  Unpacked(const Unpacked&) = delete;
  Unpacked& operator=(const Unpacked&) = delete;

  bool begin(std::string_view first) {
    std::memcpy(input_.data(), first.data(), first.size());
    stream_ = {};
    set_input(first.size());
    active_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
    return active_;
  }

  std::size_t read(char* into, std::size_t size) {
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

  const std::string& damage() const { return damage_; }

 private:
  void set_input(std::size_t size) {
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
    stream_.avail_in = static_cast<uInt>(size);
  }
  bool refill() {
    const std::size_t got = raw_.read(input_.data(), input_.size());
    set_input(got);
    return got > 0;
  }
  void next_member() {
    const bool at_end = stream_.avail_in == 0 && !refill();
    if (at_end || *stream_.next_in != 0x1F) {  // the end, or padding after the last member
      ended_ = true;
    } else {
      inflateReset(&stream_);
    }
  }

  RawBytes& raw_;
  std::vector<char> input_;
  z_stream stream_{};
  bool active_ = false;
  bool ended_ = false;
  std::string damage_;
};

}  // namespace

struct SourceText::State {
  State(const FileSystem& all_files, std::string path, Seeking how) : files(all_files), seeking(how), raw(all_files, std::move(path)) {}

  const FileSystem& files;
  Seeking seeking;
  RawBytes raw;
  std::unique_ptr<Unpacked> unpacked;
  std::optional<Utf8Converter> converter;
  std::string encoding{kUtf8};
  std::string pending;  // decoded text that was not asked for yet
  std::size_t pending_at = 0;
  std::size_t mark_length = 0;
  bool decided = false;  // the encoding is settled
  bool ended = false;
  std::uint64_t offset = 0;  // of the next byte of text
  std::vector<char> buffer = std::vector<char>(kPiece);

  std::size_t read_bytes(char* into, std::size_t size) { return unpacked ? unpacked->read(into, size) : raw.read(into, size); }

  std::size_t read_fully(char* into, std::size_t size) {
    std::size_t filled = 0;
    while (filled < size) {
      const std::size_t got = read_bytes(into + filled, size - filled);
      if (got == 0) break;
      filled += got;
    }
    return filled;
  }

  void start() {
    char first[4];
    std::size_t size = 0;
    while (size < 4) {
      const std::size_t got = raw.read(first + size, 4 - size);
      if (got == 0) break;
      size += got;
    }
    if (size >= 2 && first[0] == '\x1F' && first[1] == '\x8B') {
      unpacked = std::make_unique<Unpacked>(raw);
      unpacked->begin({first, size});
      size = read_fully(first, 4);
    }
    const EncodingGuess guess = encoding_by_first_bytes({first, size});
    mark_length = guess.mark_length;
    encoding = guess.name;
    const std::string_view head(first + mark_length, size - mark_length);
    if (encoding != kUtf8) {
      decided = true;
      converter.emplace(encoding);
      converter->add(head, false, pending);
    } else {
      settle(std::string(head));
    }
  }

  // Keeps ASCII as it is; at the first other byte looks at a window of fixed size, so that the decision does not depend on the sizes of
  // reads.
  void settle(std::string bytes) {
    const auto first = std::find_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (first == bytes.end()) {
      pending += bytes;
      return;
    }
    const std::size_t at = static_cast<std::size_t>(first - bytes.begin());
    const std::size_t have = bytes.size();
    bytes.resize(at + std::max(kPiece, have - at));
    bytes.resize(have + read_fully(bytes.data() + have, bytes.size() - have));
    encoding = encoding_by_letters(std::string_view(bytes).substr(at, kPiece));
    decided = true;
    if (encoding == kUtf8) {
      pending += bytes;
      return;
    }
    converter.emplace(encoding);
    pending.append(bytes, 0, at);
    converter->add(std::string_view(bytes).substr(at), false, pending);
  }

  void fill() {
    pending.clear();
    pending_at = 0;
    while (pending.empty() && !ended) {
      const std::size_t got = read_bytes(buffer.data(), buffer.size());
      ended = got == 0;
      if (converter) {
        converter->add({buffer.data(), got}, ended, pending);
      } else if (decided) {
        pending.assign(buffer.data(), got);
      } else if (!ended) {
        settle(std::string(buffer.data(), got));
      }
    }
  }
};

SourceText::SourceText(std::unique_ptr<State> state) : state_(std::move(state)) {}
SourceText::~SourceText() = default;

Result<std::unique_ptr<SourceText>> SourceText::open(const FileSystem& files, const std::string& path, Seeking seeking) {
  auto state = std::make_unique<State>(files, path, seeking);
  if (auto opened = state->raw.open(); !opened) return std::move(opened).diagnostics();
  state->start();
  return std::unique_ptr<SourceText>(new SourceText(std::move(state)));
}

std::size_t SourceText::read(char* into, std::size_t size) {
  State& state = *state_;
  if (state.pending_at == state.pending.size()) state.fill();
  const std::size_t got = std::min(size, state.pending.size() - state.pending_at);
  std::memcpy(into, state.pending.data() + state.pending_at, got);
  state.pending_at += got;
  state.offset += got;
  return got;
}

bool SourceText::can_jump() const { return !state_->unpacked && !state_->converter; }

void SourceText::seek(std::uint64_t offset) {
  State& state = *state_;
  if (offset >= state.offset && offset - state.offset <= state.pending.size() - state.pending_at) {  // already here
    state.pending_at += static_cast<std::size_t>(offset - state.offset);
    state.offset = offset;
    return;
  }
  if (state.seeking == Seeking::by_jumping && can_jump()) {
    state.raw.seek(offset + state.mark_length);
    state.decided = true;  // the pass that found the offset has settled that this is UTF-8
    state.pending.clear();
    state.pending_at = 0;
    state.ended = false;
    state.offset = offset;
    return;
  }
  if (offset < state.offset) {
    auto fresh = std::make_unique<State>(state.files, state.raw.path(), state.seeking);
    if (!fresh->raw.open()) return;
    fresh->start();
    state_ = std::move(fresh);
  }
  std::vector<char> skipped(kPiece);
  while (state_->offset < offset) {
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(skipped.size(), offset - state_->offset));
    if (read(skipped.data(), step) == 0) break;
  }
}

SourceSummary SourceText::finish() {
  State& state = *state_;
  while (state.raw.read(state.buffer.data(), state.buffer.size()) > 0) {
  }
  SourceSummary out;
  out.bytes = state.raw.count();
  out.sha256 = state.raw.finish();
  out.compression = state.unpacked ? Compression::gzip : Compression::none;
  out.encoding = state.encoding;
  const std::string& path = state.raw.path();
  if (state.unpacked && !state.unpacked->damage().empty()) {
    out.notes.push_back(error(state.unpacked->damage()).at({.file = path}).arg("offset", std::to_string(state.offset)));
  }
  if (state.encoding != kUtf8) out.notes.push_back(note("KD1003").at({.file = path}).arg("encoding", state.encoding));
  return out;
}

Result<std::string> read_head(const FileSystem& files, const std::string& path, std::size_t size) {
  auto opened = SourceText::open(files, path);
  if (!opened) return std::move(opened).diagnostics();
  std::string head(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const std::size_t got = opened.value()->read(head.data() + filled, size - filled);
    if (got == 0) break;
    filled += got;
  }
  head.resize(filled);
  return head;
}

}  // namespace kede::importers
