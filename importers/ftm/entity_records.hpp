// FollowTheMoney entities as records: organisations, persons, ties between them, list entries.
// Made once for each file; given the entities of one line after the other.
// Refers to the scope and the fields, which must outlive it.
// Law: of a person only the name, the full date of birth and the id in the source are read, and only lists that the law has owners and
// officers checked against.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "importers/ftm/entity.hpp"
#include "importers/ftm/listing.hpp"
#include "importers/party_fields.hpp"
#include "importers/record_maker.hpp"

namespace kede::importers::ftm {

class EntityRecords {
 public:
  EntityRecords(const SourceScope& scope, const PartyFields& fields) : scope_(scope), fields_(fields) {}

  // The entity at `place` ("line 3") and those inside it. Gives the code of what is wrong with the first one; the others are read.
  std::optional<std::string_view> add(std::span<const Entity> entities, const std::string& place);
  // Schemas that are not read, and how often they came.
  const std::map<std::string, std::size_t>& not_read() const { return not_read_; }

 private:
  std::optional<std::string_view> add_one(std::span<const Entity> entities, const Entity& entity, const std::string& place);
  void add_organisation(const Entity& entity, const Entity* address, const std::string& place);
  void add_person(const Entity& entity, const std::string& place);
  struct Ends {
    Property holder;
    Property held;
    Property inside_holder;  // where the tie stands when it stands inside its holder
  };
  std::optional<std::string_view> add_tie(std::span<const Entity> entities, const Entity& entity, Ends ends, const std::string& place);
  std::optional<std::string_view> add_sanction(const Entity& entity, const Entity* sanctioned, const std::string& place);
  void add_list_entries(const Entity& entity, std::string_view name, const std::string& place);
  void count_not_read(const Entity& entity);

  const SourceScope& scope_;
  const PartyFields& fields_;
  std::optional<Date> date_;  // of the entity that is being read
  std::map<std::string, std::size_t> not_read_;
};

std::string key_of(std::string_view id);

}  // namespace kede::importers::ftm
