// What the tests of lists, declarations and national data share: an import from memory by any importer, and easy looks at what came out.
// Used by the tests of importers whose files are read one by one.
// Plain values.
// Law: everything that an importer hands over can be asked for.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/base/file_system.hpp"
#include "engine/model/record.hpp"
#include "importers/importer.hpp"
#include "tests/support/records.hpp"

namespace import_test {

using namespace kede;

class Imported final : public model::RecordSink {
 public:
  SourceId add_source(model::Source source) override {
    sources.push_back(std::move(source));
    return make_id<SourceId>(sources.size() - 1);
  }
  void complete_source(SourceId id, model::Source source) override { sources[index(id)] = std::move(source); }
  void add(model::Record record) override { records.push_back(std::move(record)); }
  void reject(model::Rejection rejection) override { rejections.push_back(std::move(rejection)); }

  // The values of a field of the thing, in the order in which they came, joined by " | ".
  std::string value(std::string_view kind, std::string_view key, std::string_view field) const {
    std::string out;
    for (const model::Fact& fact : facts(kind, key, field)) out += (out.empty() ? "" : " | ") + model::to_text(fact.value);
    return out;
  }
  std::vector<model::Fact> facts(std::string_view kind, std::string_view key, std::string_view field) const {
    std::vector<model::Fact> out;
    const model::FieldId id = testing::vocabulary().field_id(std::string(kind) + '.' + std::string(field));
    for (const model::Record& record : records) {
      if (record.kind != testing::vocabulary().find_kind(kind)->id || record.key != key) continue;
      for (const model::Fact& fact : record.facts) {
        if (fact.field == id) out.push_back(fact);
      }
    }
    return out;
  }
  std::set<std::string> keys(std::string_view kind) const {
    std::set<std::string> out;
    for (const model::Record& record : records) {
      if (record.kind == testing::vocabulary().find_kind(kind)->id) out.insert(record.key);
    }
    return out;
  }
  // Every record with its facts, for comparing two imports and for looking for what must not be there.
  std::string dump() const {
    std::string out;
    for (const model::Record& record : records) {
      out += testing::vocabulary().kind(record.kind).name + ' ' + record.key + ' ' + record.place + '\n';
      for (const model::Fact& fact : record.facts)
        out += "  " + testing::vocabulary().field(fact.field).name + '=' + model::to_text(fact.value) + " raw=" + fact.raw + '\n';
    }
    return out;
  }
  std::string rejected() const {
    std::string out;
    for (const model::Rejection& each : rejections) out += (out.empty() ? "" : " ") + each.reason.code + '@' + each.place;
    return out;
  }
  std::size_t told(const std::string& code) const {
    const auto found = diagnostics.totals().find(code);
    return found == diagnostics.totals().end() ? 0 : found->second;
  }

  std::vector<model::Source> sources;
  std::vector<model::Record> records;
  std::vector<model::Rejection> rejections;
  DiagnosticSink diagnostics;
};

using Files = std::map<std::string, std::string>;  // path -> contents

inline Imported import_all(const importers::Importer& importer, const Files& files) {
  const MemoryFileSystem memory(files);
  std::vector<importers::InputFile> inputs;
  for (const auto& [path, text] : files) inputs.push_back({path});
  Imported out;
  importers::ImportContext context{.files = memory, .vocabulary = testing::vocabulary(), .diagnostics = out.diagnostics};
  if (const auto read = importer.read(inputs, context, out); !read) out.diagnostics.add(read.diagnostics());
  return out;
}

inline Imported import_one(const importers::Importer& importer, const std::string& text) { return import_all(importer, {{"file", text}}); }

}  // namespace import_test
