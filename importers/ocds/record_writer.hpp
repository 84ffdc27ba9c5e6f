// Turns places in a release into facts of records, with provenance.
// Made by the parts that read a release: one RecordWriter for each element of the release that says something about one thing.
// A writer lives shorter than its ReleaseScope and the release; belongs to one thread.
// Law: an absent or null place makes no fact; a place that cannot be read makes an unknown with the raw text.
#pragma once

#include <rapidjson/fwd.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/model/record.hpp"
#include "importers/countries.hpp"
#include "importers/notes.hpp"
#include "importers/ocds/codes.hpp"
#include "importers/ocds/fields.hpp"

namespace kede::importers::ocds {

// What all records of one release share.
struct ReleaseScope {
  const Fields& fields;
  const Countries& countries;
  model::RecordSink& sink;
  Notes& notes;
  SourceId source{};
  std::string file;   // as messages show it
  std::string place;  // of the release in the file: "/releases/12"
  std::string ocid;
  std::optional<Date> date;

  std::string key(std::string_view kind, std::string_view id) const { return ocid + '/' + std::string(kind) + '/' + std::string(id); }
  Place place_of(const std::string& pointer) const { return {.file = file, .pointer = place + pointer}; }
};

class RecordWriter {
 public:
  // `pointer` leads from the release to the element ("/awards/0").
  RecordWriter(const ReleaseScope& scope, model::KindId kind, std::string key, std::string pointer, model::EvidenceClass evidence);

  // `inside` leads from the element to the value ("/value/amount").
  void put(model::FieldId field, model::Value value, std::string inside, std::string raw = {});
  // Worked out by us from what stands at `inside`.
  void put_computed(model::FieldId field, model::Scalar value, std::string inside, std::string raw = {});
  void put_unreadable(model::FieldId field, std::string inside, std::string raw);
  // Hands the record over, when there is a fact in it.
  void finish();
  const ReleaseScope& scope() const { return scope_; }
  const std::string& pointer() const { return pointer_; }

 private:
  const ReleaseScope& scope_;
  std::string pointer_;
  model::EvidenceClass evidence_;
  model::Record record_;
};

using CodeReader = std::optional<std::string> (*)(std::string_view);
using Json = const rapidjson::Value*;

// Each looks at `path` ("tender/title") inside `object`.
void add_text(RecordWriter& writer, model::FieldId field, Json object, std::string_view path);
void add_id(RecordWriter& writer, model::FieldId field, Json object, std::string_view path);
void add_code(RecordWriter& writer, model::FieldId field, Json object, std::string_view path, CodeReader read);
void add_date(RecordWriter& writer, model::FieldId field, Json object, std::string_view path);
void add_flag(RecordWriter& writer, model::FieldId field, Json object, std::string_view path);
void add_whole_number(RecordWriter& writer, model::FieldId field, Json object, std::string_view path);
void add_number(RecordWriter& writer, model::FieldId field, Json object, std::string_view path);
// The object at `path` has `amount` and `currency`. An amount typed to get past a form becomes an unknown.
void add_money(RecordWriter& writer, model::FieldId field, Json object, std::string_view path, AmountOf of = AmountOf::whole);
// The amount as add_money would take it, without notes; nothing when it is absent, unreadable or a filler.
std::optional<Money> read_money(Json value);
void add_ref(RecordWriter& writer, model::FieldId field, model::KindId kind, std::string key, std::string inside);

}  // namespace kede::importers::ocds
