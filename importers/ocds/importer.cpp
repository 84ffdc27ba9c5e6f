#include "importers/ocds/importer.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>

#include "engine/base/text.hpp"

namespace kede::importers::ocds {
namespace {

using Members = std::map<std::string_view, char>;  // name -> first byte of the value

bool holds(const Members& members, std::initializer_list<std::string_view> names, std::string_view first = "[{") {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    const auto found = members.find(name);
    return found != members.end() && first.find(found->second) != std::string_view::npos;
  });
}

// How much an object with these members looks like a package, record or release. `names_ocid`: somewhere in the text there is an "ocid".
int likeness(const Members& members, bool names_ocid) {
  const auto parts = {"tender", "awards", "contracts", "parties", "buyer", "planning", "bids"};
  const auto has = [&](const char* part) { return holds(members, {part}); };
  const auto present = std::count_if(parts.begin(), parts.end(), has);
  const bool container = holds(members, {"releases", "records", "compiledRelease", "versionedRelease"});
  const bool package = members.contains("publishedDate") || members.contains("publisher") || members.contains("extensions");
  if (container && (names_ocid || members.contains("ocid"))) return 95;
  if (members.contains("ocid")) return present > 0 || members.contains("tag") ? 95 : 60;
  if (holds(members, {"release", "record", "releasePackage", "recordPackage"}, "{") && names_ocid) return 90;
  if (container) return package ? 70 : 25;
  if (members.contains("statementID") || members.contains("schema")) return 0;
  if (present > 1 || (present > 0 && members.contains("tag"))) return 50;
  return present > 0 && holds(members, {"awards", "contracts", "parties"}, "[") ? 25 : 0;
}

std::size_t end_of_string(std::string_view text, std::size_t open) {
  std::size_t at = open + 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2U : 1U;
  return std::min(at, text.size());
}

constexpr std::string_view kSpaces = " \t\r\n";

// The text behind the colon after a member name that ends at `end`, or nothing.
char first_of_value(std::string_view text, std::size_t end) {
  std::size_t next = text.find_first_not_of(kSpaces, end + 1);
  if (next == std::string_view::npos || text[next] != ':') return 0;
  next = text.find_first_not_of(kSpaces, next + 1);
  return next == std::string_view::npos ? '\0' : text[next];
}

// Judges by the members of the objects at the top of the text, or in a list there: a release may hold all kinds of names deeper down, and
// begin with any of its parts.
int recognise(std::string_view, std::string_view head) {
  const std::string_view text = trim(head);
  if (text.empty() || (text[0] != '{' && text[0] != '[')) return 0;
  const bool names_ocid = text.find("\"ocid\"") != std::string_view::npos;
  int best = 0;
  std::size_t depth = 0;
  std::size_t level = 1;
  Members members;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      const std::size_t end = end_of_string(text, at);
      const char first = depth == level ? first_of_value(text, end) : '\0';
      if (first != 0) members.emplace(text.substr(at + 1, end - at - 1), first);
      at = end;
    } else if (text[at] == '{' || text[at] == '[') {
      if (depth++ == 0) level = text[at] == '[' ? 2 : 1;
    } else if ((text[at] == '}' || text[at] == ']') && depth > 0) {
      if (depth-- != level) continue;
      best = std::max(best, likeness(members, names_ocid));
      members.clear();
    }
  }
  return std::max(best, likeness(members, names_ocid));
}

Result<void> read(std::span<const InputFile> files, ImportContext& context, model::RecordSink& sink) {
  const auto counts = import_files(files, context, sink);
  if (!counts) return counts.diagnostics();
  return {};
}

}  // namespace

const Importer importer{.name = "ocds", .recognise = recognise, .read = read};

}  // namespace kede::importers::ocds
