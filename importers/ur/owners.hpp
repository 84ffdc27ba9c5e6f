// Who holds an interest or office: the columns that name a person or an organisation, and the key under which all tables find it again.
// Used by the readers of members, stockholders, joint owners, beneficial owners and officers.
// Pure functions over one row; views live as long as the row.
// Law: two persons are one only when all parts of the name and the six known digits agree; of the digits nothing but a fingerprint is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "importers/csv_rows.hpp"
#include "importers/record_maker.hpp"
#include "importers/ur/fields.hpp"

namespace kede::importers::ur {

// Equal texts have equal ones; `begin` tells kinds of texts apart.
std::uint64_t fingerprint(std::string_view text, std::uint64_t begin = 0);
std::string hexadecimal(std::uint64_t number);
// The parts of a name in small letters and in order, since tables write them in different orders: "Bērziņš Jānis" -> "bērziņš jānis".
std::string sorted_name(std::string_view name);

struct OwnerColumns {
  explicit OwnerColumns(const CsvRows& rows);
  std::optional<std::size_t> entity_type, name, forename, surname, masked_code, birth_date, number;
};

struct Owner {
  enum class Kind : std::uint8_t { nobody, person, organisation, foreign, joint };
  Kind kind = Kind::nobody;
  std::string key;
  std::uint64_t tag = 0;
  bool known_everywhere = false;  // a person with digits: found again in other companies
};

// The same for all rows of one table in which the owner is written alike; much cheaper than owner_of().
std::uint64_t written_owner(const CsvRows& rows, const OwnerColumns& columns);
// `company` is where the interest is held: a person without digits is only known there.
Owner owner_of(const CsvRows& rows, const OwnerColumns& columns, std::string_view company);
// Hands over what the row says of the owner.
void write_owner(const SourceScope& scope, const Fields& fields, const CsvRows& rows, const OwnerColumns& columns, const Owner& owner,
                 const std::string& place);
// Points from the interest to its holder.
void refer_to_owner(RecordMaker& ownership, const Fields& fields, const Owner& owner, std::string_view written_type);

// The key of an organisation of the register.
std::string company_key(std::string_view number);

}  // namespace kede::importers::ur
