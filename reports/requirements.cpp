#include "reports/requirements.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>

#include "engine/base/resources.hpp"

namespace kede::reports {
namespace {

std::string text_of(const rapidjson::Value& object, const char* name) {
  const auto found = object.IsObject() ? object.FindMember(name) : rapidjson::Value::ConstMemberIterator{};
  if (!object.IsObject() || found == object.MemberEnd() || !found->value.IsString()) return {};
  return {found->value.GetString(), found->value.GetStringLength()};
}

model::LocalText local_text(const rapidjson::Value& object, const char* name) {
  if (!object.IsObject() || !object.HasMember(name)) return {};
  return {text_of(object[name], "en"), text_of(object[name], "lv")};
}

}  // namespace

Result<RequirementCatalogue> RequirementCatalogue::built_in() {
  const auto bytes = resource("rules/requirements.json");
  if (!bytes) return error("KD5002").arg("reason", "rules/requirements.json");
  return parse(*bytes);
}

Result<RequirementCatalogue> RequirementCatalogue::parse(std::string_view json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError()) return error("KD5002").arg("reason", rapidjson::GetParseError_En(document.GetParseError()));
  if (!document.IsObject() || !document.HasMember("phases") || !document.HasMember("requirements"))
    return error("KD5002").arg("reason", "phases, requirements");
  if (!document["phases"].IsArray() || !document["requirements"].IsArray()) return error("KD5002").arg("reason", "phases, requirements");
  RequirementCatalogue catalogue;
  catalogue.notes = local_text(document, "notes");
  for (const auto& phase : document["phases"].GetArray()) catalogue.phases.push_back({text_of(phase, "id"), local_text(phase, "label")});
  for (const auto& item : document["requirements"].GetArray()) {
    catalogue.requirements.push_back({text_of(item, "id"), text_of(item, "phase"), local_text(item, "text"),
                                      local_text(item, "legal_basis"), local_text(item, "proportionality"), local_text(item, "evidence")});
  }
  return catalogue;
}

const Requirement* RequirementCatalogue::find(std::string_view id) const {
  const auto found = std::find_if(requirements.begin(), requirements.end(), [&](const Requirement& item) { return item.id == id; });
  return found == requirements.end() ? nullptr : &*found;
}

std::string RequirementCatalogue::phase_label(std::string_view id, Language language) const {
  const auto found = std::find_if(phases.begin(), phases.end(), [&](const Phase& phase) { return phase.id == id; });
  return found == phases.end() ? std::string(id) : found->label.in(language);
}

}  // namespace kede::reports
