#include "importers/source.hpp"

#include <algorithm>
#include <cstring>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "importers/text_decoding.hpp"

namespace kede::importers {
namespace {

constexpr std::size_t kFirstBytes = 256;  // enough for an XML declaration

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

}  // namespace

struct SourceText::State {
  State(const FileSystem& all_files, std::string path, Seeking how) : files(all_files), seeking(how), raw(all_files, std::move(path)) {}

  const FileSystem& files;
  Seeking seeking;
  RawBytes raw;
  Compression compression = Compression::none;
  std::unique_ptr<Unpacking> unpacked;
  std::optional<Utf8Converter> converter;
  std::string encoding{kUtf8};
  std::string declared;  // by an XML declaration
  std::string pending;   // decoded text that was not asked for yet
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
    std::string first(kFirstBytes, '\0');
    const auto fill_first = [&](auto&& read_more) {
      std::size_t size = 0;
      for (std::size_t got = 1; size < kFirstBytes && got > 0; size += got) got = read_more(first.data() + size, kFirstBytes - size);
      return size;
    };
    std::size_t size = fill_first([&](char* into, std::size_t most) { return raw.read(into, most); });
    compression = compression_of(std::string_view(first).substr(0, size));
    if (compression != Compression::none) {
      unpacked = unpack(compression, std::string_view(first).substr(0, size),
                        [this](char* into, std::size_t most) { return raw.read(into, most); });
      size = fill_first([&](char* into, std::size_t most) { return unpacked->read(into, most); });
    }
    first.resize(size);
    const EncodingGuess guess = encoding_by_first_bytes(first);
    mark_length = guess.mark_length;
    encoding = guess.name;
    first.erase(0, mark_length);
    declared = encoding_by_xml_declaration(first);
    if (encoding != kUtf8) {
      decided = true;
      converter.emplace(encoding);
      converter->add(first, false, pending);
    } else {
      settle(std::move(first));
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
    encoding = encoding_by_letters(std::string_view(bytes).substr(at, kPiece), declared);
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
  out.compression = state.compression;
  out.encoding = state.encoding;
  const std::string& path = state.raw.path();
  if (state.unpacked && !state.unpacked->damage().empty()) {
    out.notes.push_back(error(std::string(state.unpacked->damage())).at({.file = path}).arg("offset", std::to_string(state.offset)));
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
