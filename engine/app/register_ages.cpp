#include "engine/app/register_ages.hpp"

#include <algorithm>

namespace kede::app {

bool is_old(const store::RegisterSource& source, Date on) { return months_between(source.as_of(), on) >= kRegisterMonths; }

std::optional<Diagnostic> old_sources(const store::RegisterFile& file, Date on) {
  const auto& sources = file.sources();
  const auto count = std::count_if(sources.begin(), sources.end(), [&](const auto& source) { return is_old(source, on); });
  if (count == 0) return std::nullopt;
  const auto oldest = std::min_element(sources.begin(), sources.end(), [](const auto& a, const auto& b) { return a.as_of() < b.as_of(); });
  return warning("KD4012")
      .at({.file = file.path()})
      .arg("count", std::to_string(count))
      .arg("months", std::to_string(kRegisterMonths))
      .arg("date", to_iso(oldest->as_of()))
      .arg("name", oldest->name);
}

}  // namespace kede::app
