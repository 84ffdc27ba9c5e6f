// One FollowTheMoney entity as views into the text in which it stands.
// Made by EntityReader for each entity; read by the record maker.
// Views live as long as the text of the line; entities are used again for the next line.
// Law: what is not named here, and so a person's nationality, religion, gender, address and identity papers, is not even looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace kede::importers::ftm {

enum class Schema : std::uint8_t { other, organisation, public_body, person, address, ownership, directorship, unknown_link, sanction };

enum class Property : std::uint8_t {
  other,
  name,
  alias,
  weak_alias,
  previous_name,
  abbreviation,
  country,
  jurisdiction,
  main_country,
  registration_number,
  tax_number,
  vat_code,
  id_number,
  lei_code,
  inn_code,
  ogrn_code,
  okpo_code,
  unique_entity_id,
  duns_code,
  cage_code,
  permid,
  wikidata_id,
  opencorporates_url,
  legal_form,
  incorporation_date,
  dissolution_date,
  address,
  address_entity,
  email,
  phone,
  website,
  topics,
  program_id,
  birth_date,
  owner,
  asset,
  percentage,
  ownership_type,
  director,
  organization,
  subject,
  object,
  role,
  start_date,
  end_date,
  listing_date,
  entity,
  authority,
  authority_id,
  program,
  source_url,
  full,
  street,
  city,
  postal_code,
  region,
  // Under which entities that refer to this one stand inside it, in the nested form.
  of_owner,
  of_asset,
  of_director,
  of_organization,
  of_subject,
  of_object,
  of_sanctioned,
};

Schema schema_of(std::string_view name);
Property property_of(std::string_view name);
// "/registrationNumber"
std::string_view pointer_of(Property property);
// Whether entities standing in this property are read too.
bool leads_to_entities(Property property);

struct Entity {
  std::string_view id;
  std::string_view caption;
  std::string_view schema_name;
  std::string_view last_change;
  std::string_view last_seen;
  Schema schema = Schema::other;
  std::vector<std::pair<Property, std::string_view>> values;
  std::vector<std::string_view> datasets;
  std::vector<std::string_view> referents;
  // In the nested form: the entity in which this one stands, as its number among those of the line, and where.
  std::optional<std::size_t> parent;
  Property parent_property = Property::other;
  std::optional<std::size_t> address;  // the first address that stands inside

  void clear();
  std::string_view first(Property property) const;
};

}  // namespace kede::importers::ftm
