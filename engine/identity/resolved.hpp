// Who is who: the records of a Dataset brought together into entities, each fact with all its witnesses.
// Made by resolve(); read by engine/graph, engine/assess and reports.
// Const after construction; refers to the Dataset and the Vocabulary, which must outlive it.
// Law: a merge keeps every source value; sources that disagree make a fact unknown (conflict), with all values kept.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/model/dataset.hpp"

namespace kede::identity {

// One place where a value of a fact stands.
struct Witness {
  model::RecordId record{};
  std::size_t fact = 0;  // number of the fact in the Dataset
};

struct ResolvedFact {
  model::FieldId field{};
  model::Value value;              // unknown (conflict) when witnesses disagree
  std::vector<Witness> witnesses;  // in the order of the records
};

enum class MergeReason : std::uint8_t { same_key, registration_number, vat_number, lei, other_identifier, name_and_country };
std::string_view to_text(MergeReason reason);

// Two records that were taken for one thing, and why.
struct MergeNote {
  EntityId entity{};
  model::RecordId first{};
  model::RecordId second{};
  MergeReason reason{};
  std::string value;  // the identifier or the normalised name
};

// Equal names or identifiers that were NOT merged because strong identifiers differ.
struct BlockedMerge {
  EntityId first{};
  EntityId second{};
  std::string name;
  std::string identifiers;
};

class Resolved {
 public:
  const model::Dataset& dataset() const { return *dataset_; }
  const model::Vocabulary& vocabulary() const { return *vocabulary_; }

  std::size_t size() const { return entities_.size(); }
  model::KindId kind_of(EntityId id) const { return entities_[index(id)].kind; }
  std::span<const model::RecordId> records_of(EntityId id) const { return entities_[index(id)].records; }
  // Entities of one kind, in order of first sight.
  std::span<const EntityId> of_kind(model::KindId kind) const { return by_kind_[static_cast<std::size_t>(kind)]; }

  const ResolvedFact* fact(EntityId id, model::FieldId field) const;
  std::span<const ResolvedFact> facts_of(EntityId id) const;
  std::optional<EntityId> target(const model::Ref& ref) const;

  const std::vector<MergeNote>& merges() const { return merges_; }
  const std::vector<BlockedMerge>& blocked() const { return blocked_; }

 private:
  friend class Resolver;
  struct Entity {
    model::KindId kind{};
    std::vector<model::RecordId> records;
    std::vector<ResolvedFact> facts;  // by field
  };

  const model::Dataset* dataset_ = nullptr;
  const model::Vocabulary* vocabulary_ = nullptr;
  std::vector<Entity> entities_;
  std::vector<std::vector<EntityId>> by_kind_;
  std::vector<std::unordered_map<std::string, EntityId>> by_key_;  // by kind
  std::vector<MergeNote> merges_;
  std::vector<BlockedMerge> blocked_;
};

// Identifiers first (registration number with scheme, VAT, LEI, others), then exact normalised name + country where no strong identifiers
// differ. Which records become one does not depend on their order.
Resolved resolve(const model::Dataset& dataset, const model::Vocabulary& vocabulary);

}  // namespace kede::identity
