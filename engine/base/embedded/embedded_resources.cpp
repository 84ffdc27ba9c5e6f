#include "engine/base/resources.hpp"

#include <algorithm>
#include <array>

#include "resource_symbols.inc"

namespace kede {
namespace {

struct Row {
  std::string_view name;
  const char* begin;
  const char* end;
};

const Row kRows[] = {
#include "resource_table.inc"
};

}  // namespace

std::optional<std::string_view> resource(std::string_view name) {
  const auto* found =
      std::lower_bound(std::begin(kRows), std::end(kRows), name, [](const Row& row, std::string_view key) { return row.name < key; });
  if (found == std::end(kRows) || found->name != name) return std::nullopt;
  return std::string_view(found->begin, static_cast<std::size_t>(found->end - found->begin));
}

std::vector<std::string_view> resource_names(std::string_view prefix) {
  std::vector<std::string_view> names;
  for (const Row& row : kRows) {
    if (row.name.starts_with(prefix)) names.push_back(row.name);
  }
  return names;
}

std::string_view engine_version() { return KEDE_VERSION; }

}  // namespace kede
