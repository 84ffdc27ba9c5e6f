#include "importers/gleif/readers.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "importers/csv_rows.hpp"
#include "importers/gleif/forms.hpp"
#include "importers/json_head.hpp"

namespace kede::importers::gleif {
namespace {

std::optional<Content> xml_content(std::string_view head) {
  if (head.find("www.gleif.org/") == std::string_view::npos) return std::nullopt;
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    if (at + 1 >= head.size() || head[at + 1] == '?' || head[at + 1] == '!') continue;
    std::string_view name = head.substr(at + 1, head.find_first_of(" \t\r\n>/", at + 1) - at - 1);
    name.remove_prefix(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
    if (name == "LEIData") return Content::entities;
    if (name == "RelationshipData") return Content::relationships;
    if (name == "ReportingExceptionData") return Content::exceptions;
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Content> json_content(const JsonHead& head) {
  if (head.has("LEI", "\"{") && head.has("Entity", "{")) return Content::entities;
  if (head.has("Relationship", "{")) return Content::relationships;
  if (head.has("LEI", "\"{") && head.has("ExceptionCategory", "\"{")) return Content::exceptions;
  return std::nullopt;
}

std::optional<Content> json_content(std::string_view head) {
  if (const auto own = json_content(JsonHead(head))) return own;
  const JsonHead whole(head);
  for (const std::string_view name : {"records", "relations", "exceptions"}) {
    if (!whole.has(name, "[")) continue;
    const std::size_t begin = head.find('[', head.find(name));
    return begin == std::string_view::npos ? std::nullopt : json_content(JsonHead(head.substr(begin)));
  }
  return std::nullopt;
}

std::optional<Content> csv_content(std::string_view head) {
  const std::vector<std::string> columns = csv_columns(head);
  const auto has = [&](std::string_view name) { return std::find(columns.begin(), columns.end(), name) != columns.end(); };
  if (has("lei") && has("entity_legalname")) return Content::entities;
  if (has("relationship_startnode_nodeid") && has("relationship_endnode_nodeid")) return Content::relationships;
  return has("lei") && has("exception_category") ? std::optional(Content::exceptions) : std::nullopt;
}

}  // namespace

std::optional<Shape> shape_of(std::string_view head) {
  head = trim(head);
  const bool xml = head.starts_with('<');
  const bool json = head.starts_with('{') || head.starts_with('[');
  const auto content = xml ? xml_content(head) : json ? json_content(head) : csv_content(head);
  if (!content) return std::nullopt;
  return Shape{xml ? Form::xml : json ? Form::json : Form::csv, *content};
}

void read_records(SourceText& text, const Shape& shape, std::size_t longest, const RecordEvents& events) {
  switch (shape.form) {
    case Form::xml: return read_xml(text, longest, events);
    case Form::json: return read_json(text, longest, events);
    case Form::csv: return read_csv(text, shape.content, events);
  }
}

}  // namespace kede::importers::gleif
