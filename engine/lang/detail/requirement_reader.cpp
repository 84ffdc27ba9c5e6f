#include "engine/lang/detail/requirement_reader.hpp"

#include <algorithm>

#include "engine/base/suggest.hpp"
#include "engine/lang/detail/condition_reader.hpp"

namespace kede::lang::detail {
namespace {

constexpr std::string_view kAlways = "always";
constexpr std::string_view kConditionKey = "proportionate_when";

// REQ-SEL-03
bool is_requirement_id(std::string_view id) {
  const auto in = [&](std::size_t from, std::size_t count, char low, char high) {
    return std::all_of(id.begin() + static_cast<std::ptrdiff_t>(from), id.begin() + static_cast<std::ptrdiff_t>(from + count),
                       [&](char c) { return c >= low && c <= high; });
  };
  return id.size() == 10 && id.starts_with("REQ-") && in(4, 3, 'A', 'Z') && id[7] == '-' && in(8, 2, '0', '9');
}

class CatalogueReader {
 public:
  CatalogueReader(const References& references, Faults& faults) : scope_(requirement_scope(references)), faults_(faults) {}

  RequirementCatalogue read(const JsonAt& root) {
    constexpr std::string_view keys[] = {"kede_requirements", "notes", "phases", "requirements"};
    if (!check_keys(root, "file", keys, {}, faults_)) return {};
    if (const auto format = root.member("kede_requirements"); format && integer_of(*format->json) != 1)
      faults_.push_back(fault("KD2316", *format).arg("found", format->text()).arg("known", "1"));
    catalogue_.notes = read_text(root, "notes", faults_);
    for (const JsonAt& item : read_items(root, "phases", faults_, true)) read_phase(item);
    for (const JsonAt& item : read_items(root, "requirements", faults_)) read_requirement(item);
    return std::move(catalogue_);
  }

 private:
  void read_phase(const JsonAt& at) {
    constexpr std::string_view keys[] = {"id", "label"};
    if (!check_keys(at, "phase", keys, {}, faults_)) return;
    catalogue_.phases.push_back({read_string(at, "id", faults_), read_text(at, "label", faults_)});
  }

  void read_requirement(const JsonAt& at) {
    constexpr std::string_view keys[] = {"id", "phase", "text", "legal_basis", "proportionality", kConditionKey, "evidence", "indicators"};
    if (!check_keys(at, "requirement", keys, {}, faults_)) return;
    Requirement item;
    item.id = read_string(at, "id", faults_);
    item.phase = read_string(at, "phase", faults_);
    check_names(at, item);
    item.text = read_text(at, "text", faults_);
    item.legal_basis = read_text(at, "legal_basis", faults_);
    item.proportionality = read_text(at, "proportionality", faults_);
    if (const auto when = at.member(kConditionKey); when && (!when->is(JsonNode::Type::string) || when->text() != kAlways))
      item.proportionate_when = read_condition(*when, "/" + std::string(kConditionKey), scope_, faults_);
    item.evidence = read_text(at, "evidence", faults_);
    item.indicators = read_strings(at, "indicators", faults_);
    catalogue_.requirements.push_back(std::move(item));
  }

  void check_names(const JsonAt& at, const Requirement& item) {
    if (const auto id = at.member("id"); id && id->is(JsonNode::Type::string)) {
      if (!is_requirement_id(item.id)) faults_.push_back(fault("KD2312", *id).arg("value", item.id).arg("form", "REQ-SEL-03"));
      if (catalogue_.find(item.id) != nullptr) faults_.push_back(fault("KD2314", *id).arg("id", item.id).arg("other", "/requirements"));
    }
    std::vector<std::string> phases;
    for (const RequirementPhase& phase : catalogue_.phases) phases.push_back(phase.id);
    const auto phase = at.member("phase");
    if (phase && phase->is(JsonNode::Type::string) && std::find(phases.begin(), phases.end(), item.phase) == phases.end())
      faults_.push_back(fault("KD2350", *phase).arg("phase", item.phase).suggest(nearest(item.phase, phases)));
  }

  Scope scope_;
  Faults& faults_;
  RequirementCatalogue catalogue_;
};

}  // namespace

Scope requirement_scope(const References& references) {
  Scope scope;
  scope.vocabulary = references.vocabulary;
  scope.tables = references.tables;
  for (const std::string_view kind : {"contract", "lot"}) {
    if (const model::Kind* known = references.vocabulary->find_kind(kind)) scope.add_record(known->variable, known->id);
  }
  scope.variables.push_back({"risk", Type::of(TypeTag::real)});
  return scope;
}

RequirementCatalogue read_catalogue(const JsonAt& root, const References& references, Faults& faults) {
  return CatalogueReader(references, faults).read(root);
}

}  // namespace kede::lang::detail
