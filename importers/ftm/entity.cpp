#include "importers/ftm/entity.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace kede::importers::ftm {
namespace {

template <class Meaning>
struct Named {
  std::string_view name;
  Meaning meaning{};
};

constexpr std::size_t slot_of(std::string_view name, std::size_t slots) {
  const auto letter = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(name[i])); };
  return name.empty() ? 0 : (name.size() * 7 + letter(0) * 31 + letter(name.size() / 2) * 17 + letter(name.size() - 1) * 5) % slots;
}

// A table that is asked for every property of every entity.
template <class Meaning, std::size_t kSlots>
class Table {
 public:
  template <std::size_t kNames>
  constexpr explicit Table(const std::array<Named<Meaning>, kNames>& names) {
    static_assert(kNames * 2 < kSlots);
    for (const auto& each : names) {
      std::size_t slot = slot_of(each.name, kSlots);
      while (!slots_[slot].name.empty()) slot = (slot + 1) % kSlots;
      slots_[slot] = each;
    }
  }
  constexpr Meaning find(std::string_view name) const {
    for (std::size_t slot = slot_of(name, kSlots); !slots_[slot].name.empty(); slot = (slot + 1) % kSlots) {
      if (slots_[slot].name == name) return slots_[slot].meaning;
    }
    return Meaning::other;
  }

 private:
  std::array<Named<Meaning>, kSlots> slots_{};
};

using P = Property;
constexpr std::array kProperties = {Named<P>{"name", P::name},
                                    Named<P>{"alias", P::alias},
                                    Named<P>{"weakAlias", P::weak_alias},
                                    Named<P>{"previousName", P::previous_name},
                                    Named<P>{"abbreviation", P::abbreviation},
                                    Named<P>{"country", P::country},
                                    Named<P>{"jurisdiction", P::jurisdiction},
                                    Named<P>{"mainCountry", P::main_country},
                                    Named<P>{"registrationNumber", P::registration_number},
                                    Named<P>{"taxNumber", P::tax_number},
                                    Named<P>{"vatCode", P::vat_code},
                                    Named<P>{"idNumber", P::id_number},
                                    Named<P>{"leiCode", P::lei_code},
                                    Named<P>{"innCode", P::inn_code},
                                    Named<P>{"ogrnCode", P::ogrn_code},
                                    Named<P>{"okpoCode", P::okpo_code},
                                    Named<P>{"uniqueEntityId", P::unique_entity_id},
                                    Named<P>{"dunsCode", P::duns_code},
                                    Named<P>{"cageCode", P::cage_code},
                                    Named<P>{"permId", P::permid},
                                    Named<P>{"wikidataId", P::wikidata_id},
                                    Named<P>{"opencorporatesUrl", P::opencorporates_url},
                                    Named<P>{"legalForm", P::legal_form},
                                    Named<P>{"incorporationDate", P::incorporation_date},
                                    Named<P>{"dissolutionDate", P::dissolution_date},
                                    Named<P>{"address", P::address},
                                    Named<P>{"addressEntity", P::address_entity},
                                    Named<P>{"email", P::email},
                                    Named<P>{"phone", P::phone},
                                    Named<P>{"website", P::website},
                                    Named<P>{"topics", P::topics},
                                    Named<P>{"programId", P::program_id},
                                    Named<P>{"birthDate", P::birth_date},
                                    Named<P>{"owner", P::owner},
                                    Named<P>{"asset", P::asset},
                                    Named<P>{"percentage", P::percentage},
                                    Named<P>{"ownershipType", P::ownership_type},
                                    Named<P>{"director", P::director},
                                    Named<P>{"organization", P::organization},
                                    Named<P>{"subject", P::subject},
                                    Named<P>{"object", P::object},
                                    Named<P>{"role", P::role},
                                    Named<P>{"startDate", P::start_date},
                                    Named<P>{"endDate", P::end_date},
                                    Named<P>{"listingDate", P::listing_date},
                                    Named<P>{"entity", P::entity},
                                    Named<P>{"authority", P::authority},
                                    Named<P>{"authorityId", P::authority_id},
                                    Named<P>{"program", P::program},
                                    Named<P>{"sourceUrl", P::source_url},
                                    Named<P>{"full", P::full},
                                    Named<P>{"street", P::street},
                                    Named<P>{"city", P::city},
                                    Named<P>{"postalCode", P::postal_code},
                                    Named<P>{"region", P::region},
                                    Named<P>{"ownershipOwner", P::of_owner},
                                    Named<P>{"ownershipAsset", P::of_asset},
                                    Named<P>{"directorshipDirector", P::of_director},
                                    Named<P>{"directorshipOrganization", P::of_organization},
                                    Named<P>{"unknownLinkTo", P::of_subject},
                                    Named<P>{"unknownLinkFrom", P::of_object},
                                    Named<P>{"sanctions", P::of_sanctioned}};

constexpr std::array kSchemas = {Named<Schema>{"LegalEntity", Schema::organisation},
                                 Named<Schema>{"Company", Schema::organisation},
                                 Named<Schema>{"Organization", Schema::organisation},
                                 Named<Schema>{"PublicBody", Schema::public_body},
                                 Named<Schema>{"Person", Schema::person},
                                 Named<Schema>{"Address", Schema::address},
                                 Named<Schema>{"Ownership", Schema::ownership},
                                 Named<Schema>{"Directorship", Schema::directorship},
                                 Named<Schema>{"UnknownLink", Schema::unknown_link},
                                 Named<Schema>{"Sanction", Schema::sanction}};

}  // namespace

Schema schema_of(std::string_view name) {
  static constexpr Table<Schema, 64> table(kSchemas);
  return table.find(name);
}

Property property_of(std::string_view name) {
  static constexpr Table<Property, 256> table(kProperties);
  return table.find(name);
}

std::string_view pointer_of(Property property) {
  static const std::array<std::string, static_cast<std::size_t>(P::of_sanctioned) + 1> pointers = [] {
    std::array<std::string, static_cast<std::size_t>(P::of_sanctioned) + 1> out;
    for (const auto& each : kProperties) out[static_cast<std::size_t>(each.meaning)] = '/' + std::string(each.name);
    return out;
  }();
  return pointers[static_cast<std::size_t>(property)];
}

bool leads_to_entities(Property property) {
  switch (property) {
    case P::address_entity:
    case P::owner:
    case P::asset:
    case P::director:
    case P::organization:
    case P::subject:
    case P::object:
    case P::entity:
    case P::of_owner:
    case P::of_asset:
    case P::of_director:
    case P::of_organization:
    case P::of_subject:
    case P::of_object:
    case P::of_sanctioned: return true;
    default: return false;
  }
}

void Entity::clear() {
  id = caption = schema_name = last_change = last_seen = {};
  schema = Schema::other;
  values.clear();
  datasets.clear();
  referents.clear();
  parent.reset();
  parent_property = Property::other;
  address.reset();
}

std::string_view Entity::first(Property property) const {
  for (const auto& [which, value] : values) {
    if (which == property) return value;
  }
  return {};
}

}  // namespace kede::importers::ftm
