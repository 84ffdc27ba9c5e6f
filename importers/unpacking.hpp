// Compressed text unpacked on the way: gzip of one or more members, and Zstandard of one or more frames.
// Made by SourceText from the first bytes of a file.
// An Unpacking belongs to one thread and keeps no more than its buffers in memory, whatever the packed data claim.
// Law: what could be unpacked before a damage is given; the damage itself is told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace kede::importers {

// Bytes asked for at once.
inline constexpr std::size_t kPiece = 64U << 10U;

enum class Compression : std::uint8_t { none, gzip, zstd };

// By the first four bytes of the file.
Compression compression_of(std::string_view first);

class Unpacking {
 public:
  // Fills at most `size` packed bytes; 0 at the end.
  using Read = std::function<std::size_t(char* into, std::size_t size)>;

  virtual ~Unpacking() = default;
  // Fills at most `size` bytes; 0 at the end or at a damage.
  virtual std::size_t read(char* into, std::size_t size) = 0;
  // Empty, or the code of what went wrong. KD1001: the data end early. KD1002: they are damaged.
  std::string_view damage() const { return damage_; }

 protected:
  std::string_view damage_;
};

// `first` are the bytes that were read already.
std::unique_ptr<Unpacking> unpack(Compression compression, std::string_view first, Unpacking::Read read);

}  // namespace kede::importers
