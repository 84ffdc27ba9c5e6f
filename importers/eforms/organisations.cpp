#include "importers/eforms/organisations.hpp"

#include <algorithm>
#include <array>

#include "engine/base/hash.hpp"
#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"
#include "importers/eforms/codes.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::eforms {
namespace {

using model::EvidenceClass;
using model::Scalar;
using model::UnknownReason;

constexpr std::size_t kMost = 100;  // names or numbers of one organisation; more than that is an attack or a fault

bool is_natural_person(pugi::xml_node organisation) { return says(text_at(organisation, "NaturalPersonIndicator"), true); }

// Capitals and digits only.
std::string compact(std::string_view number) {
  std::string out;
  for (const char c : number) {
    if (is_digit(c) || (c >= 'A' && c <= 'Z')) out.push_back(c);
    if (c >= 'a' && c <= 'z') out.push_back(static_cast<char>(c - 'a' + 'A'));
  }
  return out;
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

// "NIP: 648-19-97-718", "Reg. Nr. 40003000001" -> the number. Names of registers that tell numbers apart (HRB, FN) stay.
std::string_view without_label(std::string_view number) {
  static constexpr std::array<std::string_view, 24> labels = {"reg", "reģ",   "nr",    "no",  "number", "nip", "krs", "regon",
                                                              "vat", "siret", "siren", "cif", "nif",    "pvn", "org", "orgnr",
                                                              "cvr", "kvk",   "ico",   "ičo", "oib",    "id",  "tax", "company"};
  constexpr std::string_view separators = " .:";
  while (true) {
    const std::size_t end = number.find_first_of(separators);
    if (end == std::string_view::npos || end == 0) return number;
    const std::string word = ascii_lower(number.substr(0, end));
    if (std::find(labels.begin(), labels.end(), word) == labels.end()) return number;
    const std::size_t next = number.find_first_not_of(separators, end);
    if (next == std::string_view::npos) return number;
    number.remove_prefix(next);
  }
}

// ": 648-19-97-718" -> "648-19-97-718"; "0308357753_10841" -> "0308357753", where a national platform hangs its own number on that of the
// register.
std::string_view cleaned_number(std::string_view written) {
  constexpr std::string_view edges = ":;,.-_/ ";
  const auto all_digits = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  std::string_view out = trim(written);
  while (!out.empty() && edges.find(out.front()) != std::string_view::npos) out.remove_prefix(1);
  while (!out.empty() && edges.find(out.back()) != std::string_view::npos) out.remove_suffix(1);
  out = without_label(out);
  const std::size_t hung = out.find('_');
  if (hung != std::string_view::npos && hung >= 6 && all_digits(out.substr(0, hung)) && all_digits(out.substr(hung + 1)))
    out = out.substr(0, hung);
  return out;
}

// Whether a number begins with the letters of its own state, as VAT numbers do, and has the form of one.
bool is_vat_number(std::string_view number, std::string_view country) {
  const std::string value = compact(number);
  const std::string_view letters = country == "GR" ? "EL" : country;
  return country.size() == 2 && value.starts_with(letters) && value.size() > 2 && has_digit(value.substr(2)) && valid_vat(value);
}

std::string joined_lines(pugi::xml_node address) {
  std::vector<std::string> lines;
  const auto add = [&](std::string_view line) {
    if (!line.empty() && !is_stand_in(line) && lines.size() < 10) lines.emplace_back(line);
  };
  add(text_at(address, "StreetName"));
  add(text_at(address, "AdditionalStreetName"));
  for (const pugi::xml_node line : all(address, "AddressLine")) add(text_at(line, "Line"));
  return join(lines, ", ");
}

}  // namespace

Organisations::Organisations(Notice& notice) : notice_(notice) {
  const pugi::xml_node organisations = find(notice.extension, "Organizations");
  std::size_t number = 0;
  std::size_t owner = 0;
  for (pugi::xml_node child = organisations.first_child(); child; child = child.next_sibling()) {
    const std::string_view name = local_name(child);
    if (name == "Organization") take_in(child, ++number);
    if (name == "UltimateBeneficialOwner") {
      ++owner;
      const std::string_view id = text_at(child, "ID");
      if (owners_.try_emplace(id, child).second)
        owner_places_.emplace(id, numbered(notice.extension_place + "/Organizations", "UltimateBeneficialOwner", owner));
    }
  }
}

void Organisations::take_in(pugi::xml_node organisation, std::size_t number) {
  const pugi::xml_node company = find(organisation, "Company");
  const std::string_view id = text_at(company, "PartyIdentification/ID");
  Known known;
  known.id = key_part(id);
  known.key = notice_.own_key(id.empty() ? "organisation-" + std::to_string(number) : key_part(id));
  known.node = organisation;
  known.place = numbered(notice_.extension_place + "/Organizations", "Organization", number);
  const bool fresh = id.empty() || by_id_.try_emplace(id, all_.size()).second;
  if (!fresh) {
    const std::string excerpt(text_at(company, "PartyName/Name"));
    return notice_.file.reject(error("KD1304").arg("id", shorten(id, 60)), known.place, 0, replace_invalid_utf8(shorten(excerpt, 120)));
  }
  for (const pugi::xml_node touch_point : all(organisation, "TouchPoint")) {
    const std::string_view point = text_at(touch_point, "PartyIdentification/ID");
    if (!point.empty()) by_id_.try_emplace(point, all_.size());
  }
  all_.push_back(std::move(known));
}

Organisations::Known* Organisations::find_known(std::string_view id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &all_[found->second];
}

std::string Organisations::refer(std::string_view id, std::string_view role) {
  if (id.empty() || is_stand_in(id)) return {};
  Known* known = find_known(id);
  if (known == nullptr) {
    notice_.file.tell(note("KD1303").at({.file = notice_.file.path()}).arg("id", replace_invalid_utf8(shorten(id, 60))));
    by_id_.emplace(id, all_.size());
    all_.push_back({key_part(id), notice_.own_key(key_part(id)), {}, notice_.extension_place + "/Organizations", {}});
    known = &all_.back();
  }
  if (std::find(known->roles.begin(), known->roles.end(), role) == known->roles.end()) known->roles.push_back(role);
  return known->key;
}

std::string Organisations::label(std::string_view id) {
  const Known* known = find_known(id);
  if (known == nullptr) return notice_.own_key(key_part(id));
  const pugi::xml_node company = find(known->node, "Company");
  const std::string number = compact(cleaned_number(text_at(company, "PartyLegalEntity/CompanyID")));
  if (has_digit(number) && number.size() > 2)
    return compact(text_at(company, "PostalAddress/Country/IdentificationCode")) + '-' + number.substr(0, 40);
  const std::string_view name = notice_.text_in_language(find(company, "PartyName"), "Name");
  return name.empty() ? known->key : "name-" + sha256(ascii_lower(name)).substr(0, 16);
}

bool Organisations::leads_buyers(std::string_view id) {
  const Known* known = find_known(id);
  return known != nullptr && says(text_at(known->node, "GroupLeadIndicator"), true);
}

void Organisations::write() {
  for (const Known& known : all_) write_one(known);
  for (const Known& known : all_) write_owners(known);
  if (notice_.kind == NoticeKind::registration) write_registered();
}

void Organisations::write_one(const Known& known) {
  const auto& fields = notice_.fields.organisation;
  RecordMaker maker = notice_.maker(fields.kind, known.key, known.place);
  maker.as(EvidenceClass::declaration);
  maker.put(fields.id, known.id, "/Company/PartyIdentification/ID");
  for (const std::string_view role : known.roles) maker.add(fields.roles, Scalar(std::string(role)), "");
  if (const pugi::xml_node company = find(known.node, "Company")) {
    const bool person = is_natural_person(known.node);
    add_names(maker, company);
    const std::string_view written = text_at(company, "PostalAddress/Country/IdentificationCode");
    notice_.put(maker, fields.country, written, "/Company/PostalAddress/Country/IdentificationCode");
    const std::string country = notice_.file.scope().countries.find(written).value_or(std::string());
    const std::string_view number = text_at(company, "PartyLegalEntity/CompanyID");
    // The number of a natural person may be the personal code.
    if (!person || (country == "LV" && valid_lv_registration_number(compact(number)))) add_numbers(maker, company, country);
    add_address(maker, find(company, "PostalAddress"), person);
    if (!person) add_contact(maker, company);
    const std::string_view size = text_at(company, "CompanySizeCode");
    if (is_stand_in(size)) notice_.put_withheld(maker, fields.size, "/Company/CompanySizeCode");
    if (!is_stand_in(size)) maker.put_code(fields.size, organisation_size(size), size, "/Company/CompanySizeCode");
    notice_.put(maker, fields.is_listed_company, text_at(known.node, "ListedOnRegulatedMarketIndicator"),
                "/ListedOnRegulatedMarketIndicator");
  }
  maker.finish();
}

void Organisations::add_names(RecordMaker& maker, pugi::xml_node company) {
  const auto& fields = notice_.fields.organisation;
  const pugi::xml_node party_name = find(company, "PartyName");
  const std::string_view main = notice_.text_in_language(party_name, "Name");
  notice_.put(maker, fields.name, main, "/Company/PartyName/Name");
  std::size_t others = 0;
  for (pugi::xml_node element = company.first_child(); element; element = element.next_sibling()) {
    if (local_name(element) != "PartyName") continue;
    for (const pugi::xml_node name : all(element, "Name")) {
      const std::string_view text = text_of(name);
      if (text.empty() || text == main || is_stand_in(text) || ++others > kMost) continue;
      maker.put(fields.other_names, text, "/Company/PartyName/Name");
    }
  }
}

void Organisations::add_numbers(RecordMaker& maker, pugi::xml_node company, std::string_view country) {
  const auto& fields = notice_.fields.organisation;
  constexpr std::string_view inside = "/Company/PartyLegalEntity/CompanyID";
  std::string main;
  std::size_t count = 0;
  for (const pugi::xml_node entity : all(company, "PartyLegalEntity")) {
    const pugi::xml_node element = find(entity, "CompanyID");
    const std::string_view written = text_of(element);
    if (written.empty() || ++count > kMost) continue;
    const std::string_view number = cleaned_number(written);
    if (is_stand_in(written)) {
      if (main.empty()) notice_.put_withheld(maker, fields.reg_number, inside);
      continue;
    }
    if (is_empty_id(number)) {
      if (main.empty()) maker.put_unknown(fields.reg_number, UnknownReason::declared_unknown, inside, shorten(written, 120));
      continue;
    }
    const std::string_view scheme = attribute_of(element, "schemeName");
    const bool in_register = notice_.file.scope().countries.of_scheme(scheme).has_value();
    const std::string lower = ascii_lower(scheme);
    if (lower == "lei" || lower == "xi-lei" || (number.size() == 20 && valid_lei(number))) {
      maker.put(fields.lei, number, inside);
      continue;
    }
    if (lower == "vat" || lower.ends_with("-vat")) {
      maker.put(fields.vat_number, number, inside);
      continue;
    }
    const std::string text = replace_invalid_utf8(number);
    if (!main.empty()) {
      if (text != main)
        maker.add(fields.other_identifiers, Scalar((in_register ? std::string(scheme) + ':' : std::string()) + text), inside);
      continue;
    }
    main = text;
    maker.put_value(fields.reg_number, Scalar(text), inside, number == written ? std::string() : shorten(written, 120));
    if (in_register) maker.put(fields.reg_scheme, scheme, "/Company/PartyLegalEntity/CompanyID/@schemeName");
    if (is_vat_number(number, country)) maker.put_computed(fields.vat_number, Scalar(compact(number)), inside, text);
  }
}

void Organisations::add_address(RecordMaker& maker, pugi::xml_node address, bool natural_person) {
  if (natural_person) return;  // it may be a home
  const auto& fields = notice_.fields.organisation;
  maker.put(fields.address, joined_lines(address), "/Company/PostalAddress/StreetName");
  notice_.put(maker, fields.city, text_at(address, "CityName"), "/Company/PostalAddress/CityName");
  notice_.put(maker, fields.postal_code, text_at(address, "PostalZone"), "/Company/PostalAddress/PostalZone");
  notice_.put(maker, fields.region, text_at(address, "CountrySubentityCode"), "/Company/PostalAddress/CountrySubentityCode");
}

// Only what belongs to the organisation: a mailbox of an office, and a telephone that is not given for a person.
void Organisations::add_contact(RecordMaker& maker, pugi::xml_node company) {
  const auto& fields = notice_.fields.organisation;
  const pugi::xml_node contact = find(company, "Contact");
  const std::string_view mailbox = text_at(contact, "ElectronicMail");
  const std::string_view person = text_at(contact, "Name");
  const bool office = is_office_mailbox(mailbox);
  if (office) maker.put(fields.email, mailbox, "/Company/Contact/ElectronicMail");
  if (office || person.empty()) notice_.put(maker, fields.phone, text_at(contact, "Telephone"), "/Company/Contact/Telephone");
  notice_.put(maker, fields.website, text_at(company, "WebsiteURI"), "/Company/WebsiteURI");
}

// Nationality and residence of owners are not read.
void Organisations::write_owners(const Known& known) {
  const auto& fields = notice_.fields;
  std::size_t number = 0;
  for (const pugi::xml_node reference : all(known.node, "UltimateBeneficialOwner")) {
    ++number;
    const std::string_view id = text_at(reference, "ID");
    const auto found = owners_.find(id);
    if (id.empty() || found == owners_.end() || number > kMost) continue;
    const std::string shown = key_part(id);
    const std::string person_key = notice_.own_key(shown);
    RecordMaker person = notice_.maker(fields.person.kind, person_key, owner_places_.at(id));
    person.as(EvidenceClass::declaration);
    person.put(fields.person.id, shown, "/ID");
    const std::string_view first = text_at(found->second, "FirstName");
    const std::string_view family = text_at(found->second, "FamilyName");
    if (is_stand_in(first) || is_stand_in(family)) {
      notice_.put_withheld(person, fields.person.name, "/FamilyName");
    } else {
      person.put(fields.person.name, std::string(first) + (first.empty() ? "" : " ") + std::string(family), "/FamilyName");
    }
    person.finish();
    RecordMaker ownership =
        notice_.maker(fields.ownership.kind, known.key + '/' + shown, numbered(known.place, "UltimateBeneficialOwner", number));
    ownership.as(EvidenceClass::declaration);
    ownership.put(fields.ownership.id, shown, "/ID");
    ownership.put_ref(fields.ownership.subject, fields.organisation.kind, known.key, "");
    ownership.put_ref(fields.ownership.person, fields.person.kind, person_key, "/ID");
    ownership.put_value(fields.ownership.owner_type, Scalar("person"), "");
    ownership.put_value(fields.ownership.role, Scalar("beneficial_owner"), "");
    ownership.finish();
  }
}

// The company that a business registration notice tells of.
void Organisations::write_registered() {
  const auto& fields = notice_.fields.organisation;
  const pugi::xml_node party = find(notice_.root, "BusinessParty");
  if (!party) return;
  RecordMaker maker = notice_.maker(fields.kind, notice_.own_key("registered"), notice_.place + "/BusinessParty");
  for (const pugi::xml_node entity : all(party, "PartyLegalEntity")) {
    notice_.put_date(maker, fields.founded, text_at(entity, "RegistrationDate"), "/PartyLegalEntity/RegistrationDate");
  }
  maker.put(fields.name, text_at(party, "PartyLegalEntity/RegistrationName"), "/PartyLegalEntity/RegistrationName");
  maker.put(fields.reg_number, cleaned_number(text_at(party, "PartyLegalEntity/CompanyID")), "/PartyLegalEntity/CompanyID");
  maker.put(fields.country, text_at(party, "PostalAddress/Country/IdentificationCode"), "/PostalAddress/Country/IdentificationCode");
  maker.put(fields.address, joined_lines(find(party, "PostalAddress")), "/PostalAddress/StreetName");
  maker.put(fields.city, text_at(party, "PostalAddress/CityName"), "/PostalAddress/CityName");
  maker.put(fields.postal_code, text_at(party, "PostalAddress/PostalZone"), "/PostalAddress/PostalZone");
  maker.put(fields.website, text_at(party, "WebsiteURI"), "/WebsiteURI");
  maker.finish();
}

}  // namespace kede::importers::eforms
