// One input file as a stream of text: opened, unpacked, decoded, counted and hashed on the way.
// Made by importers; several passes over one file open it several times.
// A SourceText belongs to one thread and keeps no more than its buffers in memory.
// Law: the hash and the size are those of the raw bytes; the text does not depend on the sizes in which it is asked for.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/file_system.hpp"
#include "engine/base/result.hpp"
#include "importers/unpacking.hpp"

namespace kede::importers {

// Bytes of text asked for at once where records are looked for, and bytes of a rejected record that are shown.
inline constexpr std::size_t kTextPiece = 256U << 10U;
inline constexpr std::size_t kExcerpt = 200;

// What went by in the raw bytes.
struct SourceSummary {
  std::string sha256;
  std::uint64_t bytes = 0;
  Compression compression = Compression::none;
  std::string encoding = "UTF-8";
  // KD1001: packed data end early. KD1002: packed data are damaged. KD1003: text was not UTF-8 and was converted.
  std::vector<Diagnostic> notes;
};

// How seek() gets to a place. A jump passes over bytes that might show that the text is not UTF-8, so only who has read the file before may
// ask for it.
enum class Seeking : std::uint8_t { by_reading, by_jumping };

class SourceText {
 public:
  // Plain, gzip or Zstandard (found by its first bytes, not by its name).
  static Result<std::unique_ptr<SourceText>> open(const FileSystem& files, const std::string& path, Seeking seeking = Seeking::by_reading);
  ~SourceText();

  // Fills at most `size` bytes of text; 0 at the end. The text is UTF-8 without a byte order mark; single ill-formed bytes of a text that
  // is otherwise UTF-8 are passed on as they are, so that offsets stay true.
  std::size_t read(char* into, std::size_t size);
  // The next byte to be read will be that at `offset` of the text. Jumps, or reads up to there, from the beginning if need be.
  void seek(std::uint64_t offset);
  // Of a text read to its end: whether it may be opened with Seeking::by_jumping, that is, whether it is plain UTF-8.
  bool can_jump() const;
  // Reads the rest of the raw bytes and tells what went by. Only sensible when there was no seek().
  SourceSummary finish();

 private:
  struct State;
  explicit SourceText(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The beginning of the text of a file, unpacked and decoded, for Importer::recognise.
Result<std::string> read_head(const FileSystem& files, const std::string& path, std::size_t size = 64U << 10U);

}  // namespace kede::importers
