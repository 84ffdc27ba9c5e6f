#include "importers/bods/statement_records.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::bods {
namespace {

using model::EvidenceClass;
using model::List;
using model::Scalar;
using model::UnknownReason;

constexpr std::size_t kMost = 500;  // identifiers or names of one party
constexpr std::size_t kText = 200;
constexpr std::string_view kOpenCorporates = "https://opencorporates.com/companies/";

EvidenceClass evidence_of(Json statement) {
  bool declared = false;
  bool other = false;
  for (const Item& item : items(find(statement, "source"), "type", "")) {
    const std::string_view type = as_text(item.value);
    if (type == "officialRegister") return EvidenceClass::register_or_decision;
    declared = declared || type == "selfDeclaration";
    other = other || type == "thirdParty" || type == "primaryResearch";
  }
  return other && !declared ? EvidenceClass::open_source : EvidenceClass::declaration;
}

std::string source_of(Json statement) {
  const Json source = find(statement, "source");
  const std::string_view description = text_at(source, "description");
  return shorten(description.empty() ? text_at(source, "url") : description, kText);
}

// A scheme code where there is one; else the name of the scheme, as far as it names one.
std::string scheme_of(Json identifier) {
  const std::string_view code = text_at(identifier, "scheme");
  if (!code.empty()) return std::string(code);
  const std::string_view name = text_at(identifier, "schemeName");
  if (name.empty() || name.starts_with("Not a valid")) return {};
  std::string out;
  for (const char c : name.substr(0, 60)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    } else if (!out.empty() && out.back() != '-') {
      out.push_back('-');
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return replace_invalid_utf8(out);
}

std::string_view without_zeros(std::string_view number) {
  while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
  return number;
}

// Companies House numbers have eight characters; programs that take them for numbers lose the zeros in front.
std::string register_number(const std::string& scheme, std::string number) {
  const bool digits = number.find_first_not_of("0123456789") == std::string::npos;
  if (scheme == "GB-COH" && digits && number.size() >= 5 && number.size() < 8) number.insert(0, 8 - number.size(), '0');
  return number;
}

std::string reason_of(Json unspecified) {
  const std::string_view code = text_at(unspecified, "reason");
  const std::string_view words = text_at(unspecified, "description");
  std::string out(code);
  if (!words.empty()) out.append(out.empty() ? "" : ": ").append(words);
  return out.empty() ? "unspecified" : shorten(out, kText);
}

std::string name_of_person(Json details) {
  for (const Item& item : items(details, "names", "")) {
    if (!is_object(item.value)) continue;
    const std::string_view full = text_at(item.value, "fullName");
    if (!full.empty()) return shorten(full, kText);
    const std::string parts = std::string(text_at(item.value, "givenName")) + ' ' + std::string(text_at(item.value, "familyName"));
    if (!trim(parts).empty()) return shorten(trim(parts), kText);
  }
  return {};
}

std::string state_of(std::string_view code) { return std::string(code.size() > 3 && code[2] == '-' ? code.substr(0, 2) : code); }

void put_days(RecordMaker& out, model::FieldId field, const std::vector<std::string>& written, const std::string& inside, bool earliest) {
  std::optional<Date> day;
  for (const std::string& text : written) {
    const auto read = parse_iso_date(text);
    if (!read || !plausible(*read)) return out.put_unknown(field, UnknownReason::unreadable, inside, shorten(text, kText));
    if (!day || (earliest ? *read < *day : *read > *day)) day = read;
  }
  if (day) out.put_value(field, Scalar(*day), inside);
}

}  // namespace

std::optional<std::string_view> StatementRecords::add(Json statement, const std::string& place) {
  old_form_ = is_old_form(statement);
  const Json details = details_of(statement);
  const auto party = party_of(statement, file_.scope().countries);
  if (!party) return "KD1511";
  if (id_of(statement).empty()) return "KD1510";
  closed_ = text_at(statement, "recordStatus") == "closed";
  prefix_ = old_form_ ? "" : "/recordDetails";
  source_ = source_of(statement);
  evidence_ = evidence_of(statement);
  date_.reset();
  for (const std::string_view path : {"statementDate", "source/retrievedAt", "publicationDetails/publicationDate"}) {
    if (!date_) date_ = parse_iso_date(text_at(statement, path));
  }
  const std::string version = std::string(text_at(statement, "publicationDetails/bodsVersion"));
  if (!version.empty()) file_.set_version(version);
  id_ = id_of(statement);
  switch (*party) {
    case Party::relationship: return add_relationship(details, place);
    case Party::person: add_person(details, place); break;
    case Party::unknown_person: break;
    case Party::unknown_entity:
      if (!text_at(details, "name").empty()) add_organisation(details, *party, place);
      break;
    default: add_organisation(details, *party, place);
  }
  return std::nullopt;
}

RecordMaker StatementRecords::maker(model::KindId kind, std::string key, const std::string& place) const {
  RecordMaker out(file_.scope(), kind, std::move(key), place + prefix_);
  out.as(evidence_).of(date_);
  return out;
}

void StatementRecords::add_organisation(Json details, Party party, const std::string& place) {
  const auto& fields = fields_.organisation;
  RecordMaker out = maker(fields.kind, index_.key(id_, old_form_), place);
  out.put_value(fields.id, Scalar(id_), "");
  add_names(out, details);
  add_identifiers(out, details);
  add_seat(out, details);
  out.put(fields.founded, text_at(details, "foundingDate"), "/foundingDate");
  out.put(fields.closed_on, text_at(details, "dissolutionDate"), "/dissolutionDate");
  if (party == Party::state) out.put_value(fields.is_public_body, Scalar(true), "/entityType");
  for (const std::string_view path : {"publicListing/hasPublicListing", "entityType/publicListing/hasPublicListing"}) {
    const auto listed = as_bool(find(details, path));
    if (!listed) continue;
    out.put_value(fields.is_listed_company, Scalar(*listed), '/' + std::string(path));
    break;
  }
  out.finish();
}

void StatementRecords::add_names(RecordMaker& out, Json details) const {
  const auto& fields = fields_.organisation;
  const std::string_view name = text_at(details, "name");
  if (find(details, "name") != nullptr && name.empty() && !is_list(find(details, "name")))
    out.put_unknown(fields.name, UnknownReason::unreadable, "/name", written(find(details, "name")));
  out.put(fields.name, name, "/name");
  std::size_t taken = 0;
  for (const Item& item : items(details, "alternateNames", "")) {
    const std::string_view other = as_text(item.value);
    if (!other.empty() && other != name && taken++ < kMost) out.put(fields.other_names, other, "/alternateNames");
  }
}

void StatementRecords::add_identifiers(RecordMaker& out, Json details) const {
  const auto& fields = fields_.organisation;
  std::string main_scheme, main_number;
  bool has_lei = false;
  std::size_t taken = 0;
  for (const Item& item : items(details, "identifiers", "")) {
    if (!is_object(item.value) || taken++ >= kMost) continue;
    const std::string scheme = scheme_of(item.value);
    const std::string number = register_number(scheme, id_at(item.value, "id"));
    if (is_empty_id(number) || is_identity_paper(scheme)) continue;
    const std::string lower = ascii_lower(scheme);
    if (lower.ends_with("lei") || lower.starts_with("legal-entity-identifier") || lower.starts_with("global-legal-entity")) {
      if (!has_lei) out.put_value(fields.lei, Scalar(number), item.pointer + "/id");
      has_lei = true;
    } else if (lower.ends_with("-vat") || lower == "vat") {
      out.add(fields.other_identifiers, Scalar("VAT:" + number), item.pointer);
    } else if (number.starts_with(kOpenCorporates)) {
      out.add(fields.other_identifiers, Scalar("OPENCORPORATES:" + number.substr(kOpenCorporates.size())), item.pointer);
    } else if (main_number.empty() && !text_at(item.value, "scheme").empty()) {
      main_scheme = scheme;
      main_number = number;
      out.put_value(fields.reg_number, Scalar(number), item.pointer + "/id");
      out.put_value(fields.reg_scheme, Scalar(scheme), item.pointer + "/scheme");
    } else if (!scheme.empty() && !(scheme == main_scheme && without_zeros(number) == without_zeros(main_number))) {
      out.add(fields.other_identifiers, Scalar(scheme + ':' + number), item.pointer);
    }
  }
}

// The seat is where it is registered, if an address says so.
void StatementRecords::add_seat(RecordMaker& out, Json details) const {
  const auto& fields = fields_.organisation;
  for (const std::string_view member : {"jurisdiction", "incorporatedInJurisdiction"}) {
    const Json jurisdiction = find(details, member);
    if (jurisdiction == nullptr) continue;
    const std::string_view code = text_at(jurisdiction, "code");
    const std::string_view name = is_object(jurisdiction) ? text_at(jurisdiction, "name") : as_text(jurisdiction);
    out.put(fields.country, code.empty() ? name : std::string_view(state_of(code)), '/' + std::string(member));
    break;
  }
  const std::vector<Item> addresses = items(details, "addresses", "");
  const auto registered =
      std::find_if(addresses.begin(), addresses.end(), [](const Item& item) { return text_at(item.value, "type") == "registered"; });
  const auto chosen = registered == addresses.end() ? addresses.begin() : registered;
  if (chosen == addresses.end() || !is_object(chosen->value)) return;
  out.put(fields.address, text_at(chosen->value, "address"), chosen->pointer + "/address");
  for (const std::string_view member : {"postCode", "postcode"})
    out.put(fields.postal_code, text_at(chosen->value, member), chosen->pointer + "/postCode");
}

// Numbers of identity papers and tax numbers of persons are not read; those of a register name nobody outside it.
void StatementRecords::add_person(Json details, const std::string& place) {
  const auto& fields = fields_.person;
  RecordMaker out = maker(fields.kind, index_.key(id_, old_form_), place);
  out.put_value(fields.id, Scalar(id_), "");
  std::string register_id = id_;
  std::string inside;
  for (const Item& item : items(details, "identifiers", "")) {
    if (!is_object(item.value) || !text_at(item.value, "scheme").empty()) continue;
    const std::string name = ascii_lower(shorten(text_at(item.value, "schemeName"), kText));
    const std::string number = id_at(item.value, "id");
    if (name.find("register") == std::string::npos || is_identity_paper(name) || is_empty_id(number)) continue;
    register_id = number;
    inside = item.pointer + "/id";
    break;
  }
  out.put_value(fields.register_id, Scalar(register_id), inside);
  out.put(fields.name, name_of_person(details), "/names");
  out.put(fields.birth_date, text_at(details, "birthDate"), "/birthDate");
  out.finish();
}

StatementRecords::End StatementRecords::end_of(Json details, std::string_view member) const {
  End out;
  out.inside = '/' + std::string(member);
  const Json value = find(details, member);
  if (value == nullptr) return out;
  out.id = as_id(value);
  bool person = false;
  if (is_object(value)) {
    for (const std::string_view way : {"describedByEntityStatement", "describedByPersonStatement"}) {
      if (!out.id.empty()) break;
      out.id = id_at(value, way);
      person = way == "describedByPersonStatement";
    }
    const Json unspecified = find(value, "unspecified");
    if (out.id.empty()) {
      out.reason = reason_of(unspecified == nullptr ? value : unspecified);
      out.exempt = bare_word(text_at(unspecified == nullptr ? value : unspecified, "reason")) == "subjectexemptfromdisclosure";
    }
  }
  if (out.id.empty()) return out;
  const Described* described = index_.described(out.id, old_form_);
  if (described != nullptr) {
    out.party = described->party;
    out.named = described->named;
    if (described->country[0] != 0) out.country.assign(described->country.data(), 2);
  } else if (old_form_) {
    out.party = person ? Party::person : Party::organisation;
    out.named = true;
  }
  if (out.party == Party::unknown_person || (out.party == Party::unknown_entity && !out.named))
    out.reason = out.party == Party::unknown_person ? "unknown or anonymous person" : "unknown or anonymous entity";
  return out;
}

std::optional<std::string_view> StatementRecords::add_relationship(Json details, const std::string& place) {
  const End subject = end_of(details, "subject");
  const End holder = end_of(details, "interestedParty");
  if ((subject.id.empty() && subject.reason.empty()) || (holder.id.empty() && holder.reason.empty())) return "KD1512";
  const std::string key = index_.key(id_, old_form_);
  const std::vector<Holding> holdings = holdings_of(details, holder.party);
  for (std::size_t i = 0; i < holdings.size(); ++i)
    add_holding(holdings[i], i == 0 ? key : key + '/' + (holdings[i].role.empty() ? "other" : holdings[i].role), subject, holder, place);
  add_exemption(subject, holder, place);
  return std::nullopt;
}

void StatementRecords::add_holding(const Holding& holding, const std::string& key, const End& subject, const End& holder,
                                   const std::string& place) {
  const auto& fields = fields_.ownership;
  RecordMaker out = maker(fields.kind, key, place);
  const std::string inside = "/interests/" + std::to_string(holding.first);
  out.put_value(fields.id, Scalar(id_), "");
  if (subject.id.empty()) out.put_unknown(fields.subject, UnknownReason::withheld, subject.inside, subject.reason);
  if (!subject.id.empty()) out.put_ref(fields.subject, fields_.organisation.kind, index_.key(subject.id, old_form_), subject.inside);
  const bool known = !holder.id.empty() && holder.reason.empty();
  if (known && holder.party != Party::person)
    out.put_ref(fields.owner, fields_.organisation.kind, index_.key(holder.id, old_form_), holder.inside);
  if (known && (holder.party == Party::person || holder.party == Party::not_described))
    out.put_ref(fields.person, fields_.person.kind, index_.key(holder.id, old_form_), holder.inside);
  if (!known) {
    out.put_value(fields.owner_type, Scalar("unknown"), holder.inside);
    out.put_value(fields.unidentified_reason, Scalar(holder.reason), holder.inside);
  } else if (holder.party != Party::not_described && holder.party != Party::relationship) {
    const bool person = holder.party == Party::person;
    const bool state = holder.party == Party::state;
    out.put_value(fields.owner_type, Scalar(person ? "person" : state ? "state" : "organisation"), holder.inside);
  }
  out.put(fields.country, holder.country, holder.inside);
  if (!holding.role.empty()) {
    out.put_value(fields.role, Scalar(holding.role), inside, holding.words);
  } else if (!known) {
    out.put_value(fields.role, Scalar("beneficial_owner"), holder.inside, holder.reason);
  } else {
    out.put_unknown(fields.role, UnknownReason::missing, inside, holding.words);
  }
  out.put(fields.interest, holding.words, inside);
  add_shares(out, holding, inside + "/share");
  add_period(out, holding, inside);
  out.put(fields.source, source_, "");
  out.finish();
}

void StatementRecords::add_shares(RecordMaker& out, const Holding& holding, const std::string& inside) const {
  if (!holding.share.stated) return;
  const auto& fields = fields_.ownership;
  const auto read = [&](const std::string& written) {
    return read_scalar(file_.scope().vocabulary.field(fields.share_min), written, file_.scope().countries);
  };
  const auto low = holding.share.minimum.empty() ? std::nullopt : read(holding.share.minimum);
  const auto high = holding.share.maximum.empty() ? std::nullopt : read(holding.share.maximum);
  const bool contradict = low && high && std::get<model::Percent>(*low).value > std::get<model::Percent>(*high).value;
  const auto put = [&](model::FieldId field, const std::string& written, const std::optional<Scalar>& value) {
    if (written.empty()) return;
    if (value && !contradict) return out.put_value(field, *value, inside, holding.share.written);
    out.put_unknown(field, UnknownReason::unreadable, inside, holding.share.written);
  };
  put(fields.share_min, holding.share.minimum, low);
  put(fields.share_max, holding.share.maximum, high);
}

// A closed record has ended at the latest when it was closed.
void StatementRecords::add_period(RecordMaker& out, const Holding& holding, const std::string& inside) const {
  const auto& fields = fields_.ownership;
  put_days(out, fields.start_date, holding.starts, inside + "/startDate", true);
  if (!holding.goes_on) {
    put_days(out, fields.end_date, holding.ends, inside + "/endDate", false);
  } else if (closed_ && date_) {
    out.put_computed(fields.end_date, Scalar(*date_), "", "recordStatus closed");
  }
}

void StatementRecords::add_exemption(const End& subject, const End& holder, const std::string& place) {
  if (!holder.exempt || subject.id.empty() || closed_) return;
  RecordMaker out = maker(fields_.organisation.kind, index_.key(subject.id, old_form_), place);
  out.put_value(fields_.organisation.beneficial_owner_exempt, Scalar(true), holder.inside, holder.reason);
  out.finish();
}

}  // namespace kede::importers::bods
