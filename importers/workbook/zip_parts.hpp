// The parts of a zipped file, unpacked within limits.
// Made by the XLSX reader from the bytes of a file; the view of the bytes must outlive it.
// One thread.
// Law: no declared size is believed; unpacking stops at the limit.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "importers/workbook/table.hpp"

namespace kede::importers::workbook {

class ZipParts {
 public:
  // KD1201 empty, KD1202 not a zip file or cut off, KD1203 an older or protected format, KD1205 too many parts.
  static Result<ZipParts> open(std::string_view bytes, const std::string& path, const Limits& limits);
  ZipParts(ZipParts&&) noexcept;
  ZipParts& operator=(ZipParts&&) noexcept;
  ~ZipParts();

  // In the order of the file.
  const std::vector<std::string>& names() const { return names_; }
  bool has(std::string_view name) const;
  // KD1205 beyond the limits, KD1202 when the part is damaged. Names are compared without regard to ASCII case.
  Result<std::string> read(std::string_view name);

 private:
  struct Archive;
  ZipParts(std::unique_ptr<Archive> archive, std::string path, const Limits& limits);

  std::unique_ptr<Archive> archive_;
  std::vector<std::string> names_;
  std::string path_;
  Limits limits_;
  std::uint64_t unpacked_ = 0;
};

// The parts that can be unpacked from the beginning of a zip file alone, each at most `limit` bytes: enough to recognise a workbook of any
// size.
std::vector<std::pair<std::string, std::string>> zip_parts_at_head(std::string_view head, std::size_t limit);

}  // namespace kede::importers::workbook
