#include "engine/lang/overrides.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/lang/detail/json_at.hpp"

namespace kede::lang {
namespace {

constexpr int kFormat = 1;

std::string filled(const detail::JsonAt& object, std::string_view key, detail::Faults& faults) {
  std::string text = detail::read_string(object, key, faults);
  const auto at = object.member(key);
  if (at && at->is(JsonNode::Type::string) && trim(text).empty())
    faults.push_back(detail::fault("KD2346", *at).arg("key", std::string(key)));
  return text;
}

void read_item(const detail::JsonAt& at, Overrides& out, detail::Faults& faults) {
  constexpr std::string_view keys[] = {"rule", "threshold", "value", "reason"};
  if (!detail::check_keys(at, "override", keys, {}, faults)) return;
  Override item{filled(at, "rule", faults), filled(at, "threshold", faults), filled(at, "value", faults), filled(at, "reason", faults),
                at.place()};
  if (const Override* other = out.find(item.rule, item.threshold)) {
    faults.push_back(detail::fault("KD2314", at).arg("id", item.rule + " " + item.threshold).arg("other", other->place.pointer));
  }
  out.items.push_back(std::move(item));
}

}  // namespace

const Override* Overrides::find(std::string_view rule, std::string_view threshold) const {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Override& item) { return item.rule == rule && item.threshold == threshold; });
  return found == items.end() ? nullptr : &*found;
}

Result<Overrides> read_overrides(std::string_view json, const std::string& file) {
  const auto tree = read_json(json, file);
  if (!tree) return tree.diagnostics();
  const detail::JsonAt root{&*tree, &file, ""};
  detail::Faults faults;
  Overrides out;
  constexpr std::string_view required[] = {"kede_overrides", "authority", "thresholds"};
  constexpr std::string_view optional[] = {"adopted"};
  if (detail::check_keys(root, "file", required, optional, faults)) {
    detail::read_integer(root, "kede_overrides", kFormat, kFormat, faults);
    out.source = {file, filled(root, "authority", faults), detail::read_date(root, "adopted", faults), sha256(json)};
    for (const detail::JsonAt& item : detail::read_items(root, "thresholds", faults)) read_item(item, out, faults);
  }
  if (!faults.empty()) return faults;
  return out;
}

}  // namespace kede::lang
