// Facts as one line of JSON, with kinds and fields by number, as a register file keeps them.
// Written by RegisterBuilder, read by RegisterFile.
// NameNumbers belongs to one thread; the Vocabulary must outlive it.
// Law: what is written comes back unchanged; what this program does not know is told apart from what is broken.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/model/record.hpp"

namespace kede::store {

// Numbers of kinds, fields and places in one file. The file keeps their names, so that another edition of the vocabulary can read it.
class NameNumbers {
 public:
  struct Field {
    std::int64_t kind = 0;
    std::string name;
  };

  explicit NameNumbers(const model::Vocabulary& vocabulary) : vocabulary_(&vocabulary) {}
  const model::Vocabulary& vocabulary() const { return *vocabulary_; }

  // As the file has them.
  void know_kind(std::int64_t number, const std::string& name);
  void know_field(std::int64_t number, Field field);
  // Their number; a new one when the file has none yet.
  std::int64_t number_of(model::KindId kind);
  std::int64_t number_of(model::FieldId field);

  // Nothing when this program has no kind or field of that name, or the file no such number.
  std::optional<model::KindId> kind(std::int64_t number) const;
  std::optional<model::FieldId> field(std::int64_t number) const;
  std::optional<std::int64_t> find(model::KindId kind) const;
  // "organisation.employees", or "?7" when the file has no name for it.
  std::string field_name(std::int64_t number) const;

  // Columns and pointers recur in each record. There are only so many numbers for them; a place without one is written out.
  void know_place(std::int64_t number, const std::string& text);
  std::optional<std::int64_t> number_of_place(const std::string& text);
  const std::string* place(std::int64_t number) const;

  const std::map<std::int64_t, std::string>& places() const { return places_; }
  const std::map<std::int64_t, std::string>& kinds() const { return kinds_; }
  const std::map<std::int64_t, Field>& fields() const { return fields_; }

 private:
  const model::Vocabulary* vocabulary_;
  std::map<std::int64_t, std::string> kinds_;
  std::map<std::int64_t, Field> fields_;
  std::map<std::int64_t, std::string> places_;
  std::unordered_map<std::string, std::int64_t> place_numbers_;
  std::map<std::int64_t, model::KindId> kind_ids_;
  std::map<std::int64_t, model::FieldId> field_ids_;
  std::map<model::KindId, std::int64_t> kind_numbers_;
  std::map<model::FieldId, std::int64_t> field_numbers_;
};

std::string write_facts(const std::vector<model::Fact>& facts, NameNumbers& names);

struct ReadFacts {
  std::vector<model::Fact> facts;
  std::vector<std::int64_t> unknown_fields;  // numbers of fields that this program does not have
  std::vector<model::FieldId> unreadable;    // fields whose value is not of their type; the fact says so too
};
// Nothing when the text is not a list of facts.
std::optional<ReadFacts> read_facts(std::string_view text, const NameNumbers& names);

}  // namespace kede::store
