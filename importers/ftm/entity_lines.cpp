#include "importers/ftm/entity_lines.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "engine/base/text.hpp"
#include "importers/ftm/entity_reader.hpp"
#include "importers/ftm/entity_records.hpp"
#include "importers/json_records.hpp"
#include "importers/lines_ahead.hpp"

namespace kede::importers::ftm {
namespace {

using NotRead = std::map<std::string, std::size_t>;

struct Rejected {
  Diagnostic reason;
  std::string place;
  std::uint32_t line = 0;
  std::string excerpt;
};

bool is_blank(const char* begin, std::size_t size) { return (size == 0 || *begin != '{') && trim({begin, size}).empty(); }

// The text is changed by reading, so what a rejection shows is taken before, but only of what may well be rejected.
std::string excerpt_of(const char* begin, std::size_t size) {
  return replace_invalid_utf8(std::string_view(begin, std::min(size, kExcerpt)));
}

class Lines {
 public:
  Lines(FileImport& file, const PartyFields& fields)
      : file_(file), longest_(file.context().max_record_bytes), records_(file.scope(), fields) {}

  void read(LineBlock& block) {
    for_each_line(block, [&](char* begin, std::size_t size, std::uint32_t line) {
      if (is_blank(begin, size)) return;
      std::string place = "line ";
      place += std::to_string(line);
      if (!block.oversized && size <= longest_) return read_line(begin, size, place, line);
      file_.reject(error("KD1141").arg("limit", std::to_string(longest_)), std::move(place), line, excerpt_of(begin, size));
    });
  }
  const NotRead& not_read() const { return records_.not_read(); }

 private:
  void read_line(char* begin, std::size_t size, std::string& place, std::uint32_t line) {
    std::array<char, kExcerpt> beginning{};
    const std::size_t kept = std::min(size, kExcerpt);
    std::copy_n(begin, kept, beginning.begin());
    const auto failed = reader_.read(begin, size);
    const auto wrong = failed ? std::optional<std::string_view>("KD1500") : records_.add(reader_.entities(), place);
    if (!wrong) return file_.count();
    Diagnostic reason = error(*wrong);
    if (failed) reason = error("KD1500").arg("reason", failed->reason);
    file_.reject(std::move(reason), std::move(place), line, excerpt_of(beginning.data(), kept));
  }

  FileImport& file_;
  std::size_t longest_;
  EntityRecords records_;
  EntityReader reader_;
};

void tell_not_read(FileImport& file, const NotRead& not_read) {
  std::string schemas;
  std::size_t all = 0;
  for (const auto& [schema, count] : not_read) {
    schemas += (schemas.empty() ? "" : ", ") + schema;
    all += count;
  }
  if (all > 0) file.tell(note("KD1503").at({.file = file.path()}).arg("count", std::to_string(all)).arg("schemas", shorten(schemas, 400)));
}

}  // namespace

void read_entity_lines(FileImport& file, const PartyFields& fields) {
  LineBlocks blocks(file.text(), file.context().max_record_bytes);
  LinesAhead ahead(blocks);
  Lines lines(file, fields);
  for (LineBlock block; ahead.next(block);) lines.read(block);
  tell_not_read(file, lines.not_read());
}

void read_entity_list(FileImport& file, const PartyFields& fields) {
  constexpr std::array<std::string_view, 4> lists = {"results", "entities", "responses", "members"};
  EntityRecords records(file.scope(), fields);
  EntityReader reader;
  read_json_records(
      file.text(), lists, {.record_bytes = file.context().max_record_bytes},
      {.on_record =
           [&](JsonRecord record) {
             const std::string excerpt = excerpt_of(record.text.data(), record.text.size());
             const auto failed = reader.read(record.text.data(), record.text.size());
             const auto wrong = failed ? std::optional<std::string_view>("KD1500") : records.add(reader.entities(), record.place);
             if (!wrong) return file.count();
             Diagnostic reason = error(*wrong);
             if (failed) reason = error("KD1500").arg("reason", failed->reason);
             file.reject(std::move(reason), std::move(record.place), record.line, excerpt);
           },
       .on_fault =
           [&](JsonFault fault) { file.reject(std::move(fault.reason), std::move(fault.place), fault.line, std::move(fault.excerpt)); }});
  tell_not_read(file, records.not_read());
}

}  // namespace kede::importers::ftm
