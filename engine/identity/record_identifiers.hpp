// The strong identifiers of an organisation, read from the facts of one record.
// Used by resolve(), and by the register of companies to find records again.
// Const after construction; the Vocabulary must outlive it.
// Law: one that cannot be trusted (a stand-in, a failed check) is not among them.
#pragma once

#include <string>
#include <vector>

#include "engine/identity/normalise.hpp"
#include "engine/identity/resolved.hpp"

namespace kede::identity {

struct NamedIdentifier {
  Identifier identifier;
  MergeReason reason{};
};

class RecordIdentifiers {
 public:
  explicit RecordIdentifiers(const model::Vocabulary& vocabulary);

  // Nothing for a record of another kind.
  std::vector<NamedIdentifier> of(const model::Record& record) const;
  std::vector<NamedIdentifier> of(const model::Dataset& dataset, model::RecordId record) const;

 private:
  struct Texts {
    std::string country, reg_number, reg_scheme, vat_number, lei;
    std::vector<std::string> others;
  };
  void note(model::FieldId field, const model::Value& value, Texts& texts) const;
  static std::vector<NamedIdentifier> identifiers(const Texts& texts);

  model::KindId organisation_{};
  model::FieldId country_{}, reg_number_{}, reg_scheme_{}, vat_number_{}, lei_{}, others_{};
};

}  // namespace kede::identity
