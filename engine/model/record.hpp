// What importers hand over: records of facts, the files they come from, and what could not be read.
// Made by importers, received by a RecordSink (the Dataset, or a counter).
// Records are moved into the sink; a sink belongs to one thread.
// Law: nothing is lost. What is read becomes a record, what cannot be read becomes a rejection with its place and reason.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/base/ids.hpp"
#include "engine/model/fact.hpp"

namespace kede::model {

struct Source {
  std::string path;    // as given by the user
  std::string sha256;  // of the raw bytes
  std::uint64_t bytes = 0;
  std::string format;  // name of the importer and version of the format: "ocds 1.1"
  std::optional<Date> date;
};

struct Record {
  KindId kind{};
  std::string key;  // unique within the kind and the import run; several records with one key are one thing
  SourceId source{};
  std::string place;  // JSON pointer, or "sheet!row"
  std::vector<Fact> facts;
};

struct Rejection {
  SourceId source{};
  std::string place;
  Diagnostic reason;
  std::string excerpt;  // the beginning of what could not be read
};

class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual SourceId add_source(Source source) = 0;
  // Replaces what add_source said, when hash and size are known only at the end.
  virtual void complete_source(SourceId id, Source source) = 0;
  virtual void add(Record record) = 0;
  virtual void reject(Rejection rejection) = 0;
};

}  // namespace kede::model
