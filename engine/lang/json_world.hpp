// A small world written as JSON: {"org": {"name": "A", "suppliers": [{"child": {…}}]}, "as_of": "2026-11-23", "tables": {…}}.
// Used by the tests inside rules and by `kede rules eval --facts`.
// Owns its records and, where some are given, its tables; const after reading. The vocabulary and the base tables must outlive it.
// Law: what is not written is unknown (missing), a bare array is open; only {"items": […], "complete": true} is a closed list.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/lang/interpret.hpp"
#include "engine/lang/json_tree.hpp"
#include "engine/lang/tables.hpp"
#include "engine/lang/world.hpp"

namespace kede::lang {

// How values are written, by the type of the field: true, 12, 12.5; percent 40; money "12.50 EUR" or {"money": ["12.50", "EUR"]}; dates
// "2026-01-31"; texts, codes, countries and CPV codes as text; records and refs as nested objects, or {"$ref": "id"} for the one whose
// field `id` is that.
// {"unknown": "withheld"} stands for any of them. "tables": {"labour_cost": [{"country": "LV", …}]} replaces a whole table for this world:
// cells as in its CSV file, never outdated, or {"rows": […], "as_of": "…", "stale_after_months": 12}.
class JsonWorld final : public World {
 public:
  // `place` is where `facts` stands. `used_tables`: the tables that will be looked into, so that only these are copied when one of them is
  // replaced.
  static Result<std::unique_ptr<const JsonWorld>> read(const JsonNode& facts, const Place& place, const model::Vocabulary& vocabulary,
                                                       const Tables& tables, Date as_of,
                                                       const std::vector<std::string>* used_tables = nullptr);

  // The record written under the variable of its kind ("org"), if there is one.
  std::optional<RecordValue> find(std::string_view variable) const;
  // All variables of the vocabulary; one that is not written is a record of which nothing is known.
  Environment environment() const;

  Value field(RecordValue record, model::FieldId field) const override;
  Value downstream(RecordValue organisation, int depth) const override;
  Value upstream(RecordValue organisation, int depth) const override;
  Value owners_up(RecordValue organisation, int depth) const override;
  Value group(RecordValue organisation) const override;
  Value same_address(RecordValue organisation) const override;
  std::string name_of(RecordValue record) const override;
  std::string path_of(const Reached& reached) const override;
  Date as_of() const override { return as_of_; }
  const Tables& tables() const override { return own_tables_ ? *own_tables_ : *base_tables_; }

 private:
  friend class JsonWorldReader;
  struct Step {  // one organisation met on a walk
    RecordValue node;
    std::optional<RecordValue> via;
    int tier = 0;
    std::size_t before = 0;  // position of the step it was reached from
  };
  struct Walk {
    std::vector<Step> steps;  // the first is the start
    std::vector<int> lowest;  // beside steps: the tier it may turn out to have
    Reasons open;
  };
  struct Way {  // list of edges of an organisation, and the field of the edge that leads on
    model::FieldId list;
    model::FieldId end;
  };

  JsonWorld(const model::Vocabulary& vocabulary, const Tables& tables, Date as_of)
      : vocabulary_(vocabulary), base_tables_(&tables), as_of_(as_of) {}
  Way way(std::string_view list, std::string_view end) const { return {vocabulary_.field_id(list), vocabulary_.field_id(end)}; }
  Walk walk(RecordValue start, int depth, const Way& way) const;
  bool has_no_organisation(RecordValue ownership) const;
  Value reached_list(RecordValue start, int depth, const Way& way, bool down) const;

  const model::Vocabulary& vocabulary_;
  const Tables* base_tables_;
  std::optional<Tables> own_tables_;
  Date as_of_;
  std::vector<std::map<model::FieldId, Value>> records_;  // by handle
  std::vector<std::pair<std::string, RecordValue>> variables_;
  std::vector<std::string> given_;  // variables that were written
};

}  // namespace kede::lang
