// All records of a run, packed: strings once, facts in 32 bytes.
// Filled by importers through RecordSink, then const; read by engine/identity.
// Building belongs to one thread; reading is free for all.
// Law: every fact that came in can be read back with its provenance, unchanged.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/model/record.hpp"
#include "engine/model/string_pool.hpp"

namespace kede::model {

enum class RecordId : std::uint32_t {};

// Where a fact was read, ready to show.
struct Provenance {
  SourceId source{};
  std::string place;  // record and field: "/releases/0/tender/value" or "bids!4, amount"
  std::optional<Date> date;
  EvidenceClass evidence = EvidenceClass::declaration;
  std::string raw;
};

class Dataset final : public RecordSink {
 public:
  SourceId add_source(Source source) override;
  void complete_source(SourceId id, Source source) override;
  void add(Record record) override;
  void reject(Rejection rejection) override;

  const std::vector<Source>& sources() const { return sources_; }
  const std::vector<Rejection>& rejections() const { return rejections_; }
  std::size_t record_count() const { return records_.size(); }
  std::size_t fact_count() const { return facts_.size(); }

  KindId kind_of(RecordId id) const { return records_[static_cast<std::size_t>(id)].kind; }
  std::string_view key_of(RecordId id) const { return strings_.text(records_[static_cast<std::size_t>(id)].key); }
  SourceId source_of(RecordId id) const { return records_[static_cast<std::size_t>(id)].source; }
  std::string_view place_of(RecordId id) const { return strings_.text(records_[static_cast<std::size_t>(id)].place); }

  // Facts of a record are numbered from first_fact to first_fact + count - 1.
  std::pair<std::size_t, std::size_t> facts_of(RecordId id) const;
  FieldId field_of(std::size_t fact) const { return facts_[fact].field; }
  Value value_of(std::size_t fact) const;
  Provenance provenance_of(std::size_t fact, RecordId record) const;

 private:
  struct PackedRecord {
    std::uint64_t first_fact;
    StringId key;
    StringId place;
    SourceId source;
    KindId kind;
  };
  struct PackedFact {
    std::int64_t payload;
    StringId place;
    StringId raw;
    std::int32_t date;
    FieldId field;
    std::uint8_t tag;
    EvidenceClass evidence;
    std::uint32_t extra;  // currency, or kind of a ref
  };

  void pack(PackedFact& packed, const Scalar& scalar);
  Scalar unpack(const PackedFact& packed) const;

  StringPool strings_;
  std::vector<PackedRecord> records_;
  std::vector<PackedFact> facts_;
  std::vector<List> lists_;
  std::vector<Source> sources_;
  std::vector<Rejection> rejections_;
};

}  // namespace kede::model
