#include "importers/ftm/entity_records.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/text.hpp"
#include "importers/ftm/values.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::ftm {
namespace {

using model::EvidenceClass;
using model::List;
using model::Scalar;
using model::UnknownReason;

constexpr std::size_t kNamed = 200;  // code points of names put together from several
constexpr std::size_t kSchemasTold = 50;

std::vector<std::string_view> all(const Entity& entity, Property property) {
  std::vector<std::string_view> out;
  for (const auto& [which, value] : entity.values) {
    if (which == property) out.push_back(value);
  }
  return out;
}

std::string_view name_of(const Entity& entity) { return entity.caption.empty() ? entity.first(Property::name) : entity.caption; }

std::optional<Date> date_of(const Entity& entity) {
  return parse_iso_date(entity.last_seen.empty() ? entity.last_change : entity.last_seen);
}

bool is_name(Property property) {
  return property == Property::name || property == Property::alias || property == Property::weak_alias ||
         property == Property::previous_name || property == Property::abbreviation;
}

std::string joined(const std::vector<std::string_view>& texts) {
  std::string out;
  for (const std::string_view text : texts) {
    if (out.size() > 4 * kNamed) break;
    out.append(out.empty() ? "" : ", ").append(text);
  }
  return shorten(out, kNamed);
}

// The scheme under which a code is unique by itself; empty for those that need a country.
std::string_view scheme_of(Property property) {
  switch (property) {
    case Property::inn_code: return "RU-INN";
    case Property::ogrn_code: return "RU-OGRN";
    case Property::okpo_code: return "RU-OKPO";
    case Property::unique_entity_id: return "US-UEI";
    case Property::duns_code: return "DUNS";
    case Property::cage_code: return "US-CAGE";
    case Property::permid: return "PERMID";
    case Property::wikidata_id: return "WIKIDATA";
    default: return {};
  }
}

// The one country whose register an organisation is in: stated as such, or the only one that is stated at all.
struct Registered {
  Property property = Property::other;
  std::vector<std::string_view> codes;
  std::optional<std::string> country;
};

Registered registered(const Entity& entity) {
  for (const Property property : {Property::jurisdiction, Property::main_country, Property::country}) {
    Registered out{property, all(entity, property), std::nullopt};
    if (out.codes.empty()) continue;
    out.country = country_of(out.codes.front());
    for (const std::string_view code : out.codes) {
      if (country_of(code) != out.country) out.country.reset();
    }
    return out;
  }
  return {};
}

class Identifiers {
 public:
  explicit Identifiers(const std::optional<std::string>& country) : country_(country) {}

  void add(const std::string& scheme, std::string_view number) {
    std::string text = scheme;
    text.append(1, ':').append(number);
    if (found_.items.size() < 2000) found_.items.emplace_back(std::move(text));
  }
  void add_by_country(std::string_view kind, std::string_view number) {
    if (country_) add(scheme_of_country(kind, *country_), number);
  }
  List take() { return std::move(found_); }

 private:
  const std::optional<std::string>& country_;
  List found_;
};

constexpr std::string_view kOpenCorporates = "https://opencorporates.com/companies/";

void put_identifiers(RecordMaker& maker, const PartyFields::Organisation& fields, const Entity& entity,
                     const std::optional<std::string>& country) {
  Identifiers others(country);
  bool numbered = false, taxed = false, has_lei = false;
  for (const auto& [property, value] : entity.values) {
    const bool first_number = property == Property::registration_number && !std::exchange(numbered, true);
    if (first_number) {
      put_text(maker, fields.reg_number, value, pointer_of(property));
    } else if (property == Property::registration_number) {
      others.add_by_country("REG", value);
    } else if (property == Property::vat_code && !std::exchange(taxed, true)) {
      put_text(maker, fields.vat_number, value, pointer_of(property));
    } else if (property == Property::vat_code) {
      others.add("VAT", value);
    } else if (property == Property::lei_code && !std::exchange(has_lei, true)) {
      put_text(maker, fields.lei, value, pointer_of(property));
    } else if (property == Property::lei_code) {
      others.add("LEI", value);
    } else if (property == Property::tax_number) {
      others.add_by_country("TAX", value);
    } else if (property == Property::id_number) {
      others.add_by_country("ID", value);
    } else if (property == Property::opencorporates_url && value.starts_with(kOpenCorporates)) {
      others.add("OPENCORPORATES", value.substr(kOpenCorporates.size()));
    } else if (const std::string_view scheme = scheme_of(property); !scheme.empty()) {
      others.add(std::string(scheme), value);
    }
  }
  others.add("FTM", entity.id);
  for (const std::string_view referent : entity.referents) others.add("FTM", referent);
  maker.put_value(fields.other_identifiers, others.take(), "/identifiers");
}

void put_names(RecordMaker& maker, const PartyFields::Organisation& fields, const Entity& entity) {
  const std::string_view main = name_of(entity);
  put_text(maker, fields.name, main, "/name");
  std::vector<std::string_view> names;
  for (const auto& [property, value] : entity.values) {
    if (is_name(property) && value != main) names.push_back(value);
  }
  List others;
  for (const std::string_view name : different(std::move(names))) others.items.emplace_back(std::string(name));
  if (!others.items.empty()) maker.put_value(fields.other_names, std::move(others), "/name");
}

void put_contact(RecordMaker& maker, const PartyFields::Organisation& fields, const Entity& entity, const Entity* address) {
  put_text(maker, fields.legal_form, entity.first(Property::legal_form), "/legalForm");
  put_text(maker, fields.website, entity.first(Property::website), "/website");
  put_text(maker, fields.phone, entity.first(Property::phone), "/phone");
  if (const std::string_view email = entity.first(Property::email); is_office_mailbox(email))
    put_text(maker, fields.email, email, "/email");
  if (address == nullptr) return put_text(maker, fields.address, entity.first(Property::address), "/address");
  const std::string_view street = address->first(Property::street);
  put_text(maker, fields.address, street.empty() ? address->first(Property::full) : street, "/addressEntity");
  put_text(maker, fields.city, address->first(Property::city), "/addressEntity");
  put_text(maker, fields.postal_code, address->first(Property::postal_code), "/addressEntity");
  put_text(maker, fields.region, address->first(Property::region), "/addressEntity");
}

// The office that a word in the role names; a directorship in other words is one of the board.
std::string_view office_of(std::string_view role) {
  const std::string word = ascii_lower(shorten(role, kNamed));
  const auto says = [&](std::initializer_list<std::string_view> parts) {
    return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return word.find(part) != std::string::npos; });
  };
  if (says({"represent", "signator", "attorney", "agent", "prokur", "liquidator", "pārstāv"})) return "representative";
  if (says({"board", "chair", "supervis", "valdes", "padomes", "non-executive"})) return "board";
  if (says({"manag", "ceo", "chief", "general director", "executive", "head of", "president", "secretary"})) return "manager";
  return "board";
}

// Part of the share that a text states: "51", "51%", "25-50"; nothing when it says something else.
std::optional<std::pair<double, double>> shares_of(std::string_view written, const model::Field& field, const Countries& countries) {
  written = trim(written);
  const std::size_t dash = written.find('-', 1);
  const auto one = [&](std::string_view part) -> std::optional<double> {
    const auto scalar = read_scalar(field, trim(part), countries);
    return scalar ? std::optional(std::get<model::Percent>(*scalar).value) : std::nullopt;
  };
  const auto low = one(written.substr(0, dash));
  const auto high = dash == std::string_view::npos ? low : one(written.substr(dash + 1));
  if (!low || !high || *low > *high) return std::nullopt;
  return std::pair(*low, *high);
}

std::string_view code_of(bool Listing::*kind) {
  if (kind == &Listing::sanctions) return "sanctions";
  if (kind == &Listing::forced_labour) return "forced_labour";
  return kind == &Listing::debarment ? "debarment" : "other";
}

constexpr std::array kKinds = {&Listing::sanctions, &Listing::forced_labour, &Listing::debarment, &Listing::other};

}  // namespace

std::string key_of(std::string_view id) {
  std::string out = "ftm:";
  out += id;
  return out;
}

std::optional<std::string_view> EntityRecords::add(std::span<const Entity> entities, const std::string& place) {
  std::optional<std::string_view> wrong;
  for (const Entity& entity : entities) {
    const bool inner = entity.parent.has_value();
    std::string inside;
    inside.reserve(place.size() + 32);
    inside = place;
    if (inner) inside.append(" (").append(shorten(entity.id, kNamed)).append(")");
    inside += "#/properties";
    const auto fault = add_one(entities, entity, inside);
    if (!inner) wrong = fault;
  }
  return wrong;
}

std::optional<std::string_view> EntityRecords::add_one(std::span<const Entity> entities, const Entity& entity, const std::string& place) {
  if (entity.id.empty() || entity.schema_name.empty()) return "KD1501";
  date_ = date_of(entity);
  switch (entity.schema) {
    case Schema::organisation:
    case Schema::public_body: add_organisation(entity, entity.address ? &entities[*entity.address] : nullptr, place); break;
    case Schema::person: add_person(entity, place); break;
    case Schema::ownership: return add_tie(entities, entity, {Property::owner, Property::asset, Property::of_owner}, place);
    case Schema::directorship: return add_tie(entities, entity, {Property::director, Property::organization, Property::of_director}, place);
    case Schema::unknown_link: return add_tie(entities, entity, {Property::subject, Property::object, Property::of_subject}, place);
    case Schema::sanction: return add_sanction(entity, entity.parent ? &entities[*entity.parent] : nullptr, place);
    case Schema::address: break;
    case Schema::other: count_not_read(entity);
  }
  return std::nullopt;
}

void EntityRecords::count_not_read(const Entity& entity) {
  std::string name = shorten(entity.schema_name, 40);
  if (not_read_.size() < kSchemasTold || not_read_.contains(name)) ++not_read_[std::move(name)];
}

void EntityRecords::add_organisation(const Entity& entity, const Entity* address, const std::string& place) {
  const auto& fields = fields_.organisation;
  RecordMaker maker(scope_, fields.kind, key_of(entity.id), place);
  maker.as(EvidenceClass::open_source).of(date_);
  put_text(maker, fields.id, entity.id, "");
  put_names(maker, fields, entity);
  const Registered home = registered(entity);
  put_identifiers(maker, fields, entity, home.country);
  put_country(maker, fields.country, home.codes, pointer_of(home.property));
  put_contact(maker, fields, entity, address);
  put_day(maker, fields.founded, all(entity, Property::incorporation_date), "/incorporationDate");
  put_day(maker, fields.closed_on, all(entity, Property::dissolution_date), "/dissolutionDate");
  if (entity.schema == Schema::public_body) maker.put_value(fields.is_public_body, Scalar(true), "", std::string(entity.schema_name));
  maker.finish();
  add_list_entries(entity, name_of(entity), place);
}

void EntityRecords::add_person(const Entity& entity, const std::string& place) {
  const auto& fields = fields_.person;
  RecordMaker maker(scope_, fields.kind, key_of(entity.id), place);
  maker.as(EvidenceClass::open_source).of(date_);
  put_text(maker, fields.id, entity.id, "");
  put_text(maker, fields.register_id, entity.id, "");
  put_text(maker, fields.name, name_of(entity), "/name");
  put_day(maker, fields.birth_date, all(entity, Property::birth_date), "/birthDate");
  maker.finish();
  add_list_entries(entity, name_of(entity), place);
}

// A tie that stands inside one of its ends may leave that end out.
std::optional<std::string_view> EntityRecords::add_tie(std::span<const Entity> entities, const Entity& entity, Ends ends,
                                                       const std::string& place) {
  const auto& fields = fields_.ownership;
  std::string_view from = entity.first(ends.holder);
  std::string_view to = entity.first(ends.held);
  if (entity.parent) {
    std::string_view& left_out = entity.parent_property == ends.inside_holder ? from : to;
    if (left_out.empty()) left_out = entities[*entity.parent].id;
  }
  if (from.empty() || to.empty()) return "KD1502";
  RecordMaker maker(scope_, fields.kind, key_of(entity.id), place);
  maker.as(EvidenceClass::open_source).of(date_);
  put_text(maker, fields.id, entity.id, "");
  maker.put_ref(fields.subject, fields_.organisation.kind, key_of(to), pointer_of(ends.held));
  maker.put_ref(fields.owner, fields_.organisation.kind, key_of(from), pointer_of(ends.holder));
  maker.put_ref(fields.person, fields_.person.kind, key_of(from), pointer_of(ends.holder));
  const std::string_view kind = entity.first(Property::ownership_type);
  const std::string_view role = entity.first(Property::role);
  if (entity.schema == Schema::ownership) {
    const std::string words = ascii_lower(shorten(std::string(kind).append(" ").append(role), kNamed));
    const bool beneficial = words.find("benefici") != std::string::npos || words.find("ubo") != std::string::npos;
    maker.put_value(fields.role, Scalar(beneficial ? "beneficial_owner" : "shareholder"), "");
  } else if (entity.schema == Schema::directorship) {
    maker.put_value(fields.role, Scalar(std::string(office_of(role))), "/role", shorten(role, kNamed));
  } else {
    maker.put_unknown(fields.role, UnknownReason::declared_unknown, "/role", shorten(role, kNamed));
  }
  put_text(maker, fields.interest, kind.empty() ? role : kind, kind.empty() ? "/role" : "/ownershipType");
  if (const std::string_view share = entity.first(Property::percentage); !share.empty()) {
    const auto read = shares_of(share, scope_.vocabulary.field(fields.share_min), scope_.countries);
    for (const bool low : {true, false}) {
      const auto field = low ? fields.share_min : fields.share_max;
      if (read) maker.put_value(field, Scalar(model::Percent{low ? read->first : read->second}), "/percentage", std::string(share));
      if (!read) maker.put_unknown(field, UnknownReason::unreadable, "/percentage", shorten(share, kNamed));
    }
  }
  put_day(maker, fields.start_date, all(entity, Property::start_date), "/startDate");
  put_day(maker, fields.end_date, all(entity, Property::end_date), "/endDate");
  put_text(maker, fields.source, joined(entity.datasets), "/datasets");
  maker.finish();
  return std::nullopt;
}

void EntityRecords::add_list_entries(const Entity& entity, std::string_view name, const std::string& place) {
  const Listing listing = listing_of(entity);
  if (!listing.any()) return;
  const bool person = entity.schema == Schema::person;
  const auto& fields = fields_.list_entry;
  const std::string whole = joined(entity.datasets);
  for (const auto kind : kKinds) {
    if (!(listing.*kind) || (person && kind == &Listing::other)) continue;
    const std::string code(code_of(kind));
    RecordMaker maker(scope_, fields.kind, key_of(entity.id) + "/list/" + code, place);
    const bool official =
        kind == &Listing::sanctions || kind == &Listing::debarment ||
        (kind == &Listing::forced_labour && std::any_of(entity.datasets.begin(), entity.datasets.end(), is_forced_labour_list));
    maker.as(official ? EvidenceClass::register_or_decision : EvidenceClass::open_source).of(date_);
    put_text(maker, fields.id, entity.id, "");
    const auto party = person ? fields.person : fields.organisation;
    maker.put_ref(party, person ? fields_.person.kind : fields_.organisation.kind, key_of(entity.id), "");
    maker.put_value(fields.list, Scalar(code), "/topics", joined(all(entity, Property::topics)));
    maker.put_value(fields.result, Scalar("match"), "/topics");
    put_text(maker, fields.list_name, whole, "/datasets");
    if (!person) put_text(maker, fields.matched_name, name, "/name");
    if (date_) maker.put_value(fields.list_date, Scalar(*date_), "/last_seen");
    put_text(maker, fields.reference, entity.first(Property::source_url), "/sourceUrl");
    maker.finish();
  }
}

std::optional<std::string_view> EntityRecords::add_sanction(const Entity& entity, const Entity* sanctioned, const std::string& place) {
  const auto& fields = fields_.list_entry;
  const std::string_view target = sanctioned == nullptr ? entity.first(Property::entity) : sanctioned->id;
  if (target.empty()) return "KD1502";
  const Listing listing = listing_of_sanction(entity, sanctioned);
  RecordMaker maker(scope_, fields.kind, key_of(entity.id), place);
  maker.as(EvidenceClass::register_or_decision).of(date_);
  put_text(maker, fields.id, entity.id, "");
  const bool either = sanctioned == nullptr;
  if (either || sanctioned->schema != Schema::person)
    maker.put_ref(fields.organisation, fields_.organisation.kind, key_of(target), "/entity");
  if (either || sanctioned->schema == Schema::person) maker.put_ref(fields.person, fields_.person.kind, key_of(target), "/entity");
  for (const auto kind : kKinds) {
    if (!(listing.*kind)) continue;
    maker.put_value(fields.list, Scalar(std::string(code_of(kind))), "/program", joined(all(entity, Property::program_id)));
    break;
  }
  maker.put_value(fields.result, Scalar("match"), "");
  std::vector<std::string_view> names = all(entity, Property::authority);
  for (const Property property : {Property::program, Property::program_id}) {
    for (const std::string_view name : all(entity, property)) names.push_back(name);
  }
  const bool named = !names.empty();
  put_text(maker, fields.list_name, joined(different(named ? std::move(names) : entity.datasets)), named ? "/program" : "/datasets");
  const std::string_view number = entity.first(Property::authority_id);
  put_text(maker, fields.reference, number.empty() ? entity.first(Property::source_url) : number,
           number.empty() ? "/sourceUrl" : "/authorityId");
  std::vector<std::string_view> since = all(entity, Property::listing_date);
  const bool listed = !since.empty();
  put_day(maker, fields.listed_from, listed ? since : all(entity, Property::start_date), listed ? "/listingDate" : "/startDate");
  put_day(maker, fields.listed_until, all(entity, Property::end_date), "/endDate");
  if (date_) maker.put_value(fields.list_date, Scalar(*date_), "/last_seen");
  maker.finish();
  return std::nullopt;
}

}  // namespace kede::importers::ftm
