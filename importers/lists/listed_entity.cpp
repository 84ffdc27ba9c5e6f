#include "importers/lists/listed_entity.hpp"

#include <algorithm>
#include <charconv>

#include "engine/base/hash.hpp"
#include "engine/base/identifier_checks.hpp"
#include "engine/base/text.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::lists {
namespace {

using model::Scalar;

constexpr std::size_t kNames = 500;  // of one entry
constexpr int kOpenYear = 2900;      // 2999-12-31 means "until further notice"

Scalar text(std::string_view written) { return Scalar(std::string(written)); }

// "10/16/2017" as Americans write it.
std::optional<Date> month_first(std::string_view written) {
  const auto parts = split(written, '/');
  if (parts.size() != 3) return std::nullopt;
  return parse_written_date(std::string(parts[1]) + '/' + std::string(parts[0]) + '/' + std::string(parts[2]));
}

// "7 June 2018", "26 Feb. 2011", "June 21, 2022"
std::optional<Date> with_month_name(std::string_view written) {
  constexpr std::string_view months[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  auto parts = split(written, ' ');
  if (parts.size() != 3 || parts[0].empty() || parts[1].empty()) return std::nullopt;
  if (!is_digit(parts[0][0]) && parts[1].ends_with(',')) {
    std::swap(parts[0], parts[1]);
    parts[0].remove_suffix(1);
  }
  const auto found = std::find(std::begin(months), std::end(months), ascii_lower(parts[1].substr(0, 3)));
  if (found == std::end(months)) return std::nullopt;
  return parse_written_date(std::string(parts[0]) + '.' + std::to_string(found - std::begin(months) + 1) + '.' + std::string(parts[2]));
}

std::optional<Date> read_day(std::string_view written, DateOrder order) {
  if (const auto iso = parse_iso_date(written)) return iso;
  if (const auto named = with_month_name(written)) return named;
  const std::string_view day = written.substr(0, written.find(' '));
  return order == DateOrder::month_first ? month_first(day) : parse_written_date(day);
}

// States as American and international lists name them.
constexpr CodeWord kStates[] = {{"virginislandsbritish", "VG"},
                                {"burma", "MM"},
                                {"prc", "CN"},
                                {"westbank", "PS"},
                                {"palestinian", "PS"},
                                {"democraticrepublicofthecongo", "CD"},
                                {"stateofpalestine", "PS"},
                                {"iranislamicrepublicof", "IR"},
                                {"syrianarabrepublic", "SY"},
                                {"unitedrepublicoftanzania", "TZ"},
                                {"chinahongkongspecialadministrativeregion", "HK"},
                                {"bahamasthe", "BS"},
                                {"congodemocraticrepublicofthe", "CD"},
                                {"congorepublicofthe", "CG"},
                                {"democraticpeoplesrepublicofkorea", "KP"},
                                {"koreanorth", "KP"},
                                {"koreasouth", "KR"}};

void put_day(RecordMaker& out, model::FieldId field, const WrittenDay& day, std::string_view inside) {
  if (day.day)
    out.put_value(field, Scalar(*day.day), inside, to_iso(*day.day) == day.written ? std::string() : day.written);
  else if (!day.written.empty())
    out.put_unknown(field, model::UnknownReason::unreadable, inside, shorten(day.written, 120));
}

}  // namespace

Fields::Fields(const model::Vocabulary& vocabulary) {
  const auto kind = [&](std::string_view name) { return vocabulary.find_kind(name)->id; };
  const auto field = [&](const char* name) { return vocabulary.field_id(name); };
  organisation = {kind("organisation"),
                  field("organisation.id"),
                  field("organisation.name"),
                  field("organisation.other_names"),
                  field("organisation.reg_number"),
                  field("organisation.reg_scheme"),
                  field("organisation.lei"),
                  field("organisation.other_identifiers"),
                  field("organisation.country"),
                  field("organisation.address"),
                  field("organisation.city"),
                  field("organisation.postal_code"),
                  field("organisation.website")};
  person = {kind("person"), field("person.id"), field("person.name")};
  list_entry = {kind("list_entry"),
                field("list_entry.id"),
                field("list_entry.organisation"),
                field("list_entry.list"),
                field("list_entry.list_name"),
                field("list_entry.result"),
                field("list_entry.list_date"),
                field("list_entry.matched_name"),
                field("list_entry.reference"),
                field("list_entry.listed_from"),
                field("list_entry.listed_until"),
                field("list_entry.products")};
  ownership = {kind("ownership"),       field("ownership.subject"), field("ownership.owner"), field("ownership.owner_type"),
               field("ownership.role"), field("ownership.source")};
}

std::string state_named(const Countries& countries, std::string_view written) {
  written = trim(written);
  if (const auto code = look_up(kStates, written)) return *code;
  if (countries.find(written)) return std::string(written);
  if (written.starts_with("The ")) written = trim(written.substr(4));
  if (const std::size_t comma = written.find(", "); comma != std::string_view::npos)  // "Man, Isle of"
    return std::string(written.substr(comma + 2)) + ' ' + std::string(written.substr(0, comma));
  std::string out(written);
  if (const std::size_t conjunction = out.find(" and "); conjunction != std::string::npos) out.replace(conjunction, 5, " & ");
  return out;
}

WrittenDay written_day(std::string_view written, DateOrder order) {
  written = trim(written);
  const std::string lower = ascii_lower(written);
  if (is_empty_id(written) || lower == "indefinite" || lower == "permanent" || lower == "ongoing") return {};
  const auto day = read_day(written, order);
  if (day && static_cast<int>(std::chrono::year_month_day(*day).year()) >= kOpenYear) return {};
  return {day && plausible(*day) ? day : std::nullopt, std::string(written)};
}

std::string registered_as(const Countries& countries, std::string_view country, std::string_view number) {
  const auto state = countries.find(state_named(countries, country));
  const std::string compact = compact_identifier(number);
  if (!state || is_empty_id(compact)) return {};
  if (*state == "LV") return "LV-RE:" + compact;
  return "REG-" + *state + ':' + compact;
}

std::string ListWriter::key(const ListName& list, std::string_view id) const { return "list:" + list.id + '/' + std::string(id); }

void ListWriter::write(const ListName& list, ListedEntity entity, const std::string& place, std::uint32_t line,
                       const std::string& excerpt) {
  entity.name = std::string(trim(entity.name));
  if (is_empty_id(entity.name)) return file_.reject(error("KD1570"), place, line, excerpt);
  if (entity.id.empty()) entity.id = sha256(entity.name + '\n' + entity.country).substr(0, 16);
  const std::string entity_key = key(list, entity.id);
  if (entity.kind == ListedKind::person) {
    RecordMaker out(file_.scope(), fields_.person.kind, entity_key, place);
    out.put(fields_.person.name, entity.name, "");
    out.finish();
  } else {
    write_organisation(entity_key, entity, place);
  }
  write_listings(entity_key, list, entity, place);
  write_owned(entity_key, list, entity, place);
  file_.count();
}

void ListWriter::add_details(const ListName& list, const ListedEntity& entity, const std::string& place) {
  write_organisation(key(list, entity.id), entity, place);
}

void ListWriter::write_organisation(const std::string& entity_key, const ListedEntity& entity, const std::string& place) {
  const auto& fields = fields_.organisation;
  RecordMaker out(file_.scope(), fields.kind, entity_key, place);
  out.put(fields.name, entity.name, "");
  std::size_t names = 0;
  for (const std::string& name : entity.other_names) {
    const std::string_view other = trim(name);
    if (!is_empty_id(other) && other != entity.name && ++names <= kNames) out.add(fields.other_names, text(other), "");
  }
  if (!is_empty_id(entity.country)) {
    const auto state = file_.scope().countries.find(state_named(file_.scope().countries, entity.country));
    out.put_code(fields.country, state, entity.country, "");
  }
  if (entity.kind == ListedKind::organisation) {
    out.put(fields.address, entity.address, "");
    out.put(fields.city, entity.city, "");
    out.put(fields.postal_code, entity.postal_code, "");
    out.put(fields.website, entity.website, "");
    if (!is_empty_id(entity.reg_number)) out.put(fields.reg_number, entity.reg_number, "");
    if (!is_empty_id(entity.reg_number)) out.put(fields.reg_scheme, entity.reg_scheme, "");
    if (!is_empty_id(entity.lei)) out.put(fields.lei, entity.lei, "");
    for (const std::string& identifier : entity.identifiers) out.add(fields.other_identifiers, text(identifier), "");
  }
  out.finish();
}

void ListWriter::write_listings(const std::string& entity_key, const ListName& list, const ListedEntity& entity, const std::string& place) {
  const auto& fields = fields_.list_entry;
  const std::vector<Listing> one(1);
  std::size_t number = 0;
  for (const Listing& listing : entity.listings.empty() ? one : entity.listings) {
    // The entry of a person has the key of the person, since the vocabulary ties entries to organisations only.
    const std::string suffix = ++number == 1 ? std::string() : '/' + std::to_string(number);
    RecordMaker out(file_.scope(), fields.kind, entity_key + suffix, place);
    out.put(fields.id, entity.id, "");
    if (entity.kind != ListedKind::person) out.put_ref(fields.organisation, fields_.organisation.kind, entity_key, "");
    out.put_value(fields.list, text(list.kind), "");
    out.put_value(fields.list_name, text(list.name), "");
    // An entry that ended on an unknown day is no match any more, and its firm is not clear either.
    const bool ended = listing.ended && !listing.until.day;
    if (ended)
      out.put_unknown(fields.result, model::UnknownReason::missing, "");
    else
      out.put_value(fields.result, text("match"), "");
    if (file_.scope().date) out.put_value(fields.list_date, Scalar(*file_.scope().date), "");
    out.put(fields.matched_name, entity.name, "");
    out.put(fields.reference, entity.reference, "");
    put_day(out, fields.listed_from, listing.from, "");
    put_day(out, fields.listed_until, listing.until, "");
    if (ended && listing.until.written.empty()) out.put_unknown(fields.listed_until, model::UnknownReason::missing, "");
    out.put(fields.products, entity.products, "");
    out.finish();
  }
}

void ListWriter::write_owned(const std::string& entity_key, const ListName& list, const ListedEntity& entity, const std::string& place) {
  for (std::size_t i = 0; i < std::min(entity.owned.size(), kNames); ++i) {
    const std::string owned_key = entity_key + "/owned/" + std::to_string(i + 1);
    ListedEntity owned{.id = entity.id + "/owned/" + std::to_string(i + 1), .name = entity.owned[i]};
    owned.country = entity.country;
    owned.listings = entity.listings;
    owned.reference = entity.reference;
    owned.products = entity.products;
    write_organisation(owned_key, owned, place);
    write_listings(owned_key, list, owned, place);
    const auto& fields = fields_.ownership;
    RecordMaker out(file_.scope(), fields.kind, owned_key, place);
    out.put_ref(fields.subject, fields_.organisation.kind, owned_key, "");
    out.put_ref(fields.owner, fields_.organisation.kind, entity_key, "");
    out.put_value(fields.owner_type, text("organisation"), "");
    out.put_value(fields.role, text("shareholder"), "");
    out.put_value(fields.source, text(list.name), "");
    out.finish();
  }
}

void ListWriter::pass_over() {
  ++passed_over_;
  file_.count();
}

void ListWriter::finish() {
  if (passed_over_ > 0) file_.tell(note("KD1571").at({.file = file_.path()}).arg("count", std::to_string(passed_over_)));
}

}  // namespace kede::importers::lists
