// What the tests of the OCDS importer share: an import from memory, and easy looks at what came out.
// Used by the tests of this folder only.
// Plain values.
// Law: everything that the importer hands over can be asked for.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "importers/ocds/importer.hpp"

namespace ocds_test {

using namespace kede;

inline const model::Vocabulary& vocabulary() {
  static const model::Vocabulary built_in = [] {
    auto read = model::Vocabulary::built_in();
    if (!read) throw std::runtime_error("the built-in vocabulary cannot be read");
    return std::move(read).value();
  }();
  return built_in;
}

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
  importers::ocds::ImportCounts counts;
  bool opened = false;

  // The facts of a field of the thing, in the order in which they came.
  std::vector<model::Fact> facts(std::string_view kind, std::string_view key, std::string_view field) const {
    std::vector<model::Fact> out;
    const auto& kind_entry = *vocabulary().find_kind(kind);
    const model::FieldId id = vocabulary().field_id(std::string(kind) + '.' + std::string(field));
    for (const model::Record& record : records) {
      if (record.kind != kind_entry.id || record.key != key) continue;
      for (const model::Fact& fact : record.facts) {
        if (fact.field == id) out.push_back(fact);
      }
    }
    return out;
  }
  // Their values as text, joined by " | ".
  std::string value(std::string_view kind, std::string_view key, std::string_view field) const {
    std::string out;
    for (const model::Fact& fact : facts(kind, key, field)) {
      if (!out.empty()) out += " | ";
      if (const auto* list = std::get_if<model::List>(&fact.value)) {
        for (std::size_t i = 0; i < list->items.size(); ++i) out += (i > 0 ? ", " : "") + model::to_text(list->items[i]);
      } else {
        out += model::to_text(fact.value);
      }
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
  // Everything, as text, to compare two imports.
  std::string all() const {
    std::string out;
    for (const model::Record& record : records) {
      out += vocabulary().kind(record.kind).name + ' ' + record.key + " @" + record.place + '\n';
      for (const model::Fact& fact : record.facts) {
        out +=
            "  " + vocabulary().field(fact.field).name + " = " + model::to_text(fact.value) + " @" + fact.place + " [" + fact.raw + "]\n";
      }
    }
    for (const model::Rejection& rejection : rejections)
      out += "rejected " + rejection.place + ' ' + rejection.reason.code + ' ' + std::to_string(rejection.reason.where.line) + '\n';
    return out;
  }
};

struct Options {
  std::size_t block = 1U << 16U;
  std::size_t max_record_bytes = 64U << 20U;
};

inline Imported import_files(const std::map<std::string, std::string>& files, Options options = {}) {
  const MemoryFileSystem memory(files);
  Imported out;
  importers::ImportContext context{memory, vocabulary(), out.diagnostics, options.max_record_bytes};
  std::vector<importers::InputFile> inputs;
  for (const auto& [path, bytes] : files) inputs.push_back({path});
  const auto counts = importers::ocds::import_files(inputs, context, out, {options.block});
  out.opened = counts.ok();
  if (counts) out.counts = counts.value();
  return out;
}

inline Imported import_text(const std::string& text, Options options = {}) { return import_files({{"in.json", text}}, options); }

// A release package of one release with these members besides the ocid "o-1".
inline std::string package(const std::string& members) {
  return R"({"version": "1.1", "uri": "http://example.org/p", "publishedDate": "2025-03-01T00:00:00Z", "publisher": {"name": "Testa iestāde"}, "releases": [{"ocid": "o-1", "id": "r1", "date": "2025-02-03T10:00:00Z", "tag": ["award"], )" +
         members + "}]}";
}

inline bool balanced(const Imported& imported) {
  const auto& c = imported.counts;
  return c.present == c.read + c.superseded + c.rejected && imported.rejections.size() == c.rejected;
}

}  // namespace ocds_test
