#include "reports/names.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/text.hpp"
#include "reports/labels.hpp"

namespace kede::reports {

using assess::Assessment;
using assess::BidResult;
using graph::EdgeKind;

namespace {

const identity::Resolved& resolved_of(const Assessment& assessment) { return assessment.graph->resolved(); }
const model::Kind& kind_of(const Assessment& assessment, EntityId entity) {
  return resolved_of(assessment).vocabulary().kind(resolved_of(assessment).kind_of(entity));
}
std::string_view first_key(const Assessment& assessment, EntityId entity) {
  const auto& resolved = resolved_of(assessment);
  return resolved.dataset().key_of(resolved.records_of(entity).front());
}

std::string person_name(const Assessment& assessment, const Words& words, EntityId entity) {
  const auto node = assessment.graph->node_of(entity);
  if (!node) return words.text("name.person");
  bool officer = false;
  for (const EdgeId id : assessment.graph->in_edges(*node)) {
    const EdgeKind kind = assessment.graph->edge(id).kind;
    if (kind == EdgeKind::ownership) return words.text("name.owner");
    officer = officer || kind == EdgeKind::office;
  }
  return words.text(officer ? "name.officer" : "name.person");
}

// A relation has no name of its own: it is called by its kind and by the organisations it ties, never by a person.
std::string relation_name(const Assessment& assessment, const Words& words, EntityId entity, std::string_view subject_field) {
  const auto& resolved = resolved_of(assessment);
  const model::Kind& kind = kind_of(assessment, entity);
  const model::Field* field = resolved.vocabulary().find_field(kind.id, subject_field);
  const auto* fact = field == nullptr ? nullptr : resolved.fact(entity, field->id);
  const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
  const auto* ref = scalar == nullptr ? nullptr : std::get_if<model::Ref>(scalar);
  const auto target = ref == nullptr ? std::nullopt : resolved.target(*ref);
  if (!target) return kind.label.in(words.language());
  return words.text("name.of_kind", {{"kind", kind.label.in(words.language())}, {"name", entity_name(assessment, words, *target)}});
}

// The label of a field by its name, looked for among all kinds.
std::string field_label(const model::Vocabulary& vocabulary, std::string_view name, Language language) {
  const auto& fields = vocabulary.fields();
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const model::Field& field) { return field.name == name; });
  return found == fields.end() ? std::string() : found->label.in(language);
}

}  // namespace

bool is_person(const Assessment& assessment, EntityId entity) { return kind_of(assessment, entity).name == "person"; }

std::string entity_name(const Assessment& assessment, const Words& words, EntityId entity) {
  const std::string& kind = kind_of(assessment, entity).name;
  if (kind == "person") return person_name(assessment, words, entity);
  if (kind == "ownership") return relation_name(assessment, words, entity, "subject");
  const std::string name = assess::display_name(resolved_of(assessment), entity);
  const std::string_view key = first_key(assessment, entity);
  if (kind == "supply" && name == key) return relation_name(assessment, words, entity, "child");
  if (kind == "organisation" && name == key) return words.text("name.unnamed", {{"key", std::string(key.substr(key.rfind('/') + 1))}});
  return name;
}

std::string entity_key(const Assessment& assessment, EntityId entity) {
  const model::Kind& kind = kind_of(assessment, entity);
  if (assess::is_about_person(kind)) {
    const auto all = resolved_of(assessment).of_kind(kind.id);
    return kind.name + ":#" + std::to_string(std::distance(all.begin(), std::find(all.begin(), all.end(), entity)) + 1);
  }
  return kind.name + ':' + std::string(first_key(assessment, entity));
}

std::string node_name(const Assessment& assessment, const Words& words, NodeId node) {
  return entity_name(assessment, words, assessment.graph->entity_of(node));
}

std::string bid_key(const Assessment& assessment, const BidResult& bid) {
  const std::string key = entity_key(assessment, bid.bid);
  return bid.is_award && bid.bidder ? key + '/' + entity_key(assessment, assessment.graph->entity_of(*bid.bidder)) : key;
}

std::string bidder_name(const Assessment& assessment, const Words& words, const BidResult& bid) {
  return bid.bidder ? node_name(assessment, words, *bid.bidder) : words.text("name.unnamed_bidder");
}

std::string role_by_edge(const Words& words, const graph::Edge& edge) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> roles{{{"subcontract", "role.subcontractor"},
                                                                                 {"labour_supply", "role.labour"},
                                                                                 {"agency_workers", "role.agency"},
                                                                                 {"material_supply", "role.goods"},
                                                                                 {"manufacturing", "role.manufacturer"},
                                                                                 {"transport", "role.carrier"},
                                                                                 {"service", "role.service"},
                                                                                 {"self_employed", "role.self_employed"},
                                                                                 {"recruitment", "role.recruiter"},
                                                                                 {"accommodation", "role.accommodation"},
                                                                                 {"ownership", "role.owner"},
                                                                                 {"office", "role.officer"},
                                                                                 {"same_address", "role.same_address"}}};
  for (const auto& [code, key] : roles) {
    if (edge.factor_key == code) return words.text(key);
  }
  if (edge.kind == EdgeKind::consortium) return words.text("role.member");
  if (edge.kind == EdgeKind::labour) return words.text("role.labour");
  if (edge.kind == EdgeKind::goods) return words.text("role.goods");
  return words.text("role.subcontractor");
}

std::string role_at(const Assessment& assessment, const Words& words, const BidResult& bid, const graph::Path& path) {
  if (!path.empty()) return role_by_edge(words, assessment.graph->edge(path.back()));
  return words.text(bid.is_award ? "role.awarded" : "role.bidder");
}

std::string path_words(const Assessment& assessment, const Words& words, const BidResult& bid, const graph::Path& path) {
  if (!bid.bidder) return bidder_name(assessment, words, bid);
  return assess::path_text(*assessment.graph, *bid.bidder, path, words.language());
}

std::string subject_note(const Assessment& assessment, const Words& words, EntityId subject, NodeId node) {
  if (subject == assessment.graph->entity_of(node)) return {};
  const model::Kind& kind = kind_of(assessment, subject);
  if (kind.name == "bid" || kind.name == "person") return {};
  const std::string name = entity_name(assessment, words, subject);
  if (kind.name == "ownership" || name.starts_with(kind.label.in(words.language()))) return name;
  return words.text("name.of_kind", {{"kind", kind.label.in(words.language())}, {"name", name}});
}

std::string fact_text(const Assessment& assessment, const Words& words, EntityId entity, std::string_view field_name) {
  const auto& resolved = resolved_of(assessment);
  const model::Field* field = resolved.vocabulary().find_field(resolved.kind_of(entity), field_name);
  if (field == nullptr || field->is_private) return {};
  const auto* fact = resolved.fact(entity, field->id);
  const auto* scalar = fact == nullptr ? nullptr : std::get_if<model::Scalar>(&fact->value);
  if (scalar == nullptr) return {};
  if (const auto* ref = std::get_if<model::Ref>(scalar)) {
    const auto target = resolved.target(*ref);
    return target ? entity_name(assessment, words, *target) : std::string();
  }
  return assess::display_value(resolved.vocabulary(), field->type, fact->value, words.language());
}

namespace {

// What a reason is about: the name of the record, and the words for its field (or nothing, when the path is no field).
struct ReasonAbout {
  std::string record;
  std::string field;
};

ReasonAbout about_of(const Assessment& assessment, const Words& words, const lang::Reason& reason) {
  const auto& resolved = resolved_of(assessment);
  const std::size_t dot = reason.path.rfind('.');
  const std::size_t field_at = dot == std::string::npos ? 0 : dot + 1;
  ReasonAbout out;
  out.field = field_label(resolved.vocabulary(), std::string_view(reason.path).substr(field_at), words.language());
  out.record = out.field.empty() ? reason.path : reason.path.substr(0, field_at == 0 ? 0 : dot);
  const model::Kind* persons = resolved.vocabulary().find_kind("person");
  for (const EntityId person : resolved.of_kind(persons->id)) {
    if (out.record == assess::display_name(resolved, person)) out.record = person_name(assessment, words, person);
  }
  return out;
}

}  // namespace

std::string reason_text(const Assessment& assessment, const Words& words, const lang::Reason& reason) {
  const std::string why = reason_word(words, reason.reason);
  if (reason.path.empty()) return why;
  ReasonAbout about = about_of(assessment, words, reason);
  if (!about.field.empty()) about.record += (about.record.empty() ? "" : ", ") + about.field;
  return words.text("unknown.about", {{"what", about.record}, {"reason", why}});
}

std::string reasons_text(const Assessment& assessment, const Words& words, const lang::Reasons& reasons, std::string_view node) {
  struct Group {
    std::string record;
    std::string why;
    std::vector<std::string> fields;
  };
  std::vector<Group> groups;
  for (const lang::Reason& reason : reasons.all()) {
    const ReasonAbout about = about_of(assessment, words, reason);
    const std::string why = reason_word(words, reason.reason);
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& one) { return one.record == about.record && one.why == why; });
    if (group == groups.end()) group = groups.insert(groups.end(), {about.record, why, {}});
    if (!about.field.empty()) group->fields.push_back(about.field);
  }
  std::vector<std::string> parts;
  for (const Group& group : groups) {
    std::string what = group.record == node && !group.fields.empty() ? std::string() : group.record;
    if (!what.empty() && !group.fields.empty()) what += ", ";
    what += join(group.fields, ", ");
    parts.push_back(what.empty() ? group.why : words.text("unknown.about", {{"what", what}, {"reason", group.why}}));
  }
  return join(parts, "; ");
}

}  // namespace kede::reports
