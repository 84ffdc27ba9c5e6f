// What the tests of the importers of Latvian sources share: an import of several files from memory, and easy looks at what came out.
// Used by the tests of ur, vid, eis and iub only.
// Plain values.
// Law: everything that the importer hands over can be asked for.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "importers/importer.hpp"
#include "importers/registry.hpp"
#include "importers/source.hpp"
#include "tests/support/records.hpp"

namespace latvia_test {

using namespace kede;
using testing::vocabulary;
using Files = std::map<std::string, std::string>;

class Imported final : public model::RecordSink {
 public:
  SourceId add_source(model::Source source) override {
    sources.push_back(std::move(source));
    return make_id<SourceId>(sources.size() - 1);
  }
  void complete_source(SourceId id, model::Source source) override { sources[index(id)] = std::move(source); }
  void add(model::Record record) override { records.push_back(std::move(record)); }
  void reject(model::Rejection rejection) override { rejections.push_back(std::move(rejection)); }

  std::vector<model::Source> sources;
  std::vector<model::Record> records;
  std::vector<model::Rejection> rejections;
  DiagnosticSink diagnostics;

  // The facts of one field of a thing, in the order in which they came.
  std::vector<model::Fact> facts(std::string_view kind, std::string_view key, std::string_view field) const {
    std::vector<model::Fact> out;
    const model::KindId kind_id = vocabulary().find_kind(kind)->id;
    const model::FieldId id = vocabulary().field_id(std::string(kind) + '.' + std::string(field));
    for (const model::Record& record : records) {
      if (record.kind != kind_id || record.key != key) continue;
      for (const model::Fact& fact : record.facts) {
        if (fact.field == id) out.push_back(fact);
      }
    }
    return out;
  }
  // Their distinct values as text, joined by " | ".
  std::string value(std::string_view kind, std::string_view key, std::string_view field) const {
    std::vector<std::string> seen;
    std::string out;
    for (const model::Fact& fact : facts(kind, key, field)) {
      const std::string text = model::to_text(fact.value);
      if (std::find(seen.begin(), seen.end(), text) != seen.end()) continue;
      seen.push_back(text);
      out += (out.empty() ? "" : " | ") + text;
    }
    return out;
  }
  std::set<std::string> keys(std::string_view kind) const {
    std::set<std::string> out;
    for (const model::Record& record : records) {
      if (record.kind == vocabulary().find_kind(kind)->id) out.insert(record.key);
    }
    return out;
  }
  std::size_t told(const std::string& code) const {
    const auto found = diagnostics.totals().find(code);
    return found == diagnostics.totals().end() ? 0 : found->second;
  }
  std::vector<std::string> rejected() const {
    std::vector<std::string> out;
    for (const model::Rejection& rejection : rejections) out.push_back(rejection.reason.code + ' ' + rejection.place);
    return out;
  }
  // All that was handed over as one text, to compare imports and to look for what must not be there.
  std::string everything() const {
    std::string out;
    for (const model::Record& record : records) {
      out += vocabulary().kind(record.kind).name + ' ' + record.key + ' ' + record.place + '\n';
      for (const model::Fact& fact : record.facts)
        out +=
            "  " + vocabulary().field(fact.field).name + '=' + model::to_text(fact.value) + " raw " + fact.raw + " at " + fact.place + '\n';
    }
    return out;
  }
};

// The importer of that name over all files, in the order of their names.
inline Imported import(std::string_view importer, const Files& files) {
  MemoryFileSystem disk(files);
  std::vector<importers::InputFile> inputs;
  for (const auto& [path, bytes] : files) inputs.push_back({path});
  Imported out;
  importers::ImportContext context{disk, vocabulary(), out.diagnostics};
  for (const importers::Importer* each : importers::all_importers()) {
    if (each->name == importer) CHECK(each->read(inputs, context, out));
  }
  return out;
}

// Names of the importers that take a file for their own.
inline std::set<std::string> recognised_by(const std::string& path, std::string_view text) {
  std::set<std::string> out;
  for (const importers::Importer* each : importers::all_importers()) {
    if (each->recognise(path, text.substr(0, 64U << 10U)) > 50) out.emplace(each->name);
  }
  return out;
}

}  // namespace latvia_test
