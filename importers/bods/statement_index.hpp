// Which statements count, and who the parties are: what has to be known of all statements before any of them is read.
// Made by a first pass over the files of an import; asked in the second one.
// Keeps a few dozen bytes for each record and the ids of statements that replace others, never the statements; belongs to one thread.
// Law: of one record only the statement of the latest date counts, and a replaced statement never does.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "importers/countries.hpp"
#include "importers/json.hpp"

namespace kede::importers::bods {

using Json = const rapidjson::Value*;

enum class Party : std::uint8_t { not_described, organisation, state, unknown_entity, person, unknown_person, relationship };

struct Described {
  Party party = Party::not_described;
  bool named = false;
  std::array<char, 2> country{};  // of a state; zeros when not known
};

// The id under which a statement is kept: of its record since 0.4, its own before.
std::string id_of(Json statement);
// Nothing for a statement that is neither about an entity nor about a person nor about a relationship.
std::optional<Party> party_of(Json statement, const Countries& countries, std::string* country = nullptr);
// What the statement says of its subject: itself before 0.4.
Json details_of(Json statement);
bool is_old_form(Json statement);

class StatementIndex {
 public:
  explicit StatementIndex(const Countries& countries) : countries_(countries) {}

  // In the order of the files.
  void begin_file(const std::string& path);
  void add(Json statement);
  // Goes to the first file again; begin_file() and counts() follow in the same order.
  void rewind();
  // Whether this statement is the one that counts for its record. Called once for each statement that was added.
  bool counts(Json statement);

  // "bods:…": the same for a record and for whatever replaces it.
  std::string key(std::string_view id, bool old_form) const;
  // What its latest statement says it is; nullptr when no statement describes it.
  const Described* described(std::string_view id, bool old_form) const;

 private:
  struct Version {
    std::uint32_t number = 0;  // of the statement in the import
    std::int32_t day = 0;
    Described described;
  };
  static std::size_t hash_of(std::string_view scoped_id) { return std::hash<std::string_view>()(scoped_id); }

  std::string scoped(std::string_view id, bool old_form) const;

  const Countries& countries_;
  std::unordered_map<std::size_t, Version> latest_;           // by hash of the scoped id
  std::unordered_map<std::string, std::string> replaced_by_;  // statement ids
  // By file: who published it, as its first statement says, since the ids of records are those of their publisher; else its path.
  std::vector<std::string> scopes_;
  bool first_in_file_ = false;
  std::size_t files_begun_ = 0;
  std::uint32_t number_ = 0;
};

}  // namespace kede::importers::bods
