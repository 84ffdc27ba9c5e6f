#include "importers/ftm/entity_lines.hpp"

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/parallel.hpp"
#include "engine/base/text.hpp"
#include "importers/ftm/entity_reader.hpp"
#include "importers/ftm/entity_records.hpp"
#include "importers/json_records.hpp"
#include "importers/line_blocks.hpp"

namespace kede::importers::ftm {
namespace {

constexpr std::size_t kExcerpt = 200;
constexpr std::size_t kBlocksForEachThread = 2;

// Keeps the records of one block until it is their turn.
class KeptRecords final : public model::RecordSink {
 public:
  SourceId add_source(model::Source) override { return {}; }
  void complete_source(SourceId, model::Source) override {}
  void add(model::Record record) override { records.push_back(std::move(record)); }
  void reject(model::Rejection) override {}

  std::vector<model::Record> records;
};

using NotRead = std::map<std::string, std::size_t>;

struct Rejected {
  Diagnostic reason;
  std::string place;
  std::uint32_t line = 0;
  std::string excerpt;
};

// What came of one block, besides its records.
struct Read {
  std::vector<Rejected> rejected;
  std::size_t count = 0;
  NotRead not_read;
};

SourceScope scope_into(const SourceScope& scope, model::RecordSink& sink) {
  return {.vocabulary = scope.vocabulary,
          .countries = scope.countries,
          .sink = sink,
          .notes = scope.notes,
          .source = scope.source,
          .file = scope.file,
          .date = scope.date,
          .evidence = scope.evidence};
}

bool is_blank(const char* begin, std::size_t size) { return (size == 0 || *begin != '{') && trim({begin, size}).empty(); }

// The text is changed by reading, so what a rejection shows is taken before, but only of what may well be rejected.
std::string excerpt_of(const char* begin, std::size_t size) {
  return replace_invalid_utf8(std::string_view(begin, std::min(size, kExcerpt)));
}

void read_block(LineBlock& block, const SourceScope& scope, const PartyFields& fields, std::size_t longest, Read& out) {
  EntityRecords records(scope, fields);
  EntityReader reader;
  for_each_line(block, [&](char* begin, std::size_t size, std::uint32_t line) {
    if (is_blank(begin, size)) return;
    std::string place = "line ";
    place += std::to_string(line);
    if (block.oversized || size > longest) {
      out.rejected.push_back({error("KD1141").arg("limit", std::to_string(longest)), std::move(place), line, excerpt_of(begin, size)});
      return;
    }
    std::array<char, kExcerpt> beginning{};
    const std::size_t kept = std::min(size, kExcerpt);
    std::copy_n(begin, kept, beginning.begin());
    const auto failed = reader.read(begin, size);
    const auto wrong = failed ? std::optional<std::string_view>("KD1500") : records.add(reader.entities(), place);
    if (!wrong) {
      ++out.count;
      return;
    }
    Diagnostic reason = error(*wrong);
    if (failed) reason = error("KD1500").arg("reason", failed->reason);
    out.rejected.push_back({std::move(reason), std::move(place), line, excerpt_of(beginning.data(), kept)});
  });
  out.not_read = records.not_read();
}

void hand_over(Read& read, FileImport& file, NotRead& not_read) {
  for (Rejected& each : read.rejected) file.reject(std::move(each.reason), std::move(each.place), each.line, std::move(each.excerpt));
  file.count(read.count);
  for (const auto& [schema, count] : read.not_read) not_read[schema] += count;
}

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

void read_entity_lines(FileImport& file, const PartyFields& fields, unsigned threads) {
  const std::size_t longest = file.context().max_record_bytes;
  LineBlocks lines(file.text(), longest);
  std::vector<LineBlock> blocks(threads > 1 ? threads * kBlocksForEachThread : 1);
  NotRead not_read;
  for (bool more = true; more;) {
    std::size_t filled = 0;
    while (filled < blocks.size() && (more = lines.next(blocks[filled]))) ++filled;
    std::vector<Read> read(filled);
    std::vector<KeptRecords> kept(filled);
    parallel_for(filled, threads, [&](std::size_t i) {
      model::RecordSink& sink = blocks.size() > 1 ? kept[i] : file.scope().sink;
      read_block(blocks[i], scope_into(file.scope(), sink), fields, longest, read[i]);
    });
    for (std::size_t i = 0; i < filled; ++i) {
      for (model::Record& record : kept[i].records) file.scope().sink.add(std::move(record));
      hand_over(read[i], file, not_read);
    }
  }
  tell_not_read(file, not_read);
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
