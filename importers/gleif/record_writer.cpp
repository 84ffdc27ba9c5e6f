#include "importers/gleif/record_writer.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "engine/base/text.hpp"
#include "importers/gleif/registers.hpp"
#include "importers/written_values.hpp"

namespace kede::importers::gleif {
namespace {

using model::EvidenceClass;
using model::Scalar;
using model::UnknownReason;

constexpr std::size_t kText = 200;
constexpr std::size_t kMost = 500;
constexpr int kSteps = 100;  // of a chain of parents
constexpr double kControl = 50;

constexpr std::string_view kDirect = "IS_DIRECTLY_CONSOLIDATED_BY";
constexpr std::string_view kUltimate = "IS_ULTIMATELY_CONSOLIDATED_BY";

std::string key_of(std::string_view id, std::string_view type = "LEI") {
  std::string out = "gleif:";
  if (type != "LEI" && !type.empty()) out.append(shorten(type, 40)).append(":");
  return out.append(id);
}

std::size_t hash_of(std::string_view id) { return std::hash<std::string_view>()(id); }

bool is_void(std::string_view registration_status) { return registration_status == "ANNULLED" || registration_status == "DUPLICATE"; }

bool is_withheld(std::string_view reason) {
  constexpr std::array<std::string_view, 6> reasons = {"NON_PUBLIC",           "BINDING_LEGAL_COMMITMENTS", "LEGAL_OBSTACLES",
                                                       "CONSENT_NOT_OBTAINED", "DISCLOSURE_DETRIMENTAL",    "DETRIMENT_NOT_EXCLUDED"};
  return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

std::string_view owner_type_of(std::string_view reason) {
  if (reason == "NATURAL_PERSONS") return "person";
  return reason == "NO_LEI" || reason == "NON_CONSOLIDATING" ? "organisation" : "unknown";
}

}  // namespace

void DirectParents::add(const RelationshipRecord& record) {
  if (record.type == kDirect && record.status != "INACTIVE" && !is_void(record.registration_status))
    parent_of_[hash_of(record.child)] = hash_of(record.parent);
}

bool DirectParents::leads_to(std::string_view child, std::string_view parent) const {
  std::size_t at = hash_of(child);
  const std::size_t wanted = hash_of(parent);
  for (int step = 0; step < kSteps; ++step) {
    const auto found = parent_of_.find(at);
    if (found == parent_of_.end()) return false;
    if (found->second == wanted) return true;
    at = found->second;
  }
  return false;
}

RecordMaker GleifWriter::maker(model::KindId kind, std::string key, const Where& where, std::string_view date) const {
  RecordMaker out(file_.scope(), kind, std::move(key), where.place);
  out.as(EvidenceClass::register_or_decision);
  if (const auto day = parse_iso_date(date)) out.of(day);
  return out;
}

std::optional<std::string_view> GleifWriter::add(const LeiRecord& record, const Where& where) {
  if (record.lei.empty()) return "KD1531";
  if (is_void(record.registration_status)) {
    ++annulled_;
    return std::nullopt;
  }
  const auto& fields = fields_.organisation;
  RecordMaker out = maker(fields.kind, key_of(record.lei), where, record.last_update);
  out.put(fields.id, record.lei, "/LEI");
  out.put(fields.lei, record.lei, "/LEI");
  put_names(out, record);
  put_seat(out, record);
  put_register(out, record);
  const std::string_view form = legal_form_of(record.legal_form);
  out.put(fields.legal_form, form.empty() ? record.other_legal_form : form, "/Entity/LegalForm");
  out.put(fields.founded, record.created, "/Entity/EntityCreationDate");
  out.put(fields.closed_on, record.expired, "/Entity/EntityExpirationDate");
  constexpr CodeWord statuses[] = {{"active", "active"}, {"inactive", "closed"}};
  const bool reorganised = record.status == "INACTIVE" && record.expiration_reason == "CORPORATE_ACTION";
  const auto status = reorganised ? std::optional<std::string>("reorganised") : look_up(statuses, record.status);
  if (record.status != "NULL") out.put_code(fields.registration_status, status, record.status, "/Entity/EntityStatus");
  if (record.category == "RESIDENT_GOVERNMENT_ENTITY" || record.category == "INTERNATIONAL_ORGANIZATION")
    out.put_value(fields.is_public_body, Scalar(true), "/Entity/EntityCategory", std::string(record.category));
  out.finish();
  add_successors(record, where);
  return std::nullopt;
}

void GleifWriter::put_names(RecordMaker& out, const LeiRecord& record) const {
  const auto& fields = fields_.organisation;
  out.put(fields.name, record.legal_name, "/Entity/LegalName");
  for (std::size_t i = 0; i < std::min(record.other_names.size(), kMost); ++i) {
    if (record.other_names[i] != record.legal_name) out.put(fields.other_names, record.other_names[i], "/Entity/OtherEntityNames");
  }
}

// The street of a sole proprietor may be a home.
void GleifWriter::put_seat(RecordMaker& out, const LeiRecord& record) const {
  const auto& fields = fields_.organisation;
  const std::string_view state = record.jurisdiction.empty() ? record.country : record.jurisdiction;
  const std::string_view inside = record.jurisdiction.empty() ? "/Entity/LegalAddress/Country" : "/Entity/LegalJurisdiction";
  const std::string_view code = state.size() > 3 && state[2] == '-' ? state.substr(0, 2) : state;
  const bool known = file_.scope().countries.is_code(code);
  if (known) out.put_value(fields.country, Scalar(std::string(code)), inside, code == state ? std::string() : std::string(state));
  if (!known && !state.empty()) out.put_unknown(fields.country, UnknownReason::unreadable, inside, shorten(state, kText));
  out.put(fields.city, record.city, "/Entity/LegalAddress/City");
  out.put(fields.region, record.region, "/Entity/LegalAddress/Region");
  if (record.category == "SOLE_PROPRIETOR") return;
  std::string street(record.first_line);
  for (const std::string_view line : record.more_lines) {
    if (street.size() < 4 * kText) street.append(street.empty() ? "" : ", ").append(line);
  }
  out.put(fields.address, street, "/Entity/LegalAddress");
  out.put(fields.postal_code, record.postal_code, "/Entity/LegalAddress/PostalCode");
}

void GleifWriter::put_register(RecordMaker& out, const LeiRecord& record) const {
  const auto& fields = fields_.organisation;
  constexpr std::string_view inside = "/Entity/RegistrationAuthority";
  if (is_empty_id(record.number) || is_no_authority(record.authority)) return;
  const std::string_view scheme = scheme_of_authority(record.authority);
  if (!scheme.empty()) {
    out.put(fields.reg_number, record.number, inside);
    out.put_value(fields.reg_scheme, Scalar(std::string(scheme)), inside, std::string(record.authority));
  } else if (!record.authority.empty()) {
    std::string text(record.authority);
    out.add(fields.other_identifiers, Scalar(text.append(":").append(record.number)), inside);
  }
}

void GleifWriter::add_successors(const LeiRecord& record, const Where& where) {
  for (const Successor& successor : record.successors) {
    if (successor.lei.empty() && successor.name.empty()) continue;
    RecordMaker out =
        maker(event_kind_, key_of(record.lei) + "/successor/" + shorten(successor.lei.empty() ? successor.name : successor.lei, kText),
              where, record.last_update);
    out.put_ref(event_organisation_, fields_.organisation.kind, key_of(record.lei), "/LEI");
    out.put_value(event_type_, Scalar("ownership_change"), "/Entity/SuccessorEntity", std::string(record.expiration_reason));
    out.put(event_date_, record.expired, "/Entity/EntityExpirationDate");
    std::string words(successor.name);
    if (!successor.lei.empty()) words.append(words.empty() ? "LEI " : ", LEI ").append(successor.lei);
    out.put(event_description_, "→ " + words, "/Entity/SuccessorEntity");
    out.finish();
  }
}

// So that both ends can be found by their LEI, also where the file of the entities is not at hand.
void GleifWriter::add_node(std::string_view id, std::string_view type, const Where& where, std::string_view date) {
  if (type != "LEI" && !type.empty()) return;
  RecordMaker out = maker(fields_.organisation.kind, key_of(id), where, date);
  out.put(fields_.organisation.lei, id, "/NodeID");
  out.finish();
}

std::optional<std::string_view> GleifWriter::add(const RelationshipRecord& record, const Where& where) {
  if (record.child.empty() || record.parent.empty() || record.type.empty()) return "KD1532";
  if (is_void(record.registration_status)) {
    ++annulled_;
    return std::nullopt;
  }
  add_node(record.child, record.child_type, where, record.last_update);
  add_node(record.parent, record.parent_type, where, record.last_update);
  if (record.type == kUltimate && parents_.leads_to(record.child, record.parent)) {
    ++repeated_;
    return std::nullopt;
  }
  const auto& fields = fields_.ownership;
  std::string key = key_of(record.child, record.child_type);
  key.append("/").append(shorten(record.type, kText)).append("/").append(record.parent);
  RecordMaker out = maker(fields.kind, std::move(key), where, record.last_update);
  out.put_ref(fields.subject, fields_.organisation.kind, key_of(record.child, record.child_type), "/Relationship/StartNode");
  out.put_ref(fields.owner, fields_.organisation.kind, key_of(record.parent, record.parent_type), "/Relationship/EndNode");
  out.put_value(fields.owner_type, Scalar("organisation"), "/Relationship/EndNode");
  const std::string type(record.type);
  if (record.type == kDirect || record.type == kUltimate) {
    out.put_value(fields.role, Scalar("shareholder"), "/Relationship/RelationshipType", type);
    out.put_computed(fields.share_min, Scalar(model::Percent{kControl}), "/Relationship/RelationshipType", type);
  } else if (record.type == "IS_FUND-MANAGED_BY") {
    out.put_value(fields.role, Scalar("manager"), "/Relationship/RelationshipType", type);
  } else {
    out.put_unknown(fields.role, UnknownReason::missing, "/Relationship/RelationshipType", shorten(record.type, kText));
  }
  std::string words = type;
  if (!record.method.empty()) words.append(", ").append(record.method).append(" ").append(record.amount).append(" ").append(record.units);
  out.put(fields.interest, shorten(words, kText), "/Relationship/RelationshipType");
  put_period(out, record);
  out.finish();
  return std::nullopt;
}

// Accounting and filing periods say what the report was about, not how long the relationship lasted.
void GleifWriter::put_period(RecordMaker& out, const RelationshipRecord& record) const {
  const auto& fields = fields_.ownership;
  const auto lasting =
      std::find_if(record.periods.begin(), record.periods.end(), [](const Period& period) { return period.type == "RELATIONSHIP_PERIOD"; });
  const std::string_view end = lasting == record.periods.end() ? std::string_view() : lasting->end;
  if (lasting != record.periods.end()) out.put(fields.start_date, lasting->start, "/Relationship/RelationshipPeriods");
  out.put(fields.end_date, end, "/Relationship/RelationshipPeriods");
  if (!end.empty() || record.status != "INACTIVE") return;
  const auto day = parse_iso_date(record.last_update);
  if (day) out.put_computed(fields.end_date, Scalar(*day), "/Relationship/RelationshipStatus", std::string(record.status));
  if (!day) out.put_unknown(fields.end_date, UnknownReason::missing, "/Relationship/RelationshipStatus", std::string(record.status));
}

std::optional<std::string_view> GleifWriter::add(const ExceptionRecord& record, const Where& where) {
  if (record.lei.empty() || record.category.empty() || record.reasons.empty()) return "KD1532";
  add_node(record.lei, {}, where, record.content_date);
  const auto& fields = fields_.ownership;
  for (std::size_t i = 0; i < std::min<std::size_t>(record.reasons.size(), 10); ++i) {
    const std::string reason = shorten(record.reasons[i], kText);
    RecordMaker out = maker(fields.kind, key_of(record.lei) + "/no_parent/" + reason, where, record.content_date);
    out.put_ref(fields.subject, fields_.organisation.kind, key_of(record.lei), "/LEI");
    if (is_withheld(reason)) out.put_unknown(fields.owner, UnknownReason::withheld, "/ExceptionReason", reason);
    out.put_value(fields.owner_type, Scalar(std::string(owner_type_of(reason))), "/ExceptionReason", reason);
    out.put_value(fields.role, Scalar("shareholder"), "/ExceptionCategory", std::string(record.category));
    std::string words = reason;
    if (!record.reference.empty()) words.append(": ").append(record.reference);
    out.put(fields.unidentified_reason, shorten(words, kText), "/ExceptionReason");
    out.put(fields.interest, shorten(record.category, kText), "/ExceptionCategory");
    out.finish();
  }
  return std::nullopt;
}

}  // namespace kede::importers::gleif
