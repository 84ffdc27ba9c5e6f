// GLEIF records as records of the vocabulary.
// Made by the importer for each file; given one record after the other.
// Refers to the file, the fields and the chains, which must outlive it.
// Law: consolidation is control, not a share; a parent that is not reported is a fact with its reason.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>

#include "importers/file_import.hpp"
#include "importers/gleif/readers.hpp"
#include "importers/gleif/records.hpp"
#include "importers/party_fields.hpp"

namespace kede::importers::gleif {

// The direct parents of all relationships of an import, to tell whether a chain of them leads to the ultimate parent. Keeps two numbers for
// each relationship.
class DirectParents {
 public:
  void add(const RelationshipRecord& record);
  bool leads_to(std::string_view child, std::string_view parent) const;

 private:
  std::unordered_map<std::size_t, std::size_t> parent_of_;  // hashes of identifiers
};

class GleifWriter {
 public:
  GleifWriter(FileImport& file, const PartyFields& fields, const DirectParents& parents)
      : file_(file),
        fields_(fields),
        parents_(parents),
        event_kind_(file.scope().vocabulary.find_kind("event")->id),
        event_organisation_(file.scope().vocabulary.field_id("event.organisation")),
        event_type_(file.scope().vocabulary.field_id("event.type")),
        event_date_(file.scope().vocabulary.field_id("event.date")),
        event_description_(file.scope().vocabulary.field_id("event.description")) {}

  // Each gives the code of what is wrong when nothing could be read.
  std::optional<std::string_view> add(const LeiRecord& record, const Where& where);
  std::optional<std::string_view> add(const RelationshipRecord& record, const Where& where);
  std::optional<std::string_view> add(const ExceptionRecord& record, const Where& where);

  std::size_t annulled() const { return annulled_; }
  std::size_t repeated() const { return repeated_; }

 private:
  RecordMaker maker(model::KindId kind, std::string key, const Where& where, std::string_view date) const;
  void put_names(RecordMaker& out, const LeiRecord& record) const;
  void put_seat(RecordMaker& out, const LeiRecord& record) const;
  void put_register(RecordMaker& out, const LeiRecord& record) const;
  void add_successors(const LeiRecord& record, const Where& where);
  void add_node(std::string_view id, std::string_view type, const Where& where, std::string_view date);
  void put_period(RecordMaker& out, const RelationshipRecord& record) const;

  FileImport& file_;
  const PartyFields& fields_;
  const DirectParents& parents_;
  model::KindId event_kind_;
  model::FieldId event_organisation_, event_type_, event_date_, event_description_;
  std::size_t annulled_ = 0;
  std::size_t repeated_ = 0;
};

}  // namespace kede::importers::gleif
