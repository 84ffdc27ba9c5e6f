// Reads facts written as JSON into the records of a JsonWorld.
// Used by JsonWorld::read only.
// Refers to the vocabulary and the base tables, which must outlive it; belongs to one thread.
// Law: a field that the vocabulary does not have, or a value that is not of the field's type, is an error with its pointer.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/lang/detail/json_at.hpp"
#include "engine/lang/json_world.hpp"

namespace kede::lang {

class JsonWorldReader {
 public:
  JsonWorldReader(const model::Vocabulary& vocabulary, const Tables& tables, Date as_of);

  Result<std::unique_ptr<const JsonWorld>> read(const detail::JsonAt& root, const std::vector<std::string>* used_tables);

 private:
  using JsonAt = detail::JsonAt;

  void read_variables(const JsonAt& root);
  void read_tables(const JsonAt& at, const std::vector<std::string>* used_tables);
  RecordValue read_record(const JsonAt& at, model::KindId kind);
  RecordValue refer(const JsonAt& at, model::KindId kind);
  RecordValue begin_record(const JsonAt& at, model::KindId kind);
  RecordValue add_record(model::KindId kind);
  void read_field(const JsonAt& at, const model::Field& field, RecordValue owner);
  std::optional<Value> read_unknown(const JsonAt& at);
  Value read_list(const JsonAt& at, const model::Field& field, RecordValue owner);
  Value read_one(const JsonAt& at, const model::Field& field);
  Value wrong_value(const JsonAt& at, const model::Field& field);
  void relate(const JsonAt& at, RecordValue item, const model::Derived& derived, RecordValue owner);
  void check_references();

  const model::Vocabulary& vocabulary_;
  const Tables& base_tables_;
  std::unique_ptr<JsonWorld> world_;
  detail::Faults faults_;
  struct Named {
    RecordValue record;
    bool defined = false;
    Place first_use;
  };
  std::map<std::pair<model::KindId, std::string>, Named> by_id_;
};

}  // namespace kede::lang
