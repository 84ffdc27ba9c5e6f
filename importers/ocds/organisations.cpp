#include "importers/ocds/organisations.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <vector>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"

namespace kede::importers::ocds {
namespace {

using model::EvidenceClass;
using model::List;
using model::Scalar;

// Register schemes whose code may stand in front of the number in a party id ("GB-COH-09506232").
constexpr std::array<std::string_view, 12> kRegisters = {"LV-RE",   "EE-RIK",  "LT-RC",  "PL-KRS", "GB-COH", "UA-EDR",
                                                         "GE-NAPR", "MD-IDNO", "FI-PRO", "SE-BLV", "DK-CVR", "NO-BRC"};

constexpr std::size_t kMost = 2000;  // names or numbers of one organisation; more than that is an attack or a fault

List text_list(const std::vector<std::string>& texts) {
  List out;
  for (const std::string& text : texts) out.items.emplace_back(text);
  return out;
}

void append_new(std::vector<std::string>& list, std::string_view text) {
  if (!text.empty() && list.size() < kMost && std::find(list.begin(), list.end(), text) == list.end()) list.emplace_back(text);
}

bool is_scheme(std::string_view scheme) {
  return scheme.size() >= 2 && scheme.size() <= 40 && scheme.find(' ') == std::string_view::npos && !is_empty_id(scheme);
}

// "name_hy", "nameRu", "legalName_en": the name in another language.
bool is_translated_name(std::string_view member) {
  std::string_view rest;
  if (member.starts_with("legalName")) rest = member.substr(9);
  if (member.starts_with("name")) rest = member.substr(4);
  if (rest.starts_with('_')) rest.remove_prefix(1);
  return rest.size() == 2 && ((rest[0] >= 'A' && rest[0] <= 'Z') || (rest[0] >= 'a' && rest[0] <= 'z')) && rest[1] >= 'a' && rest[1] <= 'z';
}

void append_translated(std::vector<std::string>& names, Json object) {
  if (!is_object(object)) return;
  for (const auto& member : object->GetObject()) {
    if (is_translated_name({member.name.GetString(), member.name.GetStringLength()})) append_new(names, as_text(&member.value));
  }
}

// An id as it may be kept: one that holds the number of an identity paper is replaced by a hash, which joins the same references.
std::string kept_id(std::string id) { return is_identity_paper(id) ? "person-" + sha256(id).substr(0, 16) : id; }

bool is_person_by_paper(Json party) {
  return is_identity_paper(id_at(party, "id")) || is_identity_paper(text_at(party, "identifier/scheme"));
}

std::vector<std::string> roles_of(Json party) {
  std::vector<std::string> out;
  for (const Item& item : items(party, "roles", "")) {
    std::string text(as_text(item.value));
    std::replace(text.begin(), text.end(), ';', ',');
    for (const std::string_view word : split(text, ',')) {
      if (const auto role = organisation_role(word)) append_new(out, *role);
    }
  }
  return out;
}

}  // namespace

void Organisations::read_parties(Json release) {
  const std::vector<Item> parties = items(release, "parties", "");
  for (const Item& party : parties) {
    if (!is_object(party.value)) {
      scope_.notes.add(warning("KD1112").at(scope_.place_of(party.pointer)).arg("value", written(party.value, 60)));
      continue;
    }
    const std::string key = key_of(party.value);
    if (key.empty()) continue;
    Known& known = known_[key];
    RecordWriter writer(scope_, scope_.fields.organisation.kind, key, party.pointer, EvidenceClass::declaration);
    describe(writer, party.value, known);
    const std::vector<std::string> roles = roles_of(party.value);
    known.roles.insert(roles.begin(), roles.end());
    if (!roles.empty()) writer.put(scope_.fields.organisation.roles, text_list(roles), "/roles");
    writer.finish();
    const auto [entry, fresh] = key_by_name_.try_emplace(std::string(text_at(party.value, "name")), key);
    if (!fresh && entry->second != key) entry->second.clear();
    read_owners(party, key);
  }
}

std::string Organisations::key_of(Json reference) const {
  const std::string id = is_object(reference) ? id_at(reference, "id") : as_id(reference);
  if (!is_empty_id(id)) return scope_.key("org", kept_id(id));
  if (!is_object(reference)) return {};
  const std::string number = id_at(reference, "identifier/id");
  const std::string_view name =
      text_at(reference, "name").empty() ? text_at(reference, "identifier/legalName") : text_at(reference, "name");
  if (!is_empty_id(number)) {
    const std::string_view scheme = text_at(reference, "identifier/scheme");
    return scope_.key("org", kept_id((is_scheme(scheme) ? std::string(scheme) + '-' : std::string()) + number));
  }
  if (name.empty() || is_empty_id(name)) return {};
  const auto same_name = key_by_name_.find(name);
  if (same_name != key_by_name_.end() && !same_name->second.empty()) return same_name->second;
  return scope_.key("org", "name-" + sha256(name).substr(0, 16));
}

std::string Organisations::refer(const Item& reference, std::string_view role) {
  const std::string key = key_of(reference.value);
  if (key.empty()) return {};
  Known& known = known_[key];
  const bool fresh_role = known.roles.emplace(role).second;
  if (known.described && !fresh_role) return key;
  RecordWriter writer(scope_, scope_.fields.organisation.kind, key, reference.pointer, EvidenceClass::declaration);
  if (!known.described && is_object(reference.value)) {
    describe(writer, reference.value, known);
  } else if (!known.described) {
    writer.put(scope_.fields.organisation.id, Scalar(kept_id(as_id(reference.value))), "");
    known.described = true;
  }
  if (fresh_role) writer.put(scope_.fields.organisation.roles, List{{Scalar(std::string(role))}, false}, "");
  writer.finish();
  return key;
}

bool Organisations::has_role(const std::string& key, std::string_view role) const {
  const auto found = known_.find(key);
  return found != known_.end() && found->second.roles.contains(role);
}

void Organisations::describe(RecordWriter& writer, Json party, Known& known) {
  const std::string id = id_at(party, "id");
  if (!known.described && !id.empty()) writer.put(scope_.fields.organisation.id, Scalar(kept_id(id)), "/id");
  add_names(writer, party, known);
  if (is_person_by_paper(party)) {  // of a natural person nothing more is read than the name and the part played
    known.described = true;
    return;
  }
  add_identifiers(writer, party, known);
  if (!known.described) {
    add_address(writer, party);
    add_contact(writer, party);
    add_details(writer, party);
  }
  known.described = true;
}

void Organisations::add_names(RecordWriter& writer, Json party, Known& known) {
  const auto& fields = scope_.fields.organisation;
  const std::string_view legal = text_at(party, "identifier/legalName");
  const bool has_name = !text_at(party, "name").empty();
  const std::string name(has_name ? text_at(party, "name") : legal);
  std::vector<std::string> others;
  if (known.name.empty() && !name.empty()) {
    known.name = name;
    writer.put(fields.name, Scalar(name), has_name ? "/name" : "/identifier/legalName");
  }
  append_new(others, name);
  append_new(others, without_markup(name));
  append_new(others, legal);
  append_translated(others, party);
  append_translated(others, find(party, "identifier"));
  for (const Item& item : items(party, "additionalIdentifiers", "")) {
    if (is_object(item.value)) append_new(others, text_at(item.value, "legalName"));
  }
  std::erase(others, known.name);
  if (!others.empty()) writer.put(fields.other_names, text_list(others), "/name");
}

void Organisations::add_identifiers(RecordWriter& writer, Json party, Known& known) {
  const auto& fields = scope_.fields.organisation;
  std::vector<std::string> others;
  const auto take = [&](Json identifier, const std::string& inside, bool main) {
    if (!is_object(identifier)) return;
    const std::string id = id_at(identifier, "id");
    const std::string_view scheme = text_at(identifier, "scheme");
    if (id.empty() || is_identity_paper(scheme)) return;
    if (is_empty_id(id)) {
      if (main && known.identifier.empty()) writer.put_unreadable(fields.reg_number, inside + "/id", id);
      return;
    }
    const std::string full = (is_scheme(scheme) ? std::string(scheme) + ':' : std::string()) + id;
    if (full == known.identifier) return;
    const std::string kind = ascii_lower(scheme);
    if (kind.ends_with("lei") && id.size() == 20) {
      if (!known.described) writer.put(fields.lei, Scalar(id), inside + "/id");
    } else if (kind.ends_with("-vat") || kind == "vat") {
      if (!known.described) writer.put(fields.vat_number, Scalar(id), inside + "/id");
    } else if (known.identifier.empty()) {
      known.identifier = full;
      writer.put(fields.reg_number, Scalar(id), inside + "/id");
      if (is_scheme(scheme)) writer.put(fields.reg_scheme, Scalar(std::string(scheme)), inside + "/scheme");
    } else {
      append_new(others, full);
    }
  };
  take(find(party, "identifier"), "/identifier", true);
  for (const Item& item : items(party, "additionalIdentifiers", "")) take(item.value, item.pointer, false);
  if (known.identifier.empty()) {
    const std::string id = id_at(party, "id");
    for (const std::string_view scheme : kRegisters) {
      if (!id.starts_with(scheme) || id.size() < scheme.size() + 4 || id[scheme.size()] != '-') continue;
      known.identifier = std::string(scheme) + ':' + id.substr(scheme.size() + 1);
      writer.put_computed(fields.reg_number, Scalar(id.substr(scheme.size() + 1)), "/id", id);
      writer.put_computed(fields.reg_scheme, Scalar(std::string(scheme)), "/id", id);
    }
  }
  if (!others.empty()) writer.put(fields.other_identifiers, text_list(others), "/additionalIdentifiers");
}

// The state of registration: that of the register if its code says so, else that of the address.
void Organisations::add_address(RecordWriter& writer, Json party) {
  const auto& fields = scope_.fields.organisation;
  const bool self_employed = organisation_size(text_at(party, "details/scale")) == "self_employed";
  if (!self_employed) {  // it may be a home
    add_text(writer, fields.address, party, "address/streetAddress");
    add_id(writer, fields.postal_code, party, "address/postalCode");
  }
  add_text(writer, fields.city, party, "address/locality");
  add_text(writer, fields.region, party, "address/region");
  if (const auto state = scope_.countries.of_scheme(text_at(party, "identifier/scheme"));
      state && !is_empty_id(id_at(party, "identifier/id"))) {
    writer.put_computed(fields.country, Scalar(*state), "/identifier/scheme", std::string(text_at(party, "identifier/scheme")));
    return;
  }
  for (const std::string_view path : {"address/country", "address/countryName", "address/countryCode"}) {
    const std::string_view stated = text_at(party, path);
    if (is_empty_id(stated)) continue;
    const auto state = scope_.countries.find(stated);
    if (state) {
      writer.put(fields.country, Scalar(*state), '/' + std::string(path), *state == stated ? std::string() : std::string(stated));
    } else {
      writer.put_unreadable(fields.country, '/' + std::string(path), shorten(stated, 120));
    }
    return;
  }
}

// Only what belongs to the organisation: a mailbox of an office, and a telephone that is not given for a person.
void Organisations::add_contact(RecordWriter& writer, Json party) {
  const auto& fields = scope_.fields.organisation;
  const std::string_view person = text_at(party, "contactPoint/name");
  const bool office = is_office_mailbox(text_at(party, "contactPoint/email"));
  if (office) add_text(writer, fields.email, party, "contactPoint/email");
  if (office || person.empty() || person == text_at(party, "name")) add_id(writer, fields.phone, party, "contactPoint/telephone");
  for (const std::string_view path : {"contactPoint/url", "details/url", "url"}) {
    if (text_at(party, path).empty()) continue;
    add_text(writer, fields.website, party, path);
    return;
  }
}

void Organisations::add_details(RecordWriter& writer, Json party) {
  const auto& fields = scope_.fields.organisation;
  add_code(writer, fields.size, party, "details/scale", organisation_size);
  add_flag(writer, fields.is_listed_company, party, "details/listedOnRegulatedMarket");
  std::vector<std::string> nace;
  for (const Item& item : items(find(party, "details"), "classifications", "/details")) {
    const std::string scheme = ascii_lower(text_at(item.value, "scheme"));
    if (scheme.find("nace") != std::string::npos) append_new(nace, id_at(item.value, "id"));
  }
  if (!nace.empty()) writer.put(fields.nace, text_list(nace), "/details/classifications");
}

// Persons only as role holders. Numbers of passports and identity cards are not read, since their scheme tells a nationality.
void Organisations::read_owners(const Item& party, const std::string& key) {
  const auto& fields = scope_.fields;
  std::size_t at = 0;
  for (const Item& owner : items(party.value, "beneficialOwners", party.pointer)) {
    if (!is_object(owner.value)) continue;
    const std::string id = id_at(owner.value, "id");
    const std::string label = is_empty_id(id) ? "at-" + std::to_string(at) : kept_id(id);
    const std::string person_key = key + "/person/" + label;
    ++at;
    RecordWriter person(scope_, fields.person.kind, person_key, owner.pointer, EvidenceClass::declaration);
    person.put(fields.person.id, Scalar(label), "/id");
    add_text(person, fields.person.name, owner.value, "name");
    const std::string number = id_at(owner.value, "identifier/id");
    if (!is_identity_paper(text_at(owner.value, "identifier/scheme")) && !is_identity_paper(number) && !is_empty_id(number))
      add_id(person, fields.person.register_id, owner.value, "identifier/id");
    person.finish();
    RecordWriter ownership(scope_, fields.ownership.kind, person_key + "/ownership", owner.pointer, EvidenceClass::declaration);
    ownership.put(fields.ownership.id, Scalar(label), "/id");
    add_ref(ownership, fields.ownership.subject, fields.organisation.kind, key, "");
    add_ref(ownership, fields.ownership.person, fields.person.kind, person_key, "");
    ownership.put(fields.ownership.owner_type, Scalar("person"), "");
    ownership.put(fields.ownership.role, Scalar("beneficial_owner"), "");
    ownership.finish();
  }
}

}  // namespace kede::importers::ocds
