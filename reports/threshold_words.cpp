#include "reports/threshold_words.hpp"

#include "engine/base/text.hpp"
#include "engine/base/written.hpp"
#include "engine/lang/threshold_text.hpp"

namespace kede::reports {

std::vector<ChangedThreshold> changed_thresholds(const lang::RulePack& pack) {
  std::vector<ChangedThreshold> out;
  for (const lang::Rule& rule : pack.rules) {
    for (const lang::Threshold& threshold : rule.thresholds) {
      if (threshold.is_overridden()) out.push_back({&rule, &threshold});
    }
  }
  return out;
}

std::string threshold_words(const Words& words, const lang::Threshold& threshold) {
  return words.text(threshold.is_overridden() ? "threshold.changed" : "threshold.plain",
                    {{"say", threshold.say.in(words.language())},
                     {"value", lang::threshold_text(threshold.value, words.language())},
                     {"standard", lang::threshold_text(threshold.standard, words.language())},
                     {"reason", threshold.reason}});
}

std::string threshold_list(const Words& words, const lang::Rule& rule, Which which) {
  std::vector<std::string> parts;
  for (const lang::Threshold& threshold : rule.thresholds) {
    if (which == Which::all || threshold.is_overridden()) parts.push_back(threshold_words(words, threshold));
  }
  return join(parts, "; ");
}

std::string override_note(const Words& words, const lang::RulePack& pack) {
  if (!pack.overrides || changed_thresholds(pack).empty()) return {};
  const lang::OverrideSource& source = *pack.overrides;
  return words.text(source.adopted ? "method.overrides_note" : "method.overrides_note_undated",
                    {{"authority", source.authority},
                     {"file", source.file},
                     {"adopted", source.adopted ? date_text(*source.adopted, words.language()) : std::string()},
                     {"hash", source.hash}});
}

std::string override_line(const Words& words, const lang::RulePack& pack) {
  std::vector<std::string> parts;
  for (const auto& [rule, threshold] : changed_thresholds(pack)) {
    parts.push_back(words.text("threshold.short", {{"rule", rule->id},
                                                   {"value", lang::threshold_text(threshold->value, words.language())},
                                                   {"standard", lang::threshold_text(threshold->standard, words.language())}}));
  }
  if (parts.empty() || !pack.overrides) return {};
  return words.text("text.overrides", {{"authority", pack.overrides->authority}, {"list", join(parts, "; ")}});
}

}  // namespace kede::reports
