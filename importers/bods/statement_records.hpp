// Statements of the Beneficial Ownership Data Standard as records: organisations, persons, ownership.
// Made by the importer for each file; given the statements that count, one after the other.
// Refers to the file, the fields and the index, which must outlive it.
// Law: of a person only the name, the full date of birth and a register identifier are read; a party that is not named is a fact with its
// reason, never a missing owner.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "importers/bods/interests.hpp"
#include "importers/bods/statement_index.hpp"
#include "importers/file_import.hpp"
#include "importers/party_fields.hpp"

namespace kede::importers::bods {

class StatementRecords {
 public:
  StatementRecords(FileImport& file, const PartyFields& fields, const StatementIndex& index)
      : file_(file), fields_(fields), index_(index) {}

  // The code of what is wrong when nothing could be read.
  std::optional<std::string_view> add(Json statement, const std::string& place);

 private:
  // One end of a relationship.
  struct End {
    std::string id;
    Party party = Party::not_described;
    bool named = false;
    std::string country;
    std::string reason;  // why it is not specified
    std::string inside;  // where it stands
    bool exempt = false;
  };

  RecordMaker maker(model::KindId kind, std::string key, const std::string& place) const;
  void add_organisation(Json details, Party party, const std::string& place);
  void add_names(RecordMaker& out, Json details) const;
  void add_identifiers(RecordMaker& out, Json details) const;
  void add_seat(RecordMaker& out, Json details) const;
  void add_person(Json details, const std::string& place);
  std::optional<std::string_view> add_relationship(Json details, const std::string& place);
  End end_of(Json details, std::string_view member) const;
  void add_holding(const Holding& holding, const std::string& key, const End& subject, const End& holder, const std::string& place);
  void add_shares(RecordMaker& out, const Holding& holding, const std::string& inside) const;
  void add_period(RecordMaker& out, const Holding& holding, const std::string& inside) const;
  void add_exemption(const End& subject, const End& holder, const std::string& place);

  FileImport& file_;
  const PartyFields& fields_;
  const StatementIndex& index_;
  // Of the statement that is being read.
  std::string id_;
  bool old_form_ = false;
  bool closed_ = false;
  std::string prefix_;  // "/recordDetails" or nothing
  std::string source_;
  std::optional<Date> date_;
  model::EvidenceClass evidence_ = model::EvidenceClass::declaration;
};

}  // namespace kede::importers::bods
