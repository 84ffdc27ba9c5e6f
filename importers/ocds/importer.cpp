#include "importers/ocds/importer.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace kede::importers::ocds {
namespace {

// A key with a value that begins with one of `first`: "ocid" : "…
bool has_member(std::string_view text, std::string_view key, std::string_view first) {
  const std::string quoted = '"' + std::string(key) + '"';
  for (std::size_t at = text.find(quoted); at != std::string_view::npos; at = text.find(quoted, at + 1)) {
    std::size_t next = text.find_first_not_of(" \t\r\n", at + quoted.size());
    if (next == std::string_view::npos || text[next] != ':') continue;
    next = text.find_first_not_of(" \t\r\n", next + 1);
    if (next != std::string_view::npos && first.find(text[next]) != std::string_view::npos) return true;
  }
  return false;
}

int recognise(std::string_view, std::string_view head) {
  const std::string_view text = trim(head);
  if (text.empty() || (text[0] != '{' && text[0] != '[')) return 0;
  const bool container = has_member(text, "releases", "[{") || has_member(text, "records", "[{") ||
                         has_member(text, "compiledRelease", "{") || has_member(text, "versionedRelease", "{");
  if (has_member(text, "ocid", "\"")) {
    constexpr std::array<std::string_view, 8> parts = {"tag", "tender", "awards", "contracts", "parties", "buyer", "planning", "bids"};
    const bool release = std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return has_member(text, part, "[{\""); });
    return container || release ? 95 : 60;
  }
  if (has_member(text, "statementID", "\"") || has_member(text, "schema", "\"")) return 0;
  const bool package = has_member(text, "publishedDate", "\"") || has_member(text, "publisher", "{") || has_member(text, "extensions", "[");
  if (!container) return 0;
  return package ? 70 : 25;
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const auto counts = import_files(files, context, sink);
  if (!counts) return counts.diagnostics();
  return {};
}

}  // namespace

const Importer importer{"ocds", "Open Contracting Data Standard 1.0 and 1.1", recognise, read};

}  // namespace kede::importers::ocds
