// Writes what rows of subawards say: the award, both firms and their parents, and the supply.
// Made once for each import; called for each row.
// Remembers which subawards, awards and firms were written; belongs to one thread.
// Law: a row that repeats a subaward adds nothing and is counted; a row without an award or without a firm is rejected.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>

#include "importers/record_maker.hpp"
#include "importers/us_subawards/columns.hpp"

namespace kede::importers::us_subawards {

struct Fields {
  explicit Fields(const model::Vocabulary& vocabulary);
  struct {
    model::KindId kind;
    model::FieldId id, name, other_names, other_identifiers, country, address, city, region, postal_code, roles;
  } organisation;
  struct {
    model::KindId kind;
    model::FieldId id, title, buyer, value, currency, place_country, source_url;
  } contract;
  struct {
    model::KindId kind;
    model::FieldId id, contract, suppliers, value, date_signed, contract_id, has_subcontracting;
  } award;
  struct {
    model::KindId kind;
    model::FieldId id, parent, child, contract, award, contract_number, kind_field, tier, work_description, amount, place_country,
        declared_by, evidence;
  } supply;
  struct {
    model::KindId kind;
    model::FieldId id, subject, owner, owner_type, role, source;
  } ownership;
};

class Subawards {
 public:
  explicit Subawards(const model::Vocabulary& vocabulary) : fields_(vocabulary) {}

  // KD1555: no award or no firm. KD1556 is told about a subaward that is larger than its award.
  std::optional<Diagnostic> read(const SourceScope& scope, const Row& row, const std::string& place);
  std::size_t repeated() const { return repeated_; }

 private:
  struct Firm {
    std::string_view uei, duns, name, other_name, country, address, city, state, zip, types;
  };
  std::string write_firm(const SourceScope& scope, const Firm& firm, const std::string& scope_key, const std::string& place,
                         std::string_view role);
  void write_parent(const SourceScope& scope, const std::string& child, const Firm& parent, const std::string& place);
  std::string write_award(const SourceScope& scope, const Row& row, const std::string& place, const std::string& prime);
  void write_supply(const SourceScope& scope, const Row& row, const std::string& place, const std::string& award, const std::string& prime,
                    const std::string& child, const std::string& key);

  Fields fields_;
  std::unordered_set<std::string> written_;
  std::unordered_set<std::uint64_t> seen_;  // hashes of what makes a subaward the same
  std::size_t repeated_ = 0;
};

}  // namespace kede::importers::us_subawards
