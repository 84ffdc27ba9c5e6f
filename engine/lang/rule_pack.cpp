#include "engine/lang/rule_pack.hpp"

#include <algorithm>

namespace kede::lang {
namespace {

constexpr std::string_view kSeverities[] = {"low", "medium", "high", "critical"};

}  // namespace

std::string_view to_text(RuleSeverity severity) { return kSeverities[static_cast<std::size_t>(severity)]; }

std::optional<RuleSeverity> rule_severity(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kSeverities); ++i) {
    if (kSeverities[i] == text) return static_cast<RuleSeverity>(i);
  }
  return std::nullopt;
}

std::pair<double, double> weight_range(RuleSeverity severity) {
  constexpr std::pair<double, double> ranges[] = {{5, 20}, {15, 35}, {30, 55}, {50, 80}};
  return ranges[static_cast<std::size_t>(severity)];
}

const Rule* RulePack::find(std::string_view rule_id) const {
  const auto found =
      std::lower_bound(rules.begin(), rules.end(), rule_id, [](const Rule& rule, std::string_view wanted) { return rule.id < wanted; });
  return found != rules.end() && found->id == rule_id ? &*found : nullptr;
}

const Requirement* RequirementCatalogue::find(std::string_view id) const {
  const auto found = std::find_if(requirements.begin(), requirements.end(), [&](const Requirement& item) { return item.id == id; });
  return found == requirements.end() ? nullptr : &*found;
}

std::string RequirementCatalogue::phase_label(std::string_view phase, Language language) const {
  const auto found = std::find_if(phases.begin(), phases.end(), [&](const RequirementPhase& item) { return item.id == phase; });
  return found == phases.end() ? std::string(phase) : found->label.in(language);
}

}  // namespace kede::lang
